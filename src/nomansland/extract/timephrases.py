"""What stands before a time and bounds it: "since", "by the end of", "in the night to"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from nomansland.extract.timeclock import Clock
from nomansland.extract.timemoment import Moment

ONE = timedelta(days=1)
OPEN = date(1, 1, 1)
WAR = date(2022, 2, 24)


def _thirds(moment: Moment, start: float, end: float) -> Moment:
    assert moment.first is not None and moment.last is not None
    days = (moment.last - moment.first).days + 1
    first = moment.first + timedelta(days=round(days * start))
    last = moment.first + timedelta(days=round(days * end) - 1)
    return moment.between(first, max(first, last))


def part(op: str, moment: Moment, phrase: str = "") -> Moment:
    """The early, middle or late part of a month, year or season: ten days of a month, a third of a longer time."""
    assert moment.first is not None and moment.last is not None
    first, last = moment.first, moment.last
    days = (last - first).days + 1
    if op in ("half1", "half2"):
        if moment.grain == "year":
            halves = {"half1": (first, first.replace(month=6, day=30)), "half2": (first.replace(month=7), last)}
            return replace(moment.between(*halves[op]), value=f"{moment.value}-H{op[-1]}")
        return _thirds(moment, 0, 0.5) if op == "half1" else _thirds(moment, 0.5, 1)
    if op in ("first5", "last5"):
        width = timedelta(days=4)
        return (
            moment.between(first, min(last, first + width))
            if op == "first5"
            else moment.between(max(first, last - width), last)
        )
    which = {"start": 0, "third1": 0, "mid": 1, "third2": 1, "end": 2, "third3": 2}[op]
    if days <= 7 or moment.grain in ("week", "weekend"):
        return moment
    if 28 <= days <= 31:
        low, high = ((1, 10), (11, 20), (21, last.day))[which]
        return moment.between(first.replace(day=low), first.replace(day=high))
    if 360 <= days <= 366:
        return _part_of_year(which, moment, first.year)
    return _thirds(moment, which / 3, (which + 1) / 3)


def _part_of_year(which: int, moment: Moment, year: int) -> Moment:
    low, high = ((1, 3), (5, 8), (11, 12))[which]
    return moment.between(date(year, low, 1), date(year + (high == 12), high % 12 + 1, 1) - ONE)


def _bounded(role: str, moment: Moment, first: date, last: date) -> Moment:
    assert moment.first is not None and moment.last is not None
    return replace(moment, first=first, last=max(first, last), role=role, core=(moment.first, moment.last))


def _since(moment: Moment, clock: Clock) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.first > clock.last:
        return _bounded("since", moment, moment.first, moment.last)
    return _bounded("since", moment, moment.first, clock.last)


def _until(moment: Moment, clock: Clock, phrase: str) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.last > clock.last:
        inclusive = moment.grain == "day" or moment.last - moment.first < timedelta(days=12) or phrase in ("по",)
        whole = moment.grain in ("year", "quarter") or (moment.grain == "month" and moment.first <= clock.last)
        end = moment.last if inclusive or whole or moment.grain == "span" else moment.first - ONE
        return _bounded("until", moment, clock.first, end)
    if (
        moment.grain == "day"
        and moment.first >= clock.first - timedelta(days=40)
        and not moment.value.startswith(("1", "200"))
    ):
        if "T" in moment.value:
            return moment
        return _bounded("until", moment, OPEN, moment.last)
    return _bounded("until", moment, OPEN, moment.last)


def _by(moment: Moment, clock: Clock, at: int) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain in ("month", "quarter", "season", "year") and moment.last < clock.last and clock.counts(at):
        start = _counting_since(clock)
        return _bounded("by", moment, min(start, moment.first), moment.last)
    return replace(moment, role="by", core=(moment.first, moment.last))


def _counting_since(clock: Clock) -> date:
    for told in reversed(clock.told):
        if told.moment.role == "since" and told.moment.core:
            return told.moment.core[0]
    return WAR


def _night_to(moment: Moment) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain == "span" and (moment.last - moment.first).days == 1:
        return moment
    if moment.grain != "day":
        return None
    return replace(moment, first=moment.first - ONE, value=moment.value[:10] + "TNI")


def _before_near(moment: Moment, clock: Clock) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain != "day":
        return _bounded("before", moment, OPEN, moment.first - ONE)
    month = moment.first - ONE
    return _bounded("before", moment, month.replace(day=1), month)


def _ends(moment: Moment) -> tuple[date, date]:
    return moment.first or WAR, moment.last or WAR


def _asof(moment: Moment, clock: Clock) -> Moment:
    first, last = _ends(moment)
    return _bounded("by", moment, min(_counting_since(clock), first), last)


def _night_of(moment: Moment) -> Moment | None:
    first, last = _ends(moment)
    return moment.between(first, last + ONE) if moment.grain == "day" else _night_to(moment)


def _eve(moment: Moment) -> Moment | None:
    day = _ends(moment)[0] - ONE
    return moment.between(day, day) if moment.grain == "day" else None


Apply = Callable[[Moment, Clock, str], Moment | None]
_OPS: dict[str, Apply] = {
    "since": lambda moment, clock, phrase: _since(moment, clock),
    "from": lambda moment, clock, phrase: moment,
    "dated": lambda moment, clock, phrase: moment if moment.grain == "day" else _since(moment, clock),
    "until": _until,
    "asof": lambda moment, clock, phrase: _asof(moment, clock),
    "before": lambda moment, clock, phrase: _bounded("before", moment, OPEN, _ends(moment)[0] - ONE),
    "before_near": lambda moment, clock, phrase: _before_near(moment, clock),
    "after": lambda moment, clock, phrase: _bounded(
        "after", moment, _ends(moment)[1], max(clock.last, _ends(moment)[1])
    ),
    "between": lambda moment, clock, phrase: moment,
    "keep": lambda moment, clock, phrase: moment,
    "approx": lambda moment, clock, phrase: replace(moment, approximate=True),
    "night_to": lambda moment, clock, phrase: _night_to(moment),
    "night_of": lambda moment, clock, phrase: _night_of(moment),
    "eve": lambda moment, clock, phrase: _eve(moment),
}
_PARTS = frozenset("start mid end first5 last5 half1 half2 third1 third2 third3".split())
_RELATIVE = frozenset("now set shift ago lastone thatday then".split())
_NO_PREFIX = {"date": {"keep", "from"}, "iso": {"keep"}, "dmy": {"keep"}, "dm": {"keep"}}


def apply(op: str, moment: Moment, kind: str, clock: Clock, phrase: str, at: int) -> Moment | None:
    """The moment as the phrase that ends at `at` bounds it; None where the phrase does not belong to it."""
    if op in _NO_PREFIX.get(kind, ()) and len(phrase) < 5:
        return None
    if op in ("length", "inner") or moment.first is None or moment.last is None:
        return _of_length(op, moment, kind, phrase)
    if moment.role:
        return moment if op == "keep" and phrase in ("in", "в", "у", "аж", "вже", "уже", "ещё", "ще") else None
    if op in _PARTS:
        return part(op, moment) if moment.grain not in ("day", "span", "set") else None
    if kind in _RELATIVE and op not in ("keep", "approx", "since", "by", "until"):
        return None
    if op == "since" and moment.grain == "day" and clock.cue("compared", max(0, at - 30), at):
        return None
    return _by(moment, clock, at) if op == "by" else _OPS[op](moment, clock, phrase)


def _of_length(op: str, moment: Moment, kind: str, phrase: str) -> Moment | None:
    if op == "length":
        return moment if moment.duration and moment.first is None else None
    if op == "inner":
        return moment if moment.duration or kind in ("deictic", "relunit", "relpart", "year") else None
    return moment if op in ("keep", "approx", "from") and phrase not in ("the", "all", "of", "at") else None
