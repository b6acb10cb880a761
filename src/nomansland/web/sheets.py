"""Legal sheets for the pages: what each protection was told as, with the words and the rules of those days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nomansland.link.legal import sheets
from nomansland.tables import models, read
from nomansland.tables.read.reports import readings_of
from nomansland.tables.sight import uncut
from nomansland.web import queries
from nomansland.words import Claim, Interval, Retelling, Site
from nomansland.words.law import NOT_VERIFIED, Rule, rules
from nomansland.words.sheet import CONTRADICTED, NO, NOT_STATED, YES, InForce, Sheet, SheetCell, Stated

_STATES = '"conditions":[['
_MOST_REPORTS = 2000
_RING = '<circle r="5" fill="none" stroke="currentColor" stroke-width="2"/>'
_SHAPES = {
    YES: '<circle r="6" fill="currentColor"/>',
    NO: f'{_RING}<path d="M-4-4 4 4" stroke="currentColor" stroke-width="2"/>',
    CONTRADICTED: f'{_RING}<path d="M0-5A5 5 0 0 1 0 5z" fill="currentColor"/>',
    NOT_STATED: '<path d="M-4 0H4" stroke="currentColor" stroke-width="1.5"/>',
}


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that states a condition, with its row."""

    stated: Stated
    claim: Claim
    row: models.Claim


@dataclass(frozen=True, slots=True)
class Shown:
    """One condition of a sheet as it is shown."""

    cell: SheetCell
    said: tuple[Said, ...]
    rules: tuple[tuple[InForce, Rule], ...]

    @property
    def single(self) -> bool:
        """True where all of it goes back to one newsroom."""
        return bool(self.said) and self.cell.newsrooms.high == 1


def of_site(site: Site) -> tuple[Shown, ...]:
    """The sheet of one site."""
    (made,) = _made([site], site.claims)[:1]
    return shown(made)


def of_sites(sites: Sequence[Site]) -> tuple[Sheet, ...]:
    """The sheets of some sites, without what is told of no site."""
    return tuple(sheet for sheet in _made(sites, [ref for site in sites for ref in site.claims]) if sheet.site)


def of_none() -> tuple[tuple[Sheet, ...], bool]:
    """What is told of no site in particular, by side; True where there are more reports than were read for it."""
    home = set(models.Site.objects.filter(claims__isnull=False).values_list("claims__ref", flat=True))
    with uncut():
        found = models.Claim.objects.filter(data__contains=_STATES, sites__isnull=True)
    reports = list(found.values_list("report__ref", flat=True).distinct()[: _MOST_REPORTS + 1])
    reports, more = reports[:_MOST_REPORTS], len(reports) > _MOST_REPORTS
    return sheets([], readings_of(reports), lineages(reports), read.decisions(), home), more


def _made(sites: Sequence[Site], refs: Sequence[str]) -> tuple[Sheet, ...]:
    reports = list(dict.fromkeys(ref.rpartition(":")[0] for ref in refs))
    return sheets(sites, readings_of(reports), lineages(reports), read.decisions())


def lineages(reports: Sequence[str]) -> list[Retelling]:
    """The retellings of these reports; one that nobody retold is a lineage of its own."""
    found = queries.retellings(reports)
    told = {report for telling in found for report in telling.reports}
    one = Interval(1, 1, "")
    return [*found, *(Retelling(report, (report,), (), one, one) for report in reports if report not in told)]


def shown(sheet: Sheet) -> tuple[Shown, ...]:
    """A sheet's conditions with the claims and rules that its ids name."""
    claims = queries.claims_by_ref(one.claim for cell in sheet.cells for one in cell.stated)
    known = rules()
    return tuple(
        Shown(
            cell,
            tuple(Said(one, *claims[one.claim]) for one in cell.stated if one.claim in claims),
            tuple((one, known[one.rule]) for one in cell.rules),
        )
        for cell in sheet.cells
    )


def named(sheets_: Sequence[Sequence[Shown]]) -> tuple[Rule, ...]:
    """The rules that stand beside something stated, each once."""
    ids = {found.rule for sheet in sheets_ for one in sheet if one.said for found, _ in one.rules}
    return tuple(rule for rule in rules().values() if rule.id in ids)


def sign(state: str) -> SafeString:
    """The shape of a state; its word always stands beside it."""
    return format_html(
        '<svg class="sign" width="14" height="14" viewBox="-8 -8 16 16" aria-hidden="true">{}</svg>',
        SafeString(_SHAPES[state]),
    )


__all__ = ["NOT_VERIFIED", "Said", "Shown", "lineages", "named", "of_none", "of_site", "of_sites", "shown", "sign"]
