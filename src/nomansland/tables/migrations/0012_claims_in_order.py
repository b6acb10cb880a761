"""Claims of a side and of an event in the order of their table, instead of in none."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from nomansland.tables.models.order import NewestFirst


class Migration(migrations.Migration):
    """Two indexes for two, and one to ask whether a report tells of a side."""

    dependencies: ClassVar = [("tables", "0011_newest_first")]
    operations: ClassVar = [
        migrations.RemoveIndex("claim", "claim_type_side"),
        migrations.RemoveIndex("claim", "claim_side_modality"),
        migrations.AddIndex("claim", models.Index(fields=["report", "side"], name="claim_report_side")),
        migrations.AddIndex(
            "claim",
            NewestFirst(
                fields=["side", "-first_day", "-last_day", "id", "family", "type", "modality", "role"],
                name="claim_side_newest",
            ),
        ),
        migrations.AddIndex(
            "claim",
            NewestFirst(
                fields=["type", "-first_day", "-last_day", "id", "side", "modality", "role"],
                name="claim_type_newest",
            ),
        ),
    ]
