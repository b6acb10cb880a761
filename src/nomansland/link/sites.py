"""Places of detention over all reports, and what was said of their lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations

from nomansland.group.compare import place_key, same_name, same_place
from nomansland.group.graph import Sets
from nomansland.link.decided import Ties
from nomansland.link.lives import merged
from nomansland.link.regroup import regroup
from nomansland.link.replies import one_side
from nomansland.link.routes import moves_whole
from nomansland.link.scene import Scene
from nomansland.link.subjects import common
from nomansland.link.weights import told
from nomansland.link.where import agreed
from nomansland.words import Claim, Contradiction, Incident, Place, Reason, Site, SiteState

STATES = {
    "site.opened": "active",
    "site.closed": "closed",
    "site.reopened": "reopened",
    "site.status": "active",
    "coercion.detention": "active",
}
AT_SITE = frozenset(
    {*STATES, "coercion.conditions", "coercion.ill_treatment", "coercion.confiscation", "coercion.execution"}
)
NEAR_SITE = frozenset({"coercion.transfer", "coercion.forced_return", "refusal.absence", "response.denial"})
"""Types that belong to a site where they are told of its very place."""

CELL_DEGREES, NAME_LETTERS = 0.25, 6
MOST_PER_BLOCK, MOST_NAMED = 200, 50
FOUNDING = frozenset(STATES)
"""Types that say by themselves that a place of detention is there."""


def _spot(scene: Scene, claim: Claim) -> Place | None:
    return scene.spot(claim) if claim.type in AT_SITE or claim.site else claim.place


def _founders(scene: Scene) -> list[Claim]:
    """Claims that tell of a site: held there, opened, closed; or any claim that its reader tied to one."""
    return [
        claim
        for claim in scene.claims.values()
        if claim.modality in ("asserted", "denied")
        and (claim.type in FOUNDING or claim.site or (claim.type == "coercion.transfer" and moves_whole(scene, claim)))
        and _counts_no_sites(claim)
        and not _of_some(claim)
    ]


def _of_some(claim: Claim) -> bool:
    """True for a state told of no site in particular ("some are no longer active")."""
    return claim.type.startswith("site.") and claim.place is None and claim.site is None


def _counts_no_sites(claim: Claim) -> bool:
    return claim.count is None or claim.count.unit != "site"


def _one_site(scene: Scene, one: Claim, other: Claim) -> bool:
    if one.side and other.side and one.side != other.side:
        return False
    left, right = _spot(scene, one), _spot(scene, other)
    if left is None or right is None:
        return False
    if left.point is None or right.point is None:
        return False
    if same_place(left, right):
        return True
    return scene.lineage(one) == scene.lineage(other) and same_name(left, right)


def _keys(scene: Scene, claim: Claim) -> Iterator[tuple[object, ...]]:
    """What claims of one site have in common: a grid cell round the point, or a name within a lineage."""
    spot = _spot(scene, claim)
    if spot is None or spot.point is None:
        return
    row, column = int(spot.point[0] // CELL_DEGREES), int(spot.point[1] // CELL_DEGREES)
    yield from (("cell", row + up, column + right) for up in (0, 1) for right in (0, 1))
    yield "name", scene.lineage(claim), place_key(spot.text)


def _join(scene: Scene, claims: Sequence[Claim], found: Sequence[Incident]) -> Sets[str]:
    sets: Sets[str] = Sets(claim.ref for claim in claims)
    blocks: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in _keys(scene, claim):
            blocks[key].append(claim)
    for block in blocks.values():
        for one, other in combinations(block[:MOST_PER_BLOCK], 2):
            if sets.find(one.ref) != sets.find(other.ref) and _one_site(scene, one, other):
                sets.join(one.ref, other.ref)
    for refs in (*_named(claims), *_told(scene, found, sets)):
        for ref in refs[1:]:
            sets.join(refs[0], ref)
    return sets


def _named(claims: Sequence[Claim]) -> Iterator[list[str]]:
    """Claims of one report that its reader tied to one site, unless their places tell them apart."""
    named: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.site:
            named[(claim.report, claim.site, claim.side)].append(claim)
    for group in named.values():
        pairs = combinations(group[:MOST_NAMED], 2)
        if not any(same_place(one.place, other.place) is False for one, other in pairs):
            yield [claim.ref for claim in group]


def _told(scene: Scene, found: Sequence[Incident], known: Sets[str]) -> Iterator[list[str]]:
    """Claims without a place, with the first claim of their incident."""
    for incident in found:
        refs = [ref for ref in incident.claims if ref in known]
        placeless = [ref for ref in refs if _placeless(scene, ref)]
        if placeless:
            placed = [ref for ref in refs if ref not in placeless]
            yield [*placed[:1], *placeless]


def _placeless(scene: Scene, ref: str) -> bool:
    place = scene.claims[ref].place
    return place is None or place.point is None


def _states(scene: Scene, claims: Sequence[Claim], name: str) -> Iterator[SiteState]:
    """What the oldest telling of each lineage says of the site's life; copies that drifted add no state."""
    oldest: dict[tuple[str, str], Claim] = {}
    for claim in sorted(claims, key=scene.age):
        if not told(claim) or claim.type not in STATES:
            continue
        first = oldest.setdefault((scene.lineage(claim), claim.type), claim)
        if first.report == claim.report:
            yield SiteState(name, STATES[claim.type], claim.ref, claim.time, claim.side)


def _site(scene: Scene, claims: Sequence[Claim]) -> Site:
    ordered = sorted(claims, key=scene.age)
    place = agreed(scene, ((claim, spot) for claim in ordered if (spot := _spot(scene, claim)) and spot.best))
    name = (
        (place.best.name if place and place.best else None)
        or next((c.site for c in ordered if c.site), "")
        or "unnamed"
    )
    refs = tuple(claim.ref for claim in ordered)
    identity = "s-" + sha256("\n".join(sorted(refs)).encode()).hexdigest()[:12]
    why = (
        f"{len(refs)} claims of {len({c.report for c in ordered})} reports tell of detention at one point, on one side"
    )
    side = next((claim.side for claim in ordered if claim.side), None)
    states = merged(list(_states(scene, ordered, identity)))
    voices, newsrooms = scene.origins.voices(ordered), scene.origins.newsrooms(ordered)
    return Site(identity, name, refs, states, side, place, (Reason("place", 4.0, why),), voices, newsrooms)


def sites(
    scene: Scene, found: Sequence[Incident], clashes: Sequence[Contradiction], known: Ties | None = None
) -> tuple[Site, ...]:
    """Places of detention: one for each point and side, with all that is told of it; `known` is what people decided.

    A claim without a place of its own belongs to the site that its reader tied it to, or to that of its incident, or,
    where its report knows only one site on its side, to that one; a reply to the site of what it denies.
    """
    claims = _founders(scene)
    sets = _join(scene, claims, found)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[sets.find(claim.ref)].append(claim)
    _by_name(scene, groups)
    groups = {
        head: members for head, members in groups.items() if _founded(scene, members) and _located(scene, members)
    }
    _attach(scene, groups)
    _answered(scene, groups, clashes)
    _spoken_of(scene, groups)
    if known is not None:
        regroup(scene, groups, known)
    return tuple(_site(scene, members) for members in groups.values())


def _answered(scene: Scene, groups: dict[str, list[Claim]], clashes: Sequence[Contradiction]) -> None:
    home = {claim.ref: head for head, members in groups.items() for claim in members}
    for clash in clashes:
        claim, reply = (scene.claims[ref] for ref in clash.claims)
        if clash.kind == "denial" and reply.type == "response.denial" and claim.ref in home and reply.ref not in home:
            home[reply.ref] = home[claim.ref]
            groups[home[claim.ref]].append(reply)


def _spoken_of(scene: Scene, groups: dict[str, list[Claim]]) -> None:
    """Add replies that name the building of one site of their report, though they deny nothing of it."""
    home = {claim.ref: head for head, members in groups.items() for claim in members}
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in scene.claims.values():
        if claim.ref in home and claim.type == "coercion.detention":
            held[claim.report].append(claim)
    for reply in scene.claims.values():
        if reply.type != "response.denial" or reply.ref in home or reply.place is not None:
            continue
        heads = {home[c.ref] for c in held[reply.report] if one_side(reply, c) and common(scene, reply, c)}
        if len(heads) == 1:
            groups[heads.pop()].append(reply)


def _by_name(scene: Scene, groups: dict[str, list[Claim]]) -> None:
    """Add claims that name their site and give no point to the one site of their side with that name."""
    names: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    placed = {head for head, members in groups.items() if any((s := _spot(scene, c)) and s.point for c in members)}
    for head in placed:
        for claim in groups[head]:
            if claim.site:
                names[(claim.site[:NAME_LETTERS], claim.side)].add(head)
    for head in [head for head in groups if head not in placed]:
        keys = {(claim.site[:NAME_LETTERS], claim.side) for claim in groups[head] if claim.site}
        found = {other for key in keys for other in names[key]}
        if len(found) == 1:
            groups[found.pop()] += groups.pop(head)


def _founded(scene: Scene, claims: Sequence[Claim]) -> bool:
    """True where somebody tells that people are held there, not only of a beating or a threat at some place."""
    return any(
        claim.type in FOUNDING or claim.type == "coercion.conditions" or moves_whole(scene, claim) for claim in claims
    )


def _located(scene: Scene, claims: Sequence[Claim]) -> bool:
    return any(claim.site for claim in claims) or any((spot := _spot(scene, c)) and spot.point for c in claims)


def _attach(scene: Scene, groups: dict[str, list[Claim]]) -> None:
    """Add what happened at a site: conditions, beatings, phones, replies, each near the site's own claims."""
    taken = {claim.ref for members in groups.values() for claim in members}
    of_report: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for head, members in groups.items():
        for key in {(claim.report, claim.side) for claim in members}:
            of_report[key].append(head)
    for claim in scene.claims.values():
        if claim.ref in taken or claim.type not in AT_SITE | NEAR_SITE or claim.modality == "historical":
            continue
        if _of_some(claim):
            continue
        heads = of_report.get((claim.report, claim.side), [])
        fit = [head for head in heads if any(same_place(claim.place, other.place) for other in groups[head])]
        if len(fit or heads) == 1 and (fit or (claim.place is None and claim.type in AT_SITE)):
            groups[(fit or heads)[0]].append(claim)
