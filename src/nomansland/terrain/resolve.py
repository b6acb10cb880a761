"""All names of a report resolved together: each choice leans on the others and on what the text says of their
relations.

The score of a choice is a sum of reasons, each with a weight and a sentence: how well known the place is, how near it
lies to the report's other places, and how well it fits the stated relations. Choices are improved one at a time until
none changes (iterated conditional modes); the weights of the candidates are the softmax of their scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from nomansland.terrain.asked import Asked, Choice, Setting, Tie
from nomansland.terrain.fold import is_cyrillic
from nomansland.terrain.gazetteer import FOREIGN, Spot, Terrain
from nomansland.terrain.geo import COMPASS, Point, bearing, distance_km, shifted, turn
from nomansland.terrain.regions import Region
from nomansland.terrain.stated import of_between, of_direction, of_distance, of_near, of_side_alone
from nomansland.terrain.supplement import reported_sites

SWEEPS = 8
OWN_KM = 10.0
RANK_PEOPLE = {0: 100, 1: 300, 2: 900, 3: 8_000, 4: 30_000, 5: 500_000}
THEATRE = {
    "Луганська": 1.0,
    "Донецька": 1.0,
    "Запорізька": 0.8,
    "Харківська": 0.8,
    "Херсонська": 0.8,
    "Сумська": 0.5,
    "Дніпропетровська": 0.3,
    "Миколаївська": 0.3,
}
GARRISON = 20_000
REAR = ((45.5, 53.5), (32.0, 42.5))
"""Latitudes and longitudes of the Russian towns from which an army goes to this front and to which it comes back."""

STATUS = {"official": 0.0, "alternate": -0.1, "former": -0.8, "derived": -0.3}


class Resolver:
    """Joint resolution over one report (or one lineage of reports)."""

    def __init__(self, terrain: Terrain, asked: Sequence[Asked], ties: Sequence[Tie], setting: Setting) -> None:
        self.terrain = terrain
        self.asked = asked
        self.ties = ties
        self.setting = setting
        self.choices = [[Choice(hit.spot, hit) for hit in one.hits] for one in asked]
        self.reported = reported_sites() if setting.detention else frozenset()
        self.home, self.country = self._votes()
        self.best: list[Choice | None] = [None] * len(asked)

    def run(self) -> list[list[Choice]]:
        """Candidates per name, heaviest first."""
        for number in range(len(self.asked)):
            self._score(number, alone=True)
        for _ in range(SWEEPS):
            before = [choice.spot.id if choice else None for choice in self.best]
            for number in range(len(self.asked)):
                self._score(number)
            if before == [choice.spot.id if choice else None for choice in self.best]:
                break
        for choices in self.choices:
            _weigh(choices)
        for tie in self.ties:
            self._narrow(tie)
        return self.choices

    def _narrow(self, tie: Tie) -> None:
        """Put a settlement without a point of its own where the text says it lies, if that is inside its community."""
        choice = self.best[tie.subject]
        end = next((self.best[one] for one in tie.objects if isinstance(one, int)), None)
        if choice is None or end is None or tie.km is None or tie.direction not in COMPASS:
            return
        spot, origin = choice.spot, end.spot.point
        if spot.point is None or origin is None or spot.radius_km < OWN_KM or end.spot.radius_km >= OWN_KM:
            return
        told = shifted(origin, COMPASS[tie.direction], tie.km)
        if distance_km(told, spot.point) <= spot.radius_km:
            radius = round(min(spot.radius_km, max(5.0, 0.25 * tie.km)), 1)
            choice.spot = replace(spot, lat=told[0], lon=told[1], radius_km=radius, source="as the text says")
            choice.why.append(f"its point is read from the text: {tie.km:g} km {tie.direction} of {end.spot.name}")

    def contradicted(self, number: int) -> tuple[Spot, float] | None:
        """Where no place of a name fits what the text says: the place it is said to be near, and how far (km)."""
        best = self.best[number]
        for tie in self.ties:
            if (
                best is None
                or tie.subject != number
                or tie.kind not in ("near", "distance")
                or self._tie(best, tie, reverse=False) > -3
            ):
                continue
            other = next((self.best[end] for end in tie.objects if isinstance(end, int)), None)
            if other is not None and other.weight > 0.6:
                return other.spot, 1.3 * (tie.km or 25.0) + other.spot.radius_km
        return None

    def abroad(self, number: int) -> Region | None:
        """A Russian region that the text puts a name in which the gazetteer has in Ukraine alone, else None."""
        best = self.best[number]
        if best is None or best.spot.country != "UA":
            return None
        told = (end for tie in self.ties if (tie.subject, tie.kind) == (number, "part_of") for end in tie.objects)
        return next((end for end in told if isinstance(end, Region) and end.slug in FOREIGN), None)

    def _score(self, number: int, *, alone: bool = False) -> None:
        choices = self.choices[number]
        for choice in choices:
            choice.why = []
            choice.score = self._prior(choice, number)
            if not alone:
                choice.score += self._company(choice, number) + self._stated(choice, number)
        choices.sort(key=lambda choice: (-choice.score, choice.spot.id))
        self.best[number] = choices[0] if choices else None

    def _prior(self, choice: Choice, number: int) -> float:
        spot = choice.spot
        people = spot.population or RANK_PEOPLE.get(spot.rank, 300)
        score = (
            0.6 * log(people + 2500)
            + (1.0 if people >= 100_000 else 0.0)
            + STATUS.get(choice.hit.status, 0.0)
            - (0.3 if choice.hit.loose else 0.0)
        )
        score += self._country(spot, people)
        if spot.code in self.reported and not self.asked[number].apart:
            score += 1.0
            choice.why.append("public reports name it as a place of detention")
        for region, sentence in self.setting.regions:
            if self._inside(spot, region):
                near = any(abs(sentence - where[0]) <= 1 for where in self.asked[number].where)
                score += 1.6 if near else 0.8
                choice.why.append(f"the report names {region.name}, which it lies in")
                break
        return score

    def _country(self, spot: Spot, people: int) -> float:
        """The theatre comes first in a report that is about it; a report about elsewhere keeps to its own country."""
        if not self.home:
            return 1.5 if spot.country == self.country else -1.0 if spot.country == "UA" and people < 50_000 else 0.0
        if spot.country == "UA":
            oblast = self.terrain.named(spot.oblast)
            return THEATRE.get(self.terrain.official(oblast), 0.0) if oblast else 0.0
        if spot.country != "RU":
            return -2.5
        return 0.4 if people > GARRISON and _in_rear(spot.point) else -0.4 if people > 5_000 else -1.0

    def _votes(self) -> tuple[bool, str]:
        """Whether the report is about the theatre, and the country that most of its names speak for."""
        greatest = [
            max(one.hits, key=lambda hit: (hit.spot.population, hit.spot.rank)).spot for one in self.asked if one.hits
        ]
        votes = Counter(spot.country for spot in greatest)
        ours = votes["UA"] + votes["RU"]
        if self.setting.regions or not greatest or any(is_cyrillic(one.text) for one in self.asked):
            return True, "UA"
        return 3 * ours >= len(greatest), votes.most_common(1)[0][0]

    def _company(self, choice: Choice, number: int) -> float:
        """Reward for lying near another place of the report: the nearer in the text, the more."""
        point, best, who = choice.spot.point, 0.0, ""
        if point is None:
            return 0.0
        for other, chosen in enumerate(self.best):
            if other == number or chosen is None or chosen.spot.point is None:
                continue
            if chosen.spot.id == choice.spot.id:
                if self.asked[number].apart:
                    return -5.0
                value = 0.0 if self.asked[other].apart else 1.5
            else:
                value = 2.6 * exp(-distance_km(point, chosen.spot.point) / 60) * self._closeness(number, other)
                value *= 1.0 if len(self.choices[other]) == 1 else 0.8
            if value > best:
                best, who = value, chosen.spot.name
        if best > 0.8:
            choice.why.append(f"it is near {who}, which the report names too")
        return best

    def _closeness(self, one: int, other: int) -> float:
        here, there = self.asked[one].where, self.asked[other].where
        if any(a[0] == b[0] for a in here for b in there):
            return 1.0
        return 0.85 if any(a[1] == b[1] for a in here for b in there) else 0.7

    def _stated(self, choice: Choice, number: int) -> float:
        total = 0.0
        for tie in self.ties:
            if tie.subject == number:
                total += self._tie(choice, tie, reverse=False)
            elif number in tie.objects and tie.kind in ("distance", "near", "direction"):
                total += self._tie(choice, tie, reverse=True)
        return total

    def _tie(self, choice: Choice, tie: Tie, *, reverse: bool) -> float:
        point = choice.spot.point
        if point is None:
            return 0.0
        if tie.kind == "between":
            return self._between(choice, tie, point)
        ends = [tie.subject] if reverse else list(tie.objects)
        scores = [self._one(choice, tie, point, end, reverse) for end in ends]
        return max(scores, default=0.0) if tie.kind == "near" else sum(scores)

    def _one(self, choice: Choice, tie: Tie, point: Point, end: int | Region, reverse: bool) -> float:
        if isinstance(end, Region):
            return self._to_region(choice, tie, point, end)
        chosen = self.best[end]
        if chosen is None or chosen.spot.point is None or chosen.spot.id == choice.spot.id:
            return -2.0 if chosen and chosen.spot.id == choice.spot.id else 0.0
        apart = distance_km(point, chosen.spot.point)
        slack = 0.5 * (choice.spot.radius_km + chosen.spot.radius_km)
        score = 0.0
        if tie.kind == "distance" and tie.km is not None:
            score = of_distance(apart, tie.km, slack)
            if score > 1:
                choice.why.append(f"the text puts it {tie.km:g} km from {chosen.spot.name}; it lies {apart:.0f} km off")
        elif tie.kind == "near":
            score = of_near(apart, slack)
            if score > 1:
                choice.why.append(f"the text puts it near {chosen.spot.name}")
        if tie.direction in COMPASS and apart > slack:
            here, origin = (chosen.spot.point, point) if reverse else (point, chosen.spot.point)
            score += of_direction(here, origin, tie.direction or "", 2 * slack, apart)
            if tie.kind == "direction":
                score += of_side_alone(apart)
        return score

    def _between(self, choice: Choice, tie: Tie, point: Point) -> float:
        ends: list[Point] = []
        for end in tie.objects:
            chosen = None if isinstance(end, Region) else self.best[end]
            if chosen is None or chosen.spot.point is None:
                return 0.0
            ends.append(chosen.spot.point)
        if len(ends) != 2:
            return 0.0
        score = of_between(point, ends, choice.spot.radius_km)
        if score > 1:
            choice.why.append("it lies between the two places that the text names")
        return score

    def _to_region(self, choice: Choice, tie: Tie, point: Point, region: Region) -> float:
        inside = self._inside(choice.spot, region)
        if tie.kind == "part_of":
            if inside:
                choice.why.append(f"the text puts it in {region.name}")
                part = (
                    turn(bearing(region.point, point), COMPASS[tie.direction])
                    if region.point and tie.direction in COMPASS
                    else 0.0
                )
                return 3.0 if part < 60 else 1.5
            return -3.0 if region.within or region.slug in FOREIGN else 0.0
        if tie.kind in ("border", "between", "near"):
            edge = self.terrain.distance_to_region(point, region)
            if edge is None:
                return 0.0
            score = 2.0 - min(5.0, max(0.0, edge - 25 - choice.spot.radius_km / 2) / 15)
            if score > 1:
                choice.why.append(f"it lies by the border of {region.name}, as the text says")
            return score
        return 0.0

    def _inside(self, spot: Spot, region: Region) -> bool:
        if spot.country != "UA":
            return (spot.country, spot.oblast) == FOREIGN.get(region.slug)
        if region.within:
            oblast = self.terrain.named(spot.oblast)
            return oblast is not None and self.terrain.official(oblast) == region.within
        return False


def _in_rear(point: Point | None) -> bool:
    return point is not None and all(low <= at <= high for at, (low, high) in zip(point, REAR, strict=True))


def _weigh(choices: list[Choice]) -> None:
    if not choices:
        return
    top = choices[0].score
    mass = [exp(choice.score - top) for choice in choices]
    for choice, part in zip(choices, mass, strict=True):
        choice.weight = part / sum(mass)
