"""Run one function over many items, here or in a pool, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def run(function: Callable[[In], Out], items: Iterable[In], jobs: int = 1) -> Generator[Out, None, None]:
    """The results in the order of the items, as they become ready.

    Parameters
    ----------
    function : callable
        A module-level function (it is pickled where `jobs` is more than one).
    items : iterable
        Read lazily: never more than four items a process ahead, so that a long stream needs no more memory.
    jobs : int
        Number of processes; 1 runs in this one.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Out]] = deque(pool.submit(function, item) for item in islice(source, 4 * jobs))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(source, 1))
