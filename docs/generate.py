"""What the docs take from the code; `make docs` renews it, `make lint` checks it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from nomansland.admit import kinds
from nomansland.cli import main
from nomansland.words import errors


def commands() -> str:
    """A heading and the help text of every command."""
    out = []

    def one(path: str, command: click.Command) -> None:
        context = click.Context(command, info_name=path, terminal_width=110, max_content_width=110)
        out.append(f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child:
                    one(f"{path} {name}", child)

    one("nomansland", main)
    return "".join(out)


def error_tree() -> str:
    """A heading, the code and the meaning of every error."""
    found = [value for value in vars(errors).values() if inspect.isclass(value)]
    tree = (errors.__doc__ or "").split("::", 1)[1].rstrip()
    out = [f"\n```text{tree}\n```\n"]
    for error in found:
        out.append(
            f"\n## {error.__name__}\n\n`{error.code}`. {inspect.cleandoc(error.__doc__ or '').splitlines()[0]}\n"
        )
    return "".join(out)


def kinds_table() -> str:
    """The kinds of source and their suffixes."""
    rows = [f"| {kind.name} | {kind.label} | {', '.join(kind.suffixes)} |" for kind in kinds()]
    return "\n" + "\n".join(["| kind | what | suffixes |", "|---|---|---|", *rows]) + "\n"


_SHOWN = 6


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    """Printed tables with their first rows only; what was left out is counted."""
    row = 0
    for line in (one.rstrip() for one in lines):
        if line.startswith("│"):
            row += bool(line[1:].split("│")[0].strip())
            if row > _SHOWN:
                continue
        elif line.startswith("└") and row > _SHOWN:
            yield line
            yield f"… and {row - _SHOWN} more"
            row = 0
            continue
        elif line.startswith("┏"):
            row = 0
        yield line


def record() -> str:
    """The head of the record of the examples as the commands print it."""
    import subprocess
    import sys

    root = Path(__file__).parents[1]
    words = [sys.executable, "-m", "nomansland.cli", "flow", str(root / "examples"), "--quiet", "--only", "incidents"]
    words += ["--only", "sites", "--only", "contradictions"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    shown = "\n".join(_shortened(done.stdout.rstrip().splitlines()))
    return f"\n```text\n{shown}\n```\n"


def events_table() -> str:
    """Every event of the codebook with its label and definition."""
    from nomansland.words.codebook import entries

    rows = [f"| `{entry.id}` | {entry.label['en']} | {entry.definition['en']} |" for entry in entries("event").values()]
    return "\n" + "\n".join(["| event | label | what it is |", "|---|---|---|", *rows]) + "\n"


def _measured(step: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parents[1] / "bench" / step / "results.json").read_text("utf-8"))
    return found


def _figure(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def extract_figures() -> str:
    """What `bench/extract` measured last."""
    found = _measured("extract")
    sets = [name for name in found if isinstance(found[name], dict) and "rules" in found[name]]
    heads = [f"{name}, {reader}" for name in sets for reader in ("rules", "both")]
    columns = [found[name][reader] for name in sets for reader in ("rules", "both")]
    rows: list[list[str]] = []
    for name in ("p", "r", "f1", "strict_iou50"):
        rows.append([f"claims {name}", *(_figure(one["claims"][name]) for one in columns)])
    floors = [found[name]["floor_f1"] for name in sets for _ in range(2)]
    rows.append(["floor: claims f1 of a lexicon match", *(_figure(one) for one in floors)])
    for language in ("en", "ru", "uk"):
        rows.append([f"claims f1, {language}", *(_figure(one["by_language"].get(language, "")) for one in columns)])
    for name in columns[0]["attributes"]:
        rows.append([name, *(_figure(one["attributes"][name]) for one in columns)])
    rows.append(["traps sprung", *(one["traps_sprung"] for one in columns)])
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "---|" * len(heads), *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n" + "\n".join(lines) + "\n\n" + _speed(found["speed"]) + "\n"


def readers_table() -> str:
    """Claims of each reader on the annotated reports, and on the labelled ones that nothing was made on."""
    found = json.loads((Path(__file__).parents[1] / "bench" / "extract" / "readers.json").read_text("utf-8"))
    names = {"dev": "annotated (the patterns were made on them)", "held": "held back, told without the usual words"}
    lines = ["| reports | reader | precision | recall | F1 | side | role | modality |", "|---|---|---|---|---|---|---|---|"]
    for key, name in names.items():
        for reader in ("rules", "examples", "both"):
            row = found[key][reader]
            told = (f"{row[one]:.3f}" for one in ("p", "r", "f1", "side", "speaker_role", "modality"))
            lines.append(f"| {name}, {found[key]['reports']} | {reader} | {' | '.join(told)} |")
    return "\n" + "\n".join(lines) + "\n"


def _speed(found: dict[str, Any]) -> str:
    """How fast the rules read, on one core."""
    dense, stream = found["dense"], found["stream"]
    return (
        f"On one core the rules read {dense['characters_per_second']['warm']:,} characters a second of the annotated "
        f"reports ({dense['characters_per_second']['cold']:,} in the first pass, which loads everything in "
        f"{dense['seconds_to_load']:g} s), {found['war']['characters_per_second']:,} of real news lines about the war, "
        f"{stream['posts']['characters_per_second']:,} of posts of news channels, and "
        f"{stream['mixed']['characters_per_second']:,} where one report in twenty is an annotated one. On the same "
        f"Russian texts that is {found['ratio_to_natasha']['annotated']:g} times (reports) and "
        f"{found['ratio_to_natasha']['posts']:g} times (posts) the speed at which natasha finds names alone. The cheap "
        f"test lets {stream['posts']['let_through_reports']:.0%} of the posts through; it lost "
        f"{found['lost']['annotated']['lost']} of {found['lost']['annotated']['claims']} claims of the reports and "
        f"{found['lost']['posts']['lost']} of {found['lost']['posts']['claims']} of the posts. Peak memory "
        f"{dense['peak_memory_mb']} MB."
    )
