"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nomansland.endpoint import Endpoint
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
front_option = click.option(
    "--front",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A front line file; else the case's, else the schematic one.",
)
jobs_option = click.option("--jobs", default=1, show_default=True, help="Processes that read reports.")
reader_option = click.option(
    "--reader",
    metavar="READER",
    help="rules, examples, both (default), model, or several joined by +; `both` is rules+examples, which adds events "
    "told in words that no pattern knows; `rules` alone is twenty times faster; `model` needs --model-url.",
)
model_url_option = click.option("--model-url", metavar="URL", help="An OpenAI-compatible model, up to and with /v1.")
model_name_option = click.option("--model-name", metavar="NAME", help="Its name there.")
model_cache_option = click.option(
    "--model-cache", type=click.Path(path_type=Path), metavar="FOLDER", help="Keeps answers; in a case its `answers`."
)
model_remote_option = click.option(
    "--model-remote", is_flag=True, help="Let reports leave this machine for the model, those with a sensitivity never."
)


def how_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gazetteer, reader, its model and number of processes, given to the command as one `how`.

    What the command line leaves open is taken from the case's `case.toml`, where the command has a case.
    """

    @wraps(command)
    def with_how(*args: Any, gazetteer: Path | None, reader: str | None, jobs: int, **kwargs: Any) -> Any:
        from nomansland.flow import How

        front = kwargs.pop("front")

        given = {name: kwargs.pop(f"model_{name}") for name in ("url", "name", "cache", "remote")}
        in_case = bool(kwargs.get("case_path")) or not (kwargs.get("files") or kwargs.get("sources"))
        chosen, model = _model(reader, given, kwargs.get("case_path") if in_case else None, in_case)
        return command(*args, how=How(gazetteer, chosen, jobs, model, front=front), **kwargs)

    for option in (model_remote_option, model_cache_option, model_name_option, model_url_option):
        with_how = option(with_how)
    return gazetteer_option(front_option(reader_option(jobs_option(with_how))))


def _model(
    reader: str | None, given: dict[str, Any], case_path: str | None, in_case: bool
) -> tuple[str, Endpoint | None]:
    """The reader and the port to its model; a model at another address than the case's is not sent without a word."""
    from nomansland.extract import USUAL
    from nomansland.tables import Case
    from nomansland.words.errors import CaseError

    settings: dict[str, Any] = {}
    if in_case:
        try:
            case = Case.find(case_path)
        except CaseError:
            case = None
        if case is not None:
            settings = case.toml
            given["cache"] = given["cache"] or case.folder / "answers"
    chosen = reader or str(settings.get("reader", USUAL))
    url = given["url"] or settings.get("model_url")
    if "model" not in chosen.split("+") or not url:
        return chosen, None
    from nomansland.endpoint import Endpoint

    name = given["name"] or settings.get("model_name", "default")
    # a case may come from somebody else: that reports leave this machine is said on the command line or not at all
    return chosen, Endpoint(str(url), str(name), given["cache"], given["remote"])


only_option = click.option(
    "--only",
    multiple=True,
    type=click.Choice(["claims", "incidents", "sites", "contradictions"]),
    help="Print only these.",
)
sources_argument = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
