"""What may be seen in this request: the desk says so once, before any view runs, and every query obeys.

Commands, writers and work in the background see everything. The managers of the models leave out what rests on a sealed
report, their columns come back with places coarsened and names cut (`tables.cut`), wherever and however they are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from nomansland.tables.fold import fold

_VOWELS = "аеёиоуыэюяіїєйьaeiouy'"
# Endings of cases that end in a consonant, Russian and Ukrainian.
_ENDINGS = (
    "ами",
    "ями",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    *"ах ях ом ем єм ам ям ов ев ів їв ым им их ых".split(),
)
# Consonants that another takes the place of before an ending: Дуванка, Дуванці.
_SOFTENED = ("к", "г", "х")
_SHORTEST, _LONGEST_END = 3, 5


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are cut, in whatever form they stand: stems of long ones, short ones as they are."""

    stems: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: set[str]) -> Words:
        """From folded words."""
        long = {word for word in words if len(word) > 3}
        return cls(frozenset(map(stem, long)), frozenset(words - long))

    def hold(self, word: str) -> bool:
        """True where a word, as it is written, is one of them or a form of one."""
        low = fold(word)
        if low in self.short:
            return True
        ends = range(max(_SHORTEST, len(low) - _LONGEST_END, len(low) // 2), len(low) + 1)
        return any(low[:end] in self.stems for end in ends)


def stem(word: str) -> str:
    """A folded word without its ending, which is what the forms of a name differ in; rather too short than too long."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST:
            word = word.removesuffix(ending)
            break
    bare = word.rstrip(_VOWELS)
    if bare != word and bare[-1:] in _SOFTENED and len(bare) > _SHORTEST + 1:
        bare = bare[:-1]
    return bare if len(bare) >= _SHORTEST else word


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see.

    Parameters
    ----------
    exact : bool
        Places as exactly as they are known; else by raion or oblast.
    names : bool
        Names of people who speak as private persons.
    keys : mapping of str to frozenset of int
        Keys of the rows, by model, that are as if they were not there.
    words : Words
        Words that are cut out of every text.
    """

    exact: bool = True
    names: bool = True
    keys: Mapping[str, frozenset[int]] = field(default_factory=dict)
    words: Words = field(default=Words())

    @property
    def clear(self) -> bool:
        """True where nothing is cut out of what is seen."""
        return self.exact and self.names


EVERYTHING = Sight()
_SIGHT: ContextVar[Sight] = ContextVar("sight", default=EVERYTHING)


def sight() -> Sight:
    """What may be seen here and now."""
    return _SIGHT.get()


@contextmanager
def uncut() -> Iterator[None]:
    """Ask for what is cut, in a question that nobody who looks can choose; what is hidden stays so."""
    with seeing(replace(sight(), exact=True, names=True)):
        yield


@contextmanager
def seeing(what: Sight) -> Iterator[None]:
    """See no more, or no less, than this inside."""
    token = _SIGHT.set(what)
    try:
        yield
    finally:
        _SIGHT.reset(token)
