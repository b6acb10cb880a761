"""The examples reader adds what patterns miss, says so, and leaves reports on other things alone."""

from __future__ import annotations

import numpy
import pytest
from bench.extract.train import FOLDER, digest

from nomansland.extract.document import analyse
from nomansland.extract.event import Event
from nomansland.extract.events import find_events
from nomansland.extract.examples import head, likeness, more_events
from nomansland.words import Passage, Report
from nomansland.words.codebook import ids


def test_the_weights_are_those_of_the_sentences() -> None:
    with numpy.load(FOLDER / "head.npz") as stored:
        assert str(stored["sentences"]) == digest()
    assert set(head().types) <= set(ids("event"))


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_every_labelled_sentence_has_known_labels(language: str) -> None:
    for path in sorted(FOLDER.glob(f"{language}*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            labels, _, text = line.partition("\t")
            known = labels == "none" or {one.split("!")[0] for one in labels.split("+")} <= set(ids("event"))
            assert known, (path.name, number, labels)
            assert text.strip(), (path.name, number)


def test_likeness_is_a_probability() -> None:
    found = likeness(["The men were locked in a cellar for refusing to go back.", "Rain is expected on Tuesday."])
    assert found.shape == (2, len(head().types))
    assert ((found > 0) & (found < 1)).all()
    column = head().types.index("coercion.detention")
    assert found[0, column] > 0.5 > found[1, column]


def test_what_is_added_is_quoted_and_explained() -> None:
    text = "Forty soldiers refused to attack. They were put down a well shaft behind the bakery for six nights."
    doc = analyse(Report("r", text))
    first = Passage.of(text, 0, 32)
    found = more_events(doc, [Event("refusal.order", first, first, 0)], threshold=0.1)
    assert found
    for event in found:
        assert text[event.passage.start : event.passage.end] == event.passage.quote
        assert event.reader == "examples"
        assert "likeness" in event.evidence[0].reason
        assert event.confidence is not None


def test_a_report_without_events_stays_without() -> None:
    doc = analyse(Report("r", "The lift in the town hall refused to move. Engineers were called at noon."))
    assert more_events(doc, [event for event in find_events(doc) if event.modality == "asserted"]) == []
