"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

case_option = click.option(
    "--case", "case_path", metavar="FOLDER", help="The case; else NOMANSLAND_CASE, else the nearest."
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress.")
jobs_option = click.option("--jobs", default=1, show_default=True, help="Processes that read reports.")
gazetteer_option = click.option(
    "--gazetteer", type=click.Path(exists=True, path_type=Path), help="An index made by `terrain build`."
)
only_option = click.option(
    "--only",
    multiple=True,
    type=click.Choice(["claims", "incidents", "sites", "contradictions"]),
    help="Print only these.",
)
sources_argument = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
