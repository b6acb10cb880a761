"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """The tables of a case."""

    name = "nomansland.tables"
    label = "tables"
    default = True
