"""The reading page: lines, marks and notes."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from nomansland.web.marks import line_of, lines
from nomansland.words import Claim, Passage, Publication, Reading, Report

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def body(desk: Desk, ref: str = "ru-1") -> str:
    """The page as text."""
    return str(desk.client.get(f"/reports/{ref}").content.decode())


def test_each_claim_is_marked_and_noted(desk: Desk) -> None:
    page = body(desk)
    for number, claim in enumerate(("c01", "c02", "c03", "c04"), 1):
        assert f'id="n{number}" data-claim="{claim}"' in page
        assert f'href="#n{number}"' in page
    assert '<mark class="rf hypothetical" data-claims="c01 c02">заперли 12 мобилизованных</mark>' in page
    assert '<mark class="rf denied" data-claims="c04">гаража нет</mark>' in page


def test_note_says_what_is_known_and_what_is_not(desk: Desk) -> None:
    page = unescape(body(desk))
    assert "at least 12 people" in page
    assert "Lyman ±3 km" in page
    assert "1 to 4 May 2023" in page
    assert "nobody says where or when" in page
    assert "'mobilised' are soldiers of the Russian side" in page
    assert "Lyman, Chuhuivskyi raion, Kharkivska oblast" in page
    assert "20 %" in page


def test_text_carries_its_language(desk: Desk) -> None:
    assert re.search(r'<p class="text" lang="ru"', body(desk))
    assert re.search(r'<p class="text" lang="en"', body(desk, "en-1"))


def test_lineage_shows_who_took_it_from_whom(desk: Desk) -> None:
    page = body(desk, "ru-2")
    assert "One voice, one newsroom" in page
    assert "ru-2 took it from ru-1 (copy)" in page


def test_inferred_date_shows_its_basis(desk: Desk) -> None:
    assert "it cites a dated post" in body(desk, "ru-2")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A report of any text with claims on any spans, overlapping as they may."""
    text = draw(st.text(alphabet="абв АБВ.\n!«»-1", min_size=1, max_size=160))
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1]),
            max_size=6,
        )
    )
    claims = tuple(
        Claim(f"c{number:02}", "r", "refusal.order", Passage.of(text, *span)) for number, span in enumerate(spans, 1)
    )
    return Reading(Report("r", text, language="ru"), "ru", Publication(), claims)


@given(readings())
def test_lines_hold_the_whole_text_and_every_mark(reading: Reading) -> None:
    found = lines(reading)
    shown = "".join(piece.text for line in found for piece in line.pieces)
    assert "".join(shown.split()) == "".join(reading.report.text.split())
    for claim in reading.claims:
        marked = "".join(piece.text for line in found for piece in line.pieces if claim in piece.claims)
        assert "".join(marked.split()) == "".join(claim.passage.quote.split())


@given(readings())
def test_every_claim_that_stands_on_words_has_its_note(reading: Reading) -> None:
    found = lines(reading)
    for claim in reading.claims:
        if claim.passage.quote.strip():
            assert line_of(found, claim) is not None
