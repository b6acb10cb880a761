"""Which of many patterns a sentence can hold, told by the elements that each of them needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Index(Generic[Entry]):
    """Entries under the narrowest element that they need (the anchor), then under the next such one.

    Looking up is an intersection of key sets, so that the entries whose words a sentence lacks cost it nothing.
    """

    def __init__(self, entries: Iterable[tuple[Entry, frozenset[int]]], breadth: Callable[[int], int]) -> None:
        self._lone: dict[int, list[tuple[int, Entry]]] = {}
        self._pairs: dict[int, dict[int, list[tuple[int, Entry, frozenset[int]]]]] = {}
        for number, (entry, needed) in enumerate(entries):
            # the same two elements every time, however the set was built
            anchor, *others = sorted(needed, key=lambda element: (breadth(element), element))
            if not others:
                self._lone.setdefault(anchor, []).append((number, entry))
            else:
                pairs = self._pairs.setdefault(anchor, {})
                pairs.setdefault(others[0], []).append((number, entry, frozenset(others[1:])))

    def among(self, present: Mapping[int, None]) -> list[Entry]:
        """The entries all of whose elements are present, in the order in which they were given."""
        here = present.keys()
        out = [one for element in here & self._lone.keys() for one in self._lone[element]]
        for element in here & self._pairs.keys():
            pairs = self._pairs[element]
            if not here.isdisjoint(pairs):
                for second in here & pairs.keys():
                    out += [(number, entry) for number, entry, rest in pairs[second] if rest <= here]
        return [entry for _, entry in sorted(out, key=_number)]


def _number(row: tuple[int, object]) -> int:
    return row[0]
