"""Speakers and chains on invented reports in three languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nomansland.extract.attribution_sources import known_in, mentions_in
from nomansland.extract.chains import Attribution
from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.speakers import attribute
from nomansland.words import Passage, Report

MARK = re.compile(r"<<(\w+)(!?)\|([^|>]*)\|(.*?)>>", re.DOTALL)
CASES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("attribution_cases.yaml").read_text(encoding="utf-8")
)


def report(text: str, **known: Any) -> Document:
    """A report ready to be read."""
    return analyse(Report(id="r", text=text, **known))


def event(doc: Document, words: str, tells: str = "coercion.detention") -> Event:
    """The event that these words of the report tell."""
    start = doc.text.index(words)
    passage = Passage.of(doc.text, start, start + len(words))
    return Event(tells, passage, passage, doc.sentence_at(start).index)


def said(
    text: str, words: str, tells: str = "coercion.detention", side: str | None = None, **known: Any
) -> Attribution:
    """Who says one event of a report."""
    doc = report(text, **known)
    (found,) = attribute(doc, [event(doc, words, tells)], [side])
    return found


@pytest.mark.parametrize("name", sorted(CASES))
def test_roles_and_chains(name: str) -> None:
    case = CASES[name]
    marks = list(MARK.finditer(case["text"]))
    text = MARK.sub(lambda match: match.group(4), case["text"])
    doc = report(text, language=case["language"], kind=case["kind"], outlet=case["outlet"])
    events, begin = [], 0
    for mark in marks:
        begin = text.index(mark.group(4), begin)
        passage = Passage.of(text, begin, begin + len(mark.group(4)))
        kind = "response.denial" if mark.group(2) else "coercion.detention"
        events.append(Event(kind, passage, passage, doc.sentence_at(begin).index))
    wanted = [(m.group(1), sorted(filter(None, map(str.strip, m.group(3).split(","))))) for m in marks]
    found = [(a.speaker.role if a.speaker else "", sorted(a.chain.outlets)) for a in attribute(doc, events)]
    assert found == wanted


def test_every_field_points_at_its_words() -> None:
    found = said(
        "Grey Ledger reported, citing the channel Low Water, that men were locked in a barn.",
        "men were locked in a barn",
        language="en",
        kind="feed_item",
        outlet="Harbour Wire",
    )
    assert found.chain.outlets == ("Grey Ledger", "Low Water")
    assert [e.passage.quote for e in found.evidence if e.field == "via"] == ["Grey Ledger", "channel Low Water"]
    assert found.speaker is not None and found.speaker.passage is not None
    assert found.speaker.passage.quote == "Grey Ledger"


def test_the_own_outlet_is_never_in_the_chain() -> None:
    found = said(
        "Сестра бойца рассказала «Тихой заставе», что его держат в сарае.",
        "его держат в сарае",
        language="ru",
        outlet="Тихая застава",
    )
    assert found.speaker is not None and found.speaker.role == "relative"
    assert found.chain.outlets == ()


def test_nobody_named_is_the_outlet_itself() -> None:
    found = said("Forty men sat in a barn.", "sat in a barn", language="en", outlet="The Weir")
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.name) == ("media", "The Weir")


@pytest.mark.parametrize(("side", "adversary"), [("UA", True), ("RF", False), (None, False)])
def test_an_office_of_the_other_side_is_an_adversary(side: str | None, adversary: bool) -> None:
    text = "Russia's Defence Ministry said the brigade had left its positions."
    found = said(text, "had left its positions", "refusal.absence", side, language="en", outlet="The Weir")
    assert found.speaker is not None
    assert found.speaker.adversary is adversary


@pytest.mark.parametrize(("russian", "ukrainian"), [("Russian", "Ukrainian"), ("FSB", "SBU"), ("Moscow", "Kyiv")])
def test_swapping_the_sides_swaps_the_adversary(russian: str, ukrainian: str) -> None:
    text = "The {} security service said forty men had fled."
    for word, side in ((russian, "UA"), (ukrainian, "RF")):
        found = said(text.format(word), "had fled", "refusal.absence", side, language="en", outlet="The Weir")
        assert found.speaker is not None and found.speaker.adversary


def test_words_of_a_captive_are_marked() -> None:
    found = said(
        "Пленный боец рассказал на допросе, что рота ушла с позиций.",
        "рота ушла с позиций",
        language="ru",
        outlet="Окраина",
    )
    assert found.speaker is not None
    assert found.speaker.under_duress and found.speaker.first_hand


def test_a_name_comes_with_its_role() -> None:
    found = said(
        "«Нас замкнули в клубі», — каже сержант із позивним «Бук».", "Нас замкнули", language="uk", outlet="Край"
    )
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.name) == ("soldier", "Бук")


def test_a_forwarded_report_has_its_origin_in_the_chain() -> None:
    found = said(
        "Двадцать человек заперли в ангаре.",
        "заперли в ангаре",
        language="ru",
        kind="telegram",
        outlet="Сводка",
        forwarded_from="Тихая застава",
    )
    assert found.chain.outlets == ("Тихая застава",)


def test_no_events_no_attributions() -> None:
    assert attribute(report("Nothing happened.", language="en"), []) == []


def test_a_surname_alone_is_the_person_named_in_full_before() -> None:
    told = (
        "A lawyer for two of the men, Vera Lunina, says they stayed. According to Lunina, nine of them were locked up."
    )
    doc = analyse(Report("r", told, kind="brief", outlet="Desk", language="en"))
    known = known_in(doc)
    last = [mention for mention in mentions_in(doc, doc.sentences[1], known) if mention.name]
    assert [(mention.role, mention.name) for mention in last] == [("lawyer", "Vera Lunina")]
    assert not known.outlets
