"""What a number of the text counts."""

from __future__ import annotations

from functools import lru_cache

from nomansland.extract.document import analyzer
from nomansland.extract.lexicon import load
from nomansland.extract.numbers import Item, nouns

_OPEN = "«“”\"'(„"
_LOOK = 5
PARTITIVE = frozenset("of из з із с-поміж з-поміж серед среди".split())
_OF_PERSONS = frozenset({"person", "family", "child", "agent"})
_THEM = frozenset("them us those них нас вас этих цих".split())
_WHICH = frozenset("which whom которых яких".split())
_EARLIER = frozenset("earlier ранее раніше".split())
_PEOPLE = frozenset("человек чел осіб чоловік людей бойцов бійців солдат военных душ".split())
_BETWEEN = frozenset("под за до около зо з із десь під так этак где-то".split())


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    """Words that end the search for a number's noun."""
    return frozenset(str(load("counts", "words.yaml")["stops"]).split())


@lru_cache(maxsize=50_000)
def tag_of(word: str, language: str) -> tuple[str, str]:
    """Part of speech of a Russian or Ukrainian word in the analyser's own code; `plur` or its gender."""
    tag = analyzer(language).parse(word)[0].tag
    return str(tag.POS or ""), "plur" if tag.number == "plur" else str(tag.gender or "")


def is_verb(word: str, language: str) -> bool:
    """Whether a word of Russian or Ukrainian is a finite verb, an infinitive or a short participle."""
    return word[:1].isalpha() and tag_of(word, language)[0] in ("VERB", "PRTS", "INFN")


def _ends_search(word: str, language: str) -> bool:
    """A verb, a preposition or a noun that is in no list: whatever follows is not what is counted."""
    return word[:1].isalpha() and tag_of(word, language)[0] in ("VERB", "PRTS", "INFN", "PREP", "NOUN", "CONJ")


def noun_after(text: str, items: list[Item], at: int, people: bool, language: str) -> tuple[str | None, int, bool]:
    """What a number counts: the unit and where its noun ends; whether it is a measure. `people`: persons anyway."""
    units, phrases = nouns()
    partitive = False
    for index in range(at, min(at + _LOOK, len(items))):
        item = items[index]
        if item.text in _THEM:
            return ("person", item.end, False) if partitive or index == at else (None, 0, False)
        if item.text in PARTITIVE and index == at:
            partitive = True
            continue
        if partitive and item.text in _WHICH:
            return _noun_of_which(text, items, at), 0, False
        if language != "en" and index > at and is_verb(item.text, language):
            break
        hit = phrases.at(text, item.start)
        if hit is not None:
            unit = units[hit.entry]
            if unit is None and _earlier(items, index):
                break
            if people and unit is not None and unit not in _OF_PERSONS:
                break
            return unit, hit.end, unit is None
        if language != "en" and _ends_search(item.text, language):
            break
        if item.text in _OPEN or (partitive and item.text in _stops()):
            continue
        if item.text in _stops() or not (item.text[0].isalnum() or item.text in "-'") or item.value is not None:
            break
    return ("person", items[at - 1].end, False) if people else (None, 0, False)


def _noun_of_which(text: str, items: list[Item], at: int) -> str | None:
    """The noun that "of which" goes back to."""
    units, phrases = nouns()
    for item in reversed(items[max(0, at - 8) : at]):
        hit = phrases.at(text, item.start)
        if hit is not None and units[hit.entry] is not None:
            return units[hit.entry]
    return None


def _earlier(items: list[Item], index: int) -> bool:
    """Whether a year only compares: "514 a year earlier"."""
    return any(item.text in _EARLIER for item in items[index + 1 : index + 3])


def noun_before(text: str, items: list[Item], at: int) -> str | None:
    """The noun in front of its number, which makes it approximate: "человек сорок", "осіб зо тридцять"."""
    units, phrases = nouns()
    for index in (at - 1, at - 2):
        if index < 0 or not items[index].text[0].isalpha():
            return None
        if items[index].text in _PEOPLE:
            hit = phrases.at(text, items[index].start)
            return units[hit.entry] if hit else None
        if items[index].text not in _BETWEEN:
            return None
    return None
