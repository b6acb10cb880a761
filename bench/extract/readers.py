"""Each reader by itself and joined to others on the annotated reports: claims and the traps that they spring.

`python -m bench.extract.readers` measures rules, examples and both there, and on the labelled reports held back from
training (`corpus`), which no pattern was made on. `python -m bench.extract.readers URL NAME REPORTS`
measures the model at URL too, alone and with the rules, on the first REPORTS reports (a small model needs minutes for
each); what the others reach on the same reports stands beside it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.data import gold, scorer
from bench.extract.corpus import held
from bench.extract.run import reports_of
from nomansland.endpoint import Endpoint
from nomansland.extract import extract
from nomansland.extract.modelprompt import Model
from nomansland.extract.output import reading_data
from nomansland.terrain import Terrain
from nomansland.words import Reading

FILE = Path(__file__).parent / "readers.json"
PLAIN = ("rules", "examples", "both")


def figures(annotated: dict[str, Any], readings: Sequence[Reading]) -> dict[str, Any]:
    """Precision, recall and F1 of claims, traps sprung, and of a model how often it was asked and refused, and why."""
    told = scorer().score(annotated, {"documents": [reading_data(reading) for reading in readings]})
    out: dict[str, Any] = {name: round(told["claims"][name], 3) for name in ("p", "r", "f1")}
    out |= {name: told["claims"][name] for name in ("pred", "gold")}
    if told["traps"]["traps"]:
        out["traps_sprung"] = f"{told['traps']['hit']} of {told['traps']['traps']}"
    out["events_in_hard_negatives"] = told["hard_negatives"]["event_false_positives"]
    for name in ("side", "speaker_role", "modality"):
        out[name] = round(told["attributes"][name], 3)
    runs = [reading.model for reading in readings if reading.model is not None]
    if runs:
        refused: Counter[str] = Counter()
        for run in runs:
            refused.update(dict(run.refused))
        out["model"] = {
            "name": runs[0].model,
            "prompt": runs[0].prompt,
            "asked": sum(run.asked for run in runs),
            "kept": sum(run.kept for run in runs),
            "refused": dict(sorted(refused.items())),
        }
    return out


def measured(documents: list[dict[str, Any]], readers: Sequence[str], model: Model | None) -> dict[str, Any]:
    """The figures of each reader on the same reports."""
    terrain, annotated = Terrain.load(), {"documents": documents}
    reports = reports_of(documents)
    found: dict[str, Any] = {"reports": len(documents)}
    for reader in readers:
        found[reader] = figures(annotated, [extract(report, terrain, reader, model) for report in reports])
        print(reader, json.dumps(found[reader]), flush=True)
    return found


def main(words: Sequence[str]) -> None:
    """Measure and freeze; what was measured of a model before stays."""
    documents = gold("dev")["documents"]
    frozen = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    if words:
        url, name, count = words
        with TemporaryDirectory() as answers:
            model = Endpoint(url, name, Path(answers), timeout=600.0)
            found = measured(documents[: int(count)], (*PLAIN, "model", "rules+model"), model)
        frozen[f"with {name}"] = found
    else:
        frozen["dev"] = measured(documents, PLAIN, None)
        frozen["held"] = measured(held()["documents"], PLAIN, None)
    FILE.write_text(json.dumps(frozen, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
