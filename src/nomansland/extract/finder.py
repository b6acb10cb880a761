"""Word lists compiled to expressions that are tried only where a word of theirs can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_RUN = re.compile(r"\w+")
_HEAD = 3


def _folded(text: str) -> str:
    # the letter apostrophe would join what the others part
    return text.lower().replace("ʼ", "'")


@lru_cache(maxsize=8_192)
def heads(text: str) -> frozenset[str]:
    """The first letters (at most three) of the words of a text, in lower case."""
    return frozenset([word[:_HEAD] for word in _RUN.findall(_folded(text))])


class Finder:
    """A compiled expression, and the first letters of every word that a match of it can begin with.

    Most lists have no word in most sentences: that is settled by comparing two small sets, and the expression, whose
    alternatives would all be tried at every word, is not run.
    """

    __slots__ = ("_heads", "fullmatch", "match", "pattern")

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str]) -> None:
        self.pattern, self.match, self.fullmatch = pattern, pattern.match, pattern.fullmatch
        self._heads = frozenset(word[:_HEAD] for word in words)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All matches between two offsets."""
        stop = len(text) if end is None else end
        if self._heads.isdisjoint(heads(text[start:stop])):
            return iter(())
        return self.pattern.finditer(text, start, stop)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two offsets."""
        stop = len(text) if end is None else end
        if self._heads.isdisjoint(heads(text[start:stop])):
            return None
        return self.pattern.search(text, start, stop)


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
