"""Who asks: the person of a session, of a token, or of the printed address as long as nobody has a passphrase."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpRequest

from nomansland.tables import read, write
from nomansland.tables.write.ledger import now
from nomansland.web.allowed import ALONE, BEARERS, NOBODY, Person, rights_of
from nomansland.web.limits import PENDING, Limits

if TYPE_CHECKING:
    from nomansland.tables.models import Session as Row
    from nomansland.web.door import Door

# How old `seen` may grow before it is written again: not every page is worth a write.
_TOUCH = timedelta(minutes=1)


def who(request: HttpRequest, door: Door) -> Person:
    """Who asks; `NOBODY` where nobody is signed in, or the second factor is still to come."""
    if request.META.get("HTTP_AUTHORIZATION", "").startswith("Bearer "):
        return next((one for bearer in BEARERS if (one := bearer(request)) is not None), NOBODY)
    key = request.COOKIES.get(door.cookie)
    if not key:
        return NOBODY
    local = door.session(key)
    if local is None:
        row = living(key, door.limits)
        return NOBODY if row is None or row.pending else signed_in(row)
    if read.anybody():
        return NOBODY
    roles = frozenset[str]() if local.setup else ALONE
    return Person("", local.name, roles, rights_of(roles), f"local-{sha256(key.encode()).hexdigest()[:12]}")


def signed_in(row: Row) -> Person:
    """The person of a session."""
    roles = frozenset(row.person.roles.split())
    return Person(row.person.ref, row.person.name, roles, rights_of(roles), row.ref)


def living(key: str, limits: Limits) -> Row | None:
    """The session of a cookie, which is kept alive by this; None where there is none or it is over."""
    row = read.session_of_key(key)
    if row is None:
        return None
    at = now()
    longest = PENDING if row.pending else limits.longest
    if at - row.seen > limits.idle or at - row.begun > longest or not row.person.active:
        write.drop_session(row)
        return None
    if at - row.seen > min(_TOUCH, limits.idle / 4):
        write.touch_session(row, at)
    return row
