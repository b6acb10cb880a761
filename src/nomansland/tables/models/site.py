"""A place of detention over all reports."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Placed
from nomansland.tables.models.claim import Claim
from nomansland.tables.models.seen import CutText, Seen


class Site(Placed):
    """A proposal of the newest pass; `state` is the last one told."""

    ref = models.CharField(max_length=200, unique=True)
    claims = models.ManyToManyField(Claim, related_name="sites")
    name = CutText()
    folded = CutText()
    side = models.CharField(max_length=8, default="", db_index=True)
    state = models.CharField(max_length=20, default="")

    objects = Seen["Site"]()
