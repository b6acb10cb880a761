"""Work gives the same results in the same order wherever it runs, and reads a stream no further than it needs."""

from __future__ import annotations

from collections.abc import Iterator

from nomansland.workers import run


def double(number: int) -> int:
    return 2 * number


def test_a_pool_gives_what_one_process_gives() -> None:
    assert list(run(double, range(50), jobs=2)) == list(run(double, range(50))) == [2 * n for n in range(50)]


def test_a_stream_is_not_read_to_its_end() -> None:
    read: list[int] = []

    def stream() -> Iterator[int]:
        for number in range(10_000):
            read.append(number)
            yield number

    results = run(double, stream(), jobs=2)
    assert next(results) == 0
    assert len(read) < 20
    results.close()
