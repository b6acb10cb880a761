"""Tokens: made by a person, shown once, kept as a digest; never more than the person may, over when they should be."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.people import HOST, person, signed_in
from tests.web.test_matrix import CANARIES, CANARIES_OF_THE_SEALED, GIVES
from tests.web.tokens import got, program, sending, sent, token

from nomansland.web.allowed import ROUTES
from nomansland.web.api.scopes import ASKS, SCOPES

if TYPE_CHECKING:
    from tests.web.conftest import Desk

    from nomansland.tables.models import Person, Token

ROLES = tuple(GIVES)
# What each scope leaves, written once more.
LEFT = {
    "read:reports": {"read"}, "read:incidents": {"read"}, "read:editions": {"read"}, "read:decisions": {"decide"},
    "read:log": {"log"}, "see:exact": {"exact"}, "see:names": {"names"}, "see:sealed": {"seal"},
    "write:reports": {"bring"}, "write:decisions": {"decide"},
}  # fmt: skip
MADE = re.compile(r"<code>(nml_[\w-]{43})</code>")


def ended(row: Token) -> None:
    """Its last day is over."""
    row.until -= timedelta(days=400)
    row.save()


def revoked(row: Token) -> None:
    """Its person revoked it."""
    from nomansland.tables import write

    assert write.revoke_token(row.person.ref, row.ref, row.person.name)


def shut_out(row: Token) -> None:
    """Its person was shut out."""
    from nomansland.tables import models

    models.Person.objects.filter(pk=row.person.pk).update(active=False)


def roles_taken(row: Token) -> None:
    """Its person has no roles any more."""
    from nomansland.tables import models

    models.Person.objects.filter(pk=row.person.pk).update(roles="")


def new_passphrase(row: Token) -> None:
    """Its person changed the passphrase."""
    from nomansland.tables import write

    write.set_passphrase(row.person.ref, "!", row.person.name)


STATES: dict[str, Callable[[Token], None]] = {
    "fresh": lambda row: None,
    "ended": ended,
    "revoked": revoked,
    "shut out": shut_out,
    "roles taken": roles_taken,
    "new passphrase": new_passphrase,
}
SETS = {"all": tuple(SCOPES), "reading": ("read:reports", "read:incidents"), "writing": ("write:reports",), "none": ()}


def address_of(route: str) -> str:
    """An address of a route of the API."""
    things = {
        "report": "reports/ru-1", "claim": "claims/ru-1:c03", "incident": "incidents/i-2", "site": "sites/s-1",
        "contradiction": "contradictions/x-1", "source": "sources/Выдуманный канал", "edition": "editions/1",
        "entry": "log/1", "search": "search?q=мобилизованных", "decisions": "decisions?target=claim&ref=ru-1:c01",
    }  # fmt: skip
    name = route.removeprefix("api:")
    return f"/api/{things.get(name, name)}"


def expected(route: str, method: str, role: str, state: str, scopes: tuple[str, ...]) -> str:
    """`in`, `refused` (the token counts, and may not) or `nobody`."""
    if state not in ("fresh", "roles taken"):
        return "nobody"
    right = ROUTES[route].of(method)
    wanted = ASKS[route][0 if method == "GET" else 1]
    if right == "signed-in":
        return "in"
    rights = set() if state == "roles taken" else GIVES[role]
    left = rights & {right for scope in scopes for right in LEFT[scope]}
    return "in" if right in left and wanted in scopes else "refused"


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
@pytest.mark.parametrize("state", STATES)
def test_every_route_by_every_role_state_and_set_of_scopes(
    desk: Desk, state: str, sealed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    from nomansland.tables import write
    from nomansland.web.api.pace import PACE

    monkeypatch.setattr(PACE, "most", {True: 10**6, False: 10**6})
    accounts = {role: person(f"The {role}", [role]) for role in ROLES}
    if sealed:
        write.seal("ru-1", "The custodian", "a detainee asked")
    wrong: list[tuple[Any, ...]] = []
    for role, (name, scopes) in itertools.product(ROLES, SETS.items()):
        with transaction.atomic():
            row, value = token(accounts[role], scopes)
            STATES[state](row)
            client = sending(value)
            for route, method in itertools.product(ASKS, ("GET", "POST")):
                if method == "GET" or ROUTES[route].send:
                    answer = (client.get if method == "GET" else client.post)(address_of(route))
                    should = expected(route, method, role, state, scopes)
                    is_so = {401: "nobody", 403: "refused"}.get(answer.status_code, "in")
                    body = answer.content.decode()
                    if is_so != should:
                        wrong.append((route, method, role, name, should, answer.status_code))
                    hidden = CANARIES if should != "in" else CANARIES_OF_THE_SEALED
                    sees = role == "custodian" and "see:sealed" in scopes and state == "fresh"
                    if (should != "in" or (sealed and not sees)) and any(word in body for word in hidden):
                        wrong.append((route, method, role, name, "leaks"))
            transaction.set_rollback(True)
    assert wrong == []


def test_there_are_enough_cells() -> None:
    asked = sum(2 if ROUTES[route].send else 1 for route in ASKS)
    assert asked * len(ROLES) * len(STATES) * len(SETS) * 2 >= 5000


def test_scopes_leave_what_they_left_when_this_was_written() -> None:
    from nomansland.web.api.scopes import LEAVES

    assert {scope: set(rights) for scope, rights in LEAVES.items()} == LEFT


def test_a_token_opens_no_page(desk: Desk) -> None:
    client = program("Guard", "custodian")
    for address in ("/", "/reports/ru-1", "/settings", "/settings/seals", "/settings/tokens", "/api", "/static/../log"):
        answer = client.get(address)
        assert answer.status_code in (302, 404) and "Лиман" not in answer.content.decode(), address
    assert client.post("/settings/seals", {"report": "en-1"}).status_code == 403


def test_a_token_beside_a_cookie_counts_alone(desk: Desk) -> None:
    """Whoever sends both is held to the narrower one."""
    olena = person("Olena", ["editor"])
    client = sending(token(olena, ["read:incidents"])[1])
    client.cookies = signed_in(olena).cookies
    got(client, "incidents")
    assert got(client, "reports", 403)["detail"] == "The token has not the scope read:reports."


@pytest.mark.parametrize(
    "value",
    ["", "nml_", "x" * 43, "nml_" + "x" * 43, "a b", "ї", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")],
)
def test_a_made_up_token_is_nobody(desk: Desk, value: str) -> None:
    person("Olena", ["editor"])
    got(sending(value), "reports", 401)


def test_a_role_that_is_given_or_taken_counts_with_the_next_request(desk: Desk) -> None:
    from nomansland.tables import write

    olena = person("Olena", ["viewer"])
    client = sending(token(olena)[1])
    assert got(client, "me")["rights"] == ["read"]
    got(client, "log", 403)
    write.set_roles(olena.ref, ["editor"], "The administrator")
    got(client, "log")
    write.set_roles(olena.ref, [], "The administrator")
    got(client, "reports", 403)


def test_a_token_without_the_scope_sees_no_exact_place_and_no_name(desk: Desk) -> None:
    exact = got(program("Olena", "editor"), "incidents/i-2")["incident"]["place"]["candidates"][0]["name"]
    blind = got(program("Maria", "editor", "read:incidents"), "incidents/i-2")["incident"]["place"]["candidates"][0]
    assert exact.startswith("Lyman,") and "Lyman" not in blind["name"] and blind["radius_km"] == 40


def made(client: Client, **more: Any) -> Any:
    """The answer to the form that makes a token."""
    form = {"label": "the map", "scopes": ["read:incidents"], "days": "30", "present": "quiet harbour seven lamps"}
    return client.post("/settings/tokens", form | more)


@pytest.fixture
def olena(desk: Desk) -> Person:
    """An editor with a passphrase."""
    from nomansland.tables import write
    from nomansland.web.accounts import hashed

    return write.add_person("Olena", ["editor"], hashed("quiet harbour seven lamps"))


def test_a_token_is_shown_once_and_kept_as_a_digest(olena: Person) -> None:
    from nomansland.tables import models, read

    client = signed_in(olena)
    found = MADE.search(made(client).content.decode())
    assert found is not None
    value = found.group(1)
    assert value not in client.get("/settings/tokens").content.decode()
    (row,) = read.tokens_of(olena.ref)
    assert row.scopes == "read:incidents" and abs((row.until - row.made) - timedelta(days=30)) < timedelta(minutes=5)
    assert row.seen is None
    stored = [str(values) for values in models.Token.objects.values_list()] + list(
        models.Ledger.objects.values_list("data", flat=True)
    )
    assert not any(value[4:] in text for text in stored)
    got(sending(value), "incidents")
    assert read.tokens_of(olena.ref)[0].seen is not None


def test_making_and_revoking_are_in_the_log(olena: Person) -> None:
    from nomansland.tables import read

    client = signed_in(olena)
    made(client)
    ref = read.tokens_of(olena.ref)[0].ref
    assert client.post("/settings/tokens", {"do": "revoke", "token": ref}).status_code == 302
    assert read.tokens_of(olena.ref) == [] and read.ledger_fault() is None
    log = client.get("/log?kind=person").content.decode()
    assert "Olena made a token for the map" in log and "Olena revoked the token for the map" in log


@pytest.mark.parametrize(
    "more",
    [
        {"present": "wrong words here"}, {"label": ""}, {"label": "x" * 61}, {"scopes": []}, {"scopes": ["read:all"]},
        {"days": "0"}, {"days": "367"}, {"days": "x"}, {"days": "٣"},
    ],
)  # fmt: skip
def test_a_form_that_says_too_little_makes_none(olena: Person, more: dict[str, Any]) -> None:
    from nomansland.tables import read

    answer = made(signed_in(olena), **more)
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert read.tokens_of(olena.ref) == []


def test_nobody_revokes_somebody_elses_token(olena: Person) -> None:
    from nomansland.tables import read

    row, value = token(person("Ivan", ["viewer"]))
    assert signed_in(olena).post("/settings/tokens", {"do": "revoke", "token": row.ref}).status_code == 400
    assert got(sending(value), "me")["name"] == "Ivan" and read.tokens_of(row.person.ref)


def test_a_person_has_so_many_tokens_and_no_more(olena: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web.pages import tokens

    monkeypatch.setattr(tokens, "MOST_TOKENS", 1)
    client = signed_in(olena)
    assert made(client).status_code == 200
    assert "at most 1" in made(client).content.decode()


def test_the_page_offers_what_the_person_may(desk: Desk) -> None:
    page = signed_in(person("Ivan", ["viewer"])).get("/settings/tokens").content.decode()
    assert 'value="read:reports"' in page and 'value="write:decisions"' not in page and 'value="read:log"' not in page


def test_whoever_has_no_account_yet_is_told_how_to_get_one(desk: Desk) -> None:
    page = desk.client.get("/settings/tokens").content.decode()
    assert "/set-up" in page and "Make a token" not in page
    assert made(desk.client).status_code == 400


def test_a_decision_by_token_awaits_a_second_person_like_any_other(desk: Desk) -> None:
    """A token is its person: the reviewer who proposed it may not confirm it."""
    reviewer = person("Nadia", ["reviewer"])
    person("Olena", ["editor"])
    client = sending(token(reviewer)[1])
    held = got(client, "claims/en-1:c01")["decided"]
    row = sent(
        client, "decisions", {name: held[name] for name in ("target", "ref", "seen", "last")} | {"verdict": "accept"}
    )
    answer = signed_in(reviewer).post("/review/confirm", {"decision": row["id"], "do": "confirm"})
    assert answer.status_code == 400 and "may not confirm" in answer.content.decode()


def test_a_header_of_another_kind_is_no_token(desk: Desk) -> None:
    value = token(person("Olena", ["editor"]))[1]
    for header in (f"Basic {value}", f"Token {value}", value, f"bearer{value}"):
        assert Client(HTTP_HOST=HOST, HTTP_AUTHORIZATION=header).get("/api/reports").status_code == 401


def test_a_token_is_made_listed_and_revoked_at_the_terminal(olena: Person, desk: Desk) -> None:
    from click.testing import CliRunner

    from nomansland.cli import main
    from nomansland.tables import read
    from nomansland.web.pages.study import case

    folder = str(case().folder)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["token", "--case", folder, "Olena", *arguments])
        return done.exit_code, done.output

    code, value = run("--scope", "read:incidents", "--label", "the map")
    assert code == 0 and value.startswith("nml_")
    (row,) = read.tokens_of(olena.ref)
    assert row.scopes == "read:incidents"
    assert row.ref in run()[1]
    assert run("--revoke", row.ref)[0] == 0 and read.tokens_of(olena.ref) == []
    assert (
        run("--revoke", row.ref)[0] != 0
        and run("--scope", "all")[0] != 0
        and run("--scope", "x", "--days", "0")[0] != 0
    )
