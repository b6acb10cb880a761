"""The legal sheet of each place of detention: what was told of each protection, and the rules of those days.

Facts told as present, absent or disputed; never a verdict. A state is worked out for one place and one side: what is
told of two places never contradicts itself here, and the two sides never share a sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from nomansland.group import once
from nomansland.link.scene import Scene
from nomansland.words import Claim, Decision, Reading, Retelling, Site, edtf_of
from nomansland.words.law import CONDITIONS, bearing
from nomansland.words.sheet import CONTRADICTED, NO, NOT_STATED, YES, InForce, Sheet, SheetCell, Stated
from nomansland.words.time import OPEN_FIRST, OPEN_LAST

ELSEWHERE = "told of no place in particular"
_TOLD = frozenset({"asserted", "denied"})
Days = tuple[date, date]


def sheets(
    sites: Iterable[Site],
    readings: Sequence[Reading],
    retellings: Sequence[Retelling] = (),
    decisions: Sequence[Decision] = (),
    placed: Collection[str] = (),
) -> tuple[Sheet, ...]:
    """One sheet for each site, then one for each side with what is told of no site.

    Parameters
    ----------
    sites : iterable of Site
    readings : sequence of Reading
        All that hold claims of the sites; those of the whole case for what is told of no site.
    retellings : sequence of Retelling
        Copies are taken out by them: an echo states nothing twice.
    decisions : sequence of Decision
        People's on edges and families.
    placed : collection of str
        Claims of further sites, whose sheets are not asked for.
    """
    scene = Scene(readings, retellings, decisions)
    first = once(readings, retellings)
    out, home = [], set(placed)
    for site in sites:
        home.update(site.claims)
        claims = [scene.claims[ref] for ref in site.claims if ref in scene.claims]
        out.append(_sheet(scene, first, claims, site.id, site.name, site.side))
    rest: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in scene.claims.values():
        if claim.conditions and claim.modality in _TOLD and claim.ref not in home:
            rest[claim.side].append(claim)
    for side in sorted(rest, key=str):
        out.append(_sheet(scene, first, rest[side], "", ELSEWHERE, side))
    return tuple(out)


def sheet_of(
    site: Site, readings: Sequence[Reading], retellings: Sequence[Retelling] = (), decisions: Sequence[Decision] = ()
) -> Sheet:
    """The sheet of one site."""
    return sheets([site], readings, retellings, decisions)[0]


def _sheet(
    scene: Scene, first: dict[str, str], claims: Sequence[Claim], site: str, name: str, side: str | None
) -> Sheet:
    days = _span(claim for claim in claims if claim.modality in _TOLD)
    stated: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
    seen = set()
    for claim in sorted(claims, key=scene.age):
        origin = first.get(claim.ref, claim.ref)
        for condition, value in claim.conditions if claim.modality in _TOLD else ():
            if (origin, condition, value) not in seen:
                seen.add((origin, condition, value))
                stated[condition].append((claim, value))
    cells = tuple(_cell(scene, name, stated.get(name, ()), side, days) for name in CONDITIONS)
    return Sheet(site, name, side, edtf_of(*days) if days else None, cells)


def _cell(
    scene: Scene, condition: str, stated: Sequence[tuple[Claim, str]], side: str | None, days: Days | None
) -> SheetCell:
    claims = [claim for claim, _ in stated]
    told = tuple(_stated(condition, claim, value) for claim, value in stated)
    values = {one.value for one in told}
    state = NOT_STATED if not values else CONTRADICTED if len(values) > 1 else values.pop()
    own = _span(claims) or days
    in_force = tuple(InForce(rule.id, rule.on(own), rule.citable) for rule in bearing(condition, side))
    note = _note(state, stated)
    return SheetCell(
        condition, state, told, scene.origins.voices(claims), scene.origins.newsrooms(claims), in_force, note
    )


def _stated(condition: str, claim: Claim, value: str) -> Stated:
    words = next((one.passage for one in claim.evidence if one.field == f"condition.{condition}"), claim.passage)
    return Stated(claim.ref, value, words, claim.speaker is not None and claim.speaker.adversary)


def _note(state: str, stated: Sequence[tuple[Claim, str]]) -> str:
    """What qualifies a state: who alone tells it, and where two accounts are of different days."""
    notes = []
    if stated and all(claim.speaker is not None and claim.speaker.adversary for claim, _ in stated):
        notes.append("the other side only")
    if state == CONTRADICTED:
        yes = [claim for claim, value in stated if value == YES]
        no = [claim for claim, value in stated if value == NO]
        if all(_apart(one, other) for one in yes for other in no):
            notes.append("told of different days: both can hold")
    return "; ".join(notes)


def _apart(one: Claim, other: Claim) -> bool:
    left, right = _bounds(one), _bounds(other)
    return left is not None and right is not None and (left[1] < right[0] or right[1] < left[0])


def _bounds(claim: Claim) -> Days | None:
    """The days of a claim where both ends are told."""
    bounds = claim.time.bounds if claim.time else None
    return None if bounds is None or OPEN_FIRST in bounds or OPEN_LAST in bounds else bounds


def _span(claims: Iterable[Claim]) -> Days | None:
    """From the first day told to the last."""
    found = [bounds for claim in claims if (bounds := _bounds(claim))]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None
