"""Sites as people cut and joined them."""

from __future__ import annotations

from nomansland.link.decided import Ties
from nomansland.link.scene import Scene
from nomansland.words import Claim


def _parts(scene: Scene, members: list[Claim], known: Ties) -> list[list[Claim]]:
    """A site's claims with those that are held apart in parts of their own; a copy goes where its first telling goes.

    Who was not spoken of stays in the first part that nothing forbids, the largest one.
    """
    parts: list[list[Claim]] = []
    spoken = [claim for claim in members if claim.ref in known.apart]
    for claim in [*spoken, *(one for one in members if one.ref not in known.apart)]:
        first = scene.repeats(claim)
        origin = next((part for part in parts if first is not None and first in part), None)
        fits = (part for part in sorted(parts, key=len, reverse=True) if _may(claim, part, known))
        home = origin if origin is not None and claim.ref not in known.apart else next(fits, None)
        if home is None:
            parts.append([claim])
        else:
            home.append(claim)
    return parts


def _may(claim: Claim, part: list[Claim], known: Ties) -> bool:
    return not known.hold_apart((claim.ref,), {one.ref for one in part})


def regroup(scene: Scene, groups: dict[str, list[Claim]], known: Ties) -> None:
    """Cut groups where people held claims apart, and put a claim where they put it. Changes `groups`."""
    for head in [head for head, members in groups.items() if any(one.ref in known.apart for one in members)]:
        whole, *others = sorted(_parts(scene, groups[head], known), key=len, reverse=True)
        groups[head] = whole
        groups.update({part[0].ref: part for part in others})
    for chosen, other in known.together:
        home = {claim.ref: head for head, members in groups.items() for claim in members}
        if other in home and home.get(chosen) != home[other] and chosen in scene.claims:
            groups[home[other]].append(scene.claims[chosen])
            if chosen in home:
                groups[home[chosen]] = [one for one in groups[home[chosen]] if one.ref != chosen]
    for head in [head for head, members in groups.items() if not members]:
        del groups[head]
