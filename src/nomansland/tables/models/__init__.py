"""One model file per noun."""

from nomansland.tables.models.claim import Claim
from nomansland.tables.models.contradiction import Contradiction
from nomansland.tables.models.decision import Decision
from nomansland.tables.models.holding import Holding
from nomansland.tables.models.incident import Incident
from nomansland.tables.models.job import Job, Lease
from nomansland.tables.models.ledger import Ledger
from nomansland.tables.models.people import Attempt, Invitation, Person, Recovery, Sealed, Session, Token
from nomansland.tables.models.quarantine import Quarantine
from nomansland.tables.models.reconciled import Reconciled
from nomansland.tables.models.report import Reading, Report
from nomansland.tables.models.retelling import Retelling
from nomansland.tables.models.site import Site
from nomansland.tables.models.transfer import Transfer
from nomansland.tables.models.words import ClaimWords, ReadingWords

__all__ = [
    "Attempt",
    "Claim",
    "ClaimWords",
    "Contradiction",
    "Decision",
    "Holding",
    "Incident",
    "Invitation",
    "Job",
    "Lease",
    "Ledger",
    "Person",
    "Quarantine",
    "Reading",
    "ReadingWords",
    "Reconciled",
    "Recovery",
    "Report",
    "Retelling",
    "Sealed",
    "Session",
    "Site",
    "Token",
    "Transfer",
]
