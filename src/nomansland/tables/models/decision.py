"""A decision of a person: a row that nothing changes and nothing removes."""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from nomansland.tables.models.base import Stored
from nomansland.tables.sight import sight

_RESTS_ON = {
    "Incident": ("claims__report__ref",),
    "Site": ("claims__report__ref",),
    "Contradiction": ("left__report__ref", "right__report__ref"),
    "Retelling": ("reports__ref",),
}


class SeenDecisions(models.Manager["Decision"]):
    """Decisions on what rests on no hidden report."""

    def get_queryset(self) -> models.QuerySet[Decision]:
        """All rows that may be seen."""
        rows, hidden = super().get_queryset(), sight().hidden
        if not hidden:
            return rows
        about = Q()
        for ref in hidden:
            about |= Q(about=ref) | Q(about__startswith=f"{ref}:")
            about |= Q(about__startswith=f"{ref}>") | Q(about__endswith=f">{ref}")
        for name, paths in _RESTS_ON.items():
            things = apps.get_model("tables", name)._base_manager
            for path in paths:
                about |= Q(about__in=things.filter(**{f"{path}__in": hidden}).values("ref"))
        gone = rows.filter(about)
        return rows.exclude(pk__in=gone.values("pk")).exclude(about__in=gone.values("ref"))


class Decision(Stored):
    """Append-only; triggers refuse UPDATE and DELETE. `anchor` finds the claim again after a new pass."""

    ref = models.CharField(max_length=80, unique=True)
    target = models.CharField(max_length=20)
    about = models.CharField(max_length=400)
    anchor = models.CharField(max_length=20, default="", db_index=True)
    verdict = models.CharField(max_length=20)
    by = models.TextField()
    at = models.DateTimeField(db_index=True)

    objects = SeenDecisions()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "about"], name="decision_about")]
