"""The record of a case in print: tables for the terminal and the two-sided column of a week."""

from nomansland.record.rows import (
    Record,
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
from nomansland.record.week import column, week_bounds

__all__ = [
    "Record",
    "claim_rows",
    "column",
    "contradiction_rows",
    "drift_rows",
    "incident_rows",
    "place_rows",
    "reconciled_rows",
    "site_count_rows",
    "site_rows",
    "transfer_rows",
    "week_bounds",
]
