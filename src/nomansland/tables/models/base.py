"""What the tables of values share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nomansland.tables.models.seen import Blurred, CutText, CutValue, Latitude, Longitude


class Stored(models.Model):
    """A value kept as JSON (`data`, see `words.codec`) beside the columns that are searched by."""

    data = CutValue()

    class Meta:
        abstract = True


class Placed(Stored):
    """A value with a place and days, each where it can be told: the oblast by code, degrees, first and last day."""

    place = CutText(default="")
    oblast = models.CharField(max_length=64, default="")
    lat = Latitude(null=True)
    lon = Longitude(null=True)
    radius_km = Blurred(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["oblast"], name="%(class)s_oblast"),
            models.Index(fields=["first_day", "last_day"], name="%(class)s_days"),
        ]
