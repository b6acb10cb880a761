"""What a token may be used for: scopes only take away from what its person may do at that moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from nomansland.words.errors import PersonError

SCOPES: dict[str, str] = {
    "read:reports": "read reports, claims and sources, and search",
    "read:incidents": "read incidents, sites, transfers and contradictions",
    "read:editions": "read released editions",
    "read:decisions": "read decisions on a thing, and what a new one is held against",
    "read:log": "read the log",
    "see:exact": "see places as exactly as they are known",
    "see:names": "see names of people who speak as private persons",
    "see:sealed": "see sealed reports",
    "write:reports": "take reports in and have them read",
    "write:decisions": "take decisions and undo them",
}
# The rights of `web.allowed` that each leaves of those that the person has.
LEAVES: dict[str, frozenset[str]] = {
    "read:reports": frozenset({"read"}),
    "read:incidents": frozenset({"read"}),
    "read:editions": frozenset({"read"}),
    "read:decisions": frozenset({"decide"}),
    "read:log": frozenset({"log"}),
    "see:exact": frozenset({"exact"}),
    "see:names": frozenset({"names"}),
    "see:sealed": frozenset({"seal"}),
    "write:reports": frozenset({"bring"}),
    "write:decisions": frozenset({"decide"}),
}
# The scope that each route of the API asks a token for: to look, to send. A route that is not here takes no token.
ASKS: dict[str, tuple[str, str]] = {
    "api:me": ("", ""),
    "api:reports": ("read:reports", "write:reports"),
    "api:report": ("read:reports", ""),
    "api:claims": ("read:reports", ""),
    "api:claim": ("read:reports", ""),
    "api:search": ("read:reports", ""),
    "api:sources": ("read:reports", ""),
    "api:source": ("read:reports", ""),
    "api:incidents": ("read:incidents", ""),
    "api:incident": ("read:incidents", ""),
    "api:sites": ("read:incidents", ""),
    "api:site": ("read:incidents", ""),
    "api:contradictions": ("read:incidents", ""),
    "api:contradiction": ("read:incidents", ""),
    "api:editions": ("read:editions", ""),
    "api:edition": ("read:editions", ""),
    "api:log": ("read:log", ""),
    "api:entry": ("read:log", ""),
    "api:decisions": ("read:decisions", "write:decisions"),
}
USUAL_DAYS, MOST_DAYS, MOST_TOKENS = 90, 366, 20
LONGEST_LABEL = 60


def checked(scopes: Iterable[str]) -> list[str]:
    """The scopes, sorted. Raises PersonError where there is none, or one is unknown."""
    given = sorted(set(scopes))
    if not given or not set(given) <= SCOPES.keys():
        raise PersonError("A token has at least one scope of the list.", todo=f"Scopes are {', '.join(SCOPES)}.")
    return given


def lasting(days: str) -> timedelta:
    """How long a token counts. Raises PersonError where the number of days is none or too large."""
    if not (days.isascii() and days.isdecimal()) or len(days) > 4 or not 1 <= int(days) <= MOST_DAYS:
        raise PersonError(f"{days!r} is no number of days.", todo=f"Write 1 to {MOST_DAYS}.")
    return timedelta(days=int(days))


def labelled(text: str) -> str:
    """What a token is for. Raises PersonError where nothing visible says it."""
    label = " ".join(text.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise PersonError("A token needs a name that says what it is for.", todo=f"At most {LONGEST_LABEL} characters.")
    return label
