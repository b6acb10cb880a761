"""Words for search, filled from what the case holds; FTS5 beside them on SQLite, a GIN index on PostgreSQL."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
import orjson
from django.db import migrations, models

from nomansland.tables.lemmas import index_of

TABLES = ("tables_readingwords", "tables_claimwords")
KEYS = {"tables_readingwords": "reading_id", "tables_claimwords": "claim_id"}
_BATCH = 500

# The words are folded already: only ASCII signs part them.
FTS = """
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    lemmas, content='{table}', content_rowid='{key}', detail=none, columnsize=0, tokenize='ascii')
"""
GONE = "INSERT INTO {table}_fts({table}_fts, rowid, lemmas) VALUES ('delete', old.{key}, old.lemmas);"
NEW = "INSERT INTO {table}_fts(rowid, lemmas) VALUES (new.{key}, new.lemmas);"
TRIGGERS = {"insert": NEW, "delete": GONE, "update": GONE + NEW}
GIN = "CREATE INDEX {table}_gin ON {table} USING gin (array_to_tsvector(string_to_array(lemmas, ' ')))"


def follow(apps: Any, editor: Any) -> None:
    """Let the index of each database follow its table."""
    for table, key in KEYS.items():
        if editor.connection.vendor == "postgresql":
            editor.execute(GIN.format(table=table), params=None)
            continue
        editor.execute(FTS.format(table=table, key=key), params=None)
        for verb, body in TRIGGERS.items():
            trigger = f"CREATE TRIGGER {table}_{verb} AFTER {verb.upper()} ON {table} BEGIN {body} END"
            editor.execute(trigger.format(table=table, key=key), params=None)


def leave(apps: Any, editor: Any) -> None:
    """Take the index away."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX {table}_gin", params=None)
            continue
        for verb in TRIGGERS:
            editor.execute(f"DROP TRIGGER {table}_{verb}", params=None)
        editor.execute(f"DROP TABLE {table}_fts", params=None)


def _words(report: Any) -> str:
    value = orjson.loads(report.data)
    parts = (report.title, report.outlet, value["text"], *value.get("authors", ()), *value.get("tags", ()))
    return "\n".join(part for part in parts if part)


def fill(apps: Any, editor: Any) -> None:
    """Index what a case of an earlier version holds."""
    Reading, Claim = apps.get_model("tables", "Reading"), apps.get_model("tables", "Claim")
    ReadingWords, ClaimWords = apps.get_model("tables", "ReadingWords"), apps.get_model("tables", "ClaimWords")
    rows = (
        ReadingWords(reading_id=one.pk, lemmas=index_of(_words(one.report), one.language))
        for one in Reading.objects.select_related("report").iterator(_BATCH)
    )
    _add(ReadingWords, rows)
    claims = Claim.objects.values_list("pk", "folded", "report__reading__language").iterator(_BATCH)
    _add(ClaimWords, (ClaimWords(claim_id=pk, lemmas=index_of(text, spoken or "")) for pk, text, spoken in claims))


def _add(model: Any, rows: Any) -> None:
    waiting = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _BATCH:
            model.objects.bulk_create(waiting)
            waiting = []
    model.objects.bulk_create(waiting)


def _key(to: str) -> Any:
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="words",
        serialize=False,
        to=f"tables.{to}",
    )


class Migration(migrations.Migration):
    """Two tables, what fills them and what follows them."""

    dependencies: ClassVar = [("tables", "0005_contradiction_copy_of")]
    operations: ClassVar = [
        migrations.CreateModel("ReadingWords", [("reading", _key("reading")), ("lemmas", models.TextField())]),
        migrations.CreateModel("ClaimWords", [("claim", _key("claim")), ("lemmas", models.TextField())]),
        migrations.RunPython(follow, leave),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
