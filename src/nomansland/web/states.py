"""Reports by how far people are with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from nomansland.tables import models
from nomansland.web.background import READER
from nomansland.web.queries import decided_anchors

STATES = ("not read yet", "waiting for a decision", "decided", "no claims found")


def in_state(state: str) -> QuerySet[Any]:
    """Reports in one of `STATES`; all of them for anything else."""
    rows = models.Report.objects.all()
    if state == STATES[0]:
        return rows.filter(reading__isnull=True)
    if state == STATES[3]:
        return rows.filter(reading__isnull=False, claims__isnull=True)
    if state not in STATES:
        return rows
    decided = decided_anchors()
    waiting = models.Claim.objects.exclude(anchor__in=decided).values("report")
    if state == STATES[1]:
        return rows.filter(pk__in=waiting)
    return rows.filter(pk__in=models.Claim.objects.filter(anchor__in=decided).values("report")).exclude(pk__in=waiting)


def unread() -> int:
    """How many reports wait to be read."""
    return models.Report.objects.filter(reading__isnull=True).count()


def undrawn() -> int:
    """How many decisions were taken since what belongs together was last worked out."""
    rows = models.Ledger.objects
    linked = rows.filter(kind="linked").order_by("-seq").values_list("seq", flat=True).first() or 0
    return rows.filter(kind="decision", seq__gt=max(linked, READER.joined)).count()
