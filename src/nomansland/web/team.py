"""The desk of a team: behind a proxy that ends TLS, each thing that is allowed named in `case.toml`.

::

    database = "postgresql://user@host/name"

    [desk]
    address = "https://desk.example.org"
    proxies = ["10.0.0.2"]
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from nomansland.tables import Case
from nomansland.words.errors import CaseError

_TODO = 'Write address = "https://NAME" and proxies = ["ADDRESS"] under [desk] of case.toml; see docs/people.md.'


@dataclass(frozen=True, slots=True)
class Team:
    """What a desk that others reach answers to.

    Parameters
    ----------
    address : str
        Scheme and host as browsers see them, `https://desk.example.org`; the only Origin that a form may have.
    host : str
        What the Host header must say.
    proxies : frozenset of str
        Addresses that a connection may come from.
    """

    address: str
    host: str
    proxies: frozenset[str]


def team_of(case: Case) -> Team | None:
    """What the case says of its team, None where it says nothing.

    Raises
    ------
    CaseError
        Where it says half of it: no `https`, no proxy, a database for one writer, or an unknown name.
    """
    told = case.toml.get("desk")
    if told is None:
        return None
    if not isinstance(told, dict) or not told.keys() <= {"address", "proxies"}:
        raise CaseError("[desk] of case.toml holds something unknown.", todo=_TODO)
    parts = urlsplit(str(told.get("address", "")))
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise CaseError("The address under [desk] of case.toml is no https address of a host.", todo=_TODO)
    proxies = told.get("proxies")
    if not isinstance(proxies, list) or not proxies:
        raise CaseError("[desk] of case.toml names no proxies.", todo=_TODO)
    try:
        known = frozenset(str(ip_address(str(one))) for one in proxies)
    except ValueError as error:
        raise CaseError(f"A proxy under [desk] of case.toml is no IP address: {error}.", todo=_TODO) from error
    if not case.database.startswith(("postgresql://", "postgres://")):
        raise CaseError(
            "A team needs a PostgreSQL server; the case keeps its rows in a file.",
            todo='Write database = "postgresql://…" in case.toml.',
        )
    return Team(f"https://{parts.netloc.lower()}", parts.netloc.lower(), known)
