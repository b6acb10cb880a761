"""From a matched rule to days: parts of the day, sets and lengths of time."""

from __future__ import annotations

import re
from datetime import date

from nomansland.extract.timeclock import Clock, patterns
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import ONE, kind
from nomansland.extract.timelexicon import load, words_of
from nomansland.extract.timemoment import (
    Moment,
    day_moment,
    duration_of,
    timex_length,
    year_moment,
)

_TOWARDS = ("к", "до", "под", "під", "ближе", "ближче", "від")
_DAILY = {
    "щод": "day", "щоноч": "day", "щоміс": "month", "щокв": "quarter", "щорок": "year", "ежедн": "day",
    "ежемес": "month", "ежегод": "year", "ежекварт": "quarter", "daily": "day", "monthly": "month", "yearly": "year",
}  # fmt: skip
_CODES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def anchor(clock: Clock) -> tuple[date, date]:
    """The day that a bare part of a day belongs to: the last one told close by, else that of publication."""
    for told in reversed(clock.told):
        if clock.paragraph - told.paragraph > 1:
            break
        moment = told.moment
        if told.anchors and moment.grain == "day" and moment.first and moment.last and moment.value != "PRESENT_REF":
            return (moment.last, moment.last) if moment.value.endswith("TNI") else (moment.first, moment.last)
    return clock.first, clock.last


def _part(clock: Clock, part: str, word: str, anchored: bool = True) -> Moment:
    first, last = anchor(clock) if anchored else (clock.first, clock.last)
    told = (first, last) != (clock.first, clock.last)
    night = word.startswith(tuple(load(clock.language)["night"]))
    if night and not told:
        first -= ONE
    return Moment(first, last, "day", f"{last.isoformat()}{_CODES[part]}")


@kind("overnight")
def _overnight(hit: Hit, clock: Clock) -> Moment | None:
    word = clock.text[hit.start : hit.end].lower()
    if hit.after in ("into", "to", "на", "проти"):
        return None
    if word in load(clock.language)["adverb_parts"]:
        return _part(clock, str(hit.slots["part"]), word)
    points = "|".join(words_of(clock.language, "part_points"))
    if hit.before not in words_of(clock.language, "part_leads"):
        return None
    if clock.language != "en" and hit.before not in _TOWARDS and not re.match(points, word):
        return None
    return _part(clock, str(hit.slots["part"]), word)


@kind("clockpart", "partof")
def _clockpart(hit: Hit, clock: Clock) -> Moment | None:
    if hit.kind == "partof" and hit.before not in (
        "by",
        "until",
        "till",
        "during",
        "before",
        "since",
        "towards",
        "through",
        "after",
    ):
        return None
    number = hit.slots.get("n")
    if hit.after in ("to", "into", "of", "on", "на", "проти"):
        return None
    if number is not None and not 1 <= int(number) <= 24:
        return None
    if hit.slots.get("n_class") == "NUMW" and hit.after in ("и", "і", "та"):
        return None
    return _part(
        clock, str(hit.slots["part"]), clock.text[hit.start : hit.end].lower().removeprefix("at ").removeprefix("in ")
    )


@kind("relpart")
def _relpart(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(clock.first, clock.last, "day", clock.last.isoformat() + _CODES[str(hit.slots["part"])])


@kind("tonight")
def _tonight(hit: Hit, clock: Clock) -> Moment | None:
    return day_moment(clock.first, clock.last)


@kind("clock")
def _clock(hit: Hit, clock: Clock) -> Moment | None:
    hour, minute = (int(part) for part in hit.slots["t"].split(":"))
    if hour > 24 or minute > 59:
        return None
    first, last = anchor(clock)
    zone = "Z" if re.search(r"UTC|GMT", clock.text[hit.start : hit.end]) else ""
    return Moment(first, last, "day", f"{last.isoformat()}T{hit.slots['t']}{zone}")


@kind("set")
def _set(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots.get("unit") or "week")
    if unit in ("hour", "minute", "second") or (
        not hit.slots.get("wd") and not clock.narrative and unit in ("day", "night")
    ):
        return None
    year = year_moment(clock.last.year)
    word = clock.text[hit.start : hit.end].lower()
    told = next((named for start, named in _DAILY.items() if word.startswith(start)), unit)
    return Moment(year.first, year.last, "set", duration_of(1, told))


@kind("duration")
def _duration(hit: Hit, clock: Clock) -> Moment | None:
    text, unit, n = clock.text, str(hit.slots["unit"]), hit.slots.get("n")
    found = patterns(clock.language)
    spoken = text[hit.start : hit.end].lower()
    if found["frequency"].search(text[max(0, hit.start - 25) : hit.start]) or found["sentence"].match(
        text[hit.end : hit.end + 30].lstrip()
    ):
        return None
    if re.match(r"(?:a|an)\s+second|one\s+(?:day|night)$", spoken) and not hit.before:
        return None
    if spoken.endswith(("годом", "роком", "месяцем", "місяцем", "неделей", "тижнем", "днём", "днем")):
        return None  # "58 a year earlier": the number counts something else
    if unit == "second" and not isinstance(n, int):
        return None
    if re.search(r"[\w№/][-–]?$", text[: hit.start][-2:]) and not text[: hit.start][-1:].isspace():
        return None
    if unit in ("year", "month") and clock.cue("sentenced", *clock.clause(hit.start, hit.end)):
        return None
    if spoken.endswith(("ночи", "ночі", "дня")) and hit.before in (
        "в",
        "о",
        "об",
        "к",
        "до",
        "около",
        "близько",
        "після",
        "после",
    ):
        return _part(clock, "night" if spoken.endswith(("и", "і")) else "afternoon", "")
    if hit.slots.get("n2") and hit.slots["n2_class"] != "FEW" and "half" not in spoken:
        n = hit.slots["n2"]
    if spoken.startswith(("half", "пол")) and n == 1:
        return Moment(None, None, "length", duration_of(0.5, unit), duration_of(0.5, unit))
    if re.search(r"\band a half\b", spoken) and isinstance(n, int):
        n = n + 0.5
    return Moment(None, None, "length", timex_length(n, unit), duration_of(n, unit))
