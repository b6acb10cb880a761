"""What the docs take from the code; `make docs` renews it, `make lint` checks it."""

from __future__ import annotations

import inspect
from pathlib import Path

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
            for name, child in command.commands.items():
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


def record() -> str:
    """The record of the examples as the commands print it, incidents and contradictions only."""
    import subprocess
    import sys

    root = Path(__file__).parents[1]
    words = [sys.executable, "-m", "nomansland.cli", "flow", str(root / "examples"), "--quiet", "--only", "incidents"]
    words += ["--only", "sites", "--only", "contradictions"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return f"\n```text\n{done.stdout.rstrip()}\n```\n"
