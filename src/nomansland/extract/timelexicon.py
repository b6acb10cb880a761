"""The words of the time grammar as data: every form of a word with its classes and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

Value = int | float | str | None


def expand(form: str, endings: dict[str, str]) -> Iterator[str]:
    """Every word of a form with braces: `a{b,c}` is `ab` and `ac`; `{@name}` takes a named list."""
    found = re.search(r"\{([^{}]*)\}", form)
    if found is None:
        yield form
        return
    inner = found.group(1)
    for ending in (endings[inner[1:]] if inner.startswith("@") else inner).split(","):
        yield from expand(form[: found.start()] + ending + form[found.end() :], endings)


def _load(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("nomansland.words") / "times" / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, loader)
    return data


load = lru_cache(maxsize=8)(_load)


@lru_cache(maxsize=64)
def words_of(language: str, name: str) -> frozenset[str]:
    """A list of words that the data of a language gives on one line."""
    return frozenset(str(load(language).get(name, "")).split())


_LISTS = {"months": "MONTH", "weekdays": "WD", "weekdays_plural": "WDP"}
_TABLES = {
    "numbers": "NUMW",
    "ordinals": "ORDW",
    "neuter_days": "ORDW",
    "units": "UNIT",
    "seasons": "SEASON",
    "deictic": "DEICT",
    "deictic_adj": "DEICTADJ",
    "parts": "PART",
    "ages": "AGEADJ",
}


def lexicon_of(data: dict[str, Any]) -> dict[str, dict[str, Value]]:
    """Every word form of a language with the value that it has in each of its classes."""
    endings = data.get("endings", {})
    lexicon: dict[str, dict[str, Value]] = {}

    def add(forms: list[str], name: str, value: Value) -> None:
        for form in forms:
            for word in expand(form, endings):
                lexicon.setdefault(word, {}).setdefault(name, value)

    for key, name in _LISTS.items():
        for number, form in enumerate(data[key], 1):
            add([form], name, number)
    for key, name in _TABLES.items():
        for value, forms in data.get(key, {}).items():
            add(forms, name, value)
            if key in ("numbers", "ordinals") and value in range(20, 100, 10):
                add(forms, "TENS", value)
    add(data["units"].get("halfyear", []), "HALFYEAR", 6)
    add(data["few"], "FEW", None)
    for name, forms in data["words"].items():
        for word in (word for form in forms for word in expand(form, endings)):
            add([word], name, word)
    return lexicon


def number_of(text: str, suffix: str | None) -> dict[str, Value]:
    """The classes of a number in figures with its ending ("5-е", "2022-й", "1990s")."""
    value, classes = int(text[:9]), dict[str, Value]()
    year = len(text) == 4 and 1000 <= value <= 2099
    plural = (suffix or "").strip("-‑–") in ("s", "'s", "х", "ті", "ых", "их", "і", "ми", "ые")
    if suffix and plural and value % 10 == 0 and (year or 10 <= value <= 90):
        return {"DECD": value}
    if suffix:
        if year:
            return {"YEAR": value, "YEARO": value}
        return {"ORDD": value, "ORDN": value} if 1 <= value <= 31 else {"ORDN": value}
    classes["INT"] = value
    if year:
        classes["YEAR"] = value
    elif 1 <= value <= 31 and len(text) <= 2:
        classes["INT1"] = value
    return classes
