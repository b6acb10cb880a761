"""An incident: claims that seem to tell of one event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nomansland.tables.models.base import Placed
from nomansland.tables.models.claim import Claim
from nomansland.tables.models.order import NewestFirst
from nomansland.tables.models.seen import Seen


class Incident(Placed):
    """A proposal of the newest pass."""

    ref = models.CharField(max_length=200, unique=True)
    claims = models.ManyToManyField(Claim, related_name="incidents")
    types = models.TextField()
    side = models.CharField(max_length=8, default="", db_index=True)
    voices_low = models.IntegerField()
    voices_high = models.IntegerField()
    newsrooms_low = models.IntegerField()
    newsrooms_high = models.IntegerField()
    score = models.FloatField()

    objects = Seen["Incident"]()

    class Meta(Placed.Meta):
        abstract = False
        # What a window of the map reads, so that it need not open the rows.
        indexes: ClassVar = [
            *Placed.Meta.indexes,
            models.Index(fields=["lat", "lon", "side", "first_day", "last_day", "types"], name="incident_window"),
            NewestFirst(fields=["-first_day", "ref", "last_day", "side", "types"], name="incident_newest"),
        ]
