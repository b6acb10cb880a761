"""Near copies: planted ones, and those that twelve Russian channels made of each other's news in eleven days."""

from __future__ import annotations

from bench.data import freeze
from bench.group.planted import planted
from bench.group.telegram import measured, posts


def main() -> None:
    """Measure and freeze."""
    freeze("group", {"planted": [planted(10_000), planted(100_000)], "telegram": measured(posts())})


if __name__ == "__main__":
    main()
