"""Silence is kept where there is something to be silent about."""

from __future__ import annotations

import pytest

from nomansland.extract import extract
from nomansland.extract.attribution_sections import items_of
from nomansland.extract.document import analyse
from nomansland.terrain import Terrain
from nomansland.words import Report

DIGEST = """\
The week in short

• Soldiers of the 57th brigade refused to return to the line near Kupiansk, their wives say.

• Trams stood still on Monday. The depot did not respond to questions about its soldiers at the wheel.

• Two court cases over parking were put off.
"""
ARTICLE = """\
Soldiers of the 57th brigade refused to return to the line near Kupiansk, their wives say.

The brigade did not respond to questions.
"""
TALK = """\
A talk with Oleh

Reporter: Where were you?

Oleh: In the barn with forty soldiers who refused to go.

Reporter: And then?

Oleh: They kept us there.
"""


def types(text: str) -> list[str]:
    reading = extract(Report("r", text, kind="brief", language="en", published="2024-05-06"), Terrain.load(), "rules")
    return [claim.type for claim in reading.claims]


def test_silence_about_something_else_is_no_denial() -> None:
    assert types(DIGEST) == ["refusal.order"]


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        DIGEST.replace(" about its soldiers at the wheel", "").replace(
            "Trams", "Soldiers of the 3rd company were locked in a cellar; trams"
        ),
    ],
)
def test_silence_about_what_is_told_is_a_denial(text: str) -> None:
    assert "response.denial" in types(text)


def test_a_digest_has_items_and_a_talk_has_turns() -> None:
    assert len(items_of(analyse(Report("r", DIGEST)))) == 3
    assert items_of(analyse(Report("r", TALK))) == frozenset()
