"""Every route is in the table of rights; what is not there answers nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from nomansland.web import allowed
from nomansland.web.allowed import ANYONE, RIGHTS, ROLES, ROUTES, SIGNED_IN, Need, Person, rights_of

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def named(patterns: Any, space: str = "") -> Iterator[str]:
    """Names of all routes below these patterns, with their namespace."""
    for one in patterns:
        inner = getattr(one, "url_patterns", None)
        if inner is None:
            yield f"{space}{one.name}"
        else:
            under = getattr(one, "namespace", None)
            yield from named(inner, f"{space}{under}:" if under else space)


def test_every_route_is_in_the_table_and_nothing_else_is(empty: Desk) -> None:
    from nomansland.web.urls import urlpatterns

    assert set(named(urlpatterns)) == set(ROUTES)


def test_the_table_names_known_rights_only() -> None:
    known = {*RIGHTS, ANYONE, SIGNED_IN, None}
    assert {right for need in ROUTES.values() for right in (need.look, need.send)} <= known
    assert rights_of(ROLES) == RIGHTS.keys()


def test_an_administrator_is_no_custodian() -> None:
    assert rights_of(["administrator"]) == {"people"}
    assert "people" not in rights_of(set(ROLES) - {"administrator"})
    assert "seal" not in rights_of(set(ROLES) - {"custodian"})


def test_a_route_without_a_line_answers_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.client.get("/claims").status_code == 200
    monkeypatch.delitem(allowed.ROUTES, "claims")
    answer = desk.client.get("/claims")
    assert answer.status_code == 403
    assert "Лиман" not in answer.content.decode()


def test_scopes_only_take_away() -> None:
    person = Person("p-1", "Olena", frozenset({"viewer"}), rights_of(["viewer"]), "token")
    assert person.within(["read", "people"]).rights == {"read"}
    assert not person.within([]).may("read")
    assert person.within([]).may(SIGNED_IN)
    assert not Person(rights=rights_of(ROLES)).may("read"), "nobody has no rights, whatever stands there"


def test_a_method_that_is_not_declared_is_refused() -> None:
    need = Need("read", "bring")
    assert [need.of(method) for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", None)] == [
        "read", "read", "bring", None, None, None, None, None,
    ]  # fmt: skip
