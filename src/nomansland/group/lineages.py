"""Reports into retellings of one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

from nomansland.group.decided import read
from nomansland.group.edges import Tellings, days
from nomansland.group.graph import Sets
from nomansland.group.origins import Origins
from nomansland.group.sources import Outlets
from nomansland.words import Decision, Edge, Reading, Retelling


def group(readings: Sequence[Reading], decisions: Iterable[Decision] = ()) -> list[Retelling]:
    """Every report in exactly one retelling, alone where nothing ties it to another; in the order of the input.

    Reports are joined by edges, each with its reasons: near copies, forwards, links and citations whose facts agree,
    one source named by both, and retellings that name nobody but carry the same rare facts. A report that takes less
    than half of what it tells from its source keeps the edge and stays outside. `decisions` are people's: edges drawn,
    confirmed and cut, names of one newsroom or one person; what they say goes before what is read.
    """
    decided = read(decisions)
    outlets = Outlets(readings, decided)
    tellings = Tellings(readings, outlets, decided)
    found = tellings.edges()
    sets = Sets(range(len(readings)))
    for child, parent, _ in found:
        sets.join(child, parent)
    members = sets.sets()
    edges: dict[int, list[Edge]] = defaultdict(list)
    for child, _, edge in found:
        edges[sets.find(child)].append(edge)
    where = {reading.report.id: sets.find(number) for number, reading in enumerate(readings)}
    for edge in tellings.partial:
        edges[where[edge.child]].append(edge)
    families = [sorted(numbers, key=lambda number: (days(readings[number]), number)) for numbers in members]
    origins = Origins(readings, outlets, families)
    return [
        Retelling(
            id=_name([readings[number].report.id for number in numbers]),
            reports=tuple(readings[number].report.id for number in numbers),
            edges=tuple(edges[sets.find(numbers[0])]),
            voices=origins.voices([claim for number in numbers for claim in readings[number].claims]),
            newsrooms=origins.newsrooms([claim for number in numbers for claim in readings[number].claims]),
        )
        for numbers in families
    ]


def _name(reports: Sequence[str]) -> str:
    return "l-" + sha256("\n".join(sorted(reports)).encode()).hexdigest()[:12]
