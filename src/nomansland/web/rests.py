"""What the numbers of a page rest on: a single origin, or words of the other side alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from nomansland.tables import models, read
from nomansland.tables.read.reports import readings_of
from nomansland.web import queries
from nomansland.web.filters import Filters
from nomansland.web.found import site_rows
from nomansland.web.remembered import remembered
from nomansland.web.sheets import lineages
from nomansland.words import Claim, Incident, Interval, Site, SiteCount, Transfer
from nomansland.words.support import ADVERSARY_ONLY, SINGLE_ORIGIN, support

MOST_REPORTS = 200
"""Counts of sites are laid side by side on the page where no more reports have to be read for them."""


def _said(mark: str) -> str:
    return {SINGLE_ORIGIN: _("single origin"), ADVERSARY_ONLY: _("the other side only")}[mark]


def marks_of(things: Sequence[Incident | Site | Transfer]) -> dict[str, str]:
    """`single origin, the other side only` by the id of what is told; one query for all of them."""
    found = queries.claims_by_ref({ref for one in things for ref in one.claims})
    return {one.id: _marks(one.newsrooms, [found[ref][0] for ref in one.claims if ref in found]) for one in things}


def _marks(newsrooms: Interval | None, claims: Iterable[Claim]) -> str:
    told = support(newsrooms or Interval(0, 0), claims)
    return ", ".join(map(_said, told))


def _counting() -> list[str]:
    """Reports that say how many sites there are, one more than are read."""
    telling = models.Claim.objects.filter(count_unit="site").values_list("report__ref", flat=True)
    return list(telling.distinct()[: MOST_REPORTS + 1])


def counted(filters: Filters) -> tuple[tuple[SiteCount, str], ...] | None:
    """How many places of detention are told of, with what each count rests on; None where too many reports tell it."""
    from nomansland.link import site_counts

    of_sites = models.Site.claims.through.objects.filter(site__in=site_rows(filters))
    telling = of_sites.values_list("claim__report__ref", flat=True).distinct()
    reports = {*remembered("counting sites", _counting), *telling[: MOST_REPORTS + 1]}
    if len(reports) > MOST_REPORTS:
        return None
    readings, sites = readings_of(sorted(reports)), queries.sites(filters)
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    return tuple(
        (one, _marks(one.newsrooms, [claims[ref] for ref in one.claims if ref in claims]))
        for one in site_counts(readings, lineages(sorted(reports)), sites, read.decisions())
    )
