"""How often one person's browser or token may ask: a sliding minute, kept in memory."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Lock

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from nomansland.web.allowed import SAFE, person_of

MINUTE = 60.0
_MOST_KNOWN = 1000


class Pace(BaseThrottle):
    """At most `looks` questions and `sends` changes a minute by one session or token.

    Parameters
    ----------
    looks, sends : int
        How many of each.
    """

    def __init__(self, looks: int, sends: int) -> None:
        self.most = {True: looks, False: sends}
        self._asked: OrderedDict[tuple[str, bool], deque[float]] = OrderedDict()
        self._lock = Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        """True where the minute before holds fewer."""
        key, at = (person_of(request).session, request.method in SAFE), time.monotonic()
        with self._lock:
            asked = self._asked.setdefault(key, deque())
            self._asked.move_to_end(key)
            while len(self._asked) > _MOST_KNOWN:
                self._asked.popitem(last=False)
            while asked and at - asked[0] >= MINUTE:
                asked.popleft()
            if len(asked) >= self.most[key[1]]:
                return False
            asked.append(at)
        return True

    def wait(self) -> float:
        """Seconds after which asking again is worth it."""
        return MINUTE / 4


PACE = Pace(looks=600, sends=120)
