"""Telegram Desktop export in HTML, `messages.html` and its continuations.

The HTML form does not say whether the chat is public. A channel speaks with one voice, its own: where messages carry
other names than the page's title, it is a chat of people and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nomansland.admit.dates import iso_date
from nomansland.admit.decode import MAX_BYTES, characters, digest_id, short_enough, whole
from nomansland.admit.markup import parse, text_of
from nomansland.admit.source import Source
from nomansland.admit.telegram_json import refuse_private
from nomansland.words import Media, Quarantined, Report
from nomansland.words.errors import BrokenSource


def _first(node: Any, path: str) -> Any:
    found = node.xpath(path)
    return found[0] if found else None


def _class(name: str) -> str:
    return f"contains(concat(' ',normalize-space(@class),' '),' {name} ')"


def _words(node: Any) -> str | None:
    return " ".join(node.text_content().split()) or None if node is not None else None


def _own_name(body: Any) -> str | None:
    return _words(_first(body, f"./div[{_class('from_name')}]"))


def _forwarded(body: Any) -> tuple[Any, str | None]:
    inner = _first(body, f"./div[{_class('forwarded')}]")
    if inner is None:
        return body, None
    name = _first(inner, f"./div[{_class('from_name')}]")
    return inner, (name.text or "").strip() or None if name is not None else None


def _report(message: Any, channel: str, source: Source) -> Report | None:
    body = _first(message, f"./div[{_class('body')}]")
    if body is None:
        return None
    inner, forwarded = _forwarded(body)
    holder = _first(inner, f"./div[{_class('text')}]")
    if holder is None:
        return None
    text, links = text_of(holder)
    if not text:
        return None
    number = str(message.get("id", "")).removeprefix("message")
    prefix = "tgh-" + digest_id(channel)[2:10]
    reply = _first(body, f".//div[{_class('reply_to')}]//a/@href")
    replied = re.search(r"message(-?\d+)", str(reply)) if reply is not None else None
    stamp = _first(body, f"./div[{_class('date')}]/@title")
    media = tuple(Media("file", str(href)) for href in inner.xpath(f".//div[{_class('media_wrap')}]//a/@href"))
    return Report(
        id=f"{prefix}-{number}",
        text=short_enough(text, source.name),
        kind="telegram",
        outlet=channel,
        published=iso_date(str(stamp)) if stamp is not None else None,
        links=links,
        media=media,
        forwarded_from=forwarded,
        reply_to=f"{prefix}-{replied.group(1)}" if replied else None,
        source=f"{source.name}#{number}",
    )


def read(source: Source) -> Iterator[Report | Quarantined]:
    """Every message with text."""
    with source.open() as stream:
        tree = parse(characters(whole(stream.read(MAX_BYTES + 1), source.name), source.name))
    channel = _words(_first(tree, f"//div[{_class('page_header')}]//div[{_class('text')}]"))
    if not channel:
        raise BrokenSource(f"{source.name} does not name its channel.", todo="Export it again with Telegram Desktop.")
    messages = tree.xpath(f"//div[{_class('message')} and {_class('default')}]")
    names = {_own_name(body) for message in messages for body in message.xpath(f"./div[{_class('body')}]")}
    if names - {channel, None}:
        raise refuse_private(source.name, "chat of several people")
    for message in messages:
        report = _report(message, channel, source)
        if report is not None:
            yield report
