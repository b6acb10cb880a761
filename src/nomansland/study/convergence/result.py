"""What the study of convergence gives: plain values for a table, a page and a plot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nomansland.study.convergence.grid import GridTest
from nomansland.study.convergence.nearest import Nearest
from nomansland.study.convergence.surface import Surface
from nomansland.study.convergence.wording import ASSUMPTIONS, LIMITS, NULL
from nomansland.study.events import Contact, LeftOut


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident for a plot: kilometres along the front, depth behind the line, day, side, place of its point."""

    name: str
    side: str
    km: float
    depth: float | None
    day: date
    sector: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class CrossPair:
    """Incidents of the two sides near each other in place and time, with the reports behind them.

    `km` is over ground between the heaviest places, `along_km` along the front; `least_days` and `most_days` bound how
    far apart the days are; `firm` where even the most is within the limit.
    """

    rf: str
    ua: str
    km: float | None
    along_km: float
    least_days: int
    most_days: int
    sectors: tuple[str, str]
    firm: bool
    reports: tuple[str, ...] = ()

    @property
    def same_sector(self) -> bool:
        """True where both lie in one sector."""
        return self.sectors[0] == self.sectors[1]


@dataclass(frozen=True, slots=True)
class Spread:
    """What the uncertainty of places and days does to the primary test: over `draws` of all of them.

    `p_low`, `p_middle`, `p_high` are the 2.5, 50 and 97.5 % quantiles of p; `reached` the share of draws with p <= .05.
    """

    draws: int
    p_low: float
    p_middle: float
    p_high: float
    reached: float


@dataclass(frozen=True, slots=True)
class Convergence:
    """The result, or why there is none.

    `contacts` come before any test. `primary` is the one result; everything in `sensitivity` is there to doubt it.
    `refused` says in sentences why there is no test. `pairs` (of `pairs_whole` the first 2,000) and `spots` are
    description and hold only events older than `wait_days`; `withheld` counts the pairs that are younger.
    """

    rf: int
    ua: int
    contacts: tuple[Contact, ...]
    pairs: tuple[CrossPair, ...]
    pairs_whole: int
    withheld: int
    left_out: tuple[LeftOut, ...]
    refused: tuple[str, ...]
    primary: GridTest | None = None
    sensitivity: tuple[GridTest, ...] = ()
    surface: Surface | None = None
    nearest: Nearest | None = None
    spread: Spread | None = None
    spots: tuple[Spot, ...] = ()
    front: tuple[tuple[float, float], ...] = ()
    front_km: float = 0.0
    notes: tuple[str, ...] = ()
    wait_days: int = 90
    null: str = NULL
    assumptions: tuple[str, ...] = ASSUMPTIONS
    limits: tuple[str, ...] = LIMITS
