"""Telegram Desktop export, `result.json`: one public channel, streamed message by message.

Private chats and whole-account exports are refused before a message is read: their people cannot be protected yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from nomansland.admit.dates import iso_date, unix_date
from nomansland.admit.decode import short_enough
from nomansland.admit.source import Source
from nomansland.words import Link, Media, Passage, Quarantined, Report
from nomansland.words.errors import AdmitError, BrokenSource, PrivateSource

PUBLIC = ("public_channel", "public_supergroup")
_MEDIA = ("photo", "file")


def refuse_private(name: str, kind: str) -> PrivateSource:
    """The error for a chat that is not public."""
    return PrivateSource(
        f"{name} is a {kind} and was not kept: people in it have not agreed to be read by others.",
        todo="Only public channels can be taken in until sources can be sealed.",
    )


def _channel(stream: BinaryIO, name: str) -> dict[str, str]:
    """`name`, `type`, `id` of the chat, read up to its first message."""
    import ijson

    found: dict[str, str] = {}
    try:
        for prefix, _, value in ijson.parse(stream):
            if prefix == "chats":
                raise refuse_private(name, "whole-account export")
            if prefix == "messages":
                break
            if prefix in ("name", "type", "id") and value is not None:
                found[prefix] = str(value)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise BrokenSource(f"{name} is damaged before its first message: {error}.", todo="Export it again.") from error
    kind = found.get("type")
    if kind is None:
        raise BrokenSource(
            f"{name} does not say what chat it is.", todo="Export the channel again with Telegram Desktop."
        )
    if kind not in PUBLIC:
        raise refuse_private(name, kind.replace("_", " "))
    return found


def _body(message: dict[str, Any]) -> tuple[str, tuple[Link, ...]]:
    """The text of a message and its links with the characters they stand on."""
    parts = message.get("text_entities") or message.get("text") or ""
    if isinstance(parts, str):
        return parts, ()
    text, links = "", []
    for part in parts:
        piece = part if isinstance(part, str) else str(part.get("text", ""))
        kind = None if isinstance(part, str) else part.get("type")
        url = part.get("href") if kind == "text_link" else piece if kind in ("link", "mention") else None
        if url:
            links.append(Link(str(url), Passage(piece, len(text), len(text) + len(piece))))
        text += piece
    return text, tuple(links)


def _media(message: dict[str, Any]) -> tuple[Media, ...]:
    found = [
        Media(str(message.get("media_type", field)), str(message[field])) for field in _MEDIA if message.get(field)
    ]
    return tuple(found)


def _report(message: dict[str, Any], channel: dict[str, str], name: str) -> Report | None:
    text, links = _body(message)
    if message.get("type") != "message" or not text.strip():
        return None
    prefix = f"tg-{channel.get('id', '0')}"
    reply = message.get("reply_to_message_id")
    edited = message.get("edited_unixtime") or message.get("edited")
    return Report(
        id=f"{prefix}-{message['id']}",
        text=short_enough(text, name),
        kind="telegram",
        outlet=channel.get("name"),
        published=iso_date(message.get("date")) or unix_date(message.get("date_unixtime")),
        updated=(iso_date(str(edited)) or unix_date(edited)) if edited else None,
        authors=(str(message["author"]),) if message.get("author") else (),
        links=links,
        media=_media(message),
        forwarded_from=message.get("forwarded_from"),
        reply_to=f"{prefix}-{reply}" if reply else None,
        source=name,
    )


def _messages(source: Source, channel: dict[str, str]) -> Iterator[Report | Quarantined]:
    import ijson

    read = 0
    with source.open() as stream:
        try:
            for message in ijson.items(stream, "messages.item"):
                read += 1
                name = f"{source.name}#{message.get('id', read) if isinstance(message, dict) else read}"
                try:
                    if not isinstance(message, dict) or "id" not in message:
                        raise BrokenSource(f"{name} is not a message.", todo="Export the channel again.")
                    report = _report(message, channel, name)
                except AdmitError as error:
                    yield Quarantined(name, error.code, str(error))
                    continue
                if report is not None:
                    yield report
        except (ijson.JSONError, UnicodeDecodeError) as error:
            reason = (
                f"{source.name} is damaged after {read} messages: {error}. Export it again; what came before is read."
            )
            yield Quarantined(source.name, "broken", reason)


def read(source: Source) -> Iterator[Report | Quarantined]:
    """Every message with text; service messages and bare media hold no report."""
    with source.open() as stream:
        channel = _channel(stream, source.name)
    yield from _messages(source, channel)
