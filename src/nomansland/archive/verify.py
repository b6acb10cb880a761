"""Check a case's evidence and name each fault. Reads everything, writes nothing, needs no private key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nomansland.archive.entry import START, holding_of, intact, parse, signed
from nomansland.archive.fault import Fault
from nomansland.archive.keys import public_key
from nomansland.archive.log import HEAD, LOG
from nomansland.archive.store import INCOMING, hash_of
from nomansland.words import Holding
from nomansland.words.errors import KeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Track = Callable[..., Iterable[Any]]


def _plain(items: Iterable[Holding], label: str, total: int) -> Iterable[Holding]:
    return items


class _Reader:
    """The log read line by line; `holdings` and `faults` are what came out of it."""

    def __init__(self, key: Ed25519PublicKey | None, public: str) -> None:
        self.key, self.public = key, public
        self.holdings: dict[str, Holding] = {}
        self.seq, self.last = 0, START
        self.hashes: dict[int, str] = {}

    def line(self, number: int, line: bytes) -> Iterator[Fault]:
        where = f"{LOG}:{number}"
        if not line.endswith(b"\n"):
            yield Fault("log-torn", where, f"Line {number} is incomplete.")
            return
        body = parse(line[:-1])
        if body is None:
            yield Fault("log-changed", where, f"Line {number} cannot be read.")
            self.seq, self.last = self.seq + 1, ""
            return
        yield from self._follows(body, where)
        if not intact(body, line[:-1]):
            yield Fault("log-changed", where, f"Line {number} was changed after it was written.")
        elif self.key is not None and not signed(body, self.key):
            yield Fault("log-signature", where, f"Line {number} was not signed by the key of the case.")
        if body["seq"] == 1 and body.get("event") == "begun" and body.get("key") != self.public:
            yield Fault("key", "case.toml", "The log begins with another key than case.toml names.")
        self.seq, self.last = body["seq"], body["hash"]
        self.hashes[self.seq] = self.last
        self._hold(body)

    def _follows(self, body: dict[str, Any], where: str) -> Iterator[Fault]:
        if body["seq"] > self.seq + 1:
            yield Fault("log-removed", where, f"Entries {self.seq + 1} to {body['seq'] - 1} are missing.")
        elif body["seq"] <= self.seq:
            yield Fault("log-changed", where, f"Entry {body['seq']} stands behind entry {self.seq}.")
        elif self.last and body.get("previous") != self.last:
            yield Fault("log-changed", where, f"Entry {body['seq']} does not follow the entry before it.")

    def _hold(self, body: dict[str, Any]) -> None:
        try:
            holding = holding_of(body)
        except (KeyError, TypeError, ValueError):
            return
        if holding is not None:
            self.holdings[holding.sha256] = holding


def _head(folder: Path, log: _Reader) -> Iterator[Fault]:
    path = folder / HEAD
    if not path.is_file():
        yield Fault("head-missing", HEAD, "There is no signed head.")
        return
    data = path.read_bytes().removesuffix(b"\n")
    head = parse(data)
    if head is None or not intact(head, data) or (log.key is not None and not signed(head, log.key)):
        yield Fault("head-changed", HEAD, "The head was not signed by the key of the case.")
    elif head["seq"] > log.seq:
        yield Fault("log-cut", LOG, f"Entries {log.seq + 1} to {head['seq']} were cut off the end.")
    elif head.get("last") != log.hashes.get(head["seq"]):
        yield Fault("head-changed", HEAD, "The head names another log.")
    elif head["seq"] < log.seq:
        yield Fault("log-unsealed", LOG, f"Entries {head['seq'] + 1} to {log.seq} are not sealed by the head.")


def _bytes(folder: Path, holding: Holding) -> Iterator[Fault]:
    path = folder / "holdings" / holding.sha256[:2] / holding.sha256
    where = f"holdings/{holding.sha256[:2]}/{holding.sha256}"
    if not path.exists() and not path.is_symlink():
        yield Fault("holding-missing", where, f"The bytes from {holding.source} are missing.")
    elif path.is_symlink() or not path.is_file():
        yield Fault("holding-changed", where, f"The bytes from {holding.source} were replaced by something else.")
    elif path.stat().st_size != holding.size or hash_of(path) != holding.sha256:
        yield Fault("holding-changed", where, f"The bytes from {holding.source} are not those that were logged.")


def _strays(folder: Path, holdings: dict[str, Holding]) -> Iterator[Fault]:
    root = folder / "holdings"
    for path in sorted(root.rglob("*")):
        where = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if path.parent.name == INCOMING:
            yield Fault("temporary", where, "An interrupted keep left this file.")
        elif path.name not in holdings or path.parent != root / path.name[:2]:
            yield Fault("holding-stray", where, "No line of the log names this file.")


def _index(indexed: Iterable[Holding], holdings: dict[str, Holding]) -> Iterator[Fault]:
    rows = {holding.sha256: holding for holding in indexed}
    for name, holding in rows.items():
        if name not in holdings:
            yield Fault("index", name, f"The database knows bytes from {holding.source}; the log does not.")
        elif holdings[name] != holding:
            yield Fault("index", name, f"The database and the log tell differently of the bytes from {holding.source}.")
    for name in sorted(holdings.keys() - rows.keys()):
        yield Fault("index", name, f"The log knows bytes from {holdings[name].source}; the database does not.")


def _public(folder: Path) -> str:
    try:
        return str(tomllib.loads((folder / "case.toml").read_text(encoding="utf-8")).get("key", ""))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""


def verify(
    folder: Path | str,
    indexed: Iterable[Holding] | None = None,
    public: str | None = None,
    track: Track = _plain,
) -> Iterator[Fault]:
    """Name each fault of a case's log and holdings; nothing at all where they are whole.

    Parameters
    ----------
    folder : Path or str
        The case.
    indexed : iterable of Holding, optional
        What the database knows (`tables.read.holdings()`), to be held against the log.
    public : str, optional
        The public key from somewhere safer than `case.toml`.
    track : callable
        Wraps the holdings as their bytes are read; also told a label and their number.
    """
    folder = Path(folder)
    public = public if public is not None else _public(folder)
    try:
        log = _Reader(public_key(public), public)
    except KeyMissing as error:
        yield Fault("key", "case.toml", error.sentence)
        log = _Reader(None, public)
    if (folder / LOG).is_file():
        with (folder / LOG).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield from log.line(number, line)
        yield from _head(folder, log)
    else:
        yield Fault("log-missing", LOG, f"{folder / LOG} is not there.")
    for holding in track(list(log.holdings.values()), "verify", len(log.holdings)):
        yield from _bytes(folder, holding)
    yield from _strays(folder, log.holdings)
    if indexed is not None:
        yield from _index(indexed, log.holdings)
