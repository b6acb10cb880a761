"""Near-copy groups among the posts of eleven days of twelve Russian channels.

    python -m bench.group.telegram 100

prints a sample of pairs to be checked by hand. The verdicts on one are kept in `sample.json`.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.data import data_folder
from nomansland.group.copies import near_copies
from nomansland.group.graph import Sets

FIRST, LAST = "2024-11-24", "2024-12-05"


Row = dict[str, Any]


def posts() -> list[Row]:
    """The posts of the eleven days."""
    with gzip.open(data_folder() / "telegram_ru_news" / "messages.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [post for post in map(json.loads, lines) if FIRST <= post["date"] < LAST]


def copies(found: list[Row]) -> list[tuple[int, int, float]]:
    """Pairs of posts that are near copies."""
    return near_copies(
        [post["text"] or "" for post in found], [date.fromisoformat(post["date"][:10]).toordinal() for post in found]
    )


def judged(found: list[Row], pairs: list[tuple[int, int, float]]) -> Row:
    """What the pairs that were read came to (`sample.json`): how many are right, and how many are still found."""
    rows = json.loads(Path(__file__).with_name("sample.json").read_text("utf-8"))["pairs"]
    name = [(post["channel"], post["id"]) for post in found]
    now = {frozenset((name[one], name[other])) for one, other, _ in pairs}
    right = [row for row in rows if row[5] == "same"]
    still = [row for row in rows if frozenset(((row[0], row[1]), (row[2], row[3]))) in now]
    return {"read": len(rows), "right": len(right), "still_found": len(still)}


def measured(found: list[Row]) -> Row:
    """How many posts are copies, in how many groups, how fast."""
    started = time.process_time()
    pairs = copies(found)
    seconds = time.process_time() - started
    sets: Sets[int] = Sets(range(len(found)))
    for one, other, _ in pairs:
        sets.join(one, other)
    groups = [group for group in sets.sets() if len(group) > 1]
    wide = [group for group in groups if len({found[number]["channel"] for number in group}) > 1]
    return {
        "posts": len(found),
        "pairs": len(pairs),
        "groups": len(groups),
        "groups_over_channels": len(wide),
        "sample": judged(found, pairs),
        "posts_per_second": round(len(found) / seconds),
    }


def sample(found: list[Row], size: int) -> None:
    """Print pairs to be read."""
    pairs = copies(found)
    for one, other, share in random.Random(3).sample(pairs, min(size, len(pairs))):
        print(f"--- {share:.2f} {found[one]['channel']} | {found[other]['channel']}")
        for number in (one, other):
            print("   ", " ".join(found[number]["text"].split())[:220])


if __name__ == "__main__":
    sample(posts(), int(sys.argv[1]))
