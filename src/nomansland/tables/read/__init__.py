"""Queries, none of which writes. Import after `tables.connect(case)`; values come back as dataclasses of `words`."""

from nomansland.tables.read.custody import holdings, ledger, ledger_fault, quarantine
from nomansland.tables.read.decisions import decisions, findings, last_decision, seen
from nomansland.tables.read.linked import (
    contradiction,
    contradictions,
    contradictions_of,
    incident,
    incidents,
    incidents_of,
    retelling_of,
    retellings,
    site,
    sites,
    sites_of,
)
from nomansland.tables.read.page import Page
from nomansland.tables.read.reports import (
    ReportLine,
    all_claims,
    claim,
    claims,
    claims_by_ref,
    overview,
    reading,
    readings,
    report,
    reports,
)

__all__ = [
    "Page",
    "ReportLine",
    "all_claims",
    "claim",
    "claims",
    "claims_by_ref",
    "contradiction",
    "contradictions",
    "contradictions_of",
    "decisions",
    "findings",
    "holdings",
    "incident",
    "incidents",
    "incidents_of",
    "last_decision",
    "ledger",
    "ledger_fault",
    "overview",
    "quarantine",
    "reading",
    "readings",
    "report",
    "reports",
    "retelling_of",
    "retellings",
    "seen",
    "site",
    "sites",
    "sites_of",
]
