"""Quotations on two outside sets: source, cue and content, counted by token, beside the published figures.

Run with `python -m bench.extract.quotes`; `NOMANSLAND_DATA` names the folder of the data sets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.data import data_folder
from nomansland.extract.document import analyse
from nomansland.extract.quotes import Quote, find_quotes
from nomansland.words import Report

PARTS = ("source", "cue", "content")
# Token F1 as the README of the set gives them: a rule baseline and the best trained model.
PUBLISHED = {
    "quotes_ru_adaq": {
        "rules": {"source": 0.30, "cue": 0.47, "content": 0.69},
        "trained": {"source": 0.50, "cue": 0.75, "content": 0.79},
    },
}


Row = tuple[str, str, list[tuple[int, int]], dict[str, list[tuple[int, int]]]]


def _within(tokens: list[tuple[int, int]], spans: list[tuple[int, int]]) -> set[tuple[int, int]]:
    return {token for token in tokens if any(a <= token[0] and token[1] <= b for a, b in spans)}


def _found(quotes: list[Quote], part: str) -> list[tuple[int, int]]:
    passages = [getattr(quote, part) for quote in quotes]
    return [(passage.start, passage.end) for passage in passages if passage is not None]


def polnear(path: Path) -> Iterator[Row]:
    """English news articles: language, text, its words, gold spans by part."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", row["text"])]
        spans = {part: [(a, b) for found in row["attributions"] for a, b in found[part]] for part in PARTS}
        yield "en", row["text"], words, spans


def adaq(path: Path) -> Iterator[Row]:
    """Russian sentences with one tag per token: language, text, its tokens, gold spans by part."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans: dict[str, list[tuple[int, int]]] = {part: [] for part in PARTS}
        tokens, at = [], 0
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            at = row["text"].find(token, at)
            if at < 0:
                break
            tokens.append((at, at + len(token)))
            if tag in spans:
                spans[tag].append(tokens[-1])
            at += len(token)
        yield "ru", row["text"], tokens, spans


def measure(rows: Iterator[Row]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by part over the tokens of all texts."""
    counts = {part: [0, 0, 0] for part in PARTS}
    for language, text, tokens, gold in rows:
        quotes = find_quotes(analyse(Report(id="q", text=text, language=language)))
        for part in PARTS:
            right, got = _within(tokens, gold[part]), _within(tokens, _found(quotes, part))
            for place, number in enumerate((len(right & got), len(got), len(right))):
                counts[part][place] += number
    return {part: _scores(*numbers) for part, numbers in counts.items()}


def _scores(hit: int, got: int, gold: int) -> dict[str, float]:
    precision, recall = hit / got if got else 0.0, hit / gold if gold else 0.0
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall) if hit else 0.0}


def measured() -> dict[str, Any]:
    """Token scores by set and part, with what is published beside them."""
    folder = data_folder()
    sets = {
        "quotes_ru_adaq": adaq(folder / "quotes_ru_adaq" / "ru.jsonl"),
        "quotes_en_polnear": polnear(folder / "quotes_en_polnear" / "test.jsonl"),
    }
    figures: dict[str, Any] = {}
    for name, rows in sets.items():
        ours = {part: {key: round(value, 3) for key, value in row.items()} for part, row in measure(rows).items()}
        figures[name] = {"ours": ours, "published_f1": PUBLISHED.get(name, {})}
    return figures


if __name__ == "__main__":
    print(json.dumps(measured(), indent=1))
