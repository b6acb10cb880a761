"""Values in plain sentences."""

from __future__ import annotations

import pytest

from nomansland.web import phrases
from nomansland.web.entries import sentence
from nomansland.web.labels import label, report_title
from nomansland.words import Candidate, Chain, Count, Interval, Place, Publication, Speaker, Time

# The language of a page is a setting.
pytestmark = pytest.mark.usefixtures("empty")


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (None, ""),
        (Count(58, None, "person"), "at least 58 people"),
        (Count(1, 1, "person"), "1 person"),
        (Count(None, 30, "company"), "up to 30 companies"),
        (Count(300, 300, "person", approx=True), "about 300 people"),
        (Count(100, 150, "case"), "100 to 150 cases"),
        (Count(202_997, 202_997, "case"), "202\u202f997 cases"),
    ],
)
def test_counts_carry_their_bounds(count: Count | None, told: str) -> None:
    assert phrases.count(count) == told


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2023-07-09", "9 July 2023"),
        ("2022-10", "October 2022"),
        ("2023", "2023"),
        ("2023-03-01/2023-03-07", "1 to 7 March 2023"),
        ("2023-03-30/2023-04-02", "30 March to 2 April 2023"),
        ("2022-12-30/2023-01-02", "30 December 2022 to 2 January 2023"),
        ("2022-10-30/..", "since 30 October 2022"),
        ("../2023-06-16", "up to 16 June 2023"),
        ("../..", "at a time that nothing bounds"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_days(edtf: str, told: str) -> None:
    assert phrases.days(edtf) == told


def test_lengths_of_time() -> None:
    assert phrases.time(Time(None, duration="P2W")) == "for 2 weeks"
    assert phrases.time(Time(None, duration="P1M")) == "for 1 month"
    assert phrases.time(Time("2023-05", approximate=True)) == "about May 2023"
    assert phrases.time(None) == ""


def test_places_say_how_well_they_are_known() -> None:
    known = Candidate("c", "Lyman, Donetska oblast", 48.9, 37.8, 12.4, 0.9)
    assert phrases.place(Place("Лиман", None, (known,))) == "Lyman, Donetska oblast, within 12 km"
    assert phrases.place(Place("на севере", None)) == "на севере"


def test_speakers_and_chains() -> None:
    assert phrases.speaker(None) == "nobody is named"
    assert phrases.speaker(Speaker("official", office="the prosecutor's office")) == "official, the prosecutor's office"
    assert phrases.speaker(Speaker("official", adversary=True)) == "official (of the other side)"
    assert phrases.via(Chain(("A", "B"))) == "through A, which had it from B"


def test_voices_and_newsrooms_are_never_added() -> None:
    assert phrases.origins(Interval(2, 2), Interval(1, 1)) == "Two voices, one newsroom"
    assert phrases.origins(Interval(0, 1), Interval(1, 3)) == "At most one voice, one to three newsrooms"


def test_publication() -> None:
    assert phrases.published(Publication("2023-05-06")) == "6 May 2023"
    assert phrases.published(Publication(inferred="2023-05")) == "not stated; May 2023 by inference"
    assert phrases.published(Publication()) == "not stated, and nothing bounds it"


def test_titles_fall_back_to_the_first_line() -> None:
    assert report_title(None, "\n First line\nsecond", "Outlet") == "First line"
    assert report_title(None, "слово " * 40, None).endswith(" …")
    assert len(report_title(None, "слово " * 40, None)) <= 92
    assert report_title(None, "", None) == "Without words"


def test_unknown_ids_are_shown_in_words() -> None:
    assert label("event", "unheard.of_thing") == "of thing"
    assert sentence("unheard", {}) == "unheard"
