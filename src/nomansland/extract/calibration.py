"""How sure a claim is: a probability that a careful reader would find the same event in the same words.

A logistic regression over what is known of a claim (`features`), fitted by `bench/extract/calibrate.py` on labelled
invented reports that no reader was made on; its parameters are `words/calibration/claims.json`. With enough decisions
of its own a case shifts and stretches it (Platt, 1999), which needs two numbers and so cannot learn them by heart.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from nomansland.words import Claim, Evidence, Reading

ENOUGH = 200
INVENTED = "calibrated on invented reports"
FEATURES = (
    "pattern", "known_pattern", "words", "not_asserted", "hedged", "speaker", "place", "time", "count", "of_unit",
    "others", "ru", "uk", "refusal", "coercion", "response", "site", "examples", "judged", "likeness",
)  # fmt: skip
_PATTERN = re.compile(r"\(pattern ([^()\s]+)\)")
_LIKENESS = re.compile(r"\(likeness (\d\.\d+)")
_UNKNOWN = "none: how often this model is right was never measured"
_LIMIT, _PRIOR = 30.0, 2.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted numbers.

    Parameters
    ----------
    weights : tuple of float
        One for each of `FEATURES`.
    bias : float
        The log odds where every feature is 0.
    patterns : dict of str to float
        Log odds that a pattern is right on the labelled sentences.
    usual : float
        The same of a pattern that is not among them.
    slope, shift : float
        What a case's own decisions make of the log odds.
    basis : str
        On what it was calibrated, in words.
    """

    weights: tuple[float, ...]
    bias: float
    patterns: dict[str, float]
    usual: float
    slope: float = 1.0
    shift: float = 0.0
    basis: str = INVENTED


@lru_cache(maxsize=1)
def installed() -> Calibration:
    """The calibration that the package holds."""
    data = json.loads(files("nomansland.words").joinpath("calibration", "claims.json").read_text("utf-8"))
    weights = tuple(float(data["weights"][name]) for name in FEATURES)
    return Calibration(weights, float(data["bias"]), data["patterns"], float(data["usual"]))


def _named(claim: Claim, what: re.Pattern[str]) -> str | None:
    """What the reasons of the claim's event name, None where they do not."""
    found = (what.search(evidence.reason) for evidence in claim.evidence if evidence.field == "type")
    return next((one[1] for one in found if one), None)


def pattern_of(claim: Claim) -> str | None:
    """The pattern that gave a claim away, None where another reader did."""
    return _named(claim, _PATTERN)


def log_odds(share: float) -> float:
    """The logarithm of the odds of a probability, held within one in a thousand of 0 and 1."""
    share = min(max(share, 0.001), 0.999)
    return math.log(share / (1.0 - share))


def features(claim: Claim, reading: Reading, patterns: dict[str, float], usual: float) -> tuple[float, ...]:
    """The numbers of one claim, in the order of `FEATURES`; the side is not among them."""
    pattern = pattern_of(claim)
    family = claim.type.split(".")[0]
    others = sum(1 for one in reading.claims if one.modality == "asserted") - 1
    likeness = _named(claim, _LIKENESS)
    row = {
        "pattern": patterns.get(pattern, usual) if pattern else usual,
        "known_pattern": float(pattern in patterns),
        "words": math.log(len(claim.passage.quote.split()) + 1.0) - 2.5,
        "not_asserted": float(claim.modality != "asserted"),
        "hedged": float(claim.hedge),
        "speaker": float(claim.speaker is not None),
        "place": float(claim.place is not None),
        "time": float(claim.time is not None),
        "count": float(claim.count is not None),
        "of_unit": float(claim.unit is not None),
        "others": math.log(max(others, 0) + 1.0) - 1.5,
        "examples": float(claim.reader == "examples"),
        "judged": float(likeness is not None),
        "likeness": log_odds(float(likeness or 0.5)),
    }
    row |= {name: float(reading.language == name) for name in ("ru", "uk")}
    row |= {name: float(family == name) for name in ("refusal", "coercion", "response", "site")}
    return tuple(row[name] for name in FEATURES)


def score(claim: Claim, reading: Reading, made: Calibration) -> float:
    """The log odds of a claim before a case's own decisions bear on it."""
    row = features(claim, reading, made.patterns, made.usual)
    return made.bias + sum(weight * value for weight, value in zip(made.weights, row, strict=True))


def chance(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + math.exp(-min(max(odds, -_LIMIT), _LIMIT)))


def _why(claim: Claim, reading: Reading, made: Calibration, confidence: float) -> Evidence:
    """The confidence in words: what raised it and what lowered it most."""
    row = features(claim, reading, made.patterns, made.usual)
    parts = sorted(
        ((weight * value, name) for weight, value, name in zip(made.weights, row, FEATURES, strict=True)),
        key=lambda part: -abs(part[0]),
    )
    told = ", ".join(f"{name.replace('_', ' ')} {part:+.2f}" for part, name in parts[:5] if abs(part) >= 0.05)
    reason = f"{confidence:.2f}, {made.basis}; log odds {made.bias:+.2f}{f', {told}' if told else ''}"
    if (made.slope, made.shift) != (1.0, 0.0):
        reason += f"; by this case's decisions times {made.slope:.2f} {made.shift:+.2f}"
    return Evidence("confidence", claim.passage, reason)


def calibrated(reading: Reading, made: Calibration | None = None) -> Reading:
    """The reading with a confidence on every claim, its parts among the evidence.

    Of a model nothing is known until its claims were held against annotated reports: its claims get none.
    """
    used = made or installed()
    claims: list[Claim] = []
    for claim in reading.claims:
        if claim.reader == "model":
            claims.append(replace(claim, evidence=(*claim.evidence, Evidence("confidence", claim.passage, _UNKNOWN))))
            continue
        confidence = round(chance(used.slope * score(claim, reading, used) + used.shift), 3)
        why = _why(claim, reading, used, confidence)
        claims.append(replace(claim, confidence=confidence, evidence=(*claim.evidence, why)))
    return replace(reading, claims=tuple(claims), calibration=used.basis)


def _loss(scores: Sequence[float], right: Sequence[bool], slope: float, shift: float) -> float:
    surprise = sum(
        math.log1p(math.exp(-min(max((1.0 if label else -1.0) * (slope * value + shift), -_LIMIT), _LIMIT)))
        for value, label in zip(scores, right, strict=True)
    )
    return surprise + _PRIOR / 2.0 * ((slope - 1.0) ** 2 + shift**2)


def _newton(scores: Sequence[float], right: Sequence[bool], slope: float, shift: float) -> tuple[float, float]:
    """The step from here to where the loss would be least if it were a parabola."""
    g0, g1, h00, h01, h11 = _PRIOR * (slope - 1.0), _PRIOR * shift, _PRIOR, 0.0, _PRIOR
    for value, label in zip(scores, right, strict=True):
        p = chance(slope * value + shift)
        error, bend = p - label, p * (1.0 - p)
        g0, g1 = g0 + error * value, g1 + error
        h00, h01, h11 = h00 + bend * value * value, h01 + bend * value, h11 + bend
    whole = h00 * h11 - h01 * h01
    return -(h11 * g0 - h01 * g1) / whole, -(h00 * g1 - h01 * g0) / whole


def stretched(scores: Sequence[float], right: Sequence[bool], steps: int = 100) -> tuple[float, float]:
    """Slope and shift that fit log odds to what people decided (Newton's method, halved until the loss falls).

    They are drawn towards 1 and 0 with the weight of about ten decisions, so that a case in which everything was
    accepted stays below certainty.
    """
    slope, shift = 1.0, 0.0
    loss = _loss(scores, right, slope, shift)
    for _ in range(steps):
        (d0, d1), part = _newton(scores, right, slope, shift), 1.0
        while part > 1e-6 and _loss(scores, right, slope + part * d0, shift + part * d1) > loss:
            part /= 2.0
        slope, shift = slope + part * d0, shift + part * d1
        loss = _loss(scores, right, slope, shift)
        if part * (abs(d0) + abs(d1)) < 1e-9 or part <= 1e-6:
            break
    return max(slope, 0.05), shift


def of_case(decided: Iterable[tuple[float, bool]]) -> Calibration:
    """The installed calibration, fitted to a case's own decisions once there are `ENOUGH`.

    Parameters
    ----------
    decided : iterable of (float, bool)
        Of each decided claim its `score` and whether people let its event stand.
    """
    rows = list(decided)
    if len(rows) < ENOUGH:
        return installed()
    slope, shift = stretched([value for value, _ in rows], [label for _, label in rows])
    basis = f"calibrated on {len(rows)} decisions of this case"
    return replace(installed(), slope=slope, shift=shift, basis=basis)
