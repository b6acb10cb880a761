"""The annotated reports have exactly three pairs of the two sides within 50 km and 14 days."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.data


@pytest.mark.parametrize("source", ["annotated claims", "our own reading"])
def test_the_annotated_pairs_are_found_and_no_other(source: str) -> None:
    from bench.study.convergence_gold import gold_pairs

    found = gold_pairs()[source]
    assert (found["annotated"], found["found"], found["false"], found["firm"]) == (3, 3, 0, 2)
    assert found["refused"]
