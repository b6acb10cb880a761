"""Phrase lists of `words/` compiled into one expression each, and the folded text that they are matched on.

A phrase is plain words; `*` stands for any ending, `?` for one letter, `~` for up to two words, `~~` for up to five,
`#` for a digit, `(a|b)` for a choice, `(a )?` for what may be missing and `{name}` for a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_FOLD = str.maketrans("’ʼ`´ёЁ\xa0\u202f‑", "''''еЕ  -")
_NAMED = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+|[^\w\s]")
_PREFIX = re.compile(r"[^*?#(~ ]*")
_START = 3
_GAP, _WIDE = "\x00", "\x01"
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


class Hit(NamedTuple):
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


@lru_cache(maxsize=8)
def words_in(text: str) -> tuple[list[int], list[str], dict[str, list[int]]]:
    """Where the words and signs of a text begin, three characters from there on, and where each three stand."""
    offsets = [word.start() for word in _WORD.finditer(text)]
    keys = [text[offset : offset + _START] for offset in offsets]
    where: dict[str, list[int]] = {}
    for offset, key in zip(offsets, keys, strict=True):
        where.setdefault(key, []).append(offset)
    return offsets, keys, where


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


def _filled(phrase: str, lists: Mapping[str, str] | None) -> str:
    named = lists or {}
    while _NAMED.search(phrase):
        phrase = _NAMED.sub(lambda match: named[match.group(1)], phrase)
    return phrase


def _closing(phrase: str) -> int:
    depth = 0
    for index, char in enumerate(phrase):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return index
    raise ValueError(f"no closing bracket in {phrase!r}")


def _options(inside: str) -> list[str]:
    parts, depth = [""], 0
    for char in inside:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def opened(phrase: str) -> list[str]:
    """The phrases that a phrase beginning with a choice stands for; itself where it begins with a word."""
    if not phrase.startswith("("):
        return [phrase]
    end = _closing(phrase)
    rest = phrase[end + 1 :]
    options = _options(phrase[1:end])
    if rest.startswith("?"):
        rest, options = rest[1:], [*options, ""]
    return [whole for option in options for whole in opened((option + rest).lstrip())]


def _prefix(phrase: str) -> str:
    found = _PREFIX.match(phrase)
    return found.group() if found else ""


def expression(phrase: str) -> str:
    """The regular expression of one phrase without its outer word boundaries."""
    body, before = "", ""
    for char in phrase.replace(" ~~ ", _WIDE).replace(" ~ ", _GAP):
        body += "?" if char == "?" and before == ")" else _SIGNS.get(char, char)
        before = char
    for gap, words in ((_GAP, 2), (_WIDE, 5)):
        body = body.replace(gap, rf"\s+(?:[\w'«\"-]+\s+){{0,{words}}}?")
    return body


class _Phrase:
    """A phrase of a list: how it must begin, the entry it belongs to; compiled where a text first begins so."""

    __slots__ = ("_pattern", "_source", "begins", "entry")

    def __init__(self, source: str, entry: int) -> None:
        self.begins, self.entry, self._source = _prefix(source), entry, source
        self._pattern: re.Pattern[str] | None = None

    def match(self, text: str, offset: int, end: int) -> re.Match[str] | None:
        """The phrase at an offset of folded text where its beginning stands."""
        if self._pattern is None:
            self._pattern = re.compile(rf"{expression(self._source)}(?!\w)")
        return self._pattern.match(text, offset, end)


class Phrases:
    """All entries of a list; `find` gives hits in order, the longest phrase first, never overlapping.

    Phrases are kept by their first three characters and compiled one by one, when a text first begins like them: one
    expression of a thousand phrases would be tried whole at every word.
    """

    def __init__(
        self, entries: Sequence[Sequence[str]], lists: Mapping[str, str] | None = None, first: Container[int] = ()
    ) -> None:
        ranked = [
            (whole, index)
            for index, phrases in enumerate(entries)
            for phrase in phrases
            for whole in opened(_filled(phrase, lists))
            if whole
        ]
        # A longer phrase is tried first: "x soldiers of y" must win over the bare "y". Entries in `first` go ahead.
        ranked.sort(key=lambda pair: (pair[1] not in first, -len(pair[0])))
        self._by_start: dict[str, list[tuple[int, _Phrase]]] = {}
        for rank, (whole, index) in enumerate(ranked):
            phrase = _Phrase(whole, index)
            self._by_start.setdefault(phrase.begins[:_START], []).append((rank, phrase))
        self._short = any(len(start) < _START for start in self._by_start)
        self._likely: dict[str, tuple[_Phrase, ...]] = {}
        self._idle: set[str] = set()

    def _beginning(self, key: str) -> tuple[_Phrase, ...]:
        """The phrases that may begin with three characters, in the order in which they are tried."""
        known = self._likely.get(key)
        if known is None:
            found = [pair for size in range(len(key) + 1) for pair in self._by_start.get(key[:size], ())]
            known = self._likely[key] = tuple(phrase for _, phrase in sorted(found, key=_rank))
            if not known:
                self._idle.add(key)
        return known

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Hits in folded text between two offsets."""
        last, stop = start, len(text) if end is None else end
        for offset in self._offsets(text, start, stop):
            hit = self.at(text, offset, stop) if offset >= last else None
            if hit is not None:
                yield hit
                last = hit.end

    def _offsets(self, text: str, start: int, stop: int) -> list[int]:
        """Where a phrase may begin: most words begin none."""
        offsets, keys, where = words_in(text)
        if not start and stop == len(text) and not self._short:
            return sorted([offset for key in where.keys() & self._by_start.keys() for offset in where[key]])
        first, beyond, idle = bisect_left(offsets, start), bisect_left(offsets, stop), self._idle
        return [offsets[number] for number in range(first, beyond) if keys[number] not in idle]

    def every(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """All hits in order of their beginning, of all entries, overlapping or not: one phrase may bear on several."""
        stop, idle = len(text) if end is None else end, self._idle
        offsets, keys, _ = words_in(text)
        for number in range(bisect_left(offsets, start), bisect_left(offsets, stop)):
            if keys[number] not in idle:
                for phrase in self._beginning(keys[number]):
                    if text.startswith(phrase.begins, offsets[number]):
                        match = phrase.match(text, offsets[number], stop)
                        if match is not None:
                            yield Hit(phrase.entry, match.start(), match.end())

    def at(self, text: str, offset: int, end: int | None = None) -> Hit | None:
        """The hit that begins at an offset of folded text."""
        stop = len(text) if end is None else end
        for phrase in self._beginning(text[offset : offset + _START]):
            if text.startswith(phrase.begins, offset):
                match = phrase.match(text, offset, stop)
                if match is not None:
                    return Hit(phrase.entry, match.start(), match.end())
        return None


def _rank(pair: tuple[int, _Phrase]) -> int:
    return pair[0]
