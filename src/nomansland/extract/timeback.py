"""From a matched rule to days: what points back at a time told before, or names a unit of the report's own time."""

from __future__ import annotations

import re

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import ONE, kind
from nomansland.extract.timemoment import (
    Moment,
    add,
    day_moment,
    duration_of,
    unit_moment,
)
from nomansland.extract.timeparts import anchor


@kind("thatday")
def _thatday(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots.get("unit") or "day")
    if unit in ("hour", "minute", "second"):
        return None
    if hit.before in ("за", "не") or hit.after in ("that", "who", "что", "що", ","):
        return None
    told = clock.last_told()
    if told is None or told.moment.first is None or told.moment.last is None:
        return None
    if unit in ("day", "night"):
        return told.moment if told.moment.grain in ("day", "span") else None
    low, high = unit_moment(told.moment.first, unit), unit_moment(told.moment.last, unit)
    return low.between(low.first, high.last) if low.first and high.last else None


@kind("nextpart")
def _nextpart(hit: Hit, clock: Clock) -> Moment | None:
    """ "The following morning": the day after the last one told; "the previous evening" may count from the report."""
    step = ONE if hit.slots["rel_class"] == "NEXT" else -ONE
    told = clock.last_told(("day",))
    if told is None and step == ONE:
        return None
    first, last = (told.moment.first, told.moment.last) if told else (clock.first, clock.last)
    return day_moment(first + step, last + step) if first and last else None


@kind("then")
def _then(hit: Hit, clock: Clock) -> Moment | None:
    leads = {"by", "since", "until", "till", "к", "до", "с", "з", "із", "на", "від", "at"}
    if hit.before not in leads or (hit.kind == "then" and not clock.told):
        return None
    for told in reversed(clock.told):
        if told.moment.first is not None and told.moment.value != "PRESENT_REF":
            return told.full
    return None


@kind("eve")
def _eve(hit: Hit, clock: Clock) -> Moment | None:
    if clock.language == "en":
        return None
    after = clock.text[hit.end : hit.end + 30].split()
    if (
        after
        and re.fullmatch(r"[а-яёіїєґ'’ʼ]{3,}", after[0].strip(".,!?;:"))
        and not clock.text[hit.end :].startswith((",", "."))
    ):
        from nomansland.extract.document import analyzer

        tag = str(analyzer(clock.language).parse(after[0].strip(".,!?;:").lower())[0].tag)
        if "NOUN" in tag and "gent" in tag:
            return unit_moment(clock.last, "month")
    first, last = anchor(clock)
    return day_moment(first - ONE, last - ONE)


@kind("forunit")
def _forunit(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots["unit"])
    word = clock.text[hit.start : hit.end].split()[-1].lower()
    if word not in {"неделю", "месяц", "год", "сутки", "день", "квартал", "тиждень", "місяць", "рік", "добу"}:
        return None
    if hit.after in ("до", "перед") or unit in ("hour", "minute", "second", "century", "decade", "night", "weekend"):
        return None
    first = clock.first - ONE if unit == "day" else add(clock.first, -1, unit) + ONE
    return Moment(first, clock.last, "span", duration_of(1, unit))


_PART_OF = re.compile(
    r"(?:\b(?:end|start|beginning|middle|rest) of|начал\w*|конц\w*|середин\w*|"
    r"почат\w+|кінц\w+|кінець|наприкінці|середині)\s+$"
)


_END_OF = re.compile(r"(?<!до )(?<!by the )(?<!til the )(?:\bend of|конц\w*|кінц\w+|кінець|наприкінці)\s+$")


@kind("bareunit")
def _bareunit(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots["unit"])
    if unit not in ("week", "month", "quarter", "halfyear", "year", "decade"):
        return None
    before = clock.text[max(0, hit.start - 24) : hit.start].lower()
    if not _PART_OF.search(before):
        return None
    own, told = unit_moment(clock.last, unit), clock.last_told()
    if told is None or told.moment.first is None or told.moment.last is None or own.first is None:
        return own
    # the end of a month that is not over was told of an earlier one
    ended = (
        _END_OF.search(before) is not None and told.moment.first < own.first and (own.last or own.first) > clock.last
    )
    return unit_moment(told.moment.first, unit) if clock.narrative or ended else own
