"""Every settlement of Ukraine that shares its name, in made sentences of one true relation each: share told right.

The relations are stated as reports state them: distance and direction from a town, a town nearby, the raion, the
oblast, and a river whose course is known. Beside each stands the greatest of the name alone. A sentence that fits more
than one of the namesakes cannot be told by anybody: those that fit one alone are counted apart.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.terrain import Spot, Terrain
from nomansland.terrain.courses import ON_KM, off_km
from nomansland.terrain.geo import COMPASS, Point, bearing, distance_km, turn
from nomansland.words import Report

SIDES = {
    "north": "північ", "south": "південь", "east": "схід", "west": "захід", "north-east": "північний схід",
    "north-west": "північний захід", "south-east": "південний схід", "south-west": "південний захід",
}  # fmt: skip
RIVERS = {
    "siverskyi-donets-river": "Сіверський Донець", "oskil-river": "Оскіл", "zherebets-river": "Жеребець",
    "dnipro-river": "Дніпро", "desna-river": "Десна", "bug-river": "Південний Буг", "dniester-river": "Дністер",
    "inhulets-river": "Інгулець", "prut-river": "Прут", "tisza-river": "Тиса",
}  # fmt: skip
OWN_KM = 8.0
NEAR_KM = 25.0


@dataclass(frozen=True, slots=True)
class Town:
    """A town whose name nothing else bears, as something to measure from."""

    name: str
    point: Point


class Namesakes:
    """Settlements by their official name, and the towns beside them."""

    def __init__(self, terrain: Terrain) -> None:
        self.terrain = terrain
        rows = terrain._db.execute(
            "select place.id, name.text from place join bears on bears.place = place.id join name on name.id ="
            " bears.name where country = 'UA' and rank > 0 and name.language = 'uk' and name.status = 'official'"
        ).fetchall()
        self.named: dict[str, list[Spot]] = defaultdict(list)
        for place, text in rows:
            self.named[text].append(terrain.place(place))
        alone = ((text, spots[0]) for text, spots in self.named.items() if len(spots) == 1)
        self.towns = [Town(text, spot.point) for text, spot in alone if spot.rank >= 3 and spot.point]

    def pairs(self) -> list[tuple[str, Spot]]:
        """Settlements that share their name and have a point of their own."""
        return [
            (text, spot)
            for text, spots in sorted(self.named.items())
            if len(spots) > 1
            for spot in sorted(spots, key=lambda one: one.code)
            if spot.point and spot.radius_km <= OWN_KM
        ]

    def beside(self, point: Point) -> tuple[float, Town]:
        """The nearest such town, with its distance in kilometres."""
        close = [town for town in self.towns if abs(town.point[0] - point[0]) < 1.0] or self.towns
        return min(((distance_km(point, town.point), town) for town in close), key=lambda row: row[0])


Teller = Callable[[Namesakes, str, Spot], tuple[str, Callable[[Spot], bool]] | None]


def _distance(all_names: Namesakes, text: str, spot: Spot) -> tuple[str, Callable[[Spot], bool]] | None:
    assert spot.point is not None
    apart, town = all_names.beside(spot.point)
    if not 4 < apart < 60:
        return None
    heading = bearing(town.point, spot.point)
    side = min(COMPASS, key=lambda one: turn(COMPASS[one], heading))

    def fits(other: Spot) -> bool:
        point = other.point or (0.0, 0.0)
        right = abs(distance_km(point, town.point) - apart) < max(3.0, 0.2 * apart) + other.radius_km / 2
        return right and turn(bearing(town.point, point), COMPASS[side]) < 50

    return f"Село {text} лежить за {apart:.0f} км на {SIDES[side]} від міста {town.name}.", fits


def _near(all_names: Namesakes, text: str, spot: Spot) -> tuple[str, Callable[[Spot], bool]] | None:
    assert spot.point is not None
    apart, town = all_names.beside(spot.point)
    if apart > NEAR_KM:
        return None
    told = f"Роту вишикували в селі {text} поблизу міста {town.name}."
    return told, lambda other: distance_km(other.point or (0.0, 0.0), town.point) < NEAR_KM + other.radius_km


def _raion(all_names: Namesakes, text: str, spot: Spot) -> tuple[str, Callable[[Spot], bool]] | None:
    name = all_names.terrain.meta.get("raions", {}).get(spot.raion)
    if not name:
        return None
    told = f"Село {text} {name.removesuffix('ий')}ого району обстріляли вночі."
    return told, lambda other: all_names.terrain.meta["raions"].get(other.raion) == name


def _oblast(all_names: Namesakes, text: str, spot: Spot) -> tuple[str, Callable[[Spot], bool]] | None:
    name = all_names.terrain.meta["oblasts"].get(spot.oblast, "")
    if not name.endswith("ка"):
        return None
    return f"Село {text} {name.removesuffix('а')}ої області обстріляли вночі.", lambda one: one.oblast == spot.oblast


def _river(all_names: Namesakes, text: str, spot: Spot) -> tuple[str, Callable[[Spot], bool]] | None:
    river = next((slug for slug in RIVERS if (off_km(spot.point, slug) or 99.0) < 3), None) if spot.point else None
    if river is None:
        return None
    told = f"Роту вишикували в селі {text} на річці {RIVERS[river]}."
    return told, lambda other: other.point is not None and (off_km(other.point, river) or 0.0) < ON_KM


TELLERS: dict[str, Teller] = {
    "distance and direction from a town": _distance, "near a town": _near, "raion": _raion, "oblast": _oblast,
    "river": _river,
}  # fmt: skip


def namesakes(terrain: Terrain, number: int | None = None, seed: int = 7) -> dict[str, Any]:
    """Shares told right for each relation; `number` settlements drawn at random, or all."""
    everything = Namesakes(terrain)
    pairs = everything.pairs()
    chosen = pairs if number is None else random.Random(seed).sample(pairs, min(number, len(pairs)))
    out: dict[str, Any] = {"names": len({text for text, _ in chosen}), "settlements": len(chosen)}
    for name, teller in TELLERS.items():
        out[name] = _share(everything, chosen, teller)
    return out


def _share(everything: Namesakes, chosen: list[tuple[str, Spot]], teller: Teller) -> dict[str, Any]:
    right = alone = asked = tellable = told_right = 0
    for text, spot, sentence, fits in _sentences(everything, chosen, teller):
        asked += 1
        spots = everything.named[text]
        places, _ = find_places(analyse(Report("r", sentence, language="uk")), everything.terrain)
        best = next((place.best for place in places if place.text == text), None)
        hit = best is not None and best.code == spot.code
        right += hit
        alone += max(spots, key=lambda one: (one.population, one.rank, one.id)).id == spot.id
        if sum(map(fits, spots)) == 1:
            tellable += 1
            told_right += hit
    return {
        "sentences": asked, "told right": round(right / asked, 3), "the greatest alone": round(alone / asked, 3),
        "that one namesake alone fits": tellable, "told right of these": round(told_right / tellable, 3),
    }  # fmt: skip


def _sentences(
    everything: Namesakes, chosen: list[tuple[str, Spot]], teller: Teller
) -> Iterator[tuple[str, Spot, str, Callable[[Spot], bool]]]:
    for text, spot in chosen:
        told = teller(everything, text, spot)
        if told is not None:
            yield text, spot, *told
