"""RSS and Atom feeds, read from bytes: nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from time import strftime
from typing import Any

from nomansland.admit.decode import MAX_BYTES, short_enough, whole
from nomansland.admit.markup import parse, text_of
from nomansland.admit.source import Source
from nomansland.words import Quarantined, Report
from nomansland.words.errors import AdmitError, BrokenSource, EmptySource


def _day(entry: Any, field: str) -> str | None:
    parsed = entry.get(f"{field}_parsed")
    return strftime("%Y-%m-%d", parsed) if parsed else None


def _body(entry: Any) -> str:
    content = entry.get("content")
    markup = content[0].get("value", "") if content else entry.get("summary", "")
    return text_of(parse(markup))[0] if markup.strip() else ""


def _report(entry: Any, outlet: str | None, language: str | None, name: str) -> Report:
    title = " ".join(entry.get("title", "").split())
    body = _body(entry)
    text = body if not title or body.startswith(title) else f"{title}\n{body}".rstrip()
    if not text:
        raise EmptySource(f"{name} holds no text.")
    address = entry.get("link") or None
    key = entry.get("id") or address or text
    return Report(
        id="feed-" + hashlib.sha256(key.encode()).hexdigest()[:12],
        text=short_enough(text, name),
        kind="feed_item",
        language=language,
        title=title or None,
        outlet=outlet,
        published=_day(entry, "published") or _day(entry, "updated"),
        updated=_day(entry, "updated") if entry.get("published_parsed") else None,
        authors=tuple(author["name"] for author in entry.get("authors", ()) if author.get("name")),
        url=address,
        tags=tuple(tag["term"] for tag in entry.get("tags", ()) if tag.get("term")),
        source=name,
    )


def read(source: Source) -> Iterator[Report | Quarantined]:
    """Every entry; a feed that is cut off gives its whole entries and one `Quarantined`."""
    import feedparser

    with source.open() as stream:
        data = whole(stream.read(MAX_BYTES + 1), source.name)
    feed = feedparser.parse(BytesIO(data), resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise BrokenSource(f"{source.name} is not a feed: {feed.bozo_exception}.", todo="Save the feed again.")
    language = (feed.feed.get("language") or "")[:2].lower()
    for number, entry in enumerate(feed.entries, 1):
        name = f"{source.name}#{number}"
        try:
            yield _report(entry, feed.feed.get("title"), language if language in ("en", "ru", "uk") else None, name)
        except AdmitError as error:
            yield Quarantined(name, error.code, str(error))
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = f"{source.name} is damaged: {feed.bozo_exception}. {len(feed.entries)} entries read; save it again."
        yield Quarantined(source.name, "broken", reason)
