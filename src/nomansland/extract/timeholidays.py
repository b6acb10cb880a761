"""Days of the calendar that go by a name: Easter, the New Year, Victory Day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import Moment

_LEADS = {
    "en": r"(?:(?:at|on|over|during)\s+(?:the\s+)?)?",
    "ru": r"(?:(?:на|в|во время)\s+)?",
    "uk": r"(?:(?:на|у|в|під час)\s+)?",
}
_YEAR = re.compile(r",?\s+(?:of\s+)?((?:19|20)\d\d)(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-?(?:го|му|м))?(?:\s+(?:года|году|року|році))?,?\s+$")


@dataclass(frozen=True, slots=True)
class _Holiday:
    day: str
    before: int
    after: int
    pattern: re.Pattern[str]
    keys: tuple[str, ...]

    def span(self, year: int) -> tuple[date, date]:
        """First and last day in a year."""
        middle = easter(year) if self.day == "easter" else date.fromisoformat(f"{year}-{self.day}")
        return middle - timedelta(self.before), middle + timedelta(self.after)


def easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, in the Gregorian calendar (Meeus's Julian algorithm; 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


@lru_cache(maxsize=3)
def _holidays(language: str) -> tuple[_Holiday, ...]:
    return tuple(
        _Holiday(
            str(row["day"]),
            int(row.get("before", 0)),
            int(row.get("after", 0)),
            re.compile(rf"(?<!\w){_LEADS[language]}(?:{row[language]})(?!\w)", re.IGNORECASE),
            tuple(map(str, row["keys"])),
        )
        for row in load("holidays")["holidays"]
        if row[language]
    )


@lru_cache(maxsize=16)
def _likely(language: str, text: str) -> tuple[_Holiday, ...]:
    """The days of which a word stands in a text."""
    lower = text.lower()
    return tuple(holiday for holiday in _holidays(language) if any(key in lower for key in holiday.keys))


def holiday_hits(text: str, start: int, end: int, clock: Clock) -> Iterator[Hit]:
    """Named days between two offsets: of the year that follows them, else the last ones before the report."""
    found: list[tuple[int, int, _Holiday]] = []
    for holiday in _likely(clock.language, text):
        for match in holiday.pattern.finditer(text, start, end):
            if all(match.end() <= a or b <= match.start() for a, b, _ in found):
                found.append((match.start(), match.end(), holiday))
    for left, right, holiday in sorted(found, key=lambda one: one[0]):
        year = _YEAR.match(text, right)
        told = year or _YEAR_BEFORE.search(text, start, left)
        first, last = holiday.span(int(told.group(1)) if told else clock.last.year)
        if not told and first > clock.last:
            first, last = holiday.span(clock.last.year - 1)
        moment = Moment(first, last, "day" if first == last else "span", first.isoformat())
        yield Hit("event", {"moment": moment, "core_start": left}, left, year.end() if year else right, "", "")
