"""Near copies planted among reports: precision, recall and reports a second of `near_copies`.

A fifth of the reports are copies of another one, each changed in one of four ways: words swapped for others (a
tenth), a third cut off, sentences put in another order with a new lead, or sent on with a channel's header and footer.
The naive floor beside it takes only equal texts for copies.
"""

from __future__ import annotations

import random
import time
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


def changed(rng: random.Random, text: str, lexicon: list[str]) -> str:
    """The same report as another outlet prints it."""
    kind, parts = rng.randrange(4), text.split()
    if kind == 0:
        return " ".join(rng.choice(lexicon) if rng.random() < 0.1 else part for part in parts)
    if kind == 1:
        return " ".join(parts[: int(len(parts) * 0.67)])
    if kind == 2:
        sentences = text.split(". ")
        rng.shuffle(sentences)
        return " ".join(rng.choices(lexicon, k=8)) + ". " + ". ".join(sentences)
    return "Forwarded from: a channel\n" + text + "\n" + " ".join(rng.choices(lexicon, k=5))


def planted(size: int) -> dict[str, Any]:
    """Plant, find, and say how well and how fast."""
    rng = random.Random(7)
    lexicon = words(rng, 20_000)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(lexicon))))
    texts = [report(rng, lexicon, weights) for _ in range(size * 4 // 5)]
    sources: dict[int, list[int]] = {}
    for _ in range(size - len(texts)):
        source = rng.randrange(size * 4 // 5)
        sources.setdefault(source, []).append(len(texts))
        texts.append(changed(rng, texts[source], lexicon))
    true = {(source, copy) for source, copies in sources.items() for copy in copies}
    siblings = {(a, b) for copies in sources.values() for a in copies for b in copies if a < b}
    started = time.perf_counter()
    found = {(one, other) for one, other, _ in near_copies(texts)}
    seconds = time.perf_counter() - started
    return {
        "reports": size,
        "planted": len(true),
        "p": round(len(found & (true | siblings)) / max(1, len(found)), 3),
        "r": round(len(found & true) / len(true), 3),
        "floor_r": round(sum(texts[one] == texts[other] for one, other in true) / len(true), 3),
        "reports_per_second": round(size / seconds),
    }
