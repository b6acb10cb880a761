"""A sentence as patterns see it, and where they match in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nomansland.extract.document import Token

# a full stop inside a sentence ends an abbreviation
_BARRIERS = frozenset(";!?…")


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a sequence: up to `gap` words, then the element (or, with `absent`, anything but it)."""

    element: int
    gap: int = 0
    optional: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A sequence: what may or must not stand before its first needed element, then the steps from that one on."""

    lead: tuple[Step, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Sequences that must all be found; `needed` holds the elements without which none can be."""

    source: str
    parts: tuple[Part, ...]
    needed: frozenset[int]
    negative: bool = False


class Match(NamedTuple):
    """Where a pattern matched: token indices of the view, `end` exclusive; `parts` are its sequences in order.

    `negative` is True where the pattern itself asks for a negation.
    """

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What one word is to a grammar; made once per distinct form.

    `alone` holds the elements that it is by itself, as keys in their order; `longer` those that it begins: under the
    atom of the next word, with their rank among all that it begins, and all their atoms.
    """

    folded: str
    atoms: frozenset[int]
    alone: Mapping[int, None]
    longer: Mapping[int, tuple[tuple[int, int, tuple[int, ...]], ...]]


def _begun(forms: Sequence[Form], at: int) -> list[tuple[int, int, int]]:
    """Rank, element and end of the elements of several words that begin at a word."""
    longer, following = forms[at].longer, forms[at + 1].atoms
    out = []
    for atom in following & longer.keys():
        for rank, element, atoms in longer[atom]:
            end = at + len(atoms)
            if len(atoms) == 2 or (
                end <= len(forms) and all(atoms[n] in forms[at + n].atoms for n in range(2, end - at))
            ):
                out.append((rank, element, end))
    return sorted(out)


@dataclass(frozen=True)
class View:
    """Tokens without quotation marks, the form of each, and all elements that were hit, in the order of the text."""

    tokens: tuple[Token, ...]
    forms: tuple[Form, ...]
    present: Mapping[int, None]
    phrases: Mapping[int, list[tuple[int, int]]]
    # one context is asked for by many rules; a grammar compiles each source to one pattern
    _found: dict[str, list[Match]] = field(default_factory=dict, compare=False, repr=False)
    _spots: dict[int, Sequence[tuple[int, int]]] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(tokens: tuple[Token, ...], forms: tuple[Form, ...]) -> View:
        """The view of tokens whose forms are known."""
        present: dict[int, None] = {}
        phrases: dict[int, list[tuple[int, int]]] = {}
        last = len(forms) - 1
        for at, form in enumerate(forms):
            present.update(form.alone)
            if form.longer and at < last:
                for _, element, end in _begun(forms, at):
                    present[element] = None
                    phrases.setdefault(element, []).append((at, end))
        return View(tokens, forms, present, phrases)

    def at(self, element: int) -> Sequence[tuple[int, int]]:
        """Where an element was hit: token indices, `end` exclusive."""
        found = self._spots.get(element)
        if found is None:
            found = [(at, at + 1) for at, form in enumerate(self.forms) if element in form.alone]
            if element in self.phrases:
                found = sorted([*found, *self.phrases[element]], key=_start)
            self._spots[element] = found
        return found

    def _walk(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        """The end of the rest of a sequence that goes on at token `at`, -1 where it does not."""
        if index == len(steps):
            return at
        step = steps[index]
        reach = at + step.gap
        if step.absent:
            hit = any(at <= start <= reach for start, _ in self.at(step.element))
            return -1 if hit else self._walk(steps, index + 1, at)
        for start, end in self.at(step.element):
            if at <= start <= reach and not self._blocked(at, start):
                last = self._walk(steps, index + 1, end)
                if last >= 0:
                    return last
        return self._walk(steps, index + 1, at) if step.optional else -1

    def _blocked(self, start: int, end: int) -> bool:
        return end > start and any(token.text in _BARRIERS for token in self.tokens[start:end])

    def _spans(self, part: Part) -> list[tuple[int, int]]:
        """Every place where a sequence begins, with its end."""
        out: list[tuple[int, int]] = []
        for start, _ in self.at(part.steps[0].element):
            end = self._walk(part.steps, 0, start)
            if end > start:
                lead = self._lead(part.lead, start) if part.lead else start
                if lead >= 0:
                    out.append((lead, end))
        return out

    def _lead(self, steps: tuple[Step, ...], start: int) -> int:
        """Where a sequence begins whose optional first steps stand right before `start`; -1 if one is forbidden."""
        for step in reversed(steps):
            before = [left for left, right in self.at(step.element) if start - 1 - step.gap <= right - 1 < start]
            if step.absent and before:
                return -1
            if before and not step.absent:
                start = max(before)
        return start

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of a pattern; of an unordered pattern the parts nearest to its first one."""
        if not pattern.needed <= self.present.keys():
            return []
        found = self._found.get(pattern.source)
        if found is None:
            found = self._found[pattern.source] = self._search(pattern)
        return found

    def _search(self, pattern: Pattern) -> list[Match]:
        if len(pattern.parts) == 1:
            spans = self._spans(pattern.parts[0])
            return [Match(start, end, ((start, end),), pattern.negative) for start, end in spans]
        found = []
        for part in pattern.parts:
            found.append(self._spans(part))
            if not found[-1]:
                return []
        out = []
        for first in found[0]:
            chosen = [first] + [min(other, key=lambda span: abs(span[0] - first[0])) for other in found[1:]]
            out.append(Match(min(s for s, _ in chosen), max(e for _, e in chosen), tuple(chosen), pattern.negative))
        return out


def _start(span: tuple[int, int]) -> int:
    return span[0]
