"""Search by dictionary form in three languages, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomansland.tables.lemmas import answers, asked, index_of, spans
from nomansland.words import Claim, Passage, Publication, Reading, Report

if TYPE_CHECKING:
    from nomansland.tables import Case

TEXTS = {
    "en": "Two crews refused to board the lorries, the driver wrote.",
    "ru": "Мобилизованных заперли в подвалах школы, они отказались идти.",
    "uk": "Бійці відмовилися виконувати накази, їх тримали в гаражах. П'ятеро писали листи.",
}
FOUND = [
    ("en", "refuse"),
    ("en", "crew boarding"),
    ("en", "REFUSES lorry"),
    ("en", "write"),
    ("ru", "подвал"),
    ("ru", "запертый школами"),
    ("ru", "отказался"),
    ("ru", "идёт"),
    ("uk", "відмовилась"),
    ("uk", "гараж"),
    ("uk", "наказом боєць"),
    ("uk", "лист писала"),
    ("uk", "гара"),
    ("ru", '"в подвалах"'),
]


def save(language: str, text: str | None = None) -> None:
    """A report with one claim over its first sentence."""
    from nomansland.tables import write

    told = text or TEXTS[language]
    report = Report(language, told, outlet="An outlet")
    claim = Claim("c01", language, "refusal.order", Passage(told[:40], 0, 40))
    write.save_reports([report])
    write.save_readings([Reading(report, language, Publication(), (claim,))])


def reports(query: str) -> list[str]:
    """Ids of the reports that a query finds."""
    from nomansland.tables.models import Report as Row
    from nomansland.tables.read.search import report_hits

    return sorted(Row.objects.filter(report_hits(query)).values_list("ref", flat=True))


def claims(query: str) -> list[str]:
    """References of the claims that a query finds."""
    from nomansland.tables.models import Claim as Row
    from nomansland.tables.read.search import claim_hits

    return sorted(Row.objects.filter(claim_hits(query)).values_list("ref", flat=True))


def test_an_inflected_query_finds_another_form(any_case: Case) -> None:
    for language in TEXTS:
        save(language)
    for language, query in FOUND:
        assert reports(query) == [language], query
    for query in ("мотоцикл", "подвал мотоцикл", "tank", "гаражний мотоцикл", '"подвалах в"', "%", "_"):
        assert reports(query) == [], query
    assert claims("crew") == ["en:c01"] and claims("мобилизованный") == ["ru:c01"] and claims("боєць") == ["uk:c01"]
    assert reports("") == ["en", "ru", "uk"]


def test_the_index_follows_a_new_reading(any_case: Case) -> None:
    from nomansland.tables import write

    save("ru")
    report = Report("ru", TEXTS["ru"], outlet="An outlet")
    other = Claim("c01", "ru", "refusal.order", Passage("они отказались идти", 42, 61))
    write.save_readings([Reading(report, "ru", Publication(), (other,))])
    assert claims("подвал") == [] and claims("отказаться") == ["ru:c01"]
    assert reports("подвал") == ["ru"]


def test_a_report_that_waits_to_be_read_is_found_as_it_is_written(any_case: Case) -> None:
    from nomansland.tables import write

    write.save_reports([Report("new", "Письмо из училища в Белолуцке.")])
    assert reports("училищ") == ["new"] and reports("БЕЛОЛУЦКЕ письмо") == ["new"]
    assert reports("мотоцикл") == []


def test_a_case_of_an_earlier_version_is_indexed(any_case: Case) -> None:
    from nomansland.tables.migrate import migrate

    for language in TEXTS:
        save(language)
    migrate("0005_contradiction_copy_of")
    migrate()
    assert reports("подвал") == ["ru"] and claims("crew") == ["en:c01"] and reports("гараж") == ["uk"]


@pytest.mark.parametrize(
    "query", ['"', "' OR 1", "a:b", "NEAR(a b)", "-x", "x*", "(", "^я", "'':*", "\U0001f600", "²", "\u0301", "a\x00b"]
)
def test_no_sign_of_a_query_is_an_operator(any_case: Case, query: str) -> None:
    save("ru")
    assert reports(query) in ([], ["ru"])
    assert claims(query) in ([], ["ru:c01"])


def test_words_are_marked_in_whatever_form_they_stand() -> None:
    def marked(text: str, query: str) -> list[str]:
        return [text[start:end] for start, end, word in spans(text) if answers(word, asked(query))]

    assert marked(TEXTS["ru"], "подвал запереть") == ["заперли", "подвалах"]
    assert marked(TEXTS["uk"], "гараж відмовились") == ["відмовилися", "гаражах"]
    assert marked(TEXTS["en"], "write lorry") == ["lorries", "wrote"]
    assert marked("За́мки и зе́мли", "замок") == ["За́мки"]
    assert marked("Люди шли лучшей дорогой, дети ждали", "человек идти хороший ребенок") == [
        "Люди",
        "шли",
        "лучшей",
        "дети",
    ]
    assert marked(TEXTS["en"], "tank") == []


def test_apostrophes_and_accents_are_folded() -> None:
    words = index_of("З’їзд за́мку", "uk").split()
    assert "зїзд" in words and "замок" in words
    assert index_of("", "ru") == ""
