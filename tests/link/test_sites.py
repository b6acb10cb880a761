"""Places of detention and their lives."""

from __future__ import annotations

from collections.abc import Callable

from nomansland.group import group
from nomansland.link import link
from nomansland.words import Reading, Site

Telling = Callable[..., Reading]


def _sites(*readings: Reading) -> tuple[Site, ...]:
    return link(readings, group(readings)).sites


def _at(kind: str, says: str, time: str | None = None, **more: object) -> dict[str, object]:
    return {"type": kind, "says": says, "place": "Lozova", "time": time, "by": "relative", **more}


def test_a_site_lives_closes_and_reopens_over_reports(telling: Telling) -> None:
    first = telling(
        "a",
        "Beacon",
        "2024-03-05",
        "Men sit there.",
        _at("coercion.detention", "Men sit there", "2024-03-01/2024-03-04"),
    )
    rows = [_at("site.closed", "It was shut", "2024-03-20"), _at("site.reopened", "It works again", "2024-05")]
    second = telling("b", "Iron Post", "2024-06-05", "It was shut. It works again.", *rows)
    (site,) = _sites(second, first)
    assert set(site.claims) == {"a:c01", "b:c01", "b:c02"}
    assert [state.state for state in site.states] == ["active", "closed", "reopened"]
    assert [state.claim for state in site.states] == ["a:c01", "b:c01", "b:c02"]


def test_the_two_sides_never_share_a_site(telling: Telling) -> None:
    first = telling(
        "a", "Beacon", "2024-03-05", "Men sit there.", _at("coercion.detention", "Men sit there", "2024-03-01")
    )
    other = telling(
        "b",
        "Iron Post",
        "2024-03-06",
        "They hold men.",
        _at("coercion.detention", "They hold men", "2024-03-01", side="UA"),
    )
    assert sorted(site.side or "" for site in _sites(first, other)) == ["RF", "UA"]


def test_what_is_done_there_belongs_to_the_only_site_of_the_report(telling: Telling) -> None:
    text = "Men sit there. No water is given. Officials say that nobody is held."
    rows = [
        _at("coercion.detention", "Men sit there", "2024-03-01"),
        _at("coercion.conditions", "No water is given", place=None),
        {"type": "response.denial", "says": "Officials say that nobody is held", "by": "official"},
    ]
    (site,) = _sites(telling("a", "Beacon", "2024-03-05", text, *rows))
    assert site.claims == ("a:c01", "a:c02", "a:c03")


def test_a_copy_that_drifted_adds_no_state(telling: Telling) -> None:
    row = _at("site.closed", "It was shut", "2024-03-01/2024-03-05", count=(40, 40, "person"))
    first = telling("a", "Beacon", "2024-04-05", "It was shut with forty men.", row)
    row = {**row, "time": "2024-03-26/2024-03-31", "via": ("Beacon",), "by": "media"}
    copy = telling("b", "Iron Post", "2024-04-06", "Beacon says: It was shut late.", row)
    (site,) = _sites(first, copy)
    assert [state.claim for state in site.states] == ["a:c01"]
    assert set(site.claims) == {"a:c01", "b:c01"}


def test_a_count_of_sites_is_no_site(telling: Telling) -> None:
    row = _at("coercion.detention", "Thirteen cellars are known", "2024-03", count=(13, None, "site"), place="Orikhiv")
    assert _sites(telling("a", "Beacon", "2024-03-05", "Thirteen cellars are known.", row)) == ()


def test_flight_from_a_site_and_a_silence_on_its_building_belong_to_it(telling: Telling) -> None:
    text = "Men are kept in a brewery. One man ran away. On the brewery the major would not talk."
    rows: list[dict[str, object]] = [
        {"type": "coercion.detention", "says": "Men are kept in a brewery", "place": "Lozova", "by": "relative"},
        {"type": "refusal.absence", "says": "One man ran away", "place": "Lozova", "by": "relative"},
        {"type": "response.denial", "says": "On the brewery the major would not talk", "by": "official"},
    ]
    reading = telling("a", "Beacon", "2024-03-05", text, *rows)
    linked = link([reading], group([reading]))
    assert [set(site.claims) for site in linked.sites] == [{"a:c01", "a:c02", "a:c03"}]
