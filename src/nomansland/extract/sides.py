"""On which side the people of an event stand.

Every side cue of the report is found once. Each event then weighs the cues by where they stand: its own clause, its
sentence, the sentences before it (what was last spoken of carries on, weaker with each sentence), and the report as a
whole. The outlet is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Phrases, choice, folded, load
from nomansland.words import Evidence

SIDES = ("RF", "UA")


@dataclass(frozen=True, slots=True)
class SideFound:
    """The side of the people concerned: RF, UA, both, other or None, its sub-side, and what it was read from."""

    side: str | None
    subside: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells a side, and how strongly."""

    side: str
    kind: str
    weight: float
    start: int
    end: int
    sentence: int
    subside: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    side: str
    kind: str
    weight: float
    subside: str | None


@lru_cache(maxsize=1)
def _cues() -> tuple[list[_Entry], Phrases]:
    data = load("sides", "sides.yaml")
    weights, lists = data["weights"], {name: choice(words) for name, words in data["lists"].items()}
    entries: list[_Entry] = []
    phrases: list[list[str]] = []
    for side in SIDES:
        for row in data["both"]:
            entries.append(_Entry(side, row["kind"], weights[row["kind"]], None))
            phrases.append([_own_words(phrase, data["words"][side]) for phrase in row["phrases"]])
    for row in data["own"]:
        entries.append(_Entry(row["side"], row["kind"], weights[row["kind"]], row.get("subside")))
        phrases.append(row["phrases"])
    return entries, Phrases(phrases, lists)


def _own_words(phrase: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        phrase = phrase.replace("{" + name + "}", value)
    return phrase


@lru_cache(maxsize=1)
def _past() -> Phrases:
    return Phrases([[phrase for phrases in load("sides", "sides.yaml")["past"].values() for phrase in phrases]])


@lru_cache(maxsize=1)
def _subsides() -> tuple[list[str], Phrases]:
    data = load("sides", "sides.yaml")["subsides"]
    return list(data), Phrases(list(data.values()))


def find_cues(doc: Document) -> list[Cue]:
    """Every side cue of the report, in order."""
    entries, phrases = _cues()
    out = []
    for hit in phrases.find(folded(doc.text)):
        entry = entries[hit.entry]
        sentence = doc.sentence_at(hit.start).index
        # Who speaks of the other side tells of that other side.
        side = SIDES[entry.side == "RF"] if entry.kind == "stranger" else entry.side
        out.append(Cue(side, entry.kind, entry.weight, hit.start, hit.end, sentence, entry.subside))
    return out


# How much of a cue's weight remains: in the event's own words, elsewhere in its sentence, and for each sentence before
# it. A paragraph break takes as much again. The report as a whole only breaks a tie. Where people come from is said of
# those in the same sentence and carries on to no other.
CLAUSE, SENTENCE, CARRY, PARAGRAPH, WHOLE = 2.0, 1.0, 0.6, 0.7, 0.04
REACH = 8
CLEAR = 1.12


def sides(doc: Document, events: Sequence[Event]) -> list[SideFound]:
    """The side of each event, aligned with `events`."""
    cues = find_cues(doc)
    return [_side(doc, event, cues) for event in events]


def _nearness(doc: Document, event: Event, cue: Cue) -> float:
    if event.passage.start <= cue.start < event.passage.end:
        return CLAUSE
    back = event.sentence - cue.sentence
    if back == 0:
        return SENTENCE
    if not 0 < back <= REACH or cue.kind in ("home", "capital"):
        return WHOLE
    breaks = doc.sentences[event.sentence].paragraph - doc.sentences[cue.sentence].paragraph
    return max(WHOLE, CARRY**back * PARAGRAPH**breaks)


def _side(doc: Document, event: Event, cues: list[Cue]) -> SideFound:
    other = _of_the_past(doc, event)
    if other is not None:
        return other
    scores = {side: 0.0 for side in SIDES}
    best: dict[str, tuple[float, Cue]] = {}
    for cue in cues:
        share = cue.weight * _nearness(doc, event, cue)
        scores[cue.side] += share
        if share > best.get(cue.side, (0.0, cue))[0]:
            best[cue.side] = (share, cue)
    if event.type.startswith("truce."):
        return SideFound("both", None, tuple(_evidence(doc, best[side][1]) for side in SIDES if side in best))
    first, second = sorted(SIDES, key=lambda side: -scores[side])
    if first not in best or scores[first] < CLEAR * scores[second]:
        return SideFound(None)
    return SideFound(first, _subside(doc, event), (_evidence(doc, best[first][1]),))


def _of_the_past(doc: Document, event: Event) -> SideFound | None:
    if event.modality != "historical":
        return None
    sentence = doc.sentences[event.sentence]
    for hit in _past().find(folded(doc.text), sentence.start, sentence.end):
        passage = doc.passage(hit.start, hit.end)
        return SideFound("other", None, (Evidence("side", passage, f"'{passage.quote}' is another war"),))
    return SideFound("other")


_KINDS = {
    "people": "names people of the {side} side",
    "army": "names the army of the {side} side",
    "power": "is a body, law or formation of the {side} side",
    "ground": "is where the {side} side holds people",
    "home": "is where people of the {side} side come from or serve",
    "capital": "names the {side} side's country",
    "stranger": "speaks of the other side",
}


def _evidence(doc: Document, cue: Cue) -> Evidence:
    passage = doc.passage(cue.start, cue.end)
    return Evidence("side", passage, f"'{passage.quote}' " + _KINDS[cue.kind].format(side=cue.side))


def _subside(doc: Document, event: Event) -> str | None:
    names, phrases = _subsides()
    text, sentence = folded(doc.text), doc.sentences[event.sentence]
    for start, end in ((event.passage.start, event.passage.end), (sentence.start, sentence.end)):
        for hit in phrases.find(text, start, end):
            return names[hit.entry]
    return None


def evidence_of(found: Sequence[SideFound]) -> Iterator[Evidence]:
    """All the evidence of several findings, in order."""
    for one in found:
        yield from one.evidence
