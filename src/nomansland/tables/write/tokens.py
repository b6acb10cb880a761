"""Write tokens of people, with which programs ask in their name. Making and revoking are entries of the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from nomansland.tables.models import Person, Token
from nomansland.tables.write.ledger import now, transaction
from nomansland.tables.write.people import digest, told
from nomansland.words.errors import PersonError

# What a token begins with, so that a scanner for leaked secrets, or a person, knows it where it does not belong.
PREFIX = "nml_"


def make_token(
    person: str, label: str, scopes: Iterable[str], until: datetime, by: str, most: int
) -> tuple[Token, str]:
    """A token of a person and its value, which is not kept.

    Parameters
    ----------
    person : str
        Id of the person.
    label : str
        What it is for, in the person's words.
    scopes : iterable of str
        What it may be used for.
    until : datetime
        When it ends by itself.
    by : str
        Who made it.
    most : int
        How many a person may have.

    Raises
    ------
    PersonError
        Where there is no such person, it is shut out, or it has too many tokens.
    """
    given, value = sorted(set(scopes)), PREFIX + secrets.token_urlsafe(32)
    with transaction():
        row = Person.objects.select_for_update().filter(ref=person, active=True).first()
        if row is None:
            raise PersonError("There is no such person.", todo="Open the list of people again.")
        Token.objects.filter(person=row, until__lte=now()).delete()
        if Token.objects.filter(person=row).count() >= most:
            raise PersonError(f"A person has at most {most} tokens.", todo="Revoke one that is not needed any more.")
        made = Token.objects.create(
            ref=f"t-{secrets.token_hex(6)}", digest=digest(value), person=row, label=label,
            scopes=" ".join(given), made=now(), until=until,
        )  # fmt: skip
        told(
            "token made", by, person=row.ref, name=row.name, token=made.ref, label=label, scopes=given,
            until=until.isoformat(),
        )  # fmt: skip
    return made, value


def revoke_token(person: str, ref: str, by: str) -> bool:
    """End a token of a person; False where the person has none of that name."""
    with transaction():
        row = Token.objects.filter(person__ref=person, ref=ref).first()
        if row is None:
            return False
        row.delete()
        told("token revoked", by, person=person, token=ref, label=row.label)
    return True


def revoke_tokens(person: str, by: str) -> int:
    """End all tokens of a person; how many that were."""
    with transaction():
        gone, _ = Token.objects.filter(person__ref=person).delete()
        if gone:
            told("tokens revoked", by, person=person, number=gone)
    return gone


def touch_token(row: Token, at: datetime) -> None:
    """Say that a token is in use."""
    Token.objects.filter(pk=row.pk).update(seen=at)
