"""A report is cut without losing a character; the metadata of a header line tells nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomansland.extract.document import analyse, language_of
from nomansland.extract.publication import publication
from nomansland.words import Report

HEAD = "Three crews stayed in the yard Date: 2023-04-07 Source: https://paper.example/x Tags: desertion, prisons"


def test_only_the_title_of_a_header_line_is_told() -> None:
    doc = analyse(Report("r", f"{HEAD}\nNobody drove out. The order came twice."))
    told = [doc.text[sentence.start : sentence.end] for sentence in doc.sentences]
    assert told == ["Three crews stayed in the yard", "Nobody drove out.", "The order came twice."]
    assert publication(doc).stated == "2023-04-07"


def test_languages_change_from_line_to_line() -> None:
    assert language_of("Солдаты отказались идти, потому что приказ был преступным и это все знали") == "ru"
    assert language_of("Солдати відмовилися йти, бо наказ був злочинним і це всі знали") == "uk"
    assert language_of("The men stayed where they were") == "en"


@given(st.text(alphabet="аіїЇыabc.!?… \n\"«»'1’-", max_size=200))
def test_no_letter_is_left_out_of_the_sentences(text: str) -> None:
    if not text.strip():
        return
    doc = analyse(Report("r", text))
    covered = {offset for sentence in doc.sentences for offset in range(sentence.start, sentence.end)}
    assert all(offset in covered for offset, letter in enumerate(text) if not letter.isspace())
    for sentence in doc.sentences:
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
