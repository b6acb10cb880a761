"""What the commands do with a case: the effects that `flow` and the steps are given, and what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from nomansland import console
from nomansland.record.rows import Record
from nomansland.words import Quarantined, Reading, Report

if TYPE_CHECKING:
    from nomansland.flow import Joined, TakenIn
    from nomansland.tables import Case

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
        found = list(walk(sources))
        taken = take_in(found, store, write, lambda items, label: track(items, label, len(found)))
    for note in taken.notes:
        console.warn(f"note: {note}")
    return taken


def read_case(case: Case, gazetteer: Path | None, jobs: int, track: Tracker, everything: bool = False) -> int:
    """`extract` over the reports of an open case that have no reading yet (all of them with `everything`)."""
    from nomansland.flow import forward
    from nomansland.tables import read, write

    reports = list(read.reports_to_read(everything))
    return forward(
        reports, write, gazetteer or _gazetteer(case), jobs, lambda items, label: track(items, label, len(reports))
    )


def _gazetteer(case: Case) -> Path | None:
    named = case.toml.get("gazetteer")
    return case.folder / named if named else None


def join_case() -> Joined:
    """`group` and `link` over the readings of the open case, saved."""
    from nomansland.flow import join
    from nomansland.tables import read, write

    joined = join(list(read.readings()))
    write.save_linked(joined, joined.retellings)
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
        read.contradictions(limit=everything).items,
        tuple(read.findings()),
    )


def flow(
    sources: Sequence[str], case_path: str | None, gazetteer: Path | None, jobs: int, track: Tracker
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
        count = read_case(case, gazetteer, jobs, track)
        join_case()
        if temporary is not None:
            print_record(None, "table", ())
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


def read_files(
    files: Sequence[str], gazetteer: Path | None, jobs: int, track: Tracker
) -> tuple[Record, list[Quarantined]]:
    """`extract`, `group` and `link` over files as one set, without a case."""
    from nomansland.admit import read, walk
    from nomansland.flow import join, read_reports

    found = [item for source in walk(files) for item in read(source)]
    reports = [item for item in found if isinstance(item, Report)]
    readings: list[Reading] = list(track(read_reports(reports, gazetteer, jobs), "extract", len(reports)))
    joined = join(readings)
    record = Record(readings, joined.retellings, joined.incidents, joined.sites, joined.contradictions)
    return record, [item for item in found if isinstance(item, Quarantined)]


def record_data(record: Record) -> dict[str, Any]:
    """The JSON of `extract` and `record`."""
    from nomansland.extract.output import reading_data

    return {
        "documents": [reading_data(reading) for reading in record.readings],
        "lineages": [list(group.reports) for group in record.retellings if len(group.reports) > 1],
        "contradictions": [list(found.claims) for found in record.contradictions],
        "contradiction_kinds": [found.kind for found in record.contradictions],
        "incidents": [
            {
                "id": found.id,
                "claims": list(found.claims),
                "newsrooms": [found.newsrooms.low, found.newsrooms.high],
                "voices": [found.voices.low, found.voices.high],
            }
            for found in record.incidents
        ],
        "sites": [
            {
                "id": site.id,
                "name": site.name,
                "claims": list(site.claims),
                "states": [
                    {"state": state.state, "time": state.time.edtf if state.time else None} for state in site.states
                ],
            }
            for site in record.sites
        ],
    }


def show_reading(record: Record, form: str, explain: bool) -> None:
    """What `extract` prints."""
    from nomansland.record import claim_rows

    if form == "json":
        console.json(record_data(record))
        return
    columns, rows = claim_rows(record)
    if form == "csv":
        console.sheet(columns, rows)
        return
    console.table("Claims", columns, rows, "none was found.")
    for claim in record.claims().values() if explain else ():
        console.say(f"{claim.ref} {claim.type}")
        for evidence in claim.evidence:
            console.say(f"  {evidence.field}: {evidence.reason} [{evidence.passage.start}-{evidence.passage.end}]")


def show_record(record: Record, only: Sequence[str]) -> None:
    """The record as tables."""
    from nomansland.record import claim_rows, contradiction_rows, incident_rows, site_rows

    parts = {
        "claims": ("Claims", claim_rows, "no report was taken in; `nomansland flow SOURCE` does it."),
        "incidents": ("Incidents", incident_rows, "none was linked."),
        "sites": ("Sites", site_rows, "no place of detention is named."),
        "contradictions": ("Contradictions", contradiction_rows, "none was found."),
    }
    for name in only or parts:
        title, rows_of, empty = parts[name]
        columns, rows = rows_of(record)
        console.table(title, columns, rows, empty)
        console.say()


def print_record(week: str | None, form: str, only: Sequence[str]) -> None:
    """`record` in its three forms."""
    from nomansland.record import column, week_bounds
    from nomansland.words.errors import CaseError

    record = record_of()
    if week is not None:
        try:
            week_bounds(week)
        except ValueError as error:
            raise CaseError(str(error)) from error
        console.say(column(record, week))
    elif form == "json":
        console.json(record_data(record))
    elif form == "markdown":
        raise CaseError("The Markdown column is of one week.", todo="Add --week 2023-W25.")
    else:
        show_record(record, only)


def show_holdings(case: Case, form: str) -> None:
    """What `archive` prints."""
    from nomansland.tables import read

    rows = [(held.sha256, str(held.size), held.source, held.received, held.log_entry) for held in read.holdings()]
    columns = ("sha256", "bytes", "source", "received", "log entry")
    if form == "json":
        console.json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        console.table("Holdings", columns, rows, "nothing is kept yet; `nomansland admit SOURCE` does it.")


def show_retellings(joined: Joined) -> None:
    """What `group` prints."""
    from nomansland.record.phrase import interval_phrase

    rows = [
        (
            group.id,
            ", ".join(group.reports),
            interval_phrase(group.voices, "voice"),
            interval_phrase(group.newsrooms, "newsroom"),
            "; ".join(f"{edge.child} ← {edge.parent} ({edge.kind})" for edge in group.edges),
        )
        for group in joined.retellings
    ]
    console.table(
        "Tellings by origin", ("origin", "reports", "voices", "newsrooms", "who took it from whom"), rows, "none."
    )


def show_undecided() -> None:
    """What `review` prints without a verdict."""
    from nomansland.tables import read

    claims = {claim.ref: claim for claim in read.all_claims()}
    rows = [
        (found.claim, claims[found.claim].type, found.state, " ".join(claims[found.claim].passage.quote.split()))
        for found in read.findings()
        if found.state in ("undecided", "disputed")
    ]
    console.table("To decide", ("claim", "event", "state", "words"), rows, "nothing is undecided.")


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
