"""The examples reader: events told in words that no pattern knows, read by a small network that learned from reports.

`encoder` sees a report in windows of pieces that overlap; each piece is taken from the window in which most stands
around it. A run of pieces that are likely to tell an event is one event, inside one sentence. Alone the reader tells
what it finds; beside the patterns it adds what they missed and leaves out what it finds very unlikely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from nomansland.extract import alike, encoder
from nomansland.extract.document import Document, whole_words
from nomansland.extract.event import Event, Likely
from nomansland.extract.events import scope_of
from nomansland.extract.eventscene import Scene, scenes
from nomansland.extract.modality import OF_THE_PAST
from nomansland.words import Evidence, Passage

WINDOW, BEFORE = 254, 120
# the least likelihood of what is told alone, of what is added to the patterns' events, of what is added where these
# tell something else already, of what is kept of theirs
ALONE, ADD, ANEW, KEEP = 0.6, 0.93, 0.97, 0.0004
_BATCH = 8
_SHORTEST = 3
_NEXT = 2
_RUN, _BEGIN, _GAP = 0.5, 0.5, 3
PEAK = 3


@dataclass(frozen=True)
class Seen:
    """What the network makes of a report.

    Parameters
    ----------
    starts, ends : (pieces,) int
        Characters of each piece.
    events : (pieces, types) float
        The probability that a piece tells an event of a type.
    begins : (pieces, types) float
        The probability that such a telling begins with it.
    voices : tuple of (pieces, labels) float
        Scores (log odds up to a constant) of side, role of the speaker, modality.
    """

    starts: Any
    ends: Any
    events: Any
    begins: Any
    voices: tuple[Any, ...]

    def among(self, start: int, end: int) -> Any:
        """The numbers of the pieces between two characters."""
        return ((self.starts < end) & (self.ends > start)).nonzero()[0]

    def support(self, kind: str, start: int, end: int) -> float:
        """The probability that the words between two characters tell an event: the mean of its likeliest pieces."""
        types = encoder.trained().types
        chosen = self.among(start, end)
        if kind not in types or not len(chosen):
            return 1.0
        return _peak(self.events[chosen, types.index(kind)])

    def likely(self, start: int, end: int) -> Likely:
        """Role and modality of what is told between two characters, each with its probability.

        The network's side is left out: sides are read from words that name them, alike for both.
        """
        chosen = self.among(start, end)
        found = []
        for scores, names in zip(self.voices[1:], encoder.trained().labels[1:], strict=True):
            share = _softmax(scores[chosen].mean(0))
            found.append((names[int(share.argmax())], float(share.max())))
        return Likely(*found)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are likely to tell an event of a type: from piece to piece (both included)."""

    column: int
    first: int
    last: int
    probability: float


def _peak(values: Any) -> float:
    """The mean of the highest values."""
    import numpy

    return float(numpy.sort(values)[-PEAK:].mean())


def _softmax(scores: Any) -> Any:
    import numpy

    share = numpy.exp(scores - scores.max())
    return share / share.sum()


def _windows(parts: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """First piece seen, first and last-but-one piece taken: each paragraph, or part of one, with what stands before it.

    Nothing of what follows a paragraph is seen with it, so that what is added below changes nothing above.
    """
    out = []
    for start, end in parts:
        for at in range(start, end, WINDOW - BEFORE):
            out.append((max(0, at - BEFORE), at, min(end, at + WINDOW - BEFORE)))
    return out


def states(ids: Sequence[int], parts: Sequence[tuple[int, int]] | None = None) -> Any:
    """The network's last states of a text's pieces, (pieces, width); `parts` as of `paragraphs`, None: one."""
    import numpy

    windows = _windows(parts or [(0, len(ids))])
    out: list[Any] = []
    for at in range(0, len(windows), _BATCH):
        out += encoder.encode([ids[seen:end] for seen, _, end in windows[at : at + _BATCH]])
    taken = [state[start - seen :] for state, (seen, start, _) in zip(out, windows, strict=True)]
    return numpy.concatenate(taken)


def paragraphs(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """First and last-but-one piece of each line of a text that has any."""
    from bisect import bisect_left

    breaks = [number for number, sign in enumerate(text) if sign == "\n"]
    cuts = [0, *(bisect_left(starts, one) for one in breaks), len(starts)]
    return [(one, other) for one, other in pairwise(cuts) if one < other]


def see(text: str, heads: Any = None) -> Seen | None:
    """What the network makes of a text; None of one without words. `heads` is as in `reread`.

    Raises
    ------
    ExtractError
        Where the package's extra `examples` is not installed.
    """
    import numpy

    cut = alike.cut(text)
    if not cut.ids:
        return None
    trained = encoder.trained()
    x = states(cut.ids, paragraphs(text, cut.starts))
    weights, bias = trained.events if heads is None else heads
    told = 1.0 / (1.0 + numpy.exp(-(x @ weights + bias)))
    scores = x @ trained.voices[0] + trained.voices[1]
    sizes = numpy.cumsum([len(names) for names in trained.labels])[:-1]
    many = len(trained.types)
    return Seen(
        numpy.asarray(cut.starts),
        numpy.asarray(cut.ends),
        told[:, :many],
        told[:, many:],
        tuple(numpy.split(scores, sizes, axis=1)),
    )


def _joined(runs: list[list[int]], begins: Any) -> list[list[int]]:
    """Runs with less than a few pieces between them are one, unless the later one begins a telling."""
    out: list[list[int]] = []
    for run in runs:
        if out and run[0] - out[-1][1] <= _GAP and begins[run[0]] < _BEGIN:
            out[-1][1] = run[1]
        else:
            out.append(run)
    return out


def _spans(pieces: Sequence[int], told: Any, begins: Any) -> list[list[int]]:
    """First and last piece of each run among the pieces of one sentence, for one type."""
    runs: list[list[int]] = []
    for piece in pieces:
        if told[piece] <= _RUN:
            continue
        goes_on = runs and runs[-1][1] == piece - 1 and (begins[piece] < _BEGIN or piece - runs[-1][0] < _GAP)
        if goes_on:
            runs[-1][1] = piece
        else:
            runs.append([piece, piece])
    return _joined(runs, begins)


def runs_of(doc: Document, seen: Seen) -> Iterable[tuple[int, Run]]:
    """Sentence by sentence what is likely to tell an event, with the sentence's index."""
    for sentence in doc.sentences:
        pieces = seen.among(sentence.start, sentence.end)
        if not len(pieces):
            continue
        for column in (seen.events[pieces].max(0) > _RUN).nonzero()[0]:
            told = seen.events[:, column]
            for first, last in _spans(pieces, told, seen.begins[:, column]):
                yield sentence.index, Run(int(column), first, last, _peak(told[first : last + 1]))


def _event(doc: Document, seen: Seen, sentence: int, run: Run, past: bool) -> Event:
    start, end = int(seen.starts[run.first]), int(seen.ends[run.last])
    passage, kind = Passage.of(doc.text, *whole_words(doc.text, start, end)), encoder.trained().types[run.column]
    likely = seen.likely(start, end)
    modality = "historical" if past else likely.modality[0]
    reasons = [
        Evidence("type", passage, f"it is told like {kind} in labelled reports (likeness {run.probability:.2f})")
    ]
    if modality != "asserted":
        reason = "of a past war" if past else f"like what is {modality}"
        reasons.append(Evidence("modality", passage, f"it is told {reason}"))
    return Event(
        kind,
        passage,
        passage,
        sentence,
        modality,
        rule="examples",
        evidence=tuple(reasons),
        reader="examples",
        confidence=round(run.probability, 3),
        likely=likely,
    )


def _beside(event: Event, seen: Seen, keep: float) -> Event | None:
    """An event of the patterns with what the network thinks of it; None where it finds it very unlikely."""
    support = seen.support(event.type, event.passage.start, event.passage.end)
    # what is asked, imagined or long past is known by its cues, not by what it is like
    if support < keep and event.modality in ("asserted", "denied"):
        return None
    reason = Evidence("type", event.passage, f"told like it in labelled reports (likeness {support:.2f})")
    likely = seen.likely(event.passage.start, event.passage.end)
    return replace(event, likely=likely, evidence=(*event.evidence, reason))


def _asks_or_jokes(scene: Scene) -> bool:
    return bool(scene.found("none")) or (bool(scene.view.tokens) and scene.view.tokens[-1].text == "?")


def _wanted(doc: Document) -> dict[int, bool]:
    """The sentences in which something may be told, each with whether it is told of a past war or on a stage."""
    with scenes(doc) as found:
        scope = scope_of(found)
        past = {scene.sentence.index: scene.history or bool(scene.played) for scene in scope.topical}
        left = {scene.sentence.index for scene in scope.topical if _asks_or_jokes(scene) or scene.played == "none"}
    return {index: told for index, told in past.items() if index not in left and (told or not scope.history)}


def reread(doc: Document, events: Sequence[Event], alone: bool = False, heads: Any = None) -> list[Event]:
    """The events of a report as the network reads it, in the order of the text.

    Parameters
    ----------
    doc : Document
        The report.
    events : sequence of Event
        What the patterns found: what the network finds very unlikely is left out.
    alone : bool
        No other reader was asked.
    heads : pair of arrays, optional
        Weights and bias of the events; None: the installed ones.
    """
    wanted = _wanted(doc)
    # a report on other things need not be seen at all
    seen = see(doc.text, heads) if wanted else None
    if seen is None:
        return list(events)
    out = [one for event in events if (one := _beside(event, seen, KEEP)) is not None]
    known = [one.passage for one in out]
    for sentence, run in runs_of(doc, seen):
        if sentence not in wanted or run.probability < (ALONE if alone else ADD) or run.last - run.first < _SHORTEST:
            continue
        event = _event(doc, seen, sentence, run, wanted[sentence])
        if wanted[sentence] and not event.type.startswith(OF_THE_PAST):
            continue
        twice = any(_covers(one, event.passage) for one in known)
        if not alone and twice and run.probability < ANEW:
            continue
        if not any(one.type == event.type and _touch(one.passage, event.passage) for one in out):
            out.append(event)
    return sorted(out, key=lambda event: (event.passage.start, event.passage.end, event.type))


def _touch(one: Passage, other: Passage) -> bool:
    """True where two passages overlap or only a stop and a space stand between them: halves of one telling."""
    return max(one.start, other.start) - min(one.end, other.end) <= _NEXT


def _covers(one: Passage, other: Passage) -> bool:
    """True where more than half of the other passage lies in the one."""
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) > other.end - other.start
