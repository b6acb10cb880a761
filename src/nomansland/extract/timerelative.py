"""From a matched rule to days: what is counted from the day of publication or from a time told before."""

from __future__ import annotations

import re
from datetime import timedelta

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import ONE, SINCE, kind
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import (
    Moment,
    add,
    day_moment,
    duration_of,
    timex_length,
    unit_moment,
    week_moment,
    year_moment,
)

_FINAL = ("last", "final", "последн", "останн")
_RECENT = ("past", "recent", "последн", "останн")


# "the week before last"
_BEFORE_LAST = ("позапрошл", "позамин")
_BEFORE = ("earlier", "before", "previously", "ранее", "раньше", "раніше")


def _is_plural(hit: Hit, clock: Clock) -> bool:
    return clock.text[: hit.end].split()[-1].lower() in load(clock.language)["plural"]


@kind("relunit")
def _relunit(hit: Hit, clock: Clock) -> Moment | None:
    unit, rel = str(hit.slots["unit"]), hit.slots["rel_class"]
    if unit in ("hour", "minute", "second"):
        return None
    word = str(hit.slots["rel"])
    if unit == "weekend" and rel == "THIS":
        return _weekend(hit, clock)
    if unit == "day" and word.startswith(_FINAL) and not _is_plural(hit, clock):
        told = clock.last_told()  # "on the last day": of what was told before
        return day_moment(told.moment.last) if told and told.moment.last else None
    if rel == "LAST" and word.startswith(_RECENT) and unit != "night":
        plural = _is_plural(hit, clock)
        size = -{"day": 7}.get(unit, 3) if plural else -1
        length = timex_length(None, unit) if plural else duration_of(1, unit)
        return Moment(add(clock.first, size, unit) + ONE, clock.last, "span", length, approximate=plural)
    sign = {"LAST": -1, "NEXT": 1}.get(str(rel), 0) - word.startswith(_BEFORE_LAST)
    base = clock.last_told() if clock.narrative else None
    start, end = (base.moment.first, base.moment.last) if base else (clock.first, clock.last)
    assert start is not None and end is not None
    if unit in ("day", "night") and sign == 1 and not clock.narrative:
        told = clock.last_told(("day",))
        start, end = (told.moment.first or start, told.moment.last or end) if told else (start, end)
    if unit == "fortnight":
        return Moment(
            add(start, -10 if sign == 0 else 14 * sign - 14, "day"), add(end, min(sign, 0) * 14, "day"), "span"
        )
    low, high = (
        unit_moment(add(start, sign, unit if unit != "weekend" else "week"), unit),
        add(end, sign, unit if unit != "weekend" else "week"),
    )
    top = unit_moment(high, unit)
    if unit == "night" and sign == -1 and low.first:
        return Moment(low.first, top.last if top.last is None else top.last + ONE, "day", low.value + "TNI")
    return low.between(low.first, top.last) if low.first and top.last else low


@kind("weekend")
def _weekend(hit: Hit, clock: Clock) -> Moment | None:
    week = week_moment(clock.last if clock.last.weekday() >= 5 else clock.last - timedelta(days=7))
    if clock.future(hit.start, hit.end):
        week = week_moment(clock.last)
    return unit_moment(week.first or clock.last, "weekend")


@kind("lastn", "nextn")
def _lastn(hit: Hit, clock: Clock) -> Moment | None:
    unit, n = str(hit.slots["unit"]), hit.slots["n"]
    length = timex_length(n, unit)
    if unit in ("hour", "minute", "second"):
        return Moment(clock.first - ONE, clock.last, "span", length)
    count = n if n is not None else (7 if unit == "day" else 3)
    if hit.kind == "nextn":
        return Moment(clock.first, add(clock.last, count, unit), "span", length)
    told = clock.last_told(("day",))
    quoted = _in_quote(hit, clock) and told is not None and clock.paragraph - told.paragraph <= 4
    first, last = (told.moment.first, told.moment.last) if quoted and told else (clock.first, clock.last)
    assert first is not None and last is not None
    return Moment(add(first, -count, unit) + ONE, last, "span", length)


def _in_quote(hit: Hit, clock: Clock) -> bool:
    line = clock.text.rfind("\n", 0, hit.start) + 1
    before = clock.text[line : hit.start]
    return (
        max(before.rfind("«"), before.rfind("“")) > max(before.rfind("»"), before.rfind("”"))
        or before.count('"') % 2 == 1
    )


@kind("ago")
def _ago(hit: Hit, clock: Clock) -> Moment | None:
    unit, n = str(hit.slots["unit"]), hit.slots.get("n", 1)
    if unit in ("hour", "minute", "second"):
        return Moment(clock.first - ONE if (n or 3) > 12 else clock.first, clock.last, "day", duration_of(n, unit))
    count = n if n is not None else 3
    first, last = add(clock.first, -count, unit), add(clock.last, -count, unit)
    value = duration_of(n, unit)
    if unit == "halfyear" or (unit == "year" and count == 0.5):
        unit, count = "month", 6
    if unit == "year" or (unit == "month" and count > 2):
        low, high = (
            unit_moment(first, "month" if unit == "month" else "year"),
            unit_moment(last, "month" if unit == "month" else "year"),
        )
        return Moment(low.first, high.last, low.grain, value or low.value)
    if unit == "month":
        return Moment(first - timedelta(days=7), last + timedelta(days=7), "span", value, approximate=True)
    return Moment(first, last, "day", first.isoformat())


@kind("age")
def _age(hit: Hit, clock: Clock) -> Moment | None:
    """How old a report is ("a week-old post", "трёхдневной давности"): its day, counted back."""
    if "age" in hit.slots:
        unit, _, number = str(hit.slots["age"]).partition(":")
        n = int(number or 1)
    else:
        unit, n = str(hit.slots["unit"]), int(hit.slots.get("n") or 1)
    if clock.language == "en" and not hit.after.startswith(_REPORTS):
        return None  # "a three-week-old baby"
    if unit not in ("day", "week", "month", "year"):
        return None
    first, last = add(clock.first, -n, unit), add(clock.last, -n, unit)
    if unit in ("month", "year"):
        slack = timedelta(days=7 if unit == "month" else 60)
        return Moment(first - slack, last + slack, "span", duration_of(n, unit), approximate=True)
    return Moment(first, last, "day", first.isoformat())


@kind("overunit")
def _overunit(hit: Hit, clock: Clock) -> Moment | None:
    """ "Больше года", "понад місяць": one of the unit, and more."""
    unit = str(hit.slots["unit"])
    if unit not in ("week", "month", "halfyear", "year"):
        return None
    return Moment(None, None, "length", duration_of(1, unit), duration_of(1, unit))


@kind("shift")
def _shift(hit: Hit, clock: Clock) -> Moment | None:
    unit, n = str(hit.slots["unit"]), hit.slots.get("n", 1)
    if unit in ("hour", "minute", "second"):
        return None
    count = n if n is not None else 3
    told = clock.last_told()
    if told and told.moment.grain != "day" and unit in ("day", "week") and told.paragraph != clock.paragraph:
        told = clock.last_told(("day",)) or told
    back = str(hit.slots["dir"]).startswith(_BEFORE)
    if told is None and not back and not clock.future(hit.start, hit.end):
        return None
    if told is None or told.moment.first is None or told.moment.last is None:
        first, last, grain = clock.first, clock.last, "day"
    else:
        first, last, grain = told.moment.first, told.moment.last, told.moment.grain
    if (
        str(hit.slots["dir"]) in ("after", "before")
        and re.match(r"\s+\w", clock.text[hit.end : hit.end + 3])
        and "n" in hit.slots
    ):
        return Moment(None, None, "length", timex_length(n, unit), duration_of(n, unit))
    if "n" in hit.slots and re.search(
        r"(?:годом|роком|месяцем|місяцем|неделей|тижнем|днём|днем)\s", clock.text[hit.start : hit.end]
    ):
        return None
    size = -count if back else count
    if unit == "year" and grain in ("year", "decade"):
        return year_moment(first.year + size, last.year + size)
    if unit == "week" and "n" not in hit.slots and back:
        return Moment(add(first, -6, "day"), add(last, -7, "day"), "span")
    return day_moment(add(first, size, unit), add(last, size, unit))


@kind("weekday")
def _weekday(hit: Hit, clock: Clock) -> Moment | None:
    weekday = int(hit.slots["wd"]) - 1
    base = clock.last_told(("day",)) if clock.narrative else None
    if base and base.moment.first:
        return day_moment(base.moment.first + timedelta(days=(weekday - base.moment.first.weekday()) % 7))
    first = clock.first - timedelta(days=(clock.first.weekday() - weekday) % 7)
    last = clock.last - timedelta(days=(clock.last.weekday() - weekday) % 7)
    if hit.before not in SINCE and clock.future(hit.start, hit.end):
        first, last = first + timedelta(days=7), last + timedelta(days=7)
    return day_moment(first, last)


@kind("relwd")
def _relwd(hit: Hit, clock: Clock) -> Moment | None:
    weekday = timedelta(days=int(hit.slots["wd"]) - 1)
    week = week_moment(clock.last).first
    assert week is not None
    if hit.slots["rel_class"] == "NEXT":
        return day_moment(week + timedelta(days=7) + weekday if week + weekday <= clock.last else week + weekday)
    if hit.slots["rel_class"] == "LAST":
        word = str(hit.slots["rel"])
        near = word.startswith(_RECENT) or clock.language == "en"
        weekday -= timedelta(days=7 * word.startswith(_BEFORE_LAST))
        return day_moment(
            week + weekday if near and week + weekday < clock.last else week - timedelta(days=7) + weekday
        )
    return day_moment(week + weekday)


@kind("deictic")
def _deictic(hit: Hit, clock: Clock) -> Moment | None:
    shift = timedelta(days=int(hit.slots["d"]))
    if clock.narrative and not shift:
        return Moment(clock.first, clock.last, "day", "PRESENT_REF")
    if not shift and hit.before in ("about", "про", "о"):
        return year_moment(clock.last.year)
    first, last = clock.first, clock.last
    if _in_quote(hit, clock):
        line = max(clock.text.rfind(mark, 0, hit.start) for mark in "\n.!?") + 1
        spoken = [told for told in clock.told if told.start >= line and told.moment.grain == "day" and told.anchors]
        if spoken and spoken[-1].moment.first and spoken[-1].moment.last:
            first, last = spoken[-1].moment.first, spoken[-1].moment.last
    return day_moment(first + shift, last + shift)


@kind("daybefore")
def _daybefore(hit: Hit, clock: Clock) -> Moment | None:
    shift = timedelta(days=int(hit.slots["d"]) + (-1 if str(hit.slots["dir"]).startswith(_BEFORE) else 1))
    return day_moment(clock.first + shift, clock.last + shift)


@kind("daybefore2")
def _other_day(hit: Hit, clock: Clock) -> Moment | None:
    if clock.language == "ru" and clock.text[hit.start : hit.start + 2].lower() != "на":
        return None
    if clock.language == "uk" and hit.before and hit.before[-1:].isalpha():
        return None
    return Moment(clock.first - timedelta(days=7), clock.last - ONE, "span", "PAST_REF", approximate=True)


_REPORTS = tuple(
    "report stor post video clip footage message article photo picture letter interview list record news claim".split()
)
_LASTING = re.compile(r"\w+(?:ую|ю) неделю|\w+(?:ий|ій) (?:тиждень|місяць)", re.IGNORECASE)
_HEAD = ("", ",", ".", ":", "—", "–", "що", "як", "бо", "і", "й", "та", "а")


@kind("nthunit")
def _nthunit(hit: Hit, clock: Clock) -> Moment | None:
    """ "For the third week", "третью неделю", at the head of a clause "третій тиждень": it has gone on for so long."""
    n, unit = int(hit.slots["q"]), str(hit.slots["unit"])
    lasting = hit.before in ("for", "уже", "вже", "вот", "ось", "ещё") or (
        clock.language != "en"
        and (unit == "week" or (unit == "month" and clock.language == "uk"))
        and _LASTING.fullmatch(clock.text, hit.start, hit.end) is not None
        and (hit.before in _HEAD or clock.language == "ru")
    )
    if n < 2 or unit not in ("day", "week", "month", "year") or not lasting:
        return None
    return Moment(None, None, "length", duration_of(n, unit), duration_of(n, unit))


@kind("now", "meanwhile")
def _now(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(
        clock.first - ONE if clock.relays and hit.kind == "now" else clock.first, clock.last, "day", "PRESENT_REF"
    )
