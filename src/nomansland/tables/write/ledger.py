"""Add to the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db import transaction as django_transaction

from nomansland.tables.columns import text_of
from nomansland.tables.ledger import START, Entry, chained
from nomansland.tables.models import Ledger
from nomansland.tables.sight import EVERYTHING, seeing


@contextmanager
def transaction() -> Iterator[None]:
    """All that is written inside is written together or not at all; whoever writes must see what is there."""
    with seeing(EVERYTHING), django_transaction.atomic():
        yield


def now() -> datetime:
    """The time in UTC, to the microsecond."""
    return datetime.now(UTC)


def append(kind: str, value: Any) -> Entry:
    """Chain one entry to the ledger.

    SQLite's BEGIN IMMEDIATE lets one writer in; on PostgreSQL the table lock does, readers go on.

    Parameters
    ----------
    kind : str
        `holding`, `quarantine`, `reports`, `readings`, `linked`, `decision`, `release`.
    value : dataclass or plain data
        What was written.
    """
    with transaction():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{Ledger._meta.db_table}" IN EXCLUSIVE MODE')
        last = Ledger.objects.order_by("-seq").values_list("seq", "hash").first()
        seq, previous = (last[0] + 1, last[1]) if last else (1, START)
        entry = chained(seq, now().isoformat(), kind, text_of(value), previous)
        Ledger.objects.create(
            seq=entry.seq, at=entry.at, kind=entry.kind, data=entry.data, previous=entry.previous, hash=entry.hash
        )
    return entry
