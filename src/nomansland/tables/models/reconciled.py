"""Two claims that differ and can both hold."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.claim import Claim
from nomansland.tables.models.seen import CutText, Seen


class Reconciled(Stored):
    """A finding of the newest pass: `kind` says how the two can both hold."""

    ref = models.CharField(max_length=400, unique=True)
    kind = models.CharField(max_length=20, db_index=True)
    about = CutText(default="")
    left = models.ForeignKey(Claim, models.CASCADE, related_name="reconciled_left")
    right = models.ForeignKey(Claim, models.CASCADE, related_name="reconciled_right")

    objects = Seen["Reconciled"]()
