"""What cannot both hold, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.words import Passage, Reading, Relation

Telling = Callable[..., Reading]
Pairs = set[tuple[str, frozenset[str]]]


def _pairs(*readings: Reading) -> Pairs:
    linked = link(readings, group(readings))
    return {(one.kind, frozenset(one.claims)) for one in linked.contradictions}


def _held(says: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"type": "coercion.detention", "says": says, "place": "Lozova", "time": "2024-03"}
    return {**row, "by": "relative", **more}


def _reply(says: str, **more: object) -> dict[str, object]:
    return {"type": "response.denial", "says": says, "by": "official", **more}


DENIALS = [
    ("en", "Her son was locked in a mill.", "The command says that nobody was held there."),
    ("ru", "Сына заперли на мельнице.", "В комендатуре заявили, что никого не удерживали."),
    ("uk", "Сина замкнули на млині.", "У комендатурі запевняють, що нікого не утримували."),
]


@pytest.mark.parametrize(("language", "account", "reply"), DENIALS)
def test_a_reply_denies_the_account_in_its_report(telling: Telling, language: str, account: str, reply: str) -> None:
    reading = telling(
        "a", "Beacon", "2024-03-05", f"{account} {reply}", _held(account), _reply(reply), language=language
    )
    assert _pairs(reading) == {("denial", frozenset({"a:c01", "a:c02"}))}


SILENCES = [
    ("en", "Her son was locked in a mill.", "The command refused to comment."),
    ("en", "Her son was locked in a mill.", "The ministry did not reply."),
    ("ru", "Сына заперли на мельнице.", "В комендатуре отказались от комментариев."),
    ("uk", "Сина замкнули на млині.", "У комендатурі на запит не відповіли."),
]


@pytest.mark.parametrize(("language", "account", "reply"), SILENCES)
def test_silence_denies_nothing(telling: Telling, language: str, account: str, reply: str) -> None:
    reading = telling(
        "a", "Beacon", "2024-03-05", f"{account} {reply}", _held(account), _reply(reply), language=language
    )
    assert _pairs(reading) == set()


def test_a_reply_denies_what_it_speaks_of_and_not_what_stands_nearest(telling: Telling) -> None:
    text = "He was locked in a mill. His phone was taken. Officials say that he was not held."
    phone = {"type": "coercion.confiscation", "says": "His phone was taken", "by": "relative"}
    reading = telling(
        "a",
        "Beacon",
        "2024-03-05",
        text,
        _held("He was locked in a mill"),
        phone,
        _reply("Officials say that he was not held"),
    )
    assert _pairs(reading) == {("denial", frozenset({"a:c01", "a:c03"}))}


def test_a_reply_without_a_subject_denies_the_account_before_it(telling: Telling) -> None:
    text = "In May it rained.\nHe was locked in a mill. The brigade calls this a fairy tale."
    reading = telling(
        "a",
        "Beacon",
        "2024-03-05",
        text,
        _held("He was locked in a mill"),
        _reply("The brigade calls this a fairy tale"),
    )
    assert _pairs(reading) == {("denial", frozenset({"a:c01", "a:c02"}))}


def test_a_statement_answers_what_other_reports_told_of_its_place(telling: Telling) -> None:
    account = telling("a", "Beacon", "2024-03-05", "He was locked in a mill.", _held("He was locked in a mill"))
    text = "Men are at Lozova voluntarily."
    statement = telling("b", "Garrison", "2024-04-01", text, _reply(text, place="Lozova"), kind="statement")
    assert _pairs(account, statement) == {("denial", frozenset({"a:c01", "b:c01"}))}
    elsewhere = telling("b", "Garrison", "2024-04-01", text, _reply(text, place="Orikhiv"), kind="statement")
    assert _pairs(account, elsewhere) == set()
    other = telling("b", "Garrison", "2024-04-01", text, _reply(text, place="Lozova", side="UA"), kind="statement")
    assert _pairs(account, other) == set()


def test_the_same_person_may_say_yes_and_no_of_other_things(telling: Telling) -> None:
    text = "We do not refuse to fight. On the 4th we refused that order."
    rows = [
        {"type": "refusal.order", "says": "We do not refuse to fight", "modality": "denied", "by": "soldier"},
        {"type": "refusal.order", "says": "we refused that order", "by": "soldier", "place": "Lozova"},
    ]
    assert _pairs(telling("a", "Beacon", "2024-03-05", text, *rows)) == set()


def _crowd(telling: Telling, name: str, outlet: str, *count: object, **more: object) -> Reading:
    row = {"type": "refusal.order", "says": "They refused", "place": "Lozova", "time": "2024-03-04", "by": "soldier"}
    return telling(
        name, outlet, "2024-03-06", f"They refused, {outlet} heard.", {**row, "count": (*count, "person"), **more}
    )


def test_numbers_of_one_day_contradict_and_sharper_bounds_do_not(telling: Telling) -> None:
    first = _crowd(telling, "a", "Beacon", 30, 30)
    assert _pairs(first, _crowd(telling, "b", "Iron Post", 300, 300)) == {("number", frozenset({"a:c01", "b:c01"}))}
    assert _pairs(first, _crowd(telling, "b", "Iron Post", 20, None)) == set()
    assert _pairs(first, _crowd(telling, "b", "Iron Post", 30, 40)) == set()


def test_a_number_of_another_month_or_unit_of_count_is_no_contradiction(telling: Telling) -> None:
    first = _crowd(telling, "a", "Beacon", 30, 30)
    later = _crowd(telling, "b", "Iron Post", 300, 300, time="2024-05-04")
    assert _pairs(first, later) == set()
    cases = telling(
        "c",
        "Docket",
        "2024-03-06",
        "They refused.",
        {
            "type": "refusal.order",
            "says": "They refused",
            "count": (300, 300, "case"),
            "place": "Lozova",
            "time": "2024-03-04",
        },
    )
    assert _pairs(first, cases) == set()


def test_retellings_drift_in_day_formation_and_place(telling: Telling) -> None:
    row: dict[str, object] = {
        "type": "refusal.order",
        "says": "It refused",
        "place": "Orikhiv",
        "time": "2024-03-04",
        "count": (1, 1, "platoon"),
    }
    shut: dict[str, object] = {
        "type": "site.closed",
        "says": "closed",
        "place": "Orikhiv",
        "time": "2024-03-01/2024-03-05",
    }
    first = telling("a", "Beacon", "2024-03-06", "It refused. The pit was closed.", row, shut)
    row = {**row, "count": (1, 1, "company"), "via": ("Beacon",)}
    shut = {**shut, "time": "2024-03-21/2024-03-25", "via": ("Beacon",)}
    copy = telling("b", "Iron Post", "2024-03-28", "It refused, Beacon says. closed.", row, shut)
    kinds = _pairs(first, copy)
    assert ("unit", frozenset({"a:c01", "b:c01"})) in kinds
    assert ("date", frozenset({"a:c02", "b:c02"})) in kinds
    far = telling(
        "b",
        "Iron Post",
        "2024-03-07",
        "It refused, Beacon says.",
        {**row, "place": "far Orikhiv", "count": (1, 1, "platoon")},
    )
    assert ("place", frozenset({"a:c01", "b:c01"})) in _pairs(first, far)


def test_a_place_set_north_of_its_landmark_in_one_telling_and_south_in_another(telling: Telling) -> None:
    from dataclasses import replace

    def told(name: str, outlet: str, direction: str, **more: object) -> Reading:
        row = _held("Held there", count=(19, 19, "person"), time="2024-03-04", **more)
        reading = telling(name, outlet, "2024-03-06", "Held there, Beacon says.", row)
        relation = Relation("Lozova", "distance", ("Orikhiv",), Passage("", 0, 0), 20, direction)
        return replace(reading, relations=(relation,))

    pair = ("place", frozenset({"a:c01", "b:c01"}))
    assert pair in _pairs(told("a", "Beacon", "north"), told("b", "Iron Post", "south", via=("Beacon",)))
    assert pair not in _pairs(told("a", "Beacon", "north"), told("b", "Iron Post", "north-east", via=("Beacon",)))


def test_a_withdrawn_figure_that_is_still_told(telling: Telling) -> None:
    text = "There are 64 210 cases. CORRECTION: we mistakenly gave 51 330 before."
    row = {"type": "response.prosecution", "says": "64 210 cases", "count": (64210, 64210, "case"), "by": "official"}
    source = telling("a", "Law Sheet", "2024-03-05", text, row)
    text = "Already 51,330 men have fled."
    stale = telling(
        "b",
        "Loud Line",
        "2024-03-09",
        text,
        {"type": "refusal.absence", "says": text, "count": (51330, 51330, "person")},
    )
    assert ("number", frozenset({"a:c01", "b:c01"})) in _pairs(source, stale)


def test_a_rally_is_no_mutiny(telling: Telling) -> None:
    row = {"says": "They stood", "place": "Lozova", "time": "2024-03-04", "by": "soldier"}
    calm = telling("a", "Beacon", "2024-03-05", "They stood on the square.", {**row, "type": "protest.appeal"})
    loud = telling(
        "b", "Loud Line", "2024-03-06", "They stood up in mutiny!", {**row, "type": "refusal.mutiny", "by": "media"}
    )
    assert ("category", frozenset({"a:c01", "b:c01"})) in _pairs(calm, loud)
