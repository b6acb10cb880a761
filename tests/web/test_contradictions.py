"""What cannot both hold is open until somebody explains or settles it; what can is told with its kind."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from tests.web.conftest import Desk


@pytest.fixture
def read(desk: Desk) -> ModuleType:
    from nomansland.tables import read

    return read


def _page(desk: Desk, query: str = "") -> str:
    return str(desk.client.get(f"/contradictions{query}").content.decode())


def test_what_is_no_contradiction_is_told_with_its_kind_and_both_quotes(desk: Desk) -> None:
    page = _page(desk)
    agreed = page[page.index('id="agreed"') :]
    assert "Not a contradiction: the total grew" in agreed
    assert agreed.count("<blockquote") == 2
    assert "заперли 12 мобилизованных" in agreed and "Two crews refused" in agreed
    assert 'id="agreed"' not in _page(desk, "?show=denial"), "a kind of contradiction is asked for"


@pytest.mark.parametrize(
    ("verdict", "state"), [("explain", "explained"), ("settle", "settled"), ("reject", "rejected")]
)
def test_a_contradiction_is_open_until_a_decision(desk: Desk, read: ModuleType, verdict: str, state: str) -> None:
    def shown(query: str) -> list[str]:
        return re.findall(r'<p class="state">(\w+)</p>', _page(desk, query))

    assert shown("") == ["Open"] == shown("?state=open")
    assert shown(f"?state={state}") == []
    sent = {
        "target": "contradiction",
        "ref": "x-1",
        "verdict": verdict,
        "reason": "two cellars",
        "seen": read.seen("contradiction", "x-1"),
        "last": "",
    }
    assert desk.client.post("/decide", sent).status_code == 302
    assert shown("") == [state.capitalize()] == shown(f"?state={state}")
    assert shown("?state=open") == []


def test_an_edge_is_decided_where_it_is_shown(desk: Desk, read: ModuleType) -> None:
    page = str(desk.client.get("/reports/ru-1").content.decode())
    assert "How each edge is known" in page and "ru-2&gt;ru-1" in page
    sent = {
        "target": "edge",
        "ref": "ru-2>ru-1",
        "verdict": "reject",
        "reason": "both heard it",
        "seen": read.seen("edge", "ru-2>ru-1"),
        "last": "",
    }
    assert desk.client.post("/decide", sent).status_code == 302
    assert "Rejected by editor" in desk.client.get("/reports/ru-1").content.decode()
    (made,) = read.decisions("edge")
    assert (made.ref, made.verdict) == ("ru-2>ru-1", "reject")
