"""Every value of a claim has a reason, with the characters that bear it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nomansland.extract import extract
from nomansland.terrain import Terrain
from nomansland.words import Claim, Reading, Report

TEXTS = {
    "told": (
        "Soldiers of the 27th regiment refused to go to the assault near Svatove on 6 May, a relative told Radio "
        "Svoboda. Nine of them are held in a basement in Zaitseve without water. A Ukrainian intelligence officer says "
        "that the men of the Russian regiment were beaten."
    ),
    "negated": (
        "The mobilised soldiers did not refuse the order. If they refuse the order again, they will be sent to a storm "
        "unit. Forty soldiers of the brigade reportedly refused to fight."
    ),
    "past": (
        "In the summer of 1917 whole regiments refused to attack. In 1917 the soldiers of the army shot their "
        "officers, and in 1917 deserters filled the trains."
    ),
    "asked": (
        "Is it true that Russian soldiers refused to go to the assault? The mobilised men are in a pit near Luhansk."
    ),
}


def _wanted(claim: Claim) -> Iterator[str]:
    yield from ("type", "confidence")
    yield from (
        name for name in ("side", "subside", "status", "place", "time", "count", "unit") if getattr(claim, name)
    )
    yield from ("modality",) if claim.modality != "asserted" else ()
    yield from ("hedge",) if claim.hedge else ()
    yield from ("via",) if claim.chain.outlets else ()
    yield from (f"condition.{code}" for code, _ in claim.conditions)
    if claim.speaker is not None:
        yield from ("speaker.first_hand",) if claim.speaker.first_hand is not None else ()
        marks = ("adversary", "under_duress", "interest")
        yield from (f"speaker.{name}" for name in marks if getattr(claim.speaker, name))


def _read(name: str) -> Reading:
    return extract(Report(id="r", text=TEXTS[name], language="en", published="2023-05-10"), Terrain.load(), "rules")


@pytest.mark.parametrize("name", TEXTS)
def test_every_value_has_a_reason_at_characters_of_the_report(name: str) -> None:
    reading = _read(name)
    assert reading.claims
    for claim in reading.claims:
        assert set(_wanted(claim)) <= {one.field for one in claim.evidence}
        for one in claim.evidence:
            assert one.reason and reading.report.text[one.passage.start : one.passage.end] == one.passage.quote


def test_reasons_name_the_words_that_bear_them() -> None:
    reasons = {
        (one.field, one.passage.quote.lower())
        for name in ("told", "negated")
        for claim in _read(name).claims
        for one in claim.evidence
    }
    fields = {field for field, _ in reasons}
    assert {"modality", "hedge", "speaker.interest", "speaker.first_hand"} <= fields
    assert any(field == "hedge" and quote == "reportedly" for field, quote in reasons)


def test_no_value_is_explained_twice_by_the_same_words() -> None:
    for name in TEXTS:
        for claim in _read(name).claims:
            assert len(claim.evidence) == len(set(claim.evidence))
