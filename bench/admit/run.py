"""A Telegram export of 100,000 messages: streamed by `admit`, beside `json.load` of the whole file."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.data import freeze

MESSAGES, ROUNDS = 100_000, 3
_PLAIN = """
import json, resource, sys, time
begin = time.perf_counter()
rows = [m for m in json.load(open(sys.argv[1], encoding="utf-8"))["messages"] if m["text"]]
print(json.dumps([len(rows), time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_OURS = """
import json, resource, sys, time
from pathlib import Path
from nomansland.admit import Source, read
begin = time.perf_counter()
rows = sum(1 for _ in read(Source(Path(sys.argv[1]), "result.json")))
print(json.dumps([rows, time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def _export(path: Path) -> None:
    text = "Рота осталась в лесополосе и не пошла вперёд. " * 12
    with path.open("w", encoding="utf-8") as out:
        out.write('{"name": "Bench", "type": "public_channel", "id": 1, "messages": [\n')
        for number in range(MESSAGES):
            row = {"id": number, "type": "message", "date": "2023-01-01T00:00:00", "text": f"{number} {text}"}
            out.write(json.dumps(row, ensure_ascii=False) + (",\n" if number < MESSAGES - 1 else "\n"))
        out.write("]}\n")


def _measure(program: str, path: Path) -> dict[str, float]:
    rows = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout))
    return {
        "messages": rows[0][0],
        "messages_per_second": round(rows[0][0] / statistics.median(row[1] for row in rows)),
        "peak_memory_mb": round(statistics.median(row[2] for row in rows)),
    }


def main() -> None:
    """Measure and freeze."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        _export(path)
        figures: dict[str, Any] = {
            "file_mb": round(path.stat().st_size / 1e6),
            "admit": _measure(_OURS, path),
            "json.load": _measure(_PLAIN, path),
        }
    freeze("admit", figures)


if __name__ == "__main__":
    main()
