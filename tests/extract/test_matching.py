"""The pattern engine: what each sign of the grammar finds, and every example that the pattern book gives."""

from __future__ import annotations

import pytest

from nomansland.extract.document import Document, analyse
from nomansland.extract.events import find_events
from nomansland.extract.matching import Grammar, PatternError
from nomansland.extract.patternbook import book
from nomansland.words import Report, codebook

CLASSES = {"MEN": ["soldier*", "men", "rifle company"], "GO": ["go", "went"]}


def found(pattern: str, text: str) -> list[str]:
    grammar = Grammar(CLASSES)
    compiled = grammar.compile(pattern)
    view = grammar.view(analyse(Report(id="r", text=text, language="en")).sentences[0])
    return [" ".join(token.text for token in view.tokens[hit.start : hit.end]) for hit in view.find(compiled)]


CASES = [
    ("go", "They go home", ["go"]),
    ("refus*", "He refuses", ["refuses"]),
    ("@MEN go", "soldiers go", ["soldiers go"]),
    ("@MEN go", "the rifle company go", ["rifle company go"]),
    ("@MEN ..2 go", "men who will go", ["men who will go"]),
    ("@MEN ..1 go", "men who will go", []),
    ("@MEN .. go", "men; they go", []),
    ("not_going", "we are not going", ["not going"]),
    ("№ @MEN", "only 12 men", ["12 men"]),
    ("in ^", "he sat in Kyiv", ["in Kyiv"]),
    ("in ^", "he sat in jail", []),
    ("will not? go", "they will go", ["will go"]),
    ("will not? go", "they will not go", ["will not go"]),
    ("!not go", "they do not go", []),
    ("!not go", "they do go", ["go"]),
    ("go & @MEN", "go, said the men", ["go , said the men"]),
    ("“men”", "men", []),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), CASES)
def test_grammar(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["@NONE", "..3", "go ..2", "a?", "@LOOP"])
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Grammar({**CLASSES, "LOOP": ["@LOOP"]}).compile(pattern)


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_the_pattern_book_holds_only_types_of_the_codebook(language: str) -> None:
    rules = book(language).rules
    assert {rule.type for rule in rules} == set(codebook.ids("event"))
    assert {rule.modality for rule in rules if rule.modality} <= set(codebook.ids("modality"))


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_the_examples_of_the_pattern_book(language: str) -> None:
    for rule in book(language).rules:
        for text in rule.examples:
            assert rule.type in {event.type for event in find_events(_document(text, language))}, (rule.id, text)
        for text in rule.counterexamples:
            assert rule.type not in {event.type for event in find_events(_document(text, language))}, (rule.id, text)


def _document(text: str, language: str) -> Document:
    return analyse(Report(id="r", text=text, language=language))
