"""Index the custody log and what was put in quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from nomansland.tables.columns import clean, text_of
from nomansland.tables.models import Holding as HoldingRow
from nomansland.tables.models import Quarantine as QuarantineRow
from nomansland.tables.write.ledger import append, now, transaction
from nomansland.words import Holding, Quarantined

_BATCH = 500


def save_holdings(holdings: Iterable[Holding]) -> int:
    """Index holdings; returns how many were new. The custody log counts: after a crash, pass all of its holdings."""
    given = list({holding.sha256: holding for holding in holdings}.values())
    added = 0
    with transaction():
        for start in range(0, len(given), _BATCH):
            batch = given[start : start + _BATCH]
            rows = HoldingRow.objects.filter(sha256__in=[holding.sha256 for holding in batch])
            known = dict(rows.values_list("sha256", "log_entry"))
            for holding in batch:
                if known.get(holding.sha256) != holding.log_entry:
                    _index(holding)
                    added += 1
    return added


def _index(holding: Holding) -> None:
    HoldingRow.objects.update_or_create(
        sha256=holding.sha256,
        defaults={
            "size": holding.size,
            "media_type": holding.media_type,
            "source": clean(holding.source),
            "received": datetime.fromisoformat(holding.received),
            "log_entry": holding.log_entry,
            "data": text_of(holding),
        },
    )
    append("holding", holding)


def save_quarantine(items: Iterable[Quarantined]) -> int:
    """Note what could not be read, the same source with the same bytes and reason once; returns how many were new."""
    added = 0
    with transaction():
        for item in items:
            key = sha256(f"{item.source}\n{item.sha256}\n{item.code}".encode(errors="surrogatepass")).hexdigest()
            _, new = QuarantineRow.objects.get_or_create(
                key=key,
                defaults={
                    "source": clean(item.source),
                    "code": item.code,
                    "sha256": item.sha256 or "",
                    "at": now(),
                    "data": text_of(item),
                },
            )
            if new:
                append("quarantine", item)
                added += 1
    return added
