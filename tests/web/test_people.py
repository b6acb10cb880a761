"""Accounts as people use them: set up, sign in, second factor, sessions, invitations, roles."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from django.test import Client

from nomansland.web.limits import Limits

if TYPE_CHECKING:
    from tests.web.conftest import Desk

    from nomansland.tables.models import Person

HOST = "127.0.0.1:8765"
WORDS = "quiet harbour seven lamps"
OTHER = "yellow ladder under rain"
COOKIE = "nomansland-8765"


def browser() -> Client:
    """A browser that was not let in."""
    return Client(HTTP_HOST=HOST)


def set_up(desk: Desk, name: str = "Olena K.", words: str = WORDS) -> Client:
    """The first person of the case, in the browser that was let in."""
    answer = desk.client.post("/set-up", {"name": name, "passphrase": words, "again": words})
    assert answer.status_code == 302, answer.content.decode()
    return desk.client


def sign_in(name: str = "Olena K.", words: str = WORDS, back: str = "") -> tuple[Client, Any]:
    """A new browser with what it was answered."""
    visitor = browser()
    return visitor, visitor.post("/sign-in", {"name": name, "passphrase": words, "back": back})


def row(name: str = "Olena K.") -> Person:
    """The account of a name."""
    from nomansland.tables import read

    found = read.person_named(name)
    assert found is not None
    return found


def told(event: str) -> list[str]:
    """Entries of the ledger on people that tell of an event."""
    from nomansland.tables import read

    return [entry.data for entry in read.ledger("person") if f'"event":"{event}"' in entry.data]


def fault(answer: Any) -> str:
    """What a refused form says."""
    found = re.search(r'role="alert">([^<]*)', answer.content.decode())
    assert found is not None, answer.content.decode()
    return found.group(1)


def test_the_desk_opens_at_once_and_says_how_to_set_a_passphrase(desk: Desk) -> None:
    page = desk.client.get("/").content.decode()
    assert 'href="/set-up"' in page
    assert "Nobody has set a passphrase yet" in desk.client.get("/settings").content.decode()


def test_the_first_person_is_three_in_one_and_labelled(desk: Desk) -> None:
    set_up(desk)
    assert row().roles == "administrator custodian editor"
    assert row().passphrase.startswith("argon2$argon2id$")
    assert WORDS not in row().passphrase
    page = desk.client.get("/settings").content.decode()
    assert "a review here is a review by one person" in page
    assert "Sign out" in page and 'href="/set-up"' not in page
    assert desk.client.get("/set-up").headers["Location"] == "/settings"
    assert told("added")[0].count("Olena K.") == 2
    assert len(told("signed in")) == 1


def test_once_somebody_has_a_passphrase_everyone_else_is_asked_for_it(desk: Desk) -> None:
    other = browser()
    desk.door.token = "again"
    assert other.get("/open/again").status_code == 302
    assert other.get("/claims").status_code == 200
    set_up(desk)
    assert other.get("/claims").headers["Location"] == "/sign-in?back=%2Fclaims"
    part = other.get("/claims?side=UA", headers={"HX-Request": "true"})
    assert (part.status_code, part.content) == (204, b""), "no form to sign in where a list was"
    assert part.headers["HX-Redirect"] == "/sign-in?back=%2Fclaims%3Fside%3DUA"
    assert other.post("/decide", {}).status_code == 403
    desk.door.token = "third"
    third = browser()
    assert third.get("/open/third").headers["Location"] == "/sign-in"
    assert COOKIE not in third.cookies


def test_the_desk_asks_first_where_the_case_says_so(empty: Desk) -> None:
    empty.door.limits = Limits(required=True)
    empty.door.token = "strict"
    visitor = browser()
    assert visitor.get("/open/strict").headers["Location"] == "/set-up"
    for address in ("/", "/claims", "/log", "/settings/people"):
        assert visitor.get(address).headers["Location"] == "/set-up", address
    assert visitor.post("/admit", {"text": "x"}).status_code == 403
    answer = visitor.post("/set-up", {"name": "Ivan", "passphrase": WORDS, "again": WORDS})
    assert answer.headers["Location"] == "/settings"
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "words", "again"),
    [
        ("Olena", "short", "short"),
        ("Olena", "password1234", "password1234"),
        ("Olena", "Pass Word 2024!", "Pass Word 2024!"),
        ("Olena", "qwertyqwertyqwerty", "qwertyqwertyqwerty"),
        ("Olena", "aaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaa"),
        ("Olena", "my name is olena now", "my name is olena now"),
        ("Olena", "x" * 2000, "x" * 2000),
        ("Olena", WORDS, OTHER),
        ("", WORDS, WORDS),
        ("a\u202eb", WORDS, WORDS),
        ("n" * 61, WORDS, WORDS),
    ],
)
def test_weak_passphrases_and_odd_names_are_refused(empty: Desk, name: str, words: str, again: str) -> None:
    from nomansland.tables import read

    answer = empty.client.post("/set-up", {"name": name, "passphrase": words, "again": again})
    assert answer.status_code == 400
    assert words not in answer.content.decode(), "what was typed for a passphrase is never sent back"
    assert not read.anybody()


def test_sign_in_and_out(desk: Desk) -> None:
    set_up(desk)
    visitor, answer = sign_in(back="/claims?side=UA")
    assert answer.headers["Location"] == "/claims?side=UA"
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"] is True and cookie["samesite"] == "Strict"
    assert visitor.get("/claims").status_code == 200
    from nomansland.tables.models import Session

    assert not Session.objects.filter(key=cookie.value).exists(), "the table lets nobody in"
    assert visitor.post("/sign-out").headers["Location"] == "/sign-in"
    visitor.cookies[COOKIE] = cookie.value
    assert visitor.get("/claims").status_code == 302, "the old cookie opens nothing"
    assert sign_in("  olena   k. ")[1].status_code == 302, "a name without the chance of capitals and spaces"


def test_wrong_names_and_passphrases_are_told_alike(desk: Desk) -> None:
    set_up(desk)
    wrong, unknown = sign_in(words=OTHER)[1], sign_in("Nobody", OTHER)[1]
    assert (wrong.status_code, unknown.status_code) == (400, 400)
    assert fault(wrong) == fault(unknown)
    assert COOKIE not in wrong.cookies
    entries = told("sign-in refused")
    assert len(entries) == 2
    assert not any("Nobody" in entry or OTHER in entry for entry in entries), "it may be a passphrase in a wrong field"
    assert sign_in(back="https://evil.example/")[1].headers["Location"] == "/"
    assert sign_in(back="//evil.example/")[1].headers["Location"] == "/"


def test_guessing_is_limited_on_a_name_and_over_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.tables.models import Attempt
    from nomansland.web import accounts

    set_up(desk)
    monkeypatch.setattr(accounts, "fits", lambda words, person: person is not None and words == WORDS)
    for _ in range(5):
        assert sign_in(words=OTHER)[1].status_code == 400
    answer = sign_in()[1]
    assert answer.status_code == 429, "also the right passphrase has to wait"
    assert "Too many" in fault(answer)
    assert desk.client.get("/").status_code == 200, "whoever is signed in stays so"
    for number in range(55):
        assert sign_in(f"n{number}", OTHER)[1].status_code == 400
    assert sign_in("somebody new", OTHER)[1].status_code == 429
    Attempt.objects.update(at=Attempt.objects.latest("at").at - timedelta(minutes=16))
    assert sign_in()[1].status_code == 302
    assert sign_in(words=OTHER)[1].status_code == 400
    assert sign_in()[1].status_code == 302
    assert Attempt.objects.count() == 0


def test_the_second_factor(desk: Desk) -> None:
    me = set_up(desk)
    page = me.get("/settings/factor").content.decode()
    assert '<svg width="' in page and 'class="qr"' in page and "<img" not in page
    secret = row().totp_new
    assert secret in page
    totp = pyotp.TOTP(secret)
    wrong = me.post("/settings/factor", {"present": WORDS, "code": "000000"})
    assert wrong.status_code == 400 and row().totp == ""
    assert me.post("/settings/factor", {"present": OTHER, "code": totp.now()}).status_code == 400
    on = me.post("/settings/factor", {"present": WORDS, "code": totp.now()})
    codes = re.findall(r"<li><code>([a-z0-9-]{19})</code>", on.content.decode())
    assert len(codes) == 10 and row().totp == secret
    visitor, answer = sign_in(back="/claims")
    assert answer.headers["Location"] == "/second?back=%2Fclaims"
    assert visitor.get("/claims").status_code == 302, "half signed in is not signed in"
    assert visitor.post("/decide", {}).status_code == 403
    assert "Лиман" not in visitor.get("/second").content.decode()
    used = visitor.post("/second", {"code": totp.now()})
    assert used.status_code == 400, "the code that set it up does not count twice"
    typed = codes[0].upper().replace("-", " ")
    assert visitor.post("/second", {"code": typed, "back": "/claims"}).headers["Location"] == "/claims"
    assert visitor.get("/claims").status_code == 200
    again, _ = sign_in()
    assert again.post("/second", {"code": codes[0]}).status_code == 400, "a recovery code counts once"
    from nomansland.tables.models import Person

    Person.objects.update(totp_step=0)
    assert again.post("/second", {"code": totp.now()}).status_code == 302
    assert not any(code in entry for entry in told("recovery code used") for code in codes)
    assert me.post("/settings/factor", {"present": WORDS, "do": "off"}).status_code == 302
    assert row().totp == ""


def test_a_pending_session_ends_soon_and_changes_its_cookie(desk: Desk) -> None:
    from nomansland.tables.models import Person, Session

    set_up(desk)
    Person.objects.update(totp=pyotp.random_base32())
    visitor, answer = sign_in()
    before = answer.cookies[COOKIE].value
    Session.objects.filter(pending=True).update(begun=Session.objects.latest("begun").begun - timedelta(minutes=6))
    assert visitor.get("/second").headers["Location"] == "/sign-in"
    visitor, answer = sign_in()
    before = answer.cookies[COOKIE].value
    done = visitor.post("/second", {"code": pyotp.TOTP(row().totp).now()})
    assert done.status_code == 302 and done.cookies[COOKIE].value != before
    old = browser()
    old.cookies[COOKIE] = before
    assert old.get("/").status_code == 302


def test_sessions_end_by_themselves_and_by_their_person(desk: Desk) -> None:
    from nomansland.tables.models import Session

    me = set_up(desk)
    desk.door.limits = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=2), sessions=3)
    idle, _ = sign_in()
    old, _ = sign_in()
    mine = Session.objects.order_by("pk")
    assert mine.count() == 3
    at = mine[1].seen
    Session.objects.filter(pk=mine[1].pk).update(seen=at - timedelta(minutes=31))
    Session.objects.filter(pk=mine[2].pk).update(begun=at - timedelta(hours=3))
    assert idle.get("/").status_code == 302
    assert old.get("/").status_code == 302
    assert me.get("/").status_code == 200
    browsers = [sign_in()[0] for _ in range(3)]
    assert Session.objects.count() == 3
    assert me.get("/").status_code == 302, "the oldest ended"
    first, second, third = browsers
    ref = Session.objects.order_by("pk")[1].ref
    assert first.post("/settings/sessions", {"session": ref}).status_code == 302
    assert second.get("/").status_code == 302
    assert first.post("/settings/sessions", {"session": "others"}).status_code == 302
    assert third.get("/").status_code == 302
    assert first.get("/").status_code == 200
    assert first.post("/settings/sessions", {"session": "s-none"}).status_code == 404


def test_changing_the_passphrase_ends_the_other_sessions(desk: Desk) -> None:
    me = set_up(desk)
    other, _ = sign_in()
    form = {"present": WORDS, "passphrase": OTHER, "again": OTHER}
    assert me.post("/settings/passphrase", form | {"present": OTHER}).status_code == 400
    assert me.post("/settings/passphrase", form | {"again": WORDS}).status_code == 400
    assert me.post("/settings/passphrase", form).status_code == 200
    assert me.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert sign_in()[1].status_code == 400
    assert sign_in(words=OTHER)[1].status_code == 302


def invite(me: Client, *roles: str) -> str:
    """The path of a new invitation."""
    body = me.post("/settings/people", {"do": "invite", "roles": list(roles)}).content.decode()
    found = re.search(r"http://127\.0\.0\.1:8765(/invited/[\w-]{43})", body)
    assert found is not None, body
    return found.group(1)


def join(path: str, name: str, words: str = OTHER) -> Client:
    """A new browser that took an invitation."""
    visitor = browser()
    answer = visitor.post(path, {"name": name, "passphrase": words, "again": words})
    assert answer.status_code == 302, answer.content.decode()
    return visitor


def test_an_invitation_makes_one_account(desk: Desk) -> None:
    from nomansland.tables.models import Invitation

    me = set_up(desk)
    path = invite(me, "editor", "reviewer")
    assert "editor, reviewer" in browser().get(path).content.decode()
    taken = browser().post(path, {"name": "OLENA K.", "passphrase": OTHER, "again": OTHER})
    assert taken.status_code == 400 and "already" in fault(taken)
    guest = join(path, "Ihor")
    assert guest.get("/claims").status_code == 200
    assert guest.get("/settings/people").status_code == 403
    assert row("Ihor").roles == "editor reviewer"
    assert browser().get(path).status_code == 403
    assert browser().post(path, {"name": "X", "passphrase": OTHER, "again": OTHER}).status_code == 403
    late = invite(me, "viewer")
    Invitation.objects.filter(used=None).update(until=Invitation.objects.latest("made").made - timedelta(days=4))
    assert browser().get(late).status_code == 403
    gone = invite(me, "viewer")
    ref = Invitation.objects.latest("made").ref
    assert me.post("/settings/people", {"do": "withdraw", "invitation": ref}).status_code == 302
    assert browser().get(gone).status_code == 403
    assert len(told("invited")) == 3 and not any(path[-43:] in entry for entry in told("invited"))


def test_roles_are_given_and_taken_and_the_last_administrator_stays(desk: Desk) -> None:
    me = set_up(desk)
    guest = join(invite(me, "viewer"), "Ihor")
    assert guest.get("/log").status_code == 403
    change = {"do": "roles", "person": row("Ihor").ref, "roles": ["editor"]}
    assert me.post("/settings/people", change).status_code == 302
    assert guest.get("/log").status_code == 200, "at once, without signing in again"
    mine = row().ref
    assert me.post("/settings/people", {"do": "roles", "person": mine, "roles": ["editor"]}).status_code == 400
    assert me.post("/settings/people", {"do": "shut", "person": mine}).status_code == 400
    assert me.post("/settings/people", {"do": "roles", "person": mine, "roles": ["king"]}).status_code == 400
    assert me.post("/settings/people", {"do": "roles", "person": "p-x", "roles": ["editor"]}).status_code == 400
    assert me.post("/settings/people", {"do": "shut", "person": row("Ihor").ref}).status_code == 302
    assert guest.get("/").status_code == 302
    assert sign_in("Ihor", OTHER)[1].status_code == 400
    assert me.post("/settings/people", {"do": "let", "person": row("Ihor").ref}).status_code == 302
    again, answer = sign_in("Ihor", OTHER)
    assert answer.status_code == 302
    assert me.post("/settings/people", {"do": "end", "person": row("Ihor").ref}).status_code == 302
    assert again.get("/").status_code == 302
    assert "editor" in told("roles")[0]


def test_an_administrator_who_is_no_custodian_makes_none(desk: Desk) -> None:
    me = set_up(desk)
    guest = join(invite(me, "administrator"), "Ihor")
    assert guest.get("/").status_code == 403, "who gives roles does not thereby see the case"
    assert guest.get("/settings").status_code == 200
    own = {"do": "roles", "person": row("Ihor").ref}
    assert guest.post("/settings/people", own | {"roles": ["administrator", "editor"]}).status_code == 400
    for roles in (["custodian"], ["custodian", "viewer"]):
        assert guest.post("/settings/people", {"do": "invite", "roles": roles}).status_code == 400
    path = invite(guest, "viewer")
    third = join(path, "Petro")
    change = {"do": "roles", "person": row("Petro").ref, "roles": ["custodian"]}
    assert guest.post("/settings/people", change).status_code == 400
    assert third.get("/settings/seals").status_code == 403
    assert me.post("/settings/people", change).status_code == 302
    assert third.get("/settings/seals").status_code == 200


def test_nobody_joins_under_a_name_that_looks_like_anothers(desk: Desk) -> None:
    me = set_up(desk)
    path = invite(me, "reviewer")
    looks = "Оlеnа K."  # with three Cyrillic letters
    assert looks != "Olena K."
    answer = browser().post(path, {"name": looks, "passphrase": OTHER, "again": OTHER})
    assert answer.status_code == 400 and "already" in fault(answer)


def test_whoever_starts_the_desk_can_invite_and_the_log_says_so(desk: Desk) -> None:
    from nomansland.web.server import invitation
    from nomansland.words.errors import CaseError

    set_up(desk)
    with pytest.raises(CaseError, match="no roles"):
        invitation(desk.door, ["king"])
    line = invitation(desk.door, ["administrator", "editor"])
    assert line.startswith("An invitation for administrator, editor: http://127.0.0.1:8765/invited/")
    assert join(line.partition("8765")[2], "Nadia").get("/settings/people").status_code == 200
    assert '"by":"the terminal"' in told("invited")[0]


def test_decisions_carry_the_name_of_the_account(desk: Desk) -> None:
    from nomansland.tables import read

    me = set_up(desk)
    assert me.post("/name", {"name": "Somebody else"}).status_code == 403
    me.post("/decide", {"target": "claim", "ref": "ru-1:c01", "verdict": "accept", "by": "Somebody else"})
    assert read.decisions()[0].by == "Olena K."


def test_what_happens_to_people_is_in_the_log(desk: Desk) -> None:
    from nomansland.tables import read

    me = set_up(desk)
    invite(me, "editor")
    body = me.get("/log?kind=person").content.decode()
    assert "Olena K. invited somebody as editor" in body
    assert "Olena K. signed in" in body
    assert read.ledger_fault() is None
