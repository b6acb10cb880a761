"""Plain text, with the header line that some collections put first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from nomansland.admit.dates import iso_date
from nomansland.admit.decode import MAX_BYTES, characters, short_enough, whole
from nomansland.admit.source import Source
from nomansland.words import Quarantined, Report

_HEADER = re.compile(
    r"^(?P<title>[^\n]*?)\s*\bDate:[ \t]*(?P<date>[^\n]*?)[ \t]+Source:[ \t]*(?P<source>\S+)"
    r"(?:[ \t]+Author:[ \t]*(?P<author>[^\n]*?))?(?:[ \t]+Tags:[ \t]*(?P<tags>[^\n]*))?[ \t]*(?:\n|$)"
)
_FIELD = re.compile(r"(?P<name>Title|Date|Source|URL|Outlet|Author|Language|Tags):[ \t]*(?P<value>[^\n]*)\n", re.I)


def outlet_of(url: str | None) -> str | None:
    """The host of an address without `www.`: the outlet's name where the source gives no better one."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _block(text: str) -> dict[str, str]:
    found, position = {}, 0
    while match := _FIELD.match(text, position):
        found[match["name"].lower()] = match["value"].strip()
        position = match.end()
    return found if len(found) > 1 else {}


def header(text: str) -> dict[str, str]:
    """What the header says: `title`, `date`, `source`, `author`, `tags`, `outlet`, `language`, where given.

    Two forms are read: all on the first line (`TITLE Date: … Source: … Tags: …`), or a field a line.
    """
    match = _HEADER.match(text)
    if match:
        return {name: value.strip() for name, value in match.groupdict().items() if value and value.strip()}
    return _block(text)


def read(source: Source) -> Iterator[Report | Quarantined]:
    """One report; its text is the file as it is, header included."""
    with source.open() as stream:
        data = whole(stream.read(MAX_BYTES + 1), source.name)
    text = short_enough(characters(data, source.name), source.name)
    said = header(text)
    url = said.get("source") or said.get("url")
    url = url if url and "://" in url else None
    first = text.lstrip().split("\n", 1)[0].strip()
    tags = tuple(tag.strip() for tag in said.get("tags", "").split(",") if tag.strip())
    yield Report(
        id=source.stem,
        text=text,
        title=said.get("title") or (first if not said and len(first) <= 160 else None),
        outlet=said.get("outlet") or outlet_of(url),
        published=iso_date(said.get("date")),
        authors=(said["author"],) if "author" in said else (),
        language=said.get("language"),
        url=url,
        tags=tags,
        source=source.name,
    )
