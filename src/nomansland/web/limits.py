"""What a case says about its people: table `[people]` of `case.toml`, with what holds where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nomansland.tables import Case
from nomansland.words.errors import CaseError

SHORTEST, LONGEST = 12, 1024
SECOND = ("team", "always", "never")
# Failed sign-ins within `WINDOW`: on one name, and on all names together.
WINDOW, ON_ONE, ON_ALL = timedelta(minutes=15), 5, 60
PENDING = timedelta(minutes=5)
INVITED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts, how many one person has, whether a second pair of eyes is asked for.

    Parameters
    ----------
    required : bool
        Nothing is shown before the first person has set a passphrase.
    second : str
        `team`: what is decided awaits another person as soon as two people may decide or confirm; `always`; `never`.
    idle, longest : timedelta
        A session ends after so long without a request, and so long after it began.
    sessions : int
        How many a person may have; the oldest ends.
    """

    required: bool = False
    second: str = "team"
    idle: timedelta = timedelta(hours=4)
    longest: timedelta = timedelta(hours=14)
    sessions: int = 5


def _number(told: Mapping[str, Any], name: str, usual: float, least: float, most: float) -> float:
    value = told.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise CaseError(f"{name} under [people] of case.toml is {value!r}.", todo=f"Write {least:g} to {most:g}.")
    return float(value)


def limits_of(case: Case) -> Limits:
    """The limits of a case.

    Raises
    ------
    CaseError
        Where a value is none, or a name is unknown: a mistyped limit must not pass for one.
    """
    told = case.toml.get("people", {})
    known = {"required", "second", "idle_minutes", "longest_hours", "sessions"}
    if not isinstance(told, dict) or not told.keys() <= known:
        raise CaseError("[people] of case.toml holds something unknown.", todo=f"It knows {', '.join(sorted(known))}.")
    required, second = told.get("required", False), told.get("second", "team")
    if not isinstance(required, bool):
        raise CaseError("required under [people] of case.toml is no truth value.", todo="Write true or false.")
    if second not in SECOND:
        raise CaseError(f"second under [people] of case.toml is {second!r}.", todo=f"Write one of {', '.join(SECOND)}.")
    return Limits(
        required,
        second,
        timedelta(minutes=_number(told, "idle_minutes", 240, 1, 24 * 60)),
        timedelta(hours=_number(told, "longest_hours", 14, 0.1, 7 * 24)),
        int(_number(told, "sessions", 5, 1, 50)),
    )
