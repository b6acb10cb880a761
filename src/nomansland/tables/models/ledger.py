"""The ledger: what was written to the case, in order, each entry chained to the one before."""

from __future__ import annotations

import orjson
from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.sight import sight


class SeenEntries(models.Manager["Ledger"]):
    """Entries that name no hidden report and none of its bytes."""

    def get_queryset(self) -> models.QuerySet[Ledger]:
        """All rows that may be seen."""
        rows, seen = super().get_queryset(), sight()
        for ref in seen.hidden:
            quoted = orjson.dumps(ref).decode()[1:-1]
            for written in (f'"{quoted}"', f'"{quoted}:', f'"{quoted}>', f'>{quoted}"'):
                rows = rows.exclude(data__contains=written)
        for held in seen.holdings:
            rows = rows.exclude(data__contains=held)
        return rows


class Ledger(Stored):
    """Append-only; triggers refuse UPDATE and DELETE.

    `hash` is the SHA-256 of the canonical JSON of `seq`, `at`, `kind`, `data` and `previous`.
    """

    seq = models.BigIntegerField(unique=True)
    at = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, db_index=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = SeenEntries()
