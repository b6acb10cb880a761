"""Events: the sentences that must be read, those that must not, and what holds for every report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.extract.document import analyse
from nomansland.extract.event import Event
from nomansland.extract.events import find_events
from nomansland.words import Report, codebook

SENTENCES = Path(__file__).with_name("sentences.tsv")
LEADS = {
    "en": "Relatives of refusers from a motor rifle regiment spoke to the channel about the soldiers.\n",
    "ru": "Родные отказников из мотострелкового полка рассказали каналу о солдатах.\n",
    "uk": "Рідні відмовників із мотострілецького полку розповіли каналу про солдатів.\n",
}


def read(text: str, language: str, kind: str = "article") -> list[Event]:
    return find_events(analyse(Report(id="r", text=text, language=language, kind=kind)))


def _rows() -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in SENTENCES.read_text("utf-8").splitlines() if line.strip()]
    return [(language, kind, sentence) for language, kind, sentence in rows]


def _types(language: str, sentence: str) -> set[str]:
    lead = LEADS[language]
    events = read(lead + sentence, language)
    return {event.type for event in events if event.passage.start >= len(lead) and event.modality == "asserted"}


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_most_invented_sentences_are_read(language: str) -> None:
    rows = [(kind, sentence) for tongue, kind, sentence in _rows() if tongue == language and kind != "-"]
    missed = [(kind, sentence) for kind, sentence in rows if kind not in _types(language, sentence)]
    assert len(rows) > 100
    assert len(missed) <= len(rows) * 0.04, missed


@pytest.mark.parametrize(("language", "kind", "sentence"), [row for row in _rows() if row[1] == "-"])
def test_everyday_sentences_tell_no_event(language: str, kind: str, sentence: str) -> None:
    assert _types(language, sentence) == set()


def test_the_sentences_cover_every_type_of_the_codebook_in_every_language() -> None:
    rare = {"law.assessment", "context.territory", "context.losses", "context.censorship"}
    for language in LEADS:
        told = {kind for tongue, kind, _ in _rows() if tongue == language}
        assert set(codebook.ids("event")) - rare <= told


MODALITIES = [
    ("en", "refusal.order", "denied", "Our soldiers do not refuse to fight, says a sergeant."),
    ("en", "coercion.ill_treatment", "denied", "The soldier says he was not beaten in the cellar."),
    ("en", "coercion.blocking", "historical", "In 1942 blocking detachments shot at their own soldiers."),
    ("en", "truce.fraternization", "hypothetical", "Perhaps the soldiers will fraternise one day."),
    ("ru", "refusal.order", "denied", "Наши бойцы не отказываются воевать."),
    ("ru", "refusal.surrender", "conditional", "Если бы солдата вернули, он сдался бы в плен."),
    ("ru", "coercion.blocking", "historical", "В 1942 году заградотряды стреляли по своим солдатам."),
    ("uk", "coercion.ill_treatment", "denied", "Солдат каже, що його не били в підвалі."),
    ("uk", "refusal.order", "conditional", "Якби солдатам наказали, вони відмовилися б іти на штурм."),
]


@pytest.mark.parametrize(("language", "kind", "modality", "sentence"), MODALITIES)
def test_modality(language: str, kind: str, modality: str, sentence: str) -> None:
    assert (kind, modality) in {(event.type, event.modality) for event in read(sentence, language)}


NOTHING = [
    ("en", "The soldiers were meant to be taken to the front in June."),
    ("en", "Did the soldiers refuse to go?"),
    ("en", "According to the law, soldiers who desert are punishable by ten years."),
    ("en", "Nobody in the battalion refused to go."),
    ("ru", "Солдаты отказались идти на штурм?"),
    ("ru", "Дезертирство солдата наказывается лишением свободы."),
    ("uk", "Ніхто в батальйоні не відмовився йти."),
]


@pytest.mark.parametrize(("language", "sentence"), NOTHING)
def test_intentions_questions_and_laws_are_no_events(language: str, sentence: str) -> None:
    assert [event for event in read(sentence, language) if event.modality in ("asserted", "denied")] == []


def test_a_refusal_that_is_only_the_ground_of_a_detention_is_no_claim() -> None:
    events = read("Soldiers who refused to fight are being held in a basement near Svatove.", "en")
    assert [event.type for event in events] == ["coercion.detention"]
    assert events[0].site == "svatov"


def test_what_an_office_denies_is_one_denial() -> None:
    events = read("The ministry denied that soldiers had been beaten in the basement.", "en")
    assert [(event.type, event.modality) for event in events] == [("response.denial", "asserted")]


def test_an_official_who_negates_denies() -> None:
    text = "A spokesman said the soldiers were not beaten."
    assert [(event.type, event.modality) for event in read(text, "en")] == [("response.denial", "asserted")]


def test_an_office_goes_on_in_its_next_sentences() -> None:
    text = "A deputy commander of the brigade confirms the paper. He disputes the rest. “No soldier was beaten.”"
    assert ("response.denial", "asserted") in [(event.type, event.modality) for event in read(text, "en")]
    kin = "The gunner's wife confirms the paper. She disputes the rest. “No soldier was beaten.”"
    assert [(event.type, event.modality) for event in read(kin, "en")] == [("coercion.ill_treatment", "denied")]


def test_a_threat_is_no_execution() -> None:
    events = read("The colonel threatened to have the soldiers executed for refusing.", "en")
    assert [event.type for event in events] == ["coercion.ill_treatment"]


def test_several_deeds_of_one_sentence_are_told_apart() -> None:
    text = "Three soldiers were beaten in the cellar and sent back to the front."
    assert {event.type for event in read(text, "en")} == {"coercion.ill_treatment", "coercion.forced_return"}


def test_the_passage_leaves_the_attribution_out() -> None:
    event = read("The soldier's wife says that guards took away all the phones.", "en")[0]
    assert event.passage.quote == "guards took away all the phones"


def test_a_headline_is_not_counted_beside_its_story() -> None:
    text = "Reservists refuse to board a plane\n\nTwenty reservists refused to board a plane on Sunday, a soldier said."
    events = [event for event in read(text, "en") if event.type == "refusal.order"]
    assert len(events) == 1 and events[0].passage.start > 30


def test_a_tally_goes_with_the_event_before_it() -> None:
    text = "The platoon refused to attack. There were nineteen of them, the soldier says."
    assert [event.type for event in read(text, "en")] == ["refusal.order", "refusal.order"]


def test_figures_in_a_row_are_one_claim_each() -> None:
    text = "Garrison courts have received 512 cases under Article 337, 48 under Article 332 and 17 under Article 338."
    assert [event.type for event in read(text, "en")].count("response.prosecution") == 3


def test_an_answer_without_a_verb_takes_it_from_the_question() -> None:
    text = (
        "Soldiers of the brigade were held in a pit.\n\nQ: Were you beaten?\nA: A lad from my platoon was, every night."
    )
    assert read(text, "en")[-1].type == "coercion.ill_treatment"


def test_a_report_on_other_things_tells_no_event() -> None:
    text = "The dog deserted the yard.\nThe captain of the team refused to comment.\nPotatoes are kept in the basement."
    assert read(text, "en") == []


PAIRS = [("Russian", "Ukrainian"), ("Ukrainian", "Russian")]
SIDED = "A company of {} soldiers refused to attack. The {} ministry denied it. Two {} deserters were shot by officers."


def test_both_sides_are_read_alike() -> None:
    seen = [
        [(event.type, event.modality, event.rule) for event in read(SIDED.format(one, one, one), "en")]
        for one, _ in PAIRS
    ]
    assert seen[0] == seen[1] and len(seen[0]) >= 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([sentence for _, _, sentence in _rows()]), min_size=1, max_size=6),
    st.sampled_from(["\n", " ", "\n\n"]),
)
def test_every_passage_is_in_the_text_and_two_of_one_type_never_overlap(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    events = find_events(analyse(Report(id="r", text=text)))
    kinds = set(codebook.ids("event"))
    for event in events:
        assert text[event.passage.start : event.passage.end] == event.passage.quote
        assert event.trigger.within(event.passage.start, event.passage.end)
        assert event.type in kinds
        assert event.evidence and event.rule
    for at, event in enumerate(events):
        assert not any(event.type == other.type and event.passage.overlaps(other.passage) for other in events[at + 1 :])


REPORTS = Path(__file__).with_name("reports.txt")


def _marked(block: str) -> tuple[Report, list[tuple[str, int, int]]]:
    """An invented report with its claims, which stand in it as `{type|clause}`."""
    head, body = block.split("\n", 1)
    language, kind, outlet = head.split(" ", 2)
    text, claims, at = "", [], 0
    for mark in re.finditer(r"\{([a-z_.]+)\|([^}]*)\}", body := body.strip()):
        text += body[at : mark.start()]
        claims.append((mark[1], len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return Report(id=outlet, text=text + body[at:], language=language, kind=kind, outlet=outlet), claims


def test_whole_reports_are_mostly_read_and_little_is_made_up() -> None:
    found = wanted = right = 0
    for block in REPORTS.read_text("utf-8").split("##")[1:]:
        report, claims = _marked(block)
        events = find_events(analyse(report))
        open_claims = list(claims)
        for event in events:
            for claim in open_claims:
                if claim[0] == event.type and claim[1] < event.passage.end and event.passage.start < claim[2]:
                    open_claims.remove(claim)
                    right += 1
                    break
        found, wanted = found + len(events), wanted + len(claims)
    assert wanted > 250
    assert right / found > 0.85 and right / wanted > 0.78, (right, found, wanted)
