"""What the tables of values share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Stored(models.Model):
    """A value kept as JSON (`data`, see `words.codec`) beside the columns that are searched by."""

    data = models.TextField()

    class Meta:
        abstract = True


class Placed(Stored):
    """A value with a place and days, each where it can be told: the oblast by code, degrees, first and last day."""

    place = models.TextField(default="")
    oblast = models.CharField(max_length=64, default="")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    radius_km = models.FloatField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["oblast"], name="%(class)s_oblast"),
            models.Index(fields=["first_day", "last_day"], name="%(class)s_days"),
        ]
