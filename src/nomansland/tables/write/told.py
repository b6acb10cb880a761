"""Write the claims that people made, beside those that were read."""

from __future__ import annotations

from nomansland.review.findings import PERSON
from nomansland.tables.columns import claim_columns
from nomansland.tables.lemmas import index_of
from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import ClaimWords
from nomansland.tables.models import Reading as ReadingRow
from nomansland.tables.read.decisions import with_their_claims
from nomansland.tables.read.reports import reading as reading_of
from nomansland.tables.sight import EVERYTHING, seeing
from nomansland.tables.write.ledger import transaction


def renew_claims(report: str) -> None:
    """Bring people's claims of one report up to their rows; what was read stays, with all that links it.

    Incidents, sites and contradictions know of them from the next `save_linked` on.
    """
    with seeing(EVERYTHING), transaction():
        before = reading_of(report)
        if before is None:
            return
        after = with_their_claims([before])[0]
        mine = {claim.ref: claim for claim in after.claims if claim.reader == PERSON}
        rows = ClaimRow.objects.filter(report__ref=report)
        old = {claim.ref: claim for claim in before.claims if claim.reader == PERSON}
        rows.filter(ref__in=[ref for ref, claim in old.items() if mine.get(ref) != claim]).delete()
        fresh = [claim for ref, claim in mine.items() if old.get(ref) != claim]
        if not fresh:
            return
        key = ReadingRow.objects.values_list("report_id", flat=True).get(report__ref=report)
        first = max(rows.values_list("position", flat=True), default=-1) + 1
        made = ClaimRow.objects.bulk_create(
            [ClaimRow(report_id=key, **claim_columns(claim, position)) for position, claim in enumerate(fresh, first)]
        )
        ClaimWords.objects.bulk_create(
            [ClaimWords(claim=row, lemmas=index_of(row.folded, after.language)) for row in made]
        )
