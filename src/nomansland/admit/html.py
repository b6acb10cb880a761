"""Web pages saved as files: the article without its surroundings (`trafilatura`), with date, author and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nomansland.admit.dates import iso_date
from nomansland.admit.decode import MAX_BYTES, characters, short_enough, whole
from nomansland.admit.markup import parse, text_of
from nomansland.admit.source import Source
from nomansland.admit.text import outlet_of
from nomansland.words import Link, Passage, Quarantined, Report
from nomansland.words.errors import EmptySource

_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?([\w-]+)""", re.I)


def _article(markup: str) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _links(tree: Any, text: str) -> tuple[Link, ...]:
    """Links whose words stand exactly once in the kept text."""
    found = {}
    for anchor in tree.iter("a"):
        words = " ".join(anchor.text_content().split())
        if anchor.get("href") and len(words) > 3 and text.count(words) == 1:
            start = text.index(words)
            found[start] = Link(anchor.get("href"), Passage(words, start, start + len(words)))
    return tuple(found[start] for start in sorted(found))


def _attribute(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]).strip() or None if found else None


def read(source: Source) -> Iterator[Report | Quarantined]:
    """One report: title and article text; a page without an article is quarantined."""
    with source.open() as stream:
        data = whole(stream.read(MAX_BYTES + 1), source.name)
    declared = _CHARSET.search(data[:2048])
    markup = characters(data, source.name, declared.group(1).decode() if declared else None)
    tree = parse(markup)
    found = _article(markup)
    body = (found.text if found else "") or ""
    if not body.strip():
        body = text_of(tree.find("body"))[0] if tree.find("body") is not None else ""
    if not body.strip():
        raise EmptySource(f"{source.name} holds no article.", todo="Save the page again when it is fully loaded.")
    title = found.title if found else _attribute(tree, "//title/text()")
    text = body if not title or title in body[: len(title) + 200] else f"{title}\n{body}"
    url = _attribute(tree, "//link[@rel='canonical']/@href") or (found.url if found else None)
    language = (_attribute(tree, "/html/@lang") or "")[:2].lower()
    yield Report(
        id=source.stem,
        text=short_enough(text, source.name),
        language=language if language in ("en", "ru", "uk") else None,
        title=title,
        outlet=(found.sitename if found else None) or outlet_of(url),
        published=iso_date(found.date) if found else None,
        authors=tuple(part.strip() for part in (found.author or "").split(";") if part.strip()) if found else (),
        url=url,
        canonical_url=url,
        tags=tuple(tag for tag in (found.tags or ()) if tag) if found else (),
        links=_links(tree, text),
        source=source.name,
    )
