"""The API on each database: lists with every filter, each thing, what PostgreSQL cannot hold, two on one record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.web.conftest import Linked
from tests.web.people import person
from tests.web.test_two_editors import CLAIM, TEXT
from tests.web.tokens import got, sending, sent, token

from nomansland.tables import Case, connect, disconnect
from nomansland.web.door import Door
from nomansland.web.server import overrides
from nomansland.words import Incident, Interval, Publication, Reading, Report, Site, SiteState


@pytest.fixture
def pair(any_case: Case) -> Iterator[tuple[Client, Client]]:
    """Programs of two reviewers over a case with a report, an incident and a site."""
    from nomansland.tables import write

    disconnect()
    connect(any_case, **overrides(Door(port=8765)), NOMANSLAND_CASE=any_case, NOMANSLAND_FRONT=None)
    report = Report("r1", TEXT, outlet="Paper")
    write.save_reports([report])
    write.save_readings([Reading(report, "en", Publication("2023-05-06"), (CLAIM,))])
    one = Interval(1, 1, "one driver")
    incident = Incident("i-1", (CLAIM.ref,), (CLAIM.type,), "UA", one, one)
    site = Site("s-1", "a barn", (CLAIM.ref,), (SiteState("s-1", "active", CLAIM.ref),), "UA")
    write.save_linked(Linked((incident,), (site,), (), ()), [])
    made = [sending(token(person(name, ["reviewer"]))[1]) for name in ("Olena", "Ivan")]
    yield made[0], made[1]
    disconnect()


def test_lists_with_every_filter(pair: tuple[Client, Client]) -> None:
    days = "since=2023-01-01&until=9999-12-31"
    asked = {
        f"reports?q=company&side=UA&language=en&kind=article&outlet=Paper&{days}&sort=told": 1,
        "reports?state=decided": 0,
        "claims?q=company&side=UA&family=refusal&type=refusal.order&outlet=Paper&language=en&show=undecided": 1,
        f"claims?role=soldier&modality=denied&{days}": 0,
        "incidents?q=refused&side=UA&family=refusal&type=refusal.order": 1,
        "sites?q=barn&side=UA&show=active": 1,
        "contradictions?q=crossed&side=UA&show=denial&state=open": 0,
        "sources?q=pap&language=en&kind=article": 1,
        f"log?q=r1&kind=reports&{days}": 1,
    }
    for address, number in asked.items():
        assert got(pair[0], address)["total"] == number, address
    for address in (
        "reports/r1",
        "claims/r1:c01",
        "incidents/i-1",
        "sites/s-1",
        "sources/Paper",
        "log/1",
        "search?q=men",
    ):
        assert got(pair[0], address)


def test_what_the_database_cannot_hold_is_refused(pair: tuple[Client, Client]) -> None:
    for address in ("reports/a%00b", "claims?q=a%00b", "sources/%00", "decisions?target=claim&ref=%00", "search?q=%00"):
        got(pair[0], address, 422)
    for address in ("log/9007199254740993", "editions/99999999999999999999", "log/99999999999999999999"):
        assert pair[0].get(f"/api/{address}").status_code in (404, 422), address
    held = got(pair[0], "claims/r1:c01")["decided"]
    body = {name: held[name] for name in ("target", "ref", "seen", "last")} | {"verdict": "accept"}
    for more in ({"ref": "a\x00"}, {"reason": "a\x00"}, {"undoes": "\x00", "verdict": "undo"}):
        assert pair[0].post("/api/decisions", body | more, content_type="application/json").status_code in (400, 422)


def test_two_on_one_record(pair: tuple[Client, Client]) -> None:
    olena, ivan = pair
    held = [got(one, "incidents/i-1")["decided"] for one in pair]
    bodies = [{name: one[name] for name in ("target", "ref", "seen", "last")} for one in held]
    sent(olena, "decisions", bodies[0] | {"verdict": "accept"})
    told = sent(ivan, "decisions", bodies[1] | {"verdict": "reject"}, 409)
    assert [one["by"] for one in told["theirs"]] == ["Olena"]
    sent(ivan, "decisions", bodies[1] | {"verdict": "reject", "seen": told["seen"], "last": told["last"]})
