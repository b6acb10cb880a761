"""Candidates of one place weighed again by what is known beside its own sentence: side and day, or a lineage.

The result is a new value beside the reading's own. Every source of evidence adds to the log odds of a candidate, is
bounded, and leaves its sentence; what says nothing changes nothing. Radii are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log

from nomansland.terrain.fold import key, roman
from nomansland.terrain.front import Fronts
from nomansland.terrain.geo import COMPASS, Point, distance_km
from nomansland.terrain.regions import Region
from nomansland.terrain.stated import of_between, of_direction, of_distance, of_near, of_side_alone
from nomansland.words import Candidate, Place, Relation

BEHIND, OWN_KM, FULL_KM, OLD_DAYS = 0.7, 10.0, 40.0, 45
SLACK_KM, SCHEMATIC_KM = 5.0, 15.0
INSIDE, OUTSIDE, POOLED, LEAST, STATED = 1.5, -1.5, 0.8, 0.001, 2.0
OTHER = {"RF": "UA", "UA": "RF"}
ARMY = {"RF": "Russian", "UA": "Ukrainian"}


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one source of evidence adds to the log odds of a candidate, and the sentence for it (empty for none)."""

    adds: float = 0.0
    why: str = ""


Evidence = Callable[[Candidate], Weighing]
NOTHING = Weighing()


def reweighed(place: Place, evidence: Sequence[Evidence]) -> Place:
    """The place with its candidates weighed again, heaviest first; the same place where the evidence says nothing.

    The sum of the weights stays what it was, and so do points and radii. The sentences of the evidence on the new
    heaviest candidate are added to `why`.
    """
    if not place.candidates or place.region:
        return place
    told = {one.code: [weigh(one) for weigh in evidence] for one in place.candidates}
    scores = {code: sum(one.adds for one in rows) for code, rows in told.items()}
    if not any(scores.values()):
        return place
    total = sum(one.weight for one in place.candidates)
    top = max(scores.values())
    mass = {one.code: max(one.weight, LEAST) * exp(scores[one.code] - top) for one in place.candidates}
    share = total / sum(mass.values())
    ranked = sorted(
        (replace(one, weight=mass[one.code] * share) for one in place.candidates), key=lambda one: -one.weight
    )
    said = [one.why for one in told[ranked[0].code] if one.why]
    if ranked[0].code != place.candidates[0].code:
        said.append(f"Before that {place.candidates[0].name} had the most weight.")
    return replace(place, candidates=tuple(ranked), why=tuple(dict.fromkeys((*place.why, *said))))


def behind(side: str | None, day: date | None, fronts: Fronts) -> Evidence:
    """Whether a place lay behind the front of the army whose people the text tells of, on that day.

    A place of the other army's ground stays possible: men cross lines, are taken, or flee. Near the line, in contested
    ground, without a side or a day, and where no map is younger than 45 days, nothing is said.
    """
    if side not in OTHER or day is None:
        return lambda candidate: NOTHING
    front = fronts.on(day)
    slack = SCHEMATIC_KM if front.schematic else SLACK_KM
    if abs((day - front.day).days) > OLD_DAYS:
        return lambda candidate: NOTHING

    def weigh(candidate: Candidate) -> Weighing:
        if candidate.lat is None or candidate.lon is None or not candidate.code.startswith("UA"):
            return NOTHING
        standing = front.at((candidate.lat, candidate.lon), day)
        # own ground counts in full soon behind the line; ground of the other army the less likely the deeper it lies
        full = OWN_KM if standing.side == side else FULL_KM
        depth = min(1.0, max(0.0, standing.distance_km - slack - candidate.radius_km) / full)
        if standing.side not in OTHER or not depth:
            return NOTHING
        map_ = "a schematic line" if front.schematic else "the map"
        where = (
            f"{standing.distance_km:.0f} km behind the {ARMY[standing.side]} front of {day}, by {map_} of {front.day}"
        )
        if standing.side == side:
            return Weighing(BEHIND * depth, f"It lay {where}, as fits the {ARMY[side]} side.")
        return Weighing(-BEHIND * depth, f"It lay {where}, though the text tells of the {ARMY[side]} side.")

    return weigh


def within(region: Region, told_by: str) -> Evidence:
    """Whether a place lies in an oblast that another telling names. Nothing for regions whose bounds are not codes."""
    if not region.within:
        return lambda candidate: NOTHING
    oblast = key(roman(region.within, "uk"))

    def weigh(candidate: Candidate) -> Weighing:
        if not candidate.admin and not candidate.code.startswith("UA"):
            return NOTHING
        if in_oblast(candidate, oblast):
            return Weighing(INSIDE, f"{told_by} tells it of {region.name}, which it lies in.")
        return Weighing(OUTSIDE, f"{told_by} tells it of {region.name}, outside which it lies.")

    return weigh


def in_oblast(candidate: Candidate, oblast: str) -> bool:
    """True where a candidate's hierarchy ends in the oblast of this key."""
    last = candidate.name.rsplit(",", 1)[-1].strip()
    return key(last.removesuffix("oblast").strip()) == oblast


def retold(own: Place, other: Place, told_by: str) -> Evidence:
    """What another telling of the same story makes of the same name.

    The two are pooled by their logarithms, most of it the other's: they may go back to one source, so the result is
    never surer than the surer of them.
    """
    mine = {one.code: max(one.weight, LEAST) for one in own.candidates}
    theirs = {one.code: one.weight for one in other.candidates}

    def weigh(candidate: Candidate) -> Weighing:
        weight = theirs.get(candidate.code, 0.0)
        adds = POOLED * (log(max(weight, LEAST)) - log(mine.get(candidate.code, LEAST)))
        return Weighing(adds, f"{told_by} leaves {weight:.0%} for {candidate.name}.")

    return weigh


def stated(relation: Relation, ends: Sequence[Candidate], told_by: str) -> Evidence:
    """What a telling says of where the place lies to places that another telling makes clear (`ends`), as within one
    report, at most 2 either way. Nothing for relations to regions."""
    points = [(one.lat, one.lon) for one in ends if one.lat is not None and one.lon is not None]
    named = [one.name.split(",")[0] for one in ends]
    says, needs = _phrase(relation, " and ".join(named)), 2 if relation.relation == "between" else 1

    def weigh(candidate: Candidate) -> Weighing:
        if candidate.lat is None or candidate.lon is None or len(points) != needs:
            return NOTHING
        score = _fits(relation, (candidate.lat, candidate.lon), points, (candidate.radius_km, ends[0].radius_km))
        if not score:
            return NOTHING
        adds = max(-STATED, min(STATED, score))
        apart = distance_km((candidate.lat, candidate.lon), points[0])
        fits = "which fits" if adds > 0 else "which does not fit"
        return Weighing(adds, f"{told_by} puts it {says}; it lies {apart:.0f} km from {named[0]}, {fits}.")

    return weigh


def _phrase(relation: Relation, names: str) -> str:
    """A relation in words: "12 km north of Nyzy", "near Nyzy", "between Nyzy and Luky"."""
    if relation.relation in ("near", "between"):
        return f"{relation.relation} {names}"
    km = f"{relation.km:g} km" if relation.km is not None else ""
    return " ".join(filter(None, (km, relation.direction, "of" if relation.direction else "from", names)))


def _fits(relation: Relation, point: Point, ends: Sequence[Point], radii: tuple[float, float]) -> float:
    if relation.relation == "between":
        return of_between(point, ends, radii[0])
    apart, slack, score = distance_km(point, ends[0]), sum(radii) / 2, 0.0
    if relation.relation == "distance" and relation.km is not None:
        score = of_distance(apart, relation.km, slack)
    elif relation.relation == "near":
        score = of_near(apart, slack)
    if relation.direction in COMPASS and apart > slack:
        score += of_direction(point, ends[0], relation.direction or "", sum(radii), apart)
        score += of_side_alone(apart) if relation.relation == "direction" else 0.0
    return score


def sharper(one: Place, other: Place) -> bool:
    """True where another telling knows better which place is meant: more weight on its best candidate."""
    return bool(one.best and other.best and other.best.weight > one.best.weight + 0.05)


def narrowed(wide: Place, others: Iterable[tuple[Place, str]], region: Region) -> Place:
    """A region with the settlements inside it that other tellings name as the place.

    The region stays among the candidates: half of the weight, for the other telling may mean another event.
    """
    oblast = key(roman(region.within, "uk")) if region.within else ""
    inside: dict[str, tuple[Candidate, str]] = {}
    for other, told_by in others:
        best = other.best
        if oblast and best and best.kind == "settlement" and in_oblast(best, oblast) and best.code not in inside:
            inside[best.code] = best, told_by
    if not inside or not wide.candidates:
        return wide
    part = 0.5 / len(inside)
    named = [replace(one, weight=part * one.weight) for one, _ in inside.values()]
    left = 1.0 - sum(one.weight for one in named)
    kept = replace(wide.candidates[0], weight=left)
    why = tuple(f"{told_by} names {one.name}, which lies in {region.name}." for one, told_by in inside.values())
    ranked = sorted((kept, *named), key=lambda one: -one.weight)
    return replace(wide, candidates=tuple(ranked), why=(*wide.why, *why))
