"""Sources that could not be read."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored


class Quarantine(Stored):
    """Kept with the reason; the bytes are in the store under `sha256`, where they could be kept at all."""

    key = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    code = models.CharField(max_length=40, db_index=True)
    sha256 = models.CharField(max_length=64, default="")
    at = models.DateTimeField()
