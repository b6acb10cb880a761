"""Names on outside sets, exact spans, beside natasha: persons, places, organisations.

The reader looks for what a claim needs: people who speak, places on the ground of this war (no countries), outlets that
stand in a chain. It does not try to find every name, so its recall on general news is low by design; what it does find
is what these figures judge. natasha knows Russian only; its figures on Ukrainian texts are shown for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.data import data_folder
from nomansland.extract.attribution_sources import known_in, mentions_in
from nomansland.extract.document import Document, analyse
from nomansland.extract.places import find_places
from nomansland.terrain import Terrain
from nomansland.words import Report

Span = tuple[int, int]
Names = dict[str, set[Span]]
KINDS = ("PER", "LOC", "ORG")
_SETS = {
    "ner_ru_factrueval": ("testset", "ru"),
    "ner_ru_nerel": ("test", "ru"),
    "ner_uk_v2": ("test", "uk"),
}
_TYPES = {
    **dict.fromkeys(("Person", "PERSON", "PERS"), "PER"),
    **dict.fromkeys(
        ("Location", "LocOrg", "CITY", "COUNTRY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "LOC"), "LOC"
    ),
    **dict.fromkeys(("Org", "ORGANIZATION", "ORG"), "ORG"),
}


def rows(name: str) -> Iterator[tuple[str, Names]]:
    """Text and gold spans by kind."""
    part, _ = _SETS[name]
    for line in (data_folder() / name / f"{part}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found: Names = {kind: set() for kind in KINDS}
        for entity in row.get("objects") or row.get("entities") or ():
            kind = _TYPES.get(entity["type"])
            if kind:
                found[kind].add((entity["start"], entity["end"]))
        yield row["text"], found


def _speakers(doc: Document) -> Iterator[tuple[str, Span]]:
    """The persons and outlets that the reader names, where their names stand."""
    known = known_in(doc)
    for sentence in doc.sentences:
        for mention in mentions_in(doc, sentence, known):
            if not mention.name:
                continue
            at = doc.text.find(mention.name, mention.start, mention.end + 80)
            span = (at, at + len(mention.name)) if at >= 0 else (mention.start, mention.end)
            yield ("ORG" if mention.kind in ("outlet", "self") else "PER"), span


def ours(text: str, language: str, terrain: Terrain) -> Names:
    """What our reader finds."""
    doc = analyse(Report("r", text, language=language))
    found: Names = {kind: set() for kind in KINDS}
    for place in find_places(doc, terrain)[0]:
        if place.passage is not None:
            found["LOC"].add((place.passage.start, place.passage.end))
    for kind, span in _speakers(doc):
        found[kind].add(span)
    return found


class Natasha:
    """The peer: segmentation and its slovnet tagger."""

    def __init__(self) -> None:
        from natasha import NewsEmbedding, NewsNERTagger, Segmenter

        self._segmenter, self._tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def __call__(self, text: str) -> Names:
        from natasha import Doc

        document = Doc(text)
        document.segment(self._segmenter)
        document.tag_ner(self._tagger)
        found: Names = {kind: set() for kind in KINDS}
        for span in document.spans:
            found[span.type].add((span.start, span.stop))
        return found


def _scores(counts: list[int]) -> dict[str, float]:
    right, got, wanted = counts
    precision, recall = right / got if got else 0.0, right / wanted if wanted else 0.0
    total = precision + recall
    return {
        "p": round(precision, 3),
        "r": round(recall, 3),
        "f1": round(2 * precision * recall / total, 3) if total else 0.0,
    }


def measured() -> dict[str, Any]:
    """Precision, recall and F1 by set, reader and kind."""
    terrain, peer = Terrain.load(), Natasha()
    figures: dict[str, Any] = {}
    for name, (_, language) in _SETS.items():
        counts = {who: {kind: [0, 0, 0] for kind in KINDS} for who in ("ours", "natasha")}
        for text, wanted in rows(name):
            for who, found in (("ours", ours(text, language, terrain)), ("natasha", peer(text))):
                for kind in KINDS:
                    row = counts[who][kind]
                    numbers = (len(found[kind] & wanted[kind]), len(found[kind]), len(wanted[kind]))
                    counts[who][kind] = [old + new for old, new in zip(row, numbers, strict=True)]
        figures[name] = {who: {kind: _scores(row) for kind, row in kinds.items()} for who, kinds in counts.items()}
    return figures


if __name__ == "__main__":
    print(json.dumps(measured(), indent=1))
