"""Lists of one population as counts by capture pattern."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nomansland.words.errors import StudyError, StudyRefused

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_LISTS = 16
COUNT_NAMES = ("n", "count", "freq", "number", "total", "кол", "кіль", "чис")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`counts` (2**k,) by pattern, list j of `names` being bit j; `counts[0]`, of those on no list, is not known."""

    names: tuple[str, ...]
    counts: Ints

    @property
    def lists(self) -> int:
        """How many lists."""
        return len(self.names)

    @property
    def observed(self) -> int:
        """How many are on at least one list."""
        return int(self.counts.sum())

    def overlap(self, mask: int) -> int:
        """How many are on all lists of a bit mask."""
        patterns = np.arange(len(self.counts))
        return int(self.counts[(patterns & mask) == mask].sum())

    def pair(self, mask: int) -> str:
        """The names of a mask, "A-B"."""
        return "-".join(name for place, name in enumerate(self.names) if mask >> place & 1)


def pairs(lists: int) -> tuple[int, ...]:
    """Masks of all pairs of lists, in the order 1-2, 1-3, ..., 2-3, ..."""
    return tuple(1 << one | 1 << other for one in range(lists) for other in range(one + 1, lists))


def table(names: Sequence[str], patterns: Iterable[tuple[int, int]]) -> Table:
    """A table of (mask, count); checked.

    Raises
    ------
    StudyRefused
        Below three lists, with an empty list, or without any overlap: nothing can be estimated then.
    """
    if len(names) < 3:
        raise StudyRefused(
            f"{len(names)} lists were given; three are needed.",
            todo="With two lists nothing can tell dependence from numbers.",
        )
    if len(names) > MOST_LISTS:
        raise StudyRefused(f"{len(names)} lists are too many; {MOST_LISTS} can be used.", todo="Join similar lists.")
    counts = np.zeros(1 << len(names), dtype=np.int64)
    for mask, count in patterns:
        counts[mask] += count
    counts[0] = 0
    made = Table(tuple(names), counts)
    empty = [name for place, name in enumerate(names) if not made.overlap(1 << place)]
    if empty:
        raise StudyRefused(f"Nobody is on list {empty[0]!r}.", todo="Leave it out.")
    if not any(made.overlap(mask) for mask in pairs(len(names))):
        raise StudyRefused("No two lists share a case.", todo="Without overlap there is no estimate, only a count.")
    return made


def _cell(text: str, name: str) -> int:
    value = text.strip()
    if value in ("0", "0.0"):
        return 0
    if value in ("1", "1.0"):
        return 1
    raise ValueError(f"column {name!r} holds {text!r}, not 0 or 1")


def _count(text: str) -> int:
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(f"the count {text!r} is no number") from error
    if value < 0 or value != int(value):
        raise ValueError(f"the count {text!r} is no whole number from 0 up")
    return int(value)


def read_table(path: Path) -> Table:
    """A CSV file with one 0/1 column per list and the count last.

    Raises
    ------
    StudyError
        Where there is no count, a cell is not 0 or 1, a pattern stands twice: each with its line.
    StudyRefused
        Where the table is whole but cannot carry an estimate.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = [(number, row) for number, row in enumerate(csv.reader(handle), 1) if any(map(str.strip, row))]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StudyError(f"{path} cannot be read as a table: {error}.", todo="Give a CSV file in UTF-8.") from error
    if len(rows) < 2:
        raise StudyError(f"{path} has no row.", todo="Give a header and one row for each pattern of lists.")
    names = [name.strip() for name in rows[0][1]]
    last = {row[-1].strip() for _, row in rows[1:]}
    if last <= {"0", "1", "0.0", "1.0"} and not names[-1].casefold().startswith(COUNT_NAMES):
        raise StudyError(
            f"{path} has no count: its last column {names[-1]!r} holds only 0 and 1.",
            todo="Give one row for each pattern, with how many cases show it in a last column named count.",
        )
    if len(set(names)) != len(names):
        raise StudyError(f"{path} names a list twice.", todo="Give each list its own name.")
    return table(names[:-1], _patterns(path, names, rows[1:]))


def _patterns(path: Path, names: list[str], rows: list[tuple[int, list[str]]]) -> list[tuple[int, int]]:
    seen: dict[int, int] = {}
    found, faults = [], []
    for number, row in rows:
        try:
            if len(row) != len(names):
                raise ValueError(f"it has {len(row)} cells, the header {len(names)}")
            cells = [_cell(text, name) for text, name in zip(row[:-1], names[:-1], strict=True)]
            mask = sum(cell << place for place, cell in enumerate(cells))
            count = _count(row[-1])
            if mask in seen:
                raise ValueError(f"the pattern of line {seen[mask]} again")
            if not mask and count:
                raise ValueError("a count of those on no list: that is what is to be estimated")
            seen[mask] = number
            found.append((mask, count))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise StudyError(f"{path}: {'; '.join(faults[:5])}{more}.", todo="Correct the table; nothing was estimated.")
    return found
