"""What people cut apart stays apart, what they put together stays together, until they take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.review.parts import with_rest
from nomansland.review.verdicts import decide
from nomansland.words import Decision, Reading
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import anchor

Telling = Callable[..., Reading]
Parts = set[frozenset[str]]


@pytest.fixture
def readings(telling: Telling) -> list[Reading]:
    """Three reports of one refusal, each with a cellar beside it; a fourth of a refusal far away."""
    out: list[Reading] = []
    for name, outlet, place in (("a", "Beacon", "Lozova"), ("b", "Heron", "Lozova"), ("c", "Kestrel", "Lozova"),
                                ("d", "Siskin", "Orikhiv")):  # fmt: skip
        says = f"At {place} nineteen men would not go, {outlet} was told. They sit in a cellar."
        refused: dict[str, object] = {
            "type": "refusal.order",
            "says": "nineteen men would not go",
            "place": place,
            "time": "2024-03-02",
        }
        refused |= {"count": (19, 19, "person"), "unit": "12th brigade", "by": "soldier", "name": f"Call sign {name}"}
        held = {"type": "coercion.detention", "says": "They sit in a cellar", "place": place, "time": "2024-03"}
        out.append(telling(name, outlet, f"2024-03-0{3 + len(out)}", says, refused, held))
    return out


def _incidents(readings: Sequence[Reading], *decisions: Decision) -> Parts:
    return {frozenset(one.claims) for one in link(readings, group(readings), decisions).incidents}


def _sites(readings: Sequence[Reading], *decisions: Decision) -> Parts:
    return {frozenset(one.claims) for one in link(readings, group(readings), decisions).sites}


def _decided(readings: Sequence[Reading], target: str, verdict: str, members: Sequence[str], *refs: str) -> Decision:
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    known = {ref: (anchor(claim), claim.side or "") for ref, claim in claims.items()}
    made = decide(target, "some", verdict, "Olena", value=tuple(("claim", ref) for ref in refs), reason="I asked them")
    return with_rest(made, members, known)


REFUSED = ("a:c01", "b:c01", "c:c01")
HELD = frozenset({"a:c02", "b:c02", "c:c02"})


def test_what_is_split_stays_apart_and_comes_together_when_undone(readings: list[Reading]) -> None:
    assert frozenset(REFUSED) in _incidents(readings)
    split = _decided(readings, "incident", "split", REFUSED, "b:c01")
    found = _incidents(readings, split)
    assert {frozenset({"b:c01"}), frozenset({"a:c01", "c:c01"})} <= found
    undone = Decision("u", "incident", "some", "undo", "Olena", "2030-01-01T00:00:00+00:00", undoes=split.id)
    assert _incidents(readings, split, undone) == _incidents(readings)


def test_two_that_were_split_off_together_stay_together(readings: list[Reading]) -> None:
    split = _decided(readings, "incident", "split", REFUSED, "b:c01", "c:c01")
    assert {frozenset({"a:c01"}), frozenset({"b:c01", "c:c01"})} <= _incidents(readings, split)


def test_a_claim_of_another_place_is_where_a_person_put_it(readings: list[Reading]) -> None:
    assert frozenset({"d:c01"}) in _incidents(readings)
    put = _decided(readings, "incident", "add", REFUSED, "d:c01")
    found = link(readings, group(readings), [put]).incidents
    joined = next(one for one in found if "d:c01" in one.claims)
    assert set(joined.claims) == {*REFUSED, "d:c01"}
    assert any(one.text == "Olena put it there: I asked them" for one in joined.reasons)


def test_the_later_word_on_a_pair_counts(readings: list[Reading]) -> None:
    split = _decided(readings, "incident", "split", REFUSED, "b:c01")
    back = _decided(readings, "incident", "add", ("a:c01", "c:c01"), "b:c01")
    assert frozenset(REFUSED) in _incidents(readings, split, back)
    assert frozenset(REFUSED) not in _incidents(readings, back, split)


def test_a_new_reading_numbers_anew_and_the_decision_still_holds(readings: list[Reading]) -> None:
    split = _decided(readings, "incident", "split", REFUSED, "b:c01")
    anew = [
        replace(one, claims=tuple(replace(claim, id=f"c{9 - number:02d}") for number, claim in enumerate(one.claims)))
        for one in readings
    ]
    found = _incidents(anew, split)
    assert {frozenset({"b:c09"}), frozenset({"a:c09", "c:c09"})} <= found


def test_a_site_is_cut_in_two_and_made_one_again(readings: list[Reading]) -> None:
    assert HELD in _sites(readings)
    split = _decided(readings, "site", "split", sorted(HELD), "c:c02")
    assert _sites(readings, split) >= {HELD - {"c:c02"}, frozenset({"c:c02"})}
    back = _decided(readings, "site", "add", sorted(HELD - {"c:c02"}), "c:c02")
    assert HELD in _sites(readings, split, back)


def test_a_claim_moves_from_one_site_to_another_alone(readings: list[Reading]) -> None:
    put = _decided(readings, "site", "add", sorted(HELD), "d:c02")
    found = _sites(readings, put)
    assert HELD | {"d:c02"} in found
    assert not any("d:c02" in one for one in found if not one & HELD)


def test_sides_never_come_together(readings: list[Reading], telling: Telling) -> None:
    row = {"type": "refusal.order", "says": "men would not go", "place": "Lozova", "time": "2024-03-02", "side": "UA"}
    other = telling("z", "Plover", "2024-03-09", "Here men would not go.", row)
    with pytest.raises(ReviewError, match="two sides"):
        _decided([*readings, other], "incident", "add", REFUSED, "z:c01")


@pytest.mark.parametrize(
    ("verdict", "refs", "says"),
    [
        ("split", ("d:c01",), "does not stand"),
        ("add", ("a:c01",), "stands already"),
        ("split", REFUSED, "stay behind"),
        ("add", ("q:c01",), "no claim"),
    ],
)
def test_a_part_that_makes_no_sense_is_refused(
    readings: list[Reading], verdict: str, refs: tuple[str, ...], says: str
) -> None:
    with pytest.raises(ReviewError, match=says):
        _decided(readings, "incident", verdict, REFUSED, *refs)
