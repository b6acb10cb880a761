"""What a time expression is counted from: the day of publication, and the times that were told before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from nomansland.extract.document import analyzer
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import Moment

SLACK = timedelta(days=3)  # an update or a report dated ahead may name a day shortly after the stated one


@lru_cache(maxsize=3)
def patterns(language: str) -> dict[str, re.Pattern[str]]:
    """The compiled cue patterns of a language."""
    data = load(language)
    names = "future past counted counter numbered sentence sentenced compared coming strong frequency relay".split()
    return {name: re.compile(data[name], re.I if name != "relay" else re.NOFLAG) for name in names}


@dataclass(slots=True)
class Told:
    """A moment that was read, with what later ones need of it."""

    moment: Moment
    full: Moment
    start: int
    paragraph: int
    explicit_year: bool
    anchors: bool


@dataclass(slots=True)
class Clock:
    """The state of reading one report, left to right.

    `first` and `last` bound the day of publication; `narrative` is True for texts about the past whose dates refer to
    each other and not to the day of publication.
    """

    text: str
    first: date
    last: date
    language: str
    narrative: bool = False
    relays: bool = False
    paragraph: int = 0
    told: list[Told] = field(default_factory=list)
    main_year: int | None = None

    def cue(self, name: str, start: int, end: int) -> bool:
        """True where the cue is found between two offsets."""
        return patterns(self.language)[name].search(self.text, start, end) is not None

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a span, by punctuation."""
        left = max((self.text.rfind(mark, 0, start) for mark in ".!?;:\n«“—"), default=-1) + 1
        ends = [at for mark in ".!?;\n»”" if (at := self.text.find(mark, end)) >= 0]
        return left, min(ends, default=len(self.text))

    def tense(self, start: int, end: int) -> str:
        """`futr`, `past`, `pres` or nothing: what the clause around a span speaks of."""
        left, right = self.clause(start, end)
        if self.language == "en":
            piece = self.text.rfind(",", left, start) + 1 or left, self.text.find(",", end, right)
            for span in ((piece[0], piece[1] if piece[1] > 0 else right), (left, right)):
                for name, told in (("coming", "futr"), ("past", "past"), ("strong", "futr")):
                    if self.cue(name, *span):
                        return told
            return "futr" if self.cue("future", left, right) else ""
        if self.cue("strong", left, right):
            return "futr"
        piece = self.text.rfind(",", left, start) + 1 or left, self.text.find(",", end, right)
        tense = _tense(self.text[piece[0] : piece[1] if piece[1] > 0 else right], self.language)
        tense = tense or _tense(self.text[left:right], self.language)
        return "futr" if tense in ("", "pres", "futr") and self.cue("future", left, right) else tense

    def counts(self, at: int) -> bool:
        """True where the sentence around an offset counts in hundreds or more: such a number runs from a beginning."""
        left, right = self.clause(at, at)
        return (
            re.search(
                r"\d[\d   ,.]*\d{2,}(?![\d.]*\s*(?:год|рок|р\.|г\.))|тысяч|тисяч|thousand|hundred",
                re.sub(r"(?<!\d)20\d\d(?!\d)", "", self.text[left:right]),
            )
            is not None
        )

    def future(self, start: int, end: int) -> bool:
        """True where the clause speaks of what is still to come."""
        return self.tense(start, end) == "futr"

    def last_told(self, grains: tuple[str, ...] = (), same_paragraph: bool = False) -> Told | None:
        """The last moment that later ones may count from."""
        for told in reversed(self.told):
            if same_paragraph and told.paragraph != self.paragraph:
                return None
            if told.anchors and told.moment.first is not None and (not grains or told.moment.grain in grains):
                return told
        return None

    def context_year(self) -> int | None:
        """The year that dates without one take from the text before them, where it is not that of publication."""
        for told in reversed(self.told):
            if not self.narrative and told.paragraph != self.paragraph:
                return None
            if told.moment.first is not None and (self.narrative or told.explicit_year):
                return told.moment.first.year
        return self.main_year if self.narrative else None


def _tense(clause: str, language: str) -> str:
    """`past`, `pres` or `futr` by the first finite verb of a Russian or Ukrainian clause, else nothing."""
    analyse: Any = analyzer(language)
    for word in re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", clause.lower()):
        tag = analyse.parse(word)[0].tag
        if "VERB" in tag:
            return next((name for name in ("futr", "past", "pres") if name in tag), "")
    return ""
