"""Claims are taken out of an incident or a site, and put into it; what belongs together is worked out at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from nomansland.web.background import READER

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def _form(page: str, verdict: str, *claims: str) -> dict[str, object]:
    start = page.index('<details class="parts">')
    form = page[start : page.index("</form>", start)]
    found = dict(re.findall(r'name="(target|ref|seen|last|back)" value="([^"]*)"', form))
    return {**found, "verdict": verdict, "claim": list(claims), "reason": "the men say so"}


def _page(desk: Desk, address: str) -> str:
    return str(desk.client.get(address).content.decode())


def test_a_site_is_cut_and_the_cut_undone(desk: Desk) -> None:
    from nomansland.tables import read

    answer = desk.client.post("/decide", _form(_page(desk, "/sites/s-1"), "split", "ru-1:c04"))
    assert answer.status_code == 302
    assert READER.wait(10)
    assert all("ru-1:c04" not in one.claims for one in read.sites().items if "ru-1:c01" in one.claims)
    made = read.decisions()[-1]
    assert [name for name, _ in made.value] == ["claim", "rest"]
    assert "the men say so" in _page(desk, "/log")
    assert desk.client.post("/undo", {"decision": made.id}).status_code == 302
    assert READER.wait(10)
    assert any({"ru-1:c01", "ru-1:c04"} <= set(one.claims) for one in read.sites().items)


def test_a_claim_is_put_into_an_incident(desk: Desk) -> None:
    from nomansland.tables import read

    answer = desk.client.post("/decide", _form(_page(desk, "/incidents/i-1"), "add", "ru-1:c01"))
    assert READER.wait(10)
    joined = next(one for one in read.incidents().items if {"ru-1:c01", "ru-1:c03"} <= set(one.claims))
    assert answer.headers["Location"] in (f"/incidents/{joined.id}", "/incidents")
    assert "put it there: the men say so" in _page(desk, f"/incidents/{joined.id}")


@pytest.mark.parametrize(
    ("verdict", "claim", "says"),
    [
        ("add", "en-1:c01", "two sides"),
        ("add", "nobody:c01", "no claim"),
        ("split", "ru-1:c03", "stay behind"),
        ("split", "", "needs a value"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(desk: Desk, verdict: str, claim: str, says: str) -> None:
    from nomansland.tables import read

    answer = desk.client.post("/decide", _form(_page(desk, "/incidents/i-1"), verdict, claim))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not read.decisions()
