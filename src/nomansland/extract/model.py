"""The model reader: a language model marks events paragraph by paragraph; only what it quotes word for word counts.

A paragraph is asked about alone, so that an instruction in one changes nothing that is read in another, and no answer
can take away what the other readers found. A report that may not leave this machine is not shown to a model elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.modelanswer import Check, Told
from nomansland.extract.modelprompt import Model, paragraphs, prompt
from nomansland.words import Claim, Evidence, Place, Report, Speaker, Time
from nomansland.words.asked import ModelRun

_OPEN = ("", "public")


@dataclass(frozen=True, slots=True)
class Marked:
    """The events that a model marked, each with what it told of it, and the account of how it was asked."""

    events: tuple[tuple[Event, Told], ...]
    run: ModelRun

    def told(self, event: Event) -> Told | None:
        """What the model told of an event, None of one that another reader found."""
        return next((told for one, told in self.events if one is event), None)


def may_be_shown(report: Report, model: Model) -> bool:
    """True where the model is on this machine, or the report's sensitivity lets it leave."""
    return model.local or report.sensitivity in _OPEN


def mark(doc: Document, model: Model, known: Sequence[Event]) -> Marked:
    """Ask about every paragraph of a report.

    Parameters
    ----------
    doc : Document
        The report.
    model : Model
        The port to the model.
    known : sequence of Event
        What other readers found: an event of the same type on the same characters is not told twice.

    Raises
    ------
    ExtractError
        Where the model does not answer.
    """
    made, refused = prompt(), Counter[str]()
    run = ModelRun(model.name, made.fingerprint)
    if not may_be_shown(doc.report, model):
        return Marked((), replace(run, refused=(("report may not leave this machine", 1),)))
    events: list[tuple[Event, Told]] = []
    pieces, cached = paragraphs(doc), 0
    for piece in pieces:
        answer, was_known = model.ask(made.system, made.user.replace("{paragraph}", piece.text), made.schema())
        cached += was_known
        check = Check(doc, piece, refused)
        for told in check.claims(answer):
            before = [*known, *(event for event, _ in events)]
            if any(one.type == told.type and one.passage.overlaps(told.passage) for one in before):
                refused["claim: told already"] += 1
            else:
                events.append((_event(doc, told, model.name), told))
    counted = tuple(sorted(refused.items()))
    return Marked(tuple(events), replace(run, asked=len(pieces), cached=cached, kept=len(events), refused=counted))


def _event(doc: Document, told: Told, name: str) -> Event:
    reason = f"the model {name} marked these words as {told.type}, {told.modality}"
    return Event(
        told.type,
        told.passage,
        told.passage,
        doc.sentence_at(told.passage.start).index,
        told.modality,
        rule="model",
        evidence=(Evidence("type", told.passage, reason), Evidence("modality", told.passage, reason)),
        reader="model",
    )


def with_told(claim: Claim, told: Told, places: Sequence[Place], times: Sequence[Time]) -> Claim:
    """A claim with the fields that its model told in place of those that rules filled in.

    A place is one of the places that were found in the report and a time one of its times: the model points at the
    words, the gazetteer and the grammar say what they mean.
    """
    found: dict[str, tuple[object, Evidence]] = {}

    def take(field: str, value: object, words: object) -> None:
        from nomansland.words import Passage

        if value is not None and isinstance(words, Passage):
            found[field] = (value, Evidence(field, words, f"the model read it in “{words.quote}”"))

    if told.side:
        take("side", *told.side)
    if told.role and (claim.speaker is None or claim.speaker.role != told.role[0]):
        take("speaker", Speaker(told.role[0], passage=told.role[1]), told.role[1])
    if told.place:
        take(
            "place", next((one for one in places if one.passage and one.passage.overlaps(told.place)), None), told.place
        )
    if told.time:
        take("time", next((one for one in times if one.passage and one.passage.overlaps(told.time)), None), told.time)
    if told.count:
        take("count", told.count, told.count.passage)
    if told.unit:
        take("unit", told.unit.quote, told.unit)
    kept = tuple(one for one in claim.evidence if one.field not in found)
    values = {name: value for name, (value, _) in found.items()}
    return replace(claim, **values, evidence=(*kept, *(reason for _, reason in found.values())))  # type: ignore[arg-type]
