"""Write people: accounts, roles, second factors, invitations, seals. Each change is an entry of the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from nomansland.tables.models import Invitation, Person, Recovery, Report, Sealed, Session, Token
from nomansland.tables.read.people import fold_name
from nomansland.tables.write.ledger import append, now, transaction
from nomansland.words.errors import PersonError


def digest(token: str) -> str:
    """What is kept of a random token: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def told(event: str, by: str, **more: Any) -> None:
    """One entry of the ledger on people."""
    append("person", {"event": event, "by": by, **more})


def _row(ref: str) -> Person:
    row = Person.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise PersonError("There is no such person.", todo="Open the list of people again.")
    return row


def add_person(name: str, roles: Iterable[str], passphrase: str, by: str = "") -> Person:
    """Make an account.

    Parameters
    ----------
    name : str
        As decisions will carry it.
    roles : iterable of str
        Names of roles.
    passphrase : str
        Its hash, never itself.
    by : str
        Who made it; the person, where empty.

    Raises
    ------
    PersonError
        Where somebody has the name.
    """
    given = sorted(roles)
    with transaction():
        if Person.objects.filter(folded=fold_name(name)).exists():
            raise PersonError(f"Somebody is called {name} already.", todo="Take a name that tells the two apart.")
        row = Person.objects.create(
            ref=f"p-{secrets.token_hex(6)}",
            name=name,
            folded=fold_name(name),
            roles=" ".join(given),
            passphrase=passphrase,
            made=now(),
        )
        told("added", by or name, person=row.ref, name=name, roles=given)
    return row


def _keep_administrator(leaving: Person) -> None:
    others = Person.objects.filter(active=True).exclude(pk=leaving.pk).values_list("roles", flat=True)
    if not any("administrator" in roles.split() for roles in others):
        raise PersonError(
            "The case would be left without an administrator.", todo="Make somebody else administrator first."
        )


def set_roles(ref: str, roles: Iterable[str], by: str) -> None:
    """Give a person these roles and no others. Raises PersonError where nobody would be administrator."""
    given = sorted(roles)
    with transaction():
        row = _row(ref)
        if "administrator" in row.roles.split() and "administrator" not in given and row.active:
            _keep_administrator(row)
        if row.roles.split() == given:
            return
        Person.objects.filter(pk=row.pk).update(roles=" ".join(given))
        told("roles", by, person=ref, name=row.name, before=row.roles.split(), roles=given)


def set_active(ref: str, active: bool, by: str) -> None:
    """Let a person in again, or no more: all sessions and tokens of a person who is shut out end at once."""
    with transaction():
        row = _row(ref)
        if not active:
            if "administrator" in row.roles.split():
                _keep_administrator(row)
            Session.objects.filter(person=row).delete()
            Token.objects.filter(person=row).delete()
        if row.active != active:
            Person.objects.filter(pk=row.pk).update(active=active)
            told("let in" if active else "shut out", by, person=ref, name=row.name)


def set_passphrase(ref: str, passphrase: str, by: str, keep: str = "") -> None:
    """Set the hash of a passphrase; all sessions but `keep` end, and all tokens."""
    with transaction():
        row = _row(ref)
        Person.objects.filter(pk=row.pk).update(passphrase=passphrase)
        Session.objects.filter(person=row).exclude(ref=keep).delete()
        Token.objects.filter(person=row).delete()
        told("passphrase", by, person=ref, name=row.name)


def rehash(ref: str, passphrase: str) -> None:
    """Put a stronger hash of the same passphrase in the place of an older one; nothing else changes."""
    Person.objects.filter(ref=ref).update(passphrase=passphrase)


def propose_totp(ref: str, secret: str) -> None:
    """Keep a secret that is not in force before a code of it was typed."""
    Person.objects.filter(ref=ref).update(totp_new=secret)


def confirm_totp(ref: str, secret: str, step: int, codes: Iterable[str], by: str) -> None:
    """Put the proposed secret in force, with its recovery codes (as typed; only digests are kept)."""
    with transaction():
        row = _row(ref)
        if not secret or row.totp_new != secret:
            raise PersonError("The code was made for another secret.", todo="Load the page again and scan anew.")
        Person.objects.filter(pk=row.pk).update(totp=secret, totp_new="", totp_step=step)
        Recovery.objects.filter(person=row).delete()
        Recovery.objects.bulk_create(Recovery(person=row, digest=digest(ref + code)) for code in codes)
        told("second factor on", by, person=ref, name=row.name)


def drop_totp(ref: str, by: str) -> None:
    """Take the second factor away, with what stood in for it."""
    with transaction():
        row = _row(ref)
        Person.objects.filter(pk=row.pk).update(totp="", totp_new="", totp_step=0)
        Recovery.objects.filter(person=row).delete()
        told("second factor off", by, person=ref, name=row.name)


def use_step(ref: str, step: int) -> bool:
    """True the first time that a time step, or a later one, is used: no code counts twice."""
    return Person.objects.filter(ref=ref, totp_step__lt=step).update(totp_step=step) == 1


def use_recovery(ref: str, code: str, by: str) -> bool:
    """True where the code is one of the person's, which it is once."""
    with transaction():
        gone, _ = Recovery.objects.filter(person__ref=ref, digest=digest(ref + code)).delete()
        if gone:
            told("recovery code used", by, person=ref, name=by)
        return gone == 1


def invite(roles: Iterable[str], until: datetime, by: str) -> tuple[Invitation, str]:
    """An invitation and the token of its link, which is not kept."""
    given, token = sorted(roles), secrets.token_urlsafe(32)
    with transaction():
        row = Invitation.objects.create(
            ref=f"v-{secrets.token_hex(6)}",
            digest=digest(token),
            roles=" ".join(given),
            by=by,
            made=now(),
            until=until,
        )
        told("invited", by, invitation=row.ref, roles=given, until=until.isoformat())
    return row, token


def withdraw(ref: str, by: str) -> None:
    """Take an invitation back that nobody used."""
    with transaction():
        gone, _ = Invitation.objects.filter(ref=ref, used=None).delete()
        if gone:
            told("invitation withdrawn", by, invitation=ref)


def accept(token: str, name: str, passphrase: str) -> Person:
    """Make the account of an invitation. Raises PersonError where the link was used, withdrawn or is too old."""
    with transaction():
        found = Invitation.objects.filter(digest=digest(token), until__gt=now())
        row = found.first()
        if row is None or not found.filter(used=None).update(used=now()):
            raise PersonError("The invitation does not count any more.", todo="Ask who sent it for a new one.")
        made = add_person(name, row.roles.split(), passphrase)
        told("invitation used", name, invitation=row.ref, person=made.ref)
    return made


def seal(report: str, by: str, reason: str) -> None:
    """Seal a report. Raises PersonError where it is not in the case or is sealed."""
    with transaction():
        if not Report.objects.filter(ref=report).exists():
            raise PersonError(f"There is no report {report}.", todo="Write its id as its page shows it.")
        if Sealed.objects.filter(report=report).exists():
            raise PersonError(f"The report {report} is sealed.")
        Sealed.objects.create(report=report, by=by, at=now(), reason=reason)
        told("sealed", by, report=report, reason=reason)


def unseal(report: str, by: str) -> None:
    """Open a sealed report to everyone who may read."""
    with transaction():
        gone, _ = Sealed.objects.filter(report=report).delete()
        if gone:
            told("unsealed", by, report=report)
