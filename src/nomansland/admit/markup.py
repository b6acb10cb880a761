"""HTML to text with stable offsets: no entities fetched, no network, no scripts."""

from __future__ import annotations

import re
from typing import Any

from nomansland.words import Link, Passage

_BLOCKS = frozenset("p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article header footer pre".split())
_SILENT = frozenset("script style template noscript iframe object".split())


def parse(markup: str) -> Any:
    """The element tree of an HTML text (`lxml`, network off)."""
    import lxml.html

    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    return lxml.html.document_fromstring(cleaned or "<html></html>", parser=parser)


class _Writer:
    """Text as it is written down, a line per block."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.spans: list[tuple[str, int, int]] = []

    def add(self, text: str | None) -> None:
        folded = re.sub(r"\s+", " ", text or "")
        if not self.pieces or self.pieces[-1].endswith(("\n", " ")):
            folded = folded.lstrip()
        if folded:
            self.pieces.append(folded)
            self.length += len(folded)

    def newline(self) -> None:
        if not self.pieces or self.pieces[-1].endswith("\n"):
            return
        bare = self.pieces[-1].rstrip(" ")
        self.length += len(bare) + 1 - len(self.pieces[-1])
        self.pieces[-1] = bare + "\n"

    def visit(self, node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            return
        block = node.tag in _BLOCKS
        if block:
            self.newline()
        start = self.length
        self.add(node.text)
        for child in node:
            self.visit(child)
            self.add(child.tail)
        if node.tag == "a" and node.get("href"):
            self.spans.append((node.get("href"), start, self.length))
        if block:
            self.newline()


def text_of(element: Any) -> tuple[str, tuple[Link, ...]]:
    """The text of an element, a line per block, and its links with the characters they stand on."""
    writer = _Writer()
    writer.visit(element)
    text = "".join(writer.pieces).rstrip()
    links = (
        Link(url, Passage(text[start:end], start, min(end, len(text))))
        for url, start, end in writer.spans
        if text[start:end].strip()
    )
    return text, tuple(links)
