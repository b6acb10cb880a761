"""Which account a reply answers that gives no place, no day or no subject of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.words import Reading

Telling = Callable[..., Reading]
Row = dict[str, object]


def _found(*readings: Reading) -> set[tuple[str, frozenset[str]]]:
    linked = link(readings, group(readings))
    return {(one.kind, frozenset(one.claims)) for one in linked.contradictions}


def _row(kind: str, says: str, by: str, **more: object) -> Row:
    return {"type": kind, "says": says, "by": by, **more}


def _denial(one: str, other: str) -> tuple[str, frozenset[str]]:
    return "denial", frozenset({one, other})


BUILDINGS = [
    (
        "en",
        "They locked her brother in a brewery.",
        "Her boots were taken.",
        "The brewery brews, said the town office.",
    ),
    ("ru", "Брата заперли на пивоварне.", "Сапоги отняли.", "В комендатуре ответили: на пивоварне варят пиво."),
    ("uk", "Брата замкнули на броварні.", "Чоботи відібрали.", "У комендатурі кажуть: на броварні варять пиво."),
]


@pytest.mark.parametrize(("language", "held", "taken", "reply"), BUILDINGS)
def test_a_reply_that_names_the_building_answers_who_was_held_in_it(
    telling: Telling, language: str, held: str, taken: str, reply: str
) -> None:
    rows = [
        _row("coercion.detention", held, "relative"),
        _row("coercion.confiscation", taken, "relative"),
        _row("response.denial", reply, "official"),
    ]
    reading = telling("a", "Beacon", "2024-03-05", f"{held}\n{taken}\n{reply}", *rows, language=language)
    assert _found(reading) == {_denial("a:c01", "a:c03")}


REJECTIONS = [
    ("en", "He sat in a shed for a week.", "His boots were taken.", "The staff called it a fake."),
    ("ru", "Он неделю сидел в сарае.", "Сапоги отняли.", "В штабе назвали это фейком."),
    ("uk", "Він тиждень сидів у сараї.", "Чоботи відібрали.", "У штабі назвали це фейком."),
]


@pytest.mark.parametrize(("language", "held", "taken", "reply"), REJECTIONS)
def test_a_reply_that_rejects_everything_answers_what_the_report_is_about(
    telling: Telling, language: str, held: str, taken: str, reply: str
) -> None:
    rows = [
        _row("coercion.detention", held, "relative", time="2024-03-01"),
        _row("coercion.confiscation", taken, "relative"),
        _row("response.denial", reply, "official"),
    ]
    reading = telling("a", "Beacon", "2024-03-05", f"{held}\n{taken}\n{reply}", *rows, language=language)
    assert _found(reading) == {_denial("a:c01", "a:c03")}


def test_a_reply_may_stand_before_the_account_it_answers(telling: Telling) -> None:
    reply, told = "“Nobody laid a finger on them,” the major says.", "One of them was punched, says his wife."
    rows = [_row("response.denial", reply, "official"), _row("coercion.ill_treatment", told, "relative")]
    reading = telling("a", "Beacon", "2024-03-05", f"{reply} {told}", *rows)
    assert _found(reading) == {_denial("a:c01", "a:c02")}


EVASIONS = [
    ("en", "He was locked up.", "The staff answered with a joke."),
    ("en", "He was locked up.", "The convoy, said the staff, was held up by fog."),
    ("uk", "Його замкнули.", "У штабі від коментарів утрималися."),
    ("ru", "Его заперли.", "В штабе посоветовали ждать."),
]


@pytest.mark.parametrize(("language", "account", "reply"), EVASIONS)
def test_what_answers_nothing_denies_no_detention(telling: Telling, language: str, account: str, reply: str) -> None:
    rows = [_row("coercion.detention", account, "relative"), _row("response.denial", reply, "official")]
    reading = telling("a", "Beacon", "2024-03-05", f"{account}\nRain fell.\nAgain.\n{reply}", *rows, language=language)
    assert _found(reading) == set()


def test_the_seat_of_an_office_is_not_the_place_it_speaks_of(telling: Telling) -> None:
    told, reply = "They are locked in a barn.", "The office in Orikhiv says that nobody is held."
    rows = [
        _row("coercion.detention", told, "relative", place="Lozova"),
        _row("response.denial", reply, "official", place="Orikhiv"),
    ]
    reading = telling("a", "Beacon", "2024-03-05", f"{told} {reply}", *rows)
    assert _found(reading) == {_denial("a:c01", "a:c02")}


def test_with_two_barns_the_place_of_the_reply_tells_which(telling: Telling) -> None:
    one, two, reply = "They are locked in a barn.", "Others are locked in a mill.", "In Orikhiv nobody is held."
    rows = [
        _row("coercion.detention", one, "relative", place="Lozova"),
        _row("coercion.detention", two, "relative", place="Orikhiv"),
        _row("response.denial", reply, "official", place="Orikhiv"),
    ]
    reading = telling("a", "Beacon", "2024-03-05", f"{one} {two} {reply}", *rows)
    assert _found(reading) == {_denial("a:c02", "a:c03")}


def test_a_number_of_other_men_answers_no_number(telling: Telling) -> None:
    told, reply = "Two were flogged.", "Eight left for the coast, says the staff."
    rows = [
        _row("coercion.ill_treatment", told, "relative", count=(2, 2, "person")),
        _row("response.denial", reply, "official", count=(8, 8, "person")),
    ]
    kinds = {kind for kind, _ in _found(telling("a", "Beacon", "2024-03-05", f"{told}\nRain.\nFog.\n{reply}", *rows))}
    assert "number" not in kinds


def test_a_number_set_against_another_is_disputed(telling: Telling) -> None:
    told, reply = "Ninety stood on the square.", "No more than ten stood there, says the staff."
    rows = [
        _row("protest.appeal", told, "relative", count=(90, 90, "person")),
        _row("response.denial", reply, "official", count=(None, 10, "person")),
    ]
    found = _found(telling("a", "Beacon", "2024-03-05", f"{told} {reply}", *rows))
    assert ("number", frozenset({"a:c01", "a:c02"})) in found


def test_one_man_who_says_that_he_was_not_held_denies_no_holding_of_another(telling: Telling) -> None:
    own, other = "Me they never held.", "A neighbour sat in the pump house."
    rows = [
        _row("coercion.detention", own, "soldier", modality="denied"),
        _row("coercion.detention", other, "fellow_soldier", place="Lozova"),
    ]
    assert _found(telling("a", "Beacon", "2024-03-05", f"{own} {other}", *rows)) == set()


def test_disputing_the_name_of_an_act_is_not_disputing_the_act(telling: Telling) -> None:
    text = "Thirty of us walked off. The major counts nine who left. I would not say we ran."
    rows = [
        _row("refusal.absence", "Thirty of us walked off", "soldier"),
        _row("refusal.absence", "The major counts nine who left", "commander"),
        _row("refusal.absence", "I would not say we ran", "soldier", modality="denied"),
    ]
    assert _found(telling("a", "Beacon", "2024-03-05", text, *rows)) == set()


def test_both_sides_alike(telling: Telling) -> None:
    def found(side: str) -> set[tuple[str, frozenset[str]]]:
        _, held, taken, reply = BUILDINGS[0]
        rows = [
            _row("coercion.detention", held, "relative", side=side),
            _row("coercion.confiscation", taken, "relative", side=side),
            _row("response.denial", reply, "official", side=side),
        ]
        return _found(telling("a", "Beacon", "2024-03-05", f"{held}\n{taken}\n{reply}", *rows))

    assert found("RF") == found("UA") != set()
