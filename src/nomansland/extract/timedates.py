"""From a matched rule to days: dates, months, bare days and dates in figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from nomansland.extract.document import analyzer
from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import kind, place_in_year
from nomansland.extract.timelexicon import words_of
from nomansland.extract.timemoment import (
    Moment,
    add_months,
    day_moment,
    month_moment,
    safe,
)


def _day(slots: dict[str, Any]) -> int:
    return int(slots.get("tens") or 0) + int(slots["day"] or 0)


@kind("date")
def _date(hit: Hit, clock: Clock) -> Moment | None:
    if hit.before in ("№", "no", "nr"):  # "bulletin no. 14, July 2025"
        return None
    month, day = int(hit.slots["month"]), _day(hit.slots)

    def make(year: int) -> Moment | None:
        found = safe(year, month, day)
        return day_moment(found) if found else None

    if hit.slots.get("year"):
        return make(int(hit.slots["year"]))
    return place_in_year(make, hit, clock)


@kind("daterel")
def _daterel(hit: Hit, clock: Clock) -> Moment | None:
    year = clock.last.year - (hit.slots["rel_class"] == "LAST")
    found = safe(year, int(hit.slots["month"]), _day(hit.slots))
    return day_moment(found) if found else None


@kind("dayrange")
def _dayrange(hit: Hit, clock: Clock) -> Moment | None:
    first = _date(hit, clock)
    if first is None or first.first is None:
        return None
    last = safe(first.first.year, first.first.month, int(hit.slots["day2"]))
    return first.between(first.first, last, "span") if last and last >= first.first else first


@kind("nightrange")
def _nightrange(hit: Hit, clock: Clock) -> Moment | None:
    found = _dayrange(hit, clock)
    return found if found and found.first and found.last and (found.last - found.first).days == 1 else None


@kind("month")
def month_of(hit: Hit, clock: Clock) -> Moment | None:
    return month_moment(int(hit.slots.get("year") or clock.last.year), int(hit.slots["month"]))


@kind("monthrely")
def _monthrely(hit: Hit, clock: Clock) -> Moment | None:
    return month_moment(clock.last.year - 1, int(hit.slots["month"]))


@kind("monthrel")
def _monthrel(hit: Hit, clock: Clock) -> Moment | None:
    month, today = int(hit.slots["month"]), clock.last
    if hit.slots["rel_class"] == "LAST":
        return month_moment(today.year - (month >= today.month), month)
    if hit.slots["rel_class"] == "NEXT":
        return month_moment(today.year + (month <= today.month), month)
    return month_moment(today.year, month)


@kind("baremonth")
def _baremonth(hit: Hit, clock: Clock) -> Moment | None:
    month = int(hit.slots["month"])
    if clock.language == "en" and month in (3, 5) and not _english_month(hit, clock):
        return None
    return place_in_year(lambda year: month_moment(year, month), hit, clock)


def _english_month(hit: Hit, clock: Clock) -> bool:
    before = hit.before.strip("-")
    if len(clock.text[hit.start : hit.end]) < 3 and before != "in":
        return False
    return not before or before in words_of("en", "month_leads")


@kind("daynum")
def _daynum(hit: Hit, clock: Clock) -> Moment | None:
    day = int(hit.slots["day"])
    if not _bare_day(hit, clock):
        return None
    told = clock.last_told(("day", "month", "span"))
    base = told.moment.first if told and told.moment.first else clock.last
    coming = hit.before in ("до", "to", "until", "till", "by") and clock.future(hit.start, hit.end)
    limit = date(9999, 1, 1) if clock.narrative else clock.last
    months = [(base.year + (base.month - 1 + step) // 12, (base.month - 1 + step) % 12 + 1) for step in (0, 1, -1)]
    months += [(clock.last.year, clock.last.month)]
    found = [made for year, month in months if (made := safe(year, month, day))]
    if coming or (hit.before == "до" and told is None):
        later = [made for made in found if made >= clock.last]
        return day_moment(min(later)) if later else None
    fits = [made for made in found if made <= limit]
    forward = [made for made in fits if made >= base]
    if forward:
        return day_moment(min(forward))
    return day_moment(max(fits)) if fits else None


@kind("dayword")
def _dayword(hit: Hit, clock: Clock) -> Moment | None:
    """A day told by a word alone ("the sixteenth he came"): low ones count people, so they are left aside."""
    day = int(hit.slots.get("tens") or 0) + int(hit.slots["day"])
    begins = not clock.text[: hit.start].strip(' «“"„—–-') or clock.text[: hit.start].rstrip(" ")[-1:] in ".!?…:«“\n"
    ends = clock.text[hit.end : hit.end + 1] in ",.;"
    word = clock.text[hit.start : hit.end]
    if not (10 <= day <= 31 and (begins or ends) and word.endswith("ого")):
        return None
    if clock.last_told(("day", "month", "span")) is None:
        return None
    return _daynum(replace(hit, slots={**hit.slots, "day": day}), clock)


def _bare_day(hit: Hit, clock: Clock) -> bool:
    """True where a number with an ending stands for a day: it is not followed by the noun that it counts."""
    text = clock.text
    if re.search(r"[\w№/-]$", text[: hit.start][-1:]):
        return False
    after = re.match(r"\s*([^\W\d_]+(?:['’ʼ][^\W\d_]+)*)", text[hit.end : hit.end + 40])
    if re.match(r"\s*[-–—/]\s*\w", text[hit.end : hit.end + 5]) or re.match(r"\s*\d", text[hit.end : hit.end + 5]):
        return False
    if after is None:
        return True
    word = after.group(1)
    if clock.language == "en":
        leads = words_of("en", "day_leads")
        return word.lower() in words_of("en", "after_day") and (not hit.before or hit.before in leads)
    if word[:1].isupper():
        return False

    signs = set(str(analyzer(clock.language).parse(word.lower())[0].tag).replace(" ", ",").split(","))
    counted = {"NOUN", "ADJF"} & signs
    if text[: hit.end].endswith("го") and {"NOUN", "nomn", "plur"} <= signs:  # "the 17th the guards came"
        counted = set()
    led = not hit.before or hit.before in ".,:;!?…" or hit.before in words_of(clock.language, "day_leads")
    return not counted and led


@kind("daynummonth")
def _daynummonth(hit: Hit, clock: Clock) -> Moment | None:
    """ "The 13th of last month"."""
    month = add_months(clock.last.replace(day=1), -1 if hit.slots["rel_class"] == "LAST" else 0)
    found = safe(month.year, month.month, int(hit.slots["day"]))
    return day_moment(found) if found else None


@kind("daynumthat")
def _daynumthat(hit: Hit, clock: Clock) -> Moment | None:
    """ "The 13th of that month": of the month told last, else of the report's own."""
    told = clock.last_told(("day", "month", "span"))
    base = told.moment.last if told and told.moment.last else clock.last
    found = safe(base.year, base.month, int(hit.slots["day"]))
    return day_moment(found) if found else None


@kind("iso")
def _iso(hit: Hit, clock: Clock) -> Moment | None:
    try:
        return day_moment(date.fromisoformat(hit.slots["d"][:10]))
    except ValueError:
        return None


@kind("dmy")
def _dmy(hit: Hit, clock: Clock) -> Moment | None:
    first, second, year = (int(part) for part in re.split("[./]", hit.slots["d"]))
    year += 2000 if year < 70 else (1900 if year < 100 else 0)
    if clock.language == "en" and "/" in hit.slots["d"] and first <= 12:
        first, second = second, first
    if second > 12:
        first, second = second, first
    found = safe(year, second, first)
    return day_moment(found) if found else None


@kind("dm")
def _dm(hit: Hit, clock: Clock) -> Moment | None:
    day, month = (int(part) for part in hit.slots["d"].split("."))
    leads = {
        "upd",
        "от",
        "від",
        "с",
        "з",
        "до",
        "на",
        "по",
        "за",
        "к",
        "оновлено",
        "обновлено",
        "update",
        "updated",
        "",
    }
    after = clock.text[hit.end : hit.end + 1]
    if hit.before not in leads or after == "%" or (hit.before == "" and after not in ".,:\n "):
        return None
    if (
        hit.before in ("на", "до", "по", "с", "з", "за", "к", "от", "від", "")
        and re.match(r"\s*[^\W\d_]", clock.text[hit.end : hit.end + 3])
        and hit.before != ""
    ):
        return None

    def make(year: int) -> Moment | None:
        found = safe(year, month, day)
        return day_moment(found) if found else None

    return place_in_year(make, hit, clock)
