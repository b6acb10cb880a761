"""Sentences that may have been missed: a word of the subject stands in them, and no claim.

A cheap signal, said as what it is: it knows words, not sense.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nomansland.extract.matching import fold
from nomansland.extract.patternbook import book
from nomansland.extract.relevance import Sieve
from nomansland.web.marks import Line

_RUN = re.compile(r"\w+")
_CUES = ("topic", "site")
_LANGUAGES = ("en", "ru", "uk")
# A headline or a line of a few words tells nothing that its report does not tell again.
_FEWEST = 8


@lru_cache(maxsize=len(_LANGUAGES))
def _sieve(language: str) -> Sieve:
    found = book(language)
    return Sieve((name, found.grammar, pattern) for name in _CUES for pattern in found.cues.get(name, ()))


def subject(words: Sequence[str], language: str) -> tuple[str, ...]:
    """Those of the words of a sentence that name soldiers, the front or places of detention."""
    names = _sieve(language).names(set(words)) if len(words) >= _FEWEST and language in _LANGUAGES else {}
    found = set().union(*names.values()) if names else set()
    return tuple(word for word in dict.fromkeys(words) if word in found)


def words_of(line: Line) -> list[str]:
    """The words of a line as patterns see them."""
    return _RUN.findall(fold("".join(piece.text for piece in line.pieces)))


def missed(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """The words of the subject, by the number of each line that has some and no claim."""
    out = {}
    for line in lines:
        if not any(piece.claims for piece in line.pieces) and (found := subject(words_of(line), line.language)):
            out[line.number] = found
    return out
