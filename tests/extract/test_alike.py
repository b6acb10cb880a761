"""The network sees one name for both sides, and its pieces still stand where the text has them."""

from __future__ import annotations

import pytest

from nomansland.extract import alike, encoder
from nomansland.extract.examples import see

SWAPPED = [
    ("Nine Russian soldiers left Moscow.", "Nine Ukrainian soldiers left Kyiv."),
    ("В Москве российский суд приговорил солдата ВС РФ.", "В Киеве украинский суд приговорил солдата ВСУ."),
    ("РОССИЯНЕ ОТКАЗАЛИСЬ", "УКРАИНЦЫ ОТКАЗАЛИСЬ"),
    ("У Москві росіянин утік від Росгвардії.", "У Києві українець утік від Нацгвардії."),
]


@pytest.mark.parametrize(("one", "other"), SWAPPED)
def test_both_sides_are_one_text_to_the_network(one: str, other: str) -> None:
    assert one != other
    assert list(alike.cut(one).ids) == list(alike.cut(other).ids)
    here, there = see(one), see(other)
    assert here is not None and there is not None
    assert (here.events == there.events).all()


def test_what_names_no_side_is_cut_as_it_stands() -> None:
    for text in ("A column of lorries went by.", "Зсунули ящики й вивезли все.", "Российскому суду", ""):
        assert alike.cut(text) == encoder.base().pieces.cut(text)


@pytest.mark.parametrize("text", [text for pair in SWAPPED for text in pair])
def test_pieces_stand_where_the_text_has_them(text: str) -> None:
    cut = alike.cut(text)
    assert cut.starts == sorted(cut.starts) and cut.ends == sorted(cut.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(cut.starts, cut.ends, strict=True))
    covered = {at for start, end in zip(cut.starts, cut.ends, strict=True) for at in range(start, end)}
    assert {at for at, sign in enumerate(text) if sign.isalnum()} <= covered


def test_a_piece_behind_a_name_is_the_same_word_in_both() -> None:
    one, other = SWAPPED[0]
    words = [
        [text[a:b] for a, b in zip(alike.cut(text).starts, alike.cut(text).ends, strict=True)] for text in (one, other)
    ]
    assert [word for word in words[0] if word in "soldiers left"] == [
        word for word in words[1] if word in "soldiers left"
    ]
