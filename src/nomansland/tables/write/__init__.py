"""The only writers. Import after `tables.connect(case)`; each function is one transaction, or part of the caller's."""

from nomansland.tables.write.custody import save_holdings, save_quarantine
from nomansland.tables.write.decisions import add_decision
from nomansland.tables.write.ledger import append, transaction
from nomansland.tables.write.linked import Linked, save_linked
from nomansland.tables.write.reports import save_readings, save_reports

__all__ = [
    "Linked",
    "add_decision",
    "append",
    "save_holdings",
    "save_linked",
    "save_quarantine",
    "save_readings",
    "save_reports",
    "transaction",
]
