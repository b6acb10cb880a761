"""The desk in English, Russian and Ukrainian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.web.test_pages import PAGES
from tests.web.visible import bare, english

from nomansland.web import labels, messages, phrases
from nomansland.words import Count

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Desk

FIRST = {
    "en": "Places of detention over all reports",
    "ru": "Места удержания по всем",
    "uk": "Місця утримання за всіма",
}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_catalogue_holds_what_is_used_and_its_compiled_file_is_of_it(language: str) -> None:
    assert messages.faults(language) == []
    assert messages.source(language).with_suffix(".mo").read_bytes() == messages.compiled(language)


@pytest.mark.parametrize("language", FIRST)
def test_a_browser_gets_the_language_that_it_asks_for(desk: Desk, language: str) -> None:
    page = desk.client.get("/sites", headers={"accept-language": f"{language};q=0.9, de;q=0.1"})
    text = page.content.decode()
    assert f'<html lang="{language}">' in text
    assert [name for name, words in FIRST.items() if words in text] == [language]


def test_a_language_that_the_desk_does_not_have_gets_english(desk: Desk) -> None:
    page = desk.client.get("/sites", headers={"accept-language": "de"})
    assert '<html lang="en">' in page.content.decode()


def test_the_switch_works_without_script_leads_back_and_stays(desk: Desk) -> None:
    answer = desk.client.post("/language", {"language": "uk", "next": "/sites"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sites")
    page = desk.client.get("/incidents", headers={"accept-language": "ru"}).content.decode()
    assert '<html lang="uk">' in page
    cookie = desk.client.cookies[f"nomansland-language-{desk.door.port}"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"


def test_the_switch_leads_to_no_other_site(desk: Desk) -> None:
    answer = desk.client.post("/language", {"language": "uk", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_quotes_keep_the_language_of_their_report(desk: Desk) -> None:
    page = desk.client.get("/incidents/i-3", headers={"accept-language": "uk"}).content.decode()
    assert '<html lang="uk">' in page and '<q lang="en">' in page


def test_coordinates_of_pictures_are_the_same_in_every_language(desk: Desk) -> None:
    for address in ("/map", "/sites", "/timeline"):
        told = {
            language: desk.client.get(address, headers={"accept-language": language}).content.decode()
            for language in FIRST
        }
        paths = {language: [part.split('"')[0] for part in text.split(' d="')[1:]] for language, text in told.items()}
        assert paths["en"] and paths["en"] == paths["ru"] == paths["uk"]


def test_labels_of_the_codebook_follow_the_page(empty: Desk) -> None:
    from django.utils.translation import override

    told = {}
    for language in FIRST:
        with override(language):
            told[language] = labels.label("event", "refusal.order")
    assert told == {"en": "refusal of an order", "ru": "отказ от приказа", "uk": "відмова від наказу"}


def test_dates_and_plurals_follow_the_language(empty: Desk) -> None:
    from django.utils.translation import override

    told = {}
    for language in FIRST:
        with override(language):
            numbers = [phrases.count(Count(one, one, "company")) for one in (1, 3, 5, 21)]
            told[language] = [phrases.days("2023-03-01/2023-03-07"), phrases.days("2022-10"), *numbers]
    assert told == {
        "en": ["1 to 7 March 2023", "October 2022", "1 company", "3 companies", "5 companies", "21 companies"],
        "ru": ["1 – 7 марта 2023", "октябрь 2022", "1 рота", "3 роты", "5 рот", "21 рота"],
        "uk": ["1 – 7 березня 2023", "жовтень 2022", "1 рота", "3 роти", "5 рот", "21 рота"],
    }


def test_the_tour_leads_over_what_the_case_holds_and_can_be_skipped(desk: Desk) -> None:
    page = desk.client.get("/tour").content.decode()
    assert page.count("<li><p>") == 5 and 'href="/reports/ru-1?tour=1"' in page
    for step, address in enumerate(("/reports/ru-1", "/incidents", "/sites", "/map", "/contradictions"), 1):
        assert f'href="{address}?tour={step}"' in page
        assert desk.client.get(address).status_code == 200
    assert desk.client.post("/tour/done", {"do": "skip"}).status_code == 302
    assert "/tour/done" not in desk.client.get("/tour").content.decode()


def test_the_tour_of_an_empty_case_says_how_to_fill_it(empty: Desk) -> None:
    page = empty.client.get("/tour").content.decode()
    assert "nomansland flow --case CASE examples" in page and "/tour/done" not in page


def test_a_new_browser_is_led_from_page_to_page(desk: Desk) -> None:
    """The first page offers the tour; each of its pages says its step and leads on; skipping ends the offer."""
    page = desk.client.get("/").content.decode()
    address = re.findall(r'href="([^"]+[?]tour=1)"', page)[0]
    seen = []
    while address:
        page = desk.client.get(address).content.decode()
        seen.append(re.findall(r"Step (\d) of 5", page)[0])
        following = re.findall(r'class="button" href="([^"]+[?]tour=\d)"', page)
        address = following[0] if following else ""
    assert seen == ["1", "2", "3", "4", "5"]
    assert "Step" not in desk.client.get("/sites?tour=9").content.decode()
    desk.client.post("/tour/done", {"do": "skip"})
    assert "tour=1" not in desk.client.get("/").content.decode()


# The name of the program, the name of a format and of a hash, an address: the same in every language.
SAME = {"nomansland", "· nomansland", "EDTF", "SHA-256", "/api/openapi.json", "reading", "p =", "JSON", "±", "UTC"}
# Names of outlets, speakers and sites in the case of the tests stay as they are.
NAMES = ("An Invented Gazette", "An Invented Channel", "a driver")
TEMPLATES = sorted((messages.WEB / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_shows_no_words_that_nobody_translates(path: Path) -> None:
    assert [(where, text) for where, text in bare(path.read_text("utf-8")) if text not in SAME] == []


def test_the_scanner_of_templates_sees_text_and_what_is_read_aloud() -> None:
    told = (
        '<p title="A hint">{% translate "Yes" %} left <b>{{ out }}</b>{% blocktranslate %}in{% endblocktranslate %}</p>'
    )
    assert bare(told) == [("p@title", "A hint"), ("p", "left")]


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("address", [*PAGES, "/tour", "/settings/tokens", "/add/ru-1", "/nowhere"])
def test_a_page_speaks_no_english_but_where_it_says_so(desk: Desk, address: str, language: str) -> None:
    page = desk.client.get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    for name in NAMES:
        page = page.replace(name, "")
    assert english(page, language) == []
