"""Names and passphrases: what may be one, how it is kept, and signing in with limits on guessing."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator

from nomansland.tables import read, write
from nomansland.tables.read.people import fold_name
from nomansland.tables.write.ledger import now
from nomansland.web.limits import LONGEST, ON_ALL, ON_ONE, SHORTEST, WINDOW
from nomansland.words.errors import PersonError

if TYPE_CHECKING:
    from nomansland.tables.models import Person

LONGEST_NAME = 60
WRONG = "The name and the passphrase do not belong together."
TOO_MANY = "Too many attempts failed."
_LATER = "Wait a quarter of an hour. Whoever is signed in stays so."


def name_of(text: str) -> str:
    """A name as decisions carry it. Raises PersonError where it is empty, too long or holds what cannot be seen."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise PersonError("A name is needed.", todo=f"Write one of at most {LONGEST_NAME} visible characters.")
    return name


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


@cache
def _broken() -> frozenset[str]:
    """The list of broken passwords that Django ships: it is on this disk, nobody is asked."""
    return frozenset(CommonPasswordValidator().passwords)


def _simple(text: str) -> set[str]:
    """What somebody who guesses would make a passphrase from: without spaces, signs and digits at its ends, halved."""
    low = "".join(text.casefold().split())
    bare = low.strip("0123456789!?.,-_*#$")
    forms = {low, bare}
    for one in (low, bare):
        for parts in (2, 3, 4):
            piece = one[: len(one) // parts]
            if piece and piece * parts == one:
                forms.add(piece)
    return forms


def check_passphrase(passphrase: str, name: str) -> str:
    """The passphrase in normal form.

    Raises
    ------
    PersonError
        Where it is too short or too long, one of the broken ones or little more, or holds the name.
    """
    given = _normal(passphrase)
    if not SHORTEST <= len(given) <= LONGEST:
        raise PersonError(
            f"A passphrase has {SHORTEST} to {LONGEST} characters.", todo="Take four or five words that nobody links."
        )
    if len(set(given)) < 5 or _simple(given) & _broken():
        raise PersonError("This passphrase is on the list of broken ones, or nearly.", todo="Take four or five words.")
    if len(fold_name(name)) > 2 and fold_name(name) in given.casefold():
        raise PersonError("The passphrase holds the name.", todo="Take words that nobody links to you.")
    return given


def hashed(passphrase: str) -> str:
    """Argon2id with a salt of its own."""
    hasher = Argon2PasswordHasher()
    return hasher.encode(_normal(passphrase), hasher.salt())


@cache
def _nobodys() -> str:
    """A hash that no passphrase has, so that an unknown name takes as long as a known one."""
    return hashed("nobody has this one, it is only as slow as the others")


def fits(passphrase: str, person: Person | None) -> bool:
    """True where the passphrase is the person's; a hash of older settings is made anew."""
    hasher = Argon2PasswordHasher()
    kept = person.passphrase if person else _nobodys()
    fit = len(passphrase) <= LONGEST and hasher.verify(_normal(passphrase), kept)
    if person is None or not fit:
        return False
    if hasher.must_update(kept):
        write.rehash(person.ref, hashed(passphrase))
    return True


def blocked(name: str) -> bool:
    """True where too many attempts on this name, or on all names, failed lately."""
    since = now() - WINDOW
    return read.attempts(fold_name(name), since) >= ON_ONE or read.attempts(None, since) >= ON_ALL


def refuse_blocked(name: str) -> None:
    """Raises PersonError where too many attempts failed lately."""
    if blocked(name):
        raise PersonError(TOO_MANY, todo=_LATER)


def signed(name: str, passphrase: str) -> Person:
    """The person whose name and passphrase these are.

    Raises
    ------
    PersonError
        Where they are nobody's, the person was shut out, or too many attempts failed; the first two are one sentence.
    """
    refuse_blocked(name)
    person = read.person_named(name)
    if not fits(passphrase, person) or person is None or not person.active:
        write.add_attempt(fold_name(name), person, WINDOW)
        raise PersonError(WRONG, todo="Check both and try again.")
    return person
