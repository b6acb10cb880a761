"""How long `nomansland --help` takes, beside `python -c pass`. Run with `python -m bench.cli`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def _seconds(words: list[str], rounds: int = 15) -> float:
    found = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - begin)
    return statistics.median(found)


def main() -> None:
    """Print medians in seconds."""
    ours = _seconds([sys.executable, "-m", "nomansland.cli", "--help"])
    bare = _seconds([sys.executable, "-c", "pass"])
    print(f"nomansland --help {ours:.3f} s, python -c pass {bare:.3f} s")


if __name__ == "__main__":
    main()
