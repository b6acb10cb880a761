"""Train the head of the examples reader on the labelled sentences of `words/sentences`, tried on a fifth of them.

One-versus-rest logistic regression with an L2 penalty, by Nesterov's accelerated gradient; float16 weights.
Run with `python -m bench.extract.train`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from nomansland import words
from nomansland.extract.examples import embed

FOLDER = Path(words.__file__).parent / "sentences"
PENALTY, STEPS = 45.0, 600


def sentences() -> list[tuple[frozenset[str], str]]:
    """All labelled sentences: their event ids and their text."""
    rows = []
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            labels, _, text = line.partition("\t")
            if text:
                types = frozenset() if labels == "none" else frozenset(one.split("!")[0] for one in labels.split("+"))
                rows.append((types, text))
    return rows


def digest() -> str:
    """SHA-256 of the sentences, kept with the weights: a test compares them."""
    return sha256("\n".join(text for _, text in sentences()).encode()).hexdigest()


def fit(x: Any, y: Any) -> tuple[Any, Any]:
    """Weights and bias of (rows, 384) against (rows, types) of 0 and 1."""
    weights, bias = np.zeros((x.shape[1], y.shape[1])), np.full(y.shape[1], -3.0)
    ahead_w, ahead_b, momentum = weights.copy(), bias.copy(), 1.0
    step = 1.0 / (PENALTY * (np.linalg.norm(x, 2) ** 2 + len(x)) / 4 + 1.0)
    for _ in range(STEPS):
        error = 1.0 / (1.0 + np.exp(-(x @ ahead_w + ahead_b))) - y
        new_w = ahead_w - step * (PENALTY * x.T @ error + ahead_w)
        new_b = ahead_b - step * PENALTY * error.sum(0)
        following = (1.0 + np.sqrt(1.0 + 4.0 * momentum**2)) / 2.0
        ahead_w = new_w + (momentum - 1.0) / following * (new_w - weights)
        ahead_b = new_b + (momentum - 1.0) / following * (new_b - bias)
        weights, bias, momentum = new_w, new_b, following
    return weights, bias


def main() -> None:
    """Train on four fifths, print precision and recall on the other; then train on all and write the weights."""
    rows = sentences()
    types = sorted({one for labels, _ in rows for one in labels})
    x = np.asarray(embed([text for _, text in rows]), dtype=float)
    y = np.array([[one in labels for one in types] for labels, _ in rows], dtype=float)
    mean = x.mean(0)
    held = np.arange(len(rows)) % 5 == 0
    weights, bias = fit(x[~held] - mean, y[~held])
    guess = 1.0 / (1.0 + np.exp(-((x[held] - mean) @ weights + bias)))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        hit = ((guess > threshold) * y[held]).sum()
        precision, recall = hit / max(1, (guess > threshold).sum()), hit / y[held].sum()
        print(f"threshold {threshold}: precision {precision:.3f}, recall {recall:.3f} of {int(held.sum())} held back")
    weights, bias = fit(x - mean, y)
    np.savez(
        FOLDER / "head.npz",
        types=",".join(types),
        mean=mean.astype("float16"),
        weights=weights.astype("float16"),
        bias=bias.astype("float16"),
        sentences=digest(),
    )


if __name__ == "__main__":
    main()
