"""The waterfall of a proposal: a prior, a weight for each field on its level, and the probability they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isclose, log2

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.link.pairs import FIELDS, probability
from nomansland.link.weights import counted, judged, learned, table, weights
from nomansland.words import Reading

Telling = Callable[..., Reading]


def _held(says: str, **more: object) -> dict[str, object]:
    return {"type": "coercion.detention", "says": says, "place": "Lozova", "time": "2024-03-04", **more}


def _two(telling: Telling, **second: object) -> list[Reading]:
    return [
        telling("a", "Steppe Beacon", "2024-03-05", "Nineteen were held.", _held("Nineteen", count=(19, 19, "person"))),
        telling("b", "Court Gazette", "2024-06-05", "They were locked up.", _held("They were locked up", **second)),
    ]


def test_every_step_says_its_field_its_level_and_its_weight(telling: Telling) -> None:
    readings = _two(telling, count=(19, None, "person"))
    (found,) = link(readings, group(readings)).incidents
    steps = {reason.name: reason for reason in found.reasons}
    assert found.reasons[0].name == "prior"
    assert set(steps) <= {"prior", *FIELDS}
    assert (steps["place"].level, steps["time"].level, steps["count"].level) == ("same_place", "same_day", "same_count")
    assert all(reason.text for reason in found.reasons)
    total = sum(reason.weight for reason in found.reasons)
    assert isclose(total, found.score, abs_tol=0.01)
    assert found.probability is not None and isclose(found.probability, probability(total), abs_tol=0.001)


def test_what_agrees_in_more_fields_is_likelier(telling: Telling) -> None:
    def chance(**second: object) -> float:
        readings = _two(telling, **second)
        (found,) = link(readings, group(readings)).incidents
        return found.probability or 0.0

    assert chance(count=(19, 19, "person")) > chance() > chance(count=(40, 40, "person"))


def test_a_claim_alone_has_no_probability(telling: Telling) -> None:
    readings = _two(telling)[:1]
    (found,) = link(readings, group(readings)).incidents
    assert found.probability is None and found.reasons == ()


def test_judged_and_counted_weights_have_the_same_fields_and_levels() -> None:
    for known in (judged(), counted(), table()):
        assert {field: set(row) for field, row in known.bits.items()} == {
            field: set(row) for field, row in weights()["fields"].items()
        }
    assert "annotated set" in learned()["source"]


def test_counted_weights_are_m_over_u() -> None:
    shares = learned()["fields"]["time"]["same_day"]
    assert isclose(counted().bits["time"]["same_day"], log2(shares["m"] / shares["u"]))


@pytest.mark.parametrize(("bits", "sure"), [(0.0, 0.5), (1.0, 2 / 3), (-200.0, 0.0)])
def test_bits_say_a_probability(bits: float, sure: float) -> None:
    assert isclose(probability(bits), sure)


def test_nothing_is_joined_over_two_sides_or_two_kinds_of_act_however_much_agrees(telling: Telling) -> None:
    for other in ({"side": "UA"}, {"type": "refusal.order"}):
        one, two = _two(telling, count=(19, 19, "person"), unit="812th regiment", **other)
        one = replace(one, claims=(replace(one.claims[0], unit="the 812th regiment"),))
        assert all(len(found.claims) == 1 for found in link([one, two], group([one, two])).incidents), other
