"""Make a release, or refuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from nomansland.review import corrected
from nomansland.share.cells import Key, countable, counted
from nomansland.share.law import citation, cited
from nomansland.share.suppress import held_back, suppress
from nomansland.words import Cell, Claim, Finding, Incident, Reading, Release
from nomansland.words.codebook import ids
from nomansland.words.codec import to_json
from nomansland.words.errors import ShareRefused

K = 5
ALONE = "Each finding was reviewed by one person."
DECIDED = ("accepted", "rejected", "retracted", "split")
NOTES = (
    "Counts of incidents that people accepted after review, by side, event type, oblast and month.",
    "A combination that is not listed has none, or too few to be published, or is held back.",
    "Incidents whose side, oblast or month cannot be told are not counted.",
    "The counts of the two sides rest on different sources: they are never to be added or compared.",
    "A published value changes only when at least as many incidents changed as a cell must hold to be published.",
)


def decided_claims(claims: Mapping[str, Claim], findings: Sequence[Finding], people: int) -> list[Claim]:
    """The accepted claims as corrected. Raises ShareRefused where one countable claim is not decided."""
    states = {finding.claim: finding for finding in findings}
    strange = states.keys() - claims.keys()
    if strange:
        raise ShareRefused("There are findings on claims that are not in the record.", todo="Read the reports again.")
    open_ones = [
        ref
        for ref, claim in claims.items()
        if countable(claim) and not (ref in states and _closed(states[ref], people))
    ]
    if open_ones:
        raise ShareRefused(
            f"{len(open_ones)} claims are not decided, the first is {min(open_ones)}.",
            todo="Decide on each: `nomansland review` lists them.",
        )
    return [
        corrected(claim, states[ref])
        for ref, claim in claims.items()
        if ref in states and states[ref].state == "accepted"
    ]


def _closed(finding: Finding, people: int) -> bool:
    return finding.state in DECIDED and (finding.state != "accepted" or finding.people >= people)


def _values(counts: Mapping[Key, int], k: int, previous: Release | None) -> dict[Key, int]:
    if previous is None:
        hidden = suppress(counts, k)
        return {key: count for key, count in counts.items() if key not in hidden}
    before = {
        Key(cell.side, cell.type, cell.oblast, cell.month): cell.value
        for cell in previous.cells
        if cell.value is not None
    }
    held = held_back(counts, before, k)
    hidden = suppress(counts, k, frozenset(key for key, value in held.items() if value is None))
    return {key: held.get(key) or count for key, count in counts.items() if key not in hidden}


def release(
    findings: Iterable[Finding],
    readings: Iterable[Reading],
    k: int = K,
    incidents: Iterable[Incident] = (),
    previous: Release | None = None,
    people: int = 1,
    same: Mapping[str, str] | None = None,
    rules: Iterable[str] = (),
) -> Release:
    """Counts that may leave the case.

    Parameters
    ----------
    findings : iterable of Finding
        What people decided, for every claim of the readings.
    readings : iterable of Reading
        The newest pass over every report of the case.
    k : int
        The smallest count that is published, at least 3.
    incidents : iterable of Incident
        Which claims tell of one event, so that copies do not count twice.
    previous : Release or None
        The release before this one; None only for the first.
    people : int
        How many people must have accepted a claim.
    same : mapping of str to str, optional
        The claim that each copied one stands for (`group.once`).
    rules : iterable of str
        Ids of rules to cite; one that is not verified or not dated refuses the whole release.

    Raises
    ------
    ShareRefused
        Where one countable claim is undecided or disputed, an event type is none, a rule may not be cited, or k is too
        small.
    """
    if k < 3:
        raise ShareRefused(f"Cells of {k} would single people out.", todo="Use at least 3.")
    notes = (*NOTES, *((ALONE,) if people < 2 else ()), *map(citation, cited(rules)))
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    counts = counted(decided_claims(claims, list(findings), people), incidents, same)
    strange = sorted({key.type for key in counts} - set(ids("event")))
    if strange:
        raise ShareRefused(f"{strange[0]!r} is no event type of the codebook.", todo="Correct the claim.")
    values = _values(counts, k, previous)
    cells = tuple(Cell(key.side, key.type, key.oblast, key.month, values[key]) for key in sorted(values))
    mark = sha256(to_json([cells, notes])).hexdigest()[:12]
    return Release(f"release-{mark}", cells, len(counts) - len(values), notes)
