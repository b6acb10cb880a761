"""Rules as data, each with the days on which it was in force, whom it binds, its source, and whether it was verified.

The file stands beside this one. What it says are facts about rules; nothing here judges whether one was broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

NOT_VERIFIED = "rule not verified"
IN_FORCE, NOT_IN_FORCE, CANNOT_TELL = "in force", "not in force", "cannot be told"
CONDITIONS = tuple(f"C{number}" for number in range(1, 23))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `first` and `last` are EDTF days or months, None where not known (`first`) or still in force (`last`).

    `verified` says that its text, or a report of it, was read in `source`; `sides` whose authorities it binds; `bears`
    which conditions of detention it is about.
    """

    id: str
    sides: tuple[str, ...]
    title: Mapping[str, str]
    says: str
    first: str | None
    last: str | None
    source: str
    verified: bool
    note: str
    bears: tuple[str, ...]

    @property
    def citable(self) -> bool:
        """True where it may leave a case: verified, and its first day is known."""
        return self.verified and self.first is not None

    def on(self, days: tuple[date, date] | None) -> str:
        """`in force` or `not in force` on all of these days; `cannot be told` of part of them, or without days."""
        if days is None:
            return CANNOT_TELL
        first = day_bounds(self.first) if self.first else (OPEN_FIRST, OPEN_LAST)
        last = day_bounds(self.last) if self.last else (OPEN_LAST, OPEN_LAST)
        if days[1] < first[0] or days[0] > last[1]:
            return NOT_IN_FORCE
        return IN_FORCE if self.first and first[1] <= days[0] and days[1] <= last[0] else CANNOT_TELL


def _rule(name: str, row: dict[str, Any]) -> Rule:
    return Rule(
        name,
        tuple(row["sides"]),
        row["title"],
        row["says"],
        row["from"] or None,
        row["to"] or None,
        row["source"],
        row["verified"] == "yes",
        row["note"],
        tuple(row["bears"]),
    )


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """All rules by id, in the order of the file."""
    import yaml

    text = files("nomansland.words.law").joinpath("rules.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {name: _rule(name, row) for name, row in loaded.items()}


@lru_cache(maxsize=128)
def bearing(condition: str, side: str | None) -> tuple[Rule, ...]:
    """The rules about a condition that bind a side's authorities; of a side that is not told, those of both sides."""
    asked = {"RF", "UA"} if side not in ("RF", "UA") else {side}
    return tuple(rule for rule in rules().values() if condition in rule.bears and asked <= set(rule.sides))
