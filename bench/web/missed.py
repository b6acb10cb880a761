"""How often the mark "may have been missed" is right, on annotated reports. Run with `python -m bench.web.missed`.

Blind: as if no reader had read, over all sentences; how well the words of the subject tell those in which an annotated
claim begins. After the rules: over the sentences in which no claim was read; on these reports, which the rules were
written with, they hold next to none. The floor marks every sentence.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.data import gold


def _name(outlet: Any) -> str | None:
    """The outlet's name, however it is annotated."""
    return outlet.get("name") if isinstance(outlet, dict) else outlet


def _figures(rows: list[tuple[bool, bool]]) -> dict[str, Any]:
    """Of (holds a claim, is marked)."""
    holds, marked, both = (sum(map(test, rows)) for test in (lambda row: row[0], lambda row: row[1], all))
    return {
        "sentences": len(rows),
        "with_an_annotated_claim": holds,
        "marked": marked,
        "precision": round(both / marked, 3) if marked else None,
        "recall": round(both / holds, 3) if holds else None,
        "precision_of_marking_every_sentence": round(holds / len(rows), 3) if rows else None,
    }


def main() -> None:
    """Count over the annotated reports, frozen beside the bench."""
    from nomansland.flow import How, read_reports
    from nomansland.web.marks import lines
    from nomansland.web.missed import subject, words_of
    from nomansland.words import Report

    documents = gold("dev")["documents"]
    reports = [
        Report(one["id"], one["text"], one["kind"], one["language"], outlet=_name(one["outlet"])) for one in documents
    ]
    blind: list[tuple[bool, bool]] = []
    after: list[tuple[bool, bool]] = []
    for document, reading in zip(documents, read_reports(reports, How()), strict=True):
        starts = [claim["start"] for claim in document["claims"]]
        for line in lines(reading):
            end = line.start + sum(len(piece.text) for piece in line.pieces)
            row = any(line.start <= start < end for start in starts), bool(subject(words_of(line), line.language))
            blind.append(row)
            if not any(piece.claims for piece in line.pieces):
                after.append(row)
    figures = {"reports": len(documents), "blind": _figures(blind), "after_the_rules": _figures(after)}
    path = Path(__file__).with_name("missed.json")
    path.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    print(path.read_text("utf-8"))


if __name__ == "__main__":
    main()
