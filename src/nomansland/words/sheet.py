"""The legal sheet: which protections were told of as present, absent, or disputed, with the words. Never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.linked import Interval
from nomansland.words.passage import Passage

YES, NO, NOT_STATED, CONTRADICTED = "yes", "no", "not stated", "contradicted"
STATES = (YES, NO, CONTRADICTED, NOT_STATED)


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim that states a condition: `value` is `yes` where the protection was present. `passage` are its words.

    `adversary` marks words of the other side than the people held.
    """

    claim: str
    value: str
    passage: Passage
    adversary: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """A rule by its id, and whether it was in force on the days of the sheet; `verified` False: not to be published."""

    rule: str
    standing: str
    verified: bool


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One condition of a sheet: `state`, what was stated for it without copies, from how many people and newsrooms.

    `note` says what a reader must know of the state: words of one side only, told of different days.
    """

    condition: str
    state: str
    stated: tuple[Stated, ...]
    voices: Interval
    newsrooms: Interval
    rules: tuple[InForce, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All conditions for one place of detention, or (`site` empty) for what is told of no place in particular."""

    site: str
    name: str
    side: str | None
    days: str | None
    cells: tuple[SheetCell, ...]
