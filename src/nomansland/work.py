"""What the commands do with a case: the effects that `flow` and the steps are given, and what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from nomansland import console, show
from nomansland.record.rows import Record
from nomansland.words import Quarantined, Reading, Report

if TYPE_CHECKING:
    from nomansland.extract.learned import Learned
    from nomansland.flow import How, Joined, TakenIn
    from nomansland.study.events import Events
    from nomansland.tables import Case
    from nomansland.terrain.front import Fronts
    from nomansland.words import Estimate, Release

LINKED = (
    "incidents", "sites", "site_counts", "transfers", "contradictions", "reconciled", "drifts", "places",
)  # fmt: skip
"""What `link` prints."""

Tracker = Callable[..., Iterable[Any]]


def tracker(quiet: bool) -> Tracker:
    """Progress on standard error, or none."""
    return console.quiet_track if quiet else console.track


def admit(case: Case, sources: Sequence[str], track: Tracker) -> TakenIn:
    """`admit` and `archive` into an open case."""
    from nomansland.admit import walk
    from nomansland.archive import Store
    from nomansland.flow import take_in
    from nomansland.tables import write

    with Store(case.folder, case.key()) as store:
        write.save_holdings(store)
        found = list(walk(sources))
        taken = take_in(found, store, write, lambda items, label: track(items, label, len(found)))
    for note in taken.notes:
        console.warn(f"note: {note}")
    return taken


def read_case(case: Case, how: How, track: Tracker, everything: bool = False) -> int:
    """`extract` over the reports of an open case that have no reading yet (all of them with `everything`)."""
    from nomansland.flow import forward
    from nomansland.tables import read, write

    reports = list(read.reports_to_read(everything))
    gazetteer, front = how.gazetteer or _gazetteer(case), how.front or front_of(case)
    how = replace(how, gazetteer=gazetteer, front=front, learned=_learned(how.reader))
    return forward(reports, write, how, lambda items, label: track(items, label, len(reports)))


def _learned(reader: str) -> Learned:
    """What the decisions of the open case teach its next pass; what that changes is said."""
    from nomansland.extract.learned import effect, learned_of
    from nomansland.tables import read

    learned = learned_of(read.readings(), read.findings()) if read.decisions("claim") else learned_of((), ())
    if learned.sentences and {"examples", "both"} & set(reader.split("+")) and (found := effect(learned.sentences)):
        console.warn(
            f"note: of {found.claims} decided claims the examples reader judges {found.right_after:.0%} as people did, "
            f"{found.right_before:.0%} before it learned from them (each report held back in turn)."
        )
    return learned


def _gazetteer(case: Case) -> Path | None:
    named = case.toml.get("gazetteer")
    return case.folder / named if named else None


def front_of(case: Case) -> Path | None:
    """The front that was imported into the case; None where none was."""
    own = case.folder / "front.geojson"
    return own if own.is_file() else None


def join_case() -> Joined:
    """`group` and `link` over the readings of the open case as people corrected them, saved."""
    from nomansland.flow import join
    from nomansland.review import applied
    from nomansland.tables import read, write

    joined = join(list(applied(read.readings(), read.findings())), read.decisions())
    write.save_linked(joined, joined.retellings)
    for note in joined.notes:
        console.warn(note)
    return joined


def record_of() -> Record:
    """The record of the open case."""
    from nomansland.tables import read

    everything = 1_000_000_000
    return Record(
        tuple(read.readings()),
        read.retellings(),
        read.incidents(limit=everything).items,
        read.sites(limit=everything).items,
        read.contradictions(limit=everything, copies=True).items,
        tuple(read.findings()),
        read.reconciled(limit=everything).items,
        read.transfers(),
    )


def flow(
    sources: Sequence[str],
    case_path: str | None,
    how: How,
    track: Tracker,
    only: Sequence[str] = (),
) -> Sequence[Quarantined]:
    """The whole path; without a case a temporary one, whose record is printed."""
    from nomansland.tables import Case, connect
    from nomansland.words.errors import CaseError

    try:
        case, temporary = Case.find(case_path), None
    except CaseError:
        if case_path or not sources:
            raise
        case, temporary = _temporary()
    try:
        connect(case)
        taken = admit(case, sources, track)
        count = read_case(case, how, track)
        join_case()
        if temporary is not None:
            show.record(record_of(), None, "table", only)
        else:
            console.say(f"{len(taken.reports)} reports taken in or known, {count} read. See `nomansland record`.")
        return taken.quarantined
    finally:
        if temporary is not None:
            temporary.cleanup()


def _temporary() -> tuple[Case, Any]:
    """A case that is gone with its key when the command ends."""
    import os
    from tempfile import TemporaryDirectory

    from nomansland.tables import Case

    folder = TemporaryDirectory(prefix="nomansland-", ignore_cleanup_errors=True)
    os.environ["NOMANSLAND_KEYS"] = str(Path(folder.name) / "keys")
    return Case.create(Path(folder.name) / "case"), folder


def read_files(files: Sequence[str], how: How, track: Tracker) -> tuple[Record, list[Quarantined]]:
    """`extract`, `group` and `link` over files as one set, without a case."""
    from nomansland.admit import read, walk
    from nomansland.flow import join, read_reports

    found = [item for source in walk(files) for item in read(source)]
    reports = [item for item in found if isinstance(item, Report)]
    readings: list[Reading] = list(track(read_reports(reports, how), "extract", len(reports)))
    joined = join(readings)
    for note in joined.notes:
        console.warn(note)
    record = Record(
        readings,
        joined.retellings,
        joined.incidents,
        joined.sites,
        joined.contradictions,
        reconciled=joined.reconciled,
        transfers=joined.transfers,
    )
    return record, [item for item in found if isinstance(item, Quarantined)]


def decide(
    ref: str, verdict: str, by: str, reason: str, values: Sequence[str], target: str, undoes: str | None
) -> None:
    """Add one decision."""
    from nomansland.tables import write
    from nomansland.words import Decision
    from nomansland.words.errors import ReviewError

    pairs = tuple((name, value) for name, _, value in (given.partition("=") for given in values))
    if any(not name or not value for name, value in pairs):
        raise ReviewError("A correction is FIELD=VALUE.", todo="For instance --set side=UA.")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    made = write.add_decision(Decision(uuid4().hex, target, ref, verdict, by, at, pairs, reason, undoes))
    console.say(f"{made.id}: {by} decided {verdict} on {ref}.")


def verify(case: Case, track: Tracker) -> int:
    """Name each fault of the archive and the ledger; 1 where there is any."""
    from nomansland.archive import verify as faults_of
    from nomansland.tables import read

    faults = [str(fault) for fault in faults_of(case.folder, indexed=read.holdings(), track=track)]
    broken = read.ledger_fault()
    faults += [broken] if broken else []
    for fault in faults:
        console.say(fault)
    console.say(f"{len(faults)} faults." if faults else "Every holding, the custody log and the ledger are whole.")
    return 1 if faults else 0


def people_asked(case: Case) -> int:
    """How many people must have accepted a claim of the open case before it counts in a release."""
    from nomansland.web.limits import limits_of
    from nomansland.web.second import asked

    return 2 if asked(limits_of(case)) else 1


def unsealed() -> Record:
    """The record without what rests on a sealed report: what is measured, and what leaves the case."""
    from nomansland.tables.blots import sight_of
    from nomansland.tables.sight import seeing

    with seeing(sight_of(exact=True, names=True, sealed=False)):
        return record_of()


def share(by: str, rules: Sequence[str] = (), people: int = 1) -> Release:
    """Make a release of the open case, citing `rules`, and write it into the ledger; the one before bounds it.

    `people` says how many must have accepted a claim: two where the case asks for a second pair of eyes.
    """
    import orjson

    from nomansland.group import once
    from nomansland.share import release
    from nomansland.tables import read, write
    from nomansland.words import Release
    from nomansland.words.codec import from_data

    earlier = [orjson.loads(entry.data) for entry in read.ledger("release")]
    previous = from_data(Release, earlier[-1]["release"]) if earlier else None
    record = unsealed()
    same = once(record.readings, record.retellings)
    made = release(
        record.findings, record.readings, incidents=record.incidents, previous=previous, people=people, same=same,
        rules=rules,
    )  # fmt: skip
    write.append("release", {"by": by, "release": made})
    return made


def estimates() -> list[Estimate]:
    """`study` over the open case."""
    from nomansland.group import once
    from nomansland.study import estimates as counted

    record = unsealed()
    return counted(record.findings, record.readings, record.incidents, once(record.readings, record.retellings))


def located(case: Case, front: Path | None) -> tuple[Events, Fronts]:
    """What studies of place and time use of the case, and the front: the one given, the case's or the schematic."""
    from nomansland.study.events import located as chosen
    from nomansland.study.events import thrown_out
    from nomansland.tables import read
    from nomansland.terrain.front import Fronts

    record = unsealed()
    fronts = Fronts.load(front or front_of(case))
    return chosen(record.readings, record.incidents, record.findings, thrown_out(read.decisions("incident"))), fronts


def measured(
    case: Case, first: str = "", last: str = "", front: Path | None = None, quiet: bool = True
) -> dict[str, Any]:
    """Every measurement of the open case; kept in its `study.json`, which the desk shows.

    Without a period, places of detention are estimated for the last quarter of the reports.
    """
    import orjson

    from nomansland.study.whole import last_quarter, whole

    record, (events, fronts) = unsealed(), located(case, front)
    usual = last_quarter(record.readings)
    told = whole(
        record.readings, record.retellings, record.incidents, record.sites, record.findings,
        events, fronts, (first or usual[0], last or usual[1]), track=tracker(quiet),
    )  # fmt: skip
    told["made"] = datetime.now(UTC).isoformat(timespec="seconds")
    told["reports"] = len(record.readings)
    (case.folder / "study.json").write_bytes(orjson.dumps(told))
    return told
