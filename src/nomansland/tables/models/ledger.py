"""The ledger: what was written to the case, in order, each entry chained to the one before."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.seen import Seen


class Ledger(Stored):
    """Append-only; triggers refuse UPDATE and DELETE.

    `hash` is the SHA-256 of the canonical JSON of `seq`, `at`, `kind`, `data` and `previous`.
    """

    seq = models.BigIntegerField(unique=True)
    at = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, db_index=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = Seen["Ledger"]()
