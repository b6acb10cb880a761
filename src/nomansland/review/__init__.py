"""Decisions are rows; a finding is what follows from them."""

from nomansland.review.corrected import applied, corrected
from nomansland.review.credibility import CREDIBILITY, RELIABILITY, Ratings
from nomansland.review.fields import FIELDS, texts
from nomansland.review.findings import changed_since, findings
from nomansland.review.second import awaiting
from nomansland.review.told import with_people
from nomansland.review.verdicts import VERDICTS, check, decide

__all__ = [
    "CREDIBILITY",
    "FIELDS",
    "RELIABILITY",
    "VERDICTS",
    "Ratings",
    "applied",
    "awaiting",
    "changed_since",
    "check",
    "corrected",
    "decide",
    "findings",
    "texts",
    "with_people",
]
