"""Twenty people decide at once on the same few claims, through a real server: every save is kept, refused or an error.

A save is lost where the server said that it was kept and its row is missing, where two were kept that were made from
the same version, or where the value that stands is not that of the last one kept.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

EDITORS, CLAIMS, SECONDS = 20, 12, 30
_FORM = re.compile(r'<form[^>]*action="/decide"[^>]*>.*?</form>', re.DOTALL)
_FIELD = re.compile(r"<(?:input|textarea|select)[^>]*>")


@dataclass
class Told:
    """What the server answered."""

    kept: list[tuple[str, str, str]] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


class Editor(threading.Thread):
    """One person: opens a claim, waits a moment, saves a number of people that nobody else writes."""

    def __init__(self, number: int, key: str, port: int, claims: list[str], until: float) -> None:
        super().__init__(name=f"editor {number}")
        self.number, self.port, self.claims, self.until = number, port, claims, until
        self.cookie, self.rng, self.told = f"nomansland-{port}={key}", random.Random(number), Told()
        self.saved = 0

    def run(self) -> None:
        """Until the time is up."""
        while time.monotonic() < self.until:
            try:
                self._once()
            except (OSError, http.client.HTTPException, LookupError, AttributeError) as error:
                self.told.faults.append(repr(error))

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None, token: str = "") -> tuple[int, str, str]:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookie = self.cookie + (f"; nomansland-csrf-{self.port}={token}" if token else "")
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        begin = time.perf_counter()
        wire.request(method, path, urlencode(form) if form else None, headers)
        answer = wire.getresponse()
        text, set_cookie = answer.read().decode(), answer.headers.get("Set-Cookie", "")
        self.told.milliseconds.append((time.perf_counter() - begin) * 1000)
        wire.close()
        self.told.answers[answer.status] += 1
        if answer.status >= 500 or (method == "GET" and answer.status != 200):
            self.told.faults.append(f"{answer.status} {method} {path}")
        found = re.search(r"nomansland-csrf-\d+=([^;]+)", set_cookie)
        return answer.status, unescape(text), found.group(1) if found else ""

    def _once(self) -> None:
        ref = self.rng.choice(self.claims)
        status, page, token = self._ask("GET", f"/claims/{ref}")
        if status != 200:
            return
        form = _fields(page)
        self.saved += 1
        wanted = str(1000 * (self.number + 1) + self.saved)
        time.sleep(self.rng.random() * 0.3)
        sent = form | {"verdict": "correct", "count-low": wanted, "count-high": wanted, "reason": self.name}
        status, text, _ = self._ask("POST", "/decide", sent, token)
        if status == 302:
            self.told.kept.append((ref, form["last"], wanted))
        elif status != 409:
            self.told.faults.append(f"{status} on a save: {text[:200]}")


def _fields(page: str) -> dict[str, str]:
    """What the form of a claim would send."""
    forms = [one for one in _FORM.findall(page) if 'name="count-low"' in one]
    out = {}
    for tag in _FIELD.findall(forms[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not ('type="radio"' in tag and " checked" not in tag):
            out[name.group(1)] = value.group(1) if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', forms[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', body)
        out[name] = chosen.group(1) if chosen else out.get(name.replace("set-", "was-"), "")
    return out


def edit(port: int, keys: list[str], claims: list[str], seconds: float = SECONDS) -> dict[str, Any]:
    """Let one person for each key decide for so long; figures, with what was lost (see above).

    The case has to be open in this process too, which reads afterwards what was kept.
    """
    until = time.monotonic() + seconds
    editors = [Editor(number, key, port, claims, until) for number, key in enumerate(keys)]
    for one in editors:
        one.start()
    for one in editors:
        one.join()
    kept = [row for one in editors for row in one.told.kept]
    faults = [fault for one in editors for fault in one.told.faults]
    answers = sum((one.told.answers for one in editors), Counter[int]())
    taken = sorted(value for one in editors for value in one.told.milliseconds)
    return {
        "editors": len(editors),
        "claims_shared": len(claims),
        "seconds": seconds,
        "requests": answers.total(),
        "saves_kept": len(kept),
        "saves_shown_both_versions": answers[409],
        "errors": len(faults),
        "lost_updates": _lost(kept),
        "request_ms_p95": round(taken[int(len(taken) * 0.95) - 1]) if taken else None,
        "first_faults": faults[:3],
    }


def _lost(kept: list[tuple[str, str, str]]) -> int:
    """Kept saves without a row, those made from one version beyond the first, claims that stand as nobody left them."""
    from nomansland.tables import read

    lost = sum(number - 1 for number in Counter((ref, last) for ref, last, _ in kept).values())
    for ref in {ref for ref, _, _ in kept}:
        rows = [dict(row.value).get("count", "") for row in read.decisions("claim", ref)]
        for _, _, wanted in (one for one in kept if one[0] == ref):
            lost += not any(wanted in text for text in rows)
        claim = read.claims_by_ref([ref])[ref]
        lost += not rows or dict(read.findings([claim])[0].corrections).get("count") != rows[-1]
    return lost
