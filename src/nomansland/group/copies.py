"""Exact and near copies of whole texts, found without comparing every report with every other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+", re.UNICODE)
HASHES, BANDS = 64, 16
SAME = 0.55
"""Share of the shorter text's word trigrams that the longer must hold for a copy; below it a shared agency line is enough."""

_LEAST_WORDS = 8


def shingles(text: str) -> list[str]:
    """Word trigrams of a text without case and punctuation."""
    words = _WORD.findall(text.lower())
    if len(words) < 3:
        return words
    return [f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)]


def _buckets(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts that share a band of their MinHash (Broder 1997; R-MinHash of rensa)."""
    import rensa

    size = HASHES // BANDS
    rows: dict[tuple[int, ...], list[int]] = defaultdict(list)
    words = [_WORD.findall(text.lower()) for text in texts]
    kept = [number for number, found in enumerate(words) if len(found) >= _LEAST_WORDS]
    matrix = rensa.RMinHash.digests_from_token_sets([sorted(set(words[number])) for number in kept], HASHES, 42)
    for number, digest in zip(kept, matrix, strict=True):
        for band in range(BANDS):
            rows[(band, *digest[band * size : (band + 1) * size])].append(number)
    seen: set[tuple[int, ...]] = set()
    for members in rows.values():
        if len(members) > 1 and tuple(members) not in seen:
            seen.add(tuple(members))
            yield members


def containment(one: set[str], other: set[str]) -> float:
    """Share of the smaller set that the larger one holds."""
    small, large = sorted((one, other), key=len)
    return len(small & large) / len(small) if small else 0.0


def near_copies(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pairs of texts that are copies, with the share of common trigrams; within a bucket each is compared with the first few.

    Time grows with the number of texts, not with its square: a bucket links its members to its first three.
    """
    cache: dict[int, set[str]] = {}

    def grams(number: int) -> set[str]:
        if number not in cache:
            cache[number] = set(shingles(texts[number]))
        return cache[number]

    found: dict[tuple[int, int], float] = {}
    for members in _buckets(texts):
        for place, number in enumerate(members):
            for other in members[: min(place, 3)]:
                pair = (other, number)
                if pair not in found:
                    found[pair] = containment(grams(other), grams(number))
    return [(one, other, share) for (one, other), share in sorted(found.items()) if share >= SAME]
