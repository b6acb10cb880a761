"""Who is let in, and who is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from nomansland.web.door import Door

if TYPE_CHECKING:
    from tests.web.conftest import Desk

HOST = "127.0.0.1:8765"
FORM = {"target": "claim", "ref": "ru-1:c01", "verdict": "accept"}


def test_a_stranger_sees_nothing(desk: Desk) -> None:
    for address in ("/", "/reports/ru-1", "/claims", "/log", "/nowhere"):
        answer = Client(HTTP_HOST=HOST).get(address)
        assert answer.status_code == 403
        assert "Лиман" not in answer.content.decode()


def test_the_token_works_once(desk: Desk) -> None:
    second = Client(HTTP_HOST=HOST)
    assert second.get(f"/open/{desk.token}").status_code == 403
    assert second.get("/").status_code == 403
    assert desk.client.get(f"/open/{desk.token}").status_code == 302, "the browser that used it is sent on"


def test_a_wrong_token_does_not_spend_the_right_one(empty: Desk) -> None:
    empty.door.token = "right"
    visitor = Client(HTTP_HOST=HOST)
    assert visitor.get("/open/wrong").status_code == 403
    assert visitor.get("/open/").status_code == 403
    assert visitor.get("/open/%D1%8F").status_code == 403
    assert visitor.get("/open/right").status_code == 302
    assert visitor.get("/").status_code == 200


def test_the_session_cookie_is_closed(empty: Desk) -> None:
    empty.door.token = "again"
    cookie = Client(HTTP_HOST=HOST).get("/open/again").cookies["nomansland-8765"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert len(cookie.value) >= 32


def test_a_made_up_cookie_opens_nothing(desk: Desk) -> None:
    visitor = Client(HTTP_HOST=HOST)
    visitor.cookies["nomansland-8765"] = "x" * 43
    assert visitor.get("/").status_code == 403


def test_other_hosts_are_refused(desk: Desk) -> None:
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8765", "localhost:8766", ""):
        answer = desk.client.get("/", HTTP_HOST=host)
        assert answer.status_code == 400, host
        assert "Лиман" not in answer.content.decode()
    for host in ("localhost:8765", "[::1]:8765", "LOCALHOST:8765"):
        assert desk.client.get("/", HTTP_HOST=host).status_code == 200, host


def test_other_origins_are_refused(desk: Desk) -> None:
    for origin in ("http://evil.example", "null", "https://127.0.0.1:8765", "http://127.0.0.1:9000"):
        assert desk.client.post("/decide", FORM, HTTP_ORIGIN=origin).status_code == 403, origin
    assert desk.client.post("/decide", FORM, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert desk.client.post("/decide", FORM, HTTP_ORIGIN=f"http://{HOST}").status_code == 302


def test_a_form_needs_its_token(desk: Desk) -> None:
    visitor = Client(enforce_csrf_checks=True, HTTP_HOST=HOST)
    visitor.cookies = desk.client.cookies
    assert visitor.post("/decide", FORM).status_code == 403
    page = visitor.get("/reports/ru-1").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert visitor.post("/decide", FORM | {"csrfmiddlewaretoken": token}).status_code == 302


def test_refusals_are_closed_pages_too(desk: Desk) -> None:
    for answer in (Client(HTTP_HOST=HOST).get("/"), desk.client.get("/", HTTP_HOST="evil.example")):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_doors_do_not_share_tokens_and_forget_old_sessions() -> None:
    one, other = Door(port=1), Door(port=2)
    assert one.token != other.token
    first = one.enter(one.token or "")
    assert one.session(first) is not None
    for number in range(64):
        one.token = f"t{number}"
        assert one.enter(f"t{number}")
    assert one.session(first) is None
    assert len(one.sessions) == 64
