"""Digests: paragraphs that each open an item of their own, so that no source is carried from one into the next."""

from __future__ import annotations

import re

from nomansland.extract.document import Document

# a bullet, an emoji or a number, or a heading of up to three words that ends in a full stop or a colon
_OPENS = re.compile(
    r"\s*(?:[•▪▫◾◽●○■□►▶‣]\s*"
    r"|[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f1e6-\U0001f1ff]*\s"
    r"|\(?(?:\d{1,2}|[a-zа-я])\)\s|\d{1,2}\.\s|§\s?\d+\.?\s"
    r"|[A-ZА-ЯЁІЇЄҐ][\w'’-]*(?:\s[\w'’-]+){0,2}[.:]\s)"
)
_SAID = re.compile(r"[^.:\n]*:\s*[«“„\"]")
_LEAST = 3


def items_of(doc: Document) -> frozenset[int]:
    """The paragraphs that open an item of a digest; none for any other report."""
    heads: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(doc.paragraphs):
        opens = _OPENS.match(doc.text, start, end)
        if number and opens and not _SAID.match(doc.text, start, end):
            heads.setdefault(opens.group().strip().lower(), []).append(number)
    # who is named again and again takes turns in a talk
    found = [row for head, rows in heads.items() for row in rows if len(rows) == 1 or not head[-2:-1].isalpha()]
    return frozenset(found if len(found) >= _LEAST and 2 * len(found) >= len(doc.paragraphs) - 1 else ())
