"""Word lists compiled to expressions that are tried only where a word of theirs can begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_RUN = re.compile(r"\w+")
_HEAD = 3


def _folded(text: str) -> str:
    # the letter apostrophe would join what the others part
    return text.replace("ʼ", "'")


@lru_cache(maxsize=8_192)
def heads(text: str) -> dict[str, list[int]]:
    """Where the words of a text begin, under their first letters (at most three) in lower case."""
    out: dict[str, list[int]] = {}
    for run in _RUN.finditer(_folded(text)):
        out.setdefault(run.group()[:_HEAD].lower(), []).append(run.start())
    return out


# the piece of text that was asked for last: many lists are tried on one sentence in a row
_last: tuple[str, int, int, dict[str, list[int]]] = ("", 0, 0, {})


def _heads_in(text: str, start: int, end: int) -> dict[str, list[int]]:
    global _last
    known = _last
    if known[0] is text and known[1] == start and known[2] == end:
        return known[3]
    where = heads(text[start:end])
    _last = (text, start, end, where)
    return where


class Finder:
    """A compiled expression, and the first letters of every word that a match of it can begin with.

    The expression, whose alternatives would all be tried at every letter, is tried at those words alone: most lists
    have none in most sentences.
    """

    __slots__ = ("fullmatch", "heads", "match", "pattern")

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str]) -> None:
        self.pattern, self.match, self.fullmatch = pattern, pattern.match, pattern.fullmatch
        self.heads = frozenset(word[:_HEAD].lower() for word in words)

    def _starts(self, text: str, start: int, end: int) -> list[int]:
        where = _heads_in(text, start, end)
        if self.heads.isdisjoint(where):
            return []
        return sorted([start + at for head in self.heads & where.keys() for at in where[head]])

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """All matches between two offsets, in order, none over another."""
        stop = len(text) if end is None else end
        out: list[re.Match[str]] = []
        last, match = start, self.match
        for at in self._starts(text, start, stop):
            found = match(text, at, stop) if at >= last else None
            if found is not None:
                out.append(found)
                last = found.end()
        return out

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two offsets."""
        stop = len(text) if end is None else end
        for at in self._starts(text, start, stop):
            found = self.match(text, at, stop)
            if found is not None:
                return found
        return None


class Finders:
    """Several named finders, each tried at the words that its own entries may begin with."""

    def __init__(self, named: Iterable[tuple[str, Finder]]) -> None:
        self._by_head: dict[str, list[tuple[int, str, Callable[[str, int, int], re.Match[str] | None]]]] = {}
        for number, (name, finder) in enumerate(named):
            for head in finder.heads:
                self._by_head.setdefault(head, []).append((number, name, finder.match))

    def finditer(self, text: str, start: int, end: int) -> list[tuple[str, re.Match[str]]]:
        """All matches between two offsets, those of one finder after another, each with its name."""
        where = _heads_in(text, start, end)
        tried = [
            (number, start + at, name, match)
            for head in where.keys() & self._by_head.keys()
            for number, name, match in self._by_head[head]
            for at in where[head]
        ]
        tried.sort(key=_order)
        out: list[tuple[str, re.Match[str]]] = []
        last = (-1, 0)
        for number, at, name, match in tried:
            found = match(text, at, end) if (number, at) >= last else None
            if found is not None:
                out.append((name, found))
                last = (number, found.end())
        return out


def _order(tried: tuple[int, int, str, object]) -> tuple[int, int]:
    return tried[:2]


def first_words(entry: str) -> list[str]:
    """What an entry of a word list can begin with: its first word, of each alternative, up to a sign or a `*`.

    Raises
    ------
    ValueError
        Where an entry begins with a sign, or with fewer than three letters and a `*`: it would be looked for nowhere.
    """
    whole = "|" in entry and all(" " in part.strip() for part in entry.split("|"))
    found = []
    for part in entry.split("|") if whole else entry.split()[0].split("|"):
        run = _RUN.match(_folded(part.strip()))
        if run is None or (len(run.group()) < _HEAD and part.strip()[run.end() : run.end() + 1] == "*"):
            raise ValueError(f"{entry!r} begins with too little to be found")
        found.append(run.group())
    return found
