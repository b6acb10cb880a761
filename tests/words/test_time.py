"""Our day bounds agree with the library `edtf` on every form that is used here."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.words import Time, day_bounds, edtf_of
from nomansland.words.time import checked

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

FORMS = ["2023", "2023-06", "2023-06-16", "2023-06-XX", "202X", "2023-21", "2023-22", "1917~", "2023-06?"]
FORMS += ["2023-06-16/2023-06-30", "2022-11/2022-12", "1941/1945", "2023/2023-06"]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def theirs(edtf: str) -> tuple[date, date]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = parse_edtf(edtf)
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize("edtf", FORMS)
def test_bounds_are_those_of_the_library(edtf: str) -> None:
    assert day_bounds(checked(edtf)) == theirs(edtf)


@given(DAYS, DAYS)
def test_what_is_written_is_read_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    written = edtf_of(first, last)
    assert day_bounds(written) == (first, last) == theirs(written)


@pytest.mark.parametrize("edtf", ["", "soon", "2023-13", "2023-06-31", "16.06.2023", "2023-06-30/2023-06-16"])
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        checked(edtf)


def test_open_ends_have_no_end() -> None:
    assert day_bounds("2023-06/..")[1] == date.max
    assert day_bounds("../2023-06")[0] == date.min


def test_a_bare_length_of_time_overlaps_nothing() -> None:
    assert not Time(None, duration="P3M").overlaps(Time("2023"))


def test_slack_is_in_days() -> None:
    assert Time("2023-06-01").overlaps(Time("2023-06-08"), slack_days=7)
    assert not Time("2023-06-01").overlaps(Time("2023-06-08"), slack_days=6)
