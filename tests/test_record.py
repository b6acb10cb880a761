"""The record in print: what is said, who says it, and what nobody says."""

from __future__ import annotations

import pytest

from nomansland.console import harmless
from nomansland.record import Record, claim_rows, column, week_bounds
from nomansland.record.phrase import count_phrase, interval_phrase, missing, place_phrase, speaker_phrase
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Count,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Speaker,
)

TEXT = "Forty men of the brigade refused to go, a mother told the Quiet Bank."


def claim() -> Claim:
    return Claim(
        "c01",
        "r1",
        "refusal.order",
        Passage.of(TEXT, 0, 38),
        side="UA",
        speaker=Speaker("relative"),
        chain=Chain(("Quiet Bank",)),
        count=Count(40, 40, "person", approx=True),
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(13, None, "person"), "at least 13 persons"),
        (Count(None, 30, "site"), "at most 30 sites"),
        (Count(1, 1, "company"), "1 company"),
        (Count(2, 3, "company"), "2 to 3 companies"),
        (Count(300, 300, "person", approx=True), "about 300 persons"),
        (None, ""),
    ],
)
def test_counts_keep_their_bounds(count: Count | None, words: str) -> None:
    assert count_phrase(count) == words


def test_a_place_never_looks_surer_than_it_is() -> None:
    somewhere = Place("Rozsypne", None, (Candidate("x", "Rozsypne, Luhansk oblast", 49.9, 38.6, 12.0, 0.7),))
    assert place_phrase(somewhere) == "Rozsypne (Rozsypne, Luhansk oblast, within 12 km)"
    assert place_phrase(Place("Rozsypne", None)) == "Rozsypne (cannot tell which)"


def test_the_chain_is_said() -> None:
    assert speaker_phrase(claim()) == "Relative via Quiet Bank"


def test_what_nobody_says_is_said() -> None:
    assert missing([claim()]) == "Nobody says where, when."


def test_voices_and_newsrooms_are_bounds() -> None:
    assert interval_phrase(Interval(1, 1), "voice") == "1 voice"
    assert interval_phrase(Interval(1, 3), "newsroom") == "1 to 3 newsrooms"


def test_a_week_holds_what_was_published_in_it() -> None:
    report = Report("r1", TEXT, published="2023-06-20")
    incident = Incident("i1", ("r1:c01",), ("refusal.order",), "UA", Interval(1, 1), Interval(1, 1))
    record = Record([Reading(report, "en", Publication(stated="2023-06-20"), (claim(),))], incidents=[incident])
    told = column(record, "2023-W25")
    assert "“Forty men of the brigade refused to go" in told
    assert "r1:c01, characters 0-38" in told
    assert "Forty men" not in column(record, "2023-W26")


def test_an_undated_report_is_named_not_lost() -> None:
    record = Record([Reading(Report("r9", TEXT), "en", Publication(), (claim(),))])
    assert "Reports without any date are not in a week: r9." in column(record, "2023-W25")


def test_no_week_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="write it as 2023-W25"):
        week_bounds("June 2023")


def test_rows_hold_the_words_as_they_stand() -> None:
    columns, rows = claim_rows(Record([Reading(Report("r1", TEXT), "en", Publication(), (claim(),))]))
    assert len(columns) == len(rows[0])
    assert rows[0][-1] == TEXT[:38]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1", "\x00=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")
