"""Which kind of source it is, told by suffix and first bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nomansland.admit.source import Source
from nomansland.words.errors import UnknownKind

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
    b"WARC/": "a web archive",
    b"\x7fELF": "a program",
}
# A kind that has a reader, under its own suffix.
_OWN = {b"%PDF": ".pdf"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source and the module of this package that reads it."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    label: str
    holds: tuple[re.Pattern[bytes], ...] = ()
    all: bool = False

    def takes(self, suffix: str, head: bytes) -> bool:
        """True where suffix and first bytes fit."""
        if suffix not in self.suffixes:
            return False
        found = [bool(pattern.search(head)) for pattern in self.holds]
        return not found or (all(found) if self.all else any(found))


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are tried."""
    import yaml

    rows = yaml.safe_load(files("nomansland.admit").joinpath("kinds.yaml").read_text("utf-8"))
    return tuple(
        Kind(
            row["name"],
            row["module"],
            tuple(row["suffixes"]),
            row["label"],
            tuple(re.compile(pattern.encode()) for pattern in row.get("holds", ())),
            row.get("all", False),
        )
        for row in rows
    )


def identify(source: Source) -> Kind:
    """The kind that reads the source.

    Raises
    ------
    EmptySource, UnknownKind
        Where there is nothing in it, or no kind takes it.
    """
    head = source.head()
    suffix = source.path.suffix.lower()
    for magic, what in _MAGIC.items():
        if head.startswith(magic) and suffix != _OWN.get(magic):
            told = f"{source.name} is {what}, which is not read"
            if magic in _OWN:
                raise UnknownKind(f"{told} under this name.", todo=f"Give it the suffix {_OWN[magic]}.")
            raise UnknownKind(f"{told} yet.", todo="Save its text as .txt, UTF-8.")
    for kind in kinds():
        if kind.takes(suffix, head):
            return kind
    names = ", ".join(sorted({suffix for kind in kinds() for suffix in kind.suffixes}))
    raise UnknownKind(
        f"{source.name} is of no known kind (suffix {suffix or 'missing'!r}).", todo=f"Known suffixes: {names}."
    )
