"""What the command line needs of a terminal: progress, tables, the end of a run. Works without one."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from nomansland.words import Quarantined

T = TypeVar("T")


def say(text: str = "") -> None:
    """One line on standard output."""
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{text}\n")


def track(items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
    """The items with a bar on standard error that counts and estimates the rest; none where it is no terminal."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track as rich_track

    return rich_track(items, description=label, total=total, console=Console(stderr=True), transient=True)


def quiet_track(items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
    """The items and nothing else."""
    return items


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    """A table on standard output; on a narrow or missing terminal it is 200 characters wide rather than cut off."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        say(f"{title}: {empty}")
        return
    made = Table(title=f"{title} ({len(rows)})", title_justify="left", show_lines=False, expand=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(escape(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 200, soft_wrap=False).print(made)


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """CSV on standard output; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, leading white space and full-width signs included."""
    shown = cell.replace("\x00", "")
    return (
        f"'{shown}"
        if shown.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") or shown[:1] in ("\t", "\r", "\n")
        else shown
    )


def json(value: Any) -> None:
    """JSON on standard output, UTF-8."""
    import orjson

    sys.stdout.flush()
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def set_aside(items: Sequence[Quarantined]) -> int:
    """Name on standard error what was quarantined; gives the exit code, 1 where there was any."""
    for item in items:
        warn(f"quarantined ({item.code}): {item.source}: {item.reason}")
    if items:
        warn(f"{len(items)} could not be read; each is kept with its reason.")
    return 1 if items else 0
