"""A small gazetteer of invented namesakes, and the default one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nomansland.terrain import Terrain
from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.index import write


def village(code: str, name: str, point: tuple[float, float] | None, *, oblast: str = "UA44", rank: int = 1) -> Entry:
    """A settlement of Luhansk (UA44) or Donetsk (UA14) oblast with a Ukrainian name."""
    entry = Entry(code, name, oblast=oblast, rank=rank)
    entry.names = [Name(name, "uk")]
    if point:
        entry.place(point, 3.0, "test")
    return entry


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Terrain:
    """Two namesakes 200 km apart, a town beside one of them, and a town beside the other."""
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite3"
    rows = [
        village("n1", "Тихоброди", (49.9, 38.4)),
        village("n2", "Тихоброди", (48.1, 38.6), oblast="UA14"),
        village("t1", "Верхозір'я", (49.8, 38.3), rank=3),
        village("t2", "Низосвіт", (48.0, 38.5), oblast="UA14", rank=3),
        Entry("UA44", "Luhanska", "oblast", oblast="UA44"),
        Entry("UA14", "Donetska", "oblast", oblast="UA14"),
    ]
    write(rows, path, {"oblasts": {"UA44": "Луганська", "UA14": "Донецька"}})
    return Terrain.load(path)


@pytest.fixture(scope="session")
def default() -> Terrain:
    """The index that installs with the package."""
    return Terrain.load()


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder of the shared data."""
    return Path(os.environ["NOMANSLAND_DATA"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for sources."""
    return tmp_path
