"""A second pair of eyes: who proposed may not confirm; with one person the review is labelled as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.web.people import member

from nomansland.review import awaiting, decide
from nomansland.web.limits import Limits
from nomansland.words.errors import ReviewError, StaleDecision

if TYPE_CHECKING:
    from django.test import Client
    from tests.web.conftest import Desk

    from nomansland.words import Finding


def take(who: Client, verdict: str = "accept", claim: str = "c01", **more: str) -> str:
    """Decide on a claim of `ru-1` and give the decision's id."""
    from nomansland.tables import read

    sent = {"target": "claim", "ref": f"ru-1:{claim}", "verdict": verdict} | more
    assert who.post("/decide", sent).status_code == 302
    return read.decisions()[-1].id


def finding(claim: str = "c01") -> Finding:
    """How a claim of `ru-1` stands."""
    from nomansland.tables import read

    return next(one for one in read.findings() if one.claim == f"ru-1:{claim}")


def test_with_one_person_nothing_waits_and_the_page_says_so(desk: Desk) -> None:
    olena = member("Olena", "editor", "administrator", "custodian")
    take(olena)
    assert "a review here is by one person" in olena.get("/").content.decode()
    page = olena.get("/review").content.decode()
    assert "labelled as review by one person" in page
    assert finding().people == 1


def test_what_one_decides_another_confirms(desk: Desk) -> None:
    olena, rita = member("Olena", "editor"), member("Rita", "reviewer")
    made = take(olena)
    own = olena.get("/review").content.decode()
    assert "somebody else has to look" in own and "/review/confirm" not in own
    page = rita.get("/review").content.decode()
    assert "a review here is by one person" not in page
    assert 'aria-label="Confirm: accepted ru-1:c01"' in page and "by Olena" in page
    assert rita.post("/review/confirm", {"decision": made, "do": "confirm"}).headers["Location"] == "/review"
    assert "Nothing awaits a second person" in rita.get("/review").content.decode()
    assert (finding().state, finding().people) == ("accepted", 2)
    assert rita.post("/review/confirm", {"decision": made, "do": "confirm"}).status_code == 409, "once is enough"


def test_whoever_proposed_may_not_confirm_even_as_a_reviewer(desk: Desk) -> None:
    from nomansland.tables import read, write

    rita, _ = member("Rita", "reviewer"), member("Olena", "editor")
    made = take(rita)
    for do in ("confirm", "return"):
        answer = rita.post("/review/confirm", {"decision": made, "do": do, "reason": "mine"})
        assert answer.status_code == 400 and "may not" in answer.content.decode()
    with pytest.raises(ReviewError, match="may not confirm"):
        write.add_decision(decide("decision", made, "accept", " RITA "))
    assert len(read.decisions()) == 1 and finding().people == 1


def test_to_return_undoes_and_needs_a_reason(desk: Desk) -> None:
    olena, rita = member("Olena", "editor"), member("Rita", "reviewer")
    made = take(olena, "reject", reason="no such garage")
    sent = {"decision": made, "do": "return"}
    assert rita.post("/review/confirm", sent).status_code == 400
    assert rita.post("/review/confirm", sent | {"reason": "there is one"}).status_code == 302
    assert finding().state == "undecided"
    assert "there is one" in olena.get("/log").content.decode()
    assert "Nothing awaits" in rita.get("/review").content.decode()


def test_an_undone_or_unknown_decision_is_not_confirmed(desk: Desk) -> None:
    olena, rita = member("Olena", "editor"), member("Rita", "reviewer")
    made = take(olena)
    assert olena.post("/undo", {"decision": made}).status_code == 302
    assert rita.post("/review/confirm", {"decision": made}).status_code == 409
    assert rita.post("/review/confirm", {"decision": "d-none"}).status_code == 404
    confirmed = take(olena)
    assert rita.post("/review/confirm", {"decision": confirmed}).status_code == 302
    from nomansland.tables import read

    last = read.decisions("decision")[-1].id
    assert rita.post("/review/confirm", {"decision": last}).status_code == 404, "a confirmation needs none"


def test_only_reviewers_confirm_and_not_through_the_form_of_decisions(desk: Desk) -> None:
    olena, petro = member("Olena", "editor"), member("Petro", "editor")
    made = take(olena)
    assert petro.post("/review/confirm", {"decision": made}).status_code == 403
    sneaked = petro.post("/decide", {"target": "decision", "ref": made, "verdict": "accept"})
    assert sneaked.status_code == 400
    assert finding().people == 1


@pytest.mark.parametrize(("second", "people", "waits"), [("always", 1, True), ("never", 2, False), ("team", 2, True)])
def test_the_case_says_whether_anybody_is_asked(desk: Desk, second: str, people: int, waits: bool) -> None:
    desk.door.limits = Limits(second=second)
    olena = member("Olena", "editor")
    if people > 1:
        member("Rita", "reviewer")
    take(olena)
    assert ("somebody else has to look" in olena.get("/review").content.decode()) is waits


def test_a_decision_that_is_decided_alike_by_two_awaits_nobody() -> None:
    olena, ivan = (
        decide("claim", "r:c1", "accept", "Olena", seen="a-1"),
        decide("claim", "r:c1", "accept", "Ivan", seen="a-1"),
    )
    other = decide("claim", "r:c1", "reject", "Petro", seen="a-1")
    assert awaiting([olena, ivan]) == []
    assert awaiting([olena, other]) == [olena, other]
    again = decide("claim", "r:c1", "reject", "Olena", seen="a-1")
    assert awaiting([olena, again]) == [again], "of one person the last one"
    assert awaiting([olena, other, again]) == []
    assert awaiting([decide("source", "Lenta", "rate", "Olena", value=(("reliability", "C"),))]) == []
    first = decide("decision", olena.id, "accept", "Ivan")
    assert awaiting([olena, first]) == []
    assert awaiting([olena, decide("decision", olena.id, "accept", "olena ")]) == [olena]
    assert awaiting([olena, first, decide("decision", olena.id, "undo", "Ivan", undoes=first.id)]) == [olena]


def test_a_stale_confirmation_is_refused_by_the_writer(desk: Desk) -> None:
    from nomansland.tables import write

    made = take(member("Olena", "editor"))
    write.add_decision(decide("decision", made, "accept", "Rita"))
    with pytest.raises(StaleDecision, match="awaits nobody"):
        write.add_decision(decide("decision", made, "accept", "Petro"))
    with pytest.raises(ReviewError, match="no decision"):
        write.add_decision(decide("decision", "d-none", "accept", "Petro"))
