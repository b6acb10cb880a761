"""A text as the network sees it: the names of the two sides are one name, so that it cannot take a side.

Words that name a side ("Ukrainian", "ВСУ", "Москві") are read as their counterparts of one side. What is told of one
army and the same told of the other are then one text to the network, which says nothing of sides; `sides` does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from nomansland.extract import encoder
from nomansland.extract.lexicon import load
from nomansland.extract.pieces import Cut


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for name, others in load("sides", "alike.yaml").items():
        names.update(dict.fromkeys(others.split(), name.replace("_", " ")))
    stems = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(stem[:-1]) if stem.endswith("*") else rf"{re.escape(stem)}\b" for stem in stems)
    return re.compile(rf"\b(?:{words})", re.I), {stem.rstrip("*"): name.rstrip("*") for stem, name in names.items()}


def _as_written(name: str, found: str) -> str:
    return name.upper() if found.isupper() else name[0].upper() + name[1:] if found[0].isupper() else name


def cut(text: str) -> Cut:
    """The pieces of a text in which both sides have one name; `starts` and `ends` are characters of the text itself."""
    pattern, names = _names()
    parts, spans, last, size = [], [], 0, 0
    for hit in pattern.finditer(text):
        name = _as_written(names[hit.group().lower()], hit.group())
        parts += [text[last : hit.start()], name]
        size += hit.start() - last + len(name)
        spans.append((size - len(name), size, hit.start(), hit.end()))
        last = hit.end()
    made = encoder.base().pieces.cut("".join([*parts, text[last:]]))
    begins = [span[0] for span in spans]

    def back(at: int, end: bool) -> int:
        number = bisect_right(begins, at - end) - 1
        if number < 0:
            return at
        _, stop, left, right = spans[number]
        return at - stop + right if at - end >= stop else right if end else left

    return Cut(made.ids, [back(at, False) for at in made.starts], [back(at, True) for at in made.ends])
