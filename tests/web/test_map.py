"""What the map asks for: marks of a window, the line of a day, borders and names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.conftest import HOST, LYMAN
from tests.web.people import member

from nomansland.terrain.geo import distance_km
from nomansland.web import ground
from nomansland.web.filters import Filters
from nomansland.web.frontline import Drawn
from nomansland.words import Incident, Interval, Place, Time

if TYPE_CHECKING:
    from tests.web.conftest import Desk

WHOLE = "bbox=22,44,41,53"
AROUND_LYMAN = "bbox=37,48.5,38.5,49.5"


def got(client: Client, address: str) -> dict[str, Any]:
    """The collection at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Cache-Control"] == "no-store"
    found = json.loads(answer.content)
    assert found["type"] == "FeatureCollection"
    return dict(found)


def of_kind(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Features of one kind."""
    return [one for one in found["features"] if one["properties"]["kind"] == kind]


def crowd(number: int, lat: float = 49.0, lon: float = 37.8, side: str = "RF") -> list[Incident]:
    """Incidents at one point."""
    place = Place("Лиманом", None, (replace(LYMAN, lat=lat, lon=lon),))
    one = Interval(1, 1, "one")
    return [
        Incident(f"n-{side}-{lat}-{at}", ("ru-1:c01",), ("refusal.order",), side, one, one, place, Time("2023-05-01"))
        for at in range(number)
    ]


def save(incidents: list[Incident]) -> None:
    """Put incidents beside those of the case."""
    from nomansland.tables import models
    from nomansland.web import remembered
    from nomansland.words.codec import to_json

    # No entry of the ledger tells of these rows.
    remembered._KEPT.clear()
    rows = []
    for one in incidents:
        best = one.place.best if one.place else None
        assert best is not None and one.side is not None
        rows.append(
            models.Incident(
                ref=one.id, types=" ".join(one.types), side=one.side, voices_low=1, voices_high=1, newsrooms_low=1,
                newsrooms_high=1, score=1.0, data=to_json(one).decode(), lat=best.lat, lon=best.lon,
                radius_km=best.radius_km, first_day=date(2023, 5, 1), last_day=date(2023, 5, 1),
            )
        )  # fmt: skip
    models.Incident.objects.bulk_create(rows)


def test_marks_are_areas_with_a_shape_in_each(desk: Desk) -> None:
    found = got(desk.client, f"/map/marks?{WHOLE}")
    assert found["cells"] is False
    assert found["number"] == 4
    marks = [one["properties"] for one in of_kind(found, "mark")]
    assert {(one["side"], one["shape"]) for one in marks} == {
        ("rf", "refusal"), ("rf", "coercion"), ("rf", "site"), ("ua", "refusal"),
    }  # fmt: skip
    assert {one["href"] for one in marks} == {"/incidents/i-1", "/incidents/i-2", "/incidents/i-3", "/sites/s-1"}
    assert ["2023-05-01", "2023-05-04"] in next(one["days"] for one in marks if one["href"] == "/incidents/i-1")
    areas = of_kind(found, "area")
    assert {one["properties"]["side"] for one in areas} == {"rf", "ua"}
    for ring in (one["geometry"]["coordinates"][0] for one in areas):
        assert ring[0] == ring[-1]
        for lon, lat in ring:
            assert distance_km((48.99, 37.8), (lat, lon)) == pytest.approx(3.0, abs=0.05)


def test_only_the_window_is_told(desk: Desk) -> None:
    assert got(desk.client, f"/map/marks?{AROUND_LYMAN}")["number"] == 4
    assert got(desk.client, "/map/marks?bbox=22,44,30,53")["number"] == 0
    # A mark on the very edge is inside.
    assert got(desk.client, "/map/marks?bbox=37.8,48.99,38,49")["number"] == 4


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("side=UA", {"/incidents/i-3"}),
        ("family=coercion", {"/incidents/i-2"}),
        ("family=site", {"/sites/s-1"}),
        ("q=crews", {"/incidents/i-3"}),
        ("until=2023-04-01&side=UA", set()),
        ("since=2023-05-05&family=refusal", {"/incidents/i-3"}),
    ],
)
def test_filters_are_those_of_the_tables(desk: Desk, query: str, refs: set[str]) -> None:
    found = got(desk.client, f"/map/marks?{WHOLE}&{query}")
    assert {one["properties"]["href"] for one in of_kind(found, "mark")} == refs


def test_swapped_sides_give_the_swapped_map(desk: Desk) -> None:
    save(crowd(3, 47.0, 35.0, "RF"))
    one = got(desk.client, "/map/marks?bbox=34,46,36,48")
    from nomansland.tables import models

    models.Incident.objects.filter(side="RF", lat=47.0).delete()
    save(crowd(3, 47.0, 35.0, "UA"))
    other = got(desk.client, "/map/marks?bbox=34,46,36,48")
    swapped = json.loads(
        json.dumps(one).replace("n-RF", "n-UA").replace('"rf"', '"ua"').replace("Russian", "Ukrainian")
    )
    assert other == swapped


@pytest.mark.parametrize(
    "bbox", ["", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=40,44,22,53", "bbox=nan,1,2,3", "bbox=0,0,inf,1"]
)
def test_what_is_no_window_is_told(desk: Desk, bbox: str) -> None:
    for noun in ("marks", "names"):
        answer = desk.client.get(f"/map/{noun}?{bbox}")
        assert answer.status_code == 400
        assert "bbox=WEST,SOUTH,EAST,NORTH" in answer.content.decode()


def test_many_are_counted_by_cell_and_none_is_lost(desk: Desk) -> None:
    from nomansland.web import mapped

    save(crowd(mapped.MOST, 49.01, 37.81) + crowd(30, 47.3, 35.2, "UA"))
    found = got(desk.client, f"/map/marks?{WHOLE}")
    assert found["cells"] is True
    cells = of_kind(found, "cell")
    assert sum(one["properties"]["n"] for one in cells) == mapped.MOST + 30 + 3
    assert sum(one["properties"]["ua"] for one in cells) == 31
    assert found["number"] == mapped.MOST + 30 + 4, "the site is a mark of its own"
    assert len(of_kind(found, "mark")) == 1
    for one in cells:
        ring = one["geometry"]["coordinates"][0]
        (west, south), (east, north) = ring[0], ring[2]
        inside = [
            p for p in ((49.01, 37.81), (48.99, 37.8), (47.3, 35.2)) if south <= p[0] < north and west <= p[1] < east
        ]
        assert inside, "a cell holds what it counts"
    near = got(desk.client, "/map/marks?bbox=35,47,36,48")
    assert near["cells"] is False, "closer, they are marks again"
    assert [one["properties"]["n"] for one in of_kind(near, "mark")] == [30]


def test_a_viewer_is_told_cells_only(desk: Desk) -> None:
    from nomansland.web import mapped

    save(crowd(mapped.MOST + 1, 49.3001, 37.9001))
    viewer = member("Vera", "viewer")
    inner = got(viewer, "/map/marks?bbox=37.85,49.25,37.95,49.35")
    west, south = inner["features"][0]["geometry"]["coordinates"][0][0]
    assert (west % 0.75, south % 0.5) == (0.0, 0.0)
    body = json.dumps([inner, got(viewer, f"/map/marks?{WHOLE}")])
    assert "49.3" not in body and "37.9001" not in body
    # A window moved by less than a cell finds the same: nobody feels his way to a point.
    away = got(viewer, "/map/marks?bbox=37.6,49.05,37.7,49.1")
    assert [one["properties"]["n"] for one in of_kind(away, "cell")] == [
        one["properties"]["n"] for one in of_kind(inner, "cell")
    ]
    marks = got(viewer, f"/map/marks?{WHOLE}&side=UA")
    assert [one["properties"]["radius_km"] for one in of_kind(marks, "area")] == [40.0]


def test_a_stranger_is_told_nothing(desk: Desk) -> None:
    for address in (f"/map/marks?{WHOLE}", "/map/line", "/map/borders", f"/map/names?{WHOLE}"):
        answer = Client(HTTP_HOST=HOST).get(address)
        assert answer.status_code == 403
        assert b"FeatureCollection" not in answer.content


def test_the_line_of_a_day_says_how_old_it_is(desk: Desk) -> None:
    newest = got(desk.client, "/map/line")
    assert newest["age_days"] == 0
    assert newest["after"] is None
    day = newest["before"]
    before = got(desk.client, f"/map/line?on={day}")
    assert (before["day"], before["after"], before["age_days"]) == (day, newest["day"], 0)
    assert of_kind(got(desk.client, "/map/line?on=2022-12-01"), "front") != of_kind(newest, "front")
    later = date.fromisoformat(newest["day"]).toordinal() + 10
    aged = got(desk.client, f"/map/line?on={date.fromordinal(later)}")
    assert aged["age_days"] == 10
    assert "10 days off the day" in aged["note"]
    nothing = got(desk.client, "/map/line?on=2031-01-01")
    assert (nothing["features"], nothing["day"], nothing["age_days"]) == ([], None, None)
    assert "No front line is loaded for 1 January 2031" in nothing["note"]


def test_sectors_part_the_line_without_a_gap(desk: Desk) -> None:
    pieces = of_kind(got(desk.client, "/map/line?on=2023-06-15"), "front")
    assert len({one["properties"]["sector"] for one in pieces}) > 5
    for one, other in pairwise(pieces):
        assert one["properties"]["sector"] != other["properties"]["sector"]
        assert one["geometry"]["coordinates"][-1] == other["geometry"]["coordinates"][0]


def test_held_ground_is_drawn_as_closed_rings(desk: Desk) -> None:
    from nomansland.web.pages.mapdata import front

    ring = ((48.0, 37.0), (48.0, 38.0), (49.0, 38.0))
    found = front(Drawn((ring[:2],), (ring,), date(2023, 5, 1)), date(2023, 5, 3))
    held = of_kind(found, "held")[0]["geometry"]["coordinates"][0]
    assert held == [[37.0, 48.0], [38.0, 48.0], [38.0, 49.0], [37.0, 48.0]]
    assert found["age_days"] == 2


def test_borders_part_what_the_codifier_parts(desk: Desk) -> None:
    found = got(desk.client, "/map/borders")
    levels = {one["properties"]["level"]: one["geometry"]["coordinates"] for one in found["features"]}
    assert set(levels) == {"country", "oblast", "raion"}

    def crossings(level: str, lat: float, west: float, east: float) -> int:
        """How often a line along a parallel meets the borders of a level."""
        return sum(
            (a[1] > lat) != (b[1] > lat) and west < a[0] + (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) < east
            for line in levels[level]
            for a, b in pairwise(line)
        )

    # From Kharkiv to Kursk's side of the border; from Simferopol over the steppe to Kherson no border of the country.
    assert crossings("country", 49.4, 36.0, 41.5) % 2 == 1
    assert crossings("country", 46.2, 32.0, 36.0) == 0, "Crimea lies where the codifier puts it"
    assert crossings("oblast", 48.4, 35.1, 37.8) >= 1, "between Dnipro and Donetsk"


def test_the_base_map_knows_nothing_of_the_case(desk: Desk) -> None:
    before = desk.client.get("/map/borders").content, desk.client.get(f"/map/names?{WHOLE}").content
    save(crowd(3, 48.123, 36.123))
    assert before == (desk.client.get("/map/borders").content, desk.client.get(f"/map/names?{WHOLE}").content)


def test_names_of_a_window_are_the_greatest_first(desk: Desk) -> None:
    found = got(desk.client, "/map/names?bbox=36,48,39,50")
    names = [one["properties"]["name"] for one in found["features"]]
    assert "Kharkiv" in names and "Kramatorsk" in names
    ranks = [one["properties"]["rank"] for one in found["features"]]
    assert ranks == sorted(ranks, reverse=True)
    assert all(
        36 <= one["geometry"]["coordinates"][0] <= 39 and 48 <= one["geometry"]["coordinates"][1] <= 50
        for one in found["features"]
    )
    assert len(ground.towns(22, 44, 41, 53, 7)) == 7


def test_the_page_has_the_slider_and_the_same_in_time(desk: Desk) -> None:
    page = desk.client.get("/map?side=RF&on=2023-05-02").content.decode()
    assert 'data-now="2023-05-02"' in page
    first = page.split('data-first="')[1][:10]
    assert first <= "2023-05-01", "the slider reaches the first day of what is shown"
    assert 'href="/timeline?side=RF&amp;on=2023-05-02"' in page
    cursor = page.split('class="cursor"')[1].split(">")[0]
    assert "hidden" not in cursor
    timeline = desk.client.get("/timeline?side=RF&on=2023-05-02").content.decode()
    assert timeline.split('class="cursor"')[1].split(">")[0] == cursor
    off = desk.client.get("/timeline?on=2031-01-01").content.decode()
    assert 'visibility="hidden"' in off.split('class="cursor"')[1].split(">")[0]


def test_the_drawn_map_has_borders(desk: Desk) -> None:
    page = desk.client.get("/map").content.decode()
    assert 'class="border country"' in page
    assert 'class="border oblast"' in page


def test_without_the_package_the_drawn_map_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web.pages import front as page_of

    monkeypatch.setattr(page_of, "is_current", lambda: False)
    page = desk.client.get("/map").content.decode()
    assert "map.js" not in page
    assert "left out when this program was installed" in page
    assert 'class="chart"' in page


def test_the_number_of_marks_is_that_of_the_tables(desk: Desk) -> None:
    from nomansland.web import queries

    save(crowd(5))
    placed = [one for one in queries.incidents(Filters()) if one.place and one.place.point]
    assert got(desk.client, f"/map/marks?{WHOLE}")["number"] == len(placed) + 1


def test_what_the_drawn_map_leaves_out_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web.pages import timeline

    save(crowd(5))
    assert "left out of them" not in desk.client.get("/map").content.decode()
    monkeypatch.setattr(timeline, "DRAWN", 4)
    monkeypatch.setattr(timeline, "ROWS", 3)
    page = desk.client.get("/map").content.decode()
    assert "6 earlier ones are left out of them" in page
    assert 'class="column ' in page


def test_more_incidents_than_a_picture_bears_are_counted_in_columns(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nomansland.web.pages import timeline

    save(crowd(5))
    assert 'class="column ' not in desk.client.get("/timeline").content.decode()
    monkeypatch.setattr(timeline, "DRAWN", 4)
    page = desk.client.get("/timeline").content.decode()
    assert "9 incidents are too many to draw one by one" in page
    columns = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"><rect class="column (\w+)"', page)
    told = {label: (unescape(href), side) for href, label, side in columns}
    href, side = told["1 May 2023: 5 incidents, Russian army"]
    assert side == "rf"
    assert "since=2023-05-01&until=2023-05-01" in href
    monkeypatch.setattr(timeline, "DRAWN", 400)
    day = desk.client.get("/timeline" + href).content.decode()
    assert all(f'href="/incidents/n-RF-49.0-{at}" aria-label' in day for at in range(5)), "what it counts is there"


def test_sites_that_a_window_cannot_hold_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.tables import models
    from nomansland.web import mapped

    assert got(desk.client, f"/map/marks?{WHOLE}&family=site")["left_out"] == ""
    row = models.Site.objects.get(lat__isnull=False)
    for number in range(3):
        row.pk, row.ref = None, f"s-more-{number}"
        row.save(force_insert=True)
    monkeypatch.setattr(mapped, "MOST", 2)
    told = got(desk.client, f"/map/marks?{WHOLE}&family=site")["left_out"]
    assert told == "2 more places of detention are here: zoom in to see them."
