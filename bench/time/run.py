"""How well and how fast time expressions are read: spans and values against annotated sets in three languages.

Run as `python -m bench time`, with `NOMANSLAND_DATA` naming the folder of the shared data sets. Spans and values are
scored as in TempEval-3 (UzZaman et al. 2013): strict is the same span, relaxed any overlap, value an overlap with the
same TIMEX3 value. MEANTIME annotates times in the first six lines of an article only (head, date, four sentences): the
rest is read, and timed, but not scored. Seconds are those of the processor.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.data import data_folder, freeze, gold
from bench.time.dateparser_alone import Alone, clocked
from nomansland.extract.document import analyse
from nomansland.extract.publication import publication
from nomansland.extract.times import clock_of, find, find_times
from nomansland.words import Publication, Report, Time, day_bounds

ALONE_IS = "dateparser, search_dates alone, told the language; measured in the same run"
SETS = (("meantime", "en"), ("wikiwarsua", "uk"))
Span = tuple[int, int, str]


@dataclass(slots=True)
class Tally:
    """Counts of one set."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    documents: int = 0
    characters: int = 0
    seconds: float = 0.0

    def add(self, gold: list[Span], found: list[Span]) -> None:
        """Score one document: each found span is paired with the first free gold span that it overlaps."""
        self.gold += len(gold)
        self.found += len(found)
        free = sorted(gold)
        for start, end, value in found:
            hit = next((one for one in free if one[0] < end and start < one[1]), None)
            if hit is None:
                continue
            free.remove(hit)
            self.relaxed += 1
            self.strict += hit[:2] == (start, end)
            self.value += hit[2] == value

    def figures(self) -> dict[str, float | int]:
        """F1 of spans and values, and speed."""

        def f1(right: int) -> float:
            return round(2 * right / (self.gold + self.found), 3) if self.gold + self.found else 0.0

        return {
            "documents": self.documents, "gold": self.gold, "found": self.found,
            "strict_f1": f1(self.strict), "relaxed_f1": f1(self.relaxed), "value_f1": f1(self.value),
            "documents_per_second": round(self.documents / self.seconds) if self.seconds else 0,
            "kchar_per_second": round(self.characters / 1000 / self.seconds) if self.seconds else 0,
        }  # fmt: skip


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The documents of one set."""
    file = {"meantime": "crossdoc_en_meantime/docs.jsonl", "wikiwarsua": "timex_uk_wikiwarsua/wikiwarsua.jsonl"}[name]
    with (folder / file).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read(text: str, language: str, published: str | None, narrative: bool = False) -> list[Span]:
    """The bare expressions of a text with their TIMEX3 values; a range is two of them."""
    document = analyse(Report("bench", text, language=language, published=published))
    stated = Publication(stated=published[:10]) if published else publication(document)
    found = [
        piece
        for one in find(document, clock_of(document, stated, narrative=narrative))
        for piece in one.pieces or (one,)
    ]
    return [(one.core_start, one.end, one.moment.value or one.moment.duration or "") for one in found]


def scored_end(row: dict[str, Any]) -> int:
    """Where the annotated part of a document ends; MEANTIME has times in the first six lines only."""
    if "events" not in row:
        return len(row["text"])
    lines = row["text"].split("\n")[:6]
    return sum(map(len, lines)) + len(lines)


def run(folder: Path, name: str, language: str) -> dict[str, float | int]:
    """Score one set; the first document is read once beforehand, so that loading does not count as reading."""
    tally, documents = Tally(), list(rows(folder, name))
    read(documents[0]["text"], language, documents[0].get("dct"), documents[0].get("domain") == "narratives")
    for row in documents:
        begin = time.process_time()
        found = read(row["text"], language, row.get("dct"), row.get("domain") == "narratives")
        tally.seconds += time.process_time() - begin
        tally.documents += 1
        tally.characters += len(row["text"])
        stop = scored_end(row)
        found = [one for one in found if one[0] < stop]
        tally.add([(one["start"], one["end"], one.get("value") or "") for one in row["timex"]], found)
    return tally.figures()


def run_reports(language: str) -> dict[str, float | int]:
    """Score the invented reports of a language: a value is right where the days or the length of time are the same."""
    tally = Tally()
    for row in gold("dev")["documents"]:
        if row["language"] != language:
            continue
        report = Report(
            row["id"], row["text"], kind=row["kind"], language=language, published=row["stated_publication"]
        )
        begin = time.process_time()
        document = analyse(report)
        found = find_times(document, publication(document))
        tally.seconds += time.process_time() - begin
        tally.documents += 1
        tally.characters += len(row["text"])
        told = [(one["start"], one["start"] + len(one["text"]), _days(one)) for one in row["times"]]
        tally.add(told, [_span(one) for one in found])
    return tally.figures()


def _days(one: dict[str, Any]) -> str:
    return str(day_bounds(one["edtf"])) if one.get("edtf") else str(one.get("duration"))


def _span(one: Time) -> Span:
    assert one.passage is not None
    return one.passage.start, one.passage.end, _days({"edtf": one.edtf, "duration": one.duration})


def run_alone(folder: Path, name: str, language: str) -> dict[str, float | int]:
    """Score `dateparser` on a set."""
    tally, reader = Tally(), Alone(language)
    for row in rows(folder, name):
        found, seconds = clocked(reader, row["text"], row.get("dct"))
        tally.seconds += seconds
        tally.documents += 1
        tally.characters += len(row["text"])
        stop = scored_end(row)
        gold_spans = [(one["start"], one["end"], one.get("value") or "") for one in row["timex"]]
        tally.add(gold_spans, [one for one in found if one[0] < stop])
    return tally.figures()


def run_alone_on_reports(language: str) -> dict[str, float | int]:
    """Score `dateparser` on the invented reports of a language, with their days as ours are scored."""
    tally, reader = Tally(), Alone(language)
    for row in gold("dev")["documents"]:
        if row["language"] == language:
            found, seconds = clocked(reader, row["text"], row["stated_publication"])
            tally.seconds += seconds
            tally.documents += 1
            tally.characters += len(row["text"])
            told = [(one["start"], one["start"] + len(one["text"]), _days(one)) for one in row["times"]]
            tally.add(told, [(start, end, _days({"edtf": value})) for start, end, value in found])
    return tally.figures()


def main() -> None:
    """Score the sets and keep the figures beside this file, with those of the peer that were measured once."""
    folder = data_folder()
    figures: dict[str, Any] = {name: run(folder, name, language) for name, language in SETS}
    figures |= {f"reports_{language}": run_reports(language) for language in ("en", "ru", "uk")}
    peers = json.loads(Path(__file__).with_name("peers.json").read_text("utf-8"))
    for name, language in SETS:
        peers[f"dateparser_{name}"] = {**run_alone(folder, name, language), "program": ALONE_IS}
    for language in ("en", "ru", "uk"):
        peers[f"dateparser_reports_{language}"] = {**run_alone_on_reports(language), "program": ALONE_IS}
    freeze("time", {**figures, "peers": peers})
