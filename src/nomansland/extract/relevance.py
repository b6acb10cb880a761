"""A cheap test before anything else: whether a report can tell of what the codebook holds at all.

Events are read only where a word of war stands (`events.on_topic`). A report without any such word, in any of the three
languages, cannot hold one, so it need not be cut into sentences: the test loses nothing that the patterns would find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import LANGUAGES, cut, told
from nomansland.extract.matching import Grammar, fold
from nomansland.extract.patternbook import book
from nomansland.extract.view import Pattern

_RUN = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_HEAD = 3
# no line without a letter of its own is taken for Ukrainian, unless the report is said to be
_WITHOUT = ("en", "ru")
_UKRAINIAN = re.compile("[іїєґ]")
_BRIEF = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words and stems that all stand where an alternative of a pattern does."""

    words: frozenset[str]
    stems: tuple[str, ...]

    @staticmethod
    def of(spelling: Iterable[str]) -> _Entry:
        """The entry of a spelling, whose pieces count up to their first sign."""
        words, stems = set(), []
        for piece in spelling:
            run = _RUN.match(piece)
            if run is not None and piece[run.end() :] == "*":
                stems.append(run.group())
            elif run is not None:
                words.add(run.group())
        return _Entry(frozenset(words), tuple(sorted(stems, key=len)))

    def within(self, words: Set[str]) -> bool:
        """True where all of it is among the words of a text."""
        return self.words <= words and all(any(word.startswith(stem) for word in words) for stem in self.stems)


class Sieve:
    """What stands wherever one of some patterns matches."""

    def __init__(self, wanted: Iterable[tuple[Grammar, Pattern]]) -> None:
        self._by_word: dict[str, list[_Entry]] = {}
        self._by_stem: dict[str, dict[str, list[_Entry]]] = {}
        self._open = False
        for grammar, pattern in wanted:
            choices = [grammar.spellings(element) for element in pattern.needed]
            for spelling in min(choices, key=len):
                self._add(_Entry.of(spelling))

    def _add(self, entry: _Entry) -> None:
        if entry.words:
            self._by_word.setdefault(max(entry.words, key=len), []).append(entry)
        elif entry.stems:
            stem = entry.stems[-1]
            self._by_stem.setdefault(stem[:_HEAD], {}).setdefault(stem, []).append(entry)
        else:
            # a number or a capital letter: such words stand everywhere
            self._open = True

    def _holds(self, word: str, distinct: Set[str]) -> bool:
        if any(entry.within(distinct) for entry in self._by_word.get(word, ())):
            return True
        for stem, entries in self._by_stem.get(word[:_HEAD], {}).items():
            if word.startswith(stem) and any(entry.within(distinct) for entry in entries):
                return True
        return False

    def held(self, distinct: Set[str], heads: Mapping[str, Sequence[str]]) -> set[str]:
        """Those of the words (also given by their first letters) that can be of a match."""
        if self._open:
            return set(distinct)
        likely = {*(distinct & self._by_word.keys())}
        for head in heads.keys() & self._by_stem.keys():
            likely.update(heads[head])
        return {word for word in likely if self._holds(word, distinct)}


@lru_cache(maxsize=8)
def _sieve(name: str, languages: tuple[str, ...]) -> Sieve:
    books = [book(language) for language in languages]
    return Sieve((found.grammar, pattern) for found in books for pattern in found.cues.get(name, ()))


def _is_brief(text: str) -> bool:
    """True for a report of a sentence or two."""
    sentences = 0
    for number, line in enumerate(_LINE.finditer(text)):
        end = told(text, *line.span()) if not number else line.end()
        sentences += len(cut(text, line.start(), end)) if line.group().strip() else 0
        if sentences >= _BRIEF:
            return False
    return True


def may_tell(text: str, language: str | None = None) -> bool:
    """False where a report has no word of war, is no history of another one, and is not too short to have any.

    Parameters
    ----------
    text : str
        The report as it was admitted.
    language : str or None
        Its stated language, which its shortest lines are read in.
    """
    folded = fold(text)
    words = _RUN.findall(folded)
    distinct = set(words)
    heads: dict[str, list[str]] = {}
    for word in distinct:
        heads.setdefault(word[:_HEAD], []).append(word)
    spoken = LANGUAGES if language == "uk" or _UKRAINIAN.search(folded) else _WITHOUT
    if _sieve("topic", spoken).held(distinct, heads):
        return True
    # a history names other wars more than once
    past = _sieve("historical", spoken).held(distinct, heads)
    if past and sum(word in past for word in words) > 1:
        return True
    return bool(_sieve("topic_brief", spoken).held(distinct, heads)) and _is_brief(text)
