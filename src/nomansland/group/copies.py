"""Exact and near copies of whole texts, found without comparing every report with every other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest

_WORD = re.compile(r"\w+", re.UNICODE)
_ADDRESS = re.compile(r"\(?(?:https?://|t\.me/|@)\S+")
HASHES, BANDS = 64, 16
SAME = 0.55
"""Share of the shorter text's word trigrams that the longer must hold for a copy: an agency's line is too little."""

FIRST, SKETCH = 3, 8
"""Texts of a bucket that each other one is compared with; trigrams of a text by which others are looked up."""

SHORT, SHORT_SAME, SHORT_DAYS = 20, 0.7, 1
"""Texts of fewer words need a larger share, and one day: a headline with one word changed may be other news."""

LEAST_WORDS = 6
SIGNATURE_WORDS, SIGNATURE_TEXTS = 12, 4
"""The same last words under texts that end in so many other ways are a channel's signature, not news."""


def _tails(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """A hash of the last words, of one, of two and so on, each with the word before them."""
    tail = 0
    for size in range(1, min(SIGNATURE_WORDS, len(words) - 1) + 1):
        tail = hash((tail, words[-size]))
        yield tail, words[-size - 1]


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, folded, without addresses and the signature that its channel puts under every post.

    What many copies of one text end in is no signature: before it stands the same word in all of them.
    """
    found = [_WORD.findall(_ADDRESS.sub(" ", text).lower().replace("ё", "е")) for text in texts]
    ends = [list(_tails(words)) for words in found]
    times = Counter(tail for tails in ends for tail, _ in tails)
    before: dict[int, set[str]] = defaultdict(set)
    for tails in ends:
        for tail, word in tails:
            if times[tail] >= SIGNATURE_TEXTS:
                before[tail].add(word)
    out = []
    for words, tails in zip(found, ends, strict=True):
        signed = [
            size for size, (tail, _) in enumerate(tails, 1) if tail in before and len(before[tail]) >= SIGNATURE_TEXTS
        ]
        size = max((size for size in signed if size <= len(words) // 2), default=0)
        out.append(words[: len(words) - size] if size >= 2 else words)
    return out


def shingles(words: Sequence[str]) -> frozenset[int]:
    """Hashes of the word trigrams of a text."""
    if len(words) < 3:
        return frozenset({hash(tuple(words))})
    return frozenset(map(hash, zip(words, words[1:], words[2:], strict=False)))


def _buckets(words: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Numbers of texts that share a band of their MinHash (Broder 1997; R-MinHash of rensa)."""
    import numpy as np
    import rensa

    kept = [number for number, found in enumerate(words) if len(found) >= LEAST_WORDS]
    if not kept:
        return
    digests = rensa.RMinHash.digests_from_token_sets([sorted(set(words[number])) for number in kept], HASHES, 42)
    matrix, numbers = np.array(digests, np.uint64).reshape(len(kept), BANDS, HASHES // BANDS), np.array(kept)
    odd = np.random.default_rng(42).integers(1, 2**62, HASHES // BANDS, np.uint64) * np.uint64(2) + np.uint64(1)
    seen: set[tuple[int, ...]] = set()
    for band in range(BANDS):
        keys = (matrix[:, band] * odd).sum(axis=1, dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order[0]] ^ np.uint64(1)))
        sizes = np.diff(starts, append=len(order))
        for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
            members = tuple(numbers[order[start : start + size]].tolist())
            if members not in seen:
                seen.add(members)
                yield list(members)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set that the larger one holds."""
    small, large = sorted((one, other), key=len)
    return len(small & large) / len(small) if small else 0.0


def _figures(words: Sequence[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _is_copy(one: Sequence[str], other: Sequence[str], share: float) -> bool:
    """A short text with other figures in it is the next day's news in yesterday's words."""
    if min(len(one), len(other)) >= SHORT:
        return share >= SAME
    left, right = _figures(one), _figures(other)
    return share >= SHORT_SAME and (left <= right or right <= left)


def _stock(words: Sequence[Sequence[str]], days: Sequence[int | None], one: int, other: int) -> bool:
    """True for two short texts of days that are too far apart for the one to be a copy of the other."""
    left, right = (days[one], days[other]) if days else (None, None)
    if left is None or right is None:
        return False
    return min(len(words[one]), len(words[other])) < SHORT and abs(left - right) > SHORT_DAYS


class _Grams:
    """The trigrams of each text, made when they are asked for, and the few with the smallest hashes."""

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self._words = words
        self._made: dict[int, frozenset[int]] = {}
        self._few: dict[int, list[int]] = {}

    def of(self, number: int) -> frozenset[int]:
        if number not in self._made:
            self._made[number] = shingles(self._words[number])
        return self._made[number]

    def few(self, number: int) -> list[int]:
        if number not in self._few:
            self._few[number] = nsmallest(SKETCH, self.of(number))
        return self._few[number]


def _candidates(members: Sequence[int], grams: _Grams) -> Iterator[tuple[int, int]]:
    """Pairs of one bucket: each text with the first three, and in a large bucket with all that share a trigram.

    Texts of few and common words fall into one bucket, whatever they tell; there the first three are strangers.
    """
    index: dict[int, list[int]] = defaultdict(list)
    large = len(members) > FIRST + 1
    for place, number in enumerate(members):
        near = set(members[: min(place, FIRST)])
        for gram in grams.few(number) if large else ():
            near.update(index[gram])
            if len(index[gram]) < FIRST:
                index[gram].append(number)
        near.discard(number)
        yield from ((other, number) for other in sorted(near))


def near_copies(texts: Sequence[str], days: Sequence[int | None] = ()) -> list[tuple[int, int, float]]:
    """Pairs of texts that are copies, with the share of common trigrams.

    `days` are those of publication, as ordinals, where they are known: a short text in the words of another day's is
    that day's news, told in a stock phrase ("an air alert is on in the whole country"), and no copy.

    Time grows with the number of texts, not with its square: within a bucket each is compared with the first three and
    with the first three that share one of its few trigrams.
    """
    words = words_of(texts)
    grams = _Grams(words)
    found: dict[tuple[int, int], float] = {}
    for members in _buckets(words):
        for pair in _candidates(members, grams):
            if pair not in found:
                found[pair] = containment(grams.of(pair[0]), grams.of(pair[1]))
    return [
        (one, other, share)
        for (one, other), share in sorted(found.items())
        if share >= SAME and _is_copy(words[one], words[other], share) and not _stock(words, days, one, other)
    ]
