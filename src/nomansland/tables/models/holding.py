"""Bytes in the store: the index of the custody log, which is what counts."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.seen import Seen


class Holding(Stored):
    """One line of the custody log, the newest for its bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    source = models.TextField()
    received = models.DateTimeField(db_index=True)
    log_entry = models.CharField(max_length=64)

    objects = Seen["Holding"]()
