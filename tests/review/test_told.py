"""Claims that people made: the next pass reads them, and undoing takes them away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.review import applied, check, decide, findings, texts, with_people
from nomansland.review.corrected import with_values
from nomansland.tables import Case
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Count,
    Decision,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Speaker,
    Time,
)
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import fingerprint

TEXT = "Twelve men of the company refused near Lyman on 3 May and four were locked in a cellar. Nobody else left."
ONE, TWO = "Twelve men of the company refused near Lyman on 3 May", "four were locked in a cellar"


def at(quote: str) -> Passage:
    start = TEXT.index(quote)
    return Passage.of(TEXT, start, start + len(quote))


LYMAN = Candidate("UA14", "Lyman, Donetska oblast", 48.99, 37.8, 3.0, 0.7, admin=("UA14",))
CLAIM = Claim(
    "c01", "r1", "refusal.order", at(TEXT[:86]), "RF", speaker=Speaker("soldier", "Taras"), chain=Chain(("Beacon",)),
    place=Place("Lyman", at("Lyman"), (LYMAN,)), time=Time("2023-05-03", at("3 May")),
    count=Count(12, 12, "person", passage=at("Twelve men")),
)  # fmt: skip
READING = Reading(Report("r1", TEXT), "en", Publication("2023-05-06"), (CLAIM,), (CLAIM.place,) if CLAIM.place else ())


def spans(one: str, two: str) -> tuple[tuple[str, str], ...]:
    first, second = at(one), at(two)
    return ("first", f"{first.start}-{first.end}"), ("second", f"{second.start}-{second.end}")


def split(claim: Claim = CLAIM, one: str = ONE, two: str = TWO, by: str = "Olha") -> Decision:
    return decide("claim", claim.ref, "split", by, value=spans(one, two), seen=fingerprint(claim))


def added(quote: str = "Nobody else left", **fields: str) -> Decision:
    passage = at(quote)
    value = (("span", f"{passage.start}-{passage.end}"), ("type", "refusal.absence"), *fields.items())
    return decide("report", "r1", "add", "Olha", value=value, reason="the reader passed over it")


def test_a_split_claim_becomes_two_with_their_own_values() -> None:
    rows = [split()]
    first, second = with_people(READING, rows).claims[1:]
    assert (first.passage.quote, second.passage.quote) == (ONE, TWO)
    assert first.count == CLAIM.count and first.place == CLAIM.place and first.time == CLAIM.time
    assert (second.count, second.place, second.time) == (None, None, None), "read from the words of the first alone"
    assert second.speaker == CLAIM.speaker and second.chain == CLAIM.chain and second.side == "RF"
    assert {first.reader, second.reader} == {"person"}
    assert "Olha split one claim into two" in first.evidence[0].reason


def test_link_acts_on_a_split() -> None:
    rows = [split()]
    reading = with_people(READING, rows)
    states = findings(reading.claims, rows)
    assert [one.state for one in states] == ["split", "accepted", "accepted"]
    left = list(applied([reading], states))
    assert [claim.passage.quote for claim in left[0].claims] == [ONE, TWO]
    before, after = link([READING], group([READING])), link(left, group(left))
    assert [claim for one in before.incidents for claim in one.claims] == [CLAIM.ref]
    assert CLAIM.ref not in {claim for one in after.incidents for claim in one.claims}
    assert {claim for one in after.incidents for claim in one.claims} >= {left[0].claims[0].ref}


def test_a_part_is_corrected_and_split_like_any_claim() -> None:
    rows = [split()]
    part = with_people(READING, rows).claims[2]
    wrong = decide(
        "claim", part.ref, "correct", "Olha", value=(("type", "coercion.detention"),), seen=fingerprint(part)
    )
    again = split(part, "four were locked", "in a cellar")
    found = {one.claim: one for one in findings(with_people(READING, [*rows, wrong]).claims, [*rows, wrong])}
    assert found[part.ref].corrections == (("type", "coercion.detention"),)
    after = with_people(READING, [*rows, wrong, again])
    assert [claim.passage.quote for claim in after.claims[3:]] == ["four were locked", "in a cellar"]
    assert after.claims[3].type == "coercion.detention", "a part keeps what was corrected before"


def test_undoing_takes_the_parts_away() -> None:
    row = split()
    undo = decide("claim", CLAIM.ref, "undo", "Olha", undoes=row.id, seen=fingerprint(CLAIM))
    assert with_people(with_people(READING, [row]), [row, undo]) == READING


def test_two_people_who_disagree_leave_the_claim_as_it_was() -> None:
    rows = [split(), decide("claim", CLAIM.ref, "accept", "Ivan", seen=fingerprint(CLAIM))]
    reading = with_people(READING, rows)
    assert reading == READING
    assert findings(reading.claims, rows)[0].state == "disputed"


def test_a_split_of_what_says_something_else_now_does_not_count() -> None:
    changed = replace(READING, claims=(replace(CLAIM, side="UA"),))
    assert with_people(changed, [split()]) == changed


def test_an_added_claim_is_a_claim_of_the_next_pass() -> None:
    row = added(side="RF", count="1.. person", place="Lyman, Donetska oblast [UA14]", speaker="Taras", time="2023-05")
    reading = with_people(READING, [row])
    claim = reading.claims[1]
    assert (claim.type, claim.side, claim.passage.quote) == ("refusal.absence", "RF", "Nobody else left")
    assert claim.place is not None and claim.place.best is not None and claim.place.best.code == "UA14"
    assert claim.place.best.weight == 1.0 and claim.place.best.admin == ("UA14",)
    assert claim.speaker == Speaker("unnamed_source", "Taras")
    assert claim.time is not None and claim.time.edtf == "2023-05"
    assert claim.evidence[0].reason.startswith("Olha added the claim, ")
    assert findings(reading.claims, [row])[1].state == "accepted", "who adds a claim accepts it"
    left = list(applied([reading], findings(reading.claims, [row])))
    told = {ref for one in link(left, group(left)).incidents for ref in one.claims}
    assert claim.ref in told
    undo = decide("report", "r1", "undo", "Olha", undoes=row.id)
    assert with_people(reading, [row, undo]) == READING


def test_what_a_reader_finds_later_takes_the_place_of_what_was_added() -> None:
    row = added()
    later = replace(READING, claims=(CLAIM, Claim("c02", "r1", "refusal.absence", at("Nobody else left"))))
    assert with_people(later, [row]) == later


def test_a_person_and_a_second_one_on_an_added_claim() -> None:
    row = added()
    claim = with_people(READING, [row]).claims[1]
    no = decide("claim", claim.ref, "reject", "Ivan", seen=fingerprint(claim))
    assert findings([claim], [row, no])[0].state == "disputed"
    own = decide("claim", claim.ref, "reject", "Olha", seen=fingerprint(claim))
    assert findings([claim], [row, own])[0].state == "rejected"
    yes = decide("decision", row.id, "accept", "Ivan")
    assert findings([claim], [row, yes])[0].people == 2


@pytest.mark.parametrize(
    "value",
    [
        (("first", "0-9"),),
        (("first", "0-9"), ("second", "0-9")),
        (("first", "0-9"), ("second", "9-9")),
        (("first", "0-9"), ("second", "x")),
        (),
    ],
)
def test_a_split_needs_two_spans(value: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ReviewError):
        decide("claim", "r1:c01", "split", "Olha", value=value)


@pytest.mark.parametrize(
    "value",
    [
        (("span", "0-9"),),
        (("type", "refusal.order"),),
        (("span", "0-9"), ("type", "refusal")),
        (("span", "0-9"), ("type", "refusal.order"), ("colour", "red")),
        (("span", "9-0"), ("type", "refusal.order")),
        (("span", "0-9"), ("type", "refusal.order"), ("time", "soon")),
    ],
)
def test_an_added_claim_needs_words_and_an_event(value: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ReviewError):
        decide("report", "r1", "add", "Olha", value=value)


def test_a_span_beyond_the_report_adds_nothing() -> None:
    row = decide("report", "r1", "add", "Olha", value=(("span", "0-9999"), ("type", "refusal.order")))
    check(row)
    assert with_people(READING, [row]) == READING


def test_every_field_reads_back_as_it_is_written() -> None:
    assert with_values(CLAIM, {}) == CLAIM
    again = texts(with_values(replace(CLAIM, speaker=None, chain=Chain(), place=None, time=None), texts(CLAIM)))
    assert {**again, "place": ""} == {**texts(CLAIM), "place": ""}
    other = with_values(CLAIM, {"via": "Quiet Bank;  The  Ferry ", "role": "", "count": "..4 site"})
    assert (other.chain.outlets, other.speaker, other.count) == (
        ("Quiet Bank", "The Ferry"), None, Count(None, 4, "site"),
    )  # fmt: skip
    named = with_values(CLAIM, {"place": "Somewhere by the river"}).place
    assert named is not None and named.text == "Somewhere by the river" and not named.candidates


def test_rows_make_claims_in_the_case(any_case: Case) -> None:
    from nomansland.tables import read, write

    def stored() -> tuple[Claim, ...]:
        found = read.reading("r1")
        assert found is not None
        return found.claims

    write.save_reports([READING.report])
    write.save_readings([READING])
    row = write.add_decision(split())
    made = write.add_decision(added())
    assert stored()[0].id == "c01"
    quotes = [claim.passage.quote for claim in stored()]
    assert sorted(quotes[1:]) == sorted(["Nobody else left", ONE, TWO])
    assert sorted(one.state for one in read.findings()) == ["accepted", "accepted", "accepted", "split"]
    write.save_readings([READING])
    assert sorted(claim.passage.quote for claim in stored()) == sorted(quotes), "a new pass makes them again"
    write.add_decision(decide("claim", CLAIM.ref, "undo", "Olha", undoes=row.id))
    write.add_decision(decide("report", "r1", "undo", "Olha", undoes=made.id))
    assert [claim.id for claim in stored()] == ["c01"]
    assert read.ledger_fault() is None


def test_a_translation_is_signed_and_can_be_undone(any_case: Case) -> None:
    from nomansland.tables import read, write

    write.save_reports([READING.report])
    write.save_readings([READING])
    value = (("language", "uk"), ("text", "Дванадцятеро відмовилися"))
    row = write.add_decision(decide("translation", CLAIM.ref, "add", "Olha", value=value))
    assert row.seen == fingerprint(CLAIM)
    assert [one.state for one in read.findings()] == ["undecided"], "a translation decides nothing"
    write.add_decision(decide("translation", CLAIM.ref, "undo", "Olha", undoes=row.id))
    for wrong in ((("language", "xx"), ("text", "a")), (("language", "uk"), ("text", " ")), (("text", "a"),)):
        with pytest.raises(ReviewError):
            decide("translation", CLAIM.ref, "add", "Olha", value=wrong)
