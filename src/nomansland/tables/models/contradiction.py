"""Two claims that cannot both hold as told."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.claim import Claim
from nomansland.tables.models.seen import CutText, Seen


class Contradiction(Stored):
    """A proposal of the newest pass."""

    ref = models.CharField(max_length=400, unique=True)
    kind = models.CharField(max_length=20, db_index=True)
    about = CutText(default="")
    copy_of = models.CharField(max_length=400, default="", db_index=True)
    left = models.ForeignKey(Claim, models.CASCADE, related_name="contradicted_left")
    right = models.ForeignKey(Claim, models.CASCADE, related_name="contradicted_right")

    objects = Seen["Contradiction"]()
