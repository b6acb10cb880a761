"""Holdings, quarantine, ledger."""

from __future__ import annotations

from collections.abc import Iterator

from nomansland.tables.ledger import Entry, broken
from nomansland.tables.models import Holding as HoldingRow
from nomansland.tables.models import Ledger as LedgerRow
from nomansland.tables.models import Quarantine as QuarantineRow
from nomansland.words import Holding, Quarantined
from nomansland.words.codec import from_json

_BATCH = 500


def holdings() -> Iterator[Holding]:
    """All holdings that the database knows of."""
    for data in HoldingRow.objects.order_by("pk").values_list("data", flat=True).iterator(_BATCH):
        yield from_json(Holding, data)


def quarantine() -> tuple[Quarantined, ...]:
    """What could not be read, newest first."""
    rows = QuarantineRow.objects.order_by("-pk").values_list("data", flat=True)
    return tuple(from_json(Quarantined, data) for data in rows)


def ledger(kind: str | None = None, after: int = 0) -> Iterator[Entry]:
    """Entries of the ledger from the first after number `after`."""
    rows = LedgerRow.objects.filter(seq__gt=after).order_by("seq")
    if kind is not None:
        rows = rows.filter(kind=kind)
    columns = rows.values_list("seq", "at", "kind", "data", "previous", "hash")
    for row in columns.iterator(_BATCH):
        yield Entry(*row)


def last_entry() -> int:
    """Number of the last entry of the ledger, 0 where there is none."""
    return LedgerRow.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def ledger_fault() -> str | None:
    """What is wrong with the chain of the ledger, or None."""
    return broken(ledger())
