"""What the study says of sectors and pairs cannot reach a release or a public page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from tests.study.made_events import claim, incident, readings

import nomansland
from nomansland.share import Key, release
from nomansland.terrain.front import sectors
from nomansland.words import Cell, Finding, Release
from nomansland.words.codec import to_json

PACKAGE = Path(nomansland.__file__).parent


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", sorted((PACKAGE / "share").rglob("*.py")), ids=lambda path: path.name)
def test_share_knows_no_study(path: Path) -> None:
    assert not [name for name in imported(path) if "study" in name.split(".")]


def test_a_released_cell_has_room_for_no_sector_kilometre_or_pair() -> None:
    assert [one.name for one in fields(Cell)] == [*Key._fields, "value"]
    assert [one.name for one in fields(Release)] == ["id", "cells", "suppressed", "notes"]


def test_a_release_of_incidents_of_both_sides_names_no_sector() -> None:
    claims = [claim(f"r{number}:c1", side=side) for number, side in enumerate(["RF"] * 12 + ["UA"] * 12)]
    told = [incident(f"i{number}", one) for number, one in enumerate(claims)]
    made = release([Finding(one.ref, "accepted", people=2) for one in claims], readings(*claims), incidents=told)
    text = to_json(made).decode()
    assert not [sector.slug for sector in sectors() if sector.slug in text or sector.name in text]
    assert "Orikhiv" not in text


def test_a_release_that_says_something_is_what_was_looked_at() -> None:
    """The test above would hold of an empty release too: here the same claims, in an oblast, give two cells."""
    from dataclasses import replace

    from tests.study.made_events import place

    spot = place("Orikhiv")
    within = replace(spot, candidates=(replace(spot.candidates[0], code="UA23100230010099999"),))
    claims = [claim(f"r{number}:c1", side=side, place=within) for number, side in enumerate(["RF"] * 12 + ["UA"] * 12)]
    told = [incident(f"i{number}", one) for number, one in enumerate(claims)]
    made = release([Finding(one.ref, "accepted", people=2) for one in claims], readings(*claims), incidents=told)
    assert {(one.side, one.value) for one in made.cells} == {("RF", 12), ("UA", 12)}
    assert "orikhiv" not in to_json(made).decode().lower()
