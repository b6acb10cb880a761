"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nomansland.tables import Case


def opened(path: str | None) -> Case:
    """The case that was named, or the nearest, with its database connected."""
    from nomansland.tables import Case, connect

    case = Case.find(path)
    connect(case)
    return case


case_option = click.option(
    "--case", "case_path", metavar="FOLDER", help="The case; else NOMANSLAND_CASE, else the nearest."
)


def case_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """A case named by an argument or by `--case`, given to the command as one `case_path`."""

    @wraps(command)
    def with_case(*args: Any, case: str | None, case_path: str | None, **kwargs: Any) -> Any:
        return command(*args, case_path=case or case_path, **kwargs)

    return click.argument("case", required=False, metavar="[CASE]")(case_option(with_case))


quiet_option = click.option("--quiet", is_flag=True, help="No progress.")
gazetteer_option = click.option(
    "--gazetteer", type=click.Path(exists=True, path_type=Path), help="An index made by `terrain build`."
)
jobs_option = click.option("--jobs", default=1, show_default=True, help="Processes that read reports.")
reader_option = click.option(
    "--reader",
    type=click.Choice(["rules", "both"]),
    default="rules",
    show_default=True,
    help="`both` adds events told in words that no pattern knows (needs nomansland[examples]).",
)


def how_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gazetteer, reader and number of processes, given to the command as one `how`."""

    @wraps(command)
    def with_how(*args: Any, gazetteer: Path | None, reader: str, jobs: int, **kwargs: Any) -> Any:
        from nomansland.flow import How

        return command(*args, how=How(gazetteer, reader, jobs), **kwargs)

    return gazetteer_option(reader_option(jobs_option(with_how)))


only_option = click.option(
    "--only",
    multiple=True,
    type=click.Choice(["claims", "incidents", "sites", "contradictions"]),
    help="Print only these.",
)
sources_argument = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
