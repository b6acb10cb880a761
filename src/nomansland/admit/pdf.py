"""A PDF with text: its pages in order, the lines of a paragraph joined. A scan without text is kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nomansland.admit.decode import MAX_BYTES, short_enough, whole
from nomansland.admit.pdfium import PdfFault, texts
from nomansland.admit.source import Source
from nomansland.words import Quarantined, Report
from nomansland.words.errors import BrokenSource, EmptySource

# What PDFium writes where a word was cut at the end of a line.
_CUT = re.compile("[\ufffe\x02\xad]\n?")
_HYPHEN = re.compile(r"(?<=\w)-\n(?=[a-zа-яіїєґё])")
_ENDS = (".", "!", "?", ":", "…", "»", "”", '"')
_SHORT = 0.72


def paragraphs(page: str) -> str:
    """The text of a page with one line for a paragraph.

    A line goes on in the next one unless it ends a sentence well before the widest line does, or a blank line follows.
    """
    text = _HYPHEN.sub("", _CUT.sub("", page.replace("\r\n", "\n").replace("\r", "\n")))
    lines = [line.strip() for line in text.split("\n")]
    widest = max(map(len, lines), default=0)
    out: list[str] = []
    ended = True
    for line in lines:
        if line and not ended:
            out[-1] += " " + line
        elif line:
            out.append(line)
        ended = not line or (len(line) < _SHORT * widest and (line.endswith(_ENDS) or len(out) == 1))
    return "\n".join(out)


def read(source: Source) -> Iterator[Report | Quarantined]:
    """One report: the text of all pages."""
    with source.open() as stream:
        data = whole(stream.read(MAX_BYTES + 1), source.name)
    try:
        pages = [paragraphs(page) for page in texts(data)]
    except PdfFault as error:
        raise BrokenSource(f"{source.name} cannot be read: {error}.", todo="Save its text as .txt, UTF-8.") from error
    text = short_enough("\n\n".join(page for page in pages if page), source.name)
    if not text.strip():
        raise EmptySource(f"{source.name} holds pictures of pages and no text.", todo="Save its text as .txt, UTF-8.")
    first = text.split("\n", 1)[0]
    yield Report(id=source.stem, text=text, title=first if len(first) <= 160 else None, source=source.name)
