"""How many, with what is not known kept."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.passage import Passage


@dataclass(frozen=True, slots=True)
class Count:
    """A number as bounds: "at least 42" is (42, None), "up to 30" (None, 30), "about 300" (300, 300) and `approx`.

    `unit` is a singular English noun (person, site, case, sentence, request, complaint, village, vehicle, platoon,
    company, battalion, crew, or the noun of the text); units are never mixed. `scope` says what was counted
    (`cumulative`, `active`, `named`), where the text does.
    """

    min: int | None
    max: int | None
    unit: str
    approx: bool = False
    scope: str | None = None
    passage: Passage | None = None

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise ValueError("a count needs at least one bound")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"the count runs backwards: {self.min}..{self.max}")
