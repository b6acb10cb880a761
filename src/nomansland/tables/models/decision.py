"""A decision of a person: a row that nothing changes and nothing removes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.seen import Seen


class Decision(Stored):
    """Append-only; triggers refuse UPDATE and DELETE. `anchor` finds the claim again after a new pass."""

    ref = models.CharField(max_length=80, unique=True)
    target = models.CharField(max_length=20)
    about = models.CharField(max_length=400)
    anchor = models.CharField(max_length=20, default="", db_index=True)
    verdict = models.CharField(max_length=20)
    by = models.TextField()
    at = models.DateTimeField(db_index=True)

    objects = Seen["Decision"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "about"], name="decision_about")]
