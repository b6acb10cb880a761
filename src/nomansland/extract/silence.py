"""Silence is an answer only to something: who does not comment on a tram is no denial of this field."""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_sections import items_of
from nomansland.extract.document import Document
from nomansland.extract.event import Event


def with_cause(doc: Document, events: Sequence[Event]) -> list[Event]:
    """The events without the refusals to comment beside which nothing else is told: in a digest in the same item."""
    if not any(event.type == "response.denial" for event in events):
        return list(events)
    opens = sorted(items_of(doc))

    def item(event: Event) -> int:
        paragraph = doc.sentences[event.sentence].paragraph
        return max((one for one in opens if one <= paragraph), default=-1)

    told = {item(one) for one in events if one.type != "response.denial" and one.modality != "historical"}
    return [event for event in events if not _silent(doc, event) or item(event) in told]


def _silent(doc: Document, event: Event) -> bool:
    found = lists.cue(doc.sentences[event.sentence].language, "no_answer")
    span = event.passage.start, event.passage.end
    return event.type == "response.denial" and found.search(doc.text, *span) is not None
