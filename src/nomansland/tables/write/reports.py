"""Write reports and what was read out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from nomansland.tables.columns import claim_columns, reading_columns, report_columns, searched, text_of
from nomansland.tables.lemmas import index_of
from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import ClaimWords, ReadingWords
from nomansland.tables.models import Reading as ReadingRow
from nomansland.tables.models import Report as ReportRow
from nomansland.tables.read.decisions import with_their_claims
from nomansland.tables.write.ledger import append, now, transaction
from nomansland.words import Reading, Report
from nomansland.words.codec import from_json
from nomansland.words.errors import CaseError

_BATCH = 500
_LONGEST_ID = 200


def _other_id(report: Report) -> Report:
    digest = sha256(f"{report.id}\n{report.url}\n{report.text}".encode()).hexdigest()[:12]
    return replace(report, id=f"{report.id[: _LONGEST_ID - 13]}~{digest}")


def _same(left: Report, right: Report) -> bool:
    return (left.text, left.title, left.outlet, left.url) == (right.text, right.title, right.outlet, right.url)


def _settle(report: Report, known: dict[str, Report]) -> Report:
    """The report under an id that is its own: another text under a known id gets a longer id, never the old row."""
    if len(report.id) > _LONGEST_ID:
        report = _other_id(report)
    if report.id in known and not _same(report, known[report.id]):
        report = _other_id(report)
    return known.get(report.id, report)


def _known(refs: Iterable[str]) -> dict[str, Report]:
    wanted = list(refs)
    rows: list[str] = []
    for start in range(0, len(wanted), _BATCH):
        batch = ReportRow.objects.filter(ref__in=wanted[start : start + _BATCH])
        rows.extend(batch.values_list("data", flat=True))
    return {report.id: report for report in (from_json(Report, row) for row in rows)}


def save_reports(reports: Iterable[Report]) -> list[Report]:
    """Add reports; one that is there already adds nothing.

    Returns
    -------
    list of Report
        The reports as the case knows them, in the order given: read these, not the ones passed in. A report whose id is
        taken by another text comes back under a longer id.
    """
    given = list(reports)
    with transaction():
        ids = {report.id for report in given} | {_other_id(report).id for report in given}
        known = _known(ids)
        before = set(known)
        saved = []
        for report in given:
            settled = _settle(report, known)
            known[settled.id] = settled
            saved.append(settled)
        fresh = list({report.id: report for report in saved if report.id not in before}.values())
        if fresh:
            added = now()
            rows = [ReportRow(added=added, **report_columns(report)) for report in fresh]
            ReportRow.objects.bulk_create(rows, batch_size=_BATCH)
            append("reports", {"reports": [{"id": report.id, "holding": report.holding} for report in fresh]})
    return saved


def _keys(readings: Sequence[Reading]) -> dict[str, int]:
    refs = [reading.report.id for reading in readings]
    keys = dict(ReportRow.objects.filter(ref__in=refs).values_list("ref", "pk"))
    missing = [ref for ref in refs if ref not in keys]
    if missing:
        raise CaseError(f"The report {missing[0]} is not in the case.", todo="Save reports before their readings.")
    return keys


def _changed(readings: Sequence[Reading], keys: dict[str, int]) -> list[Reading]:
    """Readings that are not stored just so: a pass that finds the same leaves the rows, and what links them, alone."""
    rows = ReadingRow.objects.filter(report__in=keys.values()).values_list("report_id", "language", "data")
    before = {report: (language, data) for report, language, data in rows}
    claims: dict[int, list[str]] = {}
    for report, data in (
        ClaimRow.objects.filter(report__in=keys.values()).order_by("position").values_list("report_id", "data")
    ):
        claims.setdefault(report, []).append(data)
    return [
        reading
        for reading in readings
        if (key := keys[reading.report.id]) not in before
        or before[key] != (reading.language, reading_columns(reading)["data"])
        or claims.get(key, []) != [text_of(claim) for claim in reading.claims]
    ]


def _write(readings: Sequence[Reading], keys: dict[str, int]) -> int:
    keys = {reading.report.id: keys[reading.report.id] for reading in readings}
    ReadingRow.objects.filter(report__in=keys.values()).delete()
    ClaimRow.objects.filter(report__in=keys.values()).delete()
    read = ReadingRow.objects.bulk_create(
        [ReadingRow(report_id=keys[reading.report.id], **reading_columns(reading)) for reading in readings]
    )
    rows = [
        (ClaimRow(report_id=keys[reading.report.id], **claim_columns(claim, position)), reading.language)
        for reading in readings
        for position, claim in enumerate(reading.claims)
    ]
    ClaimRow.objects.bulk_create([row for row, _ in rows], batch_size=_BATCH)
    _index(zip(readings, read, strict=True), rows)
    return len(rows)


def _index(read: Iterable[tuple[Reading, ReadingRow]], claims: Iterable[tuple[ClaimRow, str]]) -> None:
    """Store the words that search looks in."""
    of_reports = (
        ReadingWords(reading=row, lemmas=index_of(searched(reading.report), reading.language)) for reading, row in read
    )
    of_claims = (ClaimWords(claim=row, lemmas=index_of(row.folded, language)) for row, language in claims)
    ReadingWords.objects.bulk_create(of_reports, batch_size=_BATCH)
    ClaimWords.objects.bulk_create(of_claims, batch_size=_BATCH)


def save_readings(readings: Iterable[Reading]) -> None:
    """Put the newest forward pass in the place of the one before, for these reports only.

    Claims that people added, or made by splitting one, are made again from their rows. Decisions are not touched: they
    find their claim again by its anchor. Incidents, sites and contradictions lose the claims that are gone, so
    `save_linked` follows.

    Raises
    ------
    CaseError
        Where a report was not saved.
    """
    newest = list({reading.report.id: reading for reading in readings}.values())
    with transaction():
        reports = claims = 0
        for start in range(0, len(newest), _BATCH):
            batch = with_their_claims(newest[start : start + _BATCH])
            keys = _keys(batch)
            changed = _changed(batch, keys)
            reports, claims = reports + len(changed), claims + _write(changed, keys)
        if reports:
            append("readings", {"reports": reports, "claims": claims})
