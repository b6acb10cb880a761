"""Transfers between places of detention as edges, and sites that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from nomansland.group.compare import same_name, same_place
from nomansland.link.lives import merged
from nomansland.link.routes import Route, moves_whole, route
from nomansland.link.scene import Scene
from nomansland.link.weights import told
from nomansland.words import Claim, Incident, Place, Reason, Site, SiteState, Transfer

TAKEN = "coercion.transfer"
MOVABLE = frozenset({TAKEN, "site.opened", "site.closed", "site.reopened", "site.status", "coercion.detention"})
"""Types under which a report may tell that a place of detention was moved."""


def _tells(scene: Scene, claim: Claim) -> bool:
    return told(claim) and (claim.type == TAKEN or (claim.type in MOVABLE and moves_whole(scene, claim)))


class _Sites:
    """The sites of a set, found by place and side."""

    def __init__(self, scene: Scene, sites: Sequence[Site]) -> None:
        self._scene = scene
        self._sites = sites
        self._home = {ref: site.id for site in sites for ref in site.claims}
        self._held: dict[tuple[str, str | None], list[tuple[int, str]]] = defaultdict(list)
        self._places: dict[tuple[str, str | None], list[tuple[str, Place]]] = defaultdict(list)
        for site in sites:
            for ref in site.claims:
                claim = scene.claims.get(ref)
                if claim is not None and claim.place is not None:
                    self._places[(claim.report, site.side)].append((site.id, claim.place))
                if claim is not None and claim.type != TAKEN:
                    self._held[(claim.report, site.side)].append((claim.passage.start, site.id))

    def at(self, place: Place | None, claim: Claim) -> str:
        """The site at a place that a claim names: one that its report tells of under that name, else by the point."""
        if place is None:
            return ""
        own = self._places[(claim.report, claim.side)]
        named = {name for name, other in own if same_name(other, place) and same_place(self.place(name), place)}
        if len(named) == 1:
            return named.pop()
        found = [one.id for one in self._sites if one.side in (claim.side, None) and same_place(one.place, place)]
        return found[0] if len(found) == 1 else ""

    def before(self, claim: Claim, apart: str) -> tuple[str, str]:
        """The site that a report tells of last before a claim, another than `apart`, and how sure that is."""
        rows = sorted(self._held[(claim.report, claim.side)])
        known = [name for start, name in rows if start < claim.passage.start and name != apart]
        if not known:
            return "", ""
        only = len({name for _, name in rows} - {apart}) == 1
        return known[-1], "only" if only else "last"

    def of(self, claim: Claim) -> str:
        """The site that a claim belongs to."""
        return self._home.get(claim.ref, "")

    def place(self, name: str) -> Place | None:
        """Where a site is."""
        return next((one.place for one in self._sites if one.id == name), None)


def _ends(sites: _Sites, claim: Claim, path: Route) -> tuple[str, str, list[Reason]]:
    """Origin and destination of one claim, with how each is known."""
    why = []
    destination = sites.at(path.end, claim)
    origin = sites.at(path.start, claim)
    if path.start is not None:
        why.append(Reason("whence", 3.0, f"taken from “{path.start.text}”, by the words before the name"))
    if path.end is not None:
        text = f"“{path.end.text}” is supposed: the men were not told whither" if path.hidden else ""
        text = text or f"taken to “{path.end.text}”, by the words before the name"
        why.append(Reason("whither", 1.0 if path.hidden else 3.0, text, "hidden" if path.hidden else ""))
    if path.start is None:
        apart = destination or (sites.of(claim) if path.end is not None else "")
        found, sure = sites.before(claim, apart)
        if found and path.thence:
            origin = found
            why.append(Reason("whence", 2.0, "“from there”: the place of detention that the report tells of before it"))
        elif found and sure == "only" and not path.thither:
            origin = found
            text = "the only other place of detention that its report tells of"
            why.append(Reason("whence", 1.0, text, "implied"))
    if path.end is None and path.thither and path.start is not None:
        destination, _ = sites.before(claim, origin)
        if destination:
            why.append(Reason("whither", 1.0, "“there”: the place of detention that the report tells of before it"))
    if path.end is None and path.hidden:
        why.append(Reason("whither", 0.0, "the report says that the men were not told whither", "hidden"))
    if origin and origin == destination:
        return "", destination, why
    return origin, destination, why


def _grouped(scene: Scene, found: Sequence[Incident]) -> Iterator[list[Claim]]:
    """Claims of transfers, those of one incident together, the oldest telling first."""
    home = {ref: one.id for one in found for ref in one.claims}
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in scene.claims.values():
        if _tells(scene, claim) and claim.ref not in scene.replied:
            groups[home.get(claim.ref, claim.ref)].append(claim)
    for claims in groups.values():
        yield sorted(claims, key=scene.age)


def _transfer(scene: Scene, sites: _Sites, claims: Sequence[Claim]) -> Transfer:
    """One edge: each end as the oldest telling that names it has it."""
    start = end = None
    origin = destination = ""
    reasons: list[Reason] = []
    for claim in claims:
        path = route(scene, claim)
        left, right, why = _ends(sites, claim, path)
        fresh = [one for one in why if (one.name == "whence" and not (start or origin))]
        fresh += [one for one in why if (one.name == "whither" and not (end or destination))]
        reasons += [replace(one, text=f"{claim.ref}: {one.text}") for one in fresh]
        if not (start or origin):
            start, origin = path.start or sites.place(left), left
        if not (end or destination):
            end, destination = path.end or sites.place(right), right
    refs = tuple(claim.ref for claim in claims)
    return Transfer(
        id="t-" + sha256("\n".join(sorted(refs)).encode()).hexdigest()[:12],
        claims=refs,
        voices=scene.origins.voices(claims),
        newsrooms=scene.origins.newsrooms(claims),
        origin=origin,
        destination="" if origin == destination else destination,
        start=start,
        end=end,
        side=next((claim.side for claim in claims if claim.side), None),
        time=next((claim.time for claim in claims if claim.time), None),
        count=next((claim.count for claim in claims if claim.count), None),
        whole=any(moves_whole(scene, claim) for claim in claims),
        reasons=tuple(reasons),
    )


def transfers(scene: Scene, found: Sequence[Incident], sites: Sequence[Site]) -> tuple[Transfer, ...]:
    """Every transfer that is told of, the oldest report first; one that several reports tell of is one edge."""
    known = _Sites(scene, sites)
    rows = sorted(_grouped(scene, found), key=lambda claims: scene.age(claims[0]))
    return tuple(_transfer(scene, known, claims) for claims in rows)


def moved(scene: Scene, sites: Sequence[Site], edges: Sequence[Transfer]) -> tuple[Site, ...]:
    """The sites with what moves say of their lives: the one left has moved, the one reached is in use from then on.

    What such a claim was read as before (that the site closed) gives way to it.
    """
    states: dict[str, list[SiteState]] = {site.id: list(site.states) for site in sites}
    touched: set[str] = set()
    for edge in edges:
        if not edge.whole or not (edge.origin or edge.destination):
            continue
        for site in sites:
            kept = [state for state in states[site.id] if state.claim not in edge.claims]
            if len(kept) < len(states[site.id]):
                touched.add(site.id)
            states[site.id] = kept
        teller = next(ref for ref in edge.claims if moves_whole(scene, scene.claims[ref]))
        for name, state in ((edge.origin, "moved"), (edge.destination, "active")):
            if name:
                states[name].append(SiteState(name, state, teller, edge.time, edge.side))
                touched.add(name)
    return tuple(
        replace(site, states=merged(states[site.id]), claims=_with(site, edges)) if site.id in touched else site
        for site in sites
    )


def _with(site: Site, edges: Sequence[Transfer]) -> tuple[str, ...]:
    """The claims of a site and those that say that it moved."""
    more = [ref for edge in edges if edge.whole and edge.origin == site.id for ref in edge.claims]
    return tuple(dict.fromkeys((*site.claims, *more)))
