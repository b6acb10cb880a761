"""A cheap test before anything else: whether a report can tell of what the codebook holds at all.

Events are read only where a word of war stands (`events.on_topic`). A report without any such word, in any of the three
languages, cannot hold one, so it need not be cut into sentences: the test loses nothing that the patterns would find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import LANGUAGES, cut, told
from nomansland.extract.matching import Grammar, PatternError, fold
from nomansland.extract.patternbook import book
from nomansland.extract.view import Pattern

_RUN = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_HEAD = 3
# no line without a letter of its own is taken for Ukrainian, unless the report is said to be
_WITHOUT = ("en", "ru")
_BRIEF = 3
_MOST = 200_000
_CUES = ("topic", "site", "topic_brief", "historical")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words and stems that all stand where an alternative of a pattern does."""

    words: frozenset[str]
    stems: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """True for a single word or stem."""
        return len(self.words) + len(self.stems) == 1

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
    """What stands wherever one of some patterns matches; each distinct word is looked up once."""

    def __init__(self, wanted: Iterable[tuple[str, Grammar, Pattern]]) -> None:
        self._by_word: dict[str, list[tuple[str, _Entry]]] = {}
        self._by_stem: dict[str, list[tuple[str, str, _Entry]]] = {}
        self._known: dict[str, tuple[tuple[str, _Entry], ...]] = {}
        for name, grammar, pattern in wanted:
            for spelling in grammar.spellings(min(pattern.needed, key=grammar.breadth)):
                self._add(name, _Entry.of(spelling))

    def _add(self, name: str, entry: _Entry) -> None:
        if entry.words:
            self._by_word.setdefault(max(entry.words, key=len), []).append((name, entry))
        elif entry.stems:
            stem = entry.stems[-1]
            self._by_stem.setdefault(stem[:_HEAD], []).append((stem, name, entry))
        else:
            # a number or a capital letter: such words stand everywhere
            raise PatternError(f"a word for {name} is needed, not a number or a name alone")

    def _look_up(self, word: str) -> tuple[tuple[str, _Entry], ...]:
        stems = self._by_stem.get(word[:_HEAD], ())
        found = (*self._by_word.get(word, ()), *((name, one) for stem, name, one in stems if word.startswith(stem)))
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[word] = found
        return found

    def names(self, distinct: Set[str]) -> dict[str, set[str]]:
        """The names of the patterns that these words can be of, each with its words."""
        out: dict[str, set[str]] = {}
        known = self._known
        for word in distinct:
            found = known.get(word)
            for name, entry in self._look_up(word) if found is None else found:
                if entry.alone or entry.within(distinct):
                    out.setdefault(name, set()).add(word)
        return out


@lru_cache(maxsize=2)
def _sieve(languages: tuple[str, ...]) -> Sieve:
    books = [book(language) for language in languages]
    return Sieve(
        (name, found.grammar, pattern) for found in books for name in _CUES for pattern in found.cues.get(name, ())
    )


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
    """False where a report has no word of war or of a place of detention, is no history and no report of a line or two.

    Parameters
    ----------
    text : str
        The report as it was admitted.
    language : str or None
        Its stated language, which its shortest lines are read in.
    """
    folded = fold(text)
    words = _RUN.findall(folded)
    spoken = LANGUAGES if language == "uk" or any(map(folded.__contains__, "іїєґ")) else _WITHOUT
    found = _sieve(spoken).names(set(words))
    # cellars and camps make no event by themselves, but who names one is near enough to have places and times read
    if "topic" in found or "site" in found:
        return True
    # a history names other wars more than once
    past = found.get("historical", ())
    if past and sum(word in past for word in words) > 1:
        return True
    return "topic_brief" in found and _is_brief(text)
