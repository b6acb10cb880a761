"""A model behind an OpenAI-compatible address: the only place from which a report can be sent anywhere.

No redirect is followed and no proxy is used; an address that is not this machine needs the user's word and https.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import time
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nomansland.words.errors import ExtractError

KEY = "NOMANSLAND_MODEL_KEY"
_LARGEST = 4 * 1024 * 1024
_AGAIN = (408, 429, 500, 502, 503, 504)
_START = "Start the model's server or correct --model-url; what was answered so far is kept in the case."


def _is_here(host: str) -> bool:
    """True where every address of the name is this machine's own."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(one.split("%")[0]).is_loopback for one in found)


@dataclass(frozen=True)
class Endpoint:
    """A port of the model reader.

    Parameters
    ----------
    url : str
        Up to and with `/v1`.
    name : str
        The model's name there.
    cache : Path or None
        Folder of answers by the SHA-256 of the question; None keeps none.
    remote : bool
        The user's word that reports may be sent to another machine.
    timeout : float
        Seconds that one answer may take.
    tries : int
        How often a question is asked before it is given up.
    pause : float
        Seconds before the second try, doubled before each further one.

    Raises
    ------
    ExtractError
        For an address that cannot be used, or another machine without the user's word or without https.
    """

    url: str
    name: str = "default"
    cache: Path | None = None
    remote: bool = False
    timeout: float = 120.0
    tries: int = 3
    pause: float = 0.5
    _key: str = field(default_factory=lambda: os.environ.get(KEY, ""), repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise ExtractError(f"{self.url} is no address of a model.", todo="Give http://127.0.0.1:PORT/v1.")
        if self.local:
            return
        if not self.remote:
            todo = "Use a model on this machine, or add --model-remote to let public reports leave it."
            raise ExtractError(f"{parts.hostname} is not this machine.", todo=todo)
        if parts.scheme != "https":
            raise ExtractError(f"{self.url} would send reports in the clear.", todo="Give an https address.")

    @cached_property
    def local(self) -> bool:
        """True where the address is this machine."""
        return _is_here(urlsplit(self.url).hostname or "")

    def ask(self, system: str, user: str, schema: dict[str, Any]) -> tuple[str, bool]:
        """The answer's text, and whether the cache had it.

        Raises
        ------
        ExtractError
            Where no answer came: `retry` says whether the same call may succeed later.
        """
        body = {
            "model": self.name,
            "temperature": 0,
            "seed": 1,
            "max_tokens": 900,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        sent = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        kept = self.cache / f"{sha256(self.url.encode() + sent).hexdigest()}.json" if self.cache else None
        if kept is not None and kept.is_file():
            return str(json.loads(kept.read_text("utf-8"))["answer"]), True
        answer = self._answer(sent)
        if kept is not None:
            _keep(kept, answer)
        return answer, False

    def _answer(self, sent: bytes) -> str:
        why = ""
        for number in range(self.tries):
            if number:
                time.sleep(self.pause * 2 ** (number - 1))
            try:
                status, raw = self._post(sent)
            except TimeoutError:
                why = f"did not answer within {self.timeout:g} seconds"
                continue
            except (OSError, http.client.HTTPException) as error:
                why = f"cannot be reached ({error or type(error).__name__})"
                continue
            if status == 200:
                return _content(raw, self.url)
            why = f"answered {status}: {' '.join(raw[:200].decode('utf-8', 'replace').split())}"
            if status not in _AGAIN:
                raise ExtractError(f"The model at {self.url} {why}.", todo=_START)
        fault = ExtractError(f"The model at {self.url} {why}, {self.tries} times.", todo=_START)
        fault.retry = True
        raise fault

    def _post(self, sent: bytes) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            connection.request("POST", f"{parts.path.rstrip('/')}/chat/completions", sent, headers)
            reply = connection.getresponse()
            return reply.status, reply.read(_LARGEST)
        finally:
            connection.close()


def _content(raw: bytes, url: str) -> str:
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise ExtractError(
            f"{url} does not answer as the OpenAI interface does.", todo="Is it the right address?"
        ) from error
    return content if isinstance(content, str) else ""


def _keep(path: Path, answer: str) -> None:
    """Whole or not at all: a stopped run leaves no half answer behind."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps({"answer": answer}, ensure_ascii=False), "utf-8")
    part.replace(path)
