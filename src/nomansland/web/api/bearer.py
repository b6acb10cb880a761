"""Who asks with a token: its person, with no more rights than the person has now and the scopes leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest

from nomansland.tables import read, write
from nomansland.tables.write.ledger import now
from nomansland.web.allowed import BEARERS, Person, rights_of
from nomansland.web.api.scopes import LEAVES

# How old `seen` may grow before it is written again: not every request is worth a write.
_TOUCH = timedelta(minutes=1)


def bearer(request: HttpRequest) -> Person | None:
    """The person of the token of a request; None where it does not count, or the address is none of the API.

    A page is never shown to a token: pages have rights that no scope names.
    """
    if not request.path_info.startswith("/api/"):
        return None
    at = now()
    row = read.token_of(request.META["HTTP_AUTHORIZATION"].removeprefix("Bearer ").strip(), at)
    if row is None or not row.person.active:
        return None
    if row.seen is None or at - row.seen > _TOUCH:
        write.touch_token(row, at)
    roles, scopes = frozenset(row.person.roles.split()), frozenset(row.scopes.split())
    whole = Person(row.person.ref, row.person.name, roles, rights_of(roles), row.ref)
    left = whole.within(right for scope in scopes for right in LEAVES.get(scope, ()))
    return replace(left, scopes=scopes)


def install() -> None:
    """Have the gate ask for tokens too."""
    if bearer not in BEARERS:
        BEARERS.append(bearer)
