"""What a form brings in: pasted text and files become sources on disk, for `admit` to read as it reads any other."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from nomansland.admit.decode import MAX_BYTES, MAX_CHARACTERS
from nomansland.words.errors import AdmitError, EmptySource, TooLarge

MOST_BYTES = 2 * MAX_BYTES
_FIELDS = ("title", "outlet", "published", "url")
_LONGEST_NAME = 120
_LONGEST_FIELD = 1000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one form: ids of reports, what was set aside (source, code, reason), notes."""

    reports: tuple[str, ...]
    aside: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text from a form and what the person says about it."""

    text: str
    said: dict[str, str]

    @classmethod
    def read(cls, form: Mapping[str, Any]) -> Pasted:
        """From the fields of a form; line ends become those of the text before a browser changed them.

        Raises
        ------
        TooLarge, AdmitError
            Where the text is too long, or the day is none.
        """
        text = str(form.get("text", "")).replace("\r\n", "\n")
        if len(text) > MAX_CHARACTERS:
            raise TooLarge(
                f"The text has {len(text)} characters; at most {MAX_CHARACTERS} can be pasted.",
                todo="Save it as a file for each report and choose the files.",
            )
        said = {name: " ".join(str(form.get(name, "")).split())[:_LONGEST_FIELD] for name in _FIELDS}
        if said["published"] and not _DAY.fullmatch(said["published"]):
            raise AdmitError(f"{said['published']!r} is no day.", todo="Write it as YYYY-MM-DD, or leave it empty.")
        return cls(text, {name: value for name, value in said.items() if value})

    def save(self, folder: Path) -> Path:
        """One file: the text as it is, or with what is said about it as one line of JSON."""
        name = f"pasted-{sha256(self.text.encode(errors='surrogatepass')).hexdigest()[:12]}"
        if not self.said:
            path = folder / f"{name}.txt"
            path.write_bytes(self.text.encode("utf-8", "surrogatepass"))
            return path
        path = folder / f"{name}.jsonl"
        path.write_bytes(orjson.dumps({"text": self.text, **self.said}) + b"\n")
        return path


def safe_name(name: str) -> str:
    """A file name that names no other folder and is not hidden; its suffix stays, since it tells the kind."""
    bare = "".join(letter for letter in Path(name.replace("\\", "/")).name if letter.isprintable()).lstrip(". ")
    path = Path(bare or "file")
    return path.stem[:_LONGEST_NAME] + path.suffix[:20]


@contextmanager
def on_disk(case: Path, pasted: Pasted, files: Iterable[Any]) -> Iterator[list[str]]:
    """Paths of what came in, inside the case's own folder, so that nothing lies elsewhere; gone afterwards.

    Raises
    ------
    EmptySource
        Where there is neither text nor file.
    """
    given = list(files)
    if not given and not pasted.text.strip():
        raise EmptySource("Nothing came in.", todo="Paste the text of a report, or choose one or more files.")
    folder = Path(tempfile.mkdtemp(prefix=".incoming-", dir=case))
    try:
        paths = [str(pasted.save(folder))] if pasted.text.strip() else []
        for number, file in enumerate(given):
            path = folder / str(number) / safe_name(file.name or "")
            path.parent.mkdir()
            with path.open("wb") as out:
                shutil.copyfileobj(file, out)
            paths.append(str(path))
        yield paths
    finally:
        shutil.rmtree(folder, ignore_errors=True)
