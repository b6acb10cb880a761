"""Write sessions of people who signed in, and attempts to."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from nomansland.tables.models import Attempt, Person, Session
from nomansland.tables.write.ledger import now, transaction
from nomansland.tables.write.people import digest, told


def begin_session(person: Person, most: int, pending: bool = False, browser: str = "") -> str:
    """Begin a session and give the value of its cookie, which is not kept; the oldest beyond `most` end."""
    key = secrets.token_urlsafe(32)
    with transaction():
        at = now()
        Session.objects.create(
            key=digest(key), ref=f"s-{secrets.token_hex(6)}", person=person, pending=pending,
            browser=browser, begun=at, seen=at,
        )  # fmt: skip
        kept = Session.objects.filter(person=person).order_by("-begun", "-pk").values_list("pk", flat=True)[:most]
        Session.objects.filter(person=person).exclude(pk__in=list(kept)).delete()
        if not pending:
            told("signed in", person.name, person=person.ref, browser=browser)
    return key


def touch_session(row: Session, at: datetime) -> None:
    """Say that a session is in use."""
    Session.objects.filter(pk=row.pk).update(seen=at)


def end_session(person: str, ref: str, by: str) -> bool:
    """End one session of a person; False where the person has none of that name."""
    with transaction():
        gone, _ = Session.objects.filter(person__ref=person, ref=ref).delete()
        if gone:
            told("session ended", by, person=person)
        return gone > 0


def drop_session(row: Session) -> None:
    """Forget a session that is over by itself."""
    Session.objects.filter(pk=row.pk).delete()


def end_sessions(person: str, keep: str, by: str) -> int:
    """End all sessions of a person but one; how many that were."""
    with transaction():
        gone, _ = Session.objects.filter(person__ref=person).exclude(ref=keep).delete()
        if gone:
            told("sessions ended", by, person=person, number=gone)
        return gone


def add_attempt(account: str, person: Person | None, kept: timedelta) -> None:
    """Keep a failed attempt; those older than `kept` are forgotten. What was typed for a name is never written."""
    with transaction():
        Attempt.objects.filter(at__lt=now() - kept).delete()
        Attempt.objects.create(account=digest(account), at=now())
        who = {"person": person.ref, "name": person.name} if person else {}
        told("sign-in refused", person.name if person else "an unknown name", **who)


def forget_attempts(account: str) -> None:
    """Forget the failed attempts on an account, after one that succeeded."""
    Attempt.objects.filter(account=digest(account)).delete()
