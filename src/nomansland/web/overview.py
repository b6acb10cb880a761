"""What the case holds as a whole: counts, the values that filters offer, coverage by day."""

from __future__ import annotations

from datetime import date

from nomansland.tables import models
from nomansland.web import standing
from nomansland.web.remembered import remembered


def outlets() -> list[str]:
    """Names of all outlets, for the filters."""
    return remembered("outlets", _outlets)


def _outlets() -> list[str]:
    found = models.Report.objects.exclude(outlet="").values_list("outlet", flat=True).distinct().order_by("outlet")
    return list(found[:500])


def totals() -> dict[str, int]:
    """How many of each thing the case holds."""
    return {**remembered("totals", _totals), "log": models.Ledger.objects.count()}


def _totals() -> dict[str, int]:
    return {
        "reports": models.Report.objects.count(),
        "claims": models.Claim.objects.count(),
        "incidents": models.Incident.objects.count(),
        "sites": models.Site.objects.count(),
        "contradictions": models.Contradiction.objects.filter(copy_of="").count(),
        "quarantine": models.Quarantine.objects.count(),
    }


def decided() -> dict[str, int]:
    """How many claims people have decided on, and how many wait."""
    states = [state for _, state in standing.decided().values()]
    # A split claim waits for nothing: its two claims stand for it.
    total = totals()["claims"] - states.count("split")
    accepted, rejected = states.count("accepted"), states.count("rejected")
    return {"accepted": accepted, "rejected": rejected, "waiting": total - accepted - rejected, "total": total}


def types() -> list[str]:
    """Event ids that the case holds."""
    return remembered("types", _types)


def _types() -> list[str]:
    return list(models.Claim.objects.values_list("type", flat=True).distinct().order_by("type"))


def coverage() -> dict[str, list[date]]:
    """For each army, the first days of publication of reports with a claim about it, once for each report."""
    return remembered("coverage", _coverage)


def _coverage() -> dict[str, list[date]]:
    out: dict[str, list[date]] = {}
    for side in ("RF", "UA"):
        about = models.Claim.objects.filter(side__in=(side, "both")).values("report")
        dated = models.Reading.objects.filter(report__in=about, first_day__isnull=False).exclude(first_day=date.min)
        out[side] = [day for day in dated.values_list("first_day", flat=True) if day is not None]
    return out
