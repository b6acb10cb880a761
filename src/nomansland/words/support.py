"""What a number rests on, said wherever it stands: a single origin, or words of the other side alone."""

from __future__ import annotations

from collections.abc import Iterable

from nomansland.words.claim import Claim
from nomansland.words.linked import Interval

SINGLE_ORIGIN, ADVERSARY_ONLY = "single origin", "the other side only"


def adversary_only(claims: Iterable[Claim]) -> bool:
    """True where every claim is told by a speaker of the other side than the people spoken of; False for none."""
    told = [claim.speaker is not None and claim.speaker.adversary for claim in claims]
    return bool(told) and all(told)


def support(newsrooms: Interval, claims: Iterable[Claim]) -> tuple[str, ...]:
    """`single origin` where at most one newsroom stands behind it, `the other side only` where no own side tells it."""
    single = (SINGLE_ORIGIN,) if newsrooms.high == 1 else ()
    return (*single, *((ADVERSARY_ONLY,) if adversary_only(claims) else ()))
