"""Editions, sources, the log and originals: what the desk says of them and what it refuses."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from tests.pdfs import pdf

from nomansland.words import Candidate, Claim, Passage, Place, Publication, Reading, Report, Time

if TYPE_CHECKING:
    from tests.pdfs import pdf
from tests.web.conftest import Desk

KYIV = Candidate("UA14", "Lyman, Donetska oblast", 48.99, 37.8, 3.0, 1.0, admin=("UA14",))
TEXT = "Twelve men of the company refused to cross the river on 5 May 2023, a driver says."


@pytest.fixture
def read(empty: Desk) -> ModuleType:
    """The queries."""
    from nomansland.tables import read

    return read


def page_of(desk: Desk, address: str) -> str:
    """A page as text."""
    answer = desk.client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def fill(number: int, first: int = 0, month: str = "05") -> None:
    """Reports of one kind, each of an incident of its own, every claim accepted."""
    from nomansland.review import decide
    from nomansland.tables import write

    place, passage = Place("Lyman", None, (KYIV,)), Passage.of(TEXT, 0, 35)
    for ref in (f"e-{first + at}" for at in range(number)):
        report = Report(ref, TEXT, outlet="Paper")
        time = Time(f"2023-{month}-05")
        claim = Claim("c01", ref, "refusal.order", passage, "UA", place=place, time=time)
        write.save_reports([report])
        write.save_readings([Reading(report, "en", Publication(f"2023-{month}-06"), (claim,))])
        write.add_decision(decide("claim", claim.ref, "accept", "Olena"))


def test_an_edition_is_prepared_read_and_released(empty: Desk, read: ModuleType) -> None:
    fill(6)
    fill(7, 20, "06")
    fill(3, 10, "09")
    assert "Nothing was published yet" in page_of(empty, "/editions")
    assert empty.client.post("/editions/prepare").status_code == 302
    page = page_of(empty, "/editions")
    assert "Prepared by editor" in page and "2023-05" in page
    assert "<td>2023-06</td><td>7</td>" in page, "the one cell that may be published"
    assert "somebody who knows a total could reckon a smaller one" in page, "May goes with September"
    assert "Fewer than 5: they would single people out" in page and "2023-09" in page
    assert [entry.kind for entry in read.ledger("release")] == [], "preparing lets nothing out"
    number = re.findall(r'name="edition" value="(\d+)"', page)[0]
    assert empty.client.post("/editions/release", {"edition": number}).status_code == 302
    page = page_of(empty, "/editions")
    assert "Published by editor" in page and "One person prepared and released it" in page
    assert "cannot be called back" in page
    released = list(read.ledger("release"))
    assert len(released) == 1 and '"prepared_by":"editor"' in released[0].data
    assert empty.client.post("/editions/release", {"edition": number}).status_code == 409, "only once"
    assert read.ledger_fault() is None


def test_an_edition_that_the_case_outgrew_is_not_released(empty: Desk, read: ModuleType) -> None:
    fill(6)
    empty.client.post("/editions/prepare")
    number = re.findall(r'name="edition" value="(\d+)"', page_of(empty, "/editions"))[0]
    fill(6, 20)
    answer = empty.client.post("/editions/release", {"edition": number})
    assert answer.status_code == 409 and "holds something else" in answer.content.decode()
    assert list(read.ledger("release")) == []
    assert empty.client.post("/editions/prepare", {"withdraw": number}).status_code == 302
    assert f'id="e{number}"' not in page_of(empty, "/editions")
    assert empty.client.post("/editions/prepare", {"withdraw": number}).status_code == 400
    assert empty.client.post("/editions/release", {"edition": "999"}).status_code == 409


def test_an_undecided_claim_holds_the_edition(empty: Desk, read: ModuleType) -> None:
    from nomansland.tables import write

    fill(6)
    claim = Claim("c01", "open", "refusal.order", Passage.of(TEXT, 0, 35), "UA")
    write.save_reports([Report("open", TEXT, outlet="Paper")])
    write.save_readings([Reading(Report("open", TEXT, outlet="Paper"), "en", Publication(), (claim,))])
    assert "1 claim waits for a decision" in page_of(empty, "/editions")
    answer = empty.client.post("/editions/prepare")
    assert answer.status_code == 400 and "1 claims are not decided" in answer.content.decode()
    assert list(read.ledger("edition")) == []


def test_a_person_without_the_right_releases_nothing(
    empty: Desk, read: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nomansland.web import whois

    fill(6)
    empty.client.post("/editions/prepare")
    number = re.findall(r'name="edition" value="(\d+)"', page_of(empty, "/editions"))[0]
    monkeypatch.setattr(whois, "ALONE", frozenset({"editor"}))
    page = page_of(empty, "/editions")
    assert "Somebody with the right to release" in page and "Release this edition" not in page
    assert empty.client.post("/editions/release", {"edition": number}).status_code == 403
    monkeypatch.setattr(whois, "ALONE", frozenset({"viewer"}))
    assert "Prepared by" not in page_of(empty, "/editions"), "what is not published is not shown"
    assert list(read.ledger("release")) == []


def test_sources_are_rated_by_people(desk: Desk) -> None:
    address = "/sources?outlet=An Invented Gazette"
    page = page_of(desk, address)
    assert "Nobody has rated it" in page and "told as coming through An Invented Channel" in page
    first = page[page.index('value="source"') :]
    form = {"target": "source", "ref": "An Invented Gazette", "field": "reliability", "back": address} | {
        name: re.findall(rf'name="{name}" value="([^"]*)"', first)[0] for name in ("seen", "last")
    }
    assert desk.client.post("/decide", form | {"verdict": "rate", "value": "C"}).status_code == 302
    assert "C by editor" in page_of(desk, address)
    assert '<span title="editor">C</span>' in page_of(desk, "/sources")
    assert desk.client.post("/decide", form | {"verdict": "rate", "value": "B"}).status_code == 409, "an old form"
    assert desk.client.post("/decide", form | {"verdict": "rate", "value": "Z"}).status_code == 400
    decision = re.findall(r'name="decision" value="([^"]*)"', page_of(desk, address))[0]
    assert desk.client.post("/undo", {"decision": decision}).status_code == 302
    assert "Nobody has rated it" in page_of(desk, address)


def test_sources_say_who_takes_from_whom_and_which_are_one_house(desk: Desk) -> None:
    page = page_of(desk, "/sources")
    assert "Выдуманный канал (1)" in page and "Лента (1)" in page
    form = {"target": "family", "ref": "Лента", "verdict": "add", "field": "house", "value": "Выдуманный канал"}
    assert desk.client.post("/decide", form | {"seen": "", "last": ""}).status_code == 302
    page = page_of(desk, "/sources?outlet=Лента")
    assert "One newsroom with" in page and "Выдуманный канал" in page
    assert page_of(desk, "/sources?q=лент").count('class="title source"') == 1
    assert "No source matches" in page_of(desk, "/sources?q=nobody")


def test_the_log_is_filtered_and_its_chain_is_checked(desk: Desk) -> None:
    from nomansland.review import decide
    from nomansland.tables import write

    write.add_decision(decide("claim", "ru-1:c01", "accept", "Olena", reason="seen by two"))
    write.add_decision(decide("claim", "ru-1:c02", "reject", "Ivan"))
    page = page_of(desk, "/log")
    assert re.search(r"the chain of \d+ entries holds", page)
    mine = page_of(desk, "/log?by=Olena")
    assert "seen by two" in mine and "ru-1:c02" not in mine
    assert "ru-1:c02" in page_of(desk, "/log?q=1:c02") and "seen by two" not in page_of(desk, "/log?q=1:c02")
    assert "No entry matches" in page_of(desk, "/log?since=2999-01-01")
    assert "Kept" not in page_of(desk, "/log?kind=decision")
    decision = re.findall(r'name="decision" value="([^"]*)"', mine)[0]
    assert desk.client.post("/undo", {"decision": decision, "back": "/log"}).status_code == 302
    assert '<span class="quiet">undone</span>' in page_of(desk, "/log?by=Olena")


def test_a_broken_chain_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nomansland.tables.read.ledger_fault", lambda: "Entry 3 was changed.")
    assert "The chain is broken. Entry 3 was changed." in page_of(desk, "/log")


def keep(desk: Desk, name: str, data: bytes, folder: Path) -> str:
    """Take a file in as the commands do; gives the id of its report."""
    from nomansland import work
    from nomansland.web.pages.study import case

    path = folder / name
    path.write_bytes(data)
    return work.admit(case(), [str(path)], work.tracker(True)).reports[0].id


HTML = (
    "<!doctype html><html lang=en><head><title>Twelve men</title><script>alert(1)</script>"
    "<link rel=preconnect href=https://evil.example></head><body onload='alert(2)'><article><h1>Twelve men refused</h1>"
    "<p>Twelve men of the company refused to cross the river near Lyman, a driver told us on the phone last night.</p>"
    "<p><a href='https://evil.example/x'>More</a> <img src='https://evil.example/p.png' alt='a river'>"
    "<iframe src='https://evil.example'></iframe></p></article></body></html>"
)


def test_the_original_stands_beside_the_report_and_can_do_nothing(empty: Desk, tmp_path: Path) -> None:
    ref = keep(empty, "page.html", HTML.encode(), tmp_path)
    page = page_of(empty, f"/original/{ref}")
    assert 'sandbox=""' in page and "Twelve men refused" in page
    assert "the bytes have the hash they came with" in page
    frame = page[page.index("srcdoc=") : page.index("</iframe>", page.index("srcdoc="))]
    for banned in ("<script", "onload", "evil.example", "<link", "<iframe", "href"):
        assert banned not in frame, banned
    assert "SHA-256" in page and "Signed in the custody log" in page and "Taken in as a report" in page


def test_a_pdf_stands_beside_its_report_as_pictures_of_its_pages(empty: Desk, tmp_path: Path) -> None:
    told = "Twelve men of the company refused to cross the river."
    ref = keep(empty, "letter.pdf", pdf([[told], *([f"Page {number}"] for number in range(2, 7))]), tmp_path)
    page = page_of(empty, f"/original/{ref}")
    assert page.count('src="data:image/png;base64,') == 4 and "<iframe" not in page
    assert "Pages 1 to 4 of 6" in page and "the bytes have the hash they came with" in page
    later = page_of(empty, f"/original/{ref}?page=5")
    assert later.count('src="data:image/png;base64,') == 2 and "Pages 5 to 6 of 6" in later
    assert "page=1" in later and "Later pages" not in later


def test_bytes_that_were_changed_are_not_shown(empty: Desk, tmp_path: Path) -> None:
    from nomansland.web.pages.study import case

    ref = keep(empty, "page.html", HTML.encode(), tmp_path)
    kept = next(path for path in (case().folder / "holdings").glob("??/*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"<p>something else</p>")
    page = page_of(empty, f"/original/{ref}")
    assert "not those that came in" in page and "something else" not in page and "<iframe" not in page
    kept.unlink()
    assert "does not have them" in page_of(empty, f"/original/{ref}")


def test_a_report_without_a_file_says_so(desk: Desk) -> None:
    assert "holds no original" in page_of(desk, "/original/ru-1")
    assert "Its bytes are not kept" in page_of(desk, "/reports/ru-1")
    assert desk.client.get("/original/none").status_code == 404
