"""People of a test: accounts with roles and browsers that are signed in, without the slow hash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from nomansland.tables.models import Person

HOST = "127.0.0.1:8765"
COOKIE = "nomansland-8765"


def person(name: str, roles: Iterable[str]) -> Person:
    """An account that nobody can sign in to with a passphrase."""
    from nomansland.tables import write

    return write.add_person(name, roles, "!")


def signed_in(who: Person, pending: bool = False) -> Client:
    """A browser with a session of the person."""
    from nomansland.tables import write

    visitor = Client(HTTP_HOST=HOST)
    visitor.cookies[COOKIE] = write.begin_session(who, 50, pending)
    return visitor


def member(name: str, *roles: str) -> Client:
    """A browser of a new person with these roles."""
    return signed_in(person(name, roles))
