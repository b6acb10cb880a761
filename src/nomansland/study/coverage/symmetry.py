"""Whether both sides are held to the same standard of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from nomansland.words import Claim, Finding, Incident

SIDES = ("RF", "UA")
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` on each side, and the difference (first minus second side) with its 95 % interval."""

    name: str
    parts: tuple[int, int]
    wholes: tuple[int, int]
    difference: float | None
    low: float | None
    high: float | None

    @property
    def uneven(self) -> bool:
        """True where the interval leaves out 0: the desk should look at why."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's score interval of a share (JASA 22, 1927), 95 %."""
    share, square = part / whole, Z * Z / whole
    middle = (share + square / 2) / (1 + square)
    reach = Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def compared(name: str, parts: tuple[int, int], wholes: tuple[int, int]) -> Share:
    """Difference of two shares with Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10)."""
    if not all(wholes):
        return Share(name, parts, wholes, None, None, None)
    (one, other), bounds = (part / whole for part, whole in zip(parts, wholes, strict=True)), [
        wilson(part, whole) for part, whole in zip(parts, wholes, strict=True)
    ]  # fmt: skip
    apart = one - other
    low = apart - sqrt((one - bounds[0][0]) ** 2 + (bounds[1][1] - other) ** 2)
    high = apart + sqrt((bounds[0][1] - one) ** 2 + (other - bounds[1][0]) ** 2)
    return Share(name, parts, wholes, apart, low, high)


def _told_by(claims: Sequence[Claim], test: Callable[[Claim], bool]) -> bool:
    return bool(claims) and all(test(claim) for claim in claims)


def _placed(claims: Sequence[Claim]) -> bool:
    best = [claim.place.best for claim in claims if claim.place is not None]
    return any(one is not None and one.lat is not None and one.radius_km <= 30 for one in best)


def _dated(claims: Sequence[Claim]) -> bool:
    bounds = [claim.time.bounds for claim in claims if claim.time is not None]
    return any(one is not None and (one[1] - one[0]).days <= 7 for one in bounds)


STANDARDS: tuple[tuple[str, Callable[[Incident, Sequence[Claim]], bool]], ...] = (
    ("two newsrooms or more", lambda incident, _: incident.newsrooms.low >= 2),
    ("two voices or more", lambda incident, _: incident.voices.low >= 2),
    ("told by the other side only", lambda _, c: _told_by(c, lambda one: bool(one.speaker and one.speaker.adversary))),
    ("reported as not confirmed only", lambda _, claims: _told_by(claims, lambda one: one.hedge)),
    ("place known within 30 km", lambda _, claims: _placed(claims)),
    ("day known within a week", lambda _, claims: _dated(claims)),
)


def audit(incidents: Iterable[Incident], claims: dict[str, Claim], findings: Iterable[Finding]) -> tuple[Share, ...]:
    """The same questions put to the incidents of both sides, and to what people decided on them."""
    states = {finding.claim: finding.state for finding in findings}
    rows: dict[str, list[tuple[Incident, list[Claim]]]] = {side: [] for side in SIDES}
    for incident in incidents:
        told = [claims[ref] for ref in incident.claims if ref in claims and claims[ref].modality == "asserted"]
        if incident.side in rows and told:
            rows[incident.side].append((incident, told))
    shares = [
        compared(
            name,
            (sum(test(*row) for row in rows[SIDES[0]]), sum(test(*row) for row in rows[SIDES[1]])),
            (len(rows[SIDES[0]]), len(rows[SIDES[1]])),
        )
        for name, test in STANDARDS
    ]
    return (*shares, *_decided(rows, states))


def _decided(rows: dict[str, list[tuple[Incident, list[Claim]]]], states: dict[str, str]) -> Iterable[Share]:
    """Of what was decided, how much was accepted; of what was accepted, how much rests on one newsroom."""
    accepted, decided, single = [0, 0], [0, 0], [0, 0]
    for number, side in enumerate(SIDES):
        for incident, told in rows[side]:
            found = {states.get(claim.ref, "undecided") for claim in told} & {"accepted", "rejected", "retracted"}
            decided[number] += bool(found)
            accepted[number] += "accepted" in found
            single[number] += "accepted" in found and incident.newsrooms.high <= 1
    yield compared("accepted, of decided", (accepted[0], accepted[1]), (decided[0], decided[1]))
    yield compared("on one newsroom, of accepted", (single[0], single[1]), (accepted[0], accepted[1]))
