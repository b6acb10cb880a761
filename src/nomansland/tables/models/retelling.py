"""Reports that go back to one origin."""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.report import Report
from nomansland.tables.models.seen import Seen


class Retelling(Stored):
    """A proposal of the newest pass."""

    ref = models.CharField(max_length=200, unique=True)
    reports = models.ManyToManyField(Report, related_name="retellings")
    size = models.PositiveIntegerField()

    objects = Seen["Retelling"]()
