"""A time as an interval that is never narrower than what was said."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nomansland.words.passage import Passage

OPEN_FIRST, OPEN_LAST = date(1, 1, 1), date(9999, 12, 31)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_POINT = re.compile(r"(\d{2}(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX|\dX))?)?[?~%]?")


def _digits(text: str) -> tuple[int, int]:
    return int(text.replace("X", "0")), int(text.replace("X", "9"))


def _point(text: str) -> tuple[date, date]:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not an EDTF level 0 or 1 date: {text!r}")
    year, month, day = found.groups()
    low, high = _digits(year)
    low, high = max(low, 1), min(high, 9999)
    if month is None or month == "XX":
        return date(low, 1, 1), date(high, 12, 31)
    number = int(month)
    if number in _SEASONS:
        first, last = _SEASONS[number]
        ends = min(high + (1 if last < first else 0), 9999)
        return date(low, first, 1), date(ends, last, calendar.monthrange(ends, last)[1])
    if not 1 <= number <= 12:
        raise ValueError(f"no such month in {text!r}")
    month_end = calendar.monthrange(high, number)[1]
    if day is None or day == "XX":
        return date(low, number, 1), date(high, number, month_end)
    first_day, last_day = _digits(day)
    return date(low, number, max(first_day, 1)), date(high, number, min(last_day, month_end))


@lru_cache(maxsize=20_000)
def day_bounds(edtf: str) -> tuple[date, date]:
    """First and last day of an EDTF level 0 or 1 string; an open end is year 1 or 9999.

    Raises
    ------
    ValueError
        Where the string is not such a date or the interval runs backwards.
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        first = OPEN_FIRST if left.strip() in ("", "..") else _point(left)[0]
        last = OPEN_LAST if right.strip() in ("", "..") else _point(right)[1]
    else:
        first, last = _point(edtf)
    if last < first:
        raise ValueError(f"the interval runs backwards: {edtf!r}")
    return first, last


def checked(edtf: str) -> str:
    """A date from outside (a person, a file), held against the standard by the library `edtf` and by our own bounds.

    Raises
    ------
    ValueError
        Where it is no EDTF, or of a level that is not used here.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

        try:
            parse_edtf(edtf)
        except EDTFParseException as error:
            raise ValueError(f"not an EDTF date: {edtf!r}") from error
    day_bounds(edtf)
    return edtf


def edtf_of(first: date, last: date) -> str:
    """The shortest EDTF string of the days from `first` to `last`."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == date(last.year, last.month, calendar.monthrange(last.year, last.month)[1]):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return f"{first:%Y}"
    left = ".." if first == OPEN_FIRST else first.isoformat()
    right = ".." if last == OPEN_LAST else last.isoformat()
    return f"{left}/{right}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression or the time of an event.

    Parameters
    ----------
    edtf : str or None
        EDTF level 0 or 1 date or interval; None for a bare length of time.
    duration : str or None
        ISO 8601 duration for a bare length of time ("for several months").
    passage : Passage or None
        Where it was read; None where it follows from other values, which `basis` then names.
    """

    edtf: str | None
    passage: Passage | None = None
    duration: str | None = None
    approximate: bool = False
    basis: str = ""

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day, or None for a bare length of time."""
        return day_bounds(self.edtf) if self.edtf else None

    def overlaps(self, other: Time, slack_days: int = 0) -> bool:
        """True where the two could be the same day within `slack_days`."""
        mine, theirs = self.bounds, other.bounds
        if mine is None or theirs is None:
            return False
        apart = max((theirs[0] - mine[1]).days, (mine[0] - theirs[1]).days)
        return apart <= slack_days


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published: stated, or inferred as an interval with its basis."""

    stated: str | None = None
    inferred: str | None = None
    best: str | None = None
    basis: tuple[str, ...] = ()
    updated: str | None = None

    @property
    def edtf(self) -> str | None:
        """The stated date, else the inferred interval."""
        return self.stated or self.inferred
