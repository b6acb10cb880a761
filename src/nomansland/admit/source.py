"""A source on disk: where its bytes are, and the folders that hold sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nomansland.words.errors import AdmitError, BrokenSource, EmptySource

HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """One file to take in; `name` is how people will see it named.

    `attachment` is True for a picture, style or script that lies in the folder of an export: it is kept, and holds
    no report of its own.
    """

    path: Path
    name: str
    attachment: bool = False

    def open(self) -> BinaryIO:
        """The bytes, as a stream.

        Raises
        ------
        BrokenSource
            Where the file cannot be opened.
        """
        try:
            return self.path.open("rb")
        except OSError as error:
            raise BrokenSource(
                f"{self.name} cannot be opened: {error.strerror}.", todo="Check its permissions."
            ) from error

    def head(self) -> bytes:
        """The first 64 KiB.

        Raises
        ------
        EmptySource
            Where there are none, or nothing but white space.
        """
        with self.open() as stream:
            head = stream.read(HEAD)
        if not head.strip():
            raise EmptySource(f"{self.name} is empty.", todo="Get it from where it came from again.")
        return head

    @property
    def stem(self) -> str:
        """File name without its suffix, the id of a source that holds one report and names none."""
        return self.path.stem


def _attached(path: Path, root: Path) -> bool:
    """True for a file of an export's folder that is not one of its message files."""
    if path.name == "result.json" or re.fullmatch(r"messages\d*\.html", path.name):
        return False
    folders = [folder for folder in path.parents if folder == root or root in folder.parents]
    return any((folder / name).exists() for folder in folders for name in ("result.json", "messages.html"))


def walk(paths: Iterable[Path | str]) -> Iterator[Source]:
    """Every file named, and every file below every folder named, in a stable order; hidden files are passed over.

    Raises
    ------
    AdmitError
        Where a path does not exist or is an address: nothing is fetched unless it was asked for by a command.
    """
    for given in paths:
        text = str(given)
        if "://" in text or text.startswith(("http:/", "https:/")):
            raise AdmitError(f"{text} is an address.", todo="Save the page as a file and name the file.")
        path = Path(given)
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
                if found.is_file() and not hidden:
                    yield Source(found, str(Path(path.name) / found.relative_to(path)), _attached(found, path))
        elif path.exists():
            yield Source(path, path.name)
        else:
            raise AdmitError(f"{text} does not exist.", todo="Check the path.")
