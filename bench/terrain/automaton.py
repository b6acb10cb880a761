"""An automaton over all forms of names (Aho-Corasick) beside look-ups by key, on the same documents."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from bench.data import data_folder
from bench.terrain.world import Row, rows
from nomansland.extract.document import Document, analyse
from nomansland.terrain import Terrain
from nomansland.terrain.fold import key
from nomansland.words import Report


def beside_lookups(documents: list[Row], index: Path) -> Row:
    """Seconds and megabytes to load an automaton over every form of an index, seconds to find the names with each."""
    import ahocorasick_rs

    texts = [analyse(Report("r", row["text"], language="en")) for row in documents]
    started, before = time.perf_counter(), _resident()
    database = sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)
    forms = [f" {form} " for (form,) in database.execute("select distinct key from form")]
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    loaded, taken = time.perf_counter() - started, _resident() - before
    out: Row = {"forms": len(forms), "automaton": {"seconds to load": round(loaded, 2), "MB in memory": round(taken)}}
    for words in ("words met first", "words met again"):
        if words == "words met first":
            key.cache_clear()
        begin = time.perf_counter()
        folded = [_folded(document) for document in texts]
        middle = time.perf_counter()
        matches = sum(len(automaton.find_matches_as_indexes(text)) for text in folded)
        end = time.perf_counter()
        out["automaton"][words] = {
            "seconds to fold": round(middle - begin, 4),
            "seconds to scan": round(end - middle, 4),
        }
        out["automaton"]["MB a second of scanning"] = round(sum(map(len, folded)) / 1e6 / (end - middle))
        out["automaton"]["matches"] = matches
    del automaton, forms
    started = time.perf_counter()
    terrain = Terrain(index)
    out["look-ups"] = {"seconds to load": round(time.perf_counter() - started, 4)}
    for words in ("words met first", "words met again"):
        if words == "words met first":
            key.cache_clear()
        begin = time.perf_counter()
        for document in texts:
            for sentence in document.sentences:
                for token in sentence.tokens:
                    if token.text[0].isupper():
                        terrain.begins(token.text)
                        terrain.lookup(token.text)
        out["look-ups"][words] = {"seconds": round(time.perf_counter() - begin, 4)}
    return out


def _folded(document: Document) -> str:
    return f" {'  '.join(key(token.text) for sentence in document.sentences for token in sentence.tokens)} "


def _resident() -> float:
    """Megabytes of this process that are in memory."""
    with Path("/proc/self/statm").open() as handle:
        return int(handle.read().split()[1]) * 4096 / 1e6


def measured(index: Path) -> Row:
    """The same in a process of its own, so that its memory is its own."""
    words = [sys.executable, "-m", "bench.terrain.automaton", str(index)]
    told: Row = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    return told


if __name__ == "__main__":
    documents = rows(data_folder() / "geoparsing_en" / "gwn.jsonl")[:100]
    print(json.dumps(beside_lookups(documents, Path(sys.argv[1]))))
