"""What follows from decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nomansland.review import FIELDS, VERDICTS, applied, changed_since, check, corrected, decide, findings
from nomansland.words import Claim, Count, Decision, Finding, Passage, Place, Publication, Reading, Report, Time
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import fingerprint

CLAIM = Claim("c01", "r1", "refusal.order", Passage("they stayed", 10, 21), side="RF", unit="1st company")
OTHER = Claim("c02", "r1", "refusal.absence", Passage("they left", 40, 49), side="UA")


def row(verdict: str, by: str = "Olha", claim: Claim = CLAIM) -> Decision:
    value = (("side", "UA"),) if verdict == "correct" else ()
    made = decide("claim", claim.ref, verdict, by, value=value, reason="because", seen=fingerprint(claim))
    return made


def state(*rows: Decision, claim: Claim = CLAIM) -> Finding:
    return findings([claim], rows)[0]


def test_without_a_decision_nothing_is_decided() -> None:
    assert findings([CLAIM, OTHER], []) == [Finding(CLAIM.ref, "undecided"), Finding(OTHER.ref, "undecided")]


@pytest.mark.parametrize(
    ("verdicts", "expected", "people"),
    [
        ([("accept", "Olha")], "accepted", 1),
        ([("reject", "Olha")], "rejected", 1),
        ([("correct", "Olha")], "accepted", 1),
        ([("accept", "Olha"), ("accept", "Ivan")], "accepted", 2),
        ([("accept", "Olha"), ("accept", " olha ")], "accepted", 1),
        ([("accept", "Olha"), ("reject", "Ivan")], "disputed", 2),
        ([("accept", "Olha"), ("reject", "Olha")], "rejected", 1),
        ([("accept", "Olha"), ("retract", "Ivan"), ("accept", "Ivan")], "retracted", 2),
    ],
)
def test_states(verdicts: list[tuple[str, str]], expected: str, people: int) -> None:
    found = state(*(row(verdict, by) for verdict, by in verdicts))
    assert (found.state, found.people, len(found.decisions)) == (expected, people, len(verdicts))


def test_undoing_takes_a_decision_away() -> None:
    first, second = row("accept"), row("reject", "Ivan")
    undo = decide("claim", CLAIM.ref, "undo", "Ivan", undoes=second.id)
    assert state(first, second).state == "disputed"
    found = state(first, second, undo)
    assert found.state == "accepted" and found.decisions == (first.id,)


def test_a_decision_follows_the_characters_and_not_the_number() -> None:
    renumbered = [replace(OTHER, id="c01"), replace(CLAIM, id="c02", confidence=0.3)]
    assert [one.state for one in findings(renumbered, [row("accept")])] == ["undecided", "accepted"]


def test_what_says_something_else_now_is_open_again() -> None:
    changed = replace(CLAIM, side="UA")
    found = state(row("accept"), claim=changed)
    assert found.state == "undecided" and len(found.decisions) == 1 and found.people == 0
    assert changed_since([changed, OTHER], [row("accept")]) == [changed.ref]
    assert changed_since([CLAIM], [row("accept")]) == [] == changed_since([OTHER], [])


def test_a_retraction_holds_whatever_the_claim_says_now() -> None:
    assert state(row("retract"), claim=replace(CLAIM, side="UA")).state == "retracted"


def test_decisions_on_other_things_leave_claims_alone() -> None:
    assert state(decide("site", CLAIM.ref, "accept", "Olha")).state == "undecided"


def test_findings_are_a_function_of_their_rows() -> None:
    rows = [row("accept"), row("reject", "Ivan"), row("accept", claim=OTHER)]
    assert findings([CLAIM, OTHER], rows) == findings([CLAIM, OTHER], list(rows))


def test_the_last_correction_of_a_field_counts() -> None:
    first = replace(row("correct"), value=(("side", "UA"), ("unit", "2nd company")))
    second = replace(row("correct", "Ivan"), value=(("side", "both"),))
    found = state(first, second)
    assert found.corrections == (("side", "both"), ("unit", "2nd company"))
    assert corrected(CLAIM, found) == replace(CLAIM, side="both", unit="2nd company")


def test_the_next_pass_reads_what_people_left() -> None:
    third = replace(OTHER, id="c03", type="refusal.mutiny")
    read = Reading(Report("r1", "x"), "en", Publication(), (CLAIM, OTHER, third))
    found = [
        Finding(CLAIM.ref, "accepted", corrections=(("side", "UA"),)),
        Finding(OTHER.ref, "rejected"),
        Finding(third.ref, "disputed"),
    ]
    (left,) = applied([read], found)
    assert left == replace(read, claims=(replace(CLAIM, side="UA"), third))
    assert list(applied([read], [])) == [read]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("type", "refusal.absence", "refusal.absence"),
        ("side", "", None),
        ("modality", "denied", "denied"),
        ("hedge", "yes", True),
        ("time", "2023-06", Time("2023-06", basis="corrected")),
        ("time", "", None),
        ("place", "Svatove", Place("Svatove", None)),
        ("count", "12", Count(12, 12, "person")),
        ("count", "12.. request", Count(12, None, "request")),
        ("count", "..30", Count(None, 30, "person")),
        ("count", "10..12 site", Count(10, 12, "site")),
        ("count", "0", Count(0, 0, "person")),
        ("count", "..0", Count(None, 0, "person")),
        ("unit", "", None),
        ("site", "the school cellar", "the school cellar"),
    ],
)
def test_each_field_that_can_be_corrected(field: str, text: str, value: object) -> None:
    assert getattr(corrected(CLAIM, Finding(CLAIM.ref, "accepted", corrections=((field, text),))), field) == value
    assert field in FIELDS


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("side", "theirs"),
        ("modality", "maybe"),
        ("hedge", "perhaps"),
        ("time", "soon"),
        ("time", "2023-06-05/2023-06-01"),
        ("count", "many"),
        ("count", ".."),
        ("count", "9..3"),
        ("type", "refusal"),
        ("type", "Refusal.Order"),
        ("quote", "other words"),
    ],
)
def test_a_correction_that_says_nothing_definite_is_refused(field: str, text: str) -> None:
    with pytest.raises(ReviewError, match="cannot be"):
        decide("claim", CLAIM.ref, "correct", "Olha", value=((field, text),))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"verdict": "merge"}, "no verdict"),
        ({"target": "report"}, "no verdict"),
        ({"target": "incident", "verdict": "correct"}, "no verdict"),
        ({"by": "  "}, "needs the name"),
        ({"ref": ""}, "what it is about"),
        ({"at": "yesterday"}, "no time"),
        ({"verdict": "correct"}, "needs a value"),
        ({"verdict": "retract"}, "needs a reason"),
        ({"verdict": "undo"}, "needs the decision"),
        ({"undoes": "d-1"}, "needs the decision"),
    ],
)
def test_a_decision_that_says_nothing_definite_is_refused(changes: dict[str, str], why: str) -> None:
    made = Decision("d-1", "claim", "r1:c01", "accept", "Olha", "2023-06-05T10:00:00+00:00")
    check(made)
    with pytest.raises(ReviewError, match=why):
        check(replace(made, **changes))  # type: ignore[arg-type]


def test_a_new_decision_has_its_own_id_and_the_time_in_utc() -> None:
    when = datetime(2023, 6, 5, tzinfo=UTC)
    one, other = (decide("claim", "r1:c01", "accept", "Olha", at=when) for _ in range(2))
    assert one.id != other.id and one.at == "2023-06-05T00:00:00+00:00"


def test_everything_that_can_be_decided_on_can_be_undone() -> None:
    assert all("undo" in verdicts and {"accept", "rate", "add"} & verdicts for verdicts in VERDICTS.values())
