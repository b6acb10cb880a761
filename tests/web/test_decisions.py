"""Decisions are rows; undoing is a row; a stale form is refused."""

from __future__ import annotations

import re
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Desk


@pytest.fixture
def read(desk: Desk) -> ModuleType:
    """The queries, which can be imported only when a case is open."""
    from nomansland.tables import read

    return read


def field(page: str, claim: str, name: str) -> str:
    """A hidden field of the form on a claim."""
    section = page[page.index(f'data-claim="{claim}"') :]
    found = re.search(rf'name="{name}" value="([^"]*)"', section)
    assert found is not None
    return found.group(1)


def form(desk: Desk, claim: str = "c01", verdict: str = "accept") -> dict[str, str]:
    """What the browser would send for a claim of `ru-1`."""
    page = desk.client.get("/reports/ru-1").content.decode()
    names = ("target", "ref", "seen", "last", "back")
    return {name: field(page, claim, name) for name in names} | {"verdict": verdict}


def state(read: ModuleType, ref: str) -> str:
    """How a claim stands."""
    return next(str(finding.state) for finding in read.findings() if finding.claim == ref)


def test_accept_then_undo(desk: Desk, read: ModuleType) -> None:
    answer = desk.client.post("/decide", form(desk))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/reports/ru-1#n1"
    assert state(read, "ru-1:c01") == "accepted"
    page = desk.client.get("/reports/ru-1").content.decode()
    assert "Accepted by editor" in page
    assert desk.client.post("/undo", {"decision": field(page, "c01", "decision"), "ref": "ru-1:c01"}).status_code == 302
    assert state(read, "ru-1:c01") == "undecided"
    assert [one.verdict for one in read.decisions()] == ["accept", "undo"], "both rows stay"


def test_reject(desk: Desk, read: ModuleType) -> None:
    desk.client.post("/decide", form(desk, "c03", "reject"))
    assert state(read, "ru-1:c03") == "rejected"
    assert "c03" in desk.client.get("/claims?show=rejected").content.decode()
    assert "c03" not in desk.client.get("/claims?show=undecided&q=штурм").content.decode()


def test_a_stale_form_is_refused(desk: Desk, read: ModuleType) -> None:
    old = form(desk)
    assert desk.client.post("/decide", old).status_code == 302
    answer = desk.client.post("/decide", old | {"verdict": "reject"})
    assert answer.status_code == 409
    assert "Look at it again" in answer.content.decode()
    assert state(read, "ru-1:c01") == "accepted"


def test_a_changed_claim_is_not_decided_blindly(desk: Desk, read: ModuleType) -> None:
    answer = desk.client.post("/decide", form(desk) | {"seen": "0" * 16 + "-" + "0" * 16})
    assert answer.status_code == 409
    assert read.decisions() == ()


def test_decisions_carry_the_name(desk: Desk, read: ModuleType) -> None:
    assert desk.client.post("/name", {"name": "  Olena   K. ", "back": "/claims"}).headers["Location"] == "/claims"
    desk.client.post("/decide", form(desk))
    assert read.decisions()[0].by == "Olena K."
    assert desk.client.post("/name", {"name": "   "}).status_code == 400
    assert desk.client.post("/name", {"name": "a\u202eb"}).status_code == 400, "no invisible letters in a name"


def test_incident_site_and_contradiction(desk: Desk, read: ModuleType) -> None:
    for target, ref, verdict, reason in (
        ("incident", "i-1", "accept", ""),
        ("site", "s-1", "reject", "two garages"),
        ("contradiction", "x-1", "settle", "the prosecutor took it back"),
    ):
        sent = {
            "target": target,
            "ref": ref,
            "verdict": verdict,
            "reason": reason,
            "seen": read.seen(target, ref),
            "last": "",
        }
        assert desk.client.post("/decide", sent).status_code == 302, target
    assert "Accepted by editor" in desk.client.get("/incidents/i-1").content.decode()
    assert "two garages" in desk.client.get("/sites/s-1").content.decode()
    assert "Settled by editor" in desk.client.get("/contradictions").content.decode()
    assert "the prosecutor took it back" in desk.client.get("/log").content.decode()


def test_correct(desk: Desk, read: ModuleType) -> None:
    sent = form(desk, "c01", "correct") | {"field": "count", "value": "14.. person", "reason": "two were left out"}
    assert desk.client.post("/decide", sent).status_code == 302
    finding = next(finding for finding in read.findings() if finding.claim == "ru-1:c01")
    assert (finding.state, finding.corrections) == ("accepted", (("count", "14.. person"),))
    assert "Corrected: count is 14.. person" in desk.client.get("/reports/ru-1").content.decode()
    for field_name, value in (("count", "many"), ("side", "XX"), ("time", "soon"), ("text", "x"), ("", "")):
        wrong = form(desk, "c03", "correct") | {"field": field_name, "value": value}
        assert desk.client.post("/decide", wrong).status_code == 400, field_name


def test_nonsense_is_refused(desk: Desk, read: ModuleType) -> None:
    for wrong in (
        {"verdict": "burn"},
        {"target": "report"},
        {"ref": "ru-1:c99", "seen": ""},
        {"target": "contradiction", "ref": "x-1", "verdict": "settle", "seen": "", "last": "", "reason": ""},
    ):
        assert desk.client.post("/decide", form(desk) | wrong).status_code == 400, wrong
    assert desk.client.post("/undo", {"decision": "d-none"}).status_code == 400
    assert read.decisions() == ()


def test_decisions_need_post(desk: Desk) -> None:
    for address in ("/decide", "/undo", "/name"):
        assert desk.client.get(address).status_code == 405
    for address in ("/", "/claims", "/reports/ru-1"):
        assert desk.client.post(address).status_code == 405


def test_the_way_back_stays_on_the_desk(desk: Desk) -> None:
    for back in ("//evil.example/x", "https://evil.example", "javascript:alert(1)", "/\\evil.example", ""):
        answer = desk.client.post("/name", {"name": "editor", "back": back})
        assert answer.headers["Location"] == "/", back
