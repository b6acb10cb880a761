"""The scores of clusters, on the worked example of Pradhan et al. 2014 (figure 3 and section 4)."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from bench.link.coref import b_cubed, ceaf_e, conll, muc


def _clusters(*words: str) -> list[frozenset[Hashable]]:
    return [frozenset(word) for word in words]


KEY = _clusters("abc", "defg")
RESPONSE = _clusters("ab", "cd", "fghi")


def test_the_published_example() -> None:
    links, mentions, clusters = muc(KEY, RESPONSE), b_cubed(KEY, RESPONSE), ceaf_e(KEY, RESPONSE)
    assert (round(links.r, 2), round(links.p, 2), round(links.f1, 2)) == (0.40, 0.40, 0.40)
    assert (round(mentions.r, 2), round(mentions.p, 2)) == (0.42, 0.50)
    assert mentions.f1 == pytest.approx(0.46, abs=0.01), "0.46 from the rounded figures"
    assert (round(clusters.r, 2), round(clusters.p, 2), round(clusters.f1, 2)) == (0.65, 0.43, 0.52)
    assert conll(KEY, RESPONSE)["conll"] == pytest.approx((0.40 + 0.4565 + 0.52) / 3, abs=0.002)


def test_the_key_itself_is_perfect_and_one_lump_is_not() -> None:
    assert set(conll(KEY, KEY).values()) == {1.0}
    lump = conll(KEY, _clusters("abcdefg"))
    assert lump["muc"] > lump["b_cubed"] and lump["conll"] < 1
    assert conll(KEY, _clusters(*"abcdefg"))["muc"] == 0.0
