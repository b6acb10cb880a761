"""Bytes to characters, strictly: what is not what it says is refused, not guessed."""

from __future__ import annotations

import codecs
import hashlib

from nomansland.words.errors import BrokenSource, EmptySource, TooLarge

MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _looks_like(data: bytes) -> str:
    try:
        text = data[:4000].decode("cp1251")
    except UnicodeDecodeError:
        return ""
    cyrillic = sum("а" <= letter.lower() <= "я" for letter in text)
    return " It looks like windows-1251." if cyrillic * 3 > len(text) else ""


def characters(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of the bytes: UTF-8, UTF-16 with a mark, or the encoding that the source itself declares.

    Line ends and every other character stay as they are, so that offsets into the text are stable.

    Raises
    ------
    BrokenSource
        Where the bytes are not text in that encoding.
    EmptySource
        Where there is nothing but white space.
    """
    encoding = next((found for bom, found in _BOMS if data.startswith(bom)), declared or "utf-8")
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        todo = f"Convert it to UTF-8 and try again.{_looks_like(data)}"
        raise BrokenSource(f"{name} is not {encoding} text: {error}.", todo=todo) from error
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise BrokenSource(f"{name} is binary, not text.", todo="Save its text as .txt, UTF-8.")
    if not text.strip():
        raise EmptySource(f"{name} holds no text.", todo="Get it from where it came from again.")
    return text


def short_enough(text: str, name: str) -> str:
    """The text, if one report can be that long (2,000,000 characters).

    Raises
    ------
    TooLarge
        Where it is longer.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"{name} has {len(text):,} characters.", todo="Cut it into its reports (limit 2,000,000 each).")
    return text


def whole(stream_bytes: bytes, name: str) -> bytes:
    """The bytes, if they are within the limit of 32 MiB for a source that is read whole."""
    if len(stream_bytes) > MAX_BYTES:
        raise TooLarge(f"{name} is larger than 32 MiB.", todo="Cut it into its reports.")
    return stream_bytes


def digest_id(*parts: str) -> str:
    """`r-` and 12 hex digits of the SHA-256 of the parts, for a report without an id of its own."""
    return "r-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
