"""What leaves the case: nothing undecided, nothing small, nothing that names or places anybody."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from nomansland.share import release
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Count,
    Evidence,
    Finding,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Release,
    Report,
    Speaker,
    Time,
)
from nomansland.words.codec import to_json
from nomansland.words.errors import ShareRefused
from nomansland.words.region import oblasts

ONE = Interval(1, 1)
_NUMBERS = itertools.count()


def place(oblast: str = "UA44", weight: float = 1.0) -> Place:
    inside = Candidate(f"{oblast}100130160071351", "Canaryville", 49.12345, 38.54321, 3.0, weight)
    return Place("Canaryville", None, (inside, Candidate("UA14020050020023647", "Other", 48.0, 38.0, 3.0, 1 - weight)))


def claim(number: int, **changes: object) -> Claim:
    quote = f"canaryquote{number}"
    made = Claim(
        f"c{number:03}",
        "r1",
        "refusal.order",
        Passage(quote, 0, len(quote)),
        side="RF",
        place=place(),
        time=Time("2023-06-05"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reading(*claims: Claim) -> Reading:
    return Reading(Report("r1", "canarytext"), "en", Publication(), claims)


def accepted(*claims: Claim, people: int = 1) -> list[Finding]:
    return [Finding(one.ref, "accepted", people=people) for one in claims]


def of(*claims: Claim, **options: object) -> Release:
    return release(accepted(*claims), [reading(*claims)], **options)  # type: ignore[arg-type]


def many(number: int, **changes: object) -> list[Claim]:
    return [claim(next(_NUMBERS), **changes) for _ in range(number)]


def values(made: Release) -> list[tuple[str, str, str, str, int | None]]:
    return [(cell.side, cell.type, cell.oblast, cell.month, cell.value) for cell in made.cells]


def test_decided_counts_by_oblast_and_month() -> None:
    assert values(of(*many(6))) == [("RF", "refusal.order", "luhansk-oblast", "2023-06", 6)]


@pytest.mark.parametrize("number", [1, 4])
def test_a_small_cell_is_left_out_and_looks_like_an_empty_one(number: int) -> None:
    made = of(*many(number))
    assert made.cells == () and made.suppressed == 1


@pytest.mark.parametrize("state", ["undecided", "disputed", None])
def test_one_claim_that_is_not_decided_refuses_everything(state: str | None) -> None:
    claims = many(9)
    found = accepted(*claims[:-1]) + ([Finding(claims[-1].ref, state)] if state else [])
    with pytest.raises(ShareRefused, match="not decided"):
        release(found, [reading(*claims)])


def test_a_finding_on_nothing_refuses() -> None:
    with pytest.raises(ShareRefused, match="not in the record"):
        release([Finding("r9:c01", "accepted")], [reading()])


def test_one_person_is_not_two() -> None:
    claims = many(6)
    with pytest.raises(ShareRefused):
        release(accepted(*claims), [reading(*claims)], people=2)
    assert len(release(accepted(*claims, people=2), [reading(*claims)], people=2).cells) == 1


def test_cells_so_small_that_they_name_people_are_refused() -> None:
    with pytest.raises(ShareRefused, match="at least 3"):
        of(*many(9), k=2)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": None},
        {"place": place(weight=0.8)},
        {"place": Place("Canaryville", None)},
        {"time": None},
        {"time": Time("2023-06-28/2023-07-02")},
        {"time": Time("../2023-06-02")},
        {"time": Time(None, duration="P2W")},
        {"side": None},
        {"side": "both"},
        {"modality": "denied"},
        {"modality": "hypothetical"},
        {"hedge": True},
        {"type": "context.losses"},
        {"type": "law.assessment"},
    ],
    ids=str,
)
def test_what_cannot_be_told_or_is_not_told_as_fact_is_not_counted(changes: dict[str, object]) -> None:
    assert of(*many(9, **changes)).cells == () and of(*many(9, **changes)).suppressed == 0
    assert [cell.value for cell in of(*many(6), *many(9, **changes)).cells] == [6]


def test_what_is_not_counted_need_not_be_decided() -> None:
    claims, said = many(6), many(1, modality="hypothetical")
    assert len(release(accepted(*claims), [reading(*claims, *said)]).cells) == 1


@pytest.mark.parametrize("state", ["rejected", "retracted"])
def test_what_people_threw_out_is_not_counted(state: str) -> None:
    claims = many(6)
    found = [*accepted(*claims[:-1]), Finding(claims[-1].ref, state)]
    assert [cell.value for cell in release(found, [reading(*claims)]).cells] == [5]


def test_copies_of_one_incident_count_once() -> None:
    claims = many(8)
    told = [Incident("i1", tuple(one.ref for one in claims[:4]), ("refusal.order",), "RF", ONE, ONE)]
    assert [cell.value for cell in of(*claims, incidents=told).cells] == [5]


def test_corrections_are_followed() -> None:
    claims = many(6)
    found = [*accepted(*claims[:-1]), replace(accepted(claims[-1])[0], corrections=(("side", "UA"),))]
    assert [cell.value for cell in release(found, [reading(*claims)]).cells] == [5]


def test_swapping_the_sides_swaps_them() -> None:
    claims = [*many(6), *many(9, type="coercion.detention", side="UA")]
    other = {"RF": "UA", "UA": "RF"}
    swapped = [replace(one, side=other[str(one.side)]) for one in claims]
    expected = [(other[side], *rest) for side, *rest in values(of(*claims))]
    assert sorted(expected) == values(of(*swapped)) and len(expected) == 2


def planted() -> Claim:
    canary = Passage("canaryquote", 0, 11)
    return claim(
        1,
        unit="canaryunit",
        site="canarysite",
        count=Count(3, 3, "canarycount", passage=canary),
        speaker=Speaker("soldier", "Canary Name", "canary office", interest="canary interest", passage=canary),
        chain=Chain(("Canary Outlet",), (canary,)),
        conditions=(("C1", "canarycondition"),),
        echoes=(canary,),
        evidence=(Evidence("side", canary, "canary reason"),),
        subside="canarysubside",
        status="canarystatus",
        reader="canaryreader",
    )


def test_nothing_planted_in_a_claim_leaves() -> None:
    claims = [replace(planted(), id=f"c{number}") for number in range(9)]
    found = [replace(one, corrections=(("unit", "canaryunit"),)) for one in accepted(*claims)]
    made = release(found, [reading(*claims)])
    assert len(made.cells) == 1
    said = to_json(made).decode().lower()
    for secret in ("canary", "49.1", "38.5", "r1:", "soldier", "ua44"):
        assert secret not in said
    assert all(note == note.strip() and not re.search(r"\d", note) for note in made.notes)


@pytest.mark.parametrize("kind", ["refusal.canary name", "refusal.petrenko", "canary", "refusal.x.y"])
def test_an_event_type_that_is_none_never_leaves(kind: str) -> None:
    with pytest.raises(ShareRefused, match="event type"):
        of(*many(9, type=kind))


def grown(*sizes: int) -> Iterator[Release]:
    """Releases made one after the other while one cell grows or shrinks."""
    previous = None
    for size in sizes:
        previous = of(*many(size), previous=previous)
        yield previous


@pytest.mark.parametrize(
    ("sizes", "published"),
    [
        ((6, 7, 10, 11), [6, 6, 6, 11]),
        ((4, 5, 8, 9), [None, None, None, 9]),
        ((20, 19, 15), [20, 20, 15]),
        ((9, 4), [9, None]),
        ((6, 6), [6, 6]),
    ],
)
def test_two_releases_never_differ_by_few(sizes: tuple[int, ...], published: list[int | None]) -> None:
    assert [made.cells[0].value if made.cells else None for made in grown(*sizes)] == published


def test_the_name_of_a_release_follows_from_its_content() -> None:
    assert of(*many(6)).id == of(*many(6)).id != of(*many(7)).id


def test_the_places_of_a_release_are_from_the_closed_list() -> None:
    assert {"luhansk-oblast", "belgorod-oblast"} <= oblasts().keys()
    assert all(re.fullmatch(r"[a-z-]+", slug) and one.en and one.ru and one.uk for slug, one in oblasts().items())
