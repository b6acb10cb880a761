"""How many places of detention there are said to be: bounds with their scope, never added up.

What somebody found over the years ("at least 15") is another number than what is in use ("ten are active now"). Two
lists of found places overlap in a way that nobody tells, so that the larger lower bound stands and nothing is added; of
counts in use the latest is told last. Beside them stands the number that the set itself tells of by place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nomansland.link.scene import Scene
from nomansland.link.weights import told
from nomansland.words import Claim, Decision, Interval, Reading, Retelling, Site, SiteCount

SCOPES = {"active": "active", "named": "named"}
"""What a claim's count says it counted; anything else is what became known."""

IN_USE = frozenset({"active", "opened", "reopened"})


def scope_of(claim: Claim) -> str:
    """`found`, `active` or `named`."""
    return SCOPES.get((claim.count.scope if claim.count else None) or "", "found")


def counts(claim: Claim) -> bool:
    """True for a claim that counts places of detention."""
    return claim.count is not None and claim.count.unit == "site" and not claim.type.startswith("response.")


def site_counts(
    readings: Sequence[Reading],
    retellings: Sequence[Retelling],
    sites: Sequence[Site],
    decisions: Sequence[Decision] = (),
) -> tuple[SiteCount, ...]:
    """Every count of places of detention, by side and scope, the oldest first; then those of the sites themselves.

    Parameters
    ----------
    readings : sequence of Reading
        All that count sites, and those that hold claims of the sites.
    retellings : sequence of Retelling
        By them copies are one count.
    sites : sequence of Site
    decisions : sequence of Decision
        People's on edges and families.
    """
    scene = Scene(readings, retellings, decisions)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(scene.claims.values(), key=scene.age):
        if counts(claim) and told(claim):
            groups[_first(scene, claim)].append(claim)
    rows = [_count(scene, claims) for claims in groups.values()]
    own = [row for side in _sides(sites) for row in _own(scene, [site for site in sites if site.side == side])]
    order = sorted(rows, key=lambda row: (str(row.side), row.scope))
    return (*order, *own)


def _first(scene: Scene, claim: Claim) -> str:
    return (scene.repeats(claim) or claim).ref


def _count(scene: Scene, claims: Sequence[Claim]) -> SiteCount:
    """One count with its copies, as it was first told."""
    first = claims[0]
    found = first.count
    low, high = (found.min or 0, found.max) if found is not None else (0, None)
    scope = scope_of(first)
    why = "a list of all that became known: none need be in use now" if scope == "found" else "in use on those days"
    return SiteCount(
        first.side,
        scope,
        low,
        high,
        tuple(claim.ref for claim in claims),
        scene.origins.voices(claims),
        scene.origins.newsrooms(claims),
        first.time,
        "named one by one" if scope == "named" else why,
    )


def _sides(sites: Sequence[Site]) -> list[str | None]:
    return sorted({site.side for site in sites}, key=str)


def _own(scene: Scene, sites: Sequence[Site]) -> list[SiteCount]:
    """The sites of one side that the set tells of by place: all, and those last told to be in use.

    Two sites whose points may be one place, and those of which no state is told, widen the bounds.
    """
    claims = [scene.claims[ref] for site in sites for ref in site.claims if ref in scene.claims]
    every = scene.origins.voices(claims), scene.origins.newsrooms(claims)
    known = [site for site in sites if site.place is not None and site.place.point is not None]
    used = [site for site in sites if site.states and site.states[-1].state in IN_USE]
    silent = [site for site in sites if not site.states]
    refs = tuple(claim.ref for claim in claims)
    side = sites[0].side
    text = "told of by place here; one without a point may be another of them"
    found = SiteCount(side, "found", len(known) or 1, len(sites), refs, *every, why=text, own=True)
    text = "last told to be in use; of those without any state it is not known"
    active = SiteCount(side, "active", len(used), len(used) + len(silent), *_told(scene, used), why=text, own=True)
    return [found, active]


def _told(scene: Scene, sites: Sequence[Site]) -> tuple[tuple[str, ...], Interval, Interval]:
    claims = [scene.claims[site.states[-1].claim] for site in sites if site.states[-1].claim in scene.claims]
    return tuple(claim.ref for claim in claims), scene.origins.voices(claims), scene.origins.newsrooms(claims)


def bounds(rows: Sequence[SiteCount]) -> dict[tuple[str | None, str], tuple[int, int | None]]:
    """By side and scope what all counts together say: of what was found the largest lower bound, of what is in use the
    latest count; no upper bound where the one that gives it is open.
    """
    out: dict[tuple[str | None, str], tuple[int, int | None]] = {}
    for row in rows:
        key = (row.side, row.scope)
        if row.own:
            if key not in out or (row.scope != "active" and row.low > out[key][0]):
                out[key] = (row.low, None)
        elif row.scope == "active":
            out[key] = (row.low, row.high)
        elif key not in out or row.low > out[key][0]:
            out[key] = (row.low, None)
    return out
