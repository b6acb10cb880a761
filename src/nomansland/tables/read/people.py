"""People, sessions, tokens, invitations, seals."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from hashlib import sha256

from nomansland.tables.models import Attempt, Invitation, Person, Sealed, Session, Token

# Cyrillic letters that look like Latin ones: nobody passes for somebody else by them.
_ALIKE = str.maketrans("аеорсухіїјкмнтвѕ", "aeopcyxiijkmhtbs")


def fold_name(name: str) -> str:
    """A name without the chance of capitals, spaces, ways to write one letter and letters that look alike."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold().translate(_ALIKE)


def people() -> list[Person]:
    """Everybody who has an account, by name."""
    return list(Person.objects.order_by("name", "pk"))


def anybody() -> bool:
    """True where somebody has an account."""
    return Person.objects.exists()


def person(ref: str) -> Person | None:
    """A person by id."""
    return Person.objects.filter(ref=ref).first()


def person_named(name: str) -> Person | None:
    """A person by name."""
    return Person.objects.filter(folded=fold_name(name)).first()


def session_of_key(key: str) -> Session | None:
    """The session of a cookie's value, with its person: one query by a unique index."""
    return Session.objects.select_related("person").filter(key=sha256(key.encode()).hexdigest()).first()


def sessions_of(ref: str) -> list[Session]:
    """The sessions of a person, the last used first."""
    return list(Session.objects.filter(person__ref=ref).order_by("-seen", "-pk"))


def invitations() -> list[Invitation]:
    """Invitations that nobody used, the newest first."""
    return list(Invitation.objects.filter(used=None).order_by("-made"))


def invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation of a link, where it still counts at that time."""
    kept = sha256(token.encode()).hexdigest()
    return Invitation.objects.filter(digest=kept, used=None, until__gt=at).first()


def recoveries_left(ref: str) -> int:
    """How many recovery codes a person has left."""
    return Person.objects.filter(ref=ref, recoveries__isnull=False).values("recoveries").count()


def attempts(account: str | None, since: datetime) -> int:
    """Failed attempts since then: on one account, or on all of them."""
    found = Attempt.objects.filter(at__gte=since)
    return (found if account is None else found.filter(account=sha256(account.encode()).hexdigest())).count()


def sealed() -> list[Sealed]:
    """Seals, the newest first."""
    return list(Sealed.objects.order_by("-at"))


def token_of(value: str, at: datetime) -> Token | None:
    """The token of a value with its person, where it still counts at that time: one query by a unique index."""
    kept = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return Token.objects.select_related("person").filter(digest=kept, until__gt=at).first()


def tokens_of(ref: str) -> list[Token]:
    """The tokens of a person, the newest first."""
    return list(Token.objects.filter(person__ref=ref).order_by("-made", "-pk"))
