"""A PDF becomes a report with whole sentences; a scan, a damaged one and one under another name are kept aside."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from tests.pdfs import pdf

from nomansland.admit import Source, read
from nomansland.admit.pdf import paragraphs
from nomansland.admit.pdfium import PdfFault, images
from nomansland.words import Quarantined, Report

LETTER = [
    [
        "A letter from the river",
        "Twenty men of one company refused on Tuesday to go back to the posi-",
        "tions by the river.",
    ],
    ["Their names are not told here."],
]


def _taken(folder: Path, data: bytes, name: str = "letter.pdf") -> Report | Quarantined:
    (folder / name).write_bytes(data)
    (found,) = read(Source(folder / name, name))
    return found


def test_lines_become_sentences_and_pages_follow_each_other(tmp_path: Path) -> None:
    found = _taken(tmp_path, pdf(LETTER))
    assert isinstance(found, Report)
    assert found.title == "A letter from the river"
    assert "refused on Tuesday to go back to the positions by the river." in found.text
    assert found.text.endswith("river.\n\nTheir names are not told here.")


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("scan.pdf", pdf([[], []]), "empty", "no text"),
        ("cut.pdf", pdf(LETTER)[:40], "broken", "cannot be read"),
        ("letter.txt", pdf(LETTER), "unknown-kind", "is a PDF"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, code: str, words: str) -> None:
    found = _taken(tmp_path, data, name)
    assert isinstance(found, Quarantined) and found.code == code
    assert words in found.reason and name in found.reason


def test_a_paragraph_ends_where_a_sentence_ends_early() -> None:
    page = "The men sat in the cellar for nine days and nobody told them\r\nwhy.\r\n"
    page += "Then a bus came, and eleven of them were taken to the front\r\nagain."
    assert paragraphs(page).split("\n") == [
        "The men sat in the cellar for nine days and nobody told them why.",
        "Then a bus came, and eleven of them were taken to the front again.",
    ]


def test_pages_are_drawn_from_the_one_that_is_asked_for() -> None:
    drawn, number = images(pdf([["one"], ["two"], ["three"]]), 2, 1)
    assert number == 3 and len(drawn) == 1
    assert b64decode(drawn[0]).startswith(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(PdfFault):
        images(b"%PDF-1.4 nothing", 1, 1)
