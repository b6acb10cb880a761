"""The command `study`: counts of a case, and one sub-command per measurement, imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from nomansland.options import case_argument, case_option, opened

# To add a sub-command, add its name with "module:function"; the function is a click command whose module imports
# heavy packages only inside functions.
COMMANDS = {
    "counts": "nomansland.cli_study:counts",
    "knox": "nomansland.cli_spacetime:knox",
    "local": "nomansland.cli_spacetime:local",
    "mantel": "nomansland.cli_spacetime:mantel",
    "jacquez": "nomansland.cli_spacetime:jacquez",
    "k": "nomansland.cli_spacetime_k:k",
    "convergence": "nomansland.cli_study_convergence:convergence",
    "simulate": "nomansland.cli_study_convergence:simulate",
    "prospect": "nomansland.cli_study_prospect:prospect",
    "lists": "nomansland.cli_study_lists:lists",
    "sites": "nomansland.cli_study_lists:sites",
    "coverage": "nomansland.cli_study_coverage:coverage",
    "report": "nomansland.cli_study_report:report",
}


class Measurements(click.Group):
    """A group whose commands stand in a table; `study CASE` counts the case."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name].split(":")
        found: click.Command = getattr(import_module(module), function)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A folder instead of a name is the case to count."""
        if args and args[0] not in COMMANDS and Path(args[0]).is_dir():
            return "counts", counts, args
        return super().resolve_command(ctx, args)


def _counted(case_path: str | None, form: str) -> None:
    from nomansland import show, work

    opened(case_path)
    show.estimates(work.estimates(), form)


DEFAULTS = {"case_path": None, "form": "table"}
table_option = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)


@click.group(cls=Measurements, invoke_without_command=True)
@case_option
@table_option
@click.pass_context
def study(ctx: click.Context, case_path: str | None, form: str) -> None:
    """Count what was reported, each side on its own, with what the counts cannot know; or measure it.

    \b
    nomansland study --case CASE
    nomansland study knox POINTS.csv --space 20 --time 5
    """
    if ctx.invoked_subcommand is None:
        _counted(case_path, form)
        return
    # What stands before the name of a measurement holds for it as well.
    given = {name: value for name, value in ctx.params.items() if value != DEFAULTS[name]}
    ctx.default_map = {ctx.invoked_subcommand: given}


@click.command()
@case_argument
@table_option
def counts(case_path: str | None, form: str) -> None:
    """Count what was reported, each side on its own, with what the counts cannot know.

    \b
    nomansland study counts CASE
    """
    _counted(case_path, form)
