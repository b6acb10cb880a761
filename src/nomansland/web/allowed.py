"""Who may do what, in one table: roles give rights, each route says which right it needs, all else is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest

ROLES: dict[str, frozenset[str]] = {
    "viewer": frozenset({"read"}),
    "contributor": frozenset({"read", "bring"}),
    "editor": frozenset({"read", "bring", "decide", "exact", "names", "log"}),
    "reviewer": frozenset({"read", "decide", "confirm", "exact", "names", "log", "release"}),
    "custodian": frozenset({"read", "bring", "exact", "names", "log", "release", "seal"}),
    "administrator": frozenset({"people"}),
}
RIGHTS: dict[str, str] = {
    "read": "see reports, claims, incidents and sites, their places by raion or oblast",
    "bring": "take reports in and have them read",
    "decide": "accept, reject, correct, explain, settle and undo",
    "confirm": "confirm or return what another person decided",
    "exact": "see places as exactly as they are known, and the study",
    "names": "see the names of people who speak as private persons",
    "log": "see who wrote what to the case, and when",
    "release": "release an edition that was prepared: it leaves the case",
    "seal": "see sealed reports, seal and unseal them",
    "people": "invite people, give and take roles, end their sessions",
}
# What one person on one computer is, until there are more: the set-up says so on every page of settings.
ALONE = frozenset({"custodian", "administrator", "editor"})
ANYONE, SIGNED_IN = "anyone", "signed-in"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, as the gate found out.

    Parameters
    ----------
    ref : str
        Id in the case; empty for nobody, and for the one person of a case in which nobody set a passphrase yet.
    name : str
        What decisions carry; empty for nobody.
    roles : frozenset of str
        Of `ROLES`.
    rights : frozenset of str
        What the roles give, or less (a token with scopes).
    session : str
        Id of the session or token that the request came with; empty for nobody.
    scopes : frozenset of str or None
        What a token may be used for (`web.api.scopes`); None where no token asks.
    """

    ref: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = field(default=frozenset())
    session: str = ""
    scopes: frozenset[str] | None = None

    def may(self, right: str) -> bool:
        """True where the person has the right; `anyone` needs nobody, `signed-in` somebody."""
        if right == ANYONE:
            return True
        return bool(self.session) and (right == SIGNED_IN or right in self.rights)

    def within(self, scopes: Iterable[str]) -> Person:
        """The same person with no more than these rights: what a token with scopes may do."""
        return Person(self.ref, self.name, self.roles, self.rights & frozenset(scopes), self.session, self.scopes)


NOBODY = Person()


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles give; an unknown role gives nothing."""
    return frozenset(right for role in roles for right in ROLES.get(role, ()))


@dataclass(frozen=True, slots=True)
class Need:
    """The right to look at a route and, where it takes forms, the right to send one; None: not at all."""

    look: str | None = None
    send: str | None = None

    def of(self, method: str | None) -> str | None:
        """The right for a method; None where the route does not know it."""
        return self.look if method in SAFE else self.send if method == "POST" else None


READ = Need("read")
# By the name of the route (`namespace:name` in a namespace). A route that is not here answers nobody.
ROUTES: dict[str, Need] = {
    "asset": Need(ANYONE),
    "inbox": READ,
    "reports": READ,
    "report": READ,
    "claims": READ,
    "incidents": READ,
    "incident": READ,
    "sites": READ,
    "site": READ,
    "legal": READ,
    "contradictions": READ,
    "map": READ,
    "map-marks": READ,
    "map-line": READ,
    "map-borders": READ,
    "map-names": READ,
    "timeline": READ,
    "guide": Need(SIGNED_IN),
    "tour": Need(SIGNED_IN),
    "tour-done": Need(send=SIGNED_IN),
    "language": Need(send=ANYONE),
    "study": Need("exact"),
    "measure": Need(send="exact"),
    "log": Need("log"),
    "quarantine": Need("bring"),
    "admit": Need(send="bring"),
    "came": Need("bring"),
    "read": Need(send="bring"),
    "jobs": Need("bring"),
    "claim": Need("decide", "decide"),
    "add": Need("decide", "decide"),
    "next": Need("decide"),
    "copies": Need(send="decide"),
    "original": Need("names"),
    "sources": READ,
    "editions": READ,
    "prepare": Need(send="decide"),
    "release": Need(send="release"),
    "decide": Need(send="decide"),
    "undo": Need(send="decide"),
    "rename": Need(send=SIGNED_IN),
    "review": Need("decide"),
    "confirm": Need(send="confirm"),
    "settings": Need(SIGNED_IN),
    "passphrase": Need(send=SIGNED_IN),
    "sessions": Need(send=SIGNED_IN),
    "factor": Need(SIGNED_IN, SIGNED_IN),
    "people": Need("people", "people"),
    "seals": Need("seal", "seal"),
    "setup": Need(SIGNED_IN, SIGNED_IN),
    "sign-in": Need(ANYONE, ANYONE),
    "second": Need(ANYONE, ANYONE),
    "sign-out": Need(send=SIGNED_IN),
    "invited": Need(ANYONE, ANYONE),
    "tokens": Need(SIGNED_IN, SIGNED_IN),
    "api:openapi-json": Need(ANYONE),
    "api:me": Need(SIGNED_IN),
    "api:reports": Need("read", "bring"),
    "api:report": READ,
    "api:claims": READ,
    "api:claim": READ,
    "api:search": READ,
    "api:sources": READ,
    "api:source": READ,
    "api:incidents": READ,
    "api:incident": READ,
    "api:sites": READ,
    "api:site": READ,
    "api:contradictions": READ,
    "api:contradiction": READ,
    "api:editions": READ,
    "api:edition": READ,
    "api:log": Need("log"),
    "api:entry": Need("log"),
    "api:decisions": Need("decide", "decide"),
}


# What else than a session may say who asks, from the `Authorization` header; the API adds its tokens here.
BEARERS: list[Callable[[HttpRequest], Person | None]] = []


def person_of(request: HttpRequest) -> Person:
    """Who asks; `NOBODY` where the gate let in nobody."""
    found = getattr(request, "person", NOBODY)
    return found if isinstance(found, Person) else NOBODY


def allowed(person: Person, route: str, method: str | None) -> bool:
    """True where the table lets the person through: False for a route or a method that is not in it."""
    need = ROUTES.get(route, Need()).of(method)
    return need is not None and person.may(need)
