"""One incident in many reports, many incidents in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nomansland.group import group
from nomansland.link import Linked, link
from nomansland.words import Reading

Telling = Callable[..., Reading]
OTHER_SIDE = {"RF": "UA", "UA": "RF"}


def _link(*readings: Reading) -> Linked:
    return link(readings, group(readings))


def _clusters(linked: Linked) -> set[frozenset[str]]:
    return {frozenset(one.claims) for one in linked.incidents if len(one.claims) > 1}


def _refused(says: str, **more: object) -> dict[str, object]:
    return {"type": "refusal.order", "says": says, "place": "Lozova", "time": "2024-03-04", "by": "soldier", **more}


def _two(telling: Telling, **second: object) -> Sequence[Reading]:
    return (
        telling("a", "Steppe Beacon", "2024-03-05", "A platoon refused.", _refused("A platoon refused")),
        telling("b", "Court Gazette", "2024-06-05", "They disobeyed.", _refused("They disobeyed", **second)),
    )


def test_two_accounts_of_one_act_are_one_incident_with_two_newsrooms(telling: Telling) -> None:
    linked = _link(*_two(telling))
    assert _clusters(linked) == {frozenset({"a:c01", "b:c01"})}
    (found,) = linked.incidents
    assert (found.newsrooms.low, found.newsrooms.high) == (2, 2)
    assert round(sum(reason.weight for reason in found.reasons), 2) == found.score > 0


def test_another_side_another_place_another_month_are_other_incidents(telling: Telling) -> None:
    for other in ({"side": "UA"}, {"place": "Orikhiv"}, {"time": "2024-04-04"}, {"type": "evasion.border"}):
        assert not _clusters(_link(*_two(telling, **other))), other


def test_a_day_or_two_of_drift_is_borne_where_the_unit_agrees(telling: Telling) -> None:
    one, _ = _two(telling)
    unit = "the 812th regiment"
    one = replace(one, claims=(replace(one.claims[0], unit=unit),))
    other = telling(
        "b", "Court Gazette", "2024-06-05", "They disobeyed.", _refused("They disobeyed", time="2024-03-06")
    )
    assert not _clusters(_link(one, other))
    other = replace(other, claims=(replace(other.claims[0], unit="812-й полк"),))
    assert _clusters(_link(one, other)) == {frozenset({"a:c01", "b:c01"})}


def test_a_copy_never_counts_as_a_second_newsroom(telling: Telling) -> None:
    origin, _ = _two(telling)
    copies = [
        telling(
            f"k{number}",
            f"Echo {number}",
            "2024-03-06",
            "A platoon refused.",
            _refused("A platoon refused", via=("Steppe Beacon",)),
        )
        for number in range(4)
    ]
    linked = _link(origin, *copies)
    (found,) = linked.incidents
    assert len(found.claims) == 5
    assert (found.newsrooms.low, found.newsrooms.high) == (1, 1)
    assert (found.voices.low, found.voices.high) == (1, 1)


def test_one_report_tells_of_many_incidents(telling: Telling) -> None:
    text = "On the 4th they refused. At Orikhiv others refused. In May they refused again."
    rows = [
        _refused("On the 4th they refused"),
        _refused("others refused", place="Orikhiv"),
        _refused("they refused again", time="2024-05"),
    ]
    assert len(_link(telling("a", "Steppe Beacon", "2024-06-01", text, *rows)).incidents) == 3


def test_what_did_not_happen_forms_no_incident(telling: Telling) -> None:
    text = "Nobody refused. They would refuse. The brigade denies it."
    rows = [
        _refused("Nobody refused", modality="denied"),
        _refused("They would refuse", modality="hypothetical"),
        {"type": "response.denial", "says": "The brigade denies it", "by": "official"},
    ]
    assert _link(telling("a", "Steppe Beacon", "2024-06-01", text, *rows)).incidents == ()


def test_lasting_acts_bear_a_gap_that_sudden_ones_do_not(telling: Telling) -> None:
    def pair(kind: str) -> Linked:
        one = telling(
            "a", "Steppe Beacon", "2024-03-20", "It was so.", _refused("It was so", type=kind, time="2024-03-04")
        )
        other = telling(
            "b", "Iron Post", "2024-03-20", "It was so.", _refused("It was so", type=kind, time="2024-03-12")
        )
        return _link(one, replace(other, report=replace(other.report, text="So it was told.")))

    assert _clusters(pair("coercion.detention"))
    assert not _clusters(pair("refusal.order"))


def test_swapped_sides_swap_the_incidents_and_change_nothing_else(telling: Telling) -> None:
    readings = [
        *_two(telling),
        telling("c", "Iron Post", "2024-03-09", "Ten fled.", _refused("Ten fled", side="UA", type="refusal.absence")),
    ]
    swapped = [
        replace(one, claims=tuple(replace(claim, side=OTHER_SIDE[claim.side or ""]) for claim in one.claims))
        for one in readings
    ]
    before, after = _link(*readings).incidents, _link(*swapped).incidents
    assert [replace(one, side=OTHER_SIDE[one.side or ""]) for one in before] == list(after)


def test_a_negated_number_is_no_negated_event(telling: Telling) -> None:
    text = "Not fewer than fifty refused."
    row = _refused(text, modality="denied", count=(50, None, "person"))
    assert len(_link(telling("a", "Steppe Beacon", "2024-06-01", text, row)).incidents) == 1
