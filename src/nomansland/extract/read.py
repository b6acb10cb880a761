"""One report in, everything that the readers make of it out."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from nomansland.extract.behind import by_front, codes
from nomansland.extract.calibration import calibrated
from nomansland.extract.chains import Attribution
from nomansland.extract.conditions import ConditionsFound, conditions
from nomansland.extract.counts import counts
from nomansland.extract.document import LANGUAGES, Document, analyse, language_of
from nomansland.extract.event import Event
from nomansland.extract.eventplaces import event_places
from nomansland.extract.events import find_events
from nomansland.extract.eventtimes import event_times
from nomansland.extract.examples import reread
from nomansland.extract.explain import explained
from nomansland.extract.learned import Learned, heads_of
from nomansland.extract.model import Marked, mark, with_told
from nomansland.extract.modelprompt import Model, speaks_to_machines
from nomansland.extract.places import find_places
from nomansland.extract.publication import publication, stated
from nomansland.extract.relevance import may_tell
from nomansland.extract.sides import SideFound, sides
from nomansland.extract.silence import with_cause
from nomansland.extract.speakers import attribute
from nomansland.extract.status import StatusFound, statuses
from nomansland.extract.times import find_times
from nomansland.extract.units import UnitFound, units
from nomansland.terrain import Fronts, Terrain
from nomansland.words import Claim, Count, Evidence, Place, Publication, Reading, Relation, Report, SiteState, Time
from nomansland.words.errors import ExtractError

READERS = frozenset({"rules", "examples", "model"})
_STATES = {
    "site.opened": "opened",
    "site.closed": "closed",
    "site.reopened": "reopened",
    "coercion.detention": "active",
    "coercion.conditions": "active",
}


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots of one event, before they are one claim."""

    event: Event
    side: SideFound
    attribution: Attribution
    place: Place | None
    time: Time | None
    count: Count | None
    unit: UnitFound | None
    conditions: ConditionsFound
    status: StatusFound | None


def _evidence(slots: _Slots) -> Iterable[Evidence]:
    yield from slots.event.evidence
    yield from slots.side.evidence
    yield from slots.attribution.evidence
    if slots.place and slots.place.passage:
        why = "; ".join(slots.place.why) or f"“{slots.place.text}” is named with it"
        yield Evidence("place", slots.place.passage, why)
    if slots.time and slots.time.passage:
        yield Evidence("time", slots.time.passage, slots.time.basis or f"“{slots.time.passage.quote}”")
    if slots.count and slots.count.passage:
        yield Evidence("count", slots.count.passage, f"“{slots.count.passage.quote}” counts {slots.count.unit}s")
    yield from slots.unit.evidence if slots.unit else ()
    yield from slots.conditions.evidence
    yield from slots.status.evidence if slots.status else ()


def _of_many(slots: _Slots) -> bool:
    """True for a claim that counts places of detention: it is about no single one."""
    count = slots.count
    return count is not None and count.unit == "site" and (count.max is None or count.max > 1)


def _unplaced(doc: Document, slots: _Slots) -> _Slots:
    """Without a place that is carried from elsewhere: many places of detention lie in none of them."""
    if not slots.event.type.startswith(("coercion.detention", "site.")):
        return slots
    named = slots.place.passage if slots.place else None
    if named is None or doc.sentence_at(named.start).index == slots.event.sentence:
        return slots
    return replace(slots, place=None)


def _site(slots: _Slots, many: frozenset[int]) -> str | None:
    """The slug of the place of detention: its settlement where that was told, so that it is one in all languages."""
    if slots.event.site is None or slots.event.sentence in many:
        return None
    best = slots.place.best if slots.place else None
    if best is None or best.kind != "settlement":
        return slots.event.site
    return re.sub(r"[^a-z]+", "_", best.name.split(",")[0].lower()).strip("_") or slots.event.site


def _claim(report: Report, number: int, slots: _Slots, many: frozenset[int]) -> Claim:
    event = slots.event
    return Claim(
        id=f"c{number:02d}",
        report=report.id,
        type=event.type,
        passage=event.passage,
        side=slots.side.side,
        subside=slots.side.subside,
        status=slots.status.status if slots.status else None,
        modality=event.modality,
        hedge=event.hedge,
        speaker=slots.attribution.speaker,
        chain=slots.attribution.chain,
        place=slots.place,
        time=slots.time,
        count=slots.count,
        unit=slots.unit.text if slots.unit else None,
        site=_site(slots, many),
        conditions=slots.conditions.states,
        evidence=tuple(_evidence(slots)),
        confidence=event.confidence,
        reader=event.reader,
    )


def _states(claims: Iterable[Claim]) -> Iterable[SiteState]:
    for claim in claims:
        if claim.site and claim.modality == "asserted" and claim.type in _STATES:
            yield SiteState(claim.site, _STATES[claim.type], claim.ref, claim.time, claim.side)


def _rows(
    doc: Document,
    events: list[Event],
    published: Publication,
    places: list[Place],
    relations: list[Relation],
    times: list[Time],
) -> list[_Slots]:
    """The events with all that belongs to them."""
    whose = sides(doc, events, places)
    columns = zip(
        events,
        whose,
        attribute(doc, events, [found.side for found in whose]),
        event_places(doc, events, places, relations),
        event_times(doc, events, times, published),
        counts(doc, events),
        units(doc, events),
        conditions(doc, events),
        statuses(doc, events),
        strict=True,
    )
    return [_Slots(*row) for row in columns]


def _weighed(
    rows: list[_Slots], places: list[Place], published: Publication, fronts: Fronts
) -> tuple[list[_Slots], list[Place]]:
    """Places that could be several, weighed by the side and the day of what is told there."""
    found = by_front([(slots.place, slots.side.side, slots.time) for slots in rows], places, published, fronts)
    if not found:
        return rows, places

    def again(place: Place) -> Place:
        new = found.get(codes(place))
        return replace(place, candidates=new.candidates, why=new.why) if new else place

    return [replace(slots, place=again(slots.place)) if slots.place else slots for slots in rows], list(
        map(again, places)
    )


@lru_cache(maxsize=len(LANGUAGES))
def _keep(language: str) -> None:
    """Take what the first report of a language had loaded (patterns, lists, names) out of the collector's rounds.

    It lives as long as the process: to walk it again and again took a third of the time of a long run.
    """
    gc.freeze()


def readers_of(reader: str) -> frozenset[str]:
    """The readers that a word such as `both+model` names. Raises ExtractError for an unknown one."""
    named = frozenset(reader.replace("both", "rules+examples").split("+"))
    if not named <= READERS:
        raise ExtractError(f"There is no reader {reader}.", todo=f"Join {', '.join(sorted(READERS))} or both by +.")
    return named


def _events(
    doc: Document, named: frozenset[str], model: Model | None, learned: Learned | None
) -> tuple[list[Event], Marked | None]:
    """What the readers that were named find, in the order of the text."""
    events = find_events(doc) if "rules" in named else []
    if "examples" in named:
        heads = heads_of(learned.sentences) if learned else None
        events = reread(doc, events, alone="rules" not in named, heads=heads)
    events = [one for one in with_cause(doc, events) if not speaks_to_machines(doc, one.sentence)]
    marked = None
    if "model" in named:
        if model is None:
            raise ExtractError("The model reader needs a model.", todo="Add --model-url http://127.0.0.1:PORT/v1.")
        marked = mark(doc, model, events)
        events = [*events, *(event for event, _ in marked.events)]
    events.sort(key=lambda event: (event.passage.start, event.passage.end, event.type))
    return events, marked


def read(
    report: Report,
    terrain: Terrain,
    reader: str,
    model: Model | None = None,
    learned: Learned | None = None,
) -> Reading:
    """Everything that is read out of one report, in the order of its text; `reader` is as in `readers_of`.

    Of a report that holds no word of war only the language and the day are read.
    """
    named = readers_of(reader)
    if not may_tell(report.text, report.language):
        language = report.language if report.language in LANGUAGES else language_of(report.text)
        return Reading(report, language, stated(report) or publication(analyse(report)))
    doc = analyse(report)
    published = publication(doc)
    events, marked = _events(doc, named, model, learned)
    times = find_times(doc, published)
    places, relations = find_places(doc, terrain, published)
    rows = _rows(doc, events, published, places, relations, times) if events else []
    rows, places = _weighed(rows, places, published, terrain.fronts)
    many = frozenset(slots.event.sentence for slots in rows if _of_many(slots))
    rows = [_unplaced(doc, slots) if slots.event.sentence in many else slots for slots in rows]
    claims = tuple(_claim(report, number, slots, many) for number, slots in enumerate(rows, 1))
    if marked is not None:
        pairs = [(claim, marked.told(slots.event)) for claim, slots in zip(claims, rows, strict=True)]
        claims = tuple(with_told(claim, told, places, times) if told else claim for claim, told in pairs)
    _keep(doc.language)
    reading = Reading(
        report=report,
        language=doc.language,
        published=published,
        claims=tuple(explained(claim) for claim in claims),
        places=tuple(places),
        relations=tuple(relations),
        times=tuple(times),
        sites=tuple(_states(claims)),
        model=marked.run if marked else None,
    )
    return calibrated(reading, learned.calibration if learned else None)
