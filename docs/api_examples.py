"""The examples of `docs/api.md`: what the API answers in a case made for it, asked anew with the docs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TEXT = (
    "On 5 May 2023 two crews of a Ukrainian brigade refused to cross the river near Orikhiv, a driver says. "
    "The brigade denies it."
)
_MASKS = (
    (re.compile(r"nml_[\w-]{43}"), "nml_…"),
    (re.compile(r"\bd-[0-9a-f]{32}\b"), "d-…"),
    (re.compile(r"\b[0-9a-f]{16}-[0-9a-f]{16}\b"), "5f0c…"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00"), "2026-01-01T12:00:00+00:00"),
)
_DEEPEST, _LONGEST = 3, 70
# What a change of a pattern or of the calibration would change here.
_LEFT_OUT = frozenset({"evidence", "confidence", "why"})


def brief(value: Any, depth: int = 0) -> Any:
    """A value without what is null or empty and what lies deep, with the first of each list."""
    if isinstance(value, dict):
        if depth > _DEEPEST:
            return "{…}"
        shown = {name: one for name, one in value.items() if one not in (None, "", [], {}) and name not in _LEFT_OUT}
        if "stands" in shown and shown["stands"] == shown.get("claim"):
            shown["stands"] = "… the same"
        return {name: brief(one, depth + 1) for name, one in shown.items()}
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    if isinstance(value, list):
        more = [f"… and {len(value) - 1} more"] if len(value) > 1 else []
        return [brief(one, depth + 1) for one in value[:1]] + more
    return value if not isinstance(value, str) or len(value) <= _LONGEST else value[:_LONGEST] + " …"


def masked(text: str) -> str:
    """Without what differs from run to run."""
    for found, instead in _MASKS:
        text = found.sub(instead, text)
    return text


def printed(value: Any) -> str:
    """JSON on few lines: what is short stands on one."""

    def lay(one: Any, indent: str) -> str:
        flat = json.dumps(one, ensure_ascii=False)
        if len(flat) + len(indent) <= 110 or not isinstance(one, dict | list) or not one:
            return flat
        inner = indent + "  "
        if isinstance(one, list):
            return "[\n" + ",\n".join(inner + lay(part, inner) for part in one) + f"\n{indent}]"
        rows = (f"{inner}{json.dumps(name)}: {lay(part, inner)}" for name, part in one.items())
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"

    return lay(value, "")


class Desk:
    """The desk over a case of its own, asked as a program asks."""

    def __init__(self, folder: Path) -> None:
        from nomansland.tables import Case, connect
        from nomansland.web.door import Door
        from nomansland.web.server import overrides

        case = Case.create(folder / "case")
        toml = case.folder / "case.toml"
        toml.write_text('reader = "rules"\n' + toml.read_text("utf-8"), "utf-8")
        self.case, self.out = Case.find(str(case.folder)), list[str]()
        connect(self.case, **overrides(Door(port=8765)), NOMANSLAND_CASE=self.case, NOMANSLAND_FRONT=None)

    def token(self, person: str, *scopes: str) -> str:
        """A token, made as at the terminal."""
        from click.testing import CliRunner

        from nomansland.cli import main

        words = [word for scope in scopes for word in ("--scope", scope)]
        done = CliRunner().invoke(main, ["token", "--case", str(self.case.folder), person, *words])
        return done.output.strip()

    def ask(self, title: str, token: str, address: str, body: dict[str, Any] | None = None) -> Any:
        """Ask, and write down what was asked and answered."""
        from django.test import Client

        client = Client(HTTP_HOST="127.0.0.1:8765", HTTP_AUTHORIZATION=f"Bearer {token}")
        if body is None:
            answer, more = client.get(f"/api/{address}"), ""
        else:
            answer = client.post(f"/api/{address}", body, content_type="application/json")
            more = f" \\\n  --json '{printed(body)}'"
        told = answer.json()
        quoted = f"'http://127.0.0.1:8765/api/{address}'" if "?" in address else f"http://127.0.0.1:8765/api/{address}"
        asked = f'curl -H "Authorization: Bearer $TOKEN" {quoted}{more}'
        shown = f"{answer.status_code} {answer.reason_phrase}\n{printed(brief(told))}"
        self.out.append(masked(f"{title}\n\n```sh\n{asked}\n```\n\n```json\n{shown}\n```\n"))
        return told


def run(desk: Desk) -> None:
    """The examples, in the order of the page."""
    from nomansland.tables import write
    from nomansland.web.background import READER

    write.add_person("Olena", ["editor"], "!")
    write.add_person("Ivan", ["editor"], "!")
    everything = ("read:reports", "read:incidents", "see:exact", "see:names", "write:reports", "write:decisions")
    olena, ivan = desk.token("Olena", *everything), desk.token("Ivan", *everything)
    given = {"text": TEXT, "outlet": "An Invented Gazette", "published": "2023-05-09"}
    came = desk.ask("Take a report in; it is read in the background.", olena, "reports", given)
    READER.wait()
    ref = came["reports"][0]
    desk.ask("Which claims are in the case of one side?", olena, "claims?side=UA&family=refusal&limit=1")
    one = desk.ask("One claim, with what a decision on it is held against.", olena, f"claims/{ref}:c01")["decided"]
    held = {name: one[name] for name in ("target", "ref", "seen", "last")}
    first = held | {"verdict": "correct", "value": {"count": "2..3 crew"}, "reason": "the list"}
    desk.ask("Correct it.", olena, "decisions", first)
    second = held | {"verdict": "correct", "value": {"count": "1..2 crew"}}
    desk.ask("Somebody else does so from what stood before: both versions come back, nothing is saved.", ivan,
             "decisions", second)  # fmt: skip
    desk.ask("A filter that is none is refused, not ignored.", olena, "claims?sides=UA")
    desk.ask("A token does what its scopes say.", desk.token("Ivan", "read:reports"), "incidents")


def examples() -> str:
    """What the page shows, from a process of its own: Django is set up once in each."""
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True, env=environment)
    return f"\n{done.stdout}"


def main() -> None:
    """Print the examples."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NOMANSLAND_KEYS"] = str(Path(folder) / "keys")
        desk = Desk(Path(folder))
        run(desk)
        sys.stdout.write("\n".join(desk.out))


if __name__ == "__main__":
    main()
