"""Where the subject of a clause stands, and what its verb says of it."""

from __future__ import annotations

import re
from functools import lru_cache

from nomansland.extract.countnouns import tag_of
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.extract.numbers import nouns, number_words

_LEFT = 120
_VERBS_EN = re.compile(
    r"(?:(?:and|but|then|or|who|that|which|now|later|also|since|still|\w+ly) )*"
    r"(?:taken|beaten|have|had|has|was|were|is|are|would|did|sent|driven|brought|held|kept|locked|put|thrown|left|fled|"
    r"went|\w+ed)\b"
)
_PLURAL_EN = re.compile(r"(?:\w+ )*?(?:were|are|have)\b")
_PASSIVE_EN = re.compile(r"(?:\w+ )*?(?:was|were|is|are|been|being|got|\w+en|\w+ed)\b")
_BE = frozenset("был была было були був була було".split())
_SKIPPED = frozenset(("ADVB", "CONJ", "PRCL", "PREP", "COMP", "PRED"))
_FINITE = frozenset(("VERB", "PRTS"))


RELATIVE = frozenset(
    "який яка яке які яких яким яку якого которая который которое которые которых которую которого".split()
)


@lru_cache(maxsize=1)
def words() -> dict[str, re.Pattern[str]]:
    """The expressions of `words/counts/words.yaml`, by name."""
    data = load("counts", "words.yaml")
    out: dict[str, re.Pattern[str]] = {}
    for language, one in data["one"].items():
        before = rf"(?:{one['before']} (?:[\w-]+ ){{0,3}}?)" if "before" in one else ""
        out[f"{language}.noun"] = re.compile(rf"(?<![\w-]){before}({one['noun']})(?![\w-])")
        for name in ("subject", "object"):
            out[f"{language}.{name}"] = re.compile(rf"(?<![\w-])({one[name]})(?![\w-])")
    for unit, forms in data["formation"].items():
        for case, body in forms.items():
            out[f"{unit}.{case}"] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])(?!-)(?! (?:{data['officers']}))")
    for unit, body in data["opened"].items():
        out[f"opened.{unit}"] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")
    for name in ("all", "they", "says", "almost", "sentenced", "threat_of_agents", "within", "taken_up", "doers"):
        out[name] = re.compile(rf"(?<![\w-])(?:{data[name]})(?![\w-])")
    for scope, body in data["scope"].items():
        out[f"scope.{scope}"] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")
    out["almost"] = re.compile(out["almost"].pattern + r"\s*$")
    out["apart"] = re.compile(rf"[\s,]*(?:{data['apart']})(?!\w)")
    out["within"] = re.compile(out["within"].pattern + r"\s+(?:\w+\s+){0,2}$")
    return out


def reach_of(doc: Document, event: Event) -> int:
    """How far to the left the subject of a clause may stand: its own start, unless it begins with its verb."""
    sentence = doc.sentences[event.sentence]
    text = folded(doc.text)[event.passage.start : event.passage.end]
    left = max(sentence.start, event.passage.start - _LEFT)
    if words()["taken_up"].match(text):
        return left
    if sentence.language == "en":
        return left if _VERBS_EN.match(text) else event.passage.start
    return left if _first_verb(text, sentence.language) is not None else event.passage.start


def _first_verb(text: str, language: str) -> str | None:
    """`plur`, or the gender, of the verb that a clause begins with; None where something else comes first."""
    for word in re.findall(r"[\w'-]+", text)[:7]:
        if word in RELATIVE or word[0].isdigit() or word in number_words() or _is_measure(word):
            continue
        part, form = tag_of(word, language)
        if part in _FINITE:
            return form
        if part not in _SKIPPED:
            return None
    return None


def is_of_one(text: str, language: str) -> bool:
    """Whether the verb that a clause begins with tells of one man or woman (numbers take plural or neuter)."""
    return language != "en" and _first_verb(text, language) in ("masc", "femn")


def _is_measure(word: str) -> bool:
    """A length of time or a month in front of the verb: "трое суток шла", "16 декабря ушёл"."""
    units, phrases = nouns()
    hit = phrases.at(word, 0)
    return hit is not None and units[hit.entry] is None and hit.end == len(word)


def is_passive(text: str, language: str) -> bool:
    """Whether a clause that begins with its verb tells what is done to its subject."""
    if language == "en":
        return _PASSIVE_EN.search(text) is not None
    first = re.findall(r"[\w'-]+", text)[:5]
    return any(word in _BE or tag_of(word, language)[0] == "PRTS" for word in first)


def is_plural(text: str, language: str) -> bool:
    """Whether the verb that a clause begins with is in the plural."""
    if language == "en":
        return _PLURAL_EN.match(text) is not None
    return _first_verb(text, language) == "plur"


def turned_off(doc: Document, start: int, event: Event) -> bool:
    """Whether between a number and a clause to its right somebody else takes the word or the sentence turns."""
    between = folded(doc.text)[start : event.passage.start]
    return bool(re.search(r"[;:]|[.!?]\s|»|”", between))


def speaks(text: str, person: re.Match[str], start: int) -> bool:
    """Whether a person to the left of a clause is the one who tells it, or stands in another sentence part."""
    around = text[max(0, person.start() - 16) : start]
    return re.search(r"[;:.!?]", text[person.end() : start]) is not None or words()["says"].search(around) is not None
