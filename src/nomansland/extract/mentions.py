"""Every number of a report that counts something, with its bounds and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document, Sentence, analyzer
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.extract.numbers import Item, Number, items_of, nouns, number_at
from nomansland.words import Count

_OPEN = "«“”\"'(„"
_STOP = frozenset(
    "the a an his her their its our my in on at by for with from to into as that which who was were is are be been has have had"
    " will would did do does could can may might should under over after before near and or but not than then when while if said says"
    " в во на по за с со к ко у о об от до из под над при и или но а не что как был были было есть это"
    " в у на по за з із зі до від при під над та і й або але не що як був були було є це про"
    " concern concerned".split()
)
_LOOK = 5
_PLURAL = frozenset({"dozens", "hundreds", "thousands"})
_PLURAL_FORMS = frozenset("сотни тысячи сотні тисячі".split())  # the genitive singular too, behind "about" and "over"
_PARTITIVE = frozenset("of из з із с-поміж з-поміж серед среди".split())
_FORMATIONS = frozenset("platoon company battalion brigade regiment".split())
_OF_PERSONS = frozenset({"person", "family", "child"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of the text: bounds, the unit it counts (None: not said), whether it stands without a noun (`bare`)."""

    min: int | None
    max: int | None
    unit: str | None
    approx: bool
    bare: bool
    start: int
    end: int
    sentence: int

    def count(self, doc: Document, unit: str) -> Count:
        """The count in a unit, with its passage."""
        return Count(self.min, self.max, unit, self.approx, None, doc.passage(self.start, self.end))


@lru_cache(maxsize=1)
def _around() -> dict[str, re.Pattern[str]]:
    data = load("counts", "words.yaml")
    out = {f"before.{name}": re.compile(rf"(?<!\w)(?:{body})\s*$") for name, body in data["before"].items()}
    out |= {f"after.{name}": re.compile(rf"[\s,]*(?:{body})(?!\w)") for name, body in data["after"].items()}
    out["ordinals"] = re.compile(rf"\s+(?:{data['ordinals']})(?!\w)")
    out["months"] = re.compile(rf"(?<!\w){data['months']}\.?\s+$")
    out["dated"] = re.compile(r"(?<!\w)(?:on|since|by|in|at|until|before|after|с|со|к|по|в|у|на|з|із|зі|до|після|после)\s+(?:the\s+)?$")
    out["article"] = re.compile(r"(?<!\w)(?:an?|one|the)\s+$")
    out["shared"] = re.compile(r"(?<!\w)(?:на|for|between|among|per)\s+$")
    out["not_after"] = re.compile(rf"(?<!\w)(?:{data['not_after']})\s*$")
    out["apart"] = re.compile(rf"(?<!\w)(?:{data['apart']})\s*$")
    out["relatives"] = re.compile(rf"(?<!\w)(?:{data['relatives']})(?:\s+of)?\s*$")
    return out


def find_counts(doc: Document) -> list[Mention]:
    """Every number of the report that counts something, in order; dates, ages, distances, money and articles are left out."""
    return [mention for sentence in doc.sentences for mention in mentions_of(doc, sentence)]


def mentions_of(doc: Document, sentence: Sentence) -> list[Mention]:
    """The numbers of one sentence."""
    text = folded(doc.text)
    items = items_of(text, sentence.start, sentence.end)
    out: list[Mention] = []
    at = 0
    while at < len(items):
        number = number_at(items, at)
        if number is None:
            at += 1
            continue
        found = _mention(text, sentence, items, at, number)
        if found is not None:
            out.append(found)
        at = number.after
    return out


def _mention(text: str, sentence: Sentence, items: list[Item], at: int, number: Number) -> Mention | None:
    around, before = _around(), text[max(sentence.start, number.start - 40) : number.start]
    if number.kind in ("dozen", "hundred", "thousand", "vague"):  # "more than a dozen": the article is no part of either
        before = around["article"].sub(lambda match: " " * len(match.group()), before)
    if _is_ordinal(items, number) or around["ordinals"].match(text, number.end) or around["not_after"].search(before) or around["apart"].search(before):
        return None
    if number.digits and around["months"].search(before):
        return None
    unit, noun_end, measure = _noun(text, items, number.after, number.kind == "people", sentence.language)
    if measure or ((unit is None or number.kind == "people") and around["shared"].search(before)):
        return None
    start, ahead = number.start, None
    if unit is None:
        ahead = _noun_before(text, items, at)
    if number.low == 1 and number.high is None and not number.digits:
        if unit is None and ahead is None and not _alone(items, number, sentence.language):
            return None
        if around["relatives"].search(before) or (unit in _FORMATIONS and items[number.after].text in _PARTITIVE):
            return None
    if unit is None and ahead is None and number.digits and 1900 <= number.low <= 2100 and "," not in items[at].text:
        return None
    if unit is None and ahead is None and number.digits and number.low < 100 and around["dated"].search(before):
        return None
    low, high, approx, start = _bounds(text, before, start, noun_end or number.end, number)
    if low is None and high is None:
        return None
    if ahead is not None:
        unit, approx = ahead, True
    end = noun_end or number.end
    return Mention(low, high, unit, approx, unit is None, start, end, sentence.index)


def _is_ordinal(items: list[Item], number: Number) -> bool:
    """Digits with a letter ending ("26-year-old", "9th", "198-го"), clock times, decimals and dates in digits."""
    if number.after < len(items):
        follows = items[number.after]
        if follows.start == number.end and number.digits:
            if follows.text in ("th", "st", "nd", "rd", "%", "°") or (follows.text.isalpha() and follows.text != "k"):
                return True
            after = items[number.after + 1] if number.after + 1 < len(items) else None
            if after is not None and after.start == follows.end:
                if follows.text in ":./," and after.text[0].isdigit():
                    return True
                if follows.text in "-‑/" and after.text[0].isalnum():
                    return after.text not in ("ти", "ми", "ро", "х", "odd", "м")
        if follows.text in "/)." and number.start == items[0].start and number.after + 1 < len(items):
            return True  # the number of a post in a thread or of an item in a list
    index = next((i for i, item in enumerate(items) if item.start == number.start), 0)
    before = items[index - 1] if index else None
    return before is not None and before.end == number.start and (before.text in ":./-" or before.text[-1].isalpha())


def _alone(items: list[Item], number: Number, language: str) -> bool:
    """"One" as a person: "one of them", "one was beaten", "ещё одному пообещали"."""
    follows = items[number.after].text if number.after < len(items) else ""
    if follows in ("of", "из", "з", "із", "was", "has", "had", "refused", "fled", ",", "who", "который", "який"):
        return True
    return language != "en" and is_verb(follows, language)


@lru_cache(maxsize=20_000)
def is_verb(word: str, language: str) -> bool:
    """Whether a word of Russian or Ukrainian is a finite verb or a short participle."""
    if not word[:1].isalpha():
        return False
    return analyzer(language).parse(word)[0].tag.POS in ("VERB", "PRTS", "INFN")


def _noun(text: str, items: list[Item], at: int, people: bool, language: str) -> tuple[str | None, int, bool]:
    """What a number counts: the unit and where its noun ends; whether it is a measure. `people`: it counts persons anyway."""
    units, phrases = nouns()
    partitive = False
    for index in range(at, min(at + _LOOK, len(items))):
        item = items[index]
        if item.text in ("them", "us", "those", "них", "нас", "вас", "этих", "цих"):
            return ("person", item.end, False) if partitive or index == at else (None, 0, False)
        if item.text in _PARTITIVE:
            partitive = True
            continue
        if partitive and item.text in ("which", "whom", "которых", "яких"):
            return _noun_to_the_left(text, items, at), 0, False
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
        if item.text in _OPEN or (partitive and item.text in _STOP):
            continue
        if item.text in _STOP or not (item.text[0].isalnum() or item.text in "-'") or item.value is not None:
            break
    return ("person", items[at - 1].end, False) if people else (None, 0, False)


def _noun_to_the_left(text: str, items: list[Item], at: int) -> str | None:
    """The noun that "of which" goes back to."""
    units, phrases = nouns()
    for item in reversed(items[max(0, at - 8) : at]):
        hit = phrases.at(text, item.start)
        if hit is not None and units[hit.entry] is not None:
            return units[hit.entry]
    return None


def _earlier(items: list[Item], index: int) -> bool:
    """"514 a year earlier": the year does not measure the number."""
    return any(item.text in ("earlier", "ранее", "раніше") for item in items[index + 1 : index + 3])


def _noun_before(text: str, items: list[Item], at: int) -> str | None:
    """The noun in front of its number, which makes it approximate: "человек сорок", "осіб зо тридцять"."""
    units, phrases = nouns()
    for index in (at - 1, at - 2):
        if index < 0 or not items[index].text[0].isalpha():
            return None
        if items[index].text in ("человек", "чел", "осіб", "чоловік", "людей", "бойцов", "бійців", "солдат", "военных", "душ"):
            hit = phrases.at(text, items[index].start)
            return units[hit.entry] if hit else None
        if items[index].text not in ("под", "за", "до", "около", "зо", "з", "із", "десь", "під", "так", "этак", "где-то"):
            return None
    return None


def _bounds(
    text: str, before: str, start: int, end: int, number: Number
) -> tuple[int | None, int | None, bool, int]:
    around = _around()
    if number.low < 1:
        return None, None, False, start
    low, high = int(number.low), int(number.high if number.high is not None else number.low)
    tail = text[number.end : number.end + 20]
    last = text[end : end + 20]
    if number.kind == "several":
        return low, None, low > 2, start
    cue = ""
    for name in ("least", "most", "more", "fewer", "nearly", "about"):
        match = around[f"before.{name}"].search(before)
        if match is not None:
            cue, start = name, start - len(before) + match.start()
            break
    if not cue and _is_plural(number, text):
        return low * 2, None, True, start
    if not cue:
        for name in ("least", "more", "about"):
            if around[f"after.{name}"].match(tail) or around[f"after.{name}"].match(last):
                cue = name
                break
    return *_cued(cue, low, high, number), start


def _is_plural(number: Number, text: str) -> bool:
    """"Dozens", "сотни": a multiple that nobody counted, so at least two of it."""
    bare = number.low in (10, 12, 100, 1000) and not number.digits and number.high is None
    return bare and (number.kind in _PLURAL or text[number.start : number.end] in _PLURAL_FORMS)


def _cued(cue: str, low: int, high: int, number: Number) -> tuple[int | None, int | None, bool]:
    ranged = number.high is not None
    if cue == "least" and not ranged:
        return low, None, False
    if cue == "more" and not ranged:
        return low + 1, None, False
    if cue == "most" and not ranged:
        return None, high, False
    if cue == "fewer" and not ranged:
        return None, max(high - 1, 0), False
    if cue == "nearly" and not ranged:
        return None, high, True
    return low, high, cue == "about" or number.kind == "vague"
