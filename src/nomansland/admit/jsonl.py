"""JSON Lines: one object per report. A line that cannot be read is quarantined, the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from nomansland.admit.dates import iso_date
from nomansland.admit.decode import characters, digest_id, short_enough
from nomansland.admit.source import Source
from nomansland.admit.text import outlet_of
from nomansland.words import Link, Quarantined, Report
from nomansland.words.errors import AdmitError, BrokenSource, EmptySource, TooLarge

MAX_LINE = 8 * 1024 * 1024
KINDS = ("article", "telegram", "feed_item", "brief", "statement")
_TEXT_FIELDS = ("title", "language", "updated", "url", "canonical_url", "forwarded_from", "reply_to")
_KNOWN = {"id", "text", "kind", "outlet", "published", "authors", "tags", "links", "sensitivity"}
_KNOWN |= {"stated_publication", *_TEXT_FIELDS}


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _object(row: Any, name: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BrokenSource(f"{name} is not an object.", todo="One JSON object per line, with `id` and `text`.")
    if not isinstance(row.get("text"), str):
        raise BrokenSource(f"{name} has no `text`.", todo="Give each report's text as the string `text`.")
    if not row["text"].strip():
        raise EmptySource(f"{name} holds no text.")
    if any("\ud800" <= letter <= "\udfff" for letter in row["text"]):
        raise BrokenSource(f"{name} has half a character (a lone surrogate).", todo="Export it again as UTF-8.")
    return row


def _date(value: Any, name: str) -> str | None:
    if value is None or value == "":
        return None
    found = iso_date(value) if isinstance(value, str) else None
    if found is None:
        raise BrokenSource(f"{name}: `published` is {value!r}.", todo="Give it as YYYY-MM-DD, or null.")
    return found


def report_of(row: Any, name: str) -> Report:
    """The report of one object.

    Raises
    ------
    BrokenSource, EmptySource, TooLarge
        Where `text` is missing, empty or too long, or `published` is no date.
    """
    row = _object(row, name)
    outlet = row.get("outlet")
    outlet = outlet.get("name") if isinstance(outlet, dict) else outlet
    found = {field: row[field] for field in _TEXT_FIELDS if isinstance(row.get(field), str) and row[field]}
    text = short_enough(row["text"], name)
    given = row.get("id")
    kind = row.get("kind") or "article"
    if kind not in KINDS:
        raise BrokenSource(f"{name}: `kind` is {kind!r}.", todo=f"Use one of {', '.join(KINDS)}.")
    return Report(
        id=str(given) if given not in (None, "") else digest_id(found.get("url", ""), text),
        text=text,
        kind=kind,
        outlet=str(outlet) if outlet else outlet_of(found.get("url")),
        published=_date(row.get("published", row.get("stated_publication")), name),
        authors=_strings(row.get("authors")),
        tags=_strings(row.get("tags")),
        links=tuple(Link(url) for url in _strings(row.get("links"))),
        source=name,
        sensitivity=str(row.get("sensitivity") or ""),
        **found,
    )


def left_over(row: Any) -> set[str]:
    """Fields that nobody reads."""
    return set(row) - _KNOWN if isinstance(row, dict) else set()


def _lines(source: Source) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    with source.open() as stream:
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE)
                yield number, None
            elif line.strip():
                yield number, line


def _rows(line: bytes | None, name: str) -> list[Any]:
    if line is None:
        raise TooLarge(f"{name} is longer than 8 MiB.", todo="One report per line.")
    try:
        row = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        characters(line, name)
        raise BrokenSource(f"{name} is not JSON: {error}.", todo="One JSON object per line, UTF-8.") from error
    return row if isinstance(row, list) else [row]


def _whole_file(source: Source) -> list[Any] | None:
    """A `.json` file that is one array or one object over several lines; None where it is lines."""
    if source.path.suffix.lower() != ".json" or source.path.stat().st_size > MAX_LINE:
        return None
    with source.open() as stream:
        try:
            row = orjson.loads(stream.read())
        except orjson.JSONDecodeError:
            return None
    return row if isinstance(row, list) else [row]


def read(source: Source) -> Iterator[Report | Quarantined]:
    """Each line's report; a bad line comes back quarantined with its number."""
    rows = _whole_file(source)
    if rows is not None:
        numbered: Iterator[tuple[int, bytes | None]] = ((n, orjson.dumps(row)) for n, row in enumerate(rows, 1))
    else:
        numbered = _lines(source)
    for number, line in numbered:
        name = f"{source.name}#{number}"
        try:
            for row in _rows(line, name):
                report = report_of(row, name)
                rest = left_over(row)
                yield replace(report, notes=(f"fields not read: {', '.join(sorted(rest))}",)) if rest else report
        except AdmitError as error:
            yield Quarantined(name, error.code, str(error))
