"""What people decide and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: a person's verdict on one thing. Undoing is a new row with verdict `undo`.

    `target` is `claim`, `incident`, `site`, `contradiction`, `retelling`, `edge` (`ref` is `CHILD>PARENT`, two reports)
    or `family` (`ref` is one name, the value the other), `source` (a name), `information` (what a claim says) or
    `decision` (`ref` is its id: somebody else confirms it), `report` (a claim that no reader found is added to it) or
    `translation` (a person's words for a claim's quote);
    `verdict` is accept, reject, correct, split, add, explain, settle, rate, retract or undo; `value` holds what a
    correction says. `seen` is the fingerprint of what the person was shown; the writer fills it in where it is empty.
    """

    id: str
    target: str
    ref: str
    verdict: str
    by: str
    at: str
    value: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    undoes: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim as it stands after the decisions on it.

    `state` is `accepted`, `rejected`, `undecided`, `disputed`, `retracted` or `split` (its two claims stand for it).
    """

    claim: str
    state: str
    decisions: tuple[str, ...] = ()
    people: int = 0
    corrections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its limits: `low`/`high` bound it, `limits` says what it cannot know.

    Of a count, `single` says how many of `high` go back to a single origin, `adversary` how many the other side alone
    tells; None where that is not asked.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    side: str | None = None
    group: tuple[tuple[str, str], ...] = ()
    method: str = ""
    limits: tuple[str, ...] = ()
    single: int | None = None
    adversary: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One published number, or a suppressed one (`value` None)."""

    side: str
    type: str
    oblast: str
    month: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """What leaves the case."""

    id: str
    cells: tuple[Cell, ...]
    suppressed: int
    notes: tuple[str, ...] = field(default=())
