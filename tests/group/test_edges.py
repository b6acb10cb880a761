"""Edges that stand in posts, and people's decisions on edges and families."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.group.sources import web_key
from nomansland.link import link
from nomansland.words import Decision, Edge, Link, Reading, Retelling

Telling = Callable[..., Reading]
Who = dict[str, str]
AT = "2024-06-01T10:00:00+00:00"


def _held(says: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"type": "coercion.detention", "says": says, "time": "2024-03-04", "place": "Lozova"}
    return {**row, "count": (19, 19, "person"), **more}


def _decided(target: str, ref: str, verdict: str, number: int = 1, **value: str) -> Decision:
    return Decision(f"d{number}", target, ref, verdict, "Olena", AT, tuple(value.items()), "she knows the editor")


@pytest.fixture
def two(telling: Telling) -> list[Reading]:
    return [
        telling("a", "Steppe Beacon", "2024-03-05", "Nineteen men are in the mill.", _held("Nineteen men")),
        telling("b", "Iron Post", "2024-03-06", "We heard of nineteen in a mill.", _held("nineteen in a mill")),
    ]


def _edges(found: list[Retelling]) -> list[Edge]:
    return [edge for one in found for edge in one.edges]


def _lineages(found: list[Retelling]) -> set[frozenset[str]]:
    return {frozenset(one.reports) for one in found if len(one.reports) > 1}


def test_a_reply_that_carries_a_story_on_is_of_its_lineage(telling: Telling) -> None:
    post = telling("a", "Steppe Beacon", "2024-03-05", "Nineteen men are in the mill.", _held("Nineteen men"))
    reply = telling("b", "Steppe Beacon", "2024-03-08", "Still nineteen.", _held("nineteen", time=None), reply_to="a")
    (found,) = group([post, reply])
    (edge,) = found.edges
    assert (edge.child, edge.parent, edge.kind) == ("b", "a", "reply")
    assert edge.weight >= 8 and edge.reasons[0].text


def test_a_reply_on_something_else_keeps_the_edge_and_stays_outside(telling: Telling) -> None:
    post = telling("a", "Steppe Beacon", "2024-03-05", "Nineteen men are in the mill.", _held("Nineteen men"))
    row = {"type": "evasion.border", "says": "Two crossed", "time": "2024-05-01", "place": "Orikhiv", "side": "UA"}
    found = group([post, telling("b", "Steppe Beacon", "2024-05-02", "Two crossed.", row, reply_to="a")])
    assert [one.reports for one in found] == [("a",), ("b",)]
    assert [edge.kind for edge in found[1].edges] == ["reply"]


def test_a_reply_to_a_post_that_is_not_in_the_set_is_no_edge(two: list[Reading]) -> None:
    alone = replace(two[1], report=replace(two[1].report, reply_to="missing"))
    assert not _edges(group([two[0], alone]))


def test_an_address_is_known_with_tracking_and_in_a_preview(two: list[Reading]) -> None:
    assert web_key("https://www.t.me/s/steppe/15?single") == web_key("t.me/steppe/15")
    assert web_key("http://post.example/a/?utm_source=x#top") == web_key("https://post.example/a")
    origin = replace(two[0], report=replace(two[0].report, url="https://t.me/steppe/15"))
    link_ = (Link("https://t.me/s/steppe/15?single"),)
    (found,) = group([origin, replace(two[1], report=replace(two[1].report, links=link_))])
    assert [(edge.child, edge.parent) for edge in found.edges] == [("b", "a")]
    assert found.edges[0].reasons[0].name == "source"


def test_one_channel_that_tells_a_story_again_is_one_lineage(telling: Telling) -> None:
    rows = [
        {"type": "refusal.order", "says": "They refused", "time": "2024-03-03", "place": "Lozova", "unit": "812th"},
        _held("nineteen are in the mill"),
    ]
    text = "They refused, and now nineteen are in the mill."
    first = telling("a", "Steppe Beacon", "2024-03-05", text, *rows)
    other = "Once more on the mill. They refused; since then nineteen are in the mill, nobody has come for them."
    again = telling("b", "Steppe Beacon", "2024-03-09", other, *rows)
    elsewhere = telling("c", "Iron Post", "2024-03-09", other.replace("Once more on", "News from"), *rows)
    assert _lineages(group([first, again])) == {frozenset("ab")}
    assert {edge.kind for edge in _edges(group([first, again]))} <= {"channel", "copy"}
    assert not [edge for edge in _edges(group([first, elsewhere])) if edge.kind == "channel"]


def test_a_person_draws_an_edge_and_the_next_pass_reads_it(two: list[Reading]) -> None:
    assert not _lineages(group(two))
    drawn = _decided("edge", "b>a", "add", kind="forward")
    (found,) = group(two, [drawn])
    (edge,) = found.edges
    assert (edge.kind, edge.reasons[0].name) == ("forward", "decision")
    assert "Olena" in edge.reasons[0].text and "she knows the editor" in edge.reasons[0].text
    assert (found.newsrooms.low, found.newsrooms.high) == (1, 1)
    undone = Decision("d2", "edge", "b>a", "undo", "Olena", AT, undoes="d1")
    assert group(two, [drawn, undone]) == group(two)


def test_a_person_cuts_an_edge_whichever_way_it_runs(two: list[Reading]) -> None:
    copy = replace(two[1], report=replace(two[1].report, text=two[0].report.text + " " + two[0].report.text))
    assert _lineages(group([two[0], copy]))
    for ref in ("b>a", "a>b"):
        assert not _lineages(group([two[0], copy], [_decided("edge", ref, "reject")]))
    both = [_decided("edge", "b>a", "reject"), _decided("edge", "b>a", "accept", 2)]
    assert _lineages(group([two[0], copy], both)), "the last word counts"
    (edge,) = _edges(group([two[0], copy], both))
    assert edge.kind == "copy" and [reason.name for reason in edge.reasons] == ["decision", "copy"]


def test_a_report_that_is_split_off_stands_alone(two: list[Reading]) -> None:
    copies = [replace(one, report=replace(one.report, text="The same words of all three reports here.")) for one in two]
    split = _decided("retelling", "l-1", "split", report="b")
    assert _lineages(group(copies)) and not _lineages(group(copies, [split]))


def test_names_that_a_person_takes_for_one_house_are_one_newsroom(two: list[Reading]) -> None:
    def rooms(*decisions: Decision) -> int:
        (found,) = (one for one in link(two, group(two, decisions), decisions).incidents if len(one.claims) == 2)
        return found.newsrooms.low

    family = _decided("family", "Iron Post", "add", house="Steppe Beacon")
    assert (rooms(), rooms(family)) == (2, 1)
    assert rooms(family, _decided("family", "Iron Post", "reject", 2, house="Steppe Beacon")) == 2


def test_a_listed_family_is_taken_apart_by_a_decision(two: list[Reading]) -> None:
    known = [
        replace(one, report=replace(one.report, outlet=name)) for one, name in zip(two, ("RIA", "Sputnik"), strict=True)
    ]

    def rooms(*decisions: Decision) -> int:
        return max(one.newsrooms.low for one in link(known, group(known, decisions), decisions).incidents)

    assert (rooms(), rooms(_decided("family", "RIA", "reject", house="Sputnik"))) == (1, 2)


def test_a_press_office_is_one_voice_and_two_names_of_one_man_are_too(telling: Telling) -> None:
    def voices(one: Who, other: Who, *decisions: Decision) -> tuple[int, int]:
        readings = []
        for name, who in (("a", one), ("b", other)):
            made = telling(name, f"Outlet {name}", "2024-03-05", "Nineteen men.", _held("Nineteen men", by="official"))
            (claim,) = made.claims
            assert claim.speaker is not None
            made = replace(made, report=replace(made.report, text=f"Nineteen men. {name * 9}"))
            speaker = replace(claim.speaker, name=who.get("name"), office=who.get("office"))
            readings.append(replace(made, claims=(replace(claim, speaker=speaker),)))
        found = link(readings, group(readings, decisions), decisions).incidents[0]
        return found.voices.low, found.voices.high

    staff = {"office": "a spokesman of the Ukrainian General Staff"}, {"office": "прессекретар, Генштаб ЗСУ"}
    assert voices(*staff) == (1, 1)
    assert voices({"office": "a brigade"}, {"office": "another brigade"}) == (1, 2)
    men = {"name": "Ivan Petrenko"}, {"name": "the miller"}
    assert voices(*men) == (2, 2)
    assert voices(*men, _decided("family", "the miller", "add", person="Ivan Petrenko")) == (1, 1)
