"""What the commands print: the record, what is kept, what is undecided, what may leave, what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nomansland import console
from nomansland.record.rows import Record

if TYPE_CHECKING:
    from nomansland.flow import Joined
    from nomansland.words import Estimate, Release


def record_data(record: Record) -> dict[str, Any]:
    """The JSON of `extract` and `record`."""
    from nomansland.extract.output import reading_data

    return {
        "documents": [reading_data(reading) for reading in record.readings],
        "lineages": [list(group.reports) for group in record.retellings if len(group.reports) > 1],
        "contradictions": [list(found.claims) for found in record.contradictions],
        "contradiction_kinds": [found.kind for found in record.contradictions],
        "contradiction_copy_of": [found.copy_of for found in record.contradictions],
        "not_contradictions": [
            {"claims": list(found.claims), "kind": found.kind, "about": found.about} for found in record.reconciled
        ],
        "places_of_lineages": _clearer(record),
        "incidents": [
            {
                "id": found.id,
                "claims": list(found.claims),
                "newsrooms": [found.newsrooms.low, found.newsrooms.high],
                "voices": [found.voices.low, found.voices.high],
                "probability": found.probability,
                "why": [
                    {"field": reason.name, "level": reason.level, "bits": round(reason.weight, 2), "says": reason.text}
                    for reason in found.reasons
                ],
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
        "site_counts": _site_counts(record),
        "transfers": [
            {
                "id": edge.id,
                "claims": list(edge.claims),
                "from": edge.origin or (edge.start.text if edge.start else None),
                "to": edge.destination or (edge.end.text if edge.end else None),
                "whole": edge.whole,
                "time": edge.time.edtf if edge.time else None,
                "why": [reason.text for reason in edge.reasons],
            }
            for edge in record.transfers
        ],
        "drifts": _drifts(record),
    }


def _site_counts(record: Record) -> list[dict[str, Any]]:
    """Counts of places of detention as bounds with their scope."""
    from nomansland.link import site_counts

    return [
        {
            "side": one.side,
            "scope": one.scope,
            "min": one.low,
            "max": one.high,
            "claims": list(one.claims),
            "newsrooms": [one.newsrooms.low, one.newsrooms.high],
            "own": one.own,
        }
        for one in site_counts(record.readings, record.retellings, record.sites)
    ]


def _drifts(record: Record) -> list[dict[str, Any]]:
    """Claims that changed on the way, the oldest telling first."""
    from nomansland.link import drifts

    return [
        {"claims": list(one.claims), "fields": list(one.fields)}
        for one in drifts(record.readings, record.retellings, record.incidents)
    ]


def _clearer(record: Record) -> list[dict[str, Any]]:
    """Places that other tellings make clearer, beside the readings' own."""
    from nomansland.link import placed

    return [
        {
            "claim": found.claim,
            "reports": list(found.reports),
            "candidates": [{"code": one.code, "name": one.name, "weight": one.weight} for one in found.new.candidates],
            "why": [why for why in found.new.why if why not in found.own.why],
        }
        for found in placed(record.readings, record.retellings, record.incidents)
    ]


def reading(record: Record, form: str, explain: bool) -> None:
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
    for found in record.readings:
        if (run := found.model) is not None:
            refused = "; ".join(f"{reason}: {count}" for reason, count in run.refused) or "nothing"
            console.say(
                f"{found.report.id}: {run.model} (prompts {run.prompt}) was asked {run.asked} times, {run.cached} "
            )
            console.say(f"  of them known; {run.kept} claims stood up; refused: {refused}.")
    if basis := sorted({found.calibration for found in record.readings if found.calibration}):
        console.say(f"Confidence is {', '.join(basis)}.")
    for claim in record.claims().values() if explain else ():
        console.say(f"{claim.ref} {claim.type}")
        for evidence in claim.evidence:
            console.say(f"  {evidence.field}: {evidence.reason} [{evidence.passage.start}-{evidence.passage.end}]")


def tables(record: Record, only: Sequence[str]) -> None:
    """The record as tables."""
    from nomansland.record import (
        claim_rows,
        contradiction_rows,
        drift_rows,
        incident_rows,
        place_rows,
        reconciled_rows,
        site_count_rows,
        site_rows,
        transfer_rows,
    )

    parts = {
        "claims": ("Claims", claim_rows, "no report was taken in; `nomansland flow SOURCE` does it."),
        "incidents": ("Incidents", incident_rows, "none was linked."),
        "sites": ("Sites", site_rows, "no place of detention is named."),
        "site_counts": ("Counts of sites", site_count_rows, "nobody counts places of detention."),
        "transfers": ("Transfers between sites", transfer_rows, "nobody is told to have been taken from site to site."),
        "drifts": ("What drifted on the way", drift_rows, "no retelling says anything else than its origin."),
        "contradictions": ("Contradictions", contradiction_rows, "none was found."),
        "reconciled": ("Not contradictions", reconciled_rows, "no pair of claims differs in this way."),
        "places": ("Places that other tellings make clearer", place_rows, "none."),
    }
    for name in only or parts:
        title, rows_of, empty = parts[name]
        columns, rows = rows_of(record)
        console.table(title, columns, rows, empty)
        console.say()


def record(found: Record, week: str | None, form: str, only: Sequence[str]) -> None:
    """`record` in its three forms."""
    from nomansland.record import column, week_bounds
    from nomansland.words.errors import CaseError

    if week is not None:
        try:
            week_bounds(week)
        except ValueError as error:
            raise CaseError(str(error)) from error
        console.say(column(found, week))
    elif form == "json":
        console.json(record_data(found))
    elif form == "markdown":
        raise CaseError("The Markdown column is of one week.", todo="Add --week 2023-W25.")
    else:
        tables(found, only)


def holdings(form: str) -> None:
    """What `archive` prints."""
    from nomansland.tables import read

    rows = [(held.sha256, str(held.size), held.source, held.received, held.log_entry) for held in read.holdings()]
    columns = ("sha256", "bytes", "source", "received", "log entry")
    if form == "json":
        console.json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        console.table("Holdings", columns, rows, "nothing is kept yet; `nomansland admit SOURCE` does it.")


def retellings(joined: Joined) -> None:
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


def undecided() -> None:
    """What `review` prints without a verdict."""
    from nomansland.tables import read

    claims = {claim.ref: claim for claim in read.all_claims()}
    rows = [
        (found.claim, claims[found.claim].type, found.state, " ".join(claims[found.claim].passage.quote.split()))
        for found in read.findings()
        if found.state in ("undecided", "disputed")
    ]
    console.table("To decide", ("claim", "event", "state", "words"), rows, "nothing is undecided.")


def release(made: Release, form: str) -> None:
    """What `share` prints."""
    rows = [(cell.side, cell.type, cell.oblast, cell.month, str(cell.value)) for cell in made.cells]
    columns = ("side", "event", "oblast", "month", "incidents")
    if form == "json":
        cells = [dict(zip(columns, row, strict=True)) for row in rows]
        console.json({"id": made.id, "cells": cells, "suppressed": made.suppressed, "notes": list(made.notes)})
    elif form == "csv":
        console.sheet(columns, rows)
    else:
        console.table("Release", columns, rows, "every cell is too small to be published.")
        console.say(f"{made.suppressed} cells are left out. {' '.join(made.notes)}")


def estimates(found: Sequence[Estimate], form: str) -> None:
    """What `study` prints: bounds, never one number, and never the two sides added up."""
    rows = [
        (
            estimate.side or "?",
            estimate.name,
            *(dict(estimate.group).get(name, "all") for name in ("type", "month")),
            f"{estimate.low:g}" if estimate.low is not None else "?",
            f"{estimate.high:g}" if estimate.high is not None else "?",
            str(estimate.single) if estimate.single is not None else "",
            str(estimate.adversary) if estimate.adversary is not None else "",
        )
        for estimate in found
    ]
    columns = ("side", "what", "event", "month", "at least", "at most", "single origin", "other side only")
    limits = list(dict.fromkeys(limit for estimate in found for limit in estimate.limits))
    if form == "json":
        console.json({"estimates": [dict(zip(columns, row, strict=True)) for row in rows], "limits": limits})
    elif form == "csv":
        console.sheet(columns, rows)
    else:
        console.table("Counts", columns, rows, "nothing to count.")
        for limit in limits:
            console.say(f"* {limit}")
