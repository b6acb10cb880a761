"""The codifier joined with points: by name inside one oblast, and among namesakes by what lies around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from nomansland.terrain.entry import Conflict, Entry, Name
from nomansland.terrain.fold import key, roman
from nomansland.terrain.forms import russian
from nomansland.terrain.geo import centre, distance_km
from nomansland.terrain.world import OBLASTS

COMMUNITY_FLOOR_KM, RAION_FLOOR_KM = 12.0, 30.0
# Of 17,800 villages with a surveyed point, 95 of 100 lie within the radius that this adds to; without it 89.
MARGIN_KM = 4.0
ANYWHERE = "*"


@cache
def _keys(text: str, language: str) -> tuple[str, ...]:
    if language == "uk":
        return key(text), key(roman(text, "uk"))
    return (key(text),)


def _index(places: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    out: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in places:
        if entry.rank:
            for name in entry.names:
                for one in _keys(name.text, name.language):
                    for where in (entry.oblast, ANYWHERE):
                        if entry not in out[where, one]:
                            out[where, one].append(entry)
    return out


class Join:
    """Gives points of one source to the settlements of the codifier."""

    def __init__(self, codified: dict[str, Entry]) -> None:
        self.codified = codified
        self.conflicts: list[Conflict] = []
        self._oblasts = {e.names[0].text: e.code for e in codified.values() if e.kind == "oblast" or e.rank == 5}
        self._byname = _index(codified.values())
        self._taken: dict[str, Entry] = {}

    def add(self, points: Iterable[Entry]) -> list[Entry]:
        """Join; returns the points that found no settlement."""
        waiting: list[tuple[Entry, list[Entry]]] = []
        left: list[Entry] = []
        for point in sorted(points, key=lambda entry: -entry.population):
            if point.code in self.codified:
                self._give(self.codified[point.code], point)
                continue
            oblast = self._oblasts.get(OBLASTS.get(point.oblast, ""), "" if point.oblast else ANYWHERE)
            found = self._candidates(point, oblast)
            if not found and OBLASTS.get(point.oblast) in ("Київ", "Севастополь"):
                found = self._candidates(
                    point, self._oblasts.get("Київська" if point.oblast == "12" else "Автономна Республіка Крим", "")
                )
            point.oblast = oblast.strip(ANYWHERE)
            found = _town(point, found) if oblast != ANYWHERE else found
            if len(found) == 1 and oblast != ANYWHERE:
                self._give(found[0], point)
            elif found:
                waiting.append((point, found))
            else:
                left.append(point)
        for _ in range(3):
            waiting = self._settle(waiting)
        return left + [point for point, _ in waiting]

    def _candidates(self, point: Entry, oblast: str) -> list[Entry]:
        for names in (point.names[:1], [n for n in point.names if n.language == "uk"], point.names[1:]):
            found: dict[str, Entry] = {}
            for name in names:
                for one in _keys(name.text, name.language):
                    found.update({e.code: e for e in self._byname.get((oblast, one), ())})
            if found:
                return list(found.values())
        return []

    def _settle(self, waiting: list[tuple[Entry, list[Entry]]]) -> list[tuple[Entry, list[Entry]]]:
        middles = self.middles()
        left = []
        for point, found in waiting:
            free = [e for e in found if e.code not in self._taken]
            scored = sorted((self._far(point, e, middles), e.code) for e in free)
            if scored and scored[0][0] < 35 and (len(scored) == 1 or scored[1][0] > scored[0][0] + 8):
                self._give(self.codified[scored[0][1]], point)
            else:
                left.append((point, free))
        return left

    def _far(self, point: Entry, entry: Entry, middles: dict[str, tuple[float, float]]) -> float:
        middle, extra = middles.get(entry.hromada), 0.0
        if middle is None:
            middle, extra = middles.get(entry.raion), 10.0
        return 999.0 if middle is None or point.point is None else distance_km(point.point, middle) + extra

    def middles(self) -> dict[str, tuple[float, float]]:
        """Middle of the known points of each community and raion, by code."""
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for entry in self.codified.values():
            if entry.rank and entry.point and entry.radius_km <= 8:
                for code in (entry.hromada, entry.raion, entry.oblast):
                    if code:
                        points[code].append(entry.point)
        return {code: centre(rows) for code, rows in points.items()}

    def _give(self, entry: Entry, point: Entry) -> None:
        if point.point is None:
            return
        if entry.point is not None:
            apart = distance_km(entry.point, point.point)
            if apart > 8 and entry.code in self._taken:
                self.conflicts.append(Conflict(entry.code, entry.name, entry.source, point.code, round(apart, 1)))
            if entry.code in self._taken:
                return
        self._taken[entry.code] = point
        entry.place(point.point, point.radius_km, point.source)
        entry.population = point.population
        known = {n.text for n in entry.names}
        entry.names += [n for n in point.names if n.text not in known and not _known(n, entry)]


def _town(point: Entry, found: list[Entry]) -> list[Entry]:
    """The one town among the namesakes of an oblast, where the point has a town's population; else all of them."""
    for rank, people in ((4, 5_000), (3, 2_500), (2, 2_500)):
        towns = [entry for entry in found if entry.rank >= rank]
        if len(towns) == 1 and point.population >= people and towns[0].point is None:
            return towns
    return found


def _known(name: Name, entry: Entry) -> bool:
    """True for a Latin alternate that is only another transliteration of a name the entry has."""
    return name.language == "en" and key(name.text) in {
        key(roman(n.text, n.language)) for n in entry.names if n.language in ("uk", "ru")
    }


def fill_radii(codified: dict[str, Entry], middles: dict[str, tuple[float, float]]) -> None:
    """Give settlements without a point the middle of their community, else of their raion, with the radius this
    means."""
    reach: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for entry in codified.values():
        if entry.rank and entry.point:
            for code in (entry.hromada, entry.raion):
                if code in middles:
                    reach[code] = max(reach[code], distance_km(entry.point, middles[code]))
                    count[code] += 1
    for entry in codified.values():
        if entry.point is not None:
            continue
        own = entry.code if entry.kind in ("community", "raion", "oblast") else entry.hromada
        if own in middles:
            floor = COMMUNITY_FLOOR_KM + (8.0 if count[own] < 3 else 0.0)
            entry.place(
                middles[own],
                round(max(floor, 1.3 * reach[own]) + MARGIN_KM, 1),
                "middle of its community's known places",
            )
        elif entry.raion in middles:
            entry.place(
                middles[entry.raion],
                round(max(RAION_FLOOR_KM, 1.2 * reach[entry.raion]), 1),
                "middle of its raion's known places",
            )


def derive_russian(codified: dict[str, Entry]) -> None:
    """Add the Russian names that rules make: sources give them for few villages, and Ukrainian spellings pass as
    Russian."""
    for entry in codified.values():
        if entry.rank:
            entry.names += [Name(text, "ru", "derived") for text in russian(entry.names[0].text)]
