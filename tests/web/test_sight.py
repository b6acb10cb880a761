"""What is cut on the server: exact places, names of private persons, sealed reports."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import LYMAN, TEXT, passage
from tests.web.people import member

from nomansland.web.allowed import ROUTES
from nomansland.words import Claim, Publication, Reading, Report, Speaker

if TYPE_CHECKING:
    from django.test import Client
    from tests.web.conftest import Desk

PAGES = (
    "/", "/reports", "/reports/ru-1", "/reports/en-1", "/claims", "/incidents", "/incidents/i-1", "/incidents/i-2",
    "/sites", "/sites/s-1", "/legal", "/contradictions", "/map", "/map?show=all", "/timeline", "/?q=гараж",
    "/map/marks?bbox=22,44,41,53", "/map/names?bbox=22,44,23,45",
    "/claims?q=мобилизованных", "/?q=crews", "/sources", "/editions",
)  # fmt: skip
# Each is, or says, where exactly or who; no form of it may reach those who may not see it.
SECRET = re.compile(r"лиман|\blyman\b|orikhiv|48\.99|37\.8\b|47\.57|35\.78|петренк|petrenko", re.IGNORECASE)


def plant() -> None:
    """A report with a point in degrees and a soldier's name, in its title, text and address."""
    from nomansland.tables import write

    text = "Петренко, боец, сказал: «Нас держат под Лиманом», 48.99123 37.81234."
    place = replace(LYMAN, name="Lyman, Kramatorskyi raion, Donetska oblast")
    from nomansland.words import Place

    where = Place("Лиманом", passage(text, "Лиманом"), (place,))
    quote = passage(text, "Нас держат под Лиманом")
    speaker = Speaker("soldier", "Андрій Петренко", passage=passage(text, "Петренко"))
    claim = Claim("c01", "uk-1", "coercion.detention", quote, "RF", speaker=speaker, place=where)
    report = Report(
        "uk-1", text, title="Лиман: рассказ Петренка", outlet="Лента", url="https://lenta.invalid/liman-petrenko",
        tags=("Лиман",),
    )  # fmt: skip
    write.save_reports([report])
    write.save_readings([Reading(report, "ru", Publication("2023-05-07"), (claim,), (where,))])


@pytest.fixture
def planted(desk: Desk) -> Desk:
    """The small case with one more report that says too much."""
    plant()
    return desk


def bodies(client: Client, pages: tuple[str, ...] = (*PAGES, "/reports/uk-1")) -> dict[str, str]:
    """Pages by address; each opens."""
    out = {}
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        out[address] = answer.content.decode()
    return out


@pytest.mark.parametrize("role", ["viewer", "contributor"])
def test_exact_places_and_names_never_leave_for_those_who_may_not_see_them(planted: Desk, role: str) -> None:
    for address, body in bodies(member("Vira", role)).items():
        found = SECRET.search(body)
        assert found is None, (address, body[max(0, found.start() - 80) : found.end() + 40])
    page = member("Vika", role).get("/incidents/i-1").content.decode()
    assert "Kramatorskyi raion, Donetska oblast" in page


def routes() -> list[tuple[str, str]]:
    """Every address that a viewer may look at, once for each thing that it may be about."""
    from django.urls import get_resolver

    out = []
    # The ground is of the gazetteer and the same in every case (test_map.py): its degrees and names may be anybody's.
    ground = ("map-borders", "map-line", "map-names")
    for route, need in (one for one in ROUTES.items() if one[0] not in ground):
        space, _, name = route.rpartition(":")
        top = get_resolver()
        prefix, resolver = top.namespace_dict[space] if space else ("", top)
        for refs in ("uk-1", "ru-1", "i-1", "s-1", "uk-1:c01") if need.look == "read" else ():
            found = resolver.reverse_dict.getlist(name)[0][0][0]
            out.append((route, "/" + prefix + found[0] % dict.fromkeys(found[1], refs)))
    return sorted(set(out))


@pytest.mark.parametrize("query", ["", "?format=json", "?show=all&page=1", "?q=мобилизованных"])
def test_no_address_that_a_viewer_may_look_at_tells_them(planted: Desk, query: str) -> None:
    viewer, opened = member("Vira", "viewer"), set()
    for route, address in routes():
        answer = viewer.get(address + query)
        body = b"".join(answer) if answer.streaming else answer.content
        found = SECRET.search(body.decode())
        assert found is None, (address + query, found)
        if answer.status_code == 200:
            opened.add(route)
    assert opened >= {"inbox", "report", "claims", "incident", "site", "map", "sources"}


@pytest.mark.parametrize("role", ["editor", "reviewer", "custodian"])
def test_others_see_them(planted: Desk, role: str) -> None:
    body = " ".join(bodies(member("Olena", role)).values())
    for told in ("Лиманом", "Lyman", "Orikhiv", "Петренко", "48.99123"):
        assert told in body, told
    assert "█" not in body


def test_spans_still_point_at_their_words(planted: Desk) -> None:
    body = member("Vira", "viewer").get("/reports/ru-1").content.decode()
    assert re.search(r"<mark[^>]*>В гараже под █{7} </mark>|В гараже под █{7}", body)
    assert "заперли 12 мобилизованных" in body
    from nomansland.tables import read

    whole = read.reading("ru-1")
    assert whole is not None and whole.report.text == TEXT, "only what is shown is cut"


def test_a_search_finds_nothing_that_is_not_shown(planted: Desk) -> None:
    viewer, editor = member("Vira", "viewer"), member("Olena", "editor")
    for asked in ("Лиман", "Лиманом", "лим", "lyman", "Петренко", "петр", '"под Лиманом"', '"ид Лима"', "гараже Лиман"):
        for address in ("/", "/claims", "/sites", "/contradictions", "/incidents", "/map"):
            body = viewer.get(address, {"q": asked}).content.decode()
            shown = body[body.index("<main") :]
            assert "/reports/ru-1" not in shown and "/incidents/i-" not in shown, (asked, address)
            assert "/sites/s-1" not in shown, (asked, address)
    assert "/reports/ru-1" in editor.get("/", {"q": "Лиман"}).content.decode()
    assert "/reports/ru-1" in viewer.get("/", {"q": "мобилизованные"}).content.decode()


def test_a_report_that_was_not_read_yet_is_not_shown_to_those_for_whom_it_would_be_cut(planted: Desk) -> None:
    from nomansland.tables import write

    write.save_reports([Report("new-1", "Под Попасной держат людей.", title="Попасная")])
    assert member("Vira", "viewer").get("/reports/new-1").status_code == 404
    assert "Попасн" not in member("Vika", "viewer").get("/reports").content.decode()
    assert "Попасн" in member("Olena", "editor").get("/reports").content.decode()


def test_a_point_cannot_be_found_by_comparing(planted: Desk) -> None:
    """Whoever can ask which points lie in a window learns the cell of a point and no more."""
    from nomansland.tables import models
    from nomansland.tables.blots import sight_of
    from nomansland.tables.sight import seeing

    def window(south: float, north: float) -> int:
        return models.Incident.objects.filter(lat__gte=south, lat__lte=north).count()

    assert (window(48.98, 49.0), window(48.5, 48.98)) == (3, 0)
    with seeing(sight_of(False, False, False)):
        for narrow in ((48.98, 49.0), (48.55, 48.6), (48.9, 48.95)):
            assert window(*narrow) == 3, "the whole cell answers"
        assert window(49.1, 49.2) == 0
        assert models.Incident.objects.filter(lat=48.99).count() == 0
        assert models.Incident.objects.filter(lat__range=(48.98, 49.0)).count() == 0
        lats = set(models.Incident.objects.exclude(lat=None).values_list("lat", "lon", "radius_km"))
        assert lats == {(48.75, 37.875, 40.0)}
        assert models.Claim.objects.filter(place__contains="Lyman").count() == 0
        assert models.Claim.objects.filter(folded__contains="лиман").count() == 0
    assert models.Claim.objects.filter(folded__contains="лиман").count() > 0


def test_decisions_still_stand_for_those_who_see_less(planted: Desk) -> None:
    from nomansland.review import decide
    from nomansland.tables import write

    write.add_decision(decide("claim", "ru-1:c01", "accept", "Olena"))
    write.add_decision(decide("claim", "ru-1:c03", "correct", "Olena", value=(("place", "Лиман"),)))
    viewer = member("Vira", "viewer")
    assert "c01" in viewer.get("/claims?show=accepted").content.decode()
    assert SECRET.search(viewer.get("/reports/ru-1").content.decode()) is None


def seal(ref: str = "ru-1") -> None:
    from nomansland.tables import write

    write.seal(ref, "Olha", "a detainee asked")


@pytest.mark.parametrize("role", ["viewer", "contributor", "editor", "reviewer"])
def test_a_sealed_report_is_not_there(planted: Desk, role: str) -> None:
    who = member("Vira", role)
    before = bodies(who)
    assert "12" in before["/reports/ru-1"]
    seal()
    for address in ("/reports/ru-1", "/incidents/i-1", "/incidents/i-2", "/sites/s-1"):
        assert who.get(address).status_code == 404, address
    lists = ("/", "/reports", "/claims", "/incidents", "/sites", "/contradictions", "/map", "/timeline", "/legal",
             "/?q=мобилизованных", "/claims?q=гараже")  # fmt: skip
    for address in lists:
        body = who.get(address).content.decode()
        shown = body[body.index("<main") :]
        for told in ("ru-1", "/incidents/i-1", "/incidents/i-2", "/sites/s-1", "12 мобилизованных"):
            assert told not in shown, (address, told)
    assert who.get("/reports/en-1").status_code == 200


def test_custodians_see_what_is_sealed_and_the_log_tells_others_nothing(planted: Desk) -> None:
    from nomansland.review import decide
    from nomansland.tables import read, write

    write.add_decision(decide("claim", "ru-1:c01", "accept", "Olena", reason="seen in the garage"))
    seal()
    custodian, editor = member("Olha", "custodian"), member("Olena", "editor")
    assert custodian.get("/reports/ru-1").status_code == 200
    assert "sealed the report ru-1" in custodian.get("/log").content.decode()
    body = editor.get("/log").content.decode()
    assert "ru-1" not in body and "seen in the garage" not in body and "asked" not in body
    assert read.ledger_fault() is None, "the chain is whole for the program"
    assert custodian.post("/settings/seals", {"do": "unseal", "report": "ru-1"}).status_code == 302
    assert editor.get("/reports/ru-1").status_code == 200


def test_what_is_sealed_cannot_be_decided_on(planted: Desk) -> None:
    from nomansland.tables import read

    seal()
    for who in (member("Olena", "editor"), member("Rita", "reviewer")):
        sent = {"target": "claim", "ref": "ru-1:c01", "verdict": "reject"}
        answer = who.post("/decide", sent)
        assert answer.status_code == 400
        nothing = who.post("/decide", sent | {"ref": "ru-1:c99"}).content
        assert answer.content.replace(b"c01", b"c99") == nothing, "as if it were not there"
        assert who.post("/decide", sent | {"target": "incident", "ref": "i-1"}).status_code == 400
    assert read.decisions() == ()


def test_no_release_and_no_study_rests_on_a_sealed_report(planted: Desk) -> None:
    from nomansland import work

    assert {one.report.id for one in work.unsealed().readings} == {"ru-1", "ru-2", "en-1", "uk-1"}
    seal()
    found = work.unsealed()
    assert {one.report.id for one in found.readings} == {"ru-2", "en-1", "uk-1"}
    assert {one.id for one in found.incidents} == {"i-3", "i-4"} and not found.sites
    assert len(work.record_of().readings) == 4, "commands see everything"


def test_a_sealed_report_that_comes_in_again_is_known(planted: Desk) -> None:
    from nomansland.tables import models

    seal()
    contributor = member("Kyrylo", "contributor")
    answer = contributor.post("/admit", {"text": TEXT})
    assert answer.status_code == 302
    assert models.Report.objects.filter(ref="ru-1").count() == 1
