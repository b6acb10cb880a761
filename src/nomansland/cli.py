"""The command line: one command per step, and `init`, `flow`, `record`, `verify`, `desk`, `legal`,
`terrain`.

Exit codes: 0 all is well; 1 it ran, and something was quarantined, faulty or refused; 2 the command or the case is
wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nomansland import __version__, console, show, work
from nomansland.cli_legal import legal
from nomansland.cli_study import study
from nomansland.cli_terrain import terrain
from nomansland.cli_token import token
from nomansland.options import case_option, how_option, only_option, opened, quiet_option, sources_argument

if TYPE_CHECKING:
    from nomansland.flow import How


class Commands(click.Group):
    """A group whose errors are sentences: the tree of `words.errors` ends as exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a broken pipe ends it in silence."""
        from nomansland.words.errors import NomanslandError

        try:
            return super().invoke(ctx)
        except NomanslandError as error:
            click.echo(f"nomansland: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            ctx.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of the path, then the others."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__)
def main() -> None:
    """An evidence desk for refusal in war.

    \b
    nomansland flow examples                 read a folder of reports and print the record
    nomansland init CASE                     make a case
    nomansland flow --case CASE SOURCE...    take reports into it, read and link them
    nomansland desk --case CASE              look at it and decide, in a browser

    Exit codes: 0 all is well; 1 something was quarantined, faulty or refused; 2 the command or the case is wrong.
    """


@main.command()
@sources_argument
@case_option
@quiet_option
def admit(sources: tuple[str, ...], case_path: str | None, quiet: bool) -> None:
    """Take reports into a case and keep their bytes.

    \b
    nomansland admit --case CASE page.html export/result.json folder/
    """
    if not sources:
        raise click.UsageError("Name at least one file or folder.")
    taken = work.admit(opened(case_path), sources, work.tracker(quiet))
    console.say(f"{len(taken.reports)} reports.")
    sys.exit(console.set_aside(taken.quarantined))


@main.command()
@case_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def archive(case_path: str | None, form: str) -> None:
    """List what is kept: each holding with its hash, size, source and log entry.

    \b
    nomansland archive --case CASE
    """
    opened(case_path)
    show.holdings(form)


@main.command()
@click.argument("files", nargs=-1)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--explain", is_flag=True, help="Say why each value was read.")
@case_option
@how_option
@quiet_option
def extract(
    files: tuple[str, ...],
    form: str,
    explain: bool,
    case_path: str | None,
    how: How,
    quiet: bool,
) -> None:
    """Read claims out of files as one set, without a case; without files, read a case's reports again.

    \b
    nomansland extract report.txt --explain
    nomansland extract reports.jsonl --format json > read.json
    """
    if not files:
        count = work.read_case(opened(case_path), how, work.tracker(quiet), everything=True)
        console.say(f"{count} reports read.")
        return
    record, quarantined = work.read_files(files, how, work.tracker(quiet))
    show.reading(record, form, explain)
    sys.exit(console.set_aside(quarantined))


@main.command()
@case_option
def group(case_path: str | None) -> None:
    """Say which reports go back to one origin, and how many voices and newsrooms that makes.

    \b
    nomansland group --case CASE
    """
    opened(case_path)
    show.retellings(work.join_case())


@main.command()
@case_option
def link(case_path: str | None) -> None:
    """Say which claims tell of one incident or site, and what contradicts what.

    \b
    nomansland link --case CASE
    """
    opened(case_path)
    work.join_case()
    show.tables(work.record_of(), work.LINKED)


@main.command()
@click.argument("ref", required=False)
@click.argument("verdict", required=False)
@click.option(
    "--target",
    default="claim",
    show_default=True,
    help="claim, incident, site, contradiction, retelling, edge, family, source, information or decision.",
)
@click.option("--by", help="Who decides: a name.")
@click.option("--reason", default="", help="Why.")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="What a correction says.")
@click.option("--undoes", help="Id of the decision that `undo` takes back.")
@case_option
def review(case_path: str | None, ref: str | None, verdict: str | None, **rest: Any) -> None:
    """Decide on a claim, or list what is undecided. A decision is a new row; undoing is another.

    \b
    nomansland review --case CASE
    nomansland review winter-letter:c03 accept --by Olena
    nomansland review winter-letter:c04 correct --set side=UA --by Olena --reason "the unit is named"
    nomansland review "Quiet Bank" rate --target source --set reliability=C --by Olena
    nomansland review winter-letter:c04 rate --target information --set credibility=3 --by Olena
    """
    opened(case_path)
    if ref is None:
        show.undecided()
        return
    if verdict is None or not rest["by"]:
        raise click.UsageError("Give a verdict and --by NAME.")
    work.decide(ref, verdict, **rest)


@main.command()
@case_option
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--by", required=True, help="Who releases: a name, written into the ledger.")
@click.option("--rule", "rules", multiple=True, help="Cite a rule by its id; one that is not verified is refused.")
def share(case_path: str | None, form: str, by: str, rules: tuple[str, ...]) -> None:
    """Print what may leave the case: counts of decided findings by oblast and month, small cells left out.

    \b
    nomansland share --case CASE --by Olena --format csv > release.csv
    """
    case = opened(case_path)
    show.release(work.share(by, rules, work.people_asked(case)), form)


main.add_command(study)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="CASE")
def init(folder: Path) -> None:
    """Make a case: a folder that holds everything but its signing key.

    \b
    nomansland init winter-2023
    """
    from nomansland.tables import WARNING, Case, connect

    case = Case.create(folder)
    connect(case)
    console.say(f"The case is {case.folder}.")
    console.say(WARNING)


@main.command()
@sources_argument
@case_option
@how_option
@only_option
@quiet_option
def flow(
    sources: tuple[str, ...],
    case_path: str | None,
    how: How,
    only: tuple[str, ...],
    quiet: bool,
) -> None:
    """Run the whole path forward: take in, keep, read, group, link.

    Without a case a temporary one is used and its record printed.

    \b
    nomansland flow examples
    nomansland flow --case CASE new-reports/
    """
    sys.exit(console.set_aside(work.flow(sources, case_path, how, work.tracker(quiet), only)))


@main.command()
@case_option
@click.option("--week", help="An ISO week, 2023-W25: print its two-sided column.")
@click.option("--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True)
@only_option
def record(case_path: str | None, week: str | None, form: str, only: tuple[str, ...]) -> None:
    """Print the record: claims, incidents, sites and contradictions.

    \b
    nomansland record --case CASE
    nomansland record --case CASE --week 2023-W25 --format markdown
    """
    opened(case_path)
    show.record(work.record_of(), week, form, only)


@main.command()
@case_option
@quiet_option
def verify(case_path: str | None, quiet: bool) -> None:
    """Check every holding and every line of the custody log; name each fault.

    \b
    nomansland verify --case CASE
    """
    sys.exit(work.verify(opened(case_path), work.tracker(quiet)))


@main.command()
@case_option
@click.option("--port", default=8765, show_default=True, help="0 takes a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--people", is_flag=True, help="Ask for a name and a passphrase before anything is shown.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address only for a team: docs/people.md.")
@click.option("--invite", multiple=True, metavar="ROLE", help="Print an invitation too; may be given again.")
def desk(case_path: str | None, port: int, no_browser: bool, people: bool, host: str, invite: tuple[str, ...]) -> None:
    """Open the desk in a browser, on this computer only. The first line printed is its address.

    \b
    nomansland desk --case CASE --port 8765 --no-browser
    """
    from nomansland.tables import Case
    from nomansland.web import serve

    serve(Case.find(case_path), port, not no_browser, host, people, invite)


main.add_command(legal)
main.add_command(terrain)
main.add_command(token)

if __name__ == "__main__":
    main()
