"""The order of the tables of the desk, as an index that both databases read from one end."""

from __future__ import annotations

from typing import Any

from django.db import models


class NewestFirst(models.Index):
    """An index in which rows without a day come last, going down.

    SQLite takes no day for the least of all, and a descending index of it ends with them; PostgreSQL has to be told.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **more: Any) -> Any:
        """The statement that makes it."""
        made = super().create_sql(model, schema_editor, using, **more)
        if schema_editor.connection.vendor == "postgresql":
            columns: Any = made.parts["columns"]
            columns.col_suffixes = ["DESC NULLS LAST" if end == "DESC" else end for end in columns.col_suffixes]
        return made
