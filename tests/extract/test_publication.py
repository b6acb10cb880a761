"""The day of publication: stated, headed, or inferred with its reasons."""

from __future__ import annotations

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.publication import publication
from nomansland.words import Publication, Report


def read(text: str, language: str = "en", url: str | None = None, published: str | None = None) -> Publication:
    """The publication of a text."""
    return publication(analyse(Report("r", text, language=language, url=url, published=published)))


def test_what_the_source_states_is_kept() -> None:
    found = read("On 2 May they sat down.", published="2023-05-04T10:00:00Z")
    assert (found.stated, found.inferred) == ("2023-05-04", None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They sat down\nPublished: 14 March 2024\nTwo men hid on Tuesday."),
        ("en", "They sat down\nMarch 14, 2024 — Two men hid on Tuesday."),
        ("en", "KYIV, 14 March 2024. Two men hid on Tuesday."),
        ("en", "They sat down Date: 14 March 2024 Source: a paper\nTwo men hid on 2 March."),
        ("ru", "Сводка\n14.03.2024\nВо вторник спрятались двое."),
        ("uk", "Новини\n14 березня 2024, 10:30\nУ вівторок сховалися двоє."),
    ],
)
def test_a_date_line_states_it(language: str, text: str) -> None:
    assert read(text, language).stated == "2024-03-14"


def test_a_day_told_twice_fixes_it() -> None:
    found = read("Позавчора, у середу, 13 березня, двоє сховалися. Після падіння Авдіївки таке не вперше.", "uk")
    assert found.inferred == "2024-03-15"
    assert any("2024-03-15" in reason for reason in found.basis)


def test_a_weekday_finds_the_year() -> None:
    found = read("В пятницу, 18 ноября, рота села на землю.", "ru")
    assert found.stated is None
    assert found.inferred is not None and found.inferred.startswith("2022-11-18/")


def test_a_known_event_and_last_year_bound_it() -> None:
    text = (
        "During the three weeks of the southern counteroffensive the yard filled up, says a note dated June 20. "
        "It was empty at the end of 2022; last year nobody asked."
    )
    found = read(text)
    assert found.inferred == "2023-06-20/2023-06-30"
    assert found.best is not None and found.best.startswith("2023-06-2")
    assert len(found.basis) >= 3


def test_days_of_the_turn_of_a_year() -> None:
    found = read("27 декабря сына увезли, 9 января он позвонил из ямы.", "ru")
    assert found.inferred is not None and found.inferred.startswith("2023-01-09/")


def test_a_date_in_the_address_counts() -> None:
    assert read("The men refused on 3 May.", url="https://paper.example/2023/07/02/story").inferred == "2023-07-02"


def test_an_update_is_kept_apart() -> None:
    found = read("UPD 31.10. Мы ошиблись.", "ru", published="2023-10-30")
    assert (found.stated, found.updated) == ("2023-10-30", "2023-10-31")


def test_nothing_is_made_up_where_nothing_is_told() -> None:
    assert read("A man would not dig.") == Publication()
