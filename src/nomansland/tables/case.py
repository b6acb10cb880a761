"""A case: a folder with `case.toml`, its database, `holdings/` and `custody.log`. Nothing here loads Django."""

from __future__ import annotations

import os
import tomllib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nomansland.archive.disk import replace_file
from nomansland.archive.keys import load_key, make_key
from nomansland.words.errors import CaseError, KeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from nomansland.archive.store import Store

FILE = "case.toml"
WARNING = """\
A lost or seized computer gives away every report, quote, name and place in this case to whoever starts it:
nothing in the folder is encrypted. Keep it on an encrypted disk (LUKS, FileVault, BitLocker), switch the computer off
when you cross a border, and do not put private chats into the case: they are refused until sources can be sealed."""
_TOML = """\
# A case of nomansland. Copying this folder copies the case; the signing key is kept elsewhere.
version = 1
id = "{id}"
made = "{made}"
# The public half of the signing key: whoever has it can check the custody log.
key = "{key}"
# A team names a PostgreSQL server instead: database = "postgresql://user@host/name" (password in ~/.pgpass).
# database = "case.sqlite3"
# Who must sign in, for how long, and a team behind a proxy: tables [people] and [desk], the last things in this file.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A folder and what its `case.toml` says.

    Parameters
    ----------
    folder : Path
        Absolute path.
    toml : dict
        The parsed file: `version`, `id`, `made`, `key`, and where set `database`.
    """

    folder: Path
    toml: dict[str, Any]

    @property
    def id(self) -> str:
        """UUID of the case."""
        return str(self.toml.get("id", ""))

    @property
    def public_key(self) -> str:
        """Public half of the signing key as text; empty in a case that has none."""
        return str(self.toml.get("key", ""))

    @property
    def database(self) -> str:
        """`postgresql://…`, or the path of an SQLite file relative to the folder."""
        return str(self.toml.get("database", "case.sqlite3"))

    @property
    def holdings(self) -> Path:
        """Where the archive keeps bytes."""
        return self.folder / "holdings"

    def key(self) -> Ed25519PrivateKey:
        """The signing key. Raises KeyMissing where it is not on this machine."""
        if not self.public_key:
            raise KeyMissing(f"{self.folder / FILE} names no key.", todo="Make a case with `nomansland init`.")
        return load_key(self.public_key)

    def store(self, read_only: bool = False) -> Store:
        """The archive of the case. Raises KeyMissing where its key is not here, unless it is only to be read."""
        from nomansland.archive.store import Store

        return Store(self.folder, None if read_only else self.key())

    @classmethod
    def create(cls, folder: Path | str) -> Case:
        """Make a case in a new or empty folder; a folder that already is a case is opened as it is.

        Raises
        ------
        CaseError
            Where the folder holds something else or cannot be written.
        """
        path = Path(folder).absolute()
        if (path / FILE).is_file():
            return cls.open(path)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise CaseError(f"{path} is not empty and is no case.", todo="Name a new folder.")
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            (path / "holdings").mkdir(mode=0o700)
            made = datetime.now(UTC).isoformat(timespec="seconds")
            text = _TOML.format(id=uuid.uuid4(), made=made, key=make_key())
            replace_file(path / FILE, text.encode())
        except OSError as error:
            raise CaseError(f"{path} cannot be made: {error}.") from error
        case = cls.open(path)
        case.store().begin(case.id, case.public_key)
        return case

    @classmethod
    def open(cls, folder: Path | str) -> Case:
        """The case in a folder. Raises CaseError where there is none or its file cannot be read."""
        path = Path(folder).absolute()
        try:
            toml = tomllib.loads((path / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise CaseError(f"{path} is no case.", todo=f"Make one with `nomansland init {folder}`.") from error
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CaseError(f"{path / FILE} cannot be read: {error}.") from error
        if toml.get("version") != 1:
            raise CaseError(f"{path / FILE} is of version {toml.get('version')!r}; this program knows version 1.")
        return cls(path, toml)

    @classmethod
    def find(cls, option: Path | str | None = None, start: Path | None = None) -> Case:
        """The case of a command: `option`, else `NOMANSLAND_CASE`, else the nearest `case.toml` upwards from `start`.

        Raises
        ------
        CaseError
            Where none is found; the sentence names `init`.
        """
        named = option or os.environ.get("NOMANSLAND_CASE")
        if named:
            return cls.open(named)
        here = (start or Path.cwd()).absolute()
        for folder in (here, *here.parents):
            if (folder / FILE).is_file():
                return cls.open(folder)
        raise CaseError(f"No case in {here} or above it.", todo="Make one with `nomansland init CASE`, or use --case.")
