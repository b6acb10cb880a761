"""Decisions through the API: the same rows and refusals as the pages, and two people on one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.tokens import got, program, sent

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def held(client: Client, address: str) -> dict[str, str]:
    """What a decision is held against, as the thing's own page gives it."""
    found = got(client, address)["decided"]
    return {name: found[name] for name in ("target", "ref", "seen", "last")}


def test_a_decision_is_a_row_with_the_name_of_the_person(desk: Desk) -> None:
    from nomansland.tables import read

    olena = program("Olena", "editor")
    body = held(olena, "claims/en-1:c01") | {"verdict": "correct", "value": {"side": "RF"}, "reason": "the list"}
    made = sent(olena, "decisions", body)
    (row,) = read.decisions("claim", "en-1:c01")
    assert (row.id, row.by, row.value, row.reason) == (made["id"], "Olena", (("side", "RF"),), "the list")
    claim = got(olena, "claims/en-1:c01")
    assert (claim["claim"]["side"], claim["stands"]["side"]) == ("UA", "RF")
    assert claim["decided"]["last"] == made["id"] and claim["finding"]["state"] == "accepted"


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("incidents/i-3", "accept"),
        ("sites/s-1", "reject"),
        ("contradictions/x-1", "explain"),
        ("claims/ru-1:c03", "reject"),
    ],
)
def test_each_thing_is_decided_by_what_its_own_page_gives(desk: Desk, address: str, verdict: str) -> None:
    olena = program("Olena", "reviewer")
    made = sent(olena, "decisions", held(olena, address) | {"verdict": verdict, "reason": "two times"})
    assert [one["id"] for one in got(olena, address)["decided"]["decisions"]] == [made["id"]]


def test_a_token_that_sees_less_is_not_stale_for_it(desk: Desk) -> None:
    blind = program("Olena", "editor", "read:incidents", "read:reports", "write:decisions")
    shown = got(blind, "incidents/i-3")["incident"]["place"]["candidates"][0]
    assert shown["radius_km"] == 40, "its place is cut"
    sent(blind, "decisions", held(blind, "incidents/i-3") | {"verdict": "accept"})


def test_a_viewer_gets_nothing_to_decide_with(desk: Desk) -> None:
    ivan = program("Ivan", "viewer")
    assert held(ivan, "claims/en-1:c01")["seen"] is None
    sent(ivan, "decisions", {"target": "claim", "ref": "en-1:c01", "verdict": "accept", "seen": "", "last": ""}, 403)


def test_the_second_of_two_gets_both_versions(desk: Desk) -> None:
    from nomansland.tables import read

    olena, ivan = program("Olena", "editor"), program("Ivan", "editor")
    hers, his = held(olena, "claims/ru-1:c01"), held(ivan, "claims/ru-1:c01")
    sent(olena, "decisions", hers | {"verdict": "correct", "value": {"count": "12..20 person"}})
    mine = his | {"verdict": "correct", "value": {"count": "12..14 person"}}
    told = sent(ivan, "decisions", mine, 409)
    assert [one["by"] for one in told["theirs"]] == ["Olena"] and told["theirs"][0]["value"] == [
        ["count", "12..20 person"]
    ]
    assert told["mine"]["by"] == "Ivan" and told["stands"]["count"]["max"] == 20
    assert told["fields"] == [{"name": "count", "now": "12..20 person", "mine": "12..14 person"}]
    assert len(read.decisions()) == 1, "nothing was overwritten"
    sent(ivan, "decisions", mine | {"seen": told["seen"], "last": told["last"]})
    assert [row.by for row in read.decisions()] == ["Olena", "Ivan"]


def test_what_was_read_anew_is_stale_too(desk: Desk) -> None:
    olena = program("Olena", "editor")
    told = sent(olena, "decisions", held(olena, "claims/en-1:c01") | {"verdict": "accept", "seen": "of-old"}, 409)
    assert told["theirs"] == [] and told["seen"] != "of-old" and "changed since" in told["detail"]


def test_undoing_is_a_decision_too(desk: Desk) -> None:
    olena = program("Olena", "editor")
    body = held(olena, "claims/en-1:c01")
    made = sent(olena, "decisions", body | {"verdict": "accept"})
    undo = {"target": "claim", "ref": "en-1:c01", "verdict": "undo", "undoes": made["id"]}
    sent(olena, "decisions", undo)
    assert got(olena, "claims/en-1:c01")["finding"]["state"] == "undecided"
    assert "undone already" in sent(olena, "decisions", undo, 400)["detail"]


def test_sources_are_rated_by_what_decisions_give(desk: Desk) -> None:
    olena = program("Olena", "editor")
    found = got(olena, "decisions?target=source&ref=An Invented Gazette")
    body = {name: found[name] for name in ("target", "ref", "seen", "last")}
    sent(olena, "decisions", body | {"verdict": "rate", "value": {"reliability": "B"}})
    assert got(olena, "sources/An Invented Gazette")["outlet"]["ratings"][0]["by"] == "Olena"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"verdict": "maybe"}, 422),
        ({"verdict": "explain"}, 400),
        ({"verdict": "correct"}, 400),
        ({"verdict": "correct", "value": {"side": "nobody"}}, 400),
        ({"verdict": "accept", "seen": None}, 422),
        ({"verdict": "accept", "last": None}, 422),
        ({"verdict": "accept", "ref": "en-1:c99"}, 400),
        ({"verdict": "accept", "target": "decision"}, 422),
        ({"verdict": "accept", "by": "Ivan"}, 422),
        ({"verdict": "accept", "reason": "x\x00y"}, 422),
    ],
)
def test_what_says_nothing_definite_is_refused(desk: Desk, more: dict[str, Any], status: int) -> None:
    from nomansland.tables import read

    olena = program("Olena", "editor")
    sent(olena, "decisions", held(olena, "claims/en-1:c01") | more, status)
    assert read.decisions() == ()
