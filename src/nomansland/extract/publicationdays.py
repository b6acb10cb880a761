"""The days that a text names, before it is known when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nomansland.extract.document import Document
from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit, grammar
from nomansland.extract.timemoment import safe
from nomansland.extract.timephrases import WAR


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in the text, its year where the text gives one."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    shift: int | None
    start: int
    end: int
    month_only: bool = False

    def on(self, year: int) -> date | None:
        """That day in a year; None for a 29th of February in a common year."""
        return safe(self.year or year, self.month, self.day)


def days_of(document: Document, paragraphs: int | None = None) -> list[Day]:
    """The days and months that a text names, or that its first paragraphs do."""
    out: list[Day] = []
    text = document.text

    def accept(hit: Hit) -> bool:
        slots = hit.slots
        if hit.kind in ("date", "dayrange"):
            day = int(slots.get("tens") or 0) + int(slots["day2"] if hit.kind == "dayrange" else slots["day"])
            year = int(slots["year"]) if slots.get("year") else None
            weekday = slots.get("wd") or _weekday_before(text, hit.start, document.language)
            shift = slots.get("d") if "d" in slots else _deictic_before(text, hit.start, document.language)
            out.append(Day(int(slots["month"]), day, year, weekday, shift, hit.start, hit.end))
        elif hit.kind in ("month", "baremonth"):
            year = int(slots["year"]) if slots.get("year") else None
            out.append(Day(int(slots["month"]), 1, year, None, None, hit.start, hit.end, month_only=True))
        elif hit.kind in ("iso", "dmy"):
            parts = [int(part) for part in re.split(r"[-./]", slots["d"][:10])]
            year, month, day = (
                parts if hit.kind == "iso" else (parts[2] + (2000 if parts[2] < 100 else 0), parts[1], parts[0])
            )
            out.append(Day(month, day, year, None, None, hit.start, hit.end))
        return True

    for start, end in document.paragraphs[:paragraphs]:
        grammar(document.sentence_at(start).language).scan(text, start, end, accept)
    return [day for day in out if day.on(2024)]


def _deictic_before(text: str, start: int, language: str) -> int | None:
    """ "Yesterday, on Friday, 5 May": the day is told twice."""
    lexicon = grammar(language).lexicon
    for word in reversed(re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?", text[max(0, start - 30) : start].split("\n")[-1])):
        classes = lexicon.get(word.lower().replace("’", "'"), {})
        if isinstance(shift := classes.get("DEICT"), int):
            return shift
        if "WD" not in classes and "AT" not in classes:
            return None
    return None


def _weekday_before(text: str, start: int, language: str) -> int | None:
    word = re.search(r"([^\W\d_']+(?:['’ʼ][^\W\d_]+)?),?\s*$", text[max(0, start - 16) : start])
    if word is None:
        return None
    value = grammar(language).lexicon.get(word.group(1).lower().replace("’", "'"), {}).get("WD")
    return value if isinstance(value, int) else None


def past_days(document: Document, days: list[Day]) -> list[Day]:
    """Without the days that are still to come when the text is written, and without those of another age."""
    clock = Clock(document.text, WAR, date.today(), document.language)
    old = re.compile(r"(?<!\d)(?:1[0-9]\d\d|200\d)(?!\d)")
    return [
        day
        for day in days
        if day.shift is not None
        or (not clock.future(day.start, day.end) and not old.search(document.text, max(0, day.start - 60), day.start))
    ]
