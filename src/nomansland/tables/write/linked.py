"""Write what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from nomansland.tables.columns import (
    contradiction_columns,
    incident_columns,
    reconciled_columns,
    retelling_columns,
    site_columns,
    text_of,
    transfer_columns,
)
from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import Contradiction as ContradictionRow
from nomansland.tables.models import Incident as IncidentRow
from nomansland.tables.models import Reconciled as ReconciledRow
from nomansland.tables.models import Report as ReportRow
from nomansland.tables.models import Retelling as RetellingRow
from nomansland.tables.models import Site as SiteRow
from nomansland.tables.models import Transfer as TransferRow
from nomansland.tables.write.ledger import append, transaction
from nomansland.words import Contradiction, Incident, Reconciled, Retelling, Site, Transfer
from nomansland.words.errors import CaseError

_BATCH = 500
T = TypeVar("T", Contradiction, Reconciled)


class Linked(Protocol):
    """What `link.link` gives."""

    @property
    def incidents(self) -> Sequence[Incident]:
        """Incidents of the pass."""

    @property
    def sites(self) -> Sequence[Site]:
        """Sites of the pass."""

    @property
    def contradictions(self) -> Sequence[Contradiction]:
        """Contradictions of the pass."""

    @property
    def reconciled(self) -> Sequence[Reconciled]:
        """Pairs of the pass that differ and can both hold."""

    @property
    def transfers(self) -> Sequence[Transfer]:
        """Transfers between sites of the pass."""


def _key(keys: dict[str, int], ref: str) -> int:
    try:
        return keys[ref]
    except KeyError as error:
        raise CaseError(f"{ref} is not in the case.", todo="Save readings before what links them.") from error


def _tied(
    row: Any, column: str, items: Sequence[Any], columns: Callable[[Any], dict[str, Any]], claims: dict[str, int]
) -> None:
    """Put things with their claims in the place of those of the last pass."""
    through = row.claims.through
    through.objects.all().delete()
    row.objects.all().delete()
    rows = row.objects.bulk_create([row(**columns(item)) for item in items], _BATCH)
    through.objects.bulk_create(
        [
            through(**{column: made.pk, "claim_id": _key(claims, ref)})
            for made, item in zip(rows, items, strict=True)
            for ref in dict.fromkeys(item.claims)
        ],
        _BATCH,
    )


def _pairs(row: Any, pairs: Sequence[T], columns: Callable[[T], dict[str, Any]], claims: dict[str, int]) -> None:
    row.objects.all().delete()
    row.objects.bulk_create(
        [
            row(
                left_id=_key(claims, item.claims[0]),
                right_id=_key(claims, item.claims[1]),
                **columns(item),
            )
            for item in pairs
        ],
        _BATCH,
    )


def _retellings(retellings: Sequence[Retelling]) -> None:
    reports = dict(ReportRow.objects.values_list("ref", "pk"))
    RetellingRow.reports.through.objects.all().delete()
    RetellingRow.objects.all().delete()
    rows = RetellingRow.objects.bulk_create([RetellingRow(**retelling_columns(item)) for item in retellings], _BATCH)
    RetellingRow.reports.through.objects.bulk_create(
        [
            RetellingRow.reports.through(retelling_id=row.pk, report_id=_key(reports, ref))
            for row, item in zip(rows, retellings, strict=True)
            for ref in dict.fromkeys(item.reports)
        ],
        _BATCH,
    )


def _unchanged(linked: Linked, retellings: Sequence[Retelling]) -> bool:
    """True where the same is stored, with all its ties to claims and reports."""
    stored: list[tuple[Any, Sequence[Any]]] = [
        (IncidentRow, linked.incidents),
        (SiteRow, linked.sites),
        (ContradictionRow, linked.contradictions),
        (ReconciledRow, linked.reconciled),
        (TransferRow, linked.transfers),
        (RetellingRow, retellings),
    ]
    for row, items in stored:
        if list(row.objects.order_by("pk").values_list("data", flat=True)) != [text_of(item) for item in items]:
            return False
    ties: list[tuple[Any, int]] = [
        (IncidentRow.claims.through, sum(len(set(item.claims)) for item in linked.incidents)),
        (SiteRow.claims.through, sum(len(set(item.claims)) for item in linked.sites)),
        (TransferRow.claims.through, sum(len(set(item.claims)) for item in linked.transfers)),
        (RetellingRow.reports.through, sum(len(set(item.reports)) for item in retellings)),
    ]
    return all(row.objects.count() == number for row, number in ties)


def save_linked(linked: Linked, retellings: Iterable[Retelling]) -> None:
    """Put the incidents, sites, contradictions and retellings of this pass in the place of all of the one before.

    Raises
    ------
    CaseError
        Where one names a claim or report that is not in the case.
    """
    told = list(retellings)
    with transaction():
        if _unchanged(linked, told):
            return
        claims = dict(ClaimRow.objects.values_list("ref", "pk"))
        _retellings(told)
        _tied(IncidentRow, "incident_id", linked.incidents, incident_columns, claims)
        _tied(SiteRow, "site_id", linked.sites, site_columns, claims)
        _tied(TransferRow, "transfer_id", linked.transfers, transfer_columns, claims)
        _pairs(ContradictionRow, linked.contradictions, contradiction_columns, claims)
        _pairs(ReconciledRow, linked.reconciled, reconciled_columns, claims)
        append(
            "linked",
            {
                "retellings": len(told),
                "incidents": len(linked.incidents),
                "sites": len(linked.sites),
                "contradictions": len(linked.contradictions),
                "reconciled": len(linked.reconciled),
                "transfers": len(linked.transfers),
            },
        )
