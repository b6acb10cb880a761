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


def _many(number: int) -> None:
    """Contradictions like the one of the case, before it in the order of the table."""
    from nomansland.tables import models

    first = models.Contradiction.objects.get(ref="x-1")
    models.Contradiction.objects.bulk_create(
        models.Contradiction(
            ref=ref,
            kind=first.kind,
            left=first.left,
            right=first.right,
            data=first.data.replace('"x-1"', f'"{ref}"'),
        )
        for ref in (f"a-{one:03}" for one in range(number))
    )


def test_a_long_list_comes_page_by_page_and_each_pair_once(desk: Desk) -> None:
    _many(105)
    pages = [_page(desk, f"?page={number}") for number in (1, 2, 3)]
    shown = [re.findall(r'class="pair-of" id="([^"]+)"', page) for page in pages]
    assert [len(one) for one in shown] == [50, 50, 7]
    assert shown[2][:6] == ["a-100", "a-101", "a-102", "a-103", "a-104", "x-1"]
    assert len({ref for one in shown for ref in one}) == 107, "what can both hold comes after what cannot"
    assert ['id="agreed"' in page for page in pages] == [False, False, True]
    assert "1–50 of 107 pairs" in pages[0] and 'href="?page=2" rel="next"' in pages[0]
    assert 'rel="next"' not in pages[2] and 'href="?page=2" rel="prev"' in pages[2]


def test_the_states_are_paged_too(desk: Desk, read: ModuleType) -> None:
    _many(60)
    sent = {"target": "contradiction", "verdict": "settle", "reason": "one cellar", "last": ""}
    for ref in ("a-003", "x-1"):
        desk.client.post("/decide", sent | {"ref": ref, "seen": read.seen("contradiction", ref)})
    assert re.findall(r'class="pair-of" id="([^"]+)"', _page(desk, "?state=settled")) == ["a-003", "x-1"]
    opened = _page(desk, "?state=open")
    assert "1–50 of 59 pairs" in opened and "?state=open&amp;page=2" in opened and 'id="a-003"' not in opened
