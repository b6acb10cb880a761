"""How likely a capitalised name of an English report is a place, by what stands around it and by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import Any

from nomansland.extract.namewords import kind_of
from nomansland.terrain import Hit
from nomansland.terrain.patterns import table

SMALL = frozenset("of and the de la del du da do dos des le les upon on am an der am sur el al".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its offsets."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def words_of() -> dict[str, Any]:
    data = table("world")
    lists = {name: frozenset(map(str, words)) for name, words in data.items() if isinstance(words, list)}
    return {**lists, "first_names": frozenset(data["first_names"].split()), "postal": data["postal"]}


def cut(word: Word) -> int:
    """Where a word ends without its possessive or "-based"."""
    for tail in ("'s", "’s"):
        if word.text.endswith(tail):
            return word.end - 2
    head, _, tail = word.text.rpartition("-")
    return word.start + len(head) if head and tail.islower() else word.end


def weigh(text: str, words: Sequence[Word], at: int, width: int, hits: tuple[Hit, ...]) -> tuple[float, bool]:
    """The weight of reading it as a place, and whether it stands as a person's name."""
    lists = words_of()
    surface = text[words[at].start : cut(words[at + width - 1])].lower()
    single = width == 1
    area = any(hit.spot.kind in ("country", "division", "continent", "county") for hit in hits)
    weight = _standing(hits)
    before = words[at - 1] if at else None
    after = words[at + width] if at + width < len(words) else None
    if surface in lists["never"] and not area:
        return -9.0, False
    sure = not single or any(hit.spot.kind in ("country", "continent") for hit in hits)
    person = _is_person(words, at, width, single and surface in lists["first_names"], area and sure)
    weight += _before(lists, before) + _after(lists, words, at, width, after)
    if person:
        weight -= 5.0
    if single and not area:
        weight += _character(surface, hits, before is None or before.text in '.!?"“”:')
    if single and surface in lists["first_names"] and not _sure_before(lists, before):
        weight -= 1.5
    if all(hit.status == "adjective" for hit in hits) and _language(lists, before, after):
        weight -= 5.0
    return weight + (0.6 if width > 1 else 0.0), person


def _sure_before(lists: dict[str, Any], before: Word | None) -> bool:
    return before is not None and before.text.lower() in lists["in_before"]


def _language(lists: dict[str, Any], before: Word | None, after: Word | None) -> bool:
    if after is not None and after.text.lower() in lists["language_after"]:
        return True
    if after is not None and (after.text[0].isalpha() or after.text in "-–/"):
        return False
    return before is None or before.text.lower() in lists["language_before"] or before.text.lower() == "in"


def _standing(hits: Sequence[Hit]) -> float:
    """How well known the best place of the name is."""
    best = -3.0
    for hit in hits:
        if hit.spot.kind in ("country", "continent", "division"):
            value = 2.6 if hit.status != "adjective" else 2.2
        elif hit.spot.kind == "county":
            value = 1.8
        else:
            value = 0.9 * (log10(hit.spot.population + 10) - 4.3) - (0.8 if hit.status != "official" else 0.0)
        best = max(best, value)
    return best


def _is_person(words: Sequence[Word], at: int, width: int, first_name: bool, area: bool) -> bool:
    lists = words_of()
    before = words[at - 1] if at else None
    after = words[at + width] if at + width < len(words) else None
    if before is not None:
        low = before.text.lower()
        if low == "." and at > 1:
            low = words[at - 2].text.lower()
            initial = len(low) == 1 and words[at - 2].text.isupper() and at > 2 and words[at - 3].text[0].isupper()
            if initial or (low in lists["person_before"] and words[at - 2].end == before.start and len(low) < 5):
                return not area or initial
        elif (
            before.text[0].isupper()
            and (
                (low in lists["first_names"] and not (area and width > 1))
                or (low in lists["person_before"] and not area)
            )
        ) or (not area and before.text[0].isupper() and len(low) > 2 and _stranger(lists, low)):
            return True
    if after is None or not after.text[0].isalpha():
        return False
    if after.text.lower() in lists["person_after"] and not area:
        return True
    return first_name and after.text[0].isupper() and after.text.lower() not in lists["place_after"]


def _stranger(lists: dict[str, Any], word: str) -> bool:
    """True for a capitalised word that no list or dictionary knows: likely a given name ("Narendra")."""
    known = ("in_before", "to_before", "place_after", "county", "never")
    return not any(word in lists[name] for name in known) and kind_of(word, "en") == "unknown" and word.isalpha()


def _before(lists: dict[str, Any], before: Word | None) -> float:
    if before is None:
        return 0.0
    low = before.text.lower()
    if low in lists["in_before"]:
        return 2.4
    if low in lists["to_before"]:
        return 0.8
    return -1.0 if before.text[0].isupper() and before.text[0].isalpha() and low not in SMALL else 0.0


def _after(lists: dict[str, Any], words: Sequence[Word], at: int, width: int, after: Word | None) -> float:
    if after is None:
        return 0.0
    low = after.text.lower()
    if low in lists["place_after"]:
        return 0.9
    if low in lists["road_after"] and after.text[0].isupper():
        return -2.5
    follows = words[at + width + 1] if at + width + 1 < len(words) else None
    if low == "(" and follows is not None and follows.text in ("AP", "Reuters", "AFP", "CNN", "UPI", "RNS", "WAVE"):
        return 3.0
    if low in "—–-" and at < 6:
        return 2.0
    return -0.9 if after.text[0].isupper() and after.text[0].isalpha() else 0.0


def _character(surface: str, hits: Sequence[Hit], initial: bool) -> float:
    """What a dictionary says of the word: ordinary words are places only where they are great cities."""
    if kind_of(surface, "en") not in ("word", "name"):
        return 0.0 if initial else 0.6
    people = max(hit.spot.population for hit in hits if hit.status == "official") if _official(hits) else 0
    if people == 0:
        return -4.0
    return -0.2 if people > 400_000 else -0.7 if people > 60_000 else -3.0 if initial else -1.6


def _official(hits: Sequence[Hit]) -> bool:
    return any(hit.status == "official" for hit in hits)
