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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nomansland.extract.dirt import cleaned, lower_of
from nomansland.extract.document import Sentence
from nomansland.extract.view import Form, Part, Pattern, Step, View

_UNSEEN = frozenset("«»\"“”„‟'‘’*_#`‹›")
_NEGATIVE = re.compile(
    r"(?<![\w'])(?:not|never|no|n't|won't|wouldn't|didn't|without|nobody|no_one|no_longer|не|нет|ни|без|никого|никто|ні|нема|немає|нікого|ніхто|жодн\*|жодна|без)(?![\w'])|(?<![\w'])(?:не|not|no)_"
)
# 252-го and 36th are names of units, not numbers of people
_NUMBER = re.compile(r"\d[\d.,]*")
_GAPS = {"..": 3, "...": 7}
_LONG = 80
_MOST_FORMS = 200_000
_SHORT, _COMMON = 4, 200


class PatternError(ValueError):
    """A pattern that cannot be read; the message shows it."""


def fold(word: str) -> str:
    """A form as patterns see it."""
    return (lower_of(word) if len(word) < _LONG else cleaned(word)).replace("ё", "е")


def _is_needed(step: Step) -> bool:
    return not (step.optional or step.absent)


@dataclass
class Grammar:
    """Elements and classes of one language; patterns are compiled against it."""

    classes: Mapping[str, Iterable[str]]
    _words: dict[str, int] = field(default_factory=dict)
    _stems: dict[str, int] = field(default_factory=dict)
    _elements: dict[str, int] = field(default_factory=dict)
    _starts: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    _spelt: dict[int, list[tuple[str, ...]]] = field(default_factory=dict)
    _breadth: list[int] = field(default_factory=list)
    _expanded: dict[str, dict[tuple[int, ...], int]] = field(default_factory=dict)
    _atoms: int = 2
    _forms: dict[str, Form] = field(default_factory=dict)
    _openers: dict[str, Form] = field(default_factory=dict)
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

    def _alternatives(self, source: str) -> dict[tuple[int, ...], int]:
        """The atoms of every alternative, in order, with what it counts for in the breadth of an element."""
        found: dict[tuple[int, ...], int] = {}
        for option in source.split("|"):
            if option.startswith("@"):
                found |= {atoms: wide for atoms, wide in self._class(option[1:]).items() if atoms not in found}
            else:
                words = [word for word in fold(option).split("_") if word]
                if not words:
                    raise PatternError(f"an empty alternative in {source!r}")
                atoms = tuple([self._atom(word) for word in words])
                found.setdefault(atoms, _COMMON if len(words[0]) < _SHORT else 1)
        return found

    def _class(self, name: str) -> dict[tuple[int, ...], int]:
        if name in self._expanded:
            return self._expanded[name]
        if name not in self.classes or name in self._expanding:
            raise PatternError(f"the class {name} is not defined, or in terms of itself")
        self._expanding.append(name)
        found = self._alternatives("|".join(str(member).replace(" ", "_") for member in self.classes[name]))
        self._expanding.pop()
        self._expanded[name] = found
        return found

    def element(self, source: str) -> int:
        """The number of an element, compiled at its first use."""
        source = fold(source) if "@" not in source else source
        if source in self._elements:
            return self._elements[source]
        number = self._elements[source] = len(self._elements)
        found = self._alternatives(source)
        for atoms in found:
            self._starts.setdefault(atoms[0], []).append((number, atoms))
        self._breadth.append(sum(found.values()))
        self._forms.clear()
        self._openers.clear()
        self._spelt.clear()
        return number

    def _sequence(self, source: str) -> Part:
        steps, gap = list[Step](), 0
        for word in source.split():
            if word.startswith(".."):
                gap = _GAPS[word] if word in _GAPS else int(word[2:])
                continue
            optional, absent = word.endswith("?") and len(word) > 1, word.startswith("!")
            steps.append(Step(self.element(word.strip("?").removeprefix("!")), gap, optional, absent))
            gap = 0
        first = next((index for index, step in enumerate(steps) if _is_needed(step)), None)
        if first is None or gap:
            raise PatternError(f"nothing to find in {source!r}")
        return Part(tuple(steps[:first]), (Step(steps[first].element), *steps[first + 1 :]))

    def compile(self, source: str) -> Pattern:
        """Read a pattern."""
        parts = tuple(self._sequence(part) for part in source.split(" & "))
        needed = frozenset(step.element for part in parts for step in (*part.lead, *part.steps) if _is_needed(step))
        return Pattern(source, parts, needed, bool(_NEGATIVE.search(source)))

    def breadth(self, element: int) -> int:
        """How much stands for an element: its alternatives, short words (which are common ones) counted for many."""
        return self._breadth[element]

    def spellings(self, element: int) -> list[tuple[str, ...]]:
        """The words, or stems with a `*`, of each alternative of an element; a number or a name is no word."""
        if not self._spelt:
            names = {number: word for word, number in self._words.items()}
            names |= {number: f"{stem}*" for stem, number in self._stems.items()}
            for number, atoms in (start for starts in self._starts.values() for start in starts):
                spelling = tuple(names[atom] for atom in atoms if atom in names)
                self._spelt.setdefault(number, []).append(spelling)
        return self._spelt[element]

    def atoms(self, form: str) -> tuple[int, ...]:
        """The atoms that a form satisfies."""
        hits = [self._stems[form[:n]] for n in range(1, len(form) + 1) if form[:n] in self._stems]
        if form in self._words:
            hits.append(self._words[form])
        if _NUMBER.fullmatch(form):
            hits.append(self.NUMBER)
        return tuple(hits)

    def _form(self, text: str, named: bool) -> Form:
        folded = fold(text)
        atoms = (*self.atoms(folded), self.NAME) if named else self.atoms(folded)
        starts = dict.fromkeys(start for atom in atoms for start in self._starts.get(atom, ()))
        alone = {element: None for element, rest in starts if len(rest) == 1}
        longer: dict[int, list[tuple[int, int, tuple[int, ...]]]] = {}
        for rank, (element, rest) in enumerate(starts):
            if len(rest) > 1:
                longer.setdefault(rest[1], []).append((rank, element, rest))
        return Form(folded, frozenset(atoms), alone, {atom: tuple(found) for atom, found in longer.items()})

    def form(self, text: str, first: bool = False) -> Form:
        """What a word is; `first` where it opens the sentence, so that its capital letter names nothing."""
        known = self._openers if first else self._forms
        found = known.get(text)
        if found is None:
            if len(known) >= _MOST_FORMS:
                known.clear()
            named = not first and text[0].isupper() and not text.isupper()
            found = known[text] = self._form(text, named)
        return found

    def view(self, sentence: Sentence) -> View:
        """A sentence as patterns see it."""
        tokens = tuple([token for token in sentence.tokens if token.text not in _UNSEEN])
        known = self._forms
        forms = [known.get(token.text) or self.form(token.text) for token in tokens]
        if tokens:
            forms[0] = self.form(tokens[0].text, True)
        return View.of(tokens, tuple(forms))
