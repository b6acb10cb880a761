"""The content-addressed store: `holdings/ab/abcd…`, one file for the same bytes.

Order on disk: temporary file, fsync, rename, fsync of the folder, line of the log, head. Only then is a holding
acknowledged. What an interruption leaves is a temporary file (swept), or a file that no line names (the next keep of
the same bytes names it), or a line beyond the head (sealed next time).
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nomansland.archive.disk import in_use, locked, make_folder, sync_folder
from nomansland.archive.entry import holding_of
from nomansland.archive.log import Log
from nomansland.words import Holding
from nomansland.words.errors import ArchiveError, CustodyFault, KeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOCK, INCOMING = "custody.lock", ".incoming"
_CHUNK = 1 << 20


def _nothing(_: str) -> None:
    return None


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as data:
        return file_digest(data, "sha256").hexdigest()


class Store:
    """The holdings of one case.

    Parameters
    ----------
    folder : Path
        The case.
    key : Ed25519PrivateKey or None
        Without it the store can be read, not added to.
    point : callable
        Told the name of each point of `keep` as it is passed (`written`, `synced`, `renamed`, `placed`, `logged`,
        `sealed`); tests interrupt there.

    Raises
    ------
    CustodyFault
        Where the log is damaged: nothing is added to it.
    """

    def __init__(
        self, folder: Path, key: Ed25519PrivateKey | None = None, point: Callable[[str], object] = _nothing
    ) -> None:
        self.folder, self.holdings_folder = folder, folder / "holdings"
        self.incoming = self.holdings_folder / INCOMING
        self._log, self._point, self._lock = Log(folder, key), point, folder / LOCK
        self.swept: tuple[str, ...] = ()
        if key is None:
            self._log.refresh()
            return
        make_folder(self.holdings_folder)
        make_folder(self.incoming)
        with locked(self._lock):
            self.swept = self._sweep()
            self._recover()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open between calls."""

    def begin(self, case: str, public: str) -> None:
        """Write the first line of a new case's log: its id and public key."""
        with locked(self._lock):
            if self._log.seq:
                raise ArchiveError(f"{self.folder} has a custody log already.")
            self._log.append("begun", {"case": case, "key": public})
            self._log.seal()

    def keep(
        self, data: Path | str | bytes | BinaryIO, source: str, media_type: str, quarantine: str | None = None
    ) -> Holding:
        """Keep bytes. The same bytes again add nothing, unless their quarantine changed.

        Parameters
        ----------
        data : Path, str, bytes or binary stream
            A file (by path), the bytes themselves, or a stream, which is read in pieces.
        source : str
            Where they came from, as a person would name it.
        media_type : str
            IANA media type, or the admitter's guess at it.
        quarantine : str or None
            Code of the reason why they could not be read.

        Raises
        ------
        ArchiveError
            Where they could not be kept: then nothing is acknowledged. KeyMissing without the key.
        """
        if self._log.key is None:
            raise KeyMissing("Without the signing key nothing can be archived.", todo="Set NOMANSLAND_KEYS.")
        try:
            if isinstance(data, (str, Path)):
                with Path(data).open("rb") as stream:
                    return self._keep(stream, source, media_type, quarantine)
            return self._keep(BytesIO(data) if isinstance(data, bytes) else data, source, media_type, quarantine)
        except OSError as error:
            raise ArchiveError(f"{source} could not be kept: {error}.") from error

    def _keep(self, stream: BinaryIO, source: str, media_type: str, quarantine: str | None) -> Holding:
        temporary, handle = self._incoming()
        try:
            name, size = self._receive(stream, handle)
            with locked(self._lock):
                self._recover()
                known = self._log.holdings.get(name)
                if known is not None and known.quarantine == quarantine:
                    self._check(known)
                    return known
                self._place(temporary, name)
                body = {"sha256": name, "size": size, "media_type": media_type, "quarantine": quarantine}
                body["source"] = source.encode("utf-8", "backslashreplace").decode()
                made = holding_of(self._log.append("received", body))
                self._point("logged")
                self._log.seal()
                self._point("sealed")
        finally:
            os.close(handle)
            temporary.unlink(missing_ok=True)
        if made is None:
            raise ArchiveError(f"{source} was logged and cannot be read back.")
        return made

    def _incoming(self) -> tuple[Path, int]:
        """A temporary file, locked by us from its birth so that no other process sweeps it."""
        with locked(self._lock):
            temporary = self.incoming / f"{os.getpid()}-{secrets.token_hex(8)}"
            handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
        return temporary, handle

    def _receive(self, stream: BinaryIO, handle: int) -> tuple[str, int]:
        digest, size = sha256(), 0
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(handle, rest) :]
        self._point("written")
        os.fsync(handle)
        self._point("synced")
        return digest.hexdigest(), size

    def _place(self, temporary: Path, name: str) -> None:
        target = self.path(name)
        make_folder(target.parent)
        temporary.chmod(0o400)
        temporary.replace(target)
        self._point("renamed")
        sync_folder(target.parent)
        self._point("placed")

    def _check(self, holding: Holding) -> None:
        path = self.path(holding.sha256)
        if not path.is_file() or hash_of(path) != holding.sha256:
            raise CustodyFault(f"The kept bytes of {holding.sha256} are damaged.", todo="Run `nomansland verify`.")

    def _recover(self) -> None:
        torn = self._log.refresh()
        if torn:
            self._log.cut_torn(torn)
        if self._log.sealed < self._log.seq:
            self._log.seal()

    def _sweep(self) -> tuple[str, ...]:
        """Remove what interrupted keeps left; what a living process is writing stays."""
        swept = []
        for path in sorted(self.incoming.iterdir()):
            if not in_use(path):
                path.unlink(missing_ok=True)
                swept.append(path.name)
        return tuple(swept)

    def path(self, name: str) -> Path:
        """Where the bytes of a hash are kept."""
        return self.holdings_folder / name[:2] / name

    def read(self, name: str) -> bytes:
        """The bytes of a holding, checked against their hash.

        Raises
        ------
        CustodyFault
            Where they are missing or not the bytes that were kept.
        """
        try:
            data = self.path(name).read_bytes()
        except OSError as error:
            raise CustodyFault(f"The bytes of {name} are missing.", todo="Run `nomansland verify`.") from error
        if sha256(data).hexdigest() != name:
            raise CustodyFault(f"The kept bytes of {name} are damaged.", todo="Run `nomansland verify`.")
        return data

    def __iter__(self) -> Iterator[Holding]:
        """The holdings, each as its newest line tells it."""
        return iter(tuple(self._log.holdings.values()))

    def __len__(self) -> int:
        return len(self._log.holdings)
