"""Sources of every kind: what is read from each, and what is said where two of them disagree."""

from __future__ import annotations

import functools
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nomansland.cli import main
from nomansland.terrain import Terrain
from nomansland.terrain.build import build
from nomansland.terrain.fetch import bring
from nomansland.terrain.sources import kind_of, settlements
from nomansland.words.errors import TerrainError

CODIFIER = """Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія;Назва об’єкта
UA91;;;;;O;Тестова
UA91;UA9101;;;;P;Пробний
UA91;UA9101;UA910101;;;H;Зразкова
UA91;UA9101;UA910101;UA91010101;;M;Зразоквиль
UA91;UA9101;UA910101;UA91010102;;C;Малий Зразоквиль
UA91;UA9101;UA910101;UA91010103;;C;Далекоманівка
"""


def row(number: int, name: str, lat: float, lon: float, kind: str = "P", feature: str = "PPL") -> str:
    """A line of a GeoNames dump of a country that is not there."""
    cells = [str(number), name, name, "", str(lat), str(lon), kind, feature, "ZZ", "", "07", "", "", "", "42000"]
    return "\t".join([*cells, *[""] * 4]) + "\n"


def square(code: str, lat: float, lon: float, half: float) -> dict[str, Any]:
    """An outline around a point, `half` degrees to each side."""
    ring = [(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half)]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": {"katottg": code}, "geometry": geometry}


def put(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the given sources: what the packages add is tested beside, and takes its time."""
    monkeypatch.setattr("nomansland.terrain.build.default_places", lambda covered: iter(()))
    monkeypatch.setattr("nomansland.terrain.world.package_places", lambda **more: iter(()))


@pytest.fixture
def codifier(folder: Path) -> Path:
    return put(folder / "codifier.csv", CODIFIER)


def test_boundaries_give_middle_and_reach_but_never_membership(folder: Path, codifier: Path) -> None:
    node = {"type": "node", "id": 5, "lat": 52.5, "lon": 30.0}
    tags = {"place": "village", "name": "Далекоманівка", "katotth": "UA91010103"}
    put(folder / "places.json", {"elements": [{**node, "tags": tags}]})
    areas = [square("UA910101", 50.0, 30.0, 0.1), square("UA99", 1.0, 1.0, 1.0)]
    put(folder / "areas.geojson", {"type": "FeatureCollection", "features": areas})
    report = build([folder], folder / "out.sqlite3")
    terrain = Terrain.load(folder / "out.sqlite3")
    community, village, far = (terrain.named(code) for code in ("UA910101", "UA91010102", "UA91010103"))
    assert community is not None and village is not None and far is not None
    assert community.point == pytest.approx((50.0, 30.0))
    assert 12 < village.radius_km == community.radius_km < 14
    # a source puts it 278 km outside of the community that its code names: the point is another place's
    assert far.point == pytest.approx((50.0, 30.0)) and far.hromada == "UA910101"
    assert [(one.code, round(one.apart_km)) for one in report.conflicts] == [("UA91010103", 278)]
    assert any("1 outlines with a code" in lack for lack in report.lacks)


def test_places_of_openstreetmap_come_with_old_names_and_their_years(folder: Path, codifier: Path) -> None:
    properties = {
        "place": "town", "name": "Зразоквиль", "name:ru": "Образцевиль", "old_name:1924-2016": "Кумачград",
        "katottg": "UA91010101", "population": "12 345",
    }  # fmt: skip
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [30.5, 50.5]}}
    source = put(folder / "osm.geojson", {"type": "FeatureCollection", "features": [feature]})
    assert kind_of(source) == "osm"
    build([codifier, source], folder / "out.sqlite3")
    terrain = Terrain.load(folder / "out.sqlite3")
    (hit,) = (hit for hit in terrain.lookup("Кумачграді") if hit.spot.code == "UA91010101")
    assert (hit.status, hit.since, hit.until) == ("former", "1924", "2016")
    assert hit.spot.point == (50.5, 30.5) and hit.spot.population == 12345
    assert any(hit.spot.code == "UA91010101" for hit in terrain.lookup("Образцевиле"))


def test_records_of_whos_on_first_are_tied_by_number_and_conflicts_told(folder: Path) -> None:
    dump = put(folder / "ZZ.txt", row(77, "Kvitkohrad", 12.5, 33.25) + row(78, "Zirkohrad", 12.9, 33.9))
    records = [
        {"wof:id": 1, "wof:name": "Kvitkohrad", "wof:placetype": "locality", "geom:latitude": 12.51,
         "geom:longitude": 33.25, "name:ukr_x_preferred": ["Квіткоград"], "wof:concordances": {"gn:id": 77}},
        {"wof:id": 2, "wof:name": "Zirkohrad", "wof:placetype": "locality", "geom:latitude": 14.9,
         "geom:longitude": 33.9, "name:ukr_x_preferred": ["Зіркоград"], "wof:concordances": {"gn:id": 78}},
    ]  # fmt: skip
    features = [{"type": "Feature", "properties": record, "geometry": None} for record in records]
    wof = put(folder / "wof.geojson", {"type": "FeatureCollection", "features": features})
    assert kind_of(wof) == "wof"
    report = build([dump, wof], folder / "out.sqlite3")
    terrain = Terrain.load(folder / "out.sqlite3")
    assert {hit.spot.code for hit in terrain.lookup("Квіткограді")} == {"geonames:77"}
    assert terrain.lookup("Зіркограді") == ()
    assert [(one.code, round(one.apart_km)) for one in report.conflicts] == [("geonames:78", 222)]


def test_a_dump_with_alternate_names_of_another_country(folder: Path) -> None:
    dump = put(folder / "ZZ.txt", row(77, "Kvitkohrad", 12.5, 33.25) + row(9, "Zedland", 12.0, 33.0, "A", "ADM1"))
    second = put(folder / "ZZ2.txt", row(77, "Kvitkohrad", 13.5, 33.25))
    names = ("77|ru|Цветкоград|1|||||", "77|uk|Сталіноквіт||||1|1931|1961", "77|fr|Fleurville||||||")
    lines = (f"{number}|{name}\n".replace("|", "\t") for number, name in enumerate(names))
    alternates = put(folder / "alternateNamesV2.txt", "".join(lines))
    assert [kind_of(path) for path in (dump, alternates)] == ["dump", "alternates"]
    report = build([dump, second, alternates], folder / "out.sqlite3")
    terrain = Terrain.load(folder / "out.sqlite3")
    (former,) = (hit for hit in terrain.lookup("Сталіноквіті") if hit.spot.country == "ZZ")
    assert (former.status, former.until) == ("former", "1961")
    assert {hit.spot.name for hit in terrain.lookup("Цветкограда")} == {"Kvitkohrad"}
    assert terrain.title(former.spot) == "Kvitkohrad, Zedland, ZZ"
    assert [hit.spot.kind for hit in terrain.areas("Zedland")] == ["division"] and terrain.lookup("Zedland") == ()
    assert [(one.other, round(one.apart_km)) for one in report.conflicts] == [("GeoNames (ZZ2.txt)", 111)]


def test_several_former_names_in_one_cell_are_several_names(folder: Path) -> None:
    table = put(
        folder / "settlements.csv",
        "katottg,name_uk,old_uk,lat,lon,coord_source,geonameid,population\n"
        "UA91010101,Зразоквиль,Кумачград;Старозразок,50,30,osm,,\n",
    )
    ((entry, _),) = settlements(table)
    assert [name.text for name in entry.names if name.status == "former"] == ["Кумачград", "Старозразок"]


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A server on this machine that gives the files of the folder."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_archive_is_fetched_from_an_address(folder: Path, address: str, capfd: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(folder / "ZZ.zip", "w") as archive:
        archive.writestr("../../ZZ.txt", row(77, "Kvitkohrad", 12.5, 33.25))
        archive.writestr("readme.txt", "what this is")
    out = folder / "out.sqlite3"
    told = CliRunner().invoke(main, ["terrain", "build", "--from", f"{address}/ZZ.zip", "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert {hit.spot.country for hit in Terrain.load(out).lookup("Kvitkohrad")} == {"ZZ"}
    with pytest.raises(TerrainError, match="could not be fetched"):
        bring(f"{address}/absent.zip", folder)
    (folder / "broken.zip").write_bytes(b"no archive")
    with pytest.raises(TerrainError, match="damaged"):
        bring(str(folder / "broken.zip"), folder)


def test_nothing_to_build_from_is_a_mistake_of_use(folder: Path) -> None:
    told = CliRunner().invoke(main, ["terrain", "build", "--out", str(folder / "out.sqlite3")])
    assert told.exit_code == 2 and "--world" in told.output


def test_an_index_says_in_vain_only_seldom(default: Terrain) -> None:
    """What has no place is told without asking the file: the sieve lets nearly nothing through, and loses no form."""
    passed = sum(default._may_hold(f"слово{number}") for number in range(4000))
    assert passed < 400
    forms = [key for (key,) in default._db.execute("select distinct key from form limit 3000")]
    assert all(map(default._may_hold, forms))


def test_an_index_says_what_it_holds_and_lacks() -> None:
    told = CliRunner().invoke(main, ["terrain", "about"])
    assert told.exit_code == 0, told.output
    assert "places" in told.output and "It lacks" in told.output and "without a point of their own" in told.output


def test_every_conflict_goes_into_a_file(folder: Path) -> None:
    put(folder / "ZZ.txt", row(77, "Kvitkohrad", 12.5, 33.25))
    put(folder / "ZZ2.txt", row(77, "Kvitkohrad", 13.5, 33.25))
    words = ["--from", str(folder), "--out", str(folder / "out.sqlite3"), "--conflicts", str(folder / "conflicts.csv")]
    told = CliRunner().invoke(main, ["terrain", "build", *words])
    assert told.exit_code == 0, told.output
    lines = (folder / "conflicts.csv").read_text("utf-8").splitlines()
    assert len(lines) == 2 and lines[1].startswith("geonames:77,Kvitkohrad")
