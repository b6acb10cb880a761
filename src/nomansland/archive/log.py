"""The custody log as a writer sees it: read what is there, add a line, seal the head."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nomansland.archive.disk import replace_file
from nomansland.archive.entry import START, canonical, holding_of, intact, parse, sealed, signed
from nomansland.words import Holding
from nomansland.words.errors import CustodyFault, KeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOG, HEAD = "custody.log", "custody.head"
_TODO = "Run `nomansland verify`; nothing more is archived until the log is restored from a copy."


class Log:
    """The log of one case. The caller holds the case's lock around every call.

    Parameters
    ----------
    folder : Path
        The case.
    key : Ed25519PrivateKey or None
        Without it the log can be read, not written.
    """

    def __init__(self, folder: Path, key: Ed25519PrivateKey | None) -> None:
        self.path, self.head_path, self.key = folder / LOG, folder / HEAD, key
        self.holdings: dict[str, Holding] = {}
        self.seq, self.last, self.size, self.sealed = 0, START, 0, 0

    def refresh(self) -> bytes:
        """Read what was added since the last call; returns an incomplete last line, which is not part of the log.

        Raises
        ------
        CustodyFault
            Where the log does not follow from its beginning or is shorter than its head says.
        """
        if not self.path.exists():
            if self.head_path.exists() or self.size:
                raise CustodyFault(f"{self.path} is missing.", todo=_TODO)
            return b""
        with self.path.open("rb") as lines:
            if lines.seek(0, os.SEEK_END) < self.size:
                raise CustodyFault(f"{self.path} was cut while it was open.", todo=_TODO)
            lines.seek(self.size)
            for line in lines:
                if not line.endswith(b"\n"):
                    self._check_head()
                    return line
                self._take(line)
        self._check_head()
        return b""

    def _take(self, line: bytes) -> None:
        body = parse(line[:-1])
        if body is None or body["seq"] != self.seq + 1 or body.get("previous") != self.last:
            raise CustodyFault(f"Line {self.seq + 1} of {self.path} is not what was written.", todo=_TODO)
        holding = holding_of(body)
        if holding is not None:
            self.holdings[holding.sha256] = holding
        self.seq, self.last, self.size = self.seq + 1, str(body["hash"]), self.size + len(line)

    def _check_head(self) -> None:
        """A head that is one line behind is what a crash leaves; one that is ahead, or names another log, is not."""
        head = parse(self.head_path.read_bytes()) if self.head_path.exists() else None
        if head is None:
            if self.seq > 1 or self.head_path.exists():
                raise CustodyFault(f"{self.head_path} is missing or cannot be read.", todo=_TODO)
            return
        self.sealed = int(head["seq"])
        if head["seq"] > self.seq or (head["seq"] == self.seq and head.get("last") != self.last):
            raise CustodyFault(f"{self.path} was cut: its head names {head['seq']} lines.", todo=_TODO)
        if self.sealed < self.seq:
            self._check_tail(self.sealed)

    def _check_tail(self, after: int) -> None:
        if self.key is None:
            return
        for line in self.path.read_bytes().splitlines()[after:]:
            body = parse(line)
            if body is not None and not (intact(body, line) and signed(body, self.key.public_key())):
                raise CustodyFault(f"Line {body['seq']} of {self.path} was not signed by this case.", todo=_TODO)

    def cut_torn(self, torn: bytes) -> None:
        """Take an incomplete last line off and say so in the log."""
        with self.path.open("r+b") as log:
            log.truncate(self.size)
            os.fsync(log.fileno())
        self.append("recovered", {"torn": torn.hex()})

    def append(self, event: str, body: dict[str, Any]) -> dict[str, Any]:
        """Add a line, durably, and return it; the head is sealed by `seal`.

        Raises
        ------
        KeyMissing
            Without the key.
        """
        if self.key is None:
            raise KeyMissing("Without the signing key nothing can be archived.", todo="Set NOMANSLAND_KEYS.")
        at = datetime.now(UTC).isoformat()
        made = sealed({"seq": self.seq + 1, "at": at, "event": event, "previous": self.last, **body}, self.key)
        line = canonical(made) + b"\n"
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            self._write(handle, line)
        except OSError:
            os.ftruncate(handle, self.size)
            raise
        finally:
            os.close(handle)
        self._take(line)
        return made

    def _write(self, handle: int, line: bytes) -> None:
        os.lseek(handle, self.size, os.SEEK_SET)
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)

    def seal(self) -> None:
        """Sign where the log ends. Raises KeyMissing without the key."""
        if self.key is None:
            raise KeyMissing("Without the signing key the log cannot be sealed.", todo="Set NOMANSLAND_KEYS.")
        at = datetime.now(UTC).isoformat()
        head = sealed({"seq": self.seq, "last": self.last, "size": self.size, "at": at}, self.key)
        replace_file(self.head_path, canonical(head) + b"\n")
        self.sealed = self.seq
