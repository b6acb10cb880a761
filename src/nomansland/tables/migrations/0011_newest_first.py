"""Indexes that hold a table of the desk in its order, with all that its filters ask for."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from nomansland.tables.models.order import NewestFirst


class Migration(migrations.Migration):
    """Claims, incidents and readings, the newest first."""

    dependencies: ClassVar = [("tables", "0010_token")]
    operations: ClassVar = [
        migrations.AddIndex(
            "claim",
            NewestFirst(
                fields=["-first_day", "-last_day", "id", "side", "family", "type", "modality", "role"],
                name="claim_newest",
            ),
        ),
        migrations.AddIndex(
            "incident",
            NewestFirst(fields=["-first_day", "ref", "last_day", "side", "types"], name="incident_newest"),
        ),
        migrations.AddIndex(
            "reading",
            NewestFirst(fields=["-first_day", "report", "last_day", "language"], name="reading_newest"),
        ),
    ]
