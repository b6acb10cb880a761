"""When an event happened: the time in its clause, then in its sentence, then what was told around it.

The time of an event is neither the time of the report nor that of publication: dates that belong to a verb of reporting
("wrote on Tuesday") and date lines are left aside.
"""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.eventcarry import CarryReader
from nomansland.extract.eventclause import Case
from nomansland.words import Publication, Time


def event_times(
    document: Document, events: Sequence[Event], times: Sequence[Time], published: Publication | None = None
) -> list[Time | None]:
    """The time of each event, aligned with `events`; None where nothing tells it.

    `basis` of a time says how it was come by; its passage is the expression that it was read from, or counted from.
    """
    cases = [Case(event) for event in events]
    order = sorted(cases, key=lambda case: case.event.passage.start)
    reader = CarryReader(document, times, published)
    for case in order:
        reader.explicit(case)
    for number, case in enumerate(order):
        if case.time is None and (case.family not in ("response", "law") or case.event.type == "response.prosecution"):
            case.time = reader.carried(case, order[:number], order[number + 1 :])
            # "tied up overnight" is a night of what is told of; of nothing that is told before, it is the last one
            if case.night and (case.time is None or "month of the report" in case.time.basis):
                case.own, case.time = True, case.night
        elif case.own and case.time is not None:
            case.time = reader.settled(case, order[:number])
    return [case.time for case in cases]
