"""On which side the people of an event stand.

Every side cue of the report is found once. Each event then weighs the cues by where they stand: its own clause, its
sentence, the sentences before it (what was last spoken of carries on, weaker with each sentence), and the report as a
whole. The outlet is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.cues import ANY, SIDES, Cue, anchors_of, cue_evidence, find_cues, past, totals
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Phrases, folded, load
from nomansland.extract.soil import AT_HOME, soil_cues
from nomansland.words import Evidence, Place

_SUBSIDES = {"PMC": "RF", "STORM": "RF", "ROSGV": "RF", "LPR": "RF", "DPR": "RF", "TRO": "UA", "NGU": "UA"}


@dataclass(frozen=True, slots=True)
class SideFound:
    """The side of the people concerned: RF, UA, both, other or None, its sub-side, and what it was read from."""

    side: str | None
    subside: str | None = None
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=1)
def _subsides() -> tuple[list[str], Phrases]:
    data = load("sides", "sides.yaml")["subsides"]
    return list(data), Phrases(list(data.values()))


# How much of a cue's weight remains: in the event's own words, before them in its sentence, behind them, in another
# event's words to the right of it, and for each sentence before it. A paragraph break takes as much again. The report
# as a whole only breaks a tie. Where people come from carries on by half, what is said in passing not at all.
CLAUSE, SUBJECT, SENTENCE, ELSEWHERE, CARRY, PARAGRAPH = 2.0, 1.4, 1.0, 0.25, 0.7, 0.7
# A cue beside the thing that the event goes back to ("the brigade", "the camp") stays as near as one sentence.
ANCHOR = 0.7
SPEAKS = 1.5
WHOLE = 0.8
REACH = 8
# Where people are driven is seldom where they come from; this many characters behind the moving it may be named.
TAKEN, BEHIND = 0.3, 40
_MOVES = frozenset({"coercion.transfer", "coercion.forced_return"})
CLEAR = 1.12


def sides(doc: Document, events: Sequence[Event], places: Sequence[Place] = ()) -> list[SideFound]:
    """The side of each event, aligned with `events`; `places` are those of the report, resolved."""
    cues, anchors = find_cues(doc), anchors_of(doc)
    cues += soil_cues(doc, places, cues)
    return [_side(doc, event, cues, events, anchors) for event in events]


def _nearness(
    doc: Document, event: Event, cue: Cue, events: Sequence[Event], anchors: Sequence[frozenset[int]]
) -> float:
    if cue.kind == "soil" and not event.type.startswith(AT_HOME):
        return 0.0
    if event.passage.start <= cue.start < event.passage.end:
        return CLAUSE
    back = event.sentence - cue.sentence
    if back == 0:
        # Another war is told of in its own clause only.
        beyond = (cue.start >= event.passage.end or cue.kind == "past") and any(
            one.passage.start <= cue.start < one.passage.end for one in events if one.sentence == event.sentence
        )
        return ELSEWHERE if beyond else SUBJECT if cue.start < event.passage.start else SENTENCE
    if not 0 < back <= REACH or cue.kind in ("capital", "target", "soil"):
        return 0.0
    if anchors[event.sentence] & anchors[cue.sentence]:
        return ANCHOR if cue.kind not in ("home", "bearing") else ANCHOR / 2
    breaks = doc.sentences[event.sentence].paragraph - doc.sentences[cue.sentence].paragraph
    return float(CARRY**back * PARAGRAPH**breaks) * (0.5 if cue.kind in ("home", "bearing", "across") else 1.0)


def _taken_there(cue: Cue, events: Sequence[Event]) -> bool:
    return cue.kind == "home" and any(
        one.type in _MOVES
        and one.sentence == cue.sentence
        and cue.start - one.passage.start > 0
        and cue.start < one.passage.end + BEHIND
        for one in events
    )


def _side(
    doc: Document, event: Event, cues: list[Cue], events: Sequence[Event], anchors: Sequence[frozenset[int]]
) -> SideFound:
    other = _of_the_past(doc, event)
    if other is not None:
        return other
    scores = dict.fromkeys(ANY, 0.0)
    best: dict[str, tuple[float, Cue]] = {}
    whole = totals(cues, event.sentence)
    total = sum(whole.values())
    for cue in cues:
        # Who denies or confirms for a capital is a power, whatever the capital is elsewhere.
        speaks = cue.kind == "capital" and event.type == "response.denial"
        share = (SPEAKS if speaks else cue.weight) * _nearness(doc, event, cue, events, anchors)
        share *= TAKEN if _taken_there(cue, events) else 1.0
        scores[cue.side] += share
        # Where nothing near tells, the strongest cue of the report is the evidence.
        if (share, cue.weight) > (best[cue.side][0], best[cue.side][1].weight) if cue.side in best else True:
            best[cue.side] = (share, cue)
    if event.type.startswith("truce."):
        reason = "it takes men of both sides"
        shown = tuple(cue_evidence(doc, best[side][1]) for side in SIDES if side in best)
        return SideFound("both", None, shown or (Evidence("side", event.passage, reason),))
    for side in ANY:
        scores[side] += WHOLE * whole[side] / total if total else 0.0
    first, second, _ = sorted(ANY, key=lambda side: -scores[side])
    if first not in best:
        return _by_language(doc, event)
    if scores[first] < CLEAR * scores[second]:
        return SideFound(None)
    subside, why = (None, ()) if first == "other" else _subside(doc, event, first)
    return SideFound(first, subside, (cue_evidence(doc, best[first][1]), *why))


def _by_language(doc: Document, event: Event) -> SideFound:
    """A report that names neither side tells, as a rule, of the people who speak its language."""
    side = {"ru": "RF", "uk": "UA"}.get(doc.language)
    if side is None:
        return SideFound(None)
    reason = f"nothing in the report names a side; its language is the {side} side's"
    subside, why = _subside(doc, event, side)
    return SideFound(side, subside, (Evidence("side", event.passage, reason), *why))


def _of_the_past(doc: Document, event: Event) -> SideFound | None:
    if event.modality != "historical":
        return None
    sentence = doc.sentences[event.sentence]
    for hit in past().find(folded(doc.text), sentence.start, sentence.end):
        passage = doc.passage(hit.start, hit.end)
        return SideFound("other", None, (Evidence("side", passage, f"'{passage.quote}' is another war"),))
    return SideFound("other", None, (Evidence("side", event.passage, "it is told of another war"),))


def _subside(doc: Document, event: Event, side: str) -> tuple[str | None, tuple[Evidence, ...]]:
    names, phrases = _subsides()
    text, sentence = folded(doc.text), doc.sentences[event.sentence]
    for start, end in ((event.passage.start, event.passage.end), (sentence.start, sentence.end)):
        for hit in phrases.find(text, start, end):
            name = names[hit.entry]
            # A penal unit is mostly where men are threatened to be sent, not where they come from.
            threat = name == "STORM" and event.type == "coercion.forced_return"
            if _SUBSIDES[name] == side and not threat:
                passage = doc.passage(hit.start, hit.end)
                return name, (Evidence("subside", passage, f"“{passage.quote}” names {name}"),)
    return None, ()
