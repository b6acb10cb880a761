"""The strings of the desk and their translations: what is used, what is wrong with a catalogue, and the compiled files.

The compiled files are made by Babel and kept beside their sources, so that no machine needs the gettext tools.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

WEB = Path(__file__).parent
LANGUAGES = ("ru", "uk")
_NO_HOUR = datetime(2026, 1, 1, tzinfo=UTC)
_CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "marked": 1}
# The names of what an error is made with; `plain` is the page of one.
# What these modules raise is read at the terminal.
_TERMINAL = ("team.py", "limits.py", "server.py", "vendor.py")
_ERRORS = ("Error", "Refused", "Decision", "Denied", "plain")
# What Django's `templatize` makes of a template: calls with Python literals, among letters that stand for the rest.
_TEMPLATE = re.compile(r"\b(?:_|gettext|ngettext)\((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[,\s]|count)*\)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
Message = str | tuple[str, str]


def source(language: str) -> Path:
    """The catalogue that people write."""
    return WEB / "locale" / language / "LC_MESSAGES" / "django.po"


def _message(call: ast.Call) -> Message | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    strings = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    wanted = _CALLS.get(name, 0)
    if not wanted or len(strings) < wanted:
        return None
    return strings[0] if wanted == 1 else (strings[0], strings[1])


def _calls(code: str, shown: bool = False) -> Iterator[Message]:
    for node in ast.walk(ast.parse(code)):
        found = _message(node) if isinstance(node, ast.Call) else None
        if found:
            yield found
        elif shown and isinstance(node, ast.Call):
            yield from _raised(node)
        elif shown and isinstance(node, ast.Dict):
            yield from _titles(node)


def _raised(call: ast.Call) -> Iterator[str]:
    """The sentences of an error: what `spoken` translates when it is shown."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name.endswith(_ERRORS):
        for one in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "todo")]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value:
                yield one.value


def _titles(words: ast.Dict) -> Iterator[str]:
    """The title of a page: what `worded` translates when it is shown."""
    for key, value in zip(words.keys, words.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "title" and isinstance(value, ast.Constant) and value.value:
            yield str(value.value)


def used() -> set[Message]:
    """Every string that templates and modules of the desk give to gettext; a pair where it has a plural."""
    from django.utils.translation.template import templatize

    out: set[Message] = set()
    for path in WEB.rglob("*.py"):
        out |= set(_calls(path.read_text("utf-8"), path.name not in _TERMINAL and path.parent.name != "api"))
    for path in (WEB / "templates").rglob("*.html"):
        for call in _TEMPLATE.findall(templatize(path.read_text("utf-8"))):
            out |= set(_calls(call))
    return out


def catalogue(language: str) -> Catalog:
    """The translations of a language as people wrote them."""
    from babel.messages.pofile import read_po

    with source(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """The bytes of the compiled catalogue."""
    from babel.messages.mofile import write_mo

    out, written = io.BytesIO(), catalogue(language)
    # Babel writes the hour of the run where a source names none: the same words must give the same bytes.
    written.creation_date = written.revision_date = _NO_HOUR
    write_mo(out, written)
    return out.getvalue()


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue: a string without translation, a fuzzy one, a lost placeholder or plural form."""
    written = catalogue(language)
    held = {message.id: message for message in written if message.id}
    out = [f"{language}: nothing for {one!r}" for one in used() - held.keys()]
    out += [f"{language}: {one!r} is used nowhere" for one in held.keys() - used()]
    for one, message in held.items():
        told = list(message.string) if isinstance(message.string, tuple | list) else [message.string]
        original = one if isinstance(one, str) else one[-1]
        marks = set(_PLACEHOLDER.findall(original))
        if message.fuzzy:
            out.append(f"{language}: {one!r} is fuzzy")
        if not all(told) or len(told) != (1 if isinstance(one, str) else written.num_plurals):
            out.append(f"{language}: {one!r} has an empty translation or lacks a form")
        lost = [text for text in told if set(_PLACEHOLDER.findall(text or "")) != marks]
        out += [f"{language}: {text!r} has other placeholders" for text in lost]
    return sorted(out)


def main() -> None:
    """Compile every catalogue; exit with its faults where it has any."""
    found = [fault for language in LANGUAGES for fault in faults(language)]
    if found:
        raise SystemExit("\n".join(found))
    for language in LANGUAGES:
        source(language).with_suffix(".mo").write_bytes(compiled(language))


if __name__ == "__main__":
    main()
