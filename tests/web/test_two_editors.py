"""Two editors on one record: the second save is shown beside what stands, with a choice; nothing is overwritten."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape
from types import ModuleType

import pytest
from django.test import Client
from tests.web.conftest import stranger
from tests.web.test_reading_decisions import fields_in

from nomansland.tables import Case, connect, disconnect
from nomansland.web.door import Door, Session
from nomansland.web.server import overrides
from nomansland.words import Claim, Count, Passage, Publication, Reading, Report

TEXT = "Twelve men of the company refused to cross, a driver says. Nobody else was asked."
CLAIM = Claim("c01", "r1", "refusal.order", Passage.of(TEXT, 0, 42), "UA", count=Count(12, 12, "person"))
PAIR = tuple[Client, Client]


def browser(door: Door, name: str) -> Client:
    """A browser with a session of its own."""
    key = f"key-of-{name}"
    door.sessions[key] = Session(name)
    client = stranger()
    client.cookies[door.cookie] = key
    return client


@pytest.fixture
def two(any_case: Case) -> Iterator[PAIR]:
    """Olena and Ivan at two desks of one case, on each database."""
    from nomansland.tables import write

    disconnect()
    door = Door(port=8765)
    connect(any_case, **overrides(door), NOMANSLAND_CASE=any_case, NOMANSLAND_FRONT=None)
    report = Report("r1", TEXT, outlet="Paper")
    write.save_reports([report])
    write.save_readings([Reading(report, "en", Publication("2023-05-06"), (CLAIM,))])
    yield browser(door, "Olena"), browser(door, "Ivan")
    disconnect()


@pytest.fixture
def read(two: PAIR) -> ModuleType:
    """The queries."""
    from nomansland.tables import read

    return read


def page_of(client: Client, address: str) -> str:
    """A page as text."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def opened(client: Client) -> dict[str, str]:
    """The form of the claim as this person opened it."""
    return fields_in(page_of(client, "/claims/r1:c01"), "correct") | {"verdict": "correct"}


def hidden(page: str) -> dict[str, str]:
    """What the form of the page of two versions would send."""
    part = page[page.index('<form method="post" action="/decide"') :]
    part = part[: part.index("</form>")]
    out = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            out[name.group(1)] = value.group(1) if value else ""
    return out


def corrections(read: ModuleType) -> dict[str, str]:
    """What stands."""
    return dict(read.findings()[0].corrections)


def test_the_second_save_gets_both_versions(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    hers, his = opened(olena), opened(ivan)
    assert olena.post("/decide", hers | {"count-high": "20", "reason": "the list"}).status_code == 302
    answer = ivan.post("/decide", his | {"count-high": "14", "set-side": "RF"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Corrected by Olena" in page and "the list" in page, "what stands, and whose it is"
    assert "12..20 person" in page and "12..14 person" in page, "both versions"
    assert corrections(read) == {"count": "12..20 person"}, "nothing was overwritten"
    assert [row.by for row in read.decisions()] == ["Olena"]


def test_what_stands_is_kept_where_both_changed_a_field_unless_chosen(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    hers, his = opened(olena), opened(ivan)
    olena.post("/decide", hers | {"count-high": "20", "set-unit": "3rd company"})
    page = unescape(ivan.post("/decide", his | {"count-high": "14", "set-side": "RF"}).content.decode())
    sent = hidden(page)
    assert sent["set-count"] == "12..20 person" and sent["set-side"] == "RF", "theirs where both changed it"
    assert ivan.post("/decide", sent).status_code == 302
    assert corrections(read) == {"count": "12..20 person", "side": "RF", "unit": "3rd company"}


def test_mine_is_saved_where_it_is_chosen_and_theirs_stays_in_the_rows(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    hers, his = opened(olena), opened(ivan)
    olena.post("/decide", hers | {"count-high": "20"})
    page = unescape(ivan.post("/decide", his | {"count-high": "14"}).content.decode())
    assert ivan.post("/decide", hidden(page) | {"set-count": "12..14 person"}).status_code == 302
    assert corrections(read) == {"count": "12..14 person"}
    assert [row.by for row in read.decisions()] == ["Olena", "Ivan"], "both are rows"


def test_the_page_of_two_versions_is_stale_in_its_turn(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    hers, his = opened(olena), opened(ivan)
    olena.post("/decide", hers | {"count-high": "20"})
    sent = hidden(unescape(ivan.post("/decide", his | {"count-high": "14"}).content.decode()))
    olena.post("/decide", opened(olena) | {"count-high": "30"})
    answer = ivan.post("/decide", sent | {"set-count": "12..14 person"})
    assert answer.status_code == 409 and "12..30 person" in unescape(answer.content.decode())
    assert corrections(read) == {"count": "12..30 person"}


@pytest.mark.parametrize("verdict", ["accept", "reject", "split"])
def test_every_verdict_is_held_against_its_version(two: PAIR, read: ModuleType, verdict: str) -> None:
    olena, ivan = two
    form = "split" if verdict == "split" else "correct"
    his = fields_in(page_of(ivan, "/claims/r1:c01"), form) | {"verdict": verdict}
    olena.post("/decide", opened(olena) | {"set-side": "RF"})
    answer = ivan.post("/decide", his)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Corrected by Olena" in page
    assert ivan.post("/decide", hidden(page)).status_code == 302
    assert [row.verdict for row in read.decisions()] == ["correct", verdict]


def test_an_added_claim_is_held_against_what_was_added_meanwhile(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    his = fields_in(page_of(ivan, "/add/r1?line=2"), "") | {"verdict": "add"}
    hers = fields_in(page_of(olena, "/add/r1?line=2"), "") | {"verdict": "add", "set-type": "refusal.absence"}
    assert olena.post("/decide", hers).status_code == 302
    answer = ivan.post("/decide", his)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "refusal.absence" in page and "by Olena" in page
    assert ivan.post("/decide", hidden(page)).status_code == 302
    assert len(read.reading("r1").claims) == 3


def test_two_translations_meet_too(two: PAIR, read: ModuleType) -> None:
    olena, ivan = two
    forms = [
        fields_in(page_of(one, "/claims/r1:c01"), "translate") | {"verdict": "add", "language": "uk", "text": text}
        for one, text in ((olena, "її слова"), (ivan, "його слова"))
    ]
    assert olena.post("/decide", forms[0]).status_code == 302
    answer = ivan.post("/decide", forms[1])
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "її слова" in page and "його слова" in page
    assert ivan.post("/decide", hidden(page)).status_code == 302
    shown = page_of(olena, "/reports/r1")
    assert "її слова" in shown and "його слова" in shown


def test_of_two_saves_at_one_moment_one_is_told(two: PAIR, read: ModuleType) -> None:
    """Both forms are open, both are sent at once: one row, one page of two versions, whoever was first."""
    forms = [opened(client) | {"count-high": high} for client, high in zip(two, ("20", "14"), strict=True)]
    start, codes = threading.Barrier(2), []

    def send(client: Client, form: dict[str, str]) -> None:
        from django.db import connections

        start.wait()
        codes.append(client.post("/decide", form).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(two, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 409]
    assert len(read.decisions()) == 1
    assert read.ledger_fault() is None
