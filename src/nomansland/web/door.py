"""Who may come in: the one-time token of the printed address, and the session that it is exchanged for.

Sessions of people with a passphrase are rows of the case; here is only what their browsers did since the desk started.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from nomansland.web.limits import Limits
from nomansland.web.team import Team

if TYPE_CHECKING:
    from nomansland.web.incoming import Came

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MOST_SESSIONS = 64


@dataclass(slots=True)
class Session:
    """One browser: the name that its decisions carry, what it brought in last, whether it skipped the tour.

    `setup` says that it may do nothing before its person has set a passphrase.
    """

    name: str = "editor"
    came: Came | None = None
    toured: bool = False
    setup: bool = False


@dataclass
class Door:
    """The state of one running desk; it lives in memory only and dies with the process.

    Parameters
    ----------
    host : str
        Address that the desk listens on.
    port : int
        Its port; both are part of what a request's Host must say.
    limits : Limits
        How long people's sessions last, and whether a passphrase is asked for from the start.
    team : Team or None
        Set where others than this machine reach the desk.
    """

    host: str = "127.0.0.1"
    port: int = 0
    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    sessions: dict[str, Session] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    team: Team | None = None
    _browsers: dict[str, Session] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def cookie(self) -> str:
        """Cookies are shared by all ports of a host, so the name holds the port."""
        return "__Host-nomansland" if self.team else f"nomansland-{self.port}"

    @property
    def required(self) -> bool:
        """True where nothing is shown before somebody has set a passphrase."""
        return self.limits.required or self.team is not None

    @property
    def hosts(self) -> frozenset[str]:
        """What the Host header may say: never a name that somebody else's DNS could answer for."""
        if self.team:
            return frozenset({self.team.host})
        names = {"127.0.0.1", "localhost", "[::1]"}
        return frozenset(f"{name}:{self.port}" for name in names) | (
            frozenset(names) if self.port == 80 else frozenset()
        )

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        if self.team:
            return f"{self.team.address}/open/{self.token}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/open/{self.token}"

    def origin(self, host: str) -> str:
        """What the Origin header of a form must say."""
        return self.team.address if self.team else f"http://{host}"

    def enter(self, token: str) -> str | None:
        """Exchange the token for a session id; it works once."""
        with self._lock:
            if self.token is None or not hmac.compare_digest(self.token.encode(), token.encode()):
                return None
            self.token = None
            return self._begin()

    def _begin(self) -> str:
        while len(self.sessions) >= _MOST_SESSIONS:
            self.sessions.pop(next(iter(self.sessions)))
        key = secrets.token_urlsafe(32)
        self.sessions[key] = Session(setup=self.required)
        return key

    def session(self, key: str | None) -> Session | None:
        """The session of a cookie's value, or None."""
        return self.sessions.get(key) if key else None

    def browser(self, ref: str, name: str) -> Session:
        """What a browser did whose session is a row of the case."""
        with self._lock:
            while len(self._browsers) > _MOST_SESSIONS:
                self._browsers.pop(next(iter(self._browsers)))
            found = self._browsers.setdefault(ref, Session())
            found.name = name
            return found
