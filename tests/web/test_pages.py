"""Every page opens, says what it should, and closes itself against everything from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from nomansland.web.policy import POLICY

if TYPE_CHECKING:
    from tests.web.conftest import Desk

PAGES = {
    "/": "Newest reports",
    "/?q=лиман": "report",
    "/reports": "Two crews",
    "/reports?language=en": "Two crews",
    "/reports/ru-1": "В гараже",
    "/reports/en-1": "Nobody is named|a driver",
    "/reports/ru-2": "by inference",
    "/claims": "at least 12 people",
    "/claims?side=UA&family=refusal&modality=asserted&since=2023-05-01&until=2023-05-31": "2 crews",
    "/claims?show=undecided&outlet=An+Invented+Gazette": "2 crews",
    "/incidents": "Two to three newsrooms|two to three newsrooms",
    "/incidents/i-1": "both lie near Lyman",
    "/incidents/i-2": "What contradicts it",
    "/incidents/i-4": "nobody says where",
    "/sites": "Garage",
    "/sites?show=closed&side=RF": "Garage",
    "/sites/s-1": "Its life as it was told",
    "/legal": "Told of no place in particular",
    "/legal?side=RF&q=garage": "Garage",
    "/contradictions": "Denial",
    "/contradictions?show=denial&side=RF&q=гараже": "Denial",
    "/editions": "Nothing was published yet",
    "/sources": "An Invented Gazette",
    "/sources?outlet=Лента": "2 reports|1 report",
    "/map": "within which the place is known to lie",
    "/map?show=all&family=refusal&side=UA": "Ukrainian army",
    "/map?on=2023-06-10": "ground that the Russian army holds",
    "/timeline": "Heights are not comparable",
    "/timeline?show=flip": "Turn the picture over",
    "/study": "Nothing was measured yet",
    "/guide": "Ten copies of one post are one newsroom",
    "/log": "Read 3 reports, 5 claims found",
    "/log?kind=quarantine": "Not read: scan.bin",
    "/came": "Nothing was brought in from this browser yet",
    "/review": "One person decides here",
    "/settings": "Nobody has set a passphrase yet",
    "/jobs": "nothing is read twice",
    "/quarantine": "No admitter recognises the bytes",
}


@pytest.mark.parametrize("address", PAGES)
def test_page(desk: Desk, address: str) -> None:
    answer = desk.client.get(address)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(PAGES[address], body), body
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert body.count("<h1>") + body.count("<h1 ") == 1


def test_every_route_is_tested(desk: Desk) -> None:
    """A page that is added without a test fails here."""
    from nomansland.web.urls import urlpatterns

    routes = {getattr(pattern, "name", None) for pattern in urlpatterns}
    nouns = {address.split("?")[0].strip("/") for address in PAGES}
    singular = {"report": "reports/ru-1", "incident": "incidents/i-1", "site": "sites/s-1", "inbox": ""}
    elsewhere = {"admit", "read", "asset", "decide", "undo", "rename", "measure", "confirm"}
    # Tested in test_people.py.
    elsewhere |= {"passphrase", "sessions", "factor", "people", "seals", "setup"}
    # Tested in test_reading_decisions.py and test_decisions_editions.py.
    elsewhere |= {"claim", "next", "add", "copies", "original", "prepare", "release"}
    elsewhere |= {"sign-in", "second", "sign-out", "invited"}
    # Tested in test_languages.py.
    elsewhere |= {"language", "tour", "tour-done"}
    # Tested in test_api_tokens.py; what has no name here is the API, tested in test_api.py.
    elsewhere |= {"tokens"}
    # Tested in test_map.py.
    elsewhere |= {"map-marks", "map-line", "map-borders", "map-names"}
    assert {name for name in routes - elsewhere - {None} if singular.get(str(name), name) not in nouns} == set()


EMPTY = [one for one in PAGES if "?" not in one and one.count("/") == 1 and one != "/guide"]


@pytest.mark.parametrize("address", EMPTY)
def test_empty_case_says_what_to_do(empty: Desk, address: str) -> None:
    body = empty.client.get(address).content.decode()
    assert 'class="empty"' in body
    assert "nomansland " in body or "Nothing" in body or "read" in body


@pytest.mark.parametrize("address", ["/reports/none", "/incidents/none", "/sites/none", "/nowhere", "/static/passwd"])
def test_missing(desk: Desk, address: str) -> None:
    answer = desk.client.get(address)
    assert answer.status_code == 404
    assert "No page has this address" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["since=soon", "page=-1", "page=99999", "page=x", "side=XX", "q=%25%27%22", "q=" + "я" * 500]
)
def test_odd_filters_still_open(desk: Desk, query: str) -> None:
    for address in ("/", "/reports", "/claims", "/incidents", "/sites", "/contradictions", "/map", "/timeline", "/log"):
        assert desk.client.get(f"{address}?{query}").status_code == 200


def test_no_page_names_another_host_or_inline_style(desk: Desk) -> None:
    """Nothing is loaded from elsewhere, and nothing that the policy would refuse is written."""
    for address in PAGES:
        body = desk.client.get(address).content.decode()
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', body)
        assert ' style="' not in body
        assert not re.search(r"\son\w+=", body)
        assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", body))


def test_script_in_a_report_stays_text(desk: Desk) -> None:
    for address in ("/reports/ru-1", "/?q=alert", "/claims", "/reports"):
        body = desk.client.get(address).content.decode()
        assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in desk.client.get("/reports/ru-1").content.decode()


def test_script_in_the_address_stays_text(desk: Desk) -> None:
    for address in ("/", "/reports", "/claims", "/sites"):
        body = desk.client.get(address, {"q": '"><script>alert(2)</script>', "outlet": "'><b>"}).content.decode()
        assert "<script>alert" not in body
        assert "'><b>" not in body


def test_search_finds_all_cases_of_letters(desk: Desk) -> None:
    body = desk.client.get("/?q=ПРОКУРОР").content.decode()
    assert '<mark class="hit">Прокурор</mark>' in body
    assert "Two crews" not in body


def test_assets(desk: Desk) -> None:
    for name, kind in (("desk.css", "text/css"), ("desk.js", "text/javascript"), ("serif-regular.ttf", "font/ttf")):
        answer = desk.client.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(kind)
