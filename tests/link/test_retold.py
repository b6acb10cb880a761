"""What retellings make of an account."""

from __future__ import annotations

from collections.abc import Callable

from nomansland.group import group
from nomansland.link import link
from nomansland.words import Reading

Telling = Callable[..., Reading]
Row = dict[str, object]


def _pair(first: Reading, copy: Reading) -> set[tuple[str, frozenset[str]]]:
    linked = link((first, copy), group((first, copy)))
    return {(one.kind, frozenset(one.claims)) for one in linked.contradictions}


def _told(telling: Telling, name: str, row: Row) -> Reading:
    copied: Row = {"via": ("Beacon",)} if name == "b" else {}
    outlet, day = ("Beacon", "2024-03-06") if name == "a" else ("Iron Post", "2024-03-07")
    return telling(name, outlet, day, "It happened at the mill, Beacon says.", {**row, **copied})


def _refused(count: tuple[int, int, str]) -> Row:
    row: Row = {"type": "refusal.order", "says": "It happened", "by": "soldier", "place": "Lozova"}
    return {**row, "time": "2024-03-04", "count": count}


BOTH = frozenset({"a:c01", "b:c01"})


def test_forty_men_are_no_battalion(telling: Telling) -> None:
    first = _told(telling, "a", _refused((40, 40, "person")))
    assert ("number", BOTH) in _pair(first, _told(telling, "b", _refused((1, 1, "battalion"))))


def test_forty_men_may_be_a_company(telling: Telling) -> None:
    first = _told(telling, "a", _refused((40, 40, "person")))
    assert _pair(first, _told(telling, "b", _refused((1, 1, "company")))) == set()


def _deed(kind: str, **more: object) -> Row:
    row: Row = {"type": kind, "says": "It happened", "by": "relative", "place": "Lozova", "time": "2024-03-04"}
    return {**row, "count": (1, 1, "person"), **more}


def test_a_beating_that_becomes_a_killing_in_the_retelling(telling: Telling) -> None:
    first = _told(telling, "a", _deed("coercion.ill_treatment"))
    assert ("category", BOTH) in _pair(first, _told(telling, "b", _deed("coercion.execution")))
    assert _pair(first, _told(telling, "b", _deed("coercion.execution", side="UA"))) == set()
    assert _pair(first, _told(telling, "b", _deed("coercion.execution", count=(5, 5, "person")))) == set()


def test_one_name_that_may_be_any_of_ten_villages_tells_no_other_place(telling: Telling) -> None:
    from dataclasses import replace

    first, copy = (_told(telling, name, _refused((40, 40, "person"))) for name in "ab")
    assert _pair(first, copy) == set()

    def moved(weight: float) -> Reading:
        claim = copy.claims[0]
        assert claim.place is not None
        spot = replace(claim.place.candidates[0], lat=50.9, lon=36.1, weight=weight)
        return replace(copy, claims=(replace(claim, place=replace(claim.place, candidates=(spot,))),))

    assert ("place", BOTH) in _pair(first, moved(0.9))
    assert ("place", BOTH) not in _pair(first, moved(0.1))
