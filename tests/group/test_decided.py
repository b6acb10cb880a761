"""An edge decided in a case is read by the next pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nomansland.review import decide
from nomansland.tables import Case
from nomansland.words import Reading
from nomansland.words.errors import ReviewError


@pytest.fixture
def filled(any_case: Case, telling: Callable[..., Reading]) -> Case:
    from nomansland.tables import write

    readings = [
        telling("a", "Steppe Beacon", "2024-03-05", "Nineteen men are held."),
        telling("b", "Iron Post", "2024-03-06", "A village has no water."),
    ]
    write.save_reports([reading.report for reading in readings])
    write.save_readings(readings)
    return any_case


def test_a_decided_edge_is_read_by_the_next_pass_and_undone_by_the_one_after(filled: Case) -> None:
    from nomansland import work
    from nomansland.tables import read, write

    def lineages() -> list[tuple[str, ...]]:
        work.join_case()
        return [one.reports for one in read.retellings() if len(one.reports) > 1]

    assert lineages() == []
    made = write.add_decision(decide("edge", "b>a", "add", "Olha", value=(("kind", "citation"),), reason="he says so"))
    assert made.seen and lineages() == [("a", "b")]
    write.add_decision(decide("edge", "b>a", "undo", "Olha", undoes=made.id))
    assert lineages() == []


@pytest.mark.parametrize("ref", ["b>a>c", "b", "b>", "b>b", "b>missing"])
def test_an_edge_needs_two_reports_of_the_case(filled: Case, ref: str) -> None:
    from nomansland.tables import write

    with pytest.raises(ReviewError):
        write.add_decision(decide("edge", ref, "add", "Olha"))


def test_what_is_no_edge_and_what_is_no_family_is_refused() -> None:
    with pytest.raises(ReviewError, match="no kind of edge"):
        decide("edge", "b>a", "add", "Olha", value=(("kind", "rumour"),))
    for value in ((), (("house", "Iron Post"),), (("colour", "red"),)):
        with pytest.raises(ReviewError):
            decide("family", "Iron Post", "add", "Olha", value=value)
