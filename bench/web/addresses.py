"""Addresses as people ask for them: filters, words in three languages, pages near and far, windows of the map."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from bench.web.madecase import LANGUAGES, Made

_BEGIN, _DAYS = date(2022, 3, 1), 365 * 3
_SIDES = ("", "", "RF", "UA", "none")
_LENGTHS = (7, 30, 90, 365)


class Addresses:
    """Random addresses of each page, the same for the same seed.

    Parameters
    ----------
    made : Made
        The case that they are asked of.
    seed : int
        Of the random numbers.
    """

    def __init__(self, made: Made, seed: int = 17) -> None:
        self.made, self.rng = made, random.Random(seed)

    def pages(self) -> dict[str, Callable[[], str]]:
        """For each page what makes an address of it."""
        return {
            "inbox": self.inbox,
            "search": self.search,
            "reports": self.reports,
            "reading": lambda: f"/reports/r{self.rng.randrange(self.made.number):07}",
            "claims": self.claims,
            "incidents": self.incidents,
            "incident": lambda: f"/incidents/i{self.rng.randrange((self.made.number - 3) // 2) * 2}",
            "sites": lambda: "/sites" + self._query(side=self._side(), page=self._page(8)),
            "contradictions": lambda: "/contradictions" + self._query(side=self._side(), page=self._page(20)),
            "map": lambda: "/map" + self._query(**self._days()),
            "map_viewport": self.viewport,
            "timeline": lambda: "/timeline" + self._query(**self._days()),
            "review": lambda: "/review",
            "log": lambda: "/log",
        }

    def _query(self, **values: str) -> str:
        asked = {name: value for name, value in values.items() if value}
        return "?" + urlencode(asked) if asked else ""

    def _side(self) -> str:
        return self.rng.choice(_SIDES)

    def _days(self) -> dict[str, str]:
        since = _BEGIN + timedelta(days=self.rng.randrange(_DAYS))
        return {
            "since": since.isoformat(),
            "until": (since + timedelta(days=self.rng.choice(_LENGTHS))).isoformat(),
        }

    def _page(self, last: int) -> str:
        """Mostly one of the first pages, and one in three anywhere up to the last."""
        return str(self.rng.randint(1, max(1, last) if self.rng.random() < 1 / 3 else 3))

    def inbox(self) -> str:
        """As it opens, or with a filter."""
        one = self.rng.choice(
            (
                {},
                {"language": self.rng.choice(LANGUAGES)},
                {"outlet": f"Outlet {self.rng.randrange(100)}"},
                {"state": self.rng.choice(("waiting for a decision", "decided", "not read yet", "no claims found"))},
                {"sort": "told"},
                self._days(),
            )
        )
        return "/" + self._query(**one)

    def search(self) -> str:
        """A word that stands in most reports, one that stands in few, two together, a phrase; also filtered."""
        language = self.rng.choice(LANGUAGES)
        common, rare = self.made.common[language], self.made.rare[language]
        words = self.rng.choice(
            (
                self.rng.choice(common),
                self.rng.choice(rare),
                " ".join(self.rng.sample(common, 2)),
                f"{self.rng.choice(common)} {self.rng.choice(rare)}",
                f'"{" ".join(self.rng.sample(common, 2))}"',
            )
        )
        more = self._days() if self.rng.random() < 0.3 else {}
        return "/" + self._query(q=words, page=self._page(20) if self.rng.random() < 0.3 else "", **more)

    def reports(self) -> str:
        """The table of reports."""
        return "/reports" + self._query(side=self._side(), page=self._page(self.made.number // 50))

    def claims(self) -> str:
        """The table of claims."""
        family = self.rng.choice(("", "refusal", "coercion", "response"))
        days = self._days() if self.rng.random() < 0.5 else {}
        last = self.made.number * 5 // 50 // (20 if days or family else 1)
        return "/claims" + self._query(side=self._side(), family=family, page=self._page(last), **days)

    def incidents(self) -> str:
        """The table of incidents, sometimes searched."""
        days = self._days() if self.rng.random() < 0.5 else {}
        words = self.rng.choice(self.made.rare["ru"] + self.made.common["uk"]) if self.rng.random() < 0.2 else ""
        last = self.made.number // 2 // 50 // (20 if days or words else 1)
        return "/incidents" + self._query(q=words, side=self._side(), page=self._page(last), **days)

    def viewport(self) -> str:
        """A window between a raion and the whole country, with the filters of the tables."""
        wide = self.rng.choice((0.3, 1.0, 3.0, 8.0))
        west, south = 33 + (7 - min(wide, 6)) * self.rng.random(), 46.5 + 3 * self.rng.random()
        box = ",".join(f"{edge:.4f}" for edge in (west, south, west + wide, south + wide * 0.6))
        days = self._days() if self.rng.random() < 0.6 else {}
        return "/map/marks" + self._query(bbox=box, side=self._side(), **days)
