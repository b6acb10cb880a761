"""The command `legal`: which protections were told of as present, absent or disputed, site by site."""

from __future__ import annotations

import click

from nomansland.options import case_option, opened


@click.command()
@click.argument("site", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@case_option
def legal(site: str | None, form: str, case_path: str | None) -> None:
    """Print the legal sheet: conditions C1 to C22 by site, each with its words and the rules of those days.

    SITE is a site's id or the beginning of its name. "Yes" always means that the protection was present. Facts told as
    present, absent or disputed; never a verdict.

    \b
    nomansland legal --case CASE
    nomansland legal --case CASE Zaitseve
    """
    from nomansland import console, work
    from nomansland.record import legal as printed
    from nomansland.words.errors import CaseError

    opened(case_path)
    record = work.record_of()
    sheets = printed.legal_sheets(record)
    if site is not None:
        name = site.casefold()
        sheets = tuple(one for one in sheets if one.site == site or (one.site and one.name.casefold().startswith(name)))
        if not sheets:
            raise CaseError(f"No site is called {site!r}.", todo="`nomansland link` lists them.")
    if form == "json":
        console.json({"sheets": [printed.sheet_data(sheet) for sheet in sheets]})
    elif form == "csv":
        console.sheet(*(printed.grid_rows(sheets) if site is None else printed.sheet_rows(record, sheets[0])))
    else:
        if site is None:
            console.table("Conditions by site", *printed.condition_rows(sheets), "no place of detention is named.")
        for sheet in sheets:
            if site is not None or any(cell.stated for cell in sheet.cells):
                title = f"{sheet.name} ({sheet.side or '?'}, {sheet.days or 'no days told'})"
                console.table(title, *printed.sheet_rows(record, sheet), "nobody states a condition.")
                console.say(printed.silent(sheet))
                console.say()
        console.table("Rules", *printed.rule_rows(sheets), "none is named.")
        for limit in printed.LIMITS:
            console.say(limit)
