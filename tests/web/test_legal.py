"""The legal sheet on the desk: states in words, cells that open their words, rules that are not verified say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def _row(body: str, condition: str) -> str:
    """The text of the row of one condition."""
    (found,) = re.findall(rf"<tr[^>]*><th scope=\"row\">{condition} .*?</tr>", body, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found)


def test_the_grid_says_each_state_in_words(desk: Desk) -> None:
    body = desk.client.get("/legal").content.decode()
    assert "No" in _row(body, "C4")
    assert "Contradicted" in _row(body, "C15")
    assert "not stated" in _row(body, "C9")


def test_a_cell_opens_its_words(desk: Desk) -> None:
    body = desk.client.get("/legal").content.decode()
    address = re.findall(r'href="(/sites/s-1#C15)"', body)[0]
    page = desk.client.get(address).content.decode()
    (row,) = re.findall(r'<tr id="C15">.*?</tr>', page, re.DOTALL)
    assert "гаража нет" in row
    assert "/reports/ru-1#c01" in row


def test_a_rule_that_is_not_verified_says_so(desk: Desk) -> None:
    row = _row(desk.client.get("/sites/s-1").content.decode(), "C4")
    assert re.search(r"RF-7\s+cannot be told\s+rule not verified", row)


def test_what_is_told_of_no_site_stands_apart(desk: Desk) -> None:
    body = desk.client.get("/legal").content.decode()
    apart = body[body.index("Told of no place in particular") :]
    assert "Мы отказались идти на штурм" in apart
    assert "Told of no place" not in desk.client.get("/legal?side=UA").content.decode()
