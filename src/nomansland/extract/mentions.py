"""Every number of a report that counts something, with its bounds and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.countnouns import PARTITIVE, is_verb, noun_after, noun_before
from nomansland.extract.document import Document, Sentence
from nomansland.extract.lexicon import folded, load
from nomansland.extract.numbers import Item, Number, items_of, number_at
from nomansland.words import Count

_PLURAL = frozenset({"dozens", "hundreds", "thousands"})
_PLURAL_FORMS = frozenset("сотни тысячи сотні тисячі".split())  # the genitive singular too, behind "about" and "over"
_FORMATIONS = frozenset("platoon company battalion brigade regiment".split())
_MANY = re.compile(r"(?:s|бригад|рот|взводов|батальонов|полков|взводів|батальйонів|полків)$")
_FEW = re.compile(r"(?:роты|взвода|батальона|полка|роти|взводи|батальйони|полки|бригады|бригади)$")
_DAY_TOLD = re.compile(r"\d\s+[а-яіїєґ]+\s+$")
_HALF = re.compile(r"\s+(?:с половиной|з половиною|and a half)\b")
_ASIDE = re.compile(r"[a-zа-яіїєґ.»”\"],\s$")
_ENDS = re.compile(r"\s*(?:[,;)]|\.(?!\d)|$)")
_AND_OTHERS = re.compile(r"(?<!soldiers)(?<!comrades)(?<!friends)(?<!privates)(?<!men)\s+and\s+$")
_OTHERS = re.compile(r"\s+(?:others|more men|more soldiers|comrades)\b")
_INDEFINITE = frozenset({"dozen", "hundred", "thousand", "vague"})


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

    def count(self, doc: Document, unit: str, scope: str | None = None) -> Count:
        """The count in a unit, with its passage."""
        return Count(self.min, self.max, unit, self.approx, scope, doc.passage(self.start, self.end))


@lru_cache(maxsize=1)
def _around() -> dict[str, re.Pattern[str]]:
    data = load("counts", "words.yaml")
    out = {
        f"before.{name}": re.compile(rf"(?<!\w)(?:{body})(?:\s+(?:о|об|про|с|із|з))?\s*$")
        for name, body in data["before"].items()
    }
    out |= {f"after.{name}": re.compile(rf"[\s,]*(?:{body})(?!\w)") for name, body in data["after"].items()}
    out["for"] = re.compile(r"(?<!\w)(?:for|between|among|per)\s+$")
    out["cases"] = re.compile(r"(?<!\w)(?:дел[ао]?|справ[иу]?|завел|возбу|завод|відкри|поруш|оформ|состав|склал|напал)")
    out["besides"] = re.compile(rf"(?<!\w)(?:{data['besides']})\s*$")
    out["base"] = re.compile(
        r"(?:(?:^|[.,;:(—–]\s*)(?:of|out of|из|з|із)|\d\s+(?:of|out of|из|з|із)"
        r"|\b(?:один|одна|одного|одну|двое|трое|четверо|пятеро|шестеро|семеро|двоє|троє|п'ятеро|one|two|three|four|five|six)"
        r"\s+(?:of|out of|из|з|із))"
        r"\s+(?:(?:the|all|other|remaining|всех|усіх|[\w'-]+'s)\s+){0,2}$"
    )
    out["ordinals"] = re.compile(rf"\s+(?:{data['ordinals']})(?!\w)")
    out["months"] = re.compile(rf"(?<!\w){data['months']}\.?\s+$")
    out["dated"] = re.compile(
        r"(?<!\w)(?:on|since|by|in|at|until|before|after|с|со|к|по|в|у|на|з|із|зі|до|після|после)\s+(?:the\s+)?$"
    )
    out["article"] = re.compile(r"(?<!\w)(?:an?|one|the)\s+$")
    out["shared"] = re.compile(r"(?<!\w)(?:на|for|between|among|per)\s+$")
    out["not_after"] = re.compile(rf"(?<!\w)(?:{data['not_after']})\s*$")
    out["apart"] = re.compile(rf"(?<!\w)(?:{data['apart']})\s*$")
    out["relatives"] = re.compile(rf"(?<!\w)(?:{data['relatives']})(?:\s+of)?\s*$")
    return out


def find_counts(doc: Document) -> list[Mention]:
    """Every number of the report that counts something, in order; no dates, ages, distances, money, articles."""
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
    if number.kind in _INDEFINITE:  # "more than a dozen": the article is no part of either
        before = around["article"].sub(lambda match: " " * len(match.group()), before)
    if _is_ordinal(items, number) or around["ordinals"].match(text, number.end) or _is_name(before, number):
        return None
    if (before.endswith(("not ", "every ")) and number.low == 1) or _is_age(text, before, number):
        return None
    unit, noun_end, measure = noun_after(text, items, number.after, number.kind == "people", sentence.language)
    if measure or _HALF.match(text, number.end) or _is_share(text, before, number, unit):
        return None
    if (
        unit in _FORMATIONS
        and number.digits
        and number.low > 1
        and not _is_plural_noun(text[noun_end - 14 : noun_end], number)
    ):
        return None  # "45 бригады": the number is the brigade's name
    ahead = noun_before(text, items, at) if unit is None else None
    counted = unit or ahead
    if number.low == 1 and number.high is None and not _is_one(items, number, counted, before, sentence.language):
        return None
    if counted is None and number.digits and _is_date(items[at], number, before):
        return None
    low, high, approx, start = _bounds(text, before, number.start, noun_end or number.end, number)
    if low is None and high is None:
        return None
    end = noun_end or number.end
    return Mention(low, high, counted, approx or ahead is not None, counted is None, start, end, sentence.index)


def _is_age(text: str, before: str, number: Number) -> bool:
    """Whether digits set off behind a person are an age: "the youngest, 22, was ..."."""
    aside = number.digits and 15 < number.low < 80 and number.high is None and _ASIDE.search(before) is not None
    return aside and _ENDS.match(text, number.end) is not None


def _is_plural_noun(noun: str, number: Number) -> bool:
    return _MANY.search(noun) is not None or (number.low < 5 and _FEW.search(noun) is not None)


def _is_share(text: str, before: str, number: Number, unit: str | None) -> bool:
    """Whether something is told to be for so many: "one bottle for six", "автомат на троих"; not "дела на троих"."""
    around = _around()
    if number.high is not None or around["shared"].search(before) is None:
        return False
    return around["for"].search(before) is not None or (
        (unit is None or number.kind == "people")
        and around["cases"].search(text, number.start - 25, number.end + 25) is None
    )


def _is_name(before: str, number: Number) -> bool:
    """Whether the words before make it a label, a date, or those who are left out: "Article 337", "all but seven"."""
    around = _around()
    if around["not_after"].search(before) or around["apart"].search(before) or around["base"].search(before):
        return True  # the whole that a part is told of counts nobody who acted: "of the 300 men, 42 ..."
    if not number.digits or around["months"].search(before) is None:
        return False
    # "13 лютого 38 бійців": the day is told already, and 38 is no year
    return number.low >= 1900 or _DAY_TOLD.search(before) is None


def _is_date(item: Item, number: Number, before: str) -> bool:
    """Whether digits without a noun are a year, or a day behind a preposition."""
    if 1900 <= number.low <= 2100 and "," not in item.text:
        return True
    return number.low < 100 and _around()["dated"].search(before) is not None


def _is_one(items: list[Item], number: Number, counted: str | None, before: str, language: str) -> bool:
    """Whether "one" counts: not "the father of one of them", "soldiers of one of the battalions"."""
    if counted is None and not number.digits and not _alone(items, number, language):
        return False
    if _around()["relatives"].search(before) and not number.digits:
        return False
    return not (counted in _FORMATIONS and items[number.after].text in PARTITIVE)


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
    """Whether "one" is a person: "one of them", "one was beaten", "ещё одному пообещали"."""
    follows = items[number.after].text if number.after < len(items) else ""
    if follows in ("of", "из", "з", "із", "was", "has", "had", "refused", "fled", ",", "who", "который", "який"):
        return True
    return language != "en" and is_verb(follows, language)


def _bounds(text: str, before: str, start: int, end: int, number: Number) -> tuple[int | None, int | None, bool, int]:
    around = _around()
    if number.low < 1:
        return None, None, False, start
    low, high = int(number.low), int(number.high if number.high is not None else number.low)
    besides = around["besides"].search(before)
    if besides is not None:
        low, high, start = low + 1, high + 1, start - len(before) + besides.start()
    elif _OTHERS.match(text, number.end) and _AND_OTHERS.search(before):  # "Denis and four others"
        low, high = low + 1, high + 1
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
    """Whether it is a multiple that nobody counted ("dozens", "сотни"), so at least two of it."""
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
