"""A desk that others reach: what is allowed is named in `case.toml`, all else is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nomansland.tables import Case, connect, disconnect
from nomansland.web import serve
from nomansland.web.door import Door
from nomansland.web.limits import Limits, limits_of
from nomansland.web.server import overrides
from nomansland.web.team import Team, team_of
from nomansland.words.errors import CaseError

ADDRESS, NAME, PROXY = "https://desk.example.org", "desk.example.org", "10.0.0.2"
WORDS = "quiet harbour seven lamps"
COOKIE = "__Host-nomansland"
SERVER = "postgresql://nobody@127.0.0.1/none"


def case(folder: Path, **toml: Any) -> Case:
    """A case whose file says this."""
    return Case(folder, {"version": 1, **toml})


def test_a_team_is_described_in_full(tmp_path: Path) -> None:
    told = {"address": "https://Desk.Example.org", "proxies": [PROXY, "::1"]}
    assert team_of(case(tmp_path)) is None
    assert team_of(case(tmp_path, desk=told, database=SERVER)) == Team(ADDRESS, NAME, frozenset({PROXY, "::1"}))


@pytest.mark.parametrize(
    ("desk", "database"),
    [
        ({}, SERVER),
        ({"address": ADDRESS}, SERVER),
        ({"address": ADDRESS, "proxies": []}, SERVER),
        ({"address": ADDRESS, "proxies": ["*"]}, SERVER),
        ({"address": ADDRESS, "proxies": ["10.0.0.0/8"]}, SERVER),
        ({"address": "http://desk.example.org", "proxies": [PROXY]}, SERVER),
        ({"address": "https://desk.example.org/path", "proxies": [PROXY]}, SERVER),
        ({"address": "https://me@desk.example.org", "proxies": [PROXY]}, SERVER),
        ({"address": "desk.example.org", "proxies": [PROXY]}, SERVER),
        ({"address": ADDRESS, "proxies": [PROXY], "prxies": []}, SERVER),
        ({"address": ADDRESS, "proxies": [PROXY]}, "case.sqlite3"),
        ("https://desk.example.org", SERVER),
    ],
)
def test_half_of_a_team_is_refused(tmp_path: Path, desk: Any, database: str) -> None:
    with pytest.raises(CaseError):
        team_of(case(tmp_path, desk=desk, database=database))


def test_without_a_team_only_this_machine_is_served(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="does not listen"):
        serve(case(tmp_path), 0, open_browser=False, host="10.0.0.1")


@pytest.mark.parametrize(
    "people",
    [
        {"required": "yes"}, {"second": "sometimes"}, {"idle_minutes": 0}, {"idle_minutes": "60"}, {"sessions": 0},
        {"longest_hours": 1000}, {"idle": 5}, {"sessions": True}, "required",
    ],
)  # fmt: skip
def test_a_mistyped_limit_does_not_pass_for_one(tmp_path: Path, people: Any) -> None:
    with pytest.raises(CaseError):
        limits_of(case(tmp_path, people=people))


def test_limits_are_read(tmp_path: Path) -> None:
    assert limits_of(case(tmp_path)) == Limits()
    told = {"required": True, "second": "always", "idle_minutes": 20, "longest_hours": 8, "sessions": 2}
    found = limits_of(case(tmp_path, people=told))
    assert found == Limits(True, "always", timedelta(minutes=20), timedelta(hours=8), 2)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Door]:
    """The desk of a team; its rows are in a file here, what is tested is the door."""
    made = Case.create(tmp_path / "case")
    door = Door("10.0.0.1", 8765, team=Team(ADDRESS, NAME, frozenset({PROXY})))
    connect(made, **overrides(door), NOMANSLAND_CASE=made, NOMANSLAND_FRONT=None)
    yield door
    disconnect()


def browser(**more: Any) -> Client:
    """A browser that comes through the proxy."""
    told = {"HTTP_HOST": NAME, "REMOTE_ADDR": PROXY, "wsgi.url_scheme": "https"} | more
    return Client(enforce_csrf_checks=True, **told)


def token(body: str) -> str:
    """The token of a form."""
    return body.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_the_first_person_comes_by_the_printed_address_and_names_a_passphrase(team: Door) -> None:
    assert team.address == f"{ADDRESS}/open/{team.token}"
    first = browser()
    answer = first.get(f"/open/{team.token}")
    assert answer.headers["Location"] == "/set-up"
    cookie = answer.cookies[COOKIE]
    assert cookie["secure"] is True and cookie["httponly"] is True and cookie["path"] == "/" and not cookie["domain"]
    assert first.get("/").headers["Location"] == "/set-up"
    page = first.get("/set-up")
    assert page.cookies["__Host-nomansland-csrf"]["secure"] is True
    sent = {"name": "Olena", "passphrase": WORDS, "again": WORDS}
    assert first.post("/set-up", sent, HTTP_ORIGIN=ADDRESS).status_code == 403, "without the token of the form"
    sent["csrfmiddlewaretoken"] = token(page.content.decode())
    assert first.post("/set-up", sent, HTTP_ORIGIN=ADDRESS).headers["Location"] == "/settings"
    assert first.get("/").status_code == 200
    assert first.get("/").headers["Strict-Transport-Security"].startswith("max-age=")


def test_strangers_are_refused_before_anything_else(team: Door) -> None:
    opened = f"/open/{team.token}"
    assert browser(REMOTE_ADDR="10.0.0.3").get(opened).status_code == 403
    assert browser(REMOTE_ADDR="127.0.0.1").get(opened).status_code == 403, "this machine is no proxy unless named"
    for host in ("127.0.0.1:8765", "localhost:8765", "evil.example", "desk.example.org.evil.example", "10.0.0.1"):
        assert browser(HTTP_HOST=host).get(opened).status_code == 400, host
    for origin in ("http://desk.example.org", "https://evil.example", "null", f"{ADDRESS}:444"):
        assert browser(HTTP_ORIGIN=origin).get(opened).status_code == 403, origin
    forged = browser(REMOTE_ADDR="10.0.0.3", HTTP_X_FORWARDED_FOR=PROXY)
    assert forged.get(opened).status_code == 403, "what a stranger says of itself does not count"
    assert browser().get(opened).status_code == 302, "and nobody spent the token"


def test_a_team_on_postgresql_from_the_first_person_to_a_confirmed_decision(
    tmp_path: Path, new_database: Callable[[str | None], str], template: str
) -> None:
    """The whole way on the database that a team has: what is sealed, cut and confirmed is the same there."""
    made = Case.create(tmp_path / "case")
    with (made.folder / "case.toml").open("a") as toml:
        toml.write(f'database = "{new_database(template)}"\n')
        toml.write(f'[desk]\naddress = "{ADDRESS}"\nproxies = ["{PROXY}"]\n[people]\nsessions = 2\n')
    made = Case.open(made.folder)
    door = Door("10.0.0.1", 8765, limits=limits_of(made), team=team_of(made))
    connect(made, **overrides(door), NOMANSLAND_CASE=made, NOMANSLAND_FRONT=None)
    try:
        from tests.web.test_sight import SECRET, plant

        from nomansland.tables import read, write

        plant()

        def member(name: str, *roles: str) -> Client:
            visitor = Client(HTTP_HOST=NAME, REMOTE_ADDR=PROXY)
            visitor.cookies[COOKIE] = write.begin_session(write.add_person(name, roles, "!"), 2)
            return visitor

        olena, rita = member("Olena", "editor"), member("Rita", "reviewer")
        vira, olha = member("Vira", "viewer"), member("Olha", "custodian")
        sent = {"target": "claim", "ref": "uk-1:c01", "verdict": "accept"}
        assert olena.post("/decide", sent, HTTP_ORIGIN=ADDRESS).status_code == 302
        confirmed = {"decision": read.decisions()[0].id}
        assert rita.post("/review/confirm", confirmed, HTTP_ORIGIN=ADDRESS).status_code == 302
        assert read.findings()[0].people == 2
        for address in ("/", "/reports/uk-1", "/claims", "/claims?q=держат", "/map", "/sources"):
            assert SECRET.search(vira.get(address).content.decode()) is None, address
        assert "uk-1" in vira.get("/claims?q=держат").content.decode()
        assert "uk-1" not in vira.get("/claims?q=Лиман").content.decode().partition("<main")[2]
        seal = {"report": "uk-1", "reason": "asked"}
        assert olha.post("/settings/seals", seal, HTTP_ORIGIN=ADDRESS).status_code == 302
        assert [who.get("/reports/uk-1").status_code for who in (olena, rita, vira, olha)] == [404, 404, 404, 200]
        assert "uk-1" not in olena.get("/log").content.decode()
        assert read.ledger_fault() is None
    finally:
        disconnect()


def test_invitations_of_a_team_name_its_address(team: Door) -> None:
    from nomansland.tables import read, write

    me = write.add_person("Olena", ["administrator"], "!")
    visitor = browser()
    visitor.cookies[COOKIE] = write.begin_session(me, 5)
    form = token(visitor.get("/settings/people").content.decode())
    answer = visitor.post(
        "/settings/people", {"do": "invite", "roles": "viewer", "csrfmiddlewaretoken": form}, HTTP_ORIGIN=ADDRESS
    )
    assert f"{ADDRESS}/invited/" in answer.content.decode()
    assert len(read.invitations()) == 1
