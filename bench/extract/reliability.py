"""Whether probabilities mean what they say: expected calibration error, Brier score, and the reliability plot."""

from __future__ import annotations

from typing import Any

import numpy as np

BINS = 5
_SIZE, _EDGE = 320, 48


def figures(guess: Any, right: Any) -> dict[str, Any]:
    """Brier score, that of one constant, expected calibration error over bins of equal size, and the bins.

    Parameters
    ----------
    guess, right : array (n,)
        Probabilities, and 1 or 0.
    """
    order = np.argsort(guess, kind="stable")
    bins = [
        {
            "said": round(float(guess[part].mean()), 3),
            "true": round(float(right[part].mean()), 3),
            "claims": len(part),
        }
        for part in np.array_split(order, BINS)
        if len(part)
    ]
    error = sum(one["claims"] * abs(one["said"] - one["true"]) for one in bins) / max(1, len(order))
    return {
        "claims": len(order),
        "right": round(float(right.mean()), 3),
        "said": round(float(guess.mean()), 3),
        "brier": round(float(((guess - right) ** 2).mean()), 4),
        "brier_of_one_constant": round(float(((right.mean() - right) ** 2).mean()), 4),
        "calibration_error": round(float(error), 4),
        "bins": bins,
    }


def _at(share: float) -> float:
    return _EDGE + share * _SIZE


def _down(share: float) -> float:
    return 16 + (1.0 - share) * _SIZE


def plot(found: dict[str, Any]) -> str:
    """The bins as an SVG: what was said against how often it was true, with the diagonal that they should lie on."""
    ticks = "".join(
        f'<text x="{_at(t):.0f}" y="{_SIZE + 34}" text-anchor="middle">{t:g}</text>'
        f'<text x="{_EDGE - 8}" y="{_down(t) + 4:.0f}" text-anchor="end">{t:g}</text>'
        for t in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    dots = "".join(
        f'<circle cx="{_at(one["said"]):.1f}" cy="{_down(one["true"]):.1f}" r="5"><title>{one["claims"]} claims: said '
        f"{one['said']:.2f}, true {one['true']:.2f}</title></circle>"
        for one in found["bins"]
    )
    middle = _EDGE + _SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE + _EDGE + 24} {_SIZE + 64}"'
        ' font-family="sans-serif" font-size="12" role="img"><title>Reliability of the confidence of claims</title>'
        f'<rect x="{_EDGE}" y="16" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#777"/>'
        f'<line x1="{_at(0)}" y1="{_down(0)}" x2="{_at(1)}" y2="{_down(1)}" stroke="#777" stroke-dasharray="4 4"/>'
        f'<g fill="#1b5e7d">{dots}</g><g fill="#333">{ticks}'
        f'<text x="{middle}" y="{_SIZE + 54}" text-anchor="middle">confidence said</text>'
        f'<text x="14" y="{16 + _SIZE / 2}" text-anchor="middle" transform="rotate(-90 14 {16 + _SIZE / 2})">'
        "share that is true</text></g></svg>\n"
    )
