"""From a matched rule to days: one function for each kind of time expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from nomansland.extract.timeclock import SLACK, Clock
from nomansland.extract.timegrammar import Hit, load
from nomansland.extract.timemoment import (
    Moment,
    add,
    add_months,
    day_moment,
    decade_moment,
    duration_of,
    month_moment,
    quarter_moment,
    safe,
    season_moment,
    timex_length,
    unit_moment,
    week_moment,
    year_moment,
)

ONE = timedelta(days=1)
RESOLVERS: dict[str, Callable[[Hit, Clock], Moment | None]] = {}
_RECENT = ("past", "recent", "последн", "останн")
_BEFORE = ("earlier", "before", "previously", "ранее", "раньше", "раніше")
Resolver = Callable[[Hit, Clock], Moment | None]


def kind(*names: str) -> Callable[[Resolver], Resolver]:
    """Register a function as the resolver of rules of these kinds."""

    def register(function: Resolver) -> Resolver:
        for name in names:
            RESOLVERS[name] = function
        return function

    return register


def _day(slots: dict[str, Any]) -> int:
    return int(slots.get("tens") or 0) + int(slots["day"] or 0)


def place_in_year(make: Callable[[int], Moment | None], hit: Hit, clock: Clock) -> Moment | None:
    """The year for a date that names none: nearest to what was told before, else the last one before publication."""
    context = clock.context_year()
    if context is not None:
        return _near_context(make, context, clock)
    past = _nearest(make, range(clock.last.year + 1, clock.last.year - 10, -1), clock.last + SLACK)
    if past is None or past.first is None or past.last is None:
        return past
    coming = make(past.first.year + 1)
    if coming is None or coming.first is None:
        return past
    if hit.before in ("since", "с", "со", "з", "із", "зі", "від"):
        return past
    soon, ago = (coming.first - clock.last).days, (clock.first - past.last).days
    if soon <= 240 and ago > 20:
        tense = clock.tense(hit.start, hit.end)
        until = re.search(r"\b(?:until|till|до)\s+(?:\w+\s+){0,4}$", clock.text[max(0, hit.start - 40) : hit.start], re.I)
        if tense == "futr" or (tense != "past" and (until or (soon <= 45 and ago > 280))):
            return coming
    return past


def _nearest(make: Callable[[int], Moment | None], years: range, limit: date) -> Moment | None:
    for year in years:
        found = make(year)
        if found is not None and found.first is not None and found.first <= limit:
            return found
    return None


def _near_context(make: Callable[[int], Moment | None], context: int, clock: Clock) -> Moment | None:
    last = clock.last_told(same_paragraph=not clock.narrative)
    near = last.moment.first if last and last.moment.grain in ("day", "month") else None
    if near is None:
        return make(context)
    found = [moment for year in (near.year, near.year + 1, near.year - 1) if (moment := make(year)) and moment.first]
    limit = date(9999, 12, 31) if clock.narrative else clock.last + SLACK
    found = [moment for moment in found if moment.first and moment.first <= limit]
    if clock.narrative:  # a story runs forward: a little back is the same year, far back is the next
        return min(found, key=lambda moment: _cost((moment.first - near).days if moment.first else 0), default=None)
    return min(found, key=lambda moment: abs((moment.first - near).days) if moment.first else 0, default=make(context))


def _cost(days: int) -> float:
    return days if days >= 0 else -1.6 * days


@kind("date")
def _date(hit: Hit, clock: Clock) -> Moment | None:
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


@kind("nightrange")
def _nightrange(hit: Hit, clock: Clock) -> Moment | None:
    found = _dayrange(hit, clock)
    return found if found and found.first and found.last and (found.last - found.first).days == 1 else None


@kind("dayrange")
def _dayrange(hit: Hit, clock: Clock) -> Moment | None:
    first = _date(hit, clock)
    if first is None or first.first is None:
        return None
    last = safe(first.first.year, first.first.month, int(hit.slots["day2"]))
    return first.between(first.first, last, "span") if last and last >= first.first else first


@kind("month")
def _month(hit: Hit, clock: Clock) -> Moment | None:
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
    return before in {"in", "since", "until", "till", "by", "of", "early", "late", "mid", "last", "next", "and", "from", "to",
                      "through", "during", "before", "after", "between", "", "on", "this"} or before == ""  # fmt: skip


@kind("season", "bareseason")
def _season(hit: Hit, clock: Clock) -> Moment | None:
    season = str(hit.slots["season"])
    if hit.kind == "bareseason" and hit.before not in {"since", "by", "until", "till", "before", "after", "from", "last",
                                                       "early", "late", "mid", "of", "during", "throughout", "and", "through"}:  # fmt: skip
        return None
    if clock.language == "ru" and hit.after in ("и", "же") and season == "summer" and hit.before == "много":
        return None
    year = hit.slots.get("year")
    if year:
        before_war = int(year) == 2022 and clock.last.year >= 2022
        return season_moment(int(year) - (season == "winter" and not before_war and not clock.narrative), season)
    return place_in_year(lambda year: season_moment(year, season), hit, clock)


@kind("season2")
def _season2(hit: Hit, clock: Clock) -> Moment | None:
    return season_moment(int(hit.slots["year"]), str(hit.slots["season"]))


@kind("relseason")
def _relseason(hit: Hit, clock: Clock) -> Moment | None:
    season, today = str(hit.slots["season"]), clock.last
    this = season_moment(today.year, season)
    if season == "winter" and today.month < 3:
        this = season_moment(today.year - 1, season)
    assert this.first is not None and this.last is not None
    if hit.slots["rel_class"] == "LAST":
        ended = this.last < today and not clock.text[hit.end : hit.end + 8].strip().startswith(("год", "рок"))
        return this if ended and season == "winter" else season_moment(this.first.year - 1, season)
    if hit.slots["rel_class"] == "NEXT":
        return this if this.first > today else season_moment(this.first.year + 1, season)
    return this


@kind("lastone")
def _lastone(hit: Hit, clock: Clock) -> Moment | None:
    for told in reversed(clock.told):
        if hit.start - told.start > 90:
            return None
        first = told.moment.first
        if first and told.moment.grain in ("season", "month", "year"):
            last = told.moment.last
            assert last is not None
            return told.moment.between(add_months(first, -12), add_months(last, -12))
    return None


@kind("relunit")
def _relunit(hit: Hit, clock: Clock) -> Moment | None:
    unit, rel = str(hit.slots["unit"]), hit.slots["rel_class"]
    if unit in ("hour", "minute", "second"):
        return None
    word = str(hit.slots["rel"])
    if unit == "weekend" and rel == "THIS":
        return _weekend(hit, clock)
    if rel == "LAST" and word.startswith(_RECENT) and unit != "night":
        plural = clock.text[: hit.end].split()[-1].lower() in load(clock.language)["plural"]
        size = -{"day": 7}.get(unit, 3) if plural else -1
        length = timex_length(None, unit) if plural else duration_of(1, unit)
        return Moment(add(clock.first, size, unit) + ONE, clock.last, "span", length, approximate=plural)
    sign = {"LAST": -1, "NEXT": 1}.get(str(rel), 0)
    base = clock.last_told() if clock.narrative else None
    start, end = (base.moment.first, base.moment.last) if base else (clock.first, clock.last)
    assert start is not None and end is not None
    if unit in ("day", "night") and sign == 1 and not clock.narrative:
        told = clock.last_told(("day",))
        start, end = (told.moment.first or start, told.moment.last or end) if told else (start, end)
    if unit == "fortnight":
        return Moment(add(start, -10 if sign == 0 else 14 * sign - 14, "day"), add(end, min(sign, 0) * 14, "day"), "span")
    low, high = unit_moment(add(start, sign, unit if unit != "weekend" else "week"), unit), add(end, sign, unit if unit != "weekend" else "week")
    top = unit_moment(high, unit)
    if unit == "night" and sign == -1 and low.first:
        return Moment(low.first, top.last if top.last is None else top.last + ONE, "day", low.value + "TNI")
    return low.between(low.first, top.last) if low.first and top.last else low


@kind("relyear")
def _relyear(hit: Hit, clock: Clock) -> Moment | None:
    back = {"LASTYEAR": 1, "LONGAGO": 2}.get(str(hit.slots["rel_class"]), 0)
    return year_moment(clock.last.year - back)


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
    return max(before.rfind("«"), before.rfind("“")) > max(before.rfind("»"), before.rfind("”")) or before.count('"') % 2 == 1


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
        low, high = unit_moment(first, "month" if unit == "month" else "year"), unit_moment(last, "month" if unit == "month" else "year")
        return Moment(low.first, high.last, low.grain, value or low.value)
    if unit == "month":
        return Moment(first - timedelta(days=7), last + timedelta(days=7), "span", value, approximate=True)
    return Moment(first, last, "day", first.isoformat())


@kind("shift")
def _shift(hit: Hit, clock: Clock) -> Moment | None:
    unit, n = str(hit.slots["unit"]), hit.slots.get("n", 1)
    if unit in ("hour", "minute", "second"):
        return None
    count = n if n is not None else 3
    told = clock.last_told()
    back = str(hit.slots["dir"]).startswith(_BEFORE)
    if told is None and not back and not clock.future(hit.start, hit.end):
        return None
    if told is None or told.moment.first is None or told.moment.last is None:
        first, last, grain = clock.first, clock.last, "day"
    else:
        first, last, grain = told.moment.first, told.moment.last, told.moment.grain
    if str(hit.slots["dir"]) in ("after", "before") and re.match(r"\s+\w", clock.text[hit.end : hit.end + 3]) and "n" in hit.slots:
        return Moment(None, None, "length", timex_length(n, unit), duration_of(n, unit))
    if "n" in hit.slots and re.search(r"(?:годом|роком|месяцем|місяцем|неделей|тижнем|днём|днем)\s", clock.text[hit.start : hit.end]):
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
    if clock.future(hit.start, hit.end):
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
        near = str(hit.slots["rel"]).startswith(_RECENT) or clock.language == "en"
        return day_moment(week + weekday if near and week + weekday < clock.last else week - timedelta(days=7) + weekday)
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


@kind("nthunit")
def _nthunit(hit: Hit, clock: Clock) -> Moment | None:
    """ "For the third week": it has gone on for so long."""
    n, unit = int(hit.slots["q"]), str(hit.slots["unit"])
    if n < 2 or unit not in ("day", "week", "month", "year") or hit.before not in ("for", "уже", "вже", "вот", "ось", "ещё"):
        return None
    return Moment(None, None, "length", duration_of(n, unit), duration_of(n, unit))


@kind("now", "meanwhile")
def _now(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(clock.first - ONE if clock.relays and hit.kind == "now" else clock.first, clock.last, "day", "PRESENT_REF")


@kind("year")
def _year(hit: Hit, clock: Clock) -> Moment | None:
    year = int(hit.slots["year"])
    return year_moment(year) if is_year(hit, clock) else None


def is_year(hit: Hit, clock: Clock) -> bool:
    """True where a number of four digits is a year and not a count, an article or a unit."""
    text, year = clock.text, int(hit.slots["year"])
    if clock.cue("counter", max(0, hit.start - 24), hit.start) and not 1900 <= year <= 2035:
        return False
    if re.match(r"[-–]?\w|/\d|\s*[%№$€₴]", text[hit.end : hit.end + 3]) or re.search(r"[\w№#/$€][-–]?$|№ ?$", text[: hit.start][-4:]):
        return False
    after = text[hit.end : hit.end + 30].lstrip()
    if re.match(r"год|рок|рік|р\.|г\.|гг", after) or hit.slots.get("year_class") == "YEARO":
        return True
    if _counted(text, hit.end, clock) or not _year_place(hit, clock):
        return False
    return 1000 < year < 2100 if clock.narrative else 1800 <= year <= 2035


def _counted(text: str, start: int, clock: Clock) -> bool:
    from nomansland.extract.timeclock import patterns

    gap = re.compile(r"\s*").match(text, start)
    return gap is not None and patterns(clock.language)["counted"].match(text, gap.end()) is not None


_YEAR_LEADS = frozenset(
    "in of since until till by before after from to during between and early late mid spring summer autumn winter around circa about"
    " в во с со до по к на от за через после около между и весной летом осенью зимой конце начале середине конца начала конец"
    " в у з із зі від до по за на після між і й та близько навесні влітку восени взимку кінці початку середині кінця кінець наприкінці"
    " ( [ — – - , : « “ ; / •".split()
)


def _year_place(hit: Hit, clock: Clock) -> bool:
    """True where a bare number of four digits stands where a year would, and not before a noun that it counts."""
    if clock.language == "en":
        return not clock.narrative or hit.before in _YEAR_LEADS or hit.before == ""
    if hit.before and hit.before not in _YEAR_LEADS:
        return not hit.before[:1].isalpha() or hit.before in ("года", "року", "осень", "осінь", "весна", "зима", "лето", "літо")
    after = re.match(r"\s+([а-яёіїєґ'’]{4,})", clock.text[hit.end : hit.end + 40])
    if after is None:
        return True
    from nomansland.extract.document import analyzer

    tag = str(analyzer(clock.language).parse(after.group(1))[0].tag)
    return not ("NOUN" in tag and "gent" in tag and ("plur" in tag or hit.before in ("(", "на", "до", "по", "за", "около", "близько")))


@kind("yearrange")
def _yearrange(hit: Hit, clock: Clock) -> Moment | None:
    year, last = int(hit.slots["year"]), int(hit.slots["year2"])
    last = year // 100 * 100 + last if last < 100 else last
    if last < year or not is_year(hit, clock) and last > 2035:
        return None
    return Moment(year_moment(year).first, year_moment(last).last, "year", f"{year}")


@kind("decade")
def _decade(hit: Hit, clock: Clock) -> Moment | None:
    year = int(hit.slots["d"])
    return decade_moment(year if year > 99 else 1900 + year)


@kind("quarter")
def _quarter(hit: Hit, clock: Clock) -> Moment | None:
    q, unit = int(hit.slots["q"]), str(hit.slots["unit"])
    size = {"quarter": 3, "halfyear": 6}.get(unit)
    if size is None or not 1 <= q <= 12 // size:
        return None
    year = int(hit.slots.get("year") or clock.last.year - (hit.slots.get("rel_class") == "LAST"))
    if not hit.slots.get("year") and not hit.slots.get("rel"):
        year -= date(year, (q - 1) * size + 1, 1) > clock.last
    return quarter_moment(year, q, size)


@kind("nthweek")
def _nthweek(hit: Hit, clock: Clock) -> Moment | None:
    """ "The first week of August": its days one to seven."""
    slots = hit.slots
    month = _month(hit, clock) if slots.get("year") else place_in_year(lambda y: month_moment(y, int(slots["month"])), hit, clock)
    if month is None or month.first is None or month.last is None or slots["unit"] != "week":
        return None
    if slots.get("rel"):
        return month.between(month.last - timedelta(days=6), month.last, "week")
    first = month.first + timedelta(days=7 * (int(slots["q"]) - 1))
    return month.between(first, min(first + timedelta(days=6), month.last), "week") if first <= month.last else None


@kind("yearseason")
def _yearseason(hit: Hit, clock: Clock) -> Moment | None:
    return season_moment(clock.last.year - 1, str(hit.slots["season"]))


@kind("firstn")
def _firstn(hit: Hit, clock: Clock) -> Moment | None:
    n, unit, slots = hit.slots["n"] or 3, str(hit.slots["unit"]), hit.slots
    if slots["first"] != 1 or unit in ("hour", "minute", "second"):
        return None
    if slots.get("month"):
        whole = _month(hit, clock) if slots.get("year") else place_in_year(lambda y: month_moment(y, int(slots["month"])), hit, clock)
    else:
        whole = year_moment(int(slots.get("year") or clock.last.year))
    if whole is None or whole.first is None:
        return None
    last = min(add(whole.first, n, unit) - ONE, clock.last) if not clock.narrative else add(whole.first, n, unit) - ONE
    return whole.between(whole.first, max(last, whole.first), "span")
