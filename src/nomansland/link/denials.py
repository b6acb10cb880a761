"""Replies against testimony inside one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nomansland.link.replies import (
    NEXT,
    Clash,
    admitted,
    best_of,
    chief,
    is_open,
    is_outside,
    is_statement,
    one_side,
    replies,
    speaks_of,
    strongest,
)
from nomansland.link.scene import Scene
from nomansland.link.subjects import common
from nomansland.link.topics import cue, topics_of
from nomansland.words import Claim, Reading, Reason

ALL = "all that is told"
CENTRAL = frozenset({"coercion.detention", "refusal.order", "refusal.mutiny"})
"""What a reply speaks of that only names a building or a company: that men are held there, that it refused."""

BREATH = 40
"""Replies that stand closer than this many characters are one sentence's."""


def _just_before(scene: Scene, reading: Reading, denial: Claim) -> list[Claim]:
    """The account that a reply without a subject answers: what stands before it in its paragraph or the one before."""
    text = reading.report.text
    told = [
        claim
        for claim in reading.claims
        if is_open(scene, claim)
        and is_outside(claim)
        and one_side(claim, denial)
        and claim.passage.end <= denial.passage.start
    ]
    breaks = [place for place, sign in enumerate(text[: denial.passage.start]) if sign == "\n"]
    for start in ([breaks[-1]] if breaks else [0]) + ([breaks[-2]] if len(breaks) > 1 else []):
        block = [claim for claim in told if claim.passage.start >= start]
        if block:
            block = [claim for claim in block if not scene.headline(claim)] or block
            return [claim for claim in block if claim.type.startswith("coercion.")] or block
    return []


def _answers(scene: Scene, reading: Reading, denial: Claim) -> Iterator[Clash]:
    """What a reply denies inside its own report."""
    found = topics_of(denial.passage.quote, reading.language)
    statement = is_statement(reading)
    others = [
        claim
        for claim in reading.claims
        if is_open(scene, claim) and admitted(claim, statement) and one_side(claim, denial) and claim.ref != denial.ref
    ]
    before = [claim for claim in others if claim.passage.start < denial.passage.start]
    for topic in found:
        fit = [claim for claim in before if speaks_of(topic, claim, scene)]
        if not fit:
            fit = [claim for claim in others if speaks_of(topic, claim, scene) and (statement or is_outside(claim))]
        best = best_of(scene, denial, fit, topic)
        if best:
            yield best
    if not found:
        yield from _without_subject(scene, reading, denial, [claim for claim in before if is_outside(claim)], statement)


def _without_subject(
    scene: Scene, reading: Reading, denial: Claim, before: Sequence[Claim], statement: bool
) -> Iterator[Clash]:
    """What a reply answers that names no kind of act.

    It is the account that names the same building or unit; where the reply rejects all that is told, what the report
    is about; else what was told just before it.
    """
    if cue("blanket", reading.language).search(denial.passage.quote):
        best = chief(scene, before)
        if best is not None:
            yield Clash(denial, best, ALL, (Reason("blanket", 2, "the reply rejects the whole account"),))
        return
    central = [claim for claim in before if claim.type in CENTRAL and denial.count is None]
    best = chief(scene, [claim for claim in central if common(scene, denial, claim)])
    if best is not None:
        named = ", ".join(sorted(f"{stem}…" for stem in common(scene, denial, best)))
        yield Clash(denial, best, f"what is said of {named}", (Reason("words", 3, f"both speak of {named}"),))
    elif not statement:
        fit = _just_before(scene, reading, denial)
        if fit:
            yield Clash(denial, fit[0], NEXT, (Reason("next", 1, "the reply follows the account"),))


def inside(scene: Scene) -> Iterator[Clash]:
    """Replies against the accounts of their own report; one reply for each account and topic, the best fitting."""
    for reading in scene.readings:
        found = (clash for denial in replies(reading) for clash in _answers(scene, reading, denial))
        yield from _one_breath(strongest(found))


def _one_breath(clashes: Sequence[Clash]) -> Iterator[Clash]:
    """Two replies of one breath against one account are one; what rejects the account stands, else the longer one."""
    out: list[Clash] = []
    for clash in clashes:
        near = [one for one in out if one.claim.ref == clash.claim.ref and _adjacent(one.denial, clash.denial)]
        if not near:
            out.append(clash)
        elif _weighty(clash) > _weighty(near[0]):
            out[out.index(near[0])] = clash
    yield from out


def _weighty(clash: Clash) -> tuple[bool, int]:
    return clash.about == ALL, len(clash.denial.passage.quote)


def _adjacent(one: Claim, other: Claim) -> bool:
    return max(one.passage.start, other.passage.start) - min(one.passage.end, other.passage.end) < BREATH
