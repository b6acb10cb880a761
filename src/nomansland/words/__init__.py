"""What we call things: value types, the codebook as data, errors."""

from nomansland.words.claim import Chain, Claim, Speaker
from nomansland.words.count import Count
from nomansland.words.decided import Cell, Decision, Estimate, Finding, Release
from nomansland.words.evidence import Evidence
from nomansland.words.holding import Holding, Quarantined
from nomansland.words.linked import (
    Contradiction,
    Drift,
    Edge,
    Incident,
    Interval,
    Proposal,
    Reason,
    Reconciled,
    Retelling,
    Site,
    SiteCount,
    Transfer,
)
from nomansland.words.passage import Passage
from nomansland.words.place import Candidate, Place, Relation
from nomansland.words.report import Link, Media, Reading, Report, SiteState
from nomansland.words.time import Publication, Time, day_bounds, edtf_of

__all__ = [
    "Candidate",
    "Cell",
    "Chain",
    "Claim",
    "Contradiction",
    "Count",
    "Decision",
    "Drift",
    "Edge",
    "Estimate",
    "Evidence",
    "Finding",
    "Holding",
    "Incident",
    "Interval",
    "Link",
    "Media",
    "Passage",
    "Place",
    "Proposal",
    "Publication",
    "Quarantined",
    "Reading",
    "Reason",
    "Reconciled",
    "Relation",
    "Release",
    "Report",
    "Retelling",
    "Site",
    "SiteCount",
    "SiteState",
    "Speaker",
    "Time",
    "Transfer",
    "day_bounds",
    "edtf_of",
]
