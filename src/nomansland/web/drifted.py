"""What changed from one telling to the next, for the lineage tree and beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nomansland.link.drifted import changed, drifts
from nomansland.tables import models, read
from nomansland.web import labels, phrases
from nomansland.web.wording import worded
from nomansland.words import Claim, Count, Incident, Retelling

# A wider family is told about by `nomansland record`: a page has no time to lay hundreds of reports side by side.
_MOST_REPORTS, _MOST_INCIDENTS = 12, 60


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a claim: as the oldest telling says it and as a later one does, each short."""

    first: Claim
    later: Claim
    field: str
    before: str
    after: str

    @property
    def short(self) -> str:
        """For an edge of the tree, where there is little room: "30 → 300+"."""
        one, other = self.first.count, self.later.count
        if self.field == "number" and one and other and one.unit == other.unit:
            return f"{_bounds(one)} → {_bounds(other)}"
        return f"{self.before} → {self.after}"


def _bounds(count: Count) -> str:
    if count.min == count.max:
        return f"{count.min}"
    if count.max is None:
        return f"{count.min}+"
    return f"{count.min or 0}–{count.max}"


def _short(claim: Claim, field: str) -> str:
    if field == "number":
        return phrases.count(claim.count)
    if field == "place":
        return claim.place.best.name.split(",")[0] if claim.place and claim.place.best else ""
    if field == "day":
        return phrases.time(claim.time)
    if field == "category":
        return labels.label("event", claim.type)
    if field == "certainty":
        return worded(claim.modality) + (", " + _("unconfirmed") if claim.hedge else "")
    return phrases.speaker(claim.speaker)


def _changes(claims: Sequence[Claim], fields: Iterable[str]) -> list[Changed]:
    first = claims[0]
    return [
        Changed(first, later, field, _short(first, field), _short(later, field))
        for later in claims[1:]
        for field in fields
        if changed(first, later, field)
    ]


def changes(tellings: Sequence[Retelling]) -> dict[str, list[Changed]]:
    """What changed within each of these retellings, by its id; nothing for those of more reports than a page bears."""
    small = [telling for telling in tellings if 1 < len(telling.reports) <= _MOST_REPORTS]
    refs = sorted({ref for telling in small for ref in telling.reports})
    if not refs:
        return {}
    readings = [found for ref in refs if (found := read.reading(ref)) is not None]
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    out: dict[str, list[Changed]] = defaultdict(list)
    for drift in drifts(readings, small, _incidents(refs)):
        out[drift.retelling] += _changes([claims[ref] for ref in drift.claims], drift.fields)
    return dict(out)


def _incidents(reports: Sequence[str]) -> list[Incident]:
    rows = models.Incident.objects.filter(claims__report__ref__in=reports).distinct()[:_MOST_INCIDENTS]
    return [found for ref in rows.values_list("ref", flat=True) if (found := read.incident(ref)) is not None]


def on_edges(found: Mapping[str, Sequence[Changed]], telling: Retelling) -> dict[str, str]:
    """For each report of a retelling what it changed, as the words of the edge that leads to it."""
    out: dict[str, list[str]] = defaultdict(list)
    for one in found.get(telling.id, ()):
        out[one.later.report].append(one.short)
    return {report: "; ".join(dict.fromkeys(words)) for report, words in out.items()}
