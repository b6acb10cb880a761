"""Time expressions: exact spans, resolved to EDTF intervals against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from nomansland.extract import timeback, timedates, timeparts, timerelative, timeseasons, timeyears  # noqa: F401
from nomansland.extract.document import Document
from nomansland.extract.publication import publication
from nomansland.extract.timeclock import Clock, Told, patterns
from nomansland.extract.timeevents import event_hits
from nomansland.extract.timegrammar import Hit, grammar
from nomansland.extract.timeholidays import holiday_hits
from nomansland.extract.timejoin import PARTS, YEARS, Found, joined, merged, pieces
from nomansland.extract.timekinds import RESOLVERS
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import Moment
from nomansland.extract.timephrases import WAR, apply
from nomansland.words import Publication, Time, day_bounds, edtf_of
from nomansland.words.time import OPEN_LAST

INNER = frozenset(
    "end mid start first5 last5 third1 third2 third3 half1 half2 night_to night_of approx inner length".split()
)
_YEAR_WORD = re.compile(r"\s+(?:года|году|годом|годах|годы|год|року|році|рік|роки|роках|років)\b")


@lru_cache(maxsize=3)
def _prefixes(language: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(op, re.compile(rf"(?<![\w'’ʼ])(?:{body})[\s-]+$", re.I)) for op, body in load(language)["prefixes"]]


@lru_cache(maxsize=3)
def _any_prefix(language: str) -> re.Pattern[str]:
    """All of them at once: most expressions have none."""
    bodies = "|".join(body for _, body in load(language)["prefixes"])
    return re.compile(rf"(?<![\w'’ʼ])(?:{bodies})[\s-]+$", re.I)


def find(document: Document, clock: Clock) -> list[Found]:
    """Every time expression of a report, in the order of the text, read with the given clock."""
    out: list[Found] = []
    for number, (start, end) in enumerate(document.paragraphs):
        clock.paragraph = number
        sentence = document.sentence_at(start)
        language = sentence.language
        clock.language = language
        named = (*event_hits(document.text, start, end, clock), *holiday_hits(document.text, start, end, clock))
        events = sorted(named, key=lambda hit: hit.start)

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
    return joined(out, document.text)


def _tell_event(out: list[Found], hit: Hit, clock: Clock) -> None:
    if not out or hit.start >= out[-1].end:
        _tell(out, Found(hit.start, hit.slots["core_start"], hit.end, "event", hit.slots["moment"]), clock)


_NO_ANCHOR = frozenset("set now meanwhile clock lastone event eve".split())


def _tell(out: list[Found], found: Found, clock: Clock) -> None:
    whole = merged(out[-1], found, clock.text) if out else None
    if whole is not None:
        out[-1] = whole
        if found.kind in PARTS or whole.kind != found.kind:
            return
        found = whole
    else:
        out.append(found)
    moment = found.moment
    named = moment if moment.core is None else replace(moment, first=moment.core[0], last=moment.core[1])
    explicit = YEARS.search(clock.text, found.core_start, found.end) is not None
    clock.told.append(Told(named, moment, found.start, clock.paragraph, explicit, _anchors(found, clock)))


def _anchors(found: Found, clock: Clock) -> bool:
    """True where later expressions count from this one: not from a look back, and not from what is to come."""
    moment = found.moment
    if moment.first is None or found.kind in _NO_ANCHOR:
        return False
    last = clock.told[-1].moment.first if clock.told else None
    if found.kind == "shift" and moment.grain == "day" and last is not None:
        return moment.first >= last
    return not (moment.role == "until" and moment.first > clock.first)


def _resolve(hit: Hit, clock: Clock, out: list[Found]) -> Found | None:
    try:
        moment = RESOLVERS[hit.kind](hit, clock)
    except (OverflowError, ValueError):  # "in 40000 weeks": no such day in the calendar
        return None
    if moment is None:
        return None
    floor = out[-1].end if out else clock.text.rfind("\n", 0, hit.start) + 1
    floor = max(floor, clock.text.rfind("\n", 0, hit.start) + 1)
    start, core = hit.start, hit.start
    for _ in range(4):
        step = _prefix(clock, floor, start, moment, hit.kind if start == hit.start else "")
        if step is None:
            break
        start, moment, inner = step
        core = start if inner else core
    end = _end(hit, clock, moment)
    return Found(start, core, end, hit.kind, moment, pieces(hit, moment, core, end))


def _end(hit: Hit, clock: Clock, moment: Moment) -> int:
    if hit.kind == "shift" and moment.grain == "length":
        return int(hit.slots["unit_end"])
    if hit.kind in ("year", "yearrange") and clock.language != "en":
        after = _YEAR_WORD.match(clock.text, hit.end)
        return after.end() if after else hit.end
    return hit.end


def _prefix(clock: Clock, floor: int, start: int, moment: Moment, kind: str) -> tuple[int, Moment, bool] | None:
    window = clock.text[max(floor, start - 40) : start]
    if _any_prefix(clock.language).search(window) is None:
        return None
    for op, pattern in _prefixes(clock.language):
        match = pattern.search(window)
        if match is None:
            continue
        result = apply(op, moment, kind, clock, match.group().strip().lower(), start)
        if result is None:
            continue
        return start - len(match.group()), result, op in INNER
    return None


def clock_of(document: Document, published: Publication | None, narrative: bool | None = None) -> Clock:
    """The clock of a report: counted from its stated day, else from the inferred interval, else from all of the war.

    `narrative` says that its dates refer to each other and not to the day of publication (a history, HeidelTime's
    narrative domain); None tells it from the years that a report without a stated day names.
    """
    edtf = (published.edtf if published else None) or document.report.published
    first, last = day_bounds(edtf.split("T")[0]) if edtf else (WAR, date.today())
    last = max(first, date.today()) if last == OPEN_LAST else last
    text = document.text
    relays = any(patterns(language)["relay"].search(text) for language in {s.language for s in document.sentences})
    clock = Clock(text, first, last, document.language, relays=relays)
    years = [int(year) for year in YEARS.findall(text)]
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
    return list(_times(document, find(document, clock_of(document, published or publication(document)))))
