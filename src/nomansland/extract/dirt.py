"""Words and lines as they were meant: without soft hyphens, stress marks, look-alike letters and line breaks."""

from __future__ import annotations

import re
from functools import lru_cache

_MARKS = re.compile(r"[\u00ad\u0301]|-\n")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# letters of the Latin alphabet that look like Cyrillic ones
_ALIKE = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")
_LINE = re.compile(r"[^\n]+")
_OPEN_END = re.compile(r"[\w,;–—-]\s*$")
_PARTED = re.compile(r"[a-zа-яёіїєґ]-$")
_GOES_ON = re.compile(r"\s*[a-zа-яёіїєґ]")
_ITEM = re.compile(r"\s*(?:[—–•·*▪◾-]|\d+[.):]|#|>)")
_NARROW, _WIDE = 38, 110
_WRAPPED, _SHARE = 5, 0.5


@lru_cache(maxsize=200_000)
def lower_of(word: str) -> str:
    """A word in lower case, apostrophes folded, without what does not belong to it; ё stays."""
    if not word.isascii() or "\n" in word:
        word = _MARKS.sub("", word)
        if _LATIN.search(word) and _CYRILLIC.search(word):
            word = word.translate(_ALIKE)
    return word.lower().translate(_APOSTROPHES)


def cleaned(text: str) -> str:
    """A whole text in lower case, apostrophes folded, without marks inside words: for its words, not for offsets."""
    return _MARKS.sub("", text).lower().translate(_APOSTROPHES)


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """True for a text that was broken into lines of one width, without regard to its sentences."""
    long = [text[start:end] for start, end in spans if _NARROW <= end - start <= _WIDE]
    return len(long) >= _WRAPPED and sum(bool(_OPEN_END.search(line)) for line in long) >= _SHARE * len(spans)


def lines(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, each a line of its own unless a sentence runs over the end of its line.

    Returns
    -------
    list of (int, int)
        Offsets into the text, in order; lines without a word are left out.
    """
    spans = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    wrapped = _is_wrapped(text, spans)
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and text[out[-1][1] : start].count("\n") == 1:
            before = text[out[-1][0] : out[-1][1]]
            broken = wrapped and len(before.rsplit("\n", 1)[-1]) >= _NARROW and not _ITEM.match(text, start)
            parted = _PARTED.search(before) is not None or len(before) >= _NARROW
            if _OPEN_END.search(before) and (broken or (parted and _GOES_ON.match(text, start))):
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return out
