"""Small cells are left out, and so are those that would give them away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomansland.share import Key, held_back, suppress

K = 5
keys = st.builds(
    Key,
    st.sampled_from(["RF", "UA"]),
    st.sampled_from(["refusal.order", "refusal.absence", "protest.appeal"]),
    st.sampled_from(["luhansk-oblast", "kherson-oblast", "sumy-oblast", "belgorod-oblast"]),
    st.sampled_from(["2023-05", "2023-06", "2023-07"]),
)
tables = st.dictionaries(keys, st.integers(1, 30), max_size=40)


def lines(counts: dict[Key, int]) -> list[list[Key]]:
    """All cells that differ in one dimension only, worked out in another way than the code does."""
    return [
        [
            one
            for one in counts
            if all(getattr(one, other) == getattr(key, other) for other in Key._fields if other != field)
        ]
        for key in counts
        for field in ("type", "oblast", "month")
    ]


@given(tables)
def test_no_small_cell_is_published(counts: dict[Key, int]) -> None:
    assert all(counts[key] >= K for key in counts.keys() - suppress(counts, K))


@given(tables)
def test_nobody_who_knows_a_total_can_subtract(counts: dict[Key, int]) -> None:
    hidden = suppress(counts, K)
    for line in lines(counts):
        gone = [key for key in line if key in hidden]
        if gone and len(gone) < len(line):
            assert len(gone) >= 2 and sum(counts[key] for key in gone) >= K


@given(tables)
def test_nothing_is_left_out_without_need(counts: dict[Key, int]) -> None:
    if all(count >= K for count in counts.values()):
        assert suppress(counts, K) == frozenset()


@given(tables, tables)
def test_a_published_change_is_never_small(before: dict[Key, int], after: dict[Key, int]) -> None:
    previous = {key: count for key, count in before.items() if key not in suppress(before, K)}
    held = held_back(after, previous, K)
    for key, count in after.items():
        said = held.get(key, count)
        if said is None or said < K:
            continue
        known_at_least = previous.get(key, 0)
        assert said == previous.get(key) or abs(said - previous.get(key, K - 1)) >= K, (known_at_least, said)


def test_the_smallest_neighbours_go_first() -> None:
    def key(oblast: str) -> Key:
        return Key("RF", "refusal.order", oblast, "2023-06")

    counts = {key("a"): 2, key("b"): 6, key("c"): 40}
    assert suppress(counts, K) == {key("a"), key("b")}
    assert suppress({**counts, key("d"): 1}, K) == {key("a"), key("b"), key("d")}
