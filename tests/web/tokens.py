"""Programs of a test: clients that send a token and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client
from tests.web.people import HOST, person

if TYPE_CHECKING:
    from nomansland.tables.models import Person, Token


def token(who: Person, scopes: Iterable[str] | None = None, days: float = 1) -> tuple[Token, str]:
    """A token of the person, with all scopes unless some are named."""
    from nomansland.tables import write
    from nomansland.tables.write.ledger import now
    from nomansland.web.api.scopes import SCOPES

    given = SCOPES if scopes is None else scopes
    return write.make_token(who.ref, "trying", given, now() + timedelta(days=days), who.name, 99)


def sending(value: str) -> Client:
    """A program that sends this token; forms from elsewhere are refused, as they are outside of tests."""
    return Client(enforce_csrf_checks=True, HTTP_HOST=HOST, HTTP_AUTHORIZATION=f"Bearer {value}")


def program(name: str, role: str, *scopes: str) -> Client:
    """A program of a new person with the role; with all scopes unless some are named."""
    return sending(token(person(name, [role]), scopes or None)[1])


def got(client: Client, address: str, status: int = 200) -> Any:
    """The answer to a question as data."""
    answer = client.get(f"/api/{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


def sent(client: Client, address: str, body: dict[str, Any], status: int = 201) -> Any:
    """The answer to a change as data."""
    answer = client.post(f"/api/{address}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()
