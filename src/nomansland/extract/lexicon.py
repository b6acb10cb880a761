"""Phrase lists of `words/` compiled into one expression each, and the folded text that they are matched on.

A phrase is plain words; `*` stands for any ending, `?` for one letter, `~` for up to two words, `#` for a digit,
`(a|b)` for a choice and `{name}` for a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_FOLD = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "ё": "е", "Ё": "е", "\xa0": " ", "\u202f": " ", "‑": "-"})
_NAMED = re.compile(r"\{(\w+)\}")
_SIGNS = {
    "*": r"[\w'-]*",
    "?": r"\w",
    "#": r"\d",
    " ": r"\s+",
    ".": r"\.",
    "(": "(?:",
    "-": r"\-",
    "/": "/",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: the entry it belongs to (its index in the list) and its offsets."""

    entry: int
    start: int
    end: int


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """The text in lower case with one apostrophe, no ё and plain spaces; every character keeps its offset."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(one if len(one := char.lower()) == 1 else char for char in plain)


@lru_cache(maxsize=16)
def load(folder: str, name: str) -> Any:
    """A YAML file of `words/<folder>/`."""
    import yaml

    text = files("nomansland.words").joinpath(folder, name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def choice(words: str | Sequence[str]) -> str:
    """A list of words, given as one comma-separated string or as a sequence, as a choice of a phrase."""
    parts = [word.strip() for word in words.split(",")] if isinstance(words, str) else list(words)
    return "(" + "|".join(part for part in parts if part) + ")"


def expression(phrase: str, lists: Mapping[str, str] | None = None) -> str:
    """The regular expression of one phrase without its outer word boundaries; `lists` maps a name to a choice."""
    named = lists or {}
    while _NAMED.search(phrase):
        phrase = _NAMED.sub(lambda match: named[match.group(1)], phrase)
    gap = "\x00"
    body = "".join(_SIGNS.get(char, char) for char in phrase.replace(" ~ ", gap))
    return body.replace(gap, r"\s+(?:[\w'«\"-]+\s+){0,2}?")


class Phrases:
    """All entries of a list as one expression; `find` gives hits in order, the longest phrase first, never overlapping."""

    def __init__(self, entries: Sequence[Sequence[str]], lists: Mapping[str, str] | None = None) -> None:
        ranked = [(expression(phrase, lists), index) for index, phrases in enumerate(entries) for phrase in phrases]
        # A longer expression is tried first: "x soldiers of y" must win over the bare "y".
        ranked.sort(key=lambda pair: -len(pair[0]))
        self._entries = [index for _, index in ranked]
        body = "|".join(f"({pattern})" for pattern, _ in ranked)
        self._compiled = re.compile(rf"(?<!\w)(?:{body})(?!\w)")

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Hits in folded text between two offsets."""
        for match in self._compiled.finditer(text, start, len(text) if end is None else end):
            yield Hit(self._entries[(match.lastindex or 1) - 1], match.start(), match.end())

    def at(self, text: str, offset: int) -> Hit | None:
        """The hit that begins at an offset of folded text."""
        match = self._compiled.match(text, offset)
        if match is None:
            return None
        return Hit(self._entries[(match.lastindex or 1) - 1], match.start(), match.end())
