"""What search looks in: folded words and their dictionary forms, in tables of their own.

On SQLite an FTS5 table follows each of them by triggers, on PostgreSQL a GIN index stands on them (migration 0006). A
change of the tables of reports or claims leaves these alone.
"""

from __future__ import annotations

from django.db import models

from nomansland.tables.models.claim import Claim
from nomansland.tables.models.report import Reading


class ReadingWords(models.Model):
    """Words of one report as it was read: title, outlet, text, authors, tags."""

    reading = models.OneToOneField(Reading, models.CASCADE, primary_key=True, related_name="words")
    lemmas = models.TextField()


class ClaimWords(models.Model):
    """Words of one claim: quote, speaker, place, unit, site, outlets."""

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="words")
    lemmas = models.TextField()
