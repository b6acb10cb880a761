"""The phrases of a report that tell a side: people, armies, bodies, law, ground, and what turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.lexicon import Hit, Phrases, choice, folded, load
from nomansland.words import Evidence

SIDES = ("RF", "UA")
ANY = (*SIDES, "other")
OTHER = {"RF": "UA", "UA": "RF"}
# Said in passing, or of one place only: they neither carry on nor tell what the report is about.
PASSING = frozenset({"across", "home", "capital", "bearing", "none", "target", "captive", "stranger", "enemy", "soil"})
_OF_PEOPLE = frozenset({"people", "army", "power", "ours", "named", "ground", "home", "hint"})


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
    # "Ukraine's military intelligence" speaks of others and is no "Ukrainian military"; its officer is a man of it.
    both = len(SIDES) * len(data["both"])
    first = {i for i, entry in enumerate(entries) if entry.kind == "stranger" or (entry.kind == "hint" and i < both)}
    return entries, Phrases(phrases, lists, first)


def _own_words(phrase: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        phrase = phrase.replace("{" + name + "}", value)
    return phrase


@lru_cache(maxsize=1)
def past() -> Phrases:
    """Names and years of other wars."""
    return Phrases([[phrase for phrases in load("sides", "sides.yaml")["past"].values() for phrase in phrases]])


@dataclass(frozen=True, slots=True)
class _Turns:
    """What turns a cue round: an attack on those it names, a way over to them, their own words about others."""

    against: re.Pattern[str]
    towards: re.Pattern[str]
    says: re.Pattern[str]
    captives: Phrases
    enemies: Phrases
    across: Phrases


@lru_cache(maxsize=1)
def _turns() -> _Turns:
    data = load("sides", "sides.yaml")
    return _Turns(
        re.compile(rf"(?<!\w){data['against'].strip()}\s+(?:[\w'-]+\s+){{0,2}}$"),
        re.compile(rf"(?<!\w){data['towards'].strip()}\s+(?:the\s+)?$"),
        re.compile(rf"\s*,?\s*{data['says'].strip()}(?!\w)"),
        Phrases([data["captives"]]),
        Phrases([data["enemies"]]),
        Phrases([data["across"]]),
    )


def find_cues(doc: Document) -> list[Cue]:
    """Every side cue of the report, in order; whoever is attacked, or tells of others, speaks for the other side."""
    entries, phrases = _cues()
    text, weights = folded(doc.text), load("sides", "sides.yaml")["weights"]
    out = [_turned(doc, text, entries[hit.entry], hit) for hit in phrases.find(text)]
    out = [cue for cue in out if cue.weight]
    out += [_cue(doc, "other", "past", weights["past"], hit) for hit in past().find(text)]
    out += list(_opposites(doc, text, out))
    return sorted(out, key=lambda cue: cue.start)


def _cue(doc: Document, side: str, kind: str, weight: float, hit: Hit, subside: str | None = None) -> Cue:
    return Cue(side, kind, weight, hit.start, hit.end, doc.sentence_at(hit.start).index, subside)


# A country that opens an item of a list: "UKRAINE. The courts ...", "• Russia: ..."
_OPENS, _OVER = re.compile(r"(?:^|\n)[^\w\n]*$"), re.compile(r"\s*[.:](?=\s)|\s[—–-]\s")
_COUNTRY = re.compile(r"russia|rf\b|ukrain|ua\b|росси|росі|рф\b|украин|україн")
# A stretch of front is named after a town of one army and held by both.
_AXIS = re.compile(r"\s+(?:direction|axis|sector|front|напрям\w*|направлени\w*|участ\w*|ділян\w*)")


def _turned(doc: Document, text: str, entry: _Entry, hit: Hit) -> Cue:
    turns = _turns()
    side, kind, weight = entry.side, entry.kind, entry.weight
    if kind == "home" and _AXIS.match(text, hit.end):
        weight = 0.0
    if text[hit.start - 1 : hit.start] == ".":  # an address, "news.ua"
        weight = 0.0
    before = text[max(0, hit.start - 60) : hit.start]
    if _COUNTRY.match(text, hit.start) and _OVER.match(text, hit.end) and _OPENS.search(before):
        kind, weight = "heading", load("sides", "sides.yaml")["weights"]["heading"]
    elif kind in ("people", "named", "army", "ours") and (turns.against.search(before) or turns.towards.search(before)):
        kind, weight = "target", 1.6
    elif kind == "named" and turns.says.match(text, hit.end):
        kind, weight = "stranger", 0.4
    if kind in ("stranger", "target"):
        side = OTHER[side]
    return _cue(doc, side, kind, weight, hit, entry.subside)


def _opposites(doc: Document, text: str, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Captives are of the other side than the one that the report is about, an enemy of the other than who speaks."""
    turns, weights, whole = _turns(), load("sides", "sides.yaml")["weights"], totals(cues)
    if whole["RF"] != whole["UA"]:
        captors = "RF" if whole["RF"] > whole["UA"] else "UA"
        for hit in turns.captives.find(text):
            yield _cue(doc, OTHER[captors], "captive", weights["captive"], hit)
    for hit in turns.across.find(text):
        before = [cue for cue in cues if cue.start < hit.start and cue.side in OTHER and cue.kind in _OF_PEOPLE]
        if before:
            yield _cue(doc, OTHER[before[-1].side], "across", weights["across"], hit)
    for hit in turns.enemies.find(text):
        speaker = _speaker(doc, cues, hit)
        if speaker is not None:
            yield _cue(doc, OTHER[speaker], "enemy", weights["enemy"], hit)


def _speaker(doc: Document, cues: Sequence[Cue], hit: Hit) -> str | None:
    sentence = doc.sentence_at(hit.start)
    for cue in reversed([cue for cue in cues if cue.sentence == sentence.index and cue.start < hit.start]):
        if cue.kind in ("army", "power", "people", "hint") and cue.side in OTHER:
            return cue.side
        if cue.kind == "stranger":
            return OTHER[cue.side]
    return {"uk": "UA", "ru": "RF"}.get(sentence.language)


@lru_cache(maxsize=1)
def _anchors() -> Phrases:
    return Phrases(load("sides", "sides.yaml")["anchors"])


def anchors_of(doc: Document) -> list[frozenset[int]]:
    """For each sentence the things it names that a report may go back to ("the brigade", "the camp"), as numbers."""
    found: list[set[int]] = [set() for _ in doc.sentences]
    for hit in _anchors().find(folded(doc.text)):
        found[doc.sentence_at(hit.start).index].add(hit.entry)
    return [frozenset(things) for things in found]


def totals(cues: Sequence[Cue], until: int | None = None) -> dict[str, float]:
    """The weight of each side over the whole report; what comes after sentence `until` weighs a third."""
    out = dict.fromkeys(ANY, 0.0)
    for cue in cues:
        if cue.kind not in PASSING:
            out[cue.side] += cue.weight * (0.3 if until is not None and cue.sentence > until else 1.0)
    return out


_KINDS = {
    "soil": "lies in the {side} side's country",
    "people": "names people of the {side} side",
    "army": "names the army of the {side} side",
    "power": "is a body, law or formation of the {side} side",
    "ground": "is where the {side} side holds people",
    "home": "is where people of the {side} side come from or serve",
    "bearing": "is of the {side} side",
    "none": "says nothing of whose people are meant",
    "heading": "stands over what is told, so of the {side} side",
    "capital": "names the {side} side's country",
    "stranger": "speaks of the other side, so of the {side} side",
    "named": "names people of the {side} side",
    "ours": "is how people of the {side} side speak of their own",
    "hint": "is more usual on the {side} side",
    "target": "is whom they are to fight, so they are of the {side} side",
    "past": "is another war",
    "enemy": "is the enemy of who speaks, so of the {side} side",
    "across": "turns to the other side, so to the {side} side",
    "captive": "are held by the other side, so they are of the {side} side",
}


def cue_evidence(doc: Document, cue: Cue) -> Evidence:
    """Why a cue bears on the side."""
    passage = doc.passage(cue.start, cue.end)
    return Evidence("side", passage, f"'{passage.quote}' " + _KINDS[cue.kind].format(side=cue.side))
