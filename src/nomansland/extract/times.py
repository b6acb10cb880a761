"""Time expressions: exact spans, resolved to EDTF intervals against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from nomansland.extract import timeback, timedates, timeparts, timerelative, timeseasons, timeyears  # noqa: F401
from nomansland.extract.document import Document
from nomansland.extract.timeclock import Clock, Told, patterns
from nomansland.extract.timegrammar import Hit, grammar, load
from nomansland.extract.timekinds import RESOLVERS
from nomansland.extract.timemoment import Moment, add_months
from nomansland.extract.timephrases import apply, event_hits
from nomansland.words import Publication, Time, day_bounds, edtf_of

_YEARS = re.compile(r"(?<![\d.,/№-])(?:1[0-9]|20)\d\d(?![\d%])")
FAR = date(1, 1, 1), date(9999, 12, 31)


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


@lru_cache(maxsize=3)
def _prefixes(language: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(op, re.compile(rf"(?<![\w'’ʼ])(?:{body})[\s-]+$|(?<![\w'’ʼ])(?:{body})[\s-]*$" if body.endswith("-") else rf"(?<![\w'’ʼ])(?:{body})[\s-]+$", re.I))
            for op, body in load(language)["prefixes"]]  # fmt: skip


def find(document: Document, clock: Clock) -> list[Found]:
    """Every time expression of a report, in the order of the text, read with the given clock."""
    out: list[Found] = []
    for number, (start, end) in enumerate(document.paragraphs):
        clock.paragraph = number
        sentence = document.sentence_at(start)
        language = sentence.language
        clock.language = language
        events = list(event_hits(document.text, start, end, clock))

        def accept(hit: Hit, events: list[Hit] = events) -> bool:
            while events and events[0].start < hit.start:
                _tell_event(out, events.pop(0), clock)
            if out and hit.start < out[-1].end:
                return False
            found = _resolve(hit, clock, out)
            if found is not None:
                _tell(out, found, clock)
            return found is not None

        grammar(language).scan(document.text, start, end, accept)
        for event in events:
            _tell_event(out, event, clock)
    return _joined(out, document.text)


def _tell_event(out: list[Found], hit: Hit, clock: Clock) -> None:
    if not out or hit.start >= out[-1].end:
        _tell(out, Found(hit.start, hit.slots["core_start"], hit.end, "event", hit.slots["moment"]), clock)


_PARTS = ("overnight", "clockpart", "clock")


def _merged(last: Found, found: Found, text: str) -> Found | None:
    """A part of a day and the day it stands beside are one expression."""
    between = text[last.end : found.start]
    if len(between) > 4 or last.moment.grain != "day" or found.moment.grain != "day":
        return None
    if last.kind in _PARTS and found.kind in ("date", "weekday", "relwd", "deictic") and between.isspace():
        part = re.search(r"T(?:MO|AF|EV|NI)$", last.moment.value)
        value = found.moment.value + (part.group() if part and "T" not in found.moment.value else "")
        return replace(found, start=last.start, core_start=last.core_start, moment=replace(found.moment, value=value))
    if (
        found.kind in _PARTS
        and last.kind in ("date", "weekday", "relwd", "deictic", "eve")
        and re.fullmatch(r",?\s*", between)
    ):
        part = re.search(r"T(?:MO|AF|EV|NI|\d.*)$", found.moment.value)
        value = last.moment.value[:10] + part.group() if part else last.moment.value
        return replace(last, end=found.end, moment=replace(last.moment, value=value))
    return None


def _tell(out: list[Found], found: Found, clock: Clock) -> None:
    merged = _merged(out[-1], found, clock.text) if out else None
    if merged is not None:
        out[-1] = merged
        if found.kind in _PARTS:
            return
        found = merged
    else:
        out.append(found)
    explicit = re.search(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)", clock.text[found.core_start : found.end]) is not None
    anchors = found.moment.first is not None and found.kind not in (
        "set",
        "now",
        "meanwhile",
        "clock",
        "lastone",
        "event",
        "eve",
    )
    if found.kind == "shift" and found.moment.grain == "day" and clock.told and clock.told[-1].moment.first:
        before = clock.told[-1].moment.first
        anchors = found.moment.first is not None and found.moment.first >= before
    if found.moment.role in ("until",) and found.moment.first and found.moment.first > clock.first:
        anchors = False
    moment = found.moment
    if moment.core:
        moment = replace(moment, first=moment.core[0], last=moment.core[1])
    clock.told.append(Told(moment, found.moment, found.start, clock.paragraph, explicit, anchors))


def _resolve(hit: Hit, clock: Clock, out: list[Found]) -> Found | None:
    moment = RESOLVERS[hit.kind](hit, clock)
    if moment is None:
        return None
    floor = out[-1].end if out else clock.text.rfind("\n", 0, hit.start) + 1
    floor = max(floor, clock.text.rfind("\n", 0, hit.start) + 1)
    start, core = hit.start, hit.start
    for _ in range(4):
        step = _prefix(clock, floor, start, moment, hit.kind)
        if step is None:
            break
        start, moment, inner = step
        core = start if inner else core
    end = _end(hit, clock, moment)
    return Found(start, core, end, hit.kind, moment, _pieces(hit, moment, core, end))


def _pieces(hit: Hit, moment: Moment, core: int, end: int) -> tuple[Found, ...]:
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


def _end(hit: Hit, clock: Clock, moment: Moment) -> int:
    if hit.kind == "shift" and moment.grain == "length":
        return int(hit.slots["unit_end"])
    if hit.kind in ("year", "yearrange") and clock.language != "en":
        after = re.match(
            r"\s+(?:года|году|годом|годах|годы|год|року|році|рік|роки|роках|років)\b", clock.text[hit.end : hit.end + 8]
        )
        return hit.end + after.end() if after else hit.end
    return hit.end


def _prefix(clock: Clock, floor: int, start: int, moment: Moment, kind: str) -> tuple[int, Moment, bool] | None:
    window = clock.text[max(floor, start - 40) : start]
    for op, pattern in _prefixes(clock.language):
        match = pattern.search(window)
        if match is None:
            continue
        result = apply(op, moment, kind, clock, match.group().strip().lower(), start)
        if result is None:
            continue
        return start - len(match.group()), result, op in INNER
    return None


INNER = {
    "end",
    "mid",
    "start",
    "first5",
    "last5",
    "third1",
    "third2",
    "third3",
    "half1",
    "half2",
    "night_to",
    "night_of",
    "approx",
    "inner",
    "length",
}


def _joined(found: list[Found], text: str) -> list[Found]:
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
    named = _YEARS.search(text[right.core_start : right.end]) and not _YEARS.search(text[left.core_start : left.end])
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
    if re.fullmatch(r"\s+(?:to|until|till|through|up to|по|до)\s+", between):
        return lead in ("from", "с", "со", "з", "із", "зі", "від", "от", "since") or right.kind == left.kind
    return re.fullmatch(r"\s+(?:and|и|і|й|та)\s+", between) is not None and lead in ("between", "между", "між")


def clock_of(
    document: Document, published: Publication | None, today: date | None = None, narrative: bool | None = None
) -> Clock:
    """The clock of a report: counted from its stated day, else from the inferred interval, else from the given day.

    `narrative` says that its dates refer to each other and not to the day of publication (a history, HeidelTime's
    narrative domain); None tells it from the years that a report without a stated day names.
    """
    edtf = (published.edtf if published else None) or document.report.published
    first, last = day_bounds(edtf[:10] if "T" in edtf else edtf) if edtf else (today or FAR[0], today or FAR[0])
    text = document.text
    relays = any(patterns(language)["relay"].search(text) for language in {s.language for s in document.sentences})
    clock = Clock(text, first, last, document.language, relays=relays)
    years = [int(year) for year in _YEARS.findall(text)]
    old = [year for year in years if year < last.year - 2]
    told = len(old) > 7 and len(old) > 0.9 * len(years) and document.report.published is None
    if old and (told if narrative is None else narrative):
        clock.narrative, clock.main_year = True, old[0]
    return clock


def _sentence(moment: Moment) -> str:
    if moment.role and moment.core:
        return f"{moment.role} {edtf_of(*moment.core)}"
    return ""


def _times(document: Document, found: list[Found]) -> Iterator[Time]:
    for item in found:
        moment = item.moment
        passage = document.passage(item.start, item.end)
        if moment.first is None or moment.last is None:
            if moment.duration:
                yield Time(None, passage, duration=moment.duration, basis=item.kind)
            continue
        first, last = min(moment.first, moment.last), max(moment.first, moment.last)
        yield Time(edtf_of(first, last), passage, approximate=moment.approximate, basis=_sentence(moment) or item.kind)


def find_times(document: Document, published: Publication | None = None) -> list[Time]:
    """Every time expression of a report with its span, resolved against the day of publication.

    A bare length of time has `duration` and no `edtf`. `basis` names the kind of expression, or how the text bounds it
    ("since 2023-03-01/2023-05-31").
    """
    clock = clock_of(document, published)
    if clock.first == FAR[0]:
        from nomansland.extract.publication import publication

        clock = clock_of(document, publication(document), timedelta(0) + date.today())
    return list(_times(document, find(document, clock)))
