"""Dated places as arrays, checked; and read from a table."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nomansland.words.errors import StudyError

Floats = NDArray[np.float64]
SHOWN = 10
NEEDED = ("x", "y", "t")


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of points held.

    Parameters
    ----------
    x, y, t : ndarray of float, shape (n,)
        Coordinates and dates; days where the file has ISO dates.
    ignored : tuple of str
        Columns that were not read.
    dated : bool
        True where `t` held ISO dates.
    """

    x: Floats
    y: Floats
    t: Floats
    ignored: tuple[str, ...]
    dated: bool


def checked(x: object, y: object, t: object, least: int = 3) -> tuple[Floats, Floats, Floats]:
    """Three arrays of float of one length.

    Raises
    ------
    StudyError
        Where they are not flat, of different lengths, not finite or shorter than `least`.
    """
    arrays = [np.ascontiguousarray(one, dtype=np.float64) for one in (x, y, t)]
    if any(one.ndim != 1 for one in arrays) or len({len(one) for one in arrays}) != 1:
        raise StudyError("x, y and t must be flat arrays of one length.", todo="Give one number of each per event.")
    if not all(np.isfinite(one).all() for one in arrays):
        raise StudyError("A coordinate or date is missing or infinite.", todo="Leave such events out and say so.")
    if len(arrays[0]) < least:
        raise StudyError(f"{len(arrays[0])} events are too few.", todo=f"Give at least {least}.")
    return arrays[0], arrays[1], arrays[2]


def read(path: Path, needed: tuple[str, ...] = NEEDED) -> Table:
    """Read a table of points, all of it or nothing.

    Parameters
    ----------
    path : Path
        UTF-8 text with a header that names `x`, `y` and `t`, separated by commas, semicolons or tabs. `t` holds
        numbers, or ISO dates in every row.
    needed : tuple of str
        `("x", "y")` for a table of places without dates; `t` is then 0.

    Raises
    ------
    StudyError
        With the number of each line that cannot be read and why.
    """
    rows = csv.reader(_text(path).splitlines(), delimiter=_separator(_text(path)), strict=True)
    try:
        lines = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise StudyError(f"{path}, line {rows.line_num}: {error}.", todo="Mend the quotes.") from error
    if not lines:
        raise StudyError(f"{path} is empty.", todo="Give a header x,y,t and one row per event.")
    header = [cell.strip().lower() for cell in lines[0][1]]
    at = _places(path, header, needed)
    dated = len(at) > 2 and len(lines) > 1 and _is_date(lines[1][1], at[2])
    values, faults = [], []
    for number, row in lines[1:]:
        try:
            values.append(_row(row, header, at, dated))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise StudyError(f"{path}: {'; '.join(faults[:SHOWN])}{more}.", todo="Nothing was measured; mend these lines.")
    x, y, t = np.array(values, dtype=np.float64).reshape(-1, 3).T
    ignored = tuple(lines[0][1][place].strip() or "without a name" for place in range(len(header)) if place not in at)
    return Table(x, y, t, ignored, dated)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(f"{path} cannot be read: {error}.", todo="Give a table in UTF-8.") from error


def _separator(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _places(path: Path, header: list[str], needed: tuple[str, ...]) -> tuple[int, ...]:
    for name in needed:
        if header.count(name) != 1:
            said = "has no column" if name not in header else "has more than one column"
            todo = f"The first line must name {', '.join(needed)} once each."
            raise StudyError(f"{path} {said} {name}.", todo=todo)
    return tuple(header.index(name) for name in needed)


def _is_date(row: list[str], place: int) -> bool:
    try:
        date.fromisoformat(row[place].strip())
    except (ValueError, IndexError):
        return False
    return not row[place].strip().isdigit()


def _row(row: list[str], header: list[str], at: tuple[int, ...], dated: bool) -> tuple[float, float, float]:
    if len(row) != len(header):
        raise ValueError(f"{len(row)} cells, the header has {len(header)}")
    x, y, *t = (row[place].strip() for place in at)
    when = _day if dated else _time
    return _number(x, "x"), _number(y, "y"), when(t[0]) if t else 0.0


def _time(cell: str) -> float:
    try:
        return _number(cell, "t")
    except ValueError as error:
        hint = "; dates are written 2024-01-31, in every row or in none" if "-" in cell[1:] else ""
        raise ValueError(f"{error}{hint}") from None


def _number(cell: str, name: str) -> float:
    if not cell:
        raise ValueError(f"{name} is empty")
    if not cell.isascii() or "_" in cell:
        raise ValueError(f"{name} is {cell!r}, not a number")
    try:
        value = float(cell)
    except ValueError:
        hint = "; write a decimal point" if cell.count(",") == 1 else ""
        raise ValueError(f"{name} is {cell!r}, not a number{hint}") from None
    if not math.isfinite(value):
        raise ValueError(f"{name} is {cell!r}, not a finite number")
    return value


def _day(cell: str) -> float:
    try:
        return float(date.fromisoformat(cell).toordinal())
    except ValueError:
        raise ValueError(f"t is {cell!r}, not an ISO date as in the rows before") from None
