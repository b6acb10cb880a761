"""The grammar of time expressions: words have classes, rules are patterns over classes.

A line of text becomes a string with one character per token, where the character stands for the set of classes that the
token has; all rules of a language are one regular expression over such strings. So the text is looked at once, and the
cost does not grow with the inflections of a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nomansland.extract.timelexicon import Value, lexicon_of, load, number_of, words_of

_SUFFIXES = (
    "st|nd|rd|th|го|ого|му|ому|е|є|й|м|ом|ым|им|ю|та|ту|та|ої|ій|га|ге|ше|те|ті|ти|ых|их|х|ых|ые|і|я|s|'s|ні|ні|ми"
)
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?)(?!\d)"
    r"|(?P<dmy>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d))(?![\d./]*\d)"
    r"|(?P<dm>\d{1,2}\.(?:0[1-9]|1[0-2]))(?!\.?\d)(?!\s*%)"
    r"|(?P<clock>\d{1,2}:\d\d)(?!\d)"
    r"|(?P<big>\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|\d+[.,]\d+)"
    rf"|(?P<num>\d+)(?P<suffix>[-‑–]?(?:{_SUFFIXES})(?![\w]))?"
    r"|(?P<sign>[^\w\s]|_)"
)
_WORD, _DIGIT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*"), re.compile(r"\d")
_SIGNS = {",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", ".": "DOTMARK"}


@dataclass(slots=True)
class Line:
    """The tokens of a stretch of text: their spans, the character of each, the values of those that have classes."""

    text: str
    starts: list[int]
    ends: list[int]
    string: str
    classes: dict[int, dict[str, Value]]

    def lower(self, index: int) -> str:
        """A token in small letters with plain apostrophes; nothing outside the line."""
        if not 0 <= index < len(self.starts):
            return ""
        return _plain(self.text[self.starts[index] : self.ends[index]].lower())


def _plain(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'").replace("`", "'")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: its kind, the values in its slots, and its span."""

    kind: str
    slots: dict[str, Any]
    start: int
    end: int
    before: str
    after: str


_ALIASES = {"NUM": ("INT", "NUMW", "FEW"), "DAYNUM": ("INT1", "ORDD", "ORDW"), "N": ("INT1", "NUMW", "ORDN")}


_CORE = frozenset(
    "MONTH WD WDP UNIT UNITI SEASON PART YEAR DECD DEICT NOW ISO DMY DM CLOCK ORDD TONIGHT WEEKEND THEN WHEN EVEW NOWY"
    " LASTYEAR OLDW OVER DAYSW DAYW NUMB LONGAGO THISYEAR MEANWHILE DAILY YW HALFYEAR ORDW LAST".split()
)
_NONE: tuple[dict[str, Value], str] = ({}, ".")


class Grammar:
    """The compiled rules of one language."""

    def __init__(self, language: str) -> None:
        data = load(language)
        self.language = language
        self.capital = frozenset(data["capital"])
        self.small = words_of(language, "small")
        self.lexicon = lexicon_of(data)
        self.kinds: list[str] = []
        self.slots: list[list[tuple[str, str, str]]] = []
        self._core_words = frozenset(word for word, classes in self.lexicon.items() if classes.keys() & _CORE)
        self._chars: dict[frozenset[str], str] = {}
        self._known: dict[str, tuple[dict[str, Value], str]] = {}
        self._register_classes()
        self._sources = [self._compile(kind, rule) for kind, rule in data["rules"]]
        self._alone: list[re.Pattern[str] | None] = [None] * len(self._sources)
        rules = "|".join(self._sources)
        starters, core = self._any(self._starters(data["rules"])), self._any(_CORE)
        self.pattern = re.compile(f"(?=[{starters}])(?=.{{0,7}}?[{core}])(?:{rules})", re.S)
        self.groups = [self.pattern.groupindex[f"r{number}"] for number in range(len(self.kinds))]

    def _register_classes(self) -> None:
        fixed: list[set[str]] = [
            {name} for name in ("ISO", "DMY", "DM", "CLOCK", "DECD", "ORDN", "INT", *set(_SIGNS.values()))
        ]
        fixed += [{"INT", "YEAR"}, {"INT", "INT1"}, {"YEAR", "YEARO"}, {"ORDD", "ORDN"}]
        for names in [*fixed, *map(set, self.lexicon.values())]:
            self.char(names)
            self.char(names - self.capital)

    def char(self, names: set[str] | frozenset[str]) -> str:
        """The character of a set of classes; `.` where there is none."""
        if not names:
            return "."
        return self._chars.setdefault(frozenset(names), chr(0x100 + len(self._chars)))

    @staticmethod
    def _starters(rules: list[list[str]]) -> set[str]:
        """The classes that a match can begin with."""
        out: set[str] = set()
        for _, rule in rules:
            for item in re.findall(r"\[[^\]]*\]|\S+", rule):
                out.add(item.strip("[]").split()[0].rpartition(":")[2])
                if not item.startswith("["):
                    break
        return out.union(*(_ALIASES.get(name, ()) for name in out))

    def _any(self, wanted: set[str] | frozenset[str]) -> str:
        return "".join(char for names, char in self._chars.items() if names & wanted)

    def _set(self, name: str) -> str:
        wanted = set(_ALIASES.get(name, (name,)))
        chars = "".join(
            char for names, char in self._chars.items() if names & wanted and not (name == "NUM" and "YEAR" in names)
        )
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

    def line(self, text: str, start: int, end: int) -> Line:
        """The tokens between two offsets with their classes."""
        starts: list[int] = []
        ends: list[int] = []
        chars: list[str] = []
        classes: dict[int, dict[str, Value]] = {}
        known = self._known
        plain = not any(mark in text for mark in "’ʼ`")
        for match in _TOKEN.finditer(text, start, end):
            starts.append(match.start())
            ends.append(match.end())
            group, token = match.lastgroup, match.group()
            if group == "word":
                token = token if plain else _plain(token)
                found = known.get(token) or self._look_up(token)
                # "Monday's", "last week's"; "today's" is of our days
                if found is _NONE and self.language == "en" and token.endswith("'s") and token != "today's":
                    found = known.get(token[:-2]) or self._look_up(token[:-2])
                    ends[-1] -= 2
            elif group == "sign":
                found = ({_SIGNS[token]: token}, self.char({_SIGNS[token]})) if token in _SIGNS else _NONE
            elif group == "big":
                found = _NONE
            else:
                number: dict[str, Value] = (
                    dict(number_of(match["num"], match["suffix"]))
                    if group in ("num", "suffix")
                    else {str(group).upper(): token}
                )
                found = (number, self.char(frozenset(number)))
            if found[0]:
                classes[len(chars)] = found[0]
            chars.append(found[1])
        return Line(text, starts, ends, "".join(chars), classes)

    def _look_up(self, token: str) -> tuple[dict[str, Value], str]:
        classes = self.lexicon.get(token.lower())
        if classes and self.capital and token[0].islower() and token not in self.small:
            classes = {name: value for name, value in classes.items() if name not in self.capital}
        found = (classes, self.char(frozenset(classes))) if classes else _NONE
        if len(self._known) < 100_000:
            self._known[token] = found
        return found

    def scan(self, text: str, start: int, end: int, accept: Callable[[Hit], bool]) -> None:
        """Hand every match between two offsets to `accept`, left to right; where it declines, later words are tried."""
        piece = text[start:end]
        if _DIGIT.search(piece) is None and self._core_words.isdisjoint(_WORD.findall(_plain(piece.lower()))):
            return  # no rule can match without such a word or a number
        line = self.line(text, start, end)
        position = 0
        while (match := self.pattern.search(line.string, position)) is not None:
            number = next(n for n, group in enumerate(self.groups) if match.start(group) >= 0)
            if accept(self._hit(match, number, line)):
                position = match.end()
            else:
                position = self._others(line, match.start(), number, accept) or match.start() + 1

    def _others(self, line: Line, start: int, declined: int, accept: Callable[[Hit], bool]) -> int | None:
        """Where the first later rule that matches at the same token and is accepted ends."""
        for number in range(declined + 1, len(self.kinds)):
            match = self._rule(number).match(line.string, start)
            if match is not None and match.end() > start and accept(self._hit(match, number, line)):
                return match.end()
        return None

    def _rule(self, number: int) -> re.Pattern[str]:
        if self._alone[number] is None:
            self._alone[number] = re.compile(self._sources[number])
        found = self._alone[number]
        assert found is not None
        return found

    def _hit(self, match: re.Match[str], number: int, line: Line) -> Hit:
        slots: dict[str, Any] = {}
        first, last = match.span()
        for name, slot, cls in self.slots[number]:
            at = match.start(name)
            if at < 0:
                continue
            classes = line.classes[at]
            found = next((alias for alias in _ALIASES.get(cls, (cls,)) if alias in classes), None)
            if found:
                slots[slot + "_end"] = line.ends[at]
                slots[slot], slots[slot + "_class"] = (
                    classes.get("UNIT", "day") if found == "UNITI" else classes[found],
                    found,
                )
        return Hit(
            self.kinds[number], slots, line.starts[first], line.ends[last - 1], line.lower(first - 1), line.lower(last)
        )


@lru_cache(maxsize=3)
def grammar(language: str) -> Grammar:
    """The grammar of a language, compiled once."""
    return Grammar(language if language in ("en", "ru", "uk") else "en")
