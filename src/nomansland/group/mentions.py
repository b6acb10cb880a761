"""What two texts mention alike, whatever was read out of them as claims: places, days, figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log2

from nomansland.group.compare import exact, place_key
from nomansland.words import Reading

_FIGURE = re.compile(r"(?<![\d.,:/-])\d{2,6}(?![\d:/-])")
_YEARS = range(1900, 2101)
MOST_BITS = 3.0

Mention = tuple[str, str]


def mentions(reading: Reading) -> frozenset[Mention]:
    """Places, exact days and figures of a text, without the day of publication and years: every report has those."""
    out: set[Mention] = set()
    for place in reading.places:
        best = place.best
        out.add(("place", place_key(best.name if best else place.text)) if not best else ("place", best.code))
    spans = [time.passage for time in reading.times if time.passage]
    for time in reading.times:
        day = exact(time)
        if day and day.isoformat() != (reading.published.stated or "")[:10]:
            out.add(("day", day.isoformat()))
    for match in _FIGURE.finditer(reading.report.text):
        inside = any(span.start <= match.start() < span.end for span in spans)
        if not inside and int(match.group()) not in _YEARS:
            out.add(("figure", match.group()))
    return frozenset(out)


class Mentions:
    """The mentions of a set of readings and how rare each is in it."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._of = [mentions(reading) for reading in readings]
        self._known = Counter(mention for found in self._of for mention in found)
        self._size = len(readings)

    def bits(self, one: int, other: int) -> float:
        """How telling the common mentions are: each counts by its rarity in the set, up to three bits."""
        common = self._of[one] & self._of[other]
        return sum(min(MOST_BITS, log2((self._size + 1) / self._known[mention])) for mention in sorted(common))

    def share(self, child: int, parent: int) -> float:
        """Share of the child's mentions that the parent has."""
        own = self._of[child]
        return len(own & self._of[parent]) / len(own) if own else 0.0

    def pairs(self, least: int = 3, rare: int = 40) -> Iterator[tuple[int, int]]:
        """Pairs of readings that share at least `least` mentions, each in at most `rare` readings."""
        index: dict[Mention, list[int]] = defaultdict(list)
        for number, found in enumerate(self._of):
            for mention in found:
                if 2 <= self._known[mention] <= rare:
                    index[mention].append(number)
        shared: Counter[tuple[int, int]] = Counter()
        for numbers in index.values():
            shared.update((one, other) for place, one in enumerate(numbers) for other in numbers[place + 1 :])
        yield from sorted(pair for pair, count in shared.items() if count >= least)
