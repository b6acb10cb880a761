"""What changed in where it happened, and figures that a report took back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nomansland.group.compare import place_key, same_name, same_place
from nomansland.link.drifts import Found
from nomansland.link.scene import Scene
from nomansland.link.topics import cue
from nomansland.words import Claim, Place, Reading, Reason, Relation

SHARE = 0.3
"""Two distances further apart than this share of the longer contradict: a mile is no kilometre, but 15 km is 14.5."""

BIG = 100
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_FIGURE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+|\d{3,}")


def _tellings(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.place is not None and claim.modality == "asserted"]


def drifts(scene: Scene, lineage: Sequence[Reading]) -> Iterator[Found]:
    """One name in the retellings of one origin, taken for two points: once for each name."""
    seen: set[str] = set()
    for place, older in enumerate(lineage):
        for younger in lineage[place + 1 :]:
            for one in _tellings(older.claims):
                for other in _tellings(younger.claims):
                    if (
                        one.type != other.type
                        or one.place is None
                        or other.place is None
                        or not same_name(one.place, other.place)
                    ):
                        continue
                    name = place_key(one.place.text)
                    apart = same_place(one.place, other.place) is False
                    if name not in seen and apart and _decided(one.place) and _decided(other.place):
                        seen.add(name)
                        reason = Reason("place", 3.0, "one name, two places too far apart to be one")
                        yield one, other, "place", f"which {one.place.text}", (reason,)


def _decided(place: Place) -> bool:
    """True where one point is more likely than all others: a name that could be any of ten villages tells no place."""
    return place.best is not None and place.best.weight >= 0.5


def _opposed(one: Relation, other: Relation) -> bool:
    left, right = set((one.direction or "").split("-")), set((other.direction or "").split("-"))
    if any(_OPPOSITE.get(way) in right for way in left):
        return True
    if one.km is None or other.km is None or one.relation != "distance" or other.relation != "distance":
        return False
    return abs(one.km - other.km) > SHARE * max(one.km, other.km)


def _of(reading: Reading, name: str) -> Claim | None:
    """The first claim of a report at a place, by its name."""
    return next(
        (c for c in reading.claims if c.place and place_key(c.place.text) == name and c.modality == "asserted"), None
    )


def bearings(scene: Scene, lineage: Sequence[Reading]) -> Iterator[Found]:
    """Retellings of one origin that put one place on the other side of its landmark, or at another distance."""
    told: dict[tuple[str, str], list[tuple[Reading, Relation]]] = {}
    for reading in lineage:
        for relation in reading.relations:
            if relation.relation in ("distance", "direction") and len(relation.objects) == 1:
                names = place_key(relation.subject), place_key(relation.objects[0])
                told.setdefault(names, []).append((reading, relation))
    for (name, _), rows in told.items():
        reading, relation = rows[0]
        for other_reading, other in rows[1:]:
            one, two = _of(reading, name), _of(other_reading, name)
            if _opposed(relation, other) and one and two and one.report != two.report:
                about = f"where {relation.subject} lies from {relation.objects[0]}"
                yield one, two, "place", about, (Reason("bearing", 3.0, f"{_said(relation)} or {_said(other)}"),)
                break


def _said(relation: Relation) -> str:
    return " ".join(
        str(part) for part in (f"{relation.km:g} km" if relation.km else "", relation.direction or "") if part
    )


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _withdrawn(reading: Reading) -> set[int]:
    """Figures that stand beside words of correction."""
    text, out = reading.report.text, set()
    for match in _FIGURE.finditer(text):
        start, end = max(0, match.start() - 120), min(len(text), match.end() + 60)
        if cue("correction", reading.language).search(text[start:end]):
            out.add(_number(match.group()))
    return out


def taken_back(scene: Scene) -> Iterator[tuple[Claim, Claim, int]]:
    """(own, other, figure): a figure that one report took back and another tells, and the nearest that it stands by."""
    told: dict[int, list[Claim]] = {}
    for claim in scene.asserted():
        if claim.count and claim.count.min is not None and claim.count.min >= BIG:
            told.setdefault(claim.count.min, []).append(claim)
    for reading in scene.readings:
        own = [c for c in reading.claims if c.count and c.count.min is not None and c.count.min >= BIG]
        standing = {claim.count.min for claim in own if claim.count}
        for figure in _withdrawn(reading):
            for claim in told.get(figure, []):
                if claim.report == reading.report.id or figure in standing:
                    continue
                fit = [
                    c
                    for c in own
                    if c.side == claim.side and c.count and c.count.min and 0.5 <= c.count.min / figure <= 2
                ]
                if fit:
                    yield min(fit, key=lambda c: abs((c.count.min or 0) - figure) if c.count else 0), claim, figure


def corrected(scene: Scene) -> list[tuple[Claim, Claim, int]]:
    """Figures that an outlet took back itself, as `taken_back` gives them."""
    return [row for row in taken_back(scene) if scene.same_outlet(row[0], row[1])]


def withdrawn(scene: Scene) -> Iterator[Found]:
    """A figure that one report took back and another still tells; an outlet that corrects itself contradicts nobody."""
    for own, claim, figure in taken_back(scene):
        if not scene.same_outlet(own, claim):
            text = f"{figure} was taken back by the report that stands by its own figure"
            yield own, claim, "number", f"a withdrawn figure: {figure}", (Reason("withdrawn", 4.0, text),)
