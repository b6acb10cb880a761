"""What the words around a name and the word itself say: lists by language, and a dictionary's opinion of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import yaml

from nomansland.extract.document import Token, analyzer, lemma
from nomansland.terrain.regions import FOLDER

_OPEN, _CLOSE = {"«", '"', "“", "„", "‘", "'"}, {"»", '"', "”", "“", "’", "'"}


@lru_cache(maxsize=1)
def context() -> dict[str, dict[str, frozenset[str]]]:
    """Word lists of words/places/context.yaml, by list and language."""
    data = yaml.load(
        (FOLDER / "context.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    out = {}
    for name, lists in data.items():
        languages = lists if isinstance(lists, dict) else {"all": lists}
        out[name] = {
            language: frozenset(str(word).replace("ё", "е") for word in words) for language, words in languages.items()
        }
    return out


def listed(name: str, language: str, word: str) -> bool:
    """True where a list of context.yaml has the lower-case word in that language."""
    return word.replace("ё", "е") in context()[name].get(language, frozenset())


def is_call_sign(before: str, language: str) -> bool:
    """True where the text before a name ends with the word for a call sign or nickname."""
    words = before[-30:].rstrip(' «“"„').split()
    return bool(words) and listed("called", language, words[-1].lower())


def barred(word: str, language: str) -> bool:
    """True for countries, and for words that are settlements somewhere and never meant so."""
    forms = {word, lemma(word, language)}
    return any(listed(name, language, form) for name in ("countries", "never") for form in forms)


def character(text: str, language: str, initial: bool, rank: int) -> float:
    """What a dictionary says of the word itself: a place, a person, an ordinary word, unknown; cities outweigh it."""
    kind = kind_of(text.lower(), language)
    if kind == "place":
        return 1.5
    if kind == "name":
        return -3.0
    if kind == "surname":
        return {5: -0.3, 4: -0.5, 3: -0.9}.get(rank, -1.6)
    if kind == "word":
        return -0.5 if rank >= 4 else -3.5 if initial else -0.6 if rank == 2 or rank == 3 else -1.0
    return -0.2 if initial else 0.0


@lru_cache(maxsize=50_000)
def kind_of(word: str, language: str) -> str:
    """What a dictionary takes a lower-case word for: `place`, `name`, `surname`, `word` or `unknown`."""
    if language == "en":
        if word in context()["first_names"]["all"]:
            return "name"
        import simplemma

        return "word" if simplemma.is_known(word, lang="en") and not word.endswith(("sk", "iv")) else "unknown"
    parses = analyzer(language).parse(word.replace("ё", "е"))
    known = [parse for parse in parses if parse.is_known]
    if not known:
        return "unknown"
    tags = [frozenset(re.split("[, ]", str(parse.tag))) for parse in known]
    if any(tag & {"Name", "Patr"} for tag in tags):
        return "name"
    if any("Geox" in tag for tag in tags):
        return "place"
    return "surname" if "Surn" in tags[0] else "word"


@lru_cache(maxsize=20_000)
def agree(adjective: str, noun: str, language: str) -> bool:
    """True where a Cyrillic word can be an adjective of the word after it: they share case and number."""
    ours = _cells(adjective, language, ("ADJF", "PRTF"))
    return bool(ours & _cells(noun, language, ("NOUN", "ADJF", "PRTF")))


def _cells(word: str, language: str, parts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    parses = analyzer(language).parse(word)[:6]
    if not str(parses[0].tag).startswith(parts):
        return frozenset()
    likely = [parse for parse in parses if str(parse.tag).startswith(parts)]
    return frozenset((str(parse.tag.case), "plur" if parse.tag.number == "plur" else "sing") for parse in likely)


def titled(tokens: Sequence[Token], at: int, width: int) -> bool:
    """True where a name alone, or with one common noun, fills quotation marks ("Izium tide"): a brand, an outlet."""
    if not at or tokens[at - 1].text not in _OPEN:
        return False
    after = [token.text for token in tokens[at + width : at + width + 2]]
    return bool(after) and (after[0] in _CLOSE or (len(after) > 1 and after[0].islower() and after[1] in _CLOSE))
