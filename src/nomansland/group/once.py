"""Each claim once: what a copy tells again stands for the claim that it was taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nomansland.group.compare import gap_days, incompatible, same_place
from nomansland.words import Claim, Reading, Retelling

ALIKE = 0.7
"""Share of common words from which two passages of one lineage are one passage, copied."""

DRIFT_DAYS = 2
_WORD = re.compile(r"\w+")
Kind = tuple[str, str | None, str]


@lru_cache(maxsize=100_000)
def words_of(quote: str) -> frozenset[str]:
    """The words of a passage, folded."""
    return frozenset(_WORD.findall(quote.lower().replace("ё", "е")))


def copied(one: Claim, other: Claim) -> bool:
    """True where two passages have most of their words in common (Jaccard)."""
    left, right = words_of(one.passage.quote), words_of(other.passage.quote)
    return bool(left) and len(left & right) >= ALIKE * len(left | right)


def _fits(one: Claim, other: Claim) -> bool:
    """True where nothing that both tell differs."""
    gap = gap_days(one.time, other.time)
    apart = same_place(one.place, other.place) is False or (gap is not None and gap > DRIFT_DAYS)
    return not apart and not incompatible(one.count, other.count)


def _by_kind(claims: Iterable[Claim]) -> dict[Kind, list[Claim]]:
    out: dict[Kind, list[Claim]] = defaultdict(list)
    for claim in claims:
        out[(claim.type, claim.side, claim.modality)].append(claim)
    return out


def _matched(own: Sequence[Claim], first: Sequence[Claim]) -> dict[str, str]:
    """Claims of one kind of a copy with those of its origin, one to one: the same words, else the same order."""
    out: dict[str, str] = {}
    free = list(first)
    for claim in own:
        found = next((other for other in free if copied(claim, other) and _fits(claim, other)), None)
        if found is not None:
            out[claim.ref] = found.ref
            free.remove(found)
    if not out and len(own) == len(first):
        out = {claim.ref: other.ref for claim, other in zip(own, first, strict=True) if _fits(claim, other)}
    return out


def once(readings: Iterable[Reading], retellings: Iterable[Retelling]) -> dict[str, str]:
    """The claim that each copied claim stands for, by `report:claim`; a claim told for the first time is not named.

    Within a retelling the reports stand in their order, the oldest first; a claim is matched with those of one type,
    side and modality of the earlier reports.
    """
    of = {reading.report.id: reading for reading in readings}
    out: dict[str, str] = {}
    for telling in retellings:
        if len(telling.reports) < 2:
            continue
        known: dict[Kind, list[list[Claim]]] = defaultdict(list)
        for report in telling.reports:
            for kind, own in _by_kind(of[report].claims if report in of else ()).items():
                found = next((match for first in known[kind] if (match := _matched(own, first))), {})
                out |= {ref: out.get(origin, origin) for ref, origin in found.items()}
                if len(found) < len(own):
                    known[kind].append(own)
    return out
