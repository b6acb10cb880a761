"""Decisions are rows; a finding is what follows from them."""

from nomansland.review.findings import changed_since, findings
from nomansland.review.verdicts import VERDICTS, check, decide

__all__ = ["VERDICTS", "changed_since", "check", "decide", "findings"]
