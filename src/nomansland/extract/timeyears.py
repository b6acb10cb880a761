"""From a matched rule to days: years, decades, quarters, and the first or nth part of a month or year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nomansland.extract.document import analyzer
from nomansland.extract.timeclock import Clock, patterns
from nomansland.extract.timedates import month_of
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import ONE, kind, place_in_year
from nomansland.extract.timelexicon import words_of
from nomansland.extract.timemoment import (
    Moment,
    add,
    day_moment,
    decade_moment,
    month_moment,
    quarter_moment,
    year_moment,
)


@kind("relyear")
def _relyear(hit: Hit, clock: Clock) -> Moment | None:
    back = {"LASTYEAR": 1, "LONGAGO": 2}.get(str(hit.slots["rel_class"]), 0)
    return year_moment(clock.last.year - back)


@kind("year")
def _year(hit: Hit, clock: Clock) -> Moment | None:
    year = int(hit.slots["year"])
    return year_moment(year) if is_year(hit, clock) else None


def is_year(hit: Hit, clock: Clock) -> bool:
    """True where a number of four digits is a year and not a count, an article or a unit."""
    text, year = clock.text, int(hit.slots["year"])
    if clock.cue("numbered", max(0, hit.start - 16), hit.start) or hit.before.isdigit():
        return False
    if clock.cue("counter", max(0, hit.start - 24), hit.start) and not 1900 <= year <= 2035:
        return False
    if re.match(r"[-–]?\w|/\d|\s*[%№$€₴]", text[hit.end : hit.end + 3]) or re.search(
        r"[\w№#/$€][-–]?$|№ ?$", text[: hit.start][-4:]
    ):
        return False
    after = text[hit.end : hit.end + 30].lstrip()
    if re.match(r"год|рок|рік|р\.|г\.|гг", after) or hit.slots.get("year_class") == "YEARO":
        return True
    if _counted(text, hit.end, clock) or not _year_place(hit, clock):
        return False
    return 1000 < year < 2100 if clock.narrative else 1800 <= year <= 2035


def _counted(text: str, start: int, clock: Clock) -> bool:

    gap = re.compile(r"\s*").match(text, start)
    return gap is not None and patterns(clock.language)["counted"].match(text, gap.end()) is not None


def _year_place(hit: Hit, clock: Clock) -> bool:
    """True where a bare number of four digits stands where a year would, and not before a noun that it counts."""
    led = not hit.before or hit.before in words_of(clock.language, "year_leads")
    if clock.language == "en":
        return led or not clock.narrative
    if not led:
        return not hit.before[:1].isalpha()
    after = re.match(r"\s+([а-яёіїєґ'’]{4,})", clock.text[hit.end : hit.end + 40])
    if after is None:
        return True

    tag = str(analyzer(clock.language).parse(after.group(1))[0].tag)
    return not (
        "NOUN" in tag
        and "gent" in tag
        and ("plur" in tag or hit.before in ("(", "на", "до", "по", "за", "около", "близько"))
    )


@kind("yearrange")
def _yearrange(hit: Hit, clock: Clock) -> Moment | None:
    year, last = int(hit.slots["year"]), int(hit.slots["year2"])
    last = year // 100 * 100 + last if last < 100 else last
    if last < year or (not is_year(hit, clock) and last > 2035):
        return None
    return Moment(year_moment(year).first, year_moment(last).last, "year", f"{year}")


@kind("decade")
def _decade(hit: Hit, clock: Clock) -> Moment | None:
    if hit.after.startswith("числ"):  # "в 20-х числах июня" are days
        return None
    year = int(hit.slots["d"])
    return decade_moment(year if year > 99 else 1900 + year)


@kind("quarter")
def _quarter(hit: Hit, clock: Clock) -> Moment | None:
    size = {"quarter": 3, "halfyear": 6}.get(str(hit.slots["unit"]))
    if size is None:
        return None
    q = int(hit.slots.get("q") or 12 // size)  # the final quarter is the fourth
    if not 1 <= q <= 12 // size:
        return None
    year = int(hit.slots.get("year") or clock.last.year - (hit.slots.get("rel_class") == "LAST"))
    if not hit.slots.get("year") and not hit.slots.get("rel"):
        year -= date(year, (q - 1) * size + 1, 1) > clock.last
    return quarter_moment(year, q, size)


@kind("nthweek")
def _nthweek(hit: Hit, clock: Clock) -> Moment | None:
    """ "The first week of August": its days one to seven."""
    slots = hit.slots
    month = (
        month_of(hit, clock)
        if slots.get("year")
        else place_in_year(lambda y: month_moment(y, int(slots["month"])), hit, clock)
    )
    if month is None or month.first is None or month.last is None or slots["unit"] != "week":
        return None
    if slots.get("rel"):
        return month.between(month.last - timedelta(days=6), month.last, "week")
    first = month.first + timedelta(days=7 * (int(slots["q"]) - 1))
    return month.between(first, min(first + timedelta(days=6), month.last), "week") if first <= month.last else None


@kind("firstn")
def _firstn(hit: Hit, clock: Clock) -> Moment | None:
    n, unit, slots = hit.slots["n"] or 3, str(hit.slots["unit"]), hit.slots
    if slots.get("first", 1) != 1 or unit in ("hour", "minute", "second"):
        return None
    if slots.get("month"):
        whole = (
            month_of(hit, clock)
            if slots.get("year")
            else place_in_year(lambda y: month_moment(y, int(slots["month"])), hit, clock)
        )
    else:
        whole = year_moment(int(slots.get("year") or clock.last.year))
    if whole is None or whole.first is None:
        return None
    last = min(add(whole.first, n, unit) - ONE, clock.last) if not clock.narrative else add(whole.first, n, unit) - ONE
    return whole.between(whole.first, max(last, whole.first), "span")


@kind("newyear")
def _newyear(hit: Hit, clock: Clock) -> Moment | None:
    year = clock.last.year + (clock.last.month > 8 and clock.future(hit.start, hit.end))
    return day_moment(date(year, 1, 1))


@kind("wordyear", "wordyearbare")
def _wordyear(hit: Hit, clock: Clock) -> Moment | None:
    number = int(hit.slots.get("tens") or 0) + int(hit.slots["y"])
    if hit.kind == "wordyearbare" and not (
        number in (14, 16, 17, 18) and _ends_phrase(hit, clock) and hit.before != "в"
    ):
        return None
    if (
        hit.kind == "wordyear"
        and not hit.slots.get("tens")
        and (number < 14 or number > 90 or (number % 10 == 0 and number < 20))
    ):
        return None
    if hit.kind == "wordyear" and clock.text[hit.end - 3 : hit.end].lower() in ("лет", "ков"):
        return None
    if not hit.slots.get("y_class") or number < 14:
        return None
    year = 2000 + number if 19 < number <= clock.last.year % 100 + 1 else 1900 + number
    return year_moment(year)


@kind("monthwordyear")
def _monthwordyear(hit: Hit, clock: Clock) -> Moment | None:
    """ "In February of the twenty-second": the year in words behind its month."""
    number = int(hit.slots["tens"]) + int(hit.slots["y"])
    if not number < 100 or hit.before.isdigit():
        return None
    century = 2000 if number <= clock.last.year % 100 + 1 else 1900
    return month_moment(century + number, int(hit.slots["month"]))


def _ends_phrase(hit: Hit, clock: Clock) -> bool:
    return (
        re.match(r"\s*(?:[.,;:!?»)…]|$|один|был|стреля|тоже|также|теж|також|\n)", clock.text[hit.end : hit.end + 8])
        is not None
    )
