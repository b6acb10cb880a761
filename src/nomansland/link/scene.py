"""A set of readings with what linking asks of it: who belongs to which lineage, which reports tell one story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from nomansland.group import Origins, Outlets, once
from nomansland.group.decided import read as decided
from nomansland.group.details import rare_pairs
from nomansland.group.edges import days
from nomansland.link.profile import Profile, Spots, profile
from nomansland.link.weights import act, told
from nomansland.words import Claim, Decision, Passage, Place, Reading, Retelling

TELLING = frozenset({"place and day", "unit"})
"""Particulars of which one is enough to link two reports: a number alone, even a large one, is shared by chance."""

_NUMBER = re.compile(r"\d{2,}")
_STOP = re.compile(r"[.!?…](?=\s)|\n")


def _inside_replies(reading: Reading) -> Iterator[Claim]:
    """Claims read from the very words of a reply: "no one is held" names holding only to deny it."""
    replies = [claim.passage for claim in reading.claims if claim.type == "response.denial"]
    for claim in reading.claims:
        size = claim.passage.end - claim.passage.start
        if claim.type.startswith(("response.", "site.")) or not size:
            continue
        if any(min(claim.passage.end, one.end) - max(claim.passage.start, one.start) > 0.6 * size for one in replies):
            yield claim


def _values(claim: Claim) -> tuple[object, ...]:
    """What drifts from one telling to the next."""
    time, place, count = claim.time, claim.place, claim.count
    return (
        claim.type,
        claim.side,
        claim.modality,
        place and (place.candidates, place.region, place.text),
        time and time.edtf,
        count and (count.min, count.max, count.unit),
        claim.unit,
        claim.site,
        claim.speaker and (claim.speaker.role, claim.speaker.name),
        claim.chain.outlets,
    )


class Scene:
    """Readings and their lineages, indexed.

    Attributes
    ----------
    readings : tuple of Reading
    claims : dict
        Claims by `report:claim`.
    origins : Origins
    outlets : Outlets
    replied : frozenset of str
        Claims that stand in the words of a reply of their own report.
    spots : Spots
        The distinct places of the set.
    """

    def __init__(
        self, readings: Sequence[Reading], retellings: Sequence[Retelling], decisions: Sequence[Decision] = ()
    ) -> None:
        self.readings = tuple(readings)
        self.claims = {claim.ref: claim for reading in readings for claim in reading.claims}
        self._reading = {reading.report.id: reading for reading in readings}
        number = {reading.report.id: place for place, reading in enumerate(readings)}
        self._lineage = {report: telling.id for telling in retellings for report in telling.reports}
        families = [[number[report] for report in telling.reports if report in number] for telling in retellings]
        self.outlets = Outlets(self.readings, decided(decisions))
        self.origins = Origins(self.readings, self.outlets, [family for family in families if family])
        self._origin: dict[str, Hashable] = {}
        self._rank = {report: place for telling in retellings for place, report in enumerate(telling.reports)}
        self._stories = {
            frozenset((self.readings[one].report.id, self.readings[other].report.id))
            for one, other in rare_pairs(self.readings, least=1, kinds=TELLING)
        }
        self._acts = Counter(
            (claim.report, act(claim.type), claim.side) for claim in self.claims.values() if told(claim)
        )
        self.replied = frozenset(claim.ref for reading in readings for claim in _inside_replies(reading))
        self.spots = Spots()
        self._first = once(self.readings, retellings)
        self._profiles: dict[str, Profile] = {}
        self._near: dict[str, list[str]] = {reading.report.id: [reading.report.id] for reading in readings}
        for story in self._stories:
            left, right = sorted(story)
            self._near[left].append(right)
            self._near[right].append(left)

    def reading(self, claim: Claim) -> Reading:
        """The reading that holds a claim."""
        return self._reading[claim.report]

    def lineage(self, claim: Claim) -> str:
        """Id of the retelling that a claim's report belongs to."""
        return self._lineage.get(claim.report, claim.report)

    def same_outlet(self, one: Claim, other: Claim) -> bool:
        """True where the reports of two claims were published by one outlet."""
        left, right = self.outlets.own(self.reading(one)), self.outlets.own(self.reading(other))
        return bool(left) and left == right

    def first(self, one: Claim, other: Claim) -> tuple[str, str]:
        """The claims that two claims are copies of, or they themselves; two of which one copies the other stay."""
        left, right = self._first.get(one.ref, one.ref), self._first.get(other.ref, other.ref)
        return (left, right) if left != right else (one.ref, other.ref)

    def repeats(self, claim: Claim) -> Claim | None:
        """The claim that this one repeats in a copy, with nothing changed that is compared; None where it is new."""
        first = self.claims.get(self._first.get(claim.ref, ""))
        return first if first is not None and _values(first) == _values(claim) else None

    def told_together(self, one: Claim, other: Claim) -> bool:
        """True where two claims go back to one origin: one lineage, or the same outlet at the end of both chains."""
        return self.lineage(one) == self.lineage(other) or self.origin(one) == self.origin(other)

    def origin(self, claim: Claim) -> Hashable:
        """The gate through which a claim became public."""
        if claim.ref not in self._origin:
            self._origin[claim.ref] = self.origins.origin(claim)
        return self._origin[claim.ref]

    def story(self, one: Claim, other: Claim) -> bool:
        """True where the reports of two claims share a rare particular."""
        return one.report == other.report or frozenset((one.report, other.report)) in self._stories

    def only(self, claim: Claim) -> bool:
        """True where a report tells only this one act of its kind and side."""
        return self._acts[(claim.report, act(claim.type), claim.side)] == 1

    def neighbours(self, report: str) -> list[str]:
        """The report itself and those that share a rare particular with it."""
        return self._near[report]

    def neighbours_of(self, one: str, other: str) -> bool:
        """True where two reports share a rare particular."""
        return frozenset((one, other)) in self._stories

    def profile(self, claim: Claim) -> Profile:
        """The record of a claim for comparisons, made once."""
        ref = claim.ref
        if ref not in self._profiles:
            self._profiles[ref] = profile(self, claim)
        return self._profiles[ref]

    def age(self, claim: Claim) -> tuple[object, ...]:
        """Sort key: the older report first, by the last day on which it may be from, then the order of its text."""
        first, last = days(self.reading(claim))
        return (last, first, self._rank.get(claim.report, 0), claim.report, claim.passage.start)

    def own_place(self, claim: Claim) -> bool:
        """True where a claim's place stands in its own sentence; one carried over from before may be another's."""
        return claim.place is not None and self._same_sentence(claim, claim.place.passage)

    def own_time(self, claim: Claim) -> bool:
        """True where a claim's time stands in its own sentence."""
        if claim.time is None or (claim.time.passage is None and claim.time.basis):
            return False
        return self._same_sentence(claim, claim.time.passage)

    def _same_sentence(self, claim: Claim, passage: Passage | None) -> bool:
        if passage is None:
            return True
        first, last = sorted((claim.passage, passage), key=lambda one: one.start)
        return _STOP.search(self.reading(claim).report.text, first.end, max(first.end, last.start)) is None

    def sentence(self, claim: Claim) -> tuple[int, int]:
        """Offsets of the sentences that a claim's words stand in."""
        text = self.reading(claim).report.text
        starts = [match.end() for match in _STOP.finditer(text, 0, claim.passage.start)]
        stop = _STOP.search(text, max(claim.passage.start, claim.passage.end - 1))
        return (starts[-1] if starts else 0), (stop.start() if stop else len(text))

    def headline(self, claim: Claim) -> bool:
        """True for a claim of a report's headline: a first line without a full stop, with text under it."""
        text = self.reading(claim).report.text
        end = text.find("\n")
        return 0 < end < 200 and claim.passage.start < end and text[:end].rstrip()[-1:] not in ".:"

    def fullness(self, claim: Claim) -> int:
        """How many of place, time, number and unit a claim gives; what a headline says the text tells better."""
        given = sum(value is not None for value in (claim.place, claim.time, claim.count, claim.unit))
        return given - 2 * self.headline(claim)

    def tellings(self, claims: Sequence[Claim], key: Callable[[Claim], object]) -> list[Claim]:
        """Of each report the fullest claim for each value of `key`."""
        best: dict[tuple[str, object], Claim] = {}
        for claim in claims:
            name = (claim.report, key(claim))
            if name not in best or self.fullness(claim) > self.fullness(best[name]):
                best[name] = claim
        return list(best.values())

    def units(self, claim: Claim) -> frozenset[str]:
        """Numbers in the military unit of a claim."""
        return frozenset(_NUMBER.findall(claim.unit)) if claim.unit else frozenset()

    def asserted(self) -> Iterator[Claim]:
        """Claims told as facts; what a report names only to deny it is none."""
        return (claim for claim in self.claims.values() if told(claim) and claim.ref not in self.replied)

    def spot(self, claim: Claim) -> Place | None:
        """The place of a claim, else that of the claim told last before it in its report on the same side with one."""
        if claim.place is not None:
            return claim.place
        found = None
        for other in self.reading(claim).claims:
            if other.passage.start >= claim.passage.start:
                break
            if other.place is not None and other.side == claim.side:
                found = other.place
        return found
