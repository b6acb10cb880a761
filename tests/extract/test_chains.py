"""The outlets of a chain: each once, the nearest first, the report's own left out."""

from __future__ import annotations

from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_names import is_own, nominative, same_name
from nomansland.extract.attribution_outlets import labelled_source, outlets_in
from nomansland.extract.chains import Link, chain_of, joined, links
from nomansland.extract.document import Document, analyse
from nomansland.words import Passage, Report


def report(text: str, language: str, outlet: str = "Сводка") -> Document:
    return analyse(Report(id="r", text=text, language=language, outlet=outlet))


def named(text: str, language: str, outlet: str = "Сводка") -> list[tuple[str, str | None]]:
    doc = report(text, language, outlet)
    return [(m.kind, m.name) for m in outlets_in(doc, doc.sentences[0])]


def mention(doc: Document, words: str, kind: str = "outlet") -> Mention:
    start = doc.text.index(words)
    return Mention(kind, "media", start, start + len(words), 0, words)


def test_a_chain_names_each_outlet_once_and_never_its_own() -> None:
    doc = report("Grey Ledger cites Low Water and Grey Ledger and Harbour Wire.", "en", "Harbour Wire")
    found = links(doc, [mention(doc, word) for word in ("Grey Ledger", "Low Water", "Grey Ledger", "Harbour Wire")])
    assert [link.name for link in found] == ["Grey Ledger", "Low Water"]
    assert [doc.text[p.start : p.end] for p in chain_of(found).passages] == ["Grey Ledger", "Low Water"]


def test_persons_are_no_links() -> None:
    doc = report("Oksana said so.", "en")
    assert links(doc, [mention(doc, "Oksana", "person")]) == ()


def test_joined_keeps_the_nearer_outlets_first() -> None:
    first = (Link("Near", Passage("Near", 0, 4)),)
    then = (Link("Far", Passage("Far", 9, 12)), Link("Near", Passage("Near", 20, 24)))
    assert [link.name for link in joined(first, then)] == ["Near", "Far"]


def test_inflected_names_are_one_name() -> None:
    assert same_name("Тихая застава", "Тихой заставе")
    assert same_name("The Grey Ledger", "Grey Ledger")
    assert not same_name("Тихая застава", "Тихая гавань")


def test_the_own_outlet_is_known_by_its_telling_words() -> None:
    assert is_own("Delta News Agency", "Delta")
    assert not is_own("Delta News Agency", "News")
    assert not is_own("Grey Ledger", "Grey Harbour")


def test_titles_are_put_into_the_nominative() -> None:
    assert nominative("Тихой заставе", "ru") == "Тихая застава"
    assert nominative("Голос окопу", "uk") == "Голос окопу"
    assert nominative("Люди Байкала", "ru") == "Люди Байкала"
    assert nominative("Grey Ledger", "ru") == "Grey Ledger"


def test_an_outlet_is_known_by_the_word_before_it() -> None:
    assert named("Об этом пишет телеграм-канал «Тихая застава».", "ru") == [("outlet", "Тихая застава")]
    assert named("The newspaper Low Water printed it.", "en") == [("outlet", "Low Water")]
    assert named("Про це пише Low Water.", "uk") == [("outlet", "Low Water.".rstrip("."))]


def test_the_word_channel_alone_is_no_outlet() -> None:
    assert named("The channel did not answer on Monday.", "en") == []


def test_a_place_after_according_to_is_no_outlet() -> None:
    assert named("According to Kyiv officials, forty men fled.", "en") == []


def test_a_line_that_names_its_source() -> None:
    doc = report("Сорок человек ушли.\nИсточник: Тихая застава", "ru")
    found = labelled_source(doc, 1)
    assert found is not None and found.name == "Тихая застава"
    assert labelled_source(doc, 0) is None


def test_an_address_is_no_source() -> None:
    doc = report("Source: https://example.org/a", "en")
    assert labelled_source(doc, 0) is None


def test_a_name_with_a_dot_inside_is_one_word() -> None:
    doc = report("Quay.News, the local outlet, counted forty men. They had left.", "en")
    assert len(doc.sentences) == 2
    assert [m.name for m in outlets_in(doc, doc.sentences[0])] == ["Quay.News"]
