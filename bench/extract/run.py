"""Claims, attributes, traps: the rules reader and the naive floor on the annotated reports; quotes, names, speed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any

from bench.data import data_folder, freeze, gold, scorer
from bench.extract import names, quotes, speed
from nomansland.extract import extract
from nomansland.flow import join
from nomansland.record.rows import Record
from nomansland.show import record_data
from nomansland.terrain import Terrain
from nomansland.words import Reading, Report


def reports_of(documents: list[dict[str, Any]]) -> list[Report]:
    """What a reader is given of annotated documents: text, kind, language, outlet, stated date."""
    return [
        Report(
            id=document["id"],
            text=document["text"],
            kind=document["kind"],
            language=document["language"],
            outlet=(document.get("outlet") or {}).get("name"),
            published=document.get("stated_publication"),
        )
        for document in documents
    ]


def floor(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Every match of a pattern of the lexicon is a claim of its sentence: what no reader may fall below."""
    rows = csv.DictReader((data_folder().parent / "codebook" / "lexicon.tsv").open(encoding="utf-8"), delimiter="\t")
    patterns = []
    for row in rows:
        words = re.escape(row["pattern"]).replace(r"\*", r"\w*").replace(r"\(", "(?:").replace(r"\)", ")")
        try:
            patterns.append(
                (row["event"], row["language"], re.compile(rf"\b{words.replace(chr(92) + '|', '|')}", re.I))
            )
        except re.error:
            continue
    out = []
    for document in documents:
        claims: list[dict[str, Any]] = []
        for event, language, pattern in patterns:
            if language == document["language"]:
                for match in pattern.finditer(document["text"]):
                    claims.append({"type": event, "start": match.start(), "end": match.end(), "modality": "asserted"})
        out.append({"id": document["id"], "claims": claims})
    return {"documents": out}


def families(documents: list[dict[str, Any]], readings: list[Reading]) -> dict[str, str]:
    """Traps sprung by family: an asserted or denied claim over the trap's words that is no claim of the gold's."""
    total: Counter[str] = Counter()
    sprung: Counter[str] = Counter()
    for document, reading in zip(documents, readings, strict=True):
        for trap in document.get("not_events", []):
            family = trap.get("trap", "unnamed")
            total[family] += 1
            for claim in reading.claims:
                over = claim.passage.start < trap["end"] and trap["start"] < claim.passage.end
                known = any(
                    g["type"] == claim.type and g["start"] < claim.passage.end and claim.passage.start < g["end"]
                    for g in document["claims"]
                )
                if over and not known and claim.modality in ("asserted", "denied"):
                    sprung[family] += 1
                    break
    return {name: f"{sprung[name]} of {count}" for name, count in sorted(total.items())}


def sides(documents: list[dict[str, Any]], predicted: dict[str, Any], score: Any) -> dict[str, float]:
    """Recall by side: a gap between the two is a finding about the reader."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for document, guess in zip(documents, predicted["documents"], strict=True):
        matched = {i for i, _, _ in score.match(document["claims"], guess["claims"])}
        for index, claim in enumerate(document["claims"]):
            total[claim["side"]] += 1
            found[claim["side"]] += index in matched
    return {side: round(found[side] / total[side], 3) for side in sorted(total)}


def _brief(result: dict[str, Any]) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        return round(value, 3) if isinstance(value, float) else value

    brief: dict[str, Any] = {
        "claims": {
            key: rounded(result["claims"][key]) for key in ("p", "r", "f1", "strict_iou50", "tp", "pred", "gold")
        },
        "by_language": {name: rounded(row["f1"]) for name, row in result["claims_by_language"].items()},
        "by_type": {
            name: {key: rounded(row[key]) for key in ("p", "r", "f1", "gold")}
            for name, row in result["claims_by_type"].items()
        },
        "attributes": {name: rounded(value) for name, value in result["attributes"].items()},
        "lineage_pairs": rounded(result["lineage_pairs"]["f1"]),
        "contradictions": {key: rounded(value) for key, value in result["contradictions"].items()},
        "hard_negative_events": result["hard_negatives"]["event_false_positives"],
        "traps_sprung": f"{result['traps']['hit']} of {result['traps']['traps']}",
    }
    return brief


def measured(reports: list[Report], terrain: Terrain, reader: str) -> tuple[dict[str, Any], list[Reading]]:
    """What a reader makes of the reports as one set."""
    readings = [extract(report, terrain, reader) for report in reports]
    joined = join(readings)
    record = Record(readings, joined.retellings, joined.incidents, joined.sites, joined.contradictions)
    return record_data(record), readings


def main() -> None:
    """Measure and freeze."""
    score = scorer()
    terrain = Terrain.load()
    figures: dict[str, Any] = {}
    for name in ("dev", "seed"):
        annotated = gold(name)
        documents = annotated["documents"]
        reports = reports_of(documents)
        predicted, readings = measured(reports, terrain, "rules")
        more, _ = measured(reports, terrain, "both")
        figures[name] = {
            "rules": _brief(score.score(annotated, predicted)),
            "both": _brief(score.score(annotated, more)),
            "floor_f1": round(score.score(annotated, floor(documents))["claims"]["f1"], 3),
            "recall_by_side": sides(documents, predicted, score),
            "traps_by_family": families(documents, readings),
        }
    figures["quotes"] = quotes.measured()
    figures["names"] = names.measured()
    figures["speed"] = speed.measured()
    freeze("extract", figures)


if __name__ == "__main__":
    main()
