"""How fast the rules read, cold and warm, dense and in a stream, and natasha's names on the same texts.

Each figure is taken in a process of its own (`python -m bench.extract.speed WHAT`), on one core, in seconds of that
core (`time.process_time`), so that a busy machine counts less. `cold` is the first pass over the annotated reports,
from the start of the interpreter; `warm` is the median of the passes after it. The stream is real posts of Telegram
channels with annotated reports mixed in, one in twenty, each read once in a process that has read other ones before.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.data import data_folder, gold
from nomansland.words import Report

_ROUNDS = 7
_POSTS = 3_800
_EVERY = 20
# natasha multiplies matrices in as many threads as there are cores
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def annotated() -> list[Report]:
    """The annotated reports, as a reader is given them."""
    from bench.extract.run import reports_of

    return [report for name in ("dev", "seed") for report in reports_of(gold(name)["documents"])]


def posts(count: int) -> list[Report]:
    """Posts of Russian news channels, drawn at random with a fixed seed."""
    path = data_folder() / "telegram_ru_news" / "messages.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = random.Random(3).sample(rows, count)
    return [
        Report(row["id"], row["text"], "telegram", outlet=row["channel"], published=row["date"][:10]) for row in chosen
    ]


def _size(reports: Sequence[Report]) -> int:
    return sum(len(report.text) for report in reports)


def _memory() -> int:
    # `getrusage` would tell the peak of the process that started this one, where that is higher
    status = Path("/proc/self/status").read_text("utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(peak.split()[1]) / 1024)


def _passes(read: Callable[[], object], rounds: int) -> float:
    """The median of the seconds of several passes."""
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        read()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds)


def dense() -> dict[str, Any]:
    """The annotated reports, all of which matter or nearly do: cold, warm, memory."""
    from nomansland.extract import extract
    from nomansland.terrain import Terrain

    reports = annotated()
    # the interpreter and the annotated set were loaded before; what the reader loads counts
    before = time.process_time()
    terrain = Terrain.load()
    for report in reports:
        extract(report, terrain, "rules")
    cold = time.process_time() - before
    warm = _passes(lambda: [extract(report, terrain, "rules") for report in reports], _ROUNDS)
    return {
        "characters_per_second": {"cold": round(_size(reports) / cold), "warm": round(_size(reports) / warm)},
        "reports_per_second": round(len(reports) / warm, 1),
        "seconds_to_load": round(cold - warm, 2),
        "peak_memory_mb": _memory(),
    }


def war() -> dict[str, Any]:
    """Real Russian and Ukrainian news lines about the war (VIINA), most of them without a claim: warm."""
    from nomansland.extract import extract
    from nomansland.terrain import Terrain

    lines = (data_folder() / "viina_subset_ruuk" / "reports.jsonl").read_text("utf-8").splitlines()
    rows = random.Random(7).sample([json.loads(line) for line in lines], 1_500)
    reports = [Report(row["id"], row["text"], "article", published=row["dates"][0]) for row in rows]
    terrain = Terrain.load()
    for report in reports:
        extract(report, terrain, "rules")
    seconds = _passes(lambda: [extract(report, terrain, "rules") for report in reports], 3)
    return {
        "characters_per_second": round(_size(reports) / seconds),
        "reports_per_second": round(len(reports) / seconds),
    }


def stream() -> dict[str, Any]:
    """One annotated report to nineteen posts; and the posts alone."""
    from nomansland.extract import extract
    from nomansland.extract.relevance import may_tell
    from nomansland.terrain import Terrain

    known, terrain = annotated(), Terrain.load()
    every = posts(_POSTS + 500)
    first, rest = every[:500], every[500:]
    for report in (*known, *first):
        extract(report, terrain, "rules")
    mixed = [*rest, *(known[number % len(known)] for number in range(_POSTS // (_EVERY - 1)))]
    random.Random(5).shuffle(mixed)
    out: dict[str, Any] = {}
    for name, reports in (("mixed", mixed), ("posts", rest)):
        seconds = _passes(lambda reports=reports: [extract(report, terrain, "rules") for report in reports], 3)  # type: ignore[misc]
        through = [report for report in reports if may_tell(report.text, report.language)]
        out[name] = {
            "characters_per_second": round(_size(reports) / seconds),
            "reports_per_second": round(len(reports) / seconds),
            "let_through_reports": round(len(through) / len(reports), 3),
            "let_through_characters": round(_size(through) / _size(reports), 3),
        }
    out["annotated_share_of_characters"] = round(1 - _size(rest) / _size(mixed), 3)
    out["peak_memory_mb"] = _memory()
    return out


def lost() -> dict[str, Any]:
    """The claims that the cheap test costs: annotated reports and posts read with it and without it."""
    from nomansland.extract import extract
    from nomansland.terrain import Terrain

    terrain, out = Terrain.load(), {}
    for name, reports in (("annotated", annotated()), ("posts", posts(1_500))):
        tested = sum(len(extract(report, terrain, "rules").claims) for report in reports)
        with patch("nomansland.extract.read.may_tell", return_value=True):
            whole = sum(len(extract(report, terrain, "rules").claims) for report in reports)
        out[name] = {"claims": whole, "lost": whole - tested}
    return out


def natasha() -> dict[str, Any]:
    """Names alone, by natasha, on the Russian annotated reports and on posts."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def tag(texts: Sequence[str]) -> None:
        for text in texts:
            document = Doc(text)
            document.segment(segmenter)
            document.tag_ner(tagger)

    out: dict[str, Any] = {}
    russian = [report for report in annotated() if report.language == "ru"]
    for name, reports in (("annotated", russian), ("posts", posts(500))):
        texts = [report.text for report in reports]
        tag(texts)
        out[name] = round(_size(reports) / _passes(lambda texts=texts: tag(texts), 3))  # type: ignore[misc]
    out["peak_memory_mb"] = _memory()
    return out


def russian() -> dict[str, Any]:
    """The whole reading of the texts that natasha is given."""
    from nomansland.extract import extract
    from nomansland.terrain import Terrain

    terrain, out = Terrain.load(), {}
    chosen = [report for report in annotated() if report.language == "ru"]
    for name, reports in (("annotated", chosen), ("posts", posts(500))):
        for report in reports:
            extract(report, terrain, "rules")
        seconds = _passes(lambda reports=reports: [extract(report, terrain, "rules") for report in reports], 5)  # type: ignore[misc]
        out[name] = round(_size(reports) / seconds)
    return out


def both() -> dict[str, Any]:
    """The annotated reports with both readers."""
    from nomansland.extract import extract
    from nomansland.terrain import Terrain

    reports, terrain = annotated(), Terrain.load()
    for report in reports:
        extract(report, terrain, "both")
    seconds = _passes(lambda: [extract(report, terrain, "both") for report in reports], 1)
    return {"characters_per_second": round(_size(reports) / seconds), "peak_memory_mb": _memory()}


_PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "dense": dense,
    "both": both,
    "war": war,
    "stream": stream,
    "lost": lost,
    "natasha": natasha,
    "russian": russian,
}


def measured() -> dict[str, Any]:
    """All of it, each part in a process of its own; `ratio_to_natasha` is the whole reading over its names alone."""
    figures: dict[str, Any] = {}
    for name in _PARTS:
        words = [sys.executable, "-m", "bench.extract.speed", name]
        done = subprocess.run(words, check=True, stdout=subprocess.PIPE, env={**os.environ, **_ONE_CORE})
        figures[name] = json.loads(done.stdout)
    figures["ratio_to_natasha"] = {
        name: round(figures["russian"][name] / figures["natasha"][name], 2) for name in ("annotated", "posts")
    }
    return figures


if __name__ == "__main__":
    print(json.dumps(_PARTS[sys.argv[1]]() if len(sys.argv) > 1 else measured(), indent=1))
