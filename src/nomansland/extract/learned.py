"""What a case's own decisions teach its readers: labelled sentences for the examples reader, and how sure to be.

Nothing is stored: each pass learns again from the rows, and what was learned never leaves the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from nomansland.extract import alike, calibration, encoder, examples
from nomansland.extract.calibration import Calibration
from nomansland.words import Claim, Finding, Reading

_EDGE = re.compile(r"[.!?…]\s|\n")
_TRUST, _STEPS, _FOLDS = 4.0, 200, 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence that people decided on: whether it tells the event. `report` keeps its report's sentences together."""

    report: str
    text: str
    type: str
    right: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What the readers of one case are given."""

    calibration: Calibration
    sentences: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `claims` decided ones, the share judged as people did and the Brier score, before and after learning."""

    claims: int
    right_before: float
    right_after: float
    brier_before: float
    brier_after: float


def _telling(text: str, kind: str) -> Any:
    """The network's state, (width,), where a sentence is likeliest to tell an event: the mean over those pieces."""
    import numpy

    trained = encoder.trained()
    found = examples.states(alike.cut(text).ids)
    column = trained.types.index(kind)
    scores = found @ trained.events[0][:, column]
    return found[numpy.argsort(scores)[-examples.PEAK :]].mean(0)


def _sentence(claim: Claim, text: str) -> str:
    starts = [found.end() for found in _EDGE.finditer(text, 0, claim.passage.start + 1)]
    after = _EDGE.search(text, claim.passage.end)
    return text[starts[-1] if starts else 0 : after.start() + 1 if after else len(text)].strip()


def _labels(claim: Claim, finding: Finding, text: str) -> Iterable[Labelled]:
    sentence, other = _sentence(claim, text), dict(finding.corrections).get("type", claim.type)
    accepted = finding.state == "accepted"
    yield Labelled(claim.report, sentence, claim.type, accepted and other == claim.type)
    if accepted and other != claim.type:
        yield Labelled(claim.report, sentence, other, True)


def learned_of(readings: Iterable[Reading], findings: Iterable[Finding]) -> Learned:
    """What the accepted and rejected claims of a case teach; the undecided and disputed teach nothing."""
    states = {one.claim: one for one in findings if one.state in ("accepted", "rejected")}
    scores: list[tuple[float, bool]] = []
    sentences: list[Labelled] = []
    for reading in readings:
        for claim in reading.claims:
            finding = states.get(claim.ref)
            if finding is None:
                continue
            labels = list(_labels(claim, finding, reading.report.text))
            sentences += labels
            if claim.reader != "model":
                scores.append((calibration.score(claim, reading, calibration.installed()), labels[0].right))
    return Learned(calibration.of_case(scores), tuple(sentences))


@lru_cache(maxsize=2)
def heads_of(sentences: tuple[Labelled, ...]) -> tuple[Any, Any] | None:
    """The heads of the examples reader moved towards a case's sentences; None without any.

    Logistic regression with a Gaussian prior around the installed weights: an event that nobody decided on keeps them.
    """
    wanted = [one for one in sentences if one.type in encoder.trained().types]
    if not wanted:
        return None
    return _moved(wanted, [_telling(one.text, one.type) for one in wanted])


def _moved(rows: Sequence[Labelled], states: Sequence[Any]) -> tuple[Any, Any]:
    import numpy

    base = encoder.trained()
    weights, bias = base.events[0].copy(), base.events[1].copy()
    for kind in {one.type for one in rows}:
        chosen = [number for number, one in enumerate(rows) if one.type == kind]
        labels = numpy.array([rows[number].right for number in chosen], dtype="float32")
        column = base.types.index(kind)
        part = numpy.stack([states[number] for number in chosen])
        weights[:, column], bias[column] = _fitted(
            part, labels, base.events[0][:, column], float(base.events[1][column])
        )
    return weights, bias


def _fitted(part: Any, labels: Any, first: Any, bias: float) -> tuple[Any, float]:
    """Weights and bias near the first ones; people decide on what a reader chose, not on a sample:

    what stands weighs no more than what does not.
    """
    import numpy

    counts = numpy.where(labels > 0, min(1.0, (len(labels) - labels.sum()) / max(1.0, labels.sum())), 1.0)
    w, b = first.copy(), bias
    step = 1.0 / (_TRUST * ((part**2).sum() + len(part)) / 4.0 + 1.0)
    for _ in range(_STEPS):
        error = counts * (1.0 / (1.0 + numpy.exp(-(part @ w + b))) - labels)
        w = w - step * (_TRUST * part.T @ error + w - first)
        b = b - step * (_TRUST * float(error.sum()) + b - bias)
    return w, b


def effect(sentences: Sequence[Labelled]) -> Effect | None:
    """What learning changes, each sentence judged by heads that saw no sentence of its report; None for too few.

    Raises
    ------
    ExtractError
        Where the examples reader is not installed.
    """
    import numpy

    base = encoder.trained()
    rows = [one for one in sentences if one.type in base.types]
    if len({one.report for one in rows}) < 2:
        return None
    states = [_telling(one.text, one.type) for one in rows]
    folds = numpy.array([crc32(one.report.encode()) % _FOLDS for one in rows])
    labels = numpy.array([one.right for one in rows], dtype=float)
    before, after = numpy.zeros(len(rows)), numpy.zeros(len(rows))
    for fold in set(folds.tolist()):
        seen = [number for number in range(len(rows)) if folds[number] != fold]
        made = _moved([rows[number] for number in seen], [states[number] for number in seen])
        for number in numpy.flatnonzero(folds == fold):
            column = base.types.index(rows[number].type)
            for (weights, bias), into in ((base.events, before), (made, after)):
                into[number] = calibration.chance(float(states[number] @ weights[:, column] + bias[column]))
    right = [float(((one > 0.5) == (labels > 0.5)).mean()) for one in (before, after)]
    brier = [float(((one - labels) ** 2).mean()) for one in (before, after)]
    return Effect(len(rows), *right, *brier)
