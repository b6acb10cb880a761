"""`dateparser` finding and parsing dates alone (`search_dates`), on the same documents as ours.

Its value is the day that it gives, cut to the month or the year where it says that it read no more than that. It is
told the language and, where there is one, the day of publication.
"""

from __future__ import annotations

import time
from datetime import datetime
from importlib import import_module
from typing import Any

Span = tuple[int, int, str]


class Alone:
    """The program, ready for one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._search = import_module("dateparser.search").search_dates
        self._reader = import_module("dateparser.date").DateDataParser
        self.read("5 May 2022", "2022-05-09")

    def read(self, text: str, published: str | None) -> list[Span]:
        """Spans with values, in the order of the text."""
        settings: dict[str, Any] = {}
        if published:
            settings["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
        out: list[Span] = []
        at = 0
        for quote, moment in self._search(text, languages=[self.language], settings=settings) or ():
            start = text.find(quote, at)
            if start < 0:
                continue
            at = start + len(quote)
            out.append((start, at, self._value(quote, moment, settings)))
        return out

    def _value(self, quote: str, moment: datetime, settings: dict[str, Any]) -> str:
        told = self._reader(languages=[self.language], settings=settings).get_date_data(quote)
        day = moment.date().isoformat()
        return {"year": day[:4], "month": day[:7]}.get(told.period if told else "day", day)


def clocked(reader: Alone, text: str, published: str | None) -> tuple[list[Span], float]:
    """What it reads, with the seconds of the processor that it took."""
    begin = time.process_time()
    found = reader.read(text, published)
    return found, time.process_time() - begin
