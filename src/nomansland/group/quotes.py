"""Words in quotation marks that two reports share to the letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r"«([^«»]{30,600})»|“([^“”]{30,600})”|\"([^\"\n]{30,600})\"|„([^„“”]{30,600})[“”]")
_WORD = re.compile(r"\w+")
WORDS = 7
"""Shorter quotes are slogans and names of things."""

RARE = 40
Quote = tuple[str, ...]


def quotes(text: str) -> set[Quote]:
    """The first words of every long quote of a text, folded: a quote that was cut keeps its beginning."""
    out = set()
    for match in _QUOTED.finditer(text):
        words = _WORD.findall(next(filter(None, match.groups())).lower().replace("ё", "е"))
        if len(words) >= WORDS:
            out.add(tuple(words[:WORDS]))
    return out


def shared_quotes(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(number, other number, words) for every quote in two texts; one in more texts than `RARE` is common property."""
    index: dict[Quote, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for quote in quotes(text):
            index[quote].append(number)
    for quote, numbers in sorted(index.items()):
        if len(numbers) <= RARE:
            for place, one in enumerate(numbers):
                yield from ((one, other, " ".join(quote)) for other in numbers[place + 1 :])
