"""Transfers between places of detention, and places that moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.link import Linked, link
from nomansland.words import Passage, Reading, Relation

Telling = Callable[..., Reading]
Row = dict[str, object]


def _linked(*readings: Reading) -> Linked:
    return link(readings, group(readings))


def _held(says: str, place: str) -> Row:
    return {
        "type": "coercion.detention",
        "says": says,
        "place": place,
        "time": "2024-03-01/2024-03-04",
        "by": "relative",
    }


def _taken(says: str, place: str | None = None, **more: object) -> Row:
    return {"type": "coercion.transfer", "says": says, "place": place, "time": "2024-03-06", "by": "relative", **more}


def _ends(linked: Linked, number: int = 0) -> tuple[str, str]:
    names = {site.id: site.name for site in linked.sites} | {"": ""}
    edge = linked.transfers[number]
    return names[edge.origin], names[edge.destination]


CASES = [
    ("en", "Men sit in Lozova. Men sit in Orikhiv. Ten were driven from Lozova to Orikhiv.", "Lozova", "Orikhiv"),
    ("en", "Men sit in Lozova. Men sit in Orikhiv. Ten who sat in Lozova were taken to a cellar in Orikhiv.",
     "Lozova", "Orikhiv"),
    ("ru", "Люди сидят в Лозовой. Люди сидят в Орехове. Десять увезли из Лозовой в подвал в Орехове.",
     "Лозовой", "Орехове"),
    ("ru", "Люди сидят в Лозовой. Люди сидят в Орехове. В Орехове их погрузили и вывезли в подвал в Лозовой.",
     "Орехове", "Лозовой"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "start", "end"), CASES)
def test_a_transfer_is_an_edge_between_two_sites(
    telling: Telling, language: str, text: str, start: str, end: str
) -> None:
    one, other, moved = (part.strip(".") for part in text.split(". "))
    first, second = one.rsplit(" ", 1)[1], other.rsplit(" ", 1)[1]
    rows = [_held(one, first), _held(other, second), _taken(moved, end, count=(10, 10, "person"))]
    linked = _linked(telling("a", "Beacon", "2024-03-07", text, *rows, named=(first, second), language=language))
    assert _ends(linked) == (start, end)
    assert len(linked.transfers) == 1
    assert linked.transfers[0].count is not None
    assert {reason.name for reason in linked.transfers[0].reasons} == {"whence", "whither"}


def test_from_there_means_the_site_told_of_before(telling: Telling) -> None:
    text = "Men sit in Lozova. Ten were brought from there."
    rows = [_held("Men sit in Lozova", "Lozova"), _taken("Ten were brought from there", "Orikhiv")]
    linked = _linked(telling("a", "Beacon", "2024-03-07", text, *rows, named=("Lozova",)))
    assert _ends(linked) == ("Lozova", "")
    assert linked.transfers[0].end is not None
    assert linked.transfers[0].end.text == "Orikhiv"


def test_what_the_men_were_not_told_is_no_end(telling: Telling) -> None:
    text = "Men sit in Lozova. They were taken away without telling them where to."
    rows = [_held("Men sit in Lozova", "Lozova"), _taken("They were taken away without telling them")]
    (edge,) = _linked(telling("a", "Beacon", "2024-03-07", text, *rows, named=("Lozova",))).transfers
    assert edge.end is None
    assert any(reason.level == "hidden" for reason in edge.reasons)


def test_a_transfer_that_two_reports_tell_of_is_one_edge(telling: Telling) -> None:
    text = "Ten were driven from Lozova to Orikhiv."
    row = _taken("Ten were driven from Lozova to Orikhiv", "Orikhiv", count=(10, 10, "person"))
    first = telling("a", "Beacon", "2024-03-07", text, row, named=("Lozova", "Orikhiv"))
    row = {**row, "says": "Ten men were driven from Lozova to Orikhiv", "via": ("Beacon",), "by": "media"}
    text = "Beacon says: Ten men were driven from Lozova to Orikhiv."
    copy = telling("b", "Iron Post", "2024-03-08", text, row, named=("Lozova", "Orikhiv"))
    (edge,) = _linked(first, copy).transfers
    assert edge.claims == ("a:c01", "b:c01")
    assert (edge.newsrooms.low, edge.newsrooms.high) == (1, 1)


def test_a_site_that_moved_ends_here_and_begins_there(telling: Telling) -> None:
    text = "Men sit in Lozova. The camp was moved from Lozova to Orikhiv."
    rows = [_held("Men sit in Lozova", "Lozova"), _taken("The camp was moved from Lozova to Orikhiv", "Orikhiv")]
    linked = _linked(telling("a", "Beacon", "2024-03-07", text, *rows, named=("Lozova", "Orikhiv")))
    lives = {site.name: [(state.state, state.claim) for state in site.states] for site in linked.sites}
    assert lives == {"Lozova": [("active", "a:c01"), ("moved", "a:c02")], "Orikhiv": [("active", "a:c02")]}
    assert linked.transfers[0].whole
    assert _ends(linked) == ("Lozova", "Orikhiv")


def test_a_move_that_was_read_as_a_closing_closes_nothing(telling: Telling) -> None:
    text = "Люди сидят в Лозовой. Лагерь перенесли из Лозовой в Орехов."
    moved = {**_taken("Лагерь перенесли из Лозовой в Орехов", "Орехове"), "type": "site.closed"}
    reading = telling(
        "a", "Beacon", "2024-03-07", text, _held("Люди сидят в Лозовой", "Лозовой"), moved,
        named=("Лозовой",), language="ru",
    )  # fmt: skip
    states = {site.name: [state.state for state in site.states] for site in _linked(reading).sites}
    assert states == {"Лозовой": ["active", "moved"], "Орехове": ["active"]}


def test_in_use_closed_in_use_again_in_the_order_of_the_telling(telling: Telling) -> None:
    text = "A cellar is in Lozova. It was shut last year. It works again."
    rows: list[Row] = [
        {**_held("A cellar is in Lozova", "Lozova"), "time": "../2024-06-05"},
        {"type": "site.closed", "says": "It was shut last year", "place": "Lozova", "time": "2023", "by": "media"},
        {"type": "site.reopened", "says": "It works again", "place": "Lozova", "time": "2023", "by": "media"},
    ]
    (site,) = _linked(telling("a", "Beacon", "2024-06-05", text, *rows)).sites
    assert [state.state for state in site.states] == ["active", "closed", "reopened"]


def test_a_place_by_which_another_is_measured_is_no_end(telling: Telling) -> None:
    text = "Men sit in Lozova. They were driven 20 km from Lozova to Orikhiv."
    rows = [_held("Men sit in Lozova", "Lozova"), _taken("They were driven 20 km from Lozova to Orikhiv", "Orikhiv")]
    reading = telling("a", "Beacon", "2024-03-07", text, *rows, named=("Lozova", "Orikhiv"))
    yardstick = Relation("Orikhiv", "distance", ("Lozova",), Passage.of(text, text.index("20 km"), len(text)), 20)
    (edge,) = _linked(replace(reading, relations=(yardstick,))).transfers
    assert [reason.level for reason in edge.reasons if reason.name == "whence"] == ["implied"]
    assert edge.end is not None
    assert edge.end.text == "Orikhiv"


def test_a_site_lies_where_most_origins_put_it(telling: Telling) -> None:
    row = _held("Men sit there", "Orikhiv")
    first = telling("a", "Beacon", "2024-03-05", "Men sit there.", row)
    other = telling("c", "Quiet Bank", "2024-03-25", "There men sit.", {**row, "says": "There men sit"})
    drifted = {**row, "says": "Men sit there still", "place": "far Orikhiv", "via": ("Beacon",), "by": "media"}
    copy = telling("b", "Iron Post", "2024-03-06", "Beacon says: Men sit there still.", drifted)
    (claim,) = copy.claims
    assert claim.place is not None
    narrow = replace(claim.place, candidates=tuple(replace(one, radius_km=1.0) for one in claim.place.candidates))
    (site,) = _linked(first, replace(copy, claims=(replace(claim, place=narrow),)), other).sites
    assert site.claims == ("a:c01", "b:c01", "c:c01")
    assert site.place is not None
    assert site.place.point == (47.57, 35.79)


def test_swapped_sides_give_the_same_edges(telling: Telling) -> None:
    def made(side: str) -> list[tuple[str, str]]:
        text = "Men sit in Lozova. Ten were driven from Lozova to Orikhiv."
        rows = [
            {**_held("Men sit in Lozova", "Lozova"), "side": side},
            {**_taken("Ten were driven from Lozova to Orikhiv", "Orikhiv"), "side": side},
        ]
        linked = _linked(telling("a", "Beacon", "2024-03-07", text, *rows, named=("Lozova", "Orikhiv")))
        assert {edge.side for edge in linked.transfers} == {side}
        return [_ends(linked)]

    assert made("RF") == made("UA") == [("Lozova", "")]
