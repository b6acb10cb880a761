"""When an event happened: the time in its clause, its sentence, then what was told just before it."""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.words import Publication, Time


def event_times(
    document: Document, events: Sequence[Event], times: Sequence[Time], published: Publication | None = None
) -> list[Time | None]:
    """The time of each event (not of its report), aligned with `events`; None where nothing tells it."""
    dated = [time for time in times if time.edtf and time.passage]
    out: list[Time | None] = []
    for event in events:
        inside = [time for time in dated if time.passage and time.passage.overlaps(event.passage)]
        sentence = document.sentences[event.sentence]
        around = [time for time in dated if time.passage and time.passage.within(sentence.start, sentence.end)]
        before = [
            time
            for time in dated
            if time.passage
            and time.passage.start < sentence.start
            and document.sentence_at(time.passage.start).paragraph == sentence.paragraph
        ]
        out.append((inside or around or before[-1:] or [None])[0])
    return out
