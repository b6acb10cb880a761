"""Conditions of detention (`yes`: the protection was present) and the status of the people."""

from __future__ import annotations

import pytest

from nomansland.extract.conditions import conditions
from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.lexicon import load
from nomansland.extract.status import statuses
from nomansland.words import Report


def whole(text: str, kind: str, modality: str = "asserted") -> tuple[Document, Event]:
    doc = analyse(Report("r", text))
    passage = doc.passage(0, len(text))
    return doc, Event(kind, passage, passage, 0, modality=modality)


def read(text: str, kind: str = "coercion.conditions", modality: str = "asserted") -> dict[str, str]:
    doc, event = whole(text, kind, modality)
    return dict(conditions(doc, [event])[0].states)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were given no explanation and no papers", {"C1": "no"}),
        ("Никаких документов им не показали", {"C1": "no"}),
        ("Протокол не составляли", {"C2": "no"}),
        ("Без рішення суду", {"C3": "no"}),
        ("They sit in a cellar", {"C4": "no", "C5": "no"}),
        ("Его держали на гауптвахте", {"C4": "yes"}),
        ("A bucket instead of a toilet", {"C6": "no"}),
        ("Замість туалету — відро", {"C6": "no"}),
        ("Темнота, сырость и плесень", {"C7": "no"}),
        ("They sleep on the concrete floor", {"C8": "no"}),
        ("Сплять на підлозі", {"C8": "no"}),
        ("Кормят один раз в день", {"C9": "no"}),
        ("Води не дають", {"C9": "no"}),
        ("No doctor came and nobody treated the sick", {"C10": "no"}),
        ("Больных не лечат", {"C10": "no"}),
        ("Антисанитария и вши", {"C11": "no"}),
        ("The room was overcrowded", {"C12": "no"}),
        ("Их набили битком", {"C12": "no"}),
        ("Телефоны отобрали", {"C13": "no"}),
        ("Паспорти забрали", {"C13": "no"}),
        ("Their phones were taken", {"C13": "no"}),
        ("Они сидят там несколько месяцев", {"C14": "no"}),
        ("They were beaten with a hose", {"C15": "no"}),
        ("Його катували струмом", {"C15": "no"}),
        ("Рідних не пускають", {"C17": "no"}),
        ("He was driven off in an unknown direction", {"C19": "no"}),
        ("Увезли неизвестно куда", {"C19": "no"}),
        ("Жалобы оставили без ответа", {"C20": "no"}),
        ("Охраняют люди без шевронов", {"C21": "no"}),
        ("They stand under military police guard", {"C21": "yes"}),
    ],
)
def test_what_a_clause_states(text: str, expected: dict[str, str]) -> None:
    found = read(text, "coercion.detention")
    assert {name: found.get(name) for name in expected} == expected


def test_what_is_not_stated_is_left_out() -> None:
    assert read("They are held there still", "coercion.detention") == {}


def test_a_denied_breach_says_that_the_protection_was_present() -> None:
    assert read("Nobody was beaten", "coercion.ill_treatment", "denied") == {"C15": "yes"}
    assert read("Food was given three times a day", "response.denial") == {"C9": "yes"}


def test_to_deny_a_cellar_says_not_where_they_were() -> None:
    assert "C4" not in read("The reports of a cellar are untrue", "response.denial")


def test_a_renamed_place_is_not_acknowledged() -> None:
    assert read("It is a centre for restoring combat readiness", "response.denial")["C18"] == "no"


@pytest.mark.parametrize("modality", ["hypothetical", "conditional", "historical"])
def test_what_did_not_happen_states_nothing(modality: str) -> None:
    assert read("They were beaten in a cellar", "coercion.ill_treatment", modality) == {}


def test_the_ground_of_a_refusal() -> None:
    assert read("They refused for reasons of conscience", "refusal.order") == {"C22": "yes"}
    assert read("They refused in a cellar", "refusal.order") == {}


def test_every_state_has_its_passage() -> None:
    text = "Їх били, телефони забрали, спали на підлозі"
    doc, event = whole(text, "coercion.detention")
    found = conditions(doc, [event])[0]
    assert [evidence.field for evidence in found.evidence] == [f"condition.{name}" for name, _ in found.states]
    for evidence in found.evidence:
        assert text[evidence.passage.start : evidence.passage.end] == evidence.passage.quote


def test_all_conditions_are_there_with_three_labels() -> None:
    data = load("conditions", "conditions.yaml")
    assert list(data) == [f"C{number}" for number in range(1, 23)]
    assert all(set(row["label"]) == {"en", "ru", "uk"} for row in data.values())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The mobilised men refused", "mobilised"),
        ("Контрактника увезли", "contract"),
        ("Бывшие заключённые ушли", "convict"),
        ("Бійці тероборони відмовилися", "territorial_defence"),
        ("Строковики втекли", "conscript"),
        ("Добровольцы сложили оружие", "volunteer"),
        ("The men refused", None),
    ],
)
def test_status_of_the_people(text: str, status: str | None) -> None:
    doc, event = whole(text, "refusal.order")
    found = statuses(doc, [event])[0]
    assert (found.status if found else None) == status
