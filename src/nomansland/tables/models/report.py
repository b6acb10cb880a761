"""A report and what was read out of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nomansland.tables.models.base import Stored
from nomansland.tables.models.order import NewestFirst
from nomansland.tables.models.seen import CutText, Seen


class Report(Stored):
    """A report as it was taken in. Never changed: an edited report is another report."""

    ref = models.CharField(max_length=200, unique=True)
    holding = models.CharField(max_length=64, default="", db_index=True)
    kind = models.CharField(max_length=40)
    outlet = models.TextField(default="")
    title = CutText(default="")
    folded = CutText()
    characters = models.PositiveIntegerField()
    added = models.DateTimeField(db_index=True)

    objects = Seen["Report"](read="reading")


class Reading(Stored):
    """The newest forward pass over one report, without its claims (see `Claim`)."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="reading")
    language = models.CharField(max_length=8, db_index=True)
    published = models.CharField(max_length=64, default="")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    objects = Seen["Reading"]()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["first_day", "last_day"], name="reading_days"),
            NewestFirst(fields=["-first_day", "report", "last_day", "language"], name="reading_newest"),
        ]
