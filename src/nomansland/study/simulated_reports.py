"""A simulated world as files that the whole path takes in: a table of points, reports, and the front by month.

Every report names the simulation as its outlet and says in its own words that it is invented. Settlements are real
ones near the line, because the reader looks names up; nothing in them happened.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from nomansland.study.convergence.frame import Frame
from nomansland.study.convergence.geometry import Floats
from nomansland.study.simulated import Drawn, World, draw
from nomansland.terrain.front import Front, Fronts, sector_of, write
from nomansland.terrain.gazetteer import Terrain
from nomansland.terrain.geo import Point, bearing, shifted
from nomansland.words.region import oblasts

START = date(2022, 12, 1)
STEP_DAYS, STEP_KM, SEARCH_KM = 30, 10.0, 25.0
OUTLETS = {"RF": "Simulated Courier", "UA": "Simulated Messenger"}
OUTLETS_OF_A_SIDE = 25
WHO = {"RF": "Russian", "UA": "Ukrainian"}
ACTS = ("refused to storm a tree line near {place}", "refused an order to attack near {place}")
TELLERS = ("a soldier of their company", "the sister of one of them", "a medic of the battalion", "a friend of theirs")
MARK = "Invented by a simulation."
_THINGS = (
    "bread rain mail boots fuel wood tea fog mud snow bridge road field orchard dog stove radio lamp map boat".split()
)
_QUALITIES = "plain late wet cold old broken heavy quiet narrow grey empty thick early sour torn dry long new".split()
_TIMES = ("all week", "since Sunday", "that morning", "at noon", "as before", "by night", "for a while", "again")


def _aside(rng: np.random.Generator) -> str:
    """A sentence of nothing, so that two reports are not taken for copies of each other."""
    one, other = rng.choice(_THINGS, 2, replace=False)
    first, second = rng.choice(_QUALITIES, 2, replace=False)
    return f"The {one} was {first} and the {other} {second} {rng.choice(_TIMES)}."


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: how many incidents and reports, and how many incidents had no settlement near."""

    incidents: int
    reports: int
    unplaced: int


def base_line() -> Fronts:
    """The installed schematic line of the middle of its period: the simulated front begins as this."""
    known = Fronts.load().fronts
    return Fronts([Front(START, known[len(known) // 2].lines, schematic=True)])


def moved_fronts(frame: Frame, world: World, rng: np.random.Generator) -> list[Front]:
    """The front every 30 days: bulges of up to 12 km grow where the line is pushed, and stay."""
    pushes = max(1, world.offensives)
    where, when = frame.length * rng.random(pushes), world.days * rng.random(pushes)
    far, wide = rng.uniform(-12, 12, pushes), rng.uniform(15, 40, pushes)
    km = np.arange(0.0, frame.length, STEP_KM)
    out = []
    for day in range(0, int(world.days) + 1, STEP_DAYS):
        grown = far / (1 + np.exp(-(day - when) / 15.0))
        push = (grown * np.exp(-(((km[:, None] - where) / wide) ** 2) / 2)).sum(axis=1)
        out.append(Front(START + timedelta(days=day), (_pushed(frame, km, push),), schematic=True))
    return out


def _line(frame: Frame, km: Floats) -> list[Point]:
    lat, lon = frame.point_at(km)
    return list(zip(map(float, lat), map(float, lon), strict=True))


def _heading(frame: Frame, km: float) -> float:
    """The direction in which the line runs at a kilometre."""
    ends = np.array([max(0.0, km - STEP_KM), min(frame.length, km + STEP_KM)])
    first, last = _line(frame, ends)
    return bearing(first, last)


def _pushed(frame: Frame, km: Floats, push: Floats) -> tuple[Point, ...]:
    points = zip(_line(frame, km), km, push, strict=True)
    return tuple(shifted(point, _heading(frame, float(at)) + 90, float(by)) for point, at, by in points)


def places_of(drawn: Drawn, frame: Frame, fronts: Fronts) -> list[Point]:
    """The place of each incident: behind the line of its day, on the left hand for RF and on the right for UA."""
    out = []
    for place, km, depth, side, day in zip(
        _line(frame, drawn.km), drawn.km, drawn.depth, drawn.side, drawn.day, strict=True
    ):
        heading = _heading(frame, float(km)) + (90 if side == 1 else -90)
        line = fronts.on(START + timedelta(days=int(day)))
        at = int(min(km // STEP_KM, len(line.lines[0]) - 1))
        start = line.lines[0][at] if abs(km - at * STEP_KM) < STEP_KM / 2 else place
        out.append(shifted(start, heading, float(depth)))
    return out


def _clear_name(terrain: Terrain, point: Point) -> str | None:
    """The nearest settlement that is the only one of its name in its oblast, with the oblast."""
    areas = {area.code: area.en for area in oblasts().values()}
    for spot in terrain.near(point, SEARCH_KM):
        alike = {hit.spot.id for hit in terrain.lookup(spot.name) if not hit.loose and hit.spot.oblast == spot.oblast}
        area = areas.get(spot.oblast[:4])
        if alike == {spot.id} and area:
            return f"{spot.name} in {area}"
    return None


def report_of(number: int, side: str, days: tuple[date, date], place: str, rng: np.random.Generator) -> dict[str, str]:
    """One report of an incident, as a row of JSON Lines; published within five days."""
    first, last = days
    when = f"On {_long(first)}" if first == last else f"Between {_long(first)} and {_long(last)}"
    men, act, teller = int(rng.integers(5, 60)), rng.choice(ACTS).format(place=place), rng.choice(TELLERS)
    asides = [_aside(rng) for _ in range(5)]
    told = f"{when} {men} {WHO[side]} soldiers of battalion {100 + number} {act}, {teller} said."
    text = " ".join((*asides[:2], told, *asides[2:], MARK))
    return {
        "id": f"sim-{number:05}",
        "kind": "article",
        "language": "en",
        "outlet": f"{OUTLETS[side]} {rng.integers(1, OUTLETS_OF_A_SIDE + 1)}",
        "published": (last + timedelta(days=int(rng.integers(1, 6)))).isoformat(),
        "text": text,
    }


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _table(drawn: Drawn, points: Sequence[Point]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("side", "date", "km", "depth", "sector", "lat", "lon"))
    for side, km, depth, day, point in zip(drawn.side, drawn.km, drawn.depth, drawn.day, points, strict=True):
        when = START + timedelta(days=int(day))
        sector = sector_of(point, when) or ""
        name = "UA" if side else "RF"
        rows.writerow((name, when, f"{km:.2f}", f"{depth:.2f}", sector, f"{point[0]:.5f}", f"{point[1]:.5f}"))
    return out.getvalue()


def _reports(
    world: World, drawn: Drawn, points: Sequence[Point], terrain: Terrain, rng: np.random.Generator
) -> Iterable[dict[str, str] | None]:
    for number, (side, day, point) in enumerate(zip(drawn.side, drawn.day, points, strict=True)):
        far, turn = world.place_km * np.sqrt(rng.random()), 360 * rng.random()
        place = _clear_name(terrain, shifted(point, float(turn), float(far)))
        first = START + timedelta(days=int(day) - int(rng.integers(0, world.date_days + 1)))
        days = first, first + timedelta(days=world.date_days)
        yield None if place is None else report_of(number, "UA" if side else "RF", days, place, rng)


def write_world(world: World, seed: int, out: Path, terrain: Terrain) -> Made:
    """Draw a world and write `points.csv`, `reports.jsonl`, `front.geojson` and `world.json` into a folder.

    The length of the front is that of the schematic line; `world.length` is replaced by it.

    Raises
    ------
    OSError
        Where the folder cannot be written.
    """
    rng = np.random.default_rng(seed)
    base = base_line()
    frame = Frame.of(base, START, START)
    sized = World(**(asdict(world) | {"length": frame.length}))
    drawn = draw(sized, rng)
    fronts = Fronts(moved_fronts(frame, sized, rng))
    points = places_of(drawn, frame, fronts)
    made = list(_reports(sized, drawn, points, terrain, rng))
    told = [row for row in made if row is not None]
    out.mkdir(parents=True, exist_ok=True)
    write(fronts.fronts, out / "front.geojson")
    (out / "points.csv").write_text(_table(drawn, points), encoding="utf-8")
    (out / "reports.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8"
    )
    about = {"seed": seed, "first_day": START.isoformat(), "note": MARK, "world": asdict(sized)}
    (out / "world.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return Made(len(points), len(told), len(made) - len(told))
