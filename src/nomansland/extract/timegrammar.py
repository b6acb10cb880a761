"""The grammar of time expressions: words have classes, rules are patterns over classes.

A line of text becomes a string with one character per token, where the character stands for the set of classes that the
token has; all rules of a language are one regular expression over such strings. So the text is looked at once, and the
cost does not grow with the inflections of a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_SUFFIXES = "st|nd|rd|th|го|ого|му|ому|е|є|й|м|ом|ым|им|ю|та|ту|та|ої|ій|га|ге|ше|те|ті|ти|ых|их|х|ых|ые|і|я|s|'s|ні|ні|ми"
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?)(?!\d)"
    r"|(?P<dmy>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d))(?![\d./]*\d)"
    r"|(?P<dm>\d{1,2}\.(?:0[1-9]|1[0-2]))(?!\.?\d)(?!\s*%)"
    r"|(?P<clock>\d{1,2}:\d\d)(?!\d)"
    r"|(?P<big>\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|\d+[.,]\d+)"
    rf"|(?P<num>\d+)(?P<suffix>[-‑–]?(?:{_SUFFIXES})(?![\w]))?"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_)"
)
_SIGNS = {",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", ".": "DOTMARK"}
Value = int | str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the time grammar: its span and the value that it has in each of its classes."""

    start: int
    end: int
    lower: str
    classes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: its kind, the values in its slots, and its span."""

    kind: str
    slots: dict[str, Any]
    start: int
    end: int
    before: str
    after: str


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
    data: dict[str, Any] = yaml.load(text, loader)  # noqa: S506
    return data


load = lru_cache(maxsize=8)(_load)

_TABLES = {
    "numbers": "NUMW", "ordinals": "ORDW", "neuter_days": "ORDW", "units": "UNIT", "seasons": "SEASON", "deictic": "DEICT",
    "deictic_adj": "DEICTADJ", "parts": "PART",
}  # fmt: skip


def _lexicon(data: dict[str, Any]) -> dict[str, dict[str, Value]]:
    endings = data.get("endings", {})
    lexicon: dict[str, dict[str, Value]] = {}

    def add(forms: list[str], name: str, value: Value) -> None:
        for form in forms:
            for word in expand(form, endings):
                lexicon.setdefault(word, {}).setdefault(name, value)

    for key, name in (("months", "MONTH"), ("weekdays", "WD"), ("weekdays_plural", "WDP")):
        for number, form in enumerate(data[key], 1):
            add([form], name, number)
    for key, name in _TABLES.items():
        for value, forms in data.get(key, {}).items():
            add(forms, name, value)
            if key in ("numbers", "ordinals") and isinstance(value, int) and value in range(20, 100, 10):
                add(forms, "TENS", value)
            if value == "halfyear":
                add(forms, "HALFYEAR", 6)
    add(data["few"], "FEW", None)
    for name, forms in data["words"].items():
        for form in forms:
            for word in expand(form, endings):
                add([word], name, word)
    return lexicon


def _number(text: str, suffix: str | None) -> dict[str, Value]:
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


_ALIASES = {"NUM": ("INT", "NUMW", "FEW"), "DAYNUM": ("INT1", "ORDD", "ORDW"), "N": ("INT1", "NUMW", "ORDN")}


class Grammar:
    """The compiled rules of one language."""

    def __init__(self, language: str) -> None:
        data = load(language)
        self.language = language
        self.capital = frozenset(data["capital"])
        self.lexicon = _lexicon(data)
        self.kinds: list[str] = []
        self.slots: list[list[tuple[str, str, str]]] = []
        self._chars: dict[frozenset[str], str] = {}
        self._register_classes()
        self.pattern = re.compile("|".join(self._compile(kind, rule) for kind, rule in data["rules"]))

    def _register_classes(self) -> None:
        fixed: list[set[str]] = [{name} for name in ("ISO", "DMY", "DM", "CLOCK", "DECD", "ORDN", "INT", *set(_SIGNS.values()))]
        fixed += [{"INT", "YEAR"}, {"INT", "INT1"}, {"YEAR", "YEARO"}, {"ORDD", "ORDN"}]
        for names in [*fixed, *map(set, self.lexicon.values())]:
            self.char(names)
            self.char(names - self.capital)

    def char(self, names: set[str] | frozenset[str]) -> str:
        """The character of a set of classes; `.` where there is none."""
        if not names:
            return "."
        return self._chars.setdefault(frozenset(names), chr(0x100 + len(self._chars)))

    def _set(self, name: str) -> str:
        wanted = set(_ALIASES.get(name, (name,)))
        chars = "".join(char for names, char in self._chars.items() if names & wanted and not (name == "NUM" and "YEAR" in names))
        if not chars:
            raise ValueError(f"no word of class {name} in {self.language}")
        return f"[{chars}]"

    def _compile(self, kind: str, rule: str) -> str:
        number = len(self.kinds)
        self.kinds.append(kind)
        self.slots.append([])
        parts = []
        for item in re.findall(r"\[[^\]]*\]|\S+", rule):
            body = "".join(self._slot(number, name) for name in item.strip("[]").split())
            parts.append(f"(?:{body})?" if item.startswith("[") else body)
        return f"(?P<r{number}>{''.join(parts)})"

    def _slot(self, number: int, item: str) -> str:
        slot, _, name = item.rpartition(":")
        if not slot:
            return self._set(name)
        group = f"r{number}_{slot}_{name}"
        self.slots[number].append((group, slot, name))
        return f"(?P<{group}>{self._set(name)})"

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """The tokens between two offsets with their classes."""
        out = []
        for match in _TOKEN.finditer(text, start, end):
            group = match.lastgroup
            token = match.group()
            classes: dict[str, Value] = {}
            lower = token
            if group == "word":
                lower = token.lower().replace("’", "'").replace("ʼ", "'").replace("`", "'")
                classes = self.lexicon.get(lower) or classes
                if classes and self.capital and token[0].islower():
                    classes = {name: value for name, value in classes.items() if name not in self.capital}
            elif group in ("num", "suffix"):
                classes = _number(match["num"], match["suffix"])
            elif group == "sign":
                classes = {_SIGNS[token]: token} if token in _SIGNS else classes
            elif group != "big":
                classes = {str(group).upper(): token}
            out.append(Word(match.start(), match.end(), lower, classes))
        return out

    def scan(self, text: str, start: int, end: int, accept: Callable[[Hit], bool]) -> None:
        """Hand every match between two offsets to `accept`, left to right; where it declines, its later words are tried."""
        words = self.words(text, start, end)
        string = "".join([self._chars.get(frozenset(word.classes), ".") if word.classes else "." for word in words])
        position = 0
        while (match := self.pattern.search(string, position)) is not None:
            position = match.end() if accept(self._hit(match, words)) else match.start() + 1

    def _hit(self, match: re.Match[str], words: list[Word]) -> Hit:
        slots: dict[str, Any] = {}
        first, last = match.span()
        number = next(n for n in range(len(self.kinds)) if match.start(f"r{n}") >= 0)
        for name, slot, cls in self.slots[number]:
            at = match.start(name)
            if at < 0:
                continue
            found = next((alias for alias in _ALIASES.get(cls, (cls,)) if alias in words[at].classes), None)
            if found:
                slots[slot], slots[slot + "_class"] = words[at].classes["UNIT" if found == "UNITI" else found], found
        before = words[first - 1].lower if first else ""
        after = words[last].lower if last < len(words) else ""
        return Hit(self.kinds[number], slots, words[first].start, words[last - 1].end, before, after)


@lru_cache(maxsize=3)
def grammar(language: str) -> Grammar:
    """The grammar of a language, compiled once."""
    return Grammar(language if language in ("en", "ru", "uk") else "en")
