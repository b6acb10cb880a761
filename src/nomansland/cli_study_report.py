"""`study report`: every measurement of a case in one page that stands alone."""

from __future__ import annotations

from pathlib import Path

import click

from nomansland import console
from nomansland.options import case_argument, opened, quiet_option


@click.command()
@case_argument
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The HTML file; else study.html in the case."
)
@click.option("--from", "first", default="", help="First day for places of detention; else the last quarter.")
@click.option("--to", "last", default="", help="Last day for places of detention.")
@click.option("--front", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Front lines.")
@quiet_option
def report(case_path: str | None, out: Path | None, first: str, last: str, front: Path | None, quiet: bool) -> None:
    """Measure everything and write one page with plots and limits; print it to PDF from a browser.

    It holds sectors and forecasts: it is for the case's own people and for nobody else.

    \b
    nomansland study report CASE --out study.html
    """
    from nomansland import work
    from nomansland.web.studyreport import page

    case = opened(case_path)
    told = work.measured(case, first, last, front, quiet)
    path = out or case.folder / "study.html"
    path.write_text(page(case, told), "utf-8")
    console.say(f"{path}: for the case's own people only. The desk shows the same under Study.")
