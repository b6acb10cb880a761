"""The API: the same rows and cuts as the pages, typed, with problems that say what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.conftest import Linked, stranger
from tests.web.people import HOST, member, person, signed_in
from tests.web.tokens import got, program, sent

from nomansland.web.api import schema
from nomansland.web.api.scopes import ASKS, LEAVES, SCOPES
from nomansland.web.filters import Filters

if TYPE_CHECKING:
    from tests.web.conftest import Desk

LISTS = ("reports", "claims", "incidents", "sites", "contradictions", "sources", "editions", "log")
FULL = ("reports/ru-1", "claims/ru-1:c01", "incidents/i-2", "sites/s-1", "contradictions/x-1", "log/1")
EXACT_LYMAN = (48.99, 37.8)


def all_texts(value: Any) -> list[str]:
    """Every text in an answer."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in all_texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in all_texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("address", LISTS)
def test_lists_tell_what_their_table_does(desk: Desk, address: str) -> None:
    found = got(program("Olena", "editor"), address)
    assert found["items"] or address == "editions"
    if address != "editions":
        assert (found["page"], found["limit"], found["next"]) == (1, 50, None)
        assert found["total"] == len(found["items"])


def test_each_thing_in_full(desk: Desk) -> None:
    olena = program("Olena", "editor")
    report = got(olena, "reports/ru-1")
    assert [one["claim"]["id"] for one in report["claims"]] == ["c01", "c02", "c03", "c04"]
    assert report["report"]["text"].startswith("В гараже") and report["retellings"][0]["id"] == "t-1"
    claim = got(olena, "claims/ru-1:c01")
    assert claim["incidents"] == ["i-2"] and claim["contradictions"] == ["x-1"]
    assert claim["claim"]["count"]["min"] == 12 and claim["finding"]["state"] == "undecided"
    incident = got(olena, "incidents/i-2")
    assert len(incident["claims"]) == 2 and incident["contradictions"][0]["contradiction"]["kind"] == "denial"
    site = got(olena, "sites/s-1")
    assert [one["state"] for one in site["site"]["states"]] == ["active", "closed"] and site["transfers"] == []
    assert got(olena, "contradictions/x-1")["state"] == "open"
    assert got(olena, "sources/An Invented Gazette")["through"] == [["An Invented Channel", 1]]


def test_a_site_tells_who_was_taken_where(desk: Desk) -> None:
    from nomansland.tables import read, write
    from nomansland.words import Interval, Transfer

    one = Interval(1, 1, "one soldier")
    moved = Transfer("m-1", ("ru-1:c02",), one, one, origin="s-1")
    site = read.site("s-1")
    assert site is not None
    write.save_linked(Linked((), (site,), (), (), (moved,)), [])
    assert [one["id"] for one in got(program("Olena", "editor"), "sites/s-1")["transfers"]] == ["m-1"]


def test_a_list_is_cut_into_pages_that_lead_on(desk: Desk) -> None:
    olena, address, seen = program("Olena", "editor"), "claims?limit=2&side=RF", []
    while address:
        found = got(olena, address)
        seen += [one["claim"]["report"] + one["claim"]["id"] for one in found["items"]]
        address = (found["next"] or "").removeprefix("/api/")
    assert len(seen) == len(set(seen)) == found["total"] == 4


def test_filters_are_those_of_the_tables(desk: Desk) -> None:
    olena = program("Olena", "editor")
    assert [one["id"] for one in got(olena, "reports?language=en")["items"]] == ["en-1"]
    assert [one["id"] for one in got(olena, "incidents?side=UA&type=refusal.order")["items"]] == ["i-3"]
    assert got(olena, "claims?modality=denied")["total"] == 1
    assert got(olena, "sites?show=active")["total"] == 0 and got(olena, "sites?show=closed")["total"] == 1
    assert got(olena, "contradictions?state=settled")["total"] == 0
    assert got(olena, "log?until=9999-12-31")["total"] > 0


def test_every_filter_is_one_of_the_desk(desk: Desk) -> None:
    from nomansland.web.api import asked

    known = set(Filters.__dataclass_fields__) | {"limit"}
    lists = [cls for cls in vars(asked).values() if isinstance(cls, type) and issubclass(cls, asked.Paged)]
    assert len(lists) > 6
    assert {name for cls in lists for name in cls.model_fields} <= known


@pytest.mark.parametrize(
    "query", ["sides=RF", "side=rf", "since=yesterday", "until=20230501", "page=0", "limit=201", "page=x"]
)
def test_what_is_not_understood_is_refused(desk: Desk, query: str) -> None:
    found = got(program("Olena", "editor"), f"claims?{query}", 422)
    assert found["title"] == "Not understood" and found["todo"]


def test_search_finds_other_forms_of_a_word(desk: Desk) -> None:
    found = got(program("Olena", "editor"), "search?q=отказаться")
    assert [one["id"] for one in found["reports"]["items"]] == ["ru-1"]
    assert [one["claim"]["id"] for one in found["claims"]["items"]] == ["c03"]


@pytest.mark.parametrize("address", [*LISTS[:-1], *FULL[:-1], "search?q=two"])
def test_a_viewer_sees_no_exact_place(desk: Desk, address: str) -> None:
    texts, exact = (all_texts(got(program(name, name), address)) for name in ("viewer", "editor"))
    assert not any("Лиман" in text or "Lyman, Kram" in text or "Orikhiv" in text for text in texts)
    if address in ("reports/ru-1", "incidents"):
        assert any("Лиман" in text for text in exact)


def test_coordinates_are_those_that_the_page_may_show(desk: Desk) -> None:
    exact = got(program("Olena", "editor"), "incidents/i-2")["incident"]["place"]["candidates"][0]
    coarse = got(program("Ivan", "viewer"), "incidents/i-2")["incident"]["place"]["candidates"][0]
    assert (exact["lat"], exact["lon"]) == EXACT_LYMAN
    assert (coarse["lat"], coarse["lon"]) == (48.75, 37.875) and coarse["radius_km"] == 40


def test_what_is_sealed_is_as_if_it_were_not_there(desk: Desk) -> None:
    from nomansland.tables import write

    write.seal("ru-1", "The custodian", "a detainee asked")
    olena = program("Olena", "editor")
    for address in (*FULL[:-1], "sources/Выдуманный канал"):
        if "en-1" not in address:
            assert "ru-1" not in json.dumps(got(olena, address, 404))
    assert [one["id"] for one in got(olena, "reports")["items"]] == ["en-1", "ru-2"]
    assert got(program("Guard", "custodian"), "reports/ru-1")["report"]["id"] == "ru-1"
    assert got(program("Other guard", "custodian", "read:reports"), "reports/ru-1", 404)


def test_prepared_editions_are_for_those_who_decide(desk: Desk) -> None:
    from nomansland.tables import write
    from nomansland.web.edition import PREPARED
    from nomansland.words import Release

    release = Release("e-1", (), 0)
    write.append(PREPARED, {"by": "Olena", "release": release, "held": [], "outside": [], "rules": []})
    number = got(program("Olena", "editor"), "editions")["items"][0]["number"]
    assert got(program("Ivan", "viewer"), "editions")["items"] == []
    got(program("Petro", "viewer"), f"editions/{number}", 404)
    assert got(program("Maria", "editor"), f"editions/{number}")["state"] == "prepared"


def test_the_log_can_be_checked_by_whoever_sees_all_of_it(desk: Desk) -> None:
    from nomansland.tables.ledger import chained

    entries = got(program("Olena", "editor"), "log?limit=200")["items"]
    for one in entries:
        assert chained(one["seq"], one["at"], one["kind"], one["data"], one["previous"]).hash == one["hash"]
    assert all(one["data"] is None for one in got(program("Maria", "editor", "read:log"), "log")["items"])


def test_a_report_is_taken_in_as_a_pasted_one_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.tables import read
    from nomansland.web.background import READER

    started: list[Any] = []
    monkeypatch.setattr(READER, "start", lambda case, by: started.append(by))
    text = "A made-up crew refused to row, a made-up cook says."
    body = {"text": text, "outlet": "An Invented Gazette", "published": "2023-06-01"}
    came = sent(program("Petro", "contributor"), "reports", body)
    report = read.report(came["reports"][0])
    assert report is not None and report.text == text and report.outlet == body["outlet"]
    assert report.holding and started == ["Petro"]
    assert sent(program("Nadia", "contributor"), "reports", body)["reports"] == came["reports"], "once"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x", "pub": ""}, 422),
        ({"text": "x", "published": "May"}, 422),
        ({"text": " "}, 400),
    ],
)
def test_a_report_that_says_nothing_is_refused(desk: Desk, body: dict[str, Any], status: int) -> None:
    assert sent(program("Petro", "contributor"), "reports", body, status)["todo"]


@pytest.mark.parametrize("body", [b"{", b'{"text": "\\ud800"}', b"[" * 100_000, b"\xff", b""])
def test_a_body_that_is_no_json_is_refused(desk: Desk, body: bytes) -> None:
    answer = program("Petro", "contributor").post("/api/reports", body, content_type="application/json")
    assert answer.status_code in (400, 422)


def test_refusals_are_problems(desk: Desk) -> None:
    answers = {
        401: stranger().get("/api/reports"),
        403: member("Petro", "viewer").get("/api/log"),
        404: member("Olena", "editor").get("/api/nothing"),
        405: member("Maria", "editor").post("/api/claims"),
        400: Client(HTTP_HOST="evil.invalid").get("/api/reports"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert set(answer.json()) == {"type", "title", "status", "detail", "todo"} and answer.json()["status"] == status
    assert answers[401].headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_writes_only_with_the_token_of_its_forms(desk: Desk) -> None:
    olena = signed_in(person("Olena", ["editor"]))
    strict = Client(enforce_csrf_checks=True, HTTP_HOST=HOST)
    strict.cookies = olena.cookies
    body = {"target": "claim", "ref": "en-1:c01", "verdict": "accept", **_held(strict, "claims/en-1:c01")}
    assert sent(strict, "decisions", body, 403)["detail"] == "The request did not come from the desk."
    strict.get("/settings")
    key = strict.cookies["nomansland-csrf-8765"].value
    answer = strict.post("/api/decisions", body, content_type="application/json", headers={"X-CSRFToken": key})
    assert answer.status_code == 201


def _held(client: Client, address: str) -> dict[str, str]:
    """What a decision is held against."""
    found = got(client, address)["decided"]
    return {"seen": found["seen"], "last": found["last"]}


def test_the_one_person_of_a_case_without_accounts_may_ask(desk: Desk) -> None:
    assert got(desk.client, "me")["roles"] == ["administrator", "custodian", "editor"]
    assert got(desk.client, "reports")["total"] == 3


def test_whoever_asks_too_often_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web.api.pace import PACE

    monkeypatch.setattr(PACE, "most", {True: 3, False: 1})
    olena, ivan = program("Olena", "editor"), program("Ivan", "editor")
    assert [olena.get("/api/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = olena.get("/api/me")
    assert int(answer.headers["Retry-After"]) > 0 and answer.json()["title"] == "Too many requests"
    assert ivan.get("/api/me").status_code == 200, "each has a pace of its own"


def test_the_description_that_is_kept_is_the_api_as_it_is(desk: Desk) -> None:
    assert schema.KEPT.read_bytes() == schema.described(), "run `make api`"
    answer = stranger().get("/api/openapi.json")
    assert answer.json() == json.loads(schema.KEPT.read_bytes()) and answer.json()["openapi"].startswith("3.1")


def test_a_description_that_drifted_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "openapi.json"
    kept.write_bytes(schema.described().replace(b"Outlets", b"Inlets"))
    monkeypatch.setattr(schema, "KEPT", kept)
    assert schema.main(["--check"]) == 1 and "make api" in capsys.readouterr().err
    assert schema.main([]) == 0 and schema.main(["--check"]) == 0


def test_every_example_is_what_its_schema_says(desk: Desk) -> None:
    import jsonschema_rs

    described = json.loads(schema.described())
    checked = 0
    for name, one in described["components"]["schemas"].items():
        pieces = [one, *({"$defs": {}} | piece for piece in one.get("properties", {}).values())]
        for piece in pieces:
            whole = {**piece, "components": described["components"]}
            for example in piece.get("examples", ()):
                assert jsonschema_rs.is_valid(whole, example), (name, example)
                checked += 1
    assert checked > 30


def test_every_operation_says_what_it_is_and_what_it_refuses(desk: Desk) -> None:
    for path, operations in json.loads(schema.described())["paths"].items():
        for method, one in operations.items():
            assert one["summary"] and one["description"], path
            assert {"400", "401", "403", "422", "429"} <= one["responses"].keys(), path
            assert ("404" in one["responses"]) >= ("{" in path), (path, method)
            assert one["security"] == [{"Token": []}, {"Session": []}]


def test_every_route_asks_a_token_for_a_scope(desk: Desk) -> None:
    from nomansland.web.allowed import RIGHTS, ROUTES

    routes = {name for name in ROUTES if name.startswith("api:")} - {"api:openapi-json"}
    assert routes == ASKS.keys()
    for name, (look, send) in ASKS.items():
        need = ROUTES[name]
        assert bool(need.send) == bool(send), name
        assert need.look == "signed-in" or need.look in LEAVES[look], name
        assert not send or need.send in LEAVES[send], name
    assert LEAVES.keys() == SCOPES.keys()
    assert {right for rights in LEAVES.values() for right in rights} <= RIGHTS.keys()


def test_targets_and_verdicts_are_those_of_the_steps(desk: Desk) -> None:
    from typing import get_args

    from nomansland.review.verdicts import VERDICTS
    from nomansland.web.api.asked import Target, Verdict

    assert set(get_args(Target)) == VERDICTS.keys() - {"decision"}
    assert set(get_args(Verdict)) == {verdict for known in VERDICTS.values() for verdict in known}
