"""A transfer between places of detention."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.claim import Claim
from nomansland.tables.models.seen import Seen


class Transfer(Stored):
    """An edge of the newest pass; `origin` and `destination` are refs of sites, empty where the place is none."""

    ref = models.CharField(max_length=200, unique=True)
    claims = models.ManyToManyField(Claim, related_name="transfers")
    side = models.CharField(max_length=8, default="", db_index=True)
    origin = models.CharField(max_length=200, default="", db_index=True)
    destination = models.CharField(max_length=200, default="", db_index=True)

    objects = Seen["Transfer"]()
