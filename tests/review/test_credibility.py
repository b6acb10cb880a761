"""The Admiralty code: set by people, as rows; never computed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nomansland.review import Ratings, check, decide
from nomansland.review.credibility import CREDIBILITY, RELIABILITY
from nomansland.tables import Case
from nomansland.words import Chain, Claim, Passage, Publication, Reading, Report, Speaker
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import fingerprint

TEXT = "Nobody would cross, a driver told the Quiet Bank."
CLAIM = Claim(
    "c01", "r1", "refusal.order", Passage.of(TEXT, 0, 19), "UA",
    speaker=Speaker("soldier", "Driver"), chain=Chain(("Quiet Bank",)),
)  # fmt: skip


def test_nothing_is_rated_until_a_person_does() -> None:
    assert Ratings().phrase(CLAIM, "Beacon") == ""
    assert Ratings().of_source("Beacon") == ()


def test_sources_and_information_are_told_apart() -> None:
    rated = decide("information", CLAIM.ref, "rate", "Olena", value=(("credibility", "3"),), seen=fingerprint(CLAIM))
    found = Ratings([decide("source", "quiet  bank", "rate", "Olena", value=(("reliability", "C"),)), rated])
    assert found.phrase(CLAIM, "Beacon") == "Quiet Bank C; information 3"


def test_people_stand_side_by_side_and_the_last_word_of_one_counts() -> None:
    rows = [
        decide("source", "Beacon", "rate", by, value=(("reliability", letter),))
        for by, letter in (("Olena", "A"), ("Ivan", "D"), ("olena", "B"))
    ]
    found = Ratings(rows)
    assert found.phrase(CLAIM, "Beacon") == "Beacon B or D"
    undone = decide("source", "Beacon", "undo", "Ivan", undoes=rows[1].id)
    assert Ratings([*rows, undone]).phrase(CLAIM, "Beacon") == "Beacon B"


def test_a_claim_that_reads_differently_is_no_longer_rated() -> None:
    rated = decide("information", CLAIM.ref, "rate", "Olena", value=(("credibility", "1"),), seen=fingerprint(CLAIM))
    assert Ratings([rated]).of_claim(CLAIM)
    assert not Ratings([rated]).of_claim(replace(CLAIM, side="RF"))
    assert Ratings([rated]).of_claim(replace(CLAIM, id="c09")), "a new number is the same claim"


@pytest.mark.parametrize("value", [(), (("reliability", "G"),), (("credibility", "1"),), (("reliability", "a"),)])
def test_a_rating_is_one_value_of_its_scale(value: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ReviewError):
        decide("source", "Beacon", "rate", "Olena", value=value)


def test_the_scales_are_the_admiralty_code() -> None:
    assert "".join(RELIABILITY) == "ABCDEF"
    assert "".join(CREDIBILITY) == "123456"


def test_ratings_are_rows(any_case: Case) -> None:
    from nomansland.tables import read, write

    write.save_reports([Report("r1", TEXT)])
    write.save_readings([Reading(Report("r1", TEXT), "en", Publication(), (CLAIM,))])
    rated = write.add_decision(decide("information", CLAIM.ref, "rate", "Olena", value=(("credibility", "2"),)))
    assert rated.seen == fingerprint(CLAIM)
    write.add_decision(decide("source", "Beacon", "rate", "Olena", value=(("reliability", "F"),)))
    assert Ratings(read.decisions()).phrase(CLAIM, "Beacon") == "Beacon F; information 2"
    assert [finding.state for finding in read.findings()] == ["undecided"], "a rating accepts nothing"
    write.add_decision(decide("information", CLAIM.ref, "undo", "Olena", undoes=rated.id))
    assert Ratings(read.decisions()).phrase(CLAIM, "Beacon") == "Beacon F"
    assert len(read.decisions()) == 3


def test_an_unknown_claim_is_not_rated(case: Case) -> None:
    from nomansland.tables import write

    made = decide("information", "r9:c01", "rate", "Olena", value=(("credibility", "2"),))
    check(made)
    with pytest.raises(ReviewError, match="There is no information r9:c01"):
        write.add_decision(made)
