"""Rare particulars that two reports share: an inverted index, so that no report is laid beside every other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from nomansland.group.compare import exact, place_key
from nomansland.group.facts import tellable
from nomansland.words import Reading

RARE = 40
"""A particular that stands in more reports than this joins nothing: it is a topic."""

_DIGITS = re.compile(r"\d{2,}")
Detail = tuple[str, ...]


def details(reading: Reading) -> set[Detail]:
    """What could give a report away: exact numbers of its claims, places with a day, units, long figures."""
    out: set[Detail] = set()
    for claim in filter(tellable, reading.claims):
        day = exact(claim.time)
        spot = place_key(claim.place.text) if claim.place else ""
        if spot and day:
            out.add(("place and day", spot, day.isoformat()))
        if claim.count and (claim.count.min or claim.count.max or 0) >= 13:
            number = str(claim.count.min if claim.count.min is not None else claim.count.max)
            out.add(("number", number, claim.count.unit, claim.type.split(".")[0]))
        out |= {("unit", number) for number in _DIGITS.findall(claim.unit or "")}
    return out


def rare_pairs(
    readings: Sequence[Reading], least: int = 2, kinds: frozenset[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs of reports that share at least `least` rare particulars, of certain `kinds` where these are given."""
    index: dict[Detail, list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for detail in details(reading):
            if kinds is not None and detail[0] not in kinds:
                continue
            index[detail].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if 2 <= len(numbers) <= RARE:
            shared.update((one, other) for place, one in enumerate(numbers) for other in numbers[place + 1 :])
    yield from sorted(pair for pair, count in shared.items() if count >= least)
