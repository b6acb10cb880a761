"""The path of a report on one page: the steps in order, run forward once. Effects come in through ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from nomansland.admit.source import Source
from nomansland.extract import USUAL
from nomansland.words import Decision, Holding, Quarantined, Reading, Report, Retelling
from nomansland.words.linked import Contradiction, Incident, Reconciled, Site, Transfer

if TYPE_CHECKING:
    from nomansland.extract.learned import Learned
    from nomansland.extract.modelprompt import Model

STEPS = ("admit", "archive", "extract", "group", "link", "review", "share", "study")
BATCH = 50

T = TypeVar("T")
Track = Callable[[Iterable[T], str], Iterable[T]]


class Custody(Protocol):
    """The port of `archive`: keeps bytes and logs them, or raises."""

    def keep(self, path: Path, source: str, media_type: str) -> Holding:
        """Keep the bytes of a file."""


class Rows(Protocol):
    """The port of `tables`: the only writer of rows."""

    def save_holdings(self, holdings: Iterable[Holding]) -> int:
        """Index what `archive` keeps."""

    def save_quarantine(self, items: Iterable[Quarantined]) -> int:
        """Write down what could not be read."""

    def save_reports(self, reports: Iterable[Report]) -> list[Report]:
        """Save reports; the same report twice adds nothing."""

    def save_readings(self, readings: Iterable[Reading]) -> None:
        """Replace the readings of these reports."""


@dataclass(frozen=True, slots=True)
class How:
    """How reports are read.

    `gazetteer` is an index file (None: the installed one), `jobs` a number of processes, `model` the port to a model,
    `learned` what the decisions of the case taught, `front` a file of the front by day (None: the schematic one).
    """

    gazetteer: Path | None = None
    reader: str = USUAL
    jobs: int = 1
    model: Model | None = None
    learned: Learned | None = None
    front: Path | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of the sources."""

    reports: tuple[Report, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    reports: list[Report] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)


def plain(items: Iterable[T], label: str) -> Iterable[T]:
    """The wrapper that tracks nothing."""
    return items


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def take_in(sources: Iterable[Source], custody: Custody, rows: Rows, track: Track[Source] = plain) -> TakenIn:
    """`admit` and `archive`: bytes are kept and logged first, then their reports are saved.

    A private chat is refused before a byte of it is kept; whatever else cannot be read is kept with its reason.
    """
    from nomansland.admit import read

    tally = _Tally()
    for source in track(sources, "admit"):
        items = read(source)
        first = next(items, None)
        if isinstance(first, Quarantined) and first.code == "private":
            rows.save_quarantine([first])
            tally.quarantined.append(first)
            continue
        holding = custody.keep(source.path, source.name, _media_type(source.path))
        rows.save_holdings([holding])
        whole = items if first is None else chain([first], items)
        for batch in batches(whole):
            _save(batch, holding.sha256, rows, tally)
    notes = tuple(f"{report.source}: {note}" for report in tally.reports for note in report.notes)
    return TakenIn(tuple(tally.reports), tuple(tally.quarantined), notes)


def _save(batch: Sequence[Report | Quarantined], sha256: str, rows: Rows, tally: _Tally) -> None:
    reports = [replace(item, holding=sha256) for item in batch if isinstance(item, Report)]
    damaged = [replace(item, sha256=sha256) for item in batch if isinstance(item, Quarantined)]
    tally.reports += rows.save_reports(reports)
    rows.save_quarantine(damaged)
    tally.quarantined += damaged


def _media_type(path: Path) -> str:
    import mimetypes

    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def read_reports(reports: Iterable[Report], how: How) -> Iterator[Reading]:
    """`extract`, here or in several processes, in the order of the reports."""
    from functools import partial

    from nomansland.extract import extract_with
    from nomansland.workers import run

    read = partial(extract_with, how.gazetteer, how.front, how.reader, how.model, how.learned)
    yield from run(read, reports, how.jobs)


@dataclass(frozen=True, slots=True)
class Joined:
    """What belongs together over all readings: the result of `group` and `link`."""

    retellings: tuple[Retelling, ...]
    incidents: tuple[Incident, ...]
    sites: tuple[Site, ...]
    contradictions: tuple[Contradiction, ...]
    reconciled: tuple[Reconciled, ...] = ()
    notes: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()


def join(readings: Sequence[Reading], decisions: Sequence[Decision] = ()) -> Joined:
    """`group` and `link` over all readings as one set; `decisions` are people's on edges and families.

    `notes` say what was too much to compare in full.
    """
    from nomansland.group import group
    from nomansland.link import link

    retellings = group(readings, decisions)
    linked = link(readings, retellings, decisions)
    return Joined(
        tuple(retellings),
        linked.incidents,
        linked.sites,
        linked.contradictions,
        linked.reconciled,
        tuple(map(str, linked.uncompared)),
        linked.transfers,
    )


def forward(reports: Iterable[Report], rows: Rows, how: How, track: Track[Reading]) -> int:
    """`extract` over reports, saved as it goes, so that a stopped run loses at most one batch; gives their number."""
    done = 0
    for batch in batches(track(read_reports(reports, how), "extract")):
        rows.save_readings(batch)
        done += len(batch)
    return done
