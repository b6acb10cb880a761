"""Values become JSON and come back the same; what is not understood is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland import words
from nomansland.words import Claim, Decision, Passage, Place, Reading, Time
from nomansland.words.codec import from_data, from_json, to_json
from nomansland.words.fingerprint import anchor, fingerprint

VALUES: list[type[Any]] = [
    value
    for name in words.__all__
    if isinstance(value := getattr(words, name), type) and name not in ("Passage", "Count")
]
signs = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    quote, start = draw(signs), draw(st.integers(0, 10_000))
    return Passage(quote, start, start + len(quote))


@st.composite
def counts(draw: st.DrawFn) -> words.Count:
    low = draw(st.integers(0, 99))
    return words.Count(low, draw(st.none() | st.integers(low, 200)), "person", passage=draw(st.none() | passages()))


st.register_type_strategy(Passage, passages())
st.register_type_strategy(words.Count, counts())
st.register_type_strategy(str, signs)
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: str(kind.__name__))
def test_any_value_comes_back(kind: type[Any]) -> None:
    @given(st.from_type(kind))
    def check(value: Any) -> None:
        assert from_json(kind, to_json(value)) == value

    check()


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        (Time, b'{"edtf": "2023", "when": "now"}', "Time has no when"),
        (Time, b'{"edtf": 2023}', "2023 is no str"),
        (Time, b'{"edtf": "2023", "approximate": 1}', "1 is no bool"),
        (Passage, b'{"quote": "ab", "start": 0}', "missing"),
        (Passage, b'{"quote": "ab", "start": 0, "end": 5}', "cannot span"),
        (Passage, b"[]", "no Passage"),
        (Place, b'{"text": "x", "passage": null, "candidates": {}}', "no list"),
        (Decision, b'{"id":"1","target":"","ref":"","verdict":"","by":"","at":"","value":[["a"]]}', "no list of 2"),
        (Time, b"{", "unexpected end"),
    ],
)
def test_what_is_not_understood_is_refused(kind: type[Any], data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_json(kind, data)


def test_parts_and_types_that_cannot_be_told_apart() -> None:
    assert from_data(tuple[Time, ...], [{"edtf": "2023"}]) == (Time("2023"),)
    for kind in (str | int, dict[str, int], object):
        with pytest.raises(TypeError):
            from_data(kind, "x")


def claim(**changes: Any) -> Claim:
    return replace(Claim("c01", "r", "refusal.order", Passage("ab", 3, 5)), **changes)


@pytest.mark.parametrize("field", [{"id": "c09"}, {"confidence": 0.1}, {"reader": "model"}])
def test_what_a_person_does_not_judge_leaves_the_fingerprint_alone(field: dict[str, Any]) -> None:
    assert fingerprint(claim(**field)) == fingerprint(claim())


@pytest.mark.parametrize(
    "field",
    [{"side": "RF"}, {"modality": "denied"}, {"time": Time("2023")}, {"hedge": True}, {"conditions": (("C1", "no"),)}],
)
def test_what_a_person_judges_changes_the_content_and_not_the_anchor(field: dict[str, Any]) -> None:
    assert fingerprint(claim(**field)) != fingerprint(claim()) and anchor(claim(**field)) == anchor(claim())
    assert fingerprint(claim()).partition("-")[0] == anchor(claim())


@pytest.mark.parametrize("field", [{"type": "refusal.absence"}, {"report": "q"}, {"passage": Passage("ab", 4, 6)}])
def test_another_span_type_or_report_is_another_claim(field: dict[str, Any]) -> None:
    assert anchor(claim(**field)) != anchor(claim())


def test_readings_are_among_the_values() -> None:
    assert Reading in VALUES and len(VALUES) > 25
