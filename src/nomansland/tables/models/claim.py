"""A claim of the newest forward pass."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nomansland.tables.models.base import Placed
from nomansland.tables.models.order import NewestFirst
from nomansland.tables.models.report import Report
from nomansland.tables.models.seen import CutText, Seen


class Claim(Placed):
    """Replaced by each pass; decisions find it again by `anchor` (see `words.fingerprint`)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="claims")
    ref = models.CharField(max_length=240, unique=True)
    position = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=40)
    anchor = models.CharField(max_length=20, db_index=True)
    type = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    side = models.CharField(max_length=8, default="")
    modality = models.CharField(max_length=16)
    hedge = models.BooleanField()
    role = models.CharField(max_length=40, default="")
    speaker = CutText(default="")
    unit = CutText(default="")
    site = CutText(default="")
    count_min = models.BigIntegerField(null=True)
    count_max = models.BigIntegerField(null=True)
    count_unit = models.CharField(max_length=60, default="")
    confidence = models.FloatField(null=True)
    quote = CutText()
    folded = CutText()

    objects = Seen["Claim"]()

    class Meta(Placed.Meta):
        abstract = False
        indexes: ClassVar = [
            *Placed.Meta.indexes,
            models.Index(fields=["report", "position"], name="claim_order"),
            models.Index(fields=["report", "side"], name="claim_report_side"),
            # The table of claims in its order, with what its filters ask for: all, those of a side, of an event.
            NewestFirst(
                fields=["-first_day", "-last_day", "id", "side", "family", "type", "modality", "role"],
                name="claim_newest",
            ),
            NewestFirst(
                fields=["side", "-first_day", "-last_day", "id", "family", "type", "modality", "role"],
                name="claim_side_newest",
            ),
            NewestFirst(
                fields=["type", "-first_day", "-last_day", "id", "side", "modality", "role"],
                name="claim_type_newest",
            ),
        ]
