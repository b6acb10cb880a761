"""Expressions that belong together: a part of a day and its day, the two ends of a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nomansland.extract.timegrammar import Hit
from nomansland.extract.timemoment import Moment, add_months

YEARS = re.compile(r"(?<![\d.,/№-])(?:1[0-9]|20)\d\d(?![\d%])")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: `core_start` to `end` is the bare expression, `start` also takes in its preposition.

    A range keeps its two ends as `pieces`.
    """

    start: int
    core_start: int
    end: int
    kind: str
    moment: Moment
    pieces: tuple[Found, ...] = ()


_DAYS = ("date", "weekday", "relwd", "deictic")
PARTS = ("overnight", "clockpart", "clock")


def merged(last: Found, found: Found, text: str) -> Found | None:
    """A part of a day and the day it stands beside are one expression."""
    between = text[last.end : found.start]
    if len(between) > 5 or last.moment.grain != "day" or found.moment.grain != "day":
        return None
    if last.kind in PARTS and found.kind in _DAYS and re.fullmatch(r"\s+(?:on\s+)?", between):
        part = re.search(r"T(?:MO|AF|EV|NI)$", last.moment.value)
        value = found.moment.value + (part.group() if part and "T" not in found.moment.value else "")
        return replace(found, start=last.start, core_start=last.core_start, moment=replace(found.moment, value=value))
    if found.kind in PARTS and last.kind in (*_DAYS, "eve") and re.fullmatch(r",?\s*", between):
        part = re.search(r"T(?:MO|AF|EV|NI|\d.*)$", found.moment.value)
        value = last.moment.value[:10] + part.group() if part else last.moment.value
        return replace(last, end=found.end, moment=replace(last.moment, value=value))
    if last.kind == "date" and found.kind == "weekday" and re.fullmatch(r",?\s*(?:an?\s+)?", between):
        first, other = last.moment.first, found.moment.first
        return replace(last, end=found.end) if first and other and first.weekday() == other.weekday() else None
    return None


def pieces(hit: Hit, moment: Moment, core: int, end: int) -> tuple[Found, ...]:
    """The two ends of a range that one rule found."""
    if (
        hit.kind not in ("dayrange", "yearrange", "nightrange")
        or moment.first is None
        or moment.last is None
        or moment.role
    ):
        return ()
    middle = hit.slots["day_end" if hit.kind != "yearrange" else "year_end"]
    last = hit.slots["day2_end" if hit.kind != "yearrange" else "year2_end"]
    width = len(str(hit.slots["day2" if hit.kind != "yearrange" else "year2"]))
    value = moment.last.isoformat() if hit.kind != "yearrange" else str(moment.last.year)
    right = Found(last - width, last - width, end, hit.kind, replace(moment, value=value))
    if hit.kind != "yearrange":
        moment = replace(moment, value=moment.first.isoformat())
    return (Found(core, core, middle, hit.kind, moment), right)


def joined(found: list[Found], text: str) -> list[Found]:
    """Two expressions with a connective between them are one range."""
    out: list[Found] = []
    for item in found:
        last = out[-1] if out else None
        if last is not None:
            last = _same_year(last, item, text)
        if last is not None and _range(last, item, text):
            first, end = last.moment.core[0] if last.moment.core else last.moment.first, item.moment.last
            if item.moment.core:
                end = item.moment.core[1]
            moment = Moment(first, end, "span", last.moment.value)
            out[-1] = Found(
                last.start,
                last.core_start,
                item.end,
                "range",
                moment,
                (*(last.pieces or (last,)), *(item.pieces or (item,))),
            )
            continue
        out.append(item)
    return out


def _same_year(left: Found, right: Found, text: str) -> Found:
    """A left end that names no year takes that of the right end: "from September to November 2022"."""
    first, last = left.moment.first, right.moment.last
    named = YEARS.search(text[right.core_start : right.end]) and not YEARS.search(text[left.core_start : left.end])
    if (
        not named
        or first is None
        or last is None
        or left.moment.last is None
        or len(text[left.end : right.core_start]) > 8
    ):
        return left
    if left.kind not in ("date", "baremonth", "season") or left.moment.role not in ("", "since"):
        return left
    years = last.year - first.year - (first.month > last.month)
    core = left.moment.core or (first, left.moment.last)
    moved = (add_months(core[0], 12 * years), add_months(core[1], 12 * years))
    value = f"{moved[0].year:04d}" + left.moment.value[4:]
    return replace(left, moment=replace(left.moment, first=moved[0], last=moved[1], core=None, role="", value=value))


def _range(left: Found, right: Found, text: str) -> bool:
    between = text[left.end : right.core_start]
    if len(between) > 8 or left.moment.first is None or right.moment.last is None or left.kind in ("set", "now"):
        return False
    start = left.moment.core[0] if left.moment.core else left.moment.first
    end = right.moment.core[1] if right.moment.core else right.moment.last
    if end <= start:
        return False
    if re.fullmatch(r"\s*[-–—‑]\s*", between):
        return left.kind == right.kind or {left.kind, right.kind} <= {"date", "month", "baremonth", "dm", "dmy"}
    lead = text[left.start : left.core_start].strip().lower()
    if re.fullmatch(r"\s+(?:to|into|until|till|through|up to|по|до)\s+", between):
        return lead in ("from", "с", "со", "з", "із", "зі", "від", "от", "since") or right.kind == left.kind
    return re.fullmatch(r"\s+(?:and|и|і|й|та)\s+", between) is not None and lead in ("between", "между", "між")
