"""Who gets what: every route, by every role, in every state of a session and of what is asked for.

What should happen is not read from the table of rights: it is written here once more, by role. A route that is not
known here fails; so does a cell that answers otherwise, or a refusal that tells anything of the case.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.people import COOKIE, HOST, person, signed_in

from nomansland.review import decide
from nomansland.web.allowed import ROLES as TABLE
from nomansland.web.allowed import ROUTES

if TYPE_CHECKING:
    from tests.web.conftest import Desk

ROLES = ("viewer", "contributor", "editor", "reviewer", "custodian", "administrator")
READERS = frozenset(ROLES) - {"administrator"}
EXACT = frozenset({"editor", "reviewer", "custodian"})
BRINGERS = frozenset({"contributor", "editor", "custodian"})
DECIDERS = frozenset({"editor", "reviewer"})
ALL = frozenset(ROLES)


@dataclass(frozen=True, slots=True)
class Asked:
    """One address, a way to ask for it, and the roles that may."""

    route: str
    method: str
    address: str
    may: frozenset[str]
    form: tuple[tuple[str, str], ...] = ()
    sealed: bool = False
    open_to_all: bool = False
    then: int = 0


def form(**values: str) -> tuple[tuple[str, str], ...]:
    """Fields of a form."""
    return tuple(values.items())


PAGES = {
    "inbox": "/", "reports": "/reports", "claims": "/claims", "incidents": "/incidents", "sites": "/sites",
    "legal": "/legal", "contradictions": "/contradictions", "map": "/map", "timeline": "/timeline",
    "map-marks": "/map/marks?bbox=22,44,41,53", "map-line": "/map/line", "map-borders": "/map/borders",
    "map-names": "/map/names?bbox=22,44,41,53",
}  # fmt: skip
API = ("reports", "claims", "incidents", "sites", "contradictions", "sources", "editions")
ACCEPT = form(target="claim", ref="ru-1:c03", verdict="accept")
ASKED = (
    *(Asked(route, "GET", address, READERS) for route, address in PAGES.items()),
    *(Asked(route, "POST", address, frozenset()) for route, address in PAGES.items()),
    Asked("inbox", "GET", "/?q=мобилизованных", READERS),
    Asked("report", "GET", "/reports/en-1", READERS),
    Asked("report", "GET", "/reports/ru-1", READERS, sealed=True),
    Asked("report", "POST", "/reports/ru-1", frozenset(), sealed=True),
    Asked("incident", "GET", "/incidents/i-3", READERS),
    Asked("incident", "GET", "/incidents/i-2", READERS, sealed=True),
    Asked("site", "GET", "/sites/s-1", READERS, sealed=True),
    Asked("study", "GET", "/study", EXACT),
    Asked("measure", "POST", "/study/measure", EXACT, form(first="soon"), then=400),
    Asked("measure", "GET", "/study/measure", frozenset()),
    Asked("guide", "GET", "/guide", ALL),
    Asked("tour", "GET", "/tour", ALL),
    Asked("tour-done", "POST", "/tour/done", ALL, form(do="skip")),
    Asked("language", "POST", "/language", ALL, form(language="en", next="/"), open_to_all=True),
    Asked("language", "GET", "/language", frozenset()),
    Asked("log", "GET", "/log", EXACT),
    Asked("log", "GET", "/log?kind=person", EXACT),
    Asked("quarantine", "GET", "/quarantine", BRINGERS),
    Asked("admit", "POST", "/admit", BRINGERS, then=400),
    Asked("admit", "GET", "/admit", frozenset()),
    Asked("came", "GET", "/came", BRINGERS),
    Asked("read", "POST", "/read", BRINGERS, form(do="stop")),
    Asked("jobs", "GET", "/jobs", BRINGERS),
    Asked("jobs", "POST", "/jobs", frozenset()),
    Asked("decide", "POST", "/decide", DECIDERS, form(target="claim", ref="en-1:c01", verdict="accept")),
    Asked("decide", "POST", "/decide", DECIDERS, ACCEPT, sealed=True),
    Asked("decide", "GET", "/decide", frozenset()),
    Asked("undo", "POST", "/undo", DECIDERS, form(decision="OWN")),
    Asked("undo", "POST", "/undo", DECIDERS, form(decision="SEALED"), sealed=True),
    Asked("rename", "POST", "/name", frozenset(), form(name="Somebody else")),
    Asked("review", "GET", "/review", DECIDERS),
    Asked("confirm", "POST", "/review/confirm", frozenset({"reviewer"}), form(decision="OTHERS", do="confirm")),
    Asked("confirm", "POST", "/review/confirm", frozenset(), form(decision="OWN", do="confirm")),
    Asked("confirm", "POST", "/review/confirm", frozenset({"reviewer"}), form(decision="SEALED"), sealed=True),
    Asked("settings", "GET", "/settings", ALL),
    Asked("passphrase", "POST", "/settings/passphrase", frozenset(), form(present="wrong words here")),
    Asked("sessions", "POST", "/settings/sessions", frozenset(), form(session="OF-ANOTHER")),
    Asked("sessions", "POST", "/settings/sessions", ALL, form(session="others")),
    Asked("factor", "GET", "/settings/factor", ALL),
    Asked("factor", "POST", "/settings/factor", frozenset(), form(present="wrong words here", code="000000")),
    Asked("people", "GET", "/settings/people", frozenset({"administrator"})),
    Asked("people", "POST", "/settings/people", frozenset({"administrator"}), form(do="invite", roles="viewer")),
    Asked("people", "POST", "/settings/people", frozenset(), form(do="invite", roles="custodian")),
    Asked("people", "POST", "/settings/people", frozenset({"administrator"}), form(do="end", person="ANOTHER")),
    Asked("seals", "GET", "/settings/seals", frozenset({"custodian"})),
    Asked("seals", "POST", "/settings/seals", frozenset({"custodian"}), form(report="en-1")),
    Asked("seals", "POST", "/settings/seals", frozenset({"custodian"}), form(report="ru-1", do="unseal")),
    Asked("tokens", "GET", "/settings/tokens", ALL),
    Asked("tokens", "POST", "/settings/tokens", frozenset(),
          form(label="x", scopes="read:reports", days="9", present="wrong words here")),
    *(Asked(f"api:{name}", "GET", f"/api/{name}", READERS) for name in API),
    *(Asked(f"api:{name}", "POST", f"/api/{name}", frozenset()) for name in API if name != "reports"),
    Asked("api:openapi-json", "GET", "/api/openapi.json", ALL, open_to_all=True),
    Asked("api:me", "GET", "/api/me", ALL),
    Asked("api:reports", "POST", "/api/reports", BRINGERS, then=400),
    Asked("api:report", "GET", "/api/reports/ru-1", READERS, sealed=True),
    Asked("api:claim", "GET", "/api/claims/ru-1:c03", READERS, sealed=True),
    Asked("api:claim", "POST", "/api/claims/ru-1:c03", frozenset(), sealed=True),
    Asked("api:search", "GET", "/api/search?q=мобилизованных", READERS),
    Asked("api:source", "GET", "/api/sources/An Invented Gazette", READERS),
    Asked("api:source", "GET", "/api/sources/Выдуманный канал", READERS, sealed=True),
    Asked("api:incident", "GET", "/api/incidents/i-3", READERS),
    Asked("api:incident", "GET", "/api/incidents/i-2", READERS, sealed=True),
    Asked("api:site", "GET", "/api/sites/s-1", READERS, sealed=True),
    Asked("api:contradiction", "GET", "/api/contradictions/x-1", READERS, sealed=True),
    Asked("api:edition", "GET", "/api/editions/1", READERS, then=404),
    Asked("api:log", "GET", "/api/log", EXACT),
    Asked("api:log", "GET", "/api/log?kind=person", EXACT),
    Asked("api:entry", "GET", "/api/log/1", EXACT, sealed=True),
    Asked("api:decisions", "GET", "/api/decisions?target=claim&ref=en-1:c01", DECIDERS),
    Asked("api:decisions", "GET", "/api/decisions?target=claim&ref=ru-1:c01", DECIDERS, sealed=True),
    Asked("api:decisions", "POST", "/api/decisions", DECIDERS, then=400),
    Asked("setup", "GET", "/set-up", ALL),
    Asked("setup", "POST", "/set-up", ALL, form(name="X", passphrase="quiet harbour seven lamps")),
    Asked("sign-out", "POST", "/sign-out", ALL),
    Asked("sign-out", "GET", "/sign-out", frozenset()),
    Asked("sign-in", "GET", "/sign-in", ALL, open_to_all=True),
    Asked("second", "GET", "/second", ALL, open_to_all=True),
    Asked("invited", "GET", "/invited/wrong", frozenset(), open_to_all=True),
    Asked("asset", "GET", "/static/desk.css", ALL, open_to_all=True),
    Asked("asset", "POST", "/static/desk.css", frozenset()),
)  # fmt: skip
# How the browser stands to the desk; only the first is let in.
SESSIONS = (
    "signed in", "nobody", "made-up cookie", "idle too long", "over", "second factor to come", "ended by another",
    "shut out", "roles taken", "foreign form", "foreign host",
)  # fmt: skip
# Words that only the case holds: no refusal has one of them.
CANARIES = ("Лиман", "мобилизованных", "Orikhiv", "Выдуманный", "Invented", "hearsay of a guard", "Lyman", "garage")
CANARIES_OF_THE_SEALED = ("12 мобилизованных", "hearsay of a guard", "на штурм")
LET_IN = (200, 302)
STRANGER = "This desk answers to its loopback address only"
# What each role gives, written once more.
GIVES = {
    "viewer": {"read"},
    "contributor": {"read", "bring"},
    "editor": {"read", "bring", "decide", "exact", "names", "log"},
    "reviewer": {"read", "decide", "confirm", "exact", "names", "log", "release"},
    "custodian": {"read", "bring", "exact", "names", "log", "release", "seal"},
    "administrator": {"people"},
}


@dataclass(frozen=True, slots=True)
class World:
    """The small case with a person for each role, one more, and decisions of each."""

    accounts: dict[str, Any]
    another: Any
    names: dict[str, str]
    own: dict[str, str]


def build() -> World:
    """Everybody and everything that the cells ask for."""
    from nomansland.tables import read, write

    accounts = {role: person(f"The {role}", [role]) for role in ROLES}
    person("The other administrator", ["administrator"])
    another = person("Another", ["editor"])
    signed_in(another)
    ref = read.sessions_of(another.ref)[0].ref
    taken = write.add_decision(decide("claim", "en-1:c01", "accept", "Another"))
    sealed = write.add_decision(decide("claim", "ru-1:c01", "reject", "Another", reason="hearsay of a guard"))
    own = {
        role: write.add_decision(decide("incident", "i-3", "accept", f"The {role}", reason=f"by {role}")).id
        for role in ROLES
    }
    names = {"OTHERS": taken.id, "SEALED": sealed.id, "OF-ANOTHER": ref, "ANOTHER": another.ref}
    return World(accounts, another, names, own)


def browser(world: World, role: str, state: str) -> tuple[Client, dict[str, Any]]:
    """A browser in a state, and the headers that it sends."""
    from nomansland.tables import models, write

    account = world.accounts[role]
    if state in ("nobody", "made-up cookie"):
        made = Client(HTTP_HOST=HOST)
        if state == "made-up cookie":
            made.cookies[COOKIE] = "x" * 43
        return made, {}
    made = signed_in(account, pending=state == "second factor to come")
    mine = models.Session.objects.filter(person=account)
    if state == "idle too long":
        mine.update(seen=mine.latest("seen").seen - timedelta(hours=5))
    elif state == "over":
        mine.update(begun=mine.latest("begun").begun - timedelta(hours=15))
    elif state == "ended by another":
        write.end_sessions(account.ref, "", "The other administrator")
    elif state == "shut out":
        models.Person.objects.filter(pk=account.pk).update(active=False)
    elif state == "roles taken":
        models.Person.objects.filter(pk=account.pk).update(roles="")
    headers: dict[str, dict[str, Any]] = {
        "foreign form": {"HTTP_ORIGIN": "https://evil.invalid"},
        "foreign host": {"HTTP_HOST": "evil.invalid"},
    }
    return made, headers.get(state, {})


def cells() -> Iterator[tuple[Asked, str, str, bool]]:
    """Asked for what, by which role, in which state of the session, sealed or not."""
    for asked, role, state in itertools.product(ASKED, ROLES, SESSIONS):
        for sealed in (False, True):
            yield asked, role, state, sealed


def expected(asked: Asked, role: str, state: str, sealed: bool) -> bool:
    """True where the cell is let in."""
    if state in ("foreign form", "foreign host"):
        return False
    if asked.open_to_all:
        return bool(asked.may)
    if state == "roles taken":
        return asked.may == ALL
    if state != "signed in":
        return False
    return role in asked.may and not (sealed and asked.sealed and role != "custodian")


def send(world: World, asked: Asked, role: str, state: str) -> Any:
    """The answer to a cell; what it wrote is taken back."""
    from django.db import transaction

    values = {name: world.own[role] if value == "OWN" else world.names.get(value, value) for name, value in asked.form}
    with transaction.atomic():
        made, headers = browser(world, role, state)
        ask = made.post if asked.method == "POST" else made.get
        answer = ask(asked.address, values, **headers) if values else ask(asked.address, **headers)
        transaction.set_rollback(True)
    return answer


def to_the_door(answer: Any, asked: Asked) -> bool:
    """True where the answer sends to the sign-in, as it does with whoever is not signed in, and with who signed out."""
    if asked.open_to_all or (asked.route, answer.cookies.get(COOKIE) and answer.cookies[COOKIE].value) == (
        "sign-out",
        "",
    ):
        return False
    return bool(answer.status_code == 302 and answer.headers["Location"].partition("?")[0] == "/sign-in")


@pytest.mark.parametrize("route", sorted(set(ROUTES) - {asked.route for asked in ASKED}))
def test_routes_that_are_asked_for_by_the_table_alone(desk: Desk, route: str) -> None:
    """Routes with tests of their own: here only that the table is obeyed, for every role, method and seal."""
    from django.db import transaction
    from django.urls import get_resolver

    from nomansland.tables import write

    world = build()
    space, _, name = route.rpartition(":")
    resolver = get_resolver() if not space else get_resolver().namespace_dict[space][1]
    found = resolver.reverse_dict.getlist(name)
    assert found, "the table names a route that is not there"
    pattern = found[0][0][0]
    prefix = "" if not space else get_resolver().namespace_dict[space][0]
    address = "/" + prefix + pattern[0] % dict.fromkeys(pattern[1], "ru-1")
    write.seal("ru-1", "The custodian", "a detainee asked")
    for role, state, method in itertools.product(ROLES, SESSIONS, ("GET", "POST")):
        right = ROUTES[route].of(method)
        with transaction.atomic():
            made, headers = browser(world, role, state)
            answer = (made.post if method == "POST" else made.get)(address, **headers)
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if state == "signed in" and (right in ("anyone", "signed-in") or right in GIVES[role]):
            assert b"Your roles do not let you" not in body, (role, method)
        elif right != "anyone":
            refused = answer.status_code in (400, 401, 403, 405) or answer.status_code == 302
            assert refused, (role, state, method, answer.status_code)
        if role != "custodian" or state != "signed in":
            shown = body.decode("utf-8", "replace")
            assert not any(word in shown for word in CANARIES_OF_THE_SEALED), (role, state, method)


def test_roles_give_what_they_gave_when_this_was_written() -> None:
    """A right that a role gains is a decision: it is written down here as well."""
    assert {role: set(rights) for role, rights in TABLE.items()} == GIVES


def test_there_are_enough_cells() -> None:
    assert len(list(cells())) >= 2000


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
@pytest.mark.parametrize("state", SESSIONS)
def test_cells(desk: Desk, state: str, sealed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.tables import write
    from nomansland.web import accounts

    # The slow hash has its own tests; here nobody types a right passphrase.
    monkeypatch.setattr(accounts, "fits", lambda passphrase, person: False)
    world = build()
    if sealed:
        write.seal("ru-1", "The custodian", "a detainee asked")
    wrong: list[tuple[Any, ...]] = []
    for asked, role, in_state, is_sealed in cells():
        if (in_state, is_sealed) != (state, sealed):
            continue
        answer = send(world, asked, role, state)
        body = answer.content.decode()
        good = (asked.then,) if asked.then and STRANGER not in body else LET_IN
        let_in = answer.status_code in good and not to_the_door(answer, asked)
        if let_in != expected(asked, role, state, sealed):
            wrong.append((asked.route, asked.method, asked.address, asked.form, role, answer.status_code))
        elif not let_in and any(word in body for word in CANARIES):
            wrong.append((asked.route, asked.address, role, "leaks", next(w for w in CANARIES if w in body)))
    assert wrong == []
