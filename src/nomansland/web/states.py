"""Reports by how far people are with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from nomansland.tables import models
from nomansland.web.background import READER
from nomansland.web.remembered import remembered
from nomansland.web.standing import decided_anchors

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
    done = _done()
    if state == STATES[2]:
        return rows.filter(pk__in=done)
    told = Exists(models.Claim.objects.filter(report=OuterRef("pk")))
    return rows.filter(told).exclude(pk__in=done)


def among(state: str) -> QuerySet[Any] | None:
    """The same, or None where no state is asked for."""
    return in_state(state) if state in STATES else None


def _done() -> list[int]:
    """Keys of the reports of whose claims every one was decided on."""
    decided = decided_anchors()
    touched = set(models.Claim.objects.filter(anchor__in=decided).values_list("report", flat=True))
    claims = models.Claim.objects.filter(report__in=touched).values_list("report", "anchor")
    return sorted(touched - {report for report, anchor in claims if anchor not in decided})


def unread() -> int:
    """How many reports wait to be read."""
    return remembered("unread", models.Report.objects.filter(reading__isnull=True).count)


def undrawn() -> int:
    """How many decisions were taken since what belongs together was last worked out."""
    rows = models.Ledger.objects
    linked = rows.filter(kind="linked").order_by("-seq").values_list("seq", flat=True).first() or 0
    return rows.filter(kind="decision", seq__gt=max(linked, READER.joined)).count()
