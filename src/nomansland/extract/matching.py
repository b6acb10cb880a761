"""The pattern engine: a small grammar over the tokens of a sentence.

A pattern is a line of elements between spaces::

    @MEN ..5 refus*|declin* to ...  @FIGHT

``word`` matches that form, ``stem*`` every form that begins so, ``a|b`` either, ``@CLASS`` a class of words
defined once as data, ``two_words`` two words in a row, ``№`` a number, ``^`` a capitalised word inside a sentence,
``x?`` something that may be missing, ``!x`` that the next word is not x. ``..`` allows up to three other words,
``...`` up to seven, ``..N`` up to N; a gap ends at a semicolon. ``A & B`` asks for both, in any order.
Quotation marks are not seen, case is folded, and so is ё.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nomansland.extract.document import Sentence, Token

_UNSEEN = frozenset("«»\"“”„‟'‘’*_#`‹›")
# a full stop inside a sentence ends an abbreviation
_BARRIERS = frozenset(";!?…")
_NEGATIVE = re.compile(
    r"(?<![\w'])(?:not|never|no|n't|won't|wouldn't|didn't|without|nobody|no_one|no_longer|не|нет|ни|без|никого|никто|ні|нема|немає|нікого|ніхто|жодн\*|жодна|без)(?![\w'])|(?<![\w'])(?:не|not|no)_"
)
# 252-го and 36th are names of units, not numbers of people
_NUMBER = re.compile(r"\d[\d.,]*")
_GAPS = {"..": 3, "...": 7}


class PatternError(ValueError):
    """A pattern that cannot be read; the message shows it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a sequence: up to `gap` words, then the element (or, with `absent`, anything but it)."""

    element: int
    gap: int = 0
    optional: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Sequences that must all be found; `needed` holds the elements without which none can be."""

    source: str
    parts: tuple[tuple[Step, ...], ...]
    needed: frozenset[int]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern matched: token indices of the view, `end` exclusive; `parts` are its sequences in order.

    `negative` is True where the pattern itself asks for a negation.
    """

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    negative: bool = False


def fold(word: str) -> str:
    """A form as patterns see it."""
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'").replace("`", "'")


@dataclass
class Grammar:
    """Elements and classes of one language; patterns are compiled against it."""

    classes: Mapping[str, Iterable[str]]
    _words: dict[str, int] = field(default_factory=dict)
    _stems: dict[str, int] = field(default_factory=dict)
    _elements: dict[str, int] = field(default_factory=dict)
    _starts: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    _atoms: int = 2
    _forms: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _reach: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[tuple[int, tuple[int, ...]], ...]]] = field(
        default_factory=dict
    )
    _expanding: list[str] = field(default_factory=list)

    NUMBER = 0
    NAME = 1
    NAME_ELEMENT = 0

    def __post_init__(self) -> None:
        self.element("^")

    def _atom(self, word: str) -> int:
        if word in ("№", "^"):
            return self.NUMBER if word == "№" else self.NAME
        table, key = (self._stems, word[:-1]) if word.endswith("*") else (self._words, word)
        if key not in table:
            table[key] = self._atoms
            self._atoms += 1
        return table[key]

    def _alternatives(self, source: str) -> Iterator[str]:
        for option in source.split("|"):
            if not option.startswith("@"):
                yield option
                continue
            name = option[1:]
            if name not in self.classes or name in self._expanding:
                raise PatternError(f"the class {name} is not defined, or in terms of itself")
            self._expanding.append(name)
            for member in self.classes[name]:
                yield from self._alternatives(str(member).replace(" ", "_"))
            self._expanding.pop()

    def element(self, source: str) -> int:
        """The number of an element, compiled at its first use."""
        source = fold(source) if "@" not in source else source
        if source in self._elements:
            return self._elements[source]
        number = self._elements[source] = len(self._elements)
        for option in dict.fromkeys(map(fold, self._alternatives(source))):
            words = [word for word in option.split("_") if word]
            if not words:
                raise PatternError(f"an empty alternative in {source!r}")
            atoms = tuple(self._atom(word) for word in words)
            self._starts.setdefault(atoms[0], []).append((number, atoms))
        self._forms.clear()
        self._reach.clear()
        return number

    def _sequence(self, source: str) -> tuple[Step, ...]:
        steps, gap = [], 0
        for word in source.split():
            if word.startswith(".."):
                gap = _GAPS[word] if word in _GAPS else int(word[2:])
                continue
            optional, absent = word.endswith("?") and len(word) > 1, word.startswith("!")
            steps.append(Step(self.element(word.strip("?").removeprefix("!")), gap, optional, absent))
            gap = 0
        if not steps or gap or all(step.optional or step.absent for step in steps):
            raise PatternError(f"nothing to find in {source!r}")
        return tuple(steps)

    def compile(self, source: str) -> Pattern:
        """Read a pattern."""
        parts = tuple(self._sequence(part) for part in source.split(" & "))
        needed = frozenset(step.element for part in parts for step in part if not (step.optional or step.absent))
        return Pattern(source, parts, needed, bool(_NEGATIVE.search(source)))

    def atoms(self, form: str) -> tuple[int, ...]:
        """The atoms that a form satisfies; kept per distinct form."""
        found = self._forms.get(form)
        if found is None:
            hits = [self._stems[form[:n]] for n in range(1, len(form) + 1) if form[:n] in self._stems]
            if form in self._words:
                hits.append(self._words[form])
            if _NUMBER.fullmatch(form):
                hits.append(self.NUMBER)
            found = self._forms[form] = tuple(hits)
        return found

    def _reached(self, atoms: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[tuple[int, tuple[int, ...]], ...]]:
        """The elements that one word with these atoms is, and those that it begins; kept per set of atoms."""
        found = self._reach.get(atoms)
        if found is None:
            starts = dict.fromkeys(start for atom in atoms for start in self._starts.get(atom, ()))
            alone = tuple(dict.fromkeys(element for element, rest in starts if len(rest) == 1))
            found = self._reach[atoms] = (alone, tuple(start for start in starts if len(start[1]) > 1))
        return found

    def view(self, sentence: Sentence) -> View:
        """A sentence as patterns see it."""
        tokens = tuple(token for token in sentence.tokens if token.text not in _UNSEEN)
        atoms = [self.atoms(fold(token.text)) for token in tokens]
        for at in range(1, len(tokens)):
            if tokens[at].text[0].isupper() and not tokens[at].text.isupper():
                atoms[at] = (*atoms[at], self.NAME)
        hits: dict[int, list[tuple[int, int]]] = {}
        for at, found in enumerate(atoms):
            alone, longer = self._reached(found)
            for element in alone:
                hits.setdefault(element, []).append((at, at + 1))
            for element, rest in longer:
                end = at + len(rest)
                if end <= len(tokens) and all(rest[n] in atoms[at + n] for n in range(1, len(rest))):
                    hits.setdefault(element, []).append((at, end))
        return View(tokens, hits)


@dataclass(frozen=True)
class View:
    """Tokens without quotation marks, and where each element was hit."""

    tokens: tuple[Token, ...]
    hits: Mapping[int, list[tuple[int, int]]]
    # one context is asked for by many rules; a grammar compiles each source to one pattern
    _found: dict[str, list[Match]] = field(default_factory=dict, compare=False, repr=False)

    def _blocked(self, start: int, end: int) -> bool:
        return any(self.tokens[at].text in _BARRIERS for at in range(start, end))

    def _walk(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        """The end of the rest of a sequence that goes on at token `at`, -1 where it does not."""
        if index == len(steps):
            return at
        step = steps[index]
        if step.absent:
            hit = any(at <= start <= at + step.gap for start, _ in self.hits.get(step.element, ()))
            return -1 if hit else self._walk(steps, index + 1, at)
        for start, end in self.hits.get(step.element, ()):
            if at <= start <= at + step.gap and not self._blocked(at, start):
                last = self._walk(steps, index + 1, end)
                if last >= 0:
                    return last
        return self._walk(steps, index + 1, at) if step.optional else -1

    def spans(self, steps: tuple[Step, ...]) -> list[tuple[int, int]]:
        """Every place where a sequence begins, with its end."""
        first = next(index for index, step in enumerate(steps) if not (step.optional or step.absent))
        out: list[tuple[int, int]] = []
        for start, _ in self.hits.get(steps[first].element, ()):
            end = self._walk((Step(steps[first].element), *steps[first + 1 :]), 0, start)
            lead = self._lead(steps[:first], start)
            if end > start and lead >= 0:
                out.append((lead, end))
        return out

    def _lead(self, steps: tuple[Step, ...], start: int) -> int:
        """Where a sequence begins whose optional first steps stand right before `start`; -1 if one is forbidden."""
        for step in reversed(steps):
            before = [
                left for left, right in self.hits.get(step.element, ()) if start - 1 - step.gap <= right - 1 < start
            ]
            if step.absent and before:
                return -1
            if before and not step.absent:
                start = max(before)
        return start

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of a pattern; of an unordered pattern the parts nearest to its first one."""
        if not pattern.needed <= self.hits.keys():
            return []
        if pattern.source not in self._found:
            self._found[pattern.source] = self._search(pattern)
        return self._found[pattern.source]

    def _search(self, pattern: Pattern) -> list[Match]:
        spans = [self.spans(part) for part in pattern.parts]
        if not all(spans):
            return []
        out = []
        for first in spans[0]:
            chosen = [first] + [min(other, key=lambda span: abs(span[0] - first[0])) for other in spans[1:]]
            out.append(Match(min(s for s, _ in chosen), max(e for _, e in chosen), tuple(chosen), pattern.negative))
        return out
