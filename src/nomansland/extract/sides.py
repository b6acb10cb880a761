"""On which side the people of an event stand.

Every side cue of the report is found once. Each event then weighs the cues by where they stand: its own clause, its
sentence, the sentences before it (what was last spoken of carries on, weaker with each sentence), and the report as a
whole. The outlet is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Phrases, choice, folded, load
from nomansland.words import Evidence

SIDES = ("RF", "UA")
ANY = (*SIDES, "other")
_OTHER = {"RF": "UA", "UA": "RF"}


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
    # "Ukraine's military intelligence" speaks of others: it is no "Ukrainian military".
    first = {index for index, entry in enumerate(entries) if entry.kind == "stranger"}
    return entries, Phrases(phrases, lists, first)


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


@lru_cache(maxsize=1)
def _turns() -> tuple[re.Pattern[str], re.Pattern[str], Phrases]:
    """What turns a cue: an attack on those it names, their own words about others, and the noun of captives."""
    data = load("sides", "sides.yaml")
    against = re.compile(rf"(?<!\w){data['against'].strip()}\s+(?:[\w'-]+\s+){{0,2}}$")
    return against, re.compile(rf"\s*,?\s*{data['says'].strip()}(?!\w)"), Phrases([data["captives"]])


def find_cues(doc: Document) -> list[Cue]:
    """Every side cue of the report, in order; a cue that is attacked, or that tells of others, speaks for the other side."""
    entries, phrases = _cues()
    against, says, captives = _turns()
    text = folded(doc.text)
    out = []
    for hit in phrases.find(text):
        entry = entries[hit.entry]
        side, kind, weight = entry.side, entry.kind, entry.weight
        if kind in ("people", "named", "army") and against.search(text, max(0, hit.start - 60), hit.start):
            kind, weight = "target", 1.6
        elif kind == "named" and says.match(text, hit.end):
            kind, weight = "stranger", 0.4
        if kind in ("stranger", "target"):
            side = _OTHER[side]
        sentence = doc.sentence_at(hit.start).index
        out.append(Cue(side, kind, weight, hit.start, hit.end, sentence, entry.subside))
    weights = load("sides", "sides.yaml")["weights"]
    for hit in _past().find(text):
        out.append(Cue("other", "past", weights["past"], hit.start, hit.end, doc.sentence_at(hit.start).index))
    whole = _totals(out)
    if whole["RF"] != whole["UA"]:
        # Those who are held as captives belong to the other side than the one that the report is about.
        other = "UA" if whole["RF"] > whole["UA"] else "RF"
        for hit in captives.find(text):
            sentence = doc.sentence_at(hit.start).index
            out.append(Cue(other, "captive", weights["captive"], hit.start, hit.end, sentence))
    return out


def _totals(cues: Sequence[Cue]) -> dict[str, float]:
    return {side: sum(cue.weight for cue in cues if cue.side == side and cue.kind not in _PASSING) for side in ANY}


# How much of a cue's weight remains: in the event's own words, before them in its sentence, behind them, in another event's words to
# the right of it, and for each sentence before it. A paragraph break takes as much again. The report as a whole only
# breaks a tie. Where people come from is said of those in the same sentence and carries on to no other.
CLAUSE, SUBJECT, SENTENCE, ELSEWHERE, CARRY, PARAGRAPH = 2.0, 1.4, 1.0, 0.25, 0.7, 0.7
WHOLE = 0.8
REACH = 8
CLEAR = 1.12
_PASSING = frozenset({"home", "capital", "target", "captive", "stranger"})


def sides(doc: Document, events: Sequence[Event]) -> list[SideFound]:
    """The side of each event, aligned with `events`."""
    cues = find_cues(doc)
    return [_side(doc, event, cues, events) for event in events]


def _nearness(doc: Document, event: Event, cue: Cue, events: Sequence[Event]) -> float:
    if event.passage.start <= cue.start < event.passage.end:
        return CLAUSE
    back = event.sentence - cue.sentence
    if back == 0:
        beyond = cue.start >= event.passage.end and any(
            one.passage.start <= cue.start < one.passage.end for one in events if one.sentence == event.sentence
        )
        return ELSEWHERE if beyond else SUBJECT if cue.start < event.passage.start else SENTENCE
    if not 0 < back <= REACH or cue.kind in _PASSING - {"captive", "stranger"}:
        return 0.0
    breaks = doc.sentences[event.sentence].paragraph - doc.sentences[cue.sentence].paragraph
    return float(CARRY**back * PARAGRAPH**breaks)


def _side(doc: Document, event: Event, cues: list[Cue], events: Sequence[Event]) -> SideFound:
    other = _of_the_past(doc, event)
    if other is not None:
        return other
    scores = dict.fromkeys(ANY, 0.0)
    best: dict[str, tuple[float, Cue]] = {}
    whole = _totals(cues)
    total = sum(whole.values())
    for cue in cues:
        share = cue.weight * _nearness(doc, event, cue, events)
        scores[cue.side] += share
        # Where nothing near tells, the strongest cue of the report is the evidence.
        if (share, cue.weight) > (best[cue.side][0], best[cue.side][1].weight) if cue.side in best else True:
            best[cue.side] = (share, cue)
    if event.type.startswith("truce."):
        return SideFound("both", None, tuple(_evidence(doc, best[side][1]) for side in SIDES if side in best))
    for side in ANY:
        scores[side] += WHOLE * whole[side] / total if total else 0.0
    first, second, _ = sorted(ANY, key=lambda side: -scores[side])
    if first not in best:
        return _by_language(doc, event)
    if scores[first] < CLEAR * scores[second]:
        return SideFound(None)
    return SideFound(first, None if first == "other" else _subside(doc, event), (_evidence(doc, best[first][1]),))


def _by_language(doc: Document, event: Event) -> SideFound:
    """A report that names neither side tells, as a rule, of the people who speak its language."""
    side = {"ru": "RF", "uk": "UA"}.get(doc.language)
    if side is None:
        return SideFound(None)
    reason = f"nothing in the report names a side; its language is the {side} side's"
    return SideFound(side, _subside(doc, event), (Evidence("side", event.passage, reason),))


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
    "stranger": "speaks of the other side, so of the {side} side",
    "named": "names people of the {side} side",
    "ours": "is how people of the {side} side speak of their own",
    "hint": "is more usual on the {side} side",
    "target": "is whom they are to fight, so they are of the {side} side",
    "past": "is another war",
    "captive": "are held by the other side, so they are of the {side} side",
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
