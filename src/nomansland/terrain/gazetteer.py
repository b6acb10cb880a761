"""The gazetteer in use: look names up, read places, know what lies in what."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from nomansland.terrain.fold import bridge, key
from nomansland.terrain.front import Fronts
from nomansland.terrain.geo import distance_km
from nomansland.terrain.index import VERSION, sieve_bits
from nomansland.terrain.regions import Region
from nomansland.terrain.spots import Hit, Spot
from nomansland.words.errors import TerrainError

__all__ = ["AREAS", "FOREIGN", "Hit", "Spot", "Terrain", "default_index", "is_current", "stamp"]

MAKERS = tuple("build codifier entry fold forms index intake join outlines sources supplement world worldareas".split())
AREAS = frozenset({"continent", "country", "county", "division"})
DEFAULT_NAME = "index.sqlite3"
FOREIGN = {
    "belgorod-oblast": ("RU", "09"),
    "kursk-oblast": ("RU", "41"),
    "bryansk-oblast": ("RU", "10"),
    "voronezh-oblast": ("RU", "86"),
    "rostov-oblast": ("RU", "61"),
    "russian-border": ("RU", "09"),
}
_COLUMNS = "id, code, name, kind, country, oblast, raion, hromada, lat, lon, radius, source, population, rank"


class Terrain:
    """A gazetteer index, opened read-only.

    Examples
    --------
    >>> terrain = Terrain.load()
    >>> [hit.spot.name for hit in terrain.lookup("Сватовом")]
    ['Svatove']
    """

    def __init__(self, path: Path, front: Path | None = None) -> None:
        self.path, self._front = path, front
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            meta = dict(self._db.execute("select key, value from meta"))
            known = meta.get("version") == str(VERSION)
            self._sieve: bytes = self._db.execute("select bits from sieve").fetchone()[0] if known else b""
        except sqlite3.DatabaseError as error:
            raise TerrainError(
                f"{path} is not a gazetteer index ({error}).", todo="Build it with `nomansland terrain build`."
            ) from error
        self.meta = {name: json.loads(value) for name, value in meta.items()}
        if self.meta.get("version") != VERSION:
            raise TerrainError(
                f"{path} was built by another version.", todo="Build it again with `nomansland terrain build`."
            )
        self.lookup = lru_cache(maxsize=50_000)(self._lookup)
        self.areas = lru_cache(maxsize=50_000)(self._areas)
        self.begins = lru_cache(maxsize=50_000)(self._begins)
        self.place = lru_cache(maxsize=20_000)(self._place)
        self.of_adjective = lru_cache(maxsize=2_000)(self._of_adjective)
        self.members = lru_cache(maxsize=64)(self._members)
        self.named = lru_cache(maxsize=5_000)(self._named)

    @classmethod
    def load(cls, path: Path | None = None, front: Path | None = None) -> Terrain:
        """Open the index at `path`, or the default one, with the front of a file, or the schematic one.

        Raises TerrainError where there is no index or it cannot be read.
        """
        return _open(str(path or default_index()), front)

    @property
    def fronts(self) -> Fronts:
        """The front line by day. Raises TerrainError where its file cannot be read."""
        return Fronts.load(self._front)

    @property
    def world(self) -> bool:
        """True where it has the countries and places of the whole world (`terrain build --world`)."""
        return bool(self.meta.get("world"))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it says it lacks."""
        return tuple(self.meta.get("lacks", ()))

    def _begins(self, word: str) -> bool:
        """True where some name of several words begins with this word."""
        first = key(word) + " "
        if not self._may_hold(first):
            return False
        return self._db.execute("select 1 from form where key = ?", (first,)).fetchone() is not None

    def _may_hold(self, folded: str) -> bool:
        """False where no form has this key, told without asking the file."""
        sieve = self._sieve
        one, other = sieve_bits(folded, len(sieve) << 3)
        return bool(sieve[one >> 3] >> (one & 7) & sieve[other >> 3] >> (other & 7) & 1)

    def _lookup(self, surface: str) -> tuple[Hit, ...]:
        """Places that may be meant by a surface form in any case or spelling; strict agreements first."""
        strict = self._hits(key(surface), loose=False)
        loose = self._hits("~" + bridge(surface), loose=True)
        seen = {hit.spot.id for hit in strict}
        found = (*strict, *(hit for hit in loose if hit.spot.id not in seen))
        return tuple(hit for hit in found if hit.spot.kind not in AREAS)

    def _areas(self, surface: str) -> tuple[Hit, ...]:
        """Countries and their divisions that bear a name or its adjective, where the index has them (`--world`)."""
        return tuple(hit for hit in self._hits(key(surface), loose=False) if hit.spot.kind in AREAS)

    def _hits(self, folded: str, *, loose: bool) -> tuple[Hit, ...]:
        if not self._may_hold(folded):
            return ()
        found: dict[int, Hit] = {}
        query = (
            "select name.text, name.language, name.status, bears.place, bears.since, bears.until from form"
            " join name on name.id = form.name join bears on bears.name = name.id where form.key = ?"
        )
        for text, language, status, place, since, until in self._db.execute(query, (folded,)):
            if place not in found or (found[place].status != "official" and status == "official"):
                found[place] = Hit(self.place(place), text, language, status, loose, since, until)
        return tuple(found.values())

    def _place(self, number: int) -> Spot:
        row = self._db.execute(f"select {_COLUMNS} from place where id = ?", (number,)).fetchone()
        return Spot(*row)

    def _named(self, code: str) -> Spot | None:
        """The place with this code."""
        row = self._db.execute(f"select {_COLUMNS} from place where code = ?", (code,)).fetchone()
        return Spot(*row) if row else None

    def _of_adjective(self, stem: str) -> Spot | None:
        """The best known settlement that a Cyrillic adjective without its ending (авдіївськ, купянск) is made from."""
        base = key(stem)
        whole = [
            hit.spot for hit in self.lookup(stem) if not hit.loose and hit.spot.rank >= 3 and hit.spot.country == "UA"
        ]
        if whole:
            return max(whole, key=lambda spot: (spot.rank, spot.population))
        tail = next((tail for tail in ("івськ", "ївськ", "цьк", "зьк", "ськ", "цк", "ск") if base.endswith(tail)), "")
        base = base.removesuffix(tail).rstrip("ь")
        if len(base) < 3:
            return None
        query = (
            "select distinct bears.place from form join bears on bears.name = form.name"
            " join name on name.id = form.name where form.key >= ? and form.key < ?"
            " and name.status != 'derived' and length(form.key) <= ? limit 400"
        )
        found = [self.place(row[0]) for row in self._db.execute(query, (base, base + "\uffff", len(base) + 4))]
        near = [spot for spot in found if spot.country in ("UA", "RU") and spot.rank >= 2]
        return max(near, key=lambda spot: (spot.country == "UA", spot.rank, spot.population), default=None)

    def official(self, spot: Spot) -> str:
        """Name in the codifier's language ("Луганська"), or the display name."""
        return str(self.meta.get("oblasts", {}).get(spot.code, spot.name))

    def _members(self, region: Region) -> tuple[tuple[float, float], ...]:
        """Points of the settlements of a region that the codifier or GeoNames has."""
        codes = [code for code, name in self.meta.get("oblasts", {}).items() if name == region.within]
        if not codes and (foreign := FOREIGN.get(region.slug)):
            rows = self._db.execute(
                "select lat, lon from place where country = ? and oblast = ? and lat is not null", foreign
            )
            return tuple(rows.fetchall())
        query = "select lat, lon from place where country = 'UA' and oblast = ? and radius <= 8 and lat is not null"
        return tuple(row for code in codes for row in self._db.execute(query, (code,)))

    def distance_to_region(self, point: tuple[float, float], region: Region) -> float | None:
        """Kilometres from a point to the nearest known settlement of a region; None where it has no members."""
        return min((distance_km(point, other) for other in self.members(region)), default=None)

    def ground(self) -> Iterator[tuple[float, float, str]]:
        """Latitude, longitude and country of the settlements of Ukraine and of Russia west of 42 degrees east.

        Crimea is left out: a coarse coast would leave its shore villages outside the area that holds them.
        """
        yield from self._db.execute(
            "select lat, lon, country from place where country in ('UA', 'RU') and radius <= 8 and rank > 0"
            " and lat between 43 and 54 and lon between 21 and 42"
            " and oblast not like 'UA01%' and oblast not like 'UA85%'"
        )

    def near(self, point: tuple[float, float], km: float, country: str = "UA") -> list[Spot]:
        """Settlements with a point of their own within `km` kilometres (at most 100), the nearest first.

        They are those of Ukraine, or of another country; of all countries where it is empty.
        """
        rows = self._db.execute(
            f"select {_COLUMNS} from place where country like ? and radius <= 8 and rank > 0"
            " and lat between ? and ? and lon between ? and ?",
            (country or "%", point[0] - km / 110, point[0] + km / 110, point[1] - km / 65, point[1] + km / 65),
        )
        found = [(distance_km(point, spot.point), spot) for spot in (Spot(*row) for row in rows) if spot.point]
        return [spot for apart, spot in sorted(found, key=lambda row: (row[0], row[1].id)) if apart <= km]

    def country_at(self, point: tuple[float, float]) -> str | None:
        """The country of the settlement nearest to a point (`UA`, `RU`); None where none is within 60 km.

        So a point within a few kilometres of a border may be told wrong.
        """
        return next((spot.country for spot in self.near(point, 60.0, "")), None)

    def title(self, spot: Spot) -> str:
        """Name with its hierarchy ("Rozsypne, Svativskyi raion, Luhanska oblast")."""
        if spot.country != "UA":
            division = self.meta.get("divisions", {}).get(f"{spot.country}.{spot.oblast}")
            beside = (division if spot.kind not in AREAS else None, spot.country if spot.kind != "country" else None)
            return ", ".join(filter(None, (spot.name, *beside)))
        raion, oblast = self.named(spot.raion), self.named(spot.oblast)
        parts = [spot.name]
        if raion and raion.id != spot.id:
            parts.append(f"{raion.name} raion")
        if oblast and oblast.id != spot.id:
            parts.append(
                f"{oblast.name} oblast" if oblast.kind == "oblast" and "Crimea" not in oblast.name else oblast.name
            )
        return ", ".join(parts)


@lru_cache(maxsize=4)
def _open(path: str, front: Path | None) -> Terrain:
    return Terrain(Path(path), front)


def stamp() -> str:
    """What a default index is made from, in ten signs: it goes stale when a table or the code of it changes."""
    here = Path(__file__).parent
    digest = sha256(str(VERSION).encode())
    for path in [
        *sorted((here / "data").glob("*.tsv")),
        *(here / f"{name}.py" for name in MAKERS),
        here.parent / "words" / "places" / "russian.yaml",
    ]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def is_current(path: Path) -> bool:
    """True where there is a default index at `path` and it was made by this code from these tables."""
    if not path.exists():
        return False
    try:
        return Terrain(path).meta.get("stamp") == stamp()
    except TerrainError:
        return False


def default_index() -> Path:
    """Where the default index is: in the package, else in the cache folder, where it is built once if it is missing.

    `NOMANSLAND_GAZETTEER` names another index.
    """
    if named := os.environ.get("NOMANSLAND_GAZETTEER"):
        return Path(named)
    installed = Path(__file__).parent / "data" / DEFAULT_NAME
    if is_current(installed):
        return installed
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nomansland"
    cached = folder / f"gazetteer-{stamp()}.sqlite3"
    if not cached.exists():
        from nomansland.terrain.build import build_default

        build_default(cached)
        for stale in folder.glob("gazetteer-*.sqlite3"):
            if stale != cached:
                stale.unlink(missing_ok=True)
    return cached
