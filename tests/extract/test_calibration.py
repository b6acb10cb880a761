"""Confidence: on every claim of rules and examples, said on what, alike for both sides, a case's own after enough."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from nomansland.extract import calibration, encoder, examples, extract, learned
from nomansland.terrain import Terrain
from nomansland.words import Finding, Reading, Report

TEXT = (
    "Soldiers of the 27th regiment refused to go to the assault near Svatove on 6 May, a relative told Radio Svoboda. "
    "Nine of them are held in a basement in Zaitseve."
)


def _reading(text: str = TEXT) -> Reading:
    return extract(Report(id="r", text=text, language="en", published="2023-05-10"), Terrain.load())


def test_every_claim_says_how_sure_and_why() -> None:
    reading = _reading()
    assert reading.claims and reading.calibration == calibration.INVENTED
    for claim in reading.claims:
        (why,) = (one for one in claim.evidence if one.field == "confidence")
        assert claim.confidence is not None and 0.0 < claim.confidence < 1.0
        assert why.reason.startswith(f"{claim.confidence:.2f}, {calibration.INVENTED}")


def test_every_field_that_has_a_value_says_why() -> None:
    for claim in _reading().claims:
        fields = {one.field for one in claim.evidence}
        given = {"type", "side", "speaker", "place", "time", "confidence"}
        given |= {"count"} if claim.count else set()
        given |= {"unit"} if claim.unit else set()
        given |= {"via"} if claim.chain.outlets else set()
        assert given <= fields


def test_the_side_has_no_say() -> None:
    reading = _reading()
    for claim in reading.claims:
        other = replace(claim, side="UA")
        assert calibration.score(claim, reading, calibration.installed()) == calibration.score(
            other, reading, calibration.installed()
        )


def test_the_score_of_a_calibrated_claim_is_the_same_again() -> None:
    reading = _reading()
    again = calibration.calibrated(reading, calibration.of_case([(1.0, False)] * 300))
    scores = [
        [calibration.score(claim, one, calibration.installed()) for claim in one.claims] for one in (reading, again)
    ]
    assert scores[0] == scores[1]


def _decided(count: int, slope: float, shift: float) -> list[tuple[float, bool]]:
    chance = random.Random(5)
    values = [chance.gauss(2.0, 1.5) for _ in range(count)]
    return [(value, chance.random() < calibration.chance(slope * value + shift)) for value in values]


def test_a_case_recalibrates_after_two_hundred_decisions() -> None:
    assert calibration.of_case(_decided(199, 0.5, -1.0)) is calibration.installed()
    made = calibration.of_case(_decided(4000, 0.5, -1.0))
    assert made.basis == "calibrated on 4000 decisions of this case"
    assert made.slope == pytest.approx(0.5, abs=0.1) and made.shift == pytest.approx(-1.0, abs=0.2)
    # nobody becomes certain because everything was accepted so far
    every = calibration.of_case([(2.4, True)] * 200)
    assert 0.9 < calibration.chance(every.slope * 2.4 + every.shift) < 0.9999


def test_rejections_lower_what_the_next_pass_says() -> None:
    reading = _reading()
    readings = [
        replace(reading, claims=tuple(replace(one, report=f"r{number}") for one in reading.claims))
        for number in range(150)
    ]
    rejected = [Finding(claim.ref, "rejected") for one in readings for claim in one.claims]
    taught = learned.learned_of(readings, rejected)
    assert taught.calibration.basis == f"calibrated on {len(rejected)} decisions of this case"
    report = reading.report
    after = extract(report, Terrain.load(), learned=taught)
    assert after.calibration == taught.calibration.basis
    for old, new in zip(reading.claims, after.claims, strict=True):
        assert old.confidence is not None and new.confidence is not None
        assert new.confidence < 0.3 < old.confidence


def test_undecided_and_disputed_claims_teach_nothing() -> None:
    reading = _reading()
    states = [
        Finding(claim.ref, state) for claim, state in zip(reading.claims, ("undecided", "disputed"), strict=False)
    ]
    assert learned.learned_of([reading], states).sentences == ()


def test_a_corrected_event_teaches_both() -> None:
    reading = _reading()
    claim = reading.claims[0]
    found = Finding(claim.ref, "accepted", corrections=(("type", "refusal.mutiny"),))
    taught = learned.learned_of([reading], [found]).sentences
    assert {(one.type, one.right) for one in taught} == {(claim.type, False), ("refusal.mutiny", True)}
    assert all(one.text == TEXT.split(". ")[0] + "." for one in taught)


def _told(text: str, heads: object = None) -> float:
    seen = examples.see(text, heads)
    assert seen is not None
    return seen.support("refusal.order", 0, len(text))


def test_the_examples_reader_learns_and_what_it_learned_is_measured() -> None:
    words = ("carp", "pike", "bream", "perch", "roach", "tench")
    fish = [f"The company swapped its {one} for bread at the lake instead of mounting up." for one in words]
    rows = [learned.Labelled(f"r{number}", text, "refusal.order", True) for number, text in enumerate(fish)]
    rows += [
        learned.Labelled(f"q{number}", f"The village fair sold {one} and bread at the lake.", "refusal.order", False)
        for number, one in enumerate(words)
    ]
    made, base = learned.heads_of(tuple(rows)), encoder.trained()
    assert made is not None
    new = "The company swapped its eel for bread at the lake instead of mounting up."
    assert _told(new, made) > _told(new) + 0.1
    untouched = base.types.index("site.closed")
    assert (made[0][:, untouched] == base.events[0][:, untouched]).all()
    found = learned.effect(rows)
    assert found is not None and found.claims == len(rows)
    assert found.brier_after < found.brier_before
    assert learned.effect(rows[:1]) is None
    assert learned.heads_of(()) is None


def test_accepting_everything_does_not_make_the_examples_reader_find_more() -> None:
    texts = (
        "The men would not go to the positions.",
        "Our boys said no to the assault.",
        "They stayed in the village.",
    )
    rows = tuple(learned.Labelled(f"r{number}", text, "refusal.order", True) for number, text in enumerate(texts * 20))
    made = learned.heads_of(rows)
    for text in texts:
        assert _told(text, made) == pytest.approx(_told(text), abs=0.02)
