"""An index from files: formats recognised by content, sources joined, conflicts named."""

from __future__ import annotations

from pathlib import Path

import pytest

from nomansland.terrain import Terrain
from nomansland.terrain.build import build
from nomansland.terrain.codifier import entries
from nomansland.terrain.join import Join, fill_radii
from nomansland.terrain.sources import kind_of
from nomansland.terrain.world import read_dump
from nomansland.words.errors import TerrainError

DUMP = "\t".join(
    ["77", "Kvitkohrad", "Kvitkohrad", "Kvitkograd,Квіткоград,Цветкоград", "12.5", "33.25", "P", "PPL", "ZZ", "", "01"]
    + [""] * 3
    + ["42000"]
    + [""] * 4
)
ROWS = [
    ("UA91", "", "", "", "", "O", "Тестова"),
    ("UA91", "UA9101", "", "", "", "P", "Пробний"),
    ("UA91", "UA9101", "UA910101", "", "", "H", "Зразкова"),
    ("UA91", "UA9101", "UA910101", "UA91010101", "", "M", "Зразок"),
    ("UA91", "UA9101", "UA910101", "UA91010102", "", "C", "Малий Зразок"),
]


def test_a_dump_of_any_country_makes_an_index(folder: Path) -> None:
    source, out = folder / "ZZ.txt", folder / "zz.sqlite3"
    source.write_text(DUMP + "\n", encoding="utf-8")
    assert kind_of(source) == "dump"
    report = build([source], out)
    assert report.places >= 1
    terrain = Terrain.load(out)
    (hit,) = (hit for hit in terrain.lookup("Цветкограде") if hit.spot.country == "ZZ")
    assert hit.spot.point == (12.5, 33.25)
    assert "Kvitkohrad" in {hit.spot.name for hit in terrain.lookup("Kvitkograd")}
    # what no source covers comes from the packages, Ukraine with its codes and points
    (bakhmut,) = (hit.spot for hit in terrain.lookup("Бахмуті") if hit.spot.rank >= 4)
    assert bakhmut.oblast.startswith("UA14") and bakhmut.point is not None


def test_what_is_no_gazetteer_is_refused(folder: Path) -> None:
    (folder / "note.txt").write_text("hello\n", encoding="utf-8")
    with pytest.raises(TerrainError):
        build([folder / "note.txt"], folder / "out.sqlite3")
    with pytest.raises(TerrainError):
        build([folder / "absent"], folder / "out.sqlite3")


def test_a_village_without_a_point_takes_the_middle_of_its_community(folder: Path) -> None:
    codified = entries(ROWS)
    codified["UA91010101"].place((50.0, 30.0), 3.0, "test")
    join = Join(codified)
    fill_radii(codified, join.middles())
    village = codified["UA91010102"]
    assert village.point == (50.0, 30.0)
    assert village.radius_km >= 12
    assert "middle" in village.source


def test_ppl_sections_are_left_out(folder: Path) -> None:
    source = folder / "ZZ.txt"
    source.write_text(DUMP.replace("PPL", "PPLX") + "\n", encoding="utf-8")
    assert list(read_dump(source)) == []


@pytest.mark.data
def test_the_full_gazetteer_gives_the_seed_its_villages(tmp_path_factory: pytest.TempPathFactory, data: Path) -> None:
    from nomansland.extract.document import analyse
    from nomansland.extract.places import find_places
    from nomansland.terrain.geo import distance_km
    from nomansland.words import Report

    out = tmp_path_factory.mktemp("full") / "full.sqlite3"
    report = build([data / "gazetteer_ua"], out)
    assert report.conflicts
    text = (
        'They sat in a cellar of Rassypnoye, on the border of the "Lugansk People\'s Republic" with the Kharkov'
        " and Belgorod regions. It lies 15 km from the one in Zaytsevo."
    )
    places, _ = find_places(analyse(Report("r", text)), Terrain.load(out))
    found = {place.text: place.point for place in places}
    for name, point in (("Rassypnoye", (49.966, 38.613)), ("Zaytsevo", (49.933, 38.443))):
        assert found[name] is not None and distance_km(found[name] or (0, 0), point) < 2
