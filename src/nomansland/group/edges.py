"""Who took a story from whom: edges between reports with their reasons."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nomansland.group import posts
from nomansland.group.compare import days_of
from nomansland.group.copies import near_copies
from nomansland.group.decided import CERTAIN, Decided
from nomansland.group.details import rare_pairs
from nomansland.group.facts import Match, align, tellable
from nomansland.group.glance import glance
from nomansland.group.mentions import Mentions
from nomansland.group.quotes import shared_quotes
from nomansland.group.sources import Outlets, Source
from nomansland.words import Edge, Reading, Reason

WINDOW = timedelta(days=45)
"""A retelling follows its origin within weeks; later mentions of an outlet look back, they do not pass on."""

CITED_BITS = 2.0
UNCITED_BITS, UNCITED_FACTS = 15.0, 4
"""Two independent accounts of one event share its place, day and number; a retelling shares the details too."""

MENTIONED_BITS = 4.0
"""Where too few claims were read, places, days and figures of the two texts must agree this far."""

HALF = 0.5
"""A report belongs to its source's lineage where at least half of what it tells comes from there."""


def days(reading: Reading) -> tuple[date, date]:
    """First and last day on which a report may have been published."""
    edtf = reading.published.edtf
    return days_of(edtf) if edtf else (date.min, date.max)


def span(reading: Reading) -> timedelta:
    """How long the days are on which a report may have been published; nothing for one without a date."""
    first, last = days(reading)
    return last - first if first != date.min else timedelta(0)


def _follows(child: Reading, parent: Reading) -> bool:
    first, last = days(parent)
    if first == date.min or days(child)[0] == date.min:
        return True
    return first - timedelta(days=1) <= days(child)[1] and days(child)[0] - last <= WINDOW


def _facts(matches: Sequence[Match]) -> list[Reason]:
    return [
        Reason("fact", round(match.bits, 2), f"“{match.child.passage.quote}” as “{match.parent.passage.quote}”")
        for match in matches[:6]
    ]


class Tellings:
    """The edges of a set of readings, in the order: copies, named sources, what agrees without being named."""

    def __init__(self, readings: Sequence[Reading], outlets: Outlets, decided: Decided | None = None) -> None:
        self.readings = readings
        self._decided = decided or Decided()
        self.outlets = outlets
        self.sources = [outlets.sources(reading) for reading in readings]
        self.mentions = Mentions(readings)
        self._glances = [glance(reading) for reading in readings]
        self._dated: dict[tuple[str, ...], tuple[list[date], list[int], timedelta]] = {}
        self.partial: list[Edge] = []

    def edges(self) -> list[tuple[int, int, Edge]]:
        """(child, parent, edge) for whole retellings; what is drawn on in part is kept in `partial`."""
        out: dict[tuple[int, int], Edge] = {}
        for child, parent, edge in (
            *self._copies(),
            *self._replies(),
            *self._cited(),
            *self._cocited(),
            *self._quoted(),
            *self._unnamed(),
        ):
            if (child, parent) not in out and (parent, child) not in out and self._stands(edge):
                out[(child, parent)] = edge
        self._draw(out)
        self.partial = [edge for edge in self.partial if self._stands(edge)]
        return [(child, parent, edge) for (child, parent), edge in sorted(out.items())]

    def _stands(self, edge: Edge) -> bool:
        """False where a person cut the edge, or split off one of its ends."""
        ends = {edge.child, edge.parent}
        return frozenset(ends) not in self._decided.cut and not ends & self._decided.alone

    def _draw(self, out: dict[tuple[int, int], Edge]) -> None:
        """Add what a person drew or confirmed, whichever way it was read; what was read stays as a reason."""
        number = {reading.report.id: place for place, reading in enumerate(self.readings)}
        for one in self._decided.drawn:
            if one.child not in number or one.parent not in number:
                continue
            pair = number[one.child], number[one.parent]
            known = out.get(pair)
            out.pop(pair[::-1], None)
            kind = one.kind or (known.kind if known else "citation")
            why = (Reason("decision", CERTAIN, one.words), *(known.reasons if known else ()))
            out[pair] = Edge(one.child, one.parent, kind, CERTAIN + (known.weight if known else 0.0), why)

    def _replies(self) -> Iterator[tuple[int, int, Edge]]:
        for child, parent in posts.replies(self.readings):
            matches = align(self.readings[child], self.readings[parent])
            common = self.mentions.bits(child, parent)
            reasons = [Reason("reply", posts.REPLY_BITS, "it is a reply to this post"), *_facts(matches)]
            edge = self._edge(child, parent, "reply", posts.REPLY_BITS + sum(match.bits for match in matches), reasons)
            if posts.carries_on(self.readings[child], self.readings[parent], matches, common):
                yield edge
            else:
                self.partial.append(edge[2])

    def _edge(
        self, child: int, parent: int, kind: str, weight: float, reasons: Sequence[Reason]
    ) -> tuple[int, int, Edge]:
        names = self.readings[child].report.id, self.readings[parent].report.id
        return child, parent, Edge(*names, kind, round(weight, 2), tuple(reasons))

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        """Child before parent: the later report took it; where the dates do not tell, the one that names the other."""
        left, right = self.readings[one], self.readings[other]
        if self.outlets.own(right) in self.sources[one]:
            return one, other
        if self.outlets.own(left) in self.sources[other]:
            return other, one
        return (other, one) if days(left)[1] <= days(right)[0] or days(left) < days(right) else (one, other)

    def _copies(self) -> Iterator[tuple[int, int, Edge]]:
        dated = [days(reading) for reading in self.readings]
        ordinals = [first.toordinal() if first == last else None for first, last in dated]
        for one, other, share in near_copies([reading.report.text for reading in self.readings], ordinals):
            child, parent = self._ordered(one, other)
            text = f"{share:.0%} of the shorter text's word triples stand in the other"
            yield self._edge(child, parent, "copy", 10 * share, [Reason("copy", round(10 * share, 2), text)])

    def _cited(self) -> Iterator[tuple[int, int, Edge]]:
        for child, sources in enumerate(self.sources):
            reading = self.readings[child]
            for parent in self.outlets.linked(reading):
                source = Source(self.outlets.own(self.readings[parent]), "link", self.readings[parent].report.url or "")
                yield from self._judge(child, parent, source)
            for source in sources.values():
                for parent in self._earlier(source.outlet, reading):
                    if parent != child and _follows(reading, self.readings[parent]):
                        yield from self._judge(child, parent, source)

    def _earlier(self, outlet: tuple[str, ...], reading: Reading) -> list[int]:
        """Reports of an outlet that may have come out in the weeks before one, and all without a date."""
        if outlet not in self._dated:
            numbers = self.outlets.reports.get(outlet, ())
            rows = sorted((days(self.readings[number])[0], number) for number in numbers)
            wide = max((span(self.readings[number]) for number in numbers), default=timedelta(0))
            self._dated[outlet] = [first for first, _ in rows], [number for _, number in rows], wide
        firsts, numbers, wide = self._dated[outlet]
        first, last = days(reading)
        if first == date.min:
            return numbers
        low = bisect_left(firsts, first - WINDOW - wide) if first.year > 1 else 0
        high = bisect_right(firsts, last + timedelta(days=1)) if last.year < 9999 else len(firsts)
        return [*numbers[: bisect_right(firsts, date.min)], *numbers[max(low, bisect_right(firsts, date.min)) : high]]

    def _judge(self, child: int, parent: int, source: Source) -> Iterator[tuple[int, int, Edge]]:
        common = self.mentions.bits(child, parent)
        meet = self._glances[child].meets(self._glances[parent])
        matches = align(self.readings[child], self.readings[parent]) if meet else ()
        bits = sum(match.bits for match in matches)
        if bits < CITED_BITS and common < (1.0 if source.how == "forward" else MENTIONED_BITS):
            return
        share = max(self._share(child, source, matches), self.mentions.share(child, parent))
        sentence = f"names “{source.words}” as its source ({source.how}); {share:.0%} of what it tells comes from there"
        alike = Reason("mentions", round(common, 2), "places, days and figures that both texts name")
        reasons = [Reason("source", 4.0, sentence), alike, *_facts(matches)]
        kind = "forward" if source.how == "forward" else "citation"
        edge = self._edge(child, parent, kind, 4.0 + bits + common, reasons)
        if share >= HALF or source.how == "forward":
            yield edge
        else:
            self.partial.append(edge[2])

    def _share(self, child: int, source: Source, matches: Sequence[Match]) -> float:
        told = [claim for claim in self.readings[child].claims if tellable(claim)]
        if not told:
            return 0.0
        matched = {match.child.ref for match in matches}
        parent_own = source.outlet
        taken = [
            claim
            for claim in told
            if claim.ref in matched or parent_own in {self.outlets.names.find(name) for name in claim.chain.outlets}
        ]
        return len(taken) / len(told)

    def _cocited(self) -> Iterator[tuple[int, int, Edge]]:
        """Two reports that name one source which is not in the set."""
        by_source: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, sources in enumerate(self.sources):
            for outlet, source in sources.items():
                if source.how in ("chain", "forward") and outlet not in self.outlets.reports:
                    by_source[outlet].append(number)
        for numbers in by_source.values():
            numbers.sort(key=lambda number: (days(self.readings[number])[0], number))
            for place, later in enumerate(numbers):
                for earlier in numbers[max(0, place - 5) : place]:
                    yield from self._common(later, earlier)

    def _common(self, later: int, earlier: int) -> Iterator[tuple[int, int, Edge]]:
        if not _follows(self.readings[later], self.readings[earlier]):
            return
        for source in self.sources[later].values():
            if source.outlet in self.sources[earlier] and source.how in ("chain", "forward"):
                matches = align(self.readings[later], self.readings[earlier])
                bits = sum(match.bits for match in matches)
                both = min(self._share(later, source, matches), self._share(earlier, source, matches))
                if bits >= 2 * CITED_BITS and both >= HALF:
                    reasons = [
                        Reason("common source", 4.0, f"both name “{source.words}” as the source"),
                        *_facts(matches),
                    ]
                    yield self._edge(later, earlier, "citation", 4.0 + bits, reasons)

    def _quoted(self) -> Iterator[tuple[int, int, Edge]]:
        """Reports with one quote to the letter: one speech that both heard, or one that took it from the other."""
        for one, other, words in shared_quotes([reading.report.text for reading in self.readings]):
            child, parent = self._ordered(one, other)
            if not _follows(self.readings[child], self.readings[parent]):
                continue
            matches = align(self.readings[child], self.readings[parent])
            told = [claim for claim in self.readings[child].claims if tellable(claim)]
            reasons = [Reason("quote", 5.0, f"the quote that begins “{words}” stands in both"), *_facts(matches)]
            edge = self._edge(child, parent, "quote", 5.0 + sum(match.bits for match in matches), reasons)
            if matches and len(matches) >= HALF * len(told):
                yield edge
            else:
                self.partial.append(edge[2])

    def _unnamed(self) -> Iterator[tuple[int, int, Edge]]:
        """Retellings that name nobody: most of the facts, rare ones among them, stand in an earlier report."""
        rare = sorted({*rare_pairs(self.readings), *self.mentions.pairs()})
        yield from self._again(rare)
        for one, other in rare:
            child, parent = self._ordered(one, other)
            if not _follows(self.readings[child], self.readings[parent]):
                continue
            matches = align(self.readings[child], self.readings[parent])
            bits = sum(match.bits for match in matches)
            told = [claim for claim in self.readings[child].claims if tellable(claim)]
            most = len(matches) >= 0.6 * len(told) or self.mentions.share(child, parent) >= HALF
            if len(matches) >= UNCITED_FACTS and bits >= UNCITED_BITS and most:
                kind = "copy" if self.readings[child].language == self.readings[parent].language else "translation"
                yield self._edge(child, parent, kind, bits, _facts(matches))

    def _again(self, rare: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Edge]]:
        """One channel that tells a story again: its own words are no second gate."""
        own = [self.outlets.own(reading) for reading in self.readings]
        for one, other, matches in posts.again(self.readings, own, rare):
            child, parent = self._ordered(one, other)
            if _follows(self.readings[child], self.readings[parent]):
                bits = sum(match.bits for match in matches)
                reasons = [Reason("channel", 2.0, "the same channel tells it again"), *_facts(matches)]
                yield self._edge(child, parent, "channel", 2.0 + bits, reasons)
