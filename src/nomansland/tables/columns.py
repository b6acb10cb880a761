"""What the searched columns of a row hold: one function per noun, from the value to its columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from nomansland.tables.fold import fold
from nomansland.words import (
    Claim,
    Contradiction,
    Count,
    Incident,
    Place,
    Reading,
    Reconciled,
    Report,
    Retelling,
    Site,
    Speaker,
    Time,
    Transfer,
    day_bounds,
)
from nomansland.words.codec import to_json
from nomansland.words.fingerprint import anchor, fingerprint
from nomansland.words.region import oblast_of

_LARGEST = 2**63 - 1


def text_of(value: Any) -> str:
    """The value as JSON text."""
    return to_json(value).decode()


def clean(text: str | None) -> str:
    """Text without NUL, which PostgreSQL cannot hold; the JSON beside it keeps the original."""
    return (text or "").replace("\x00", "")


def _days(edtf: str | None) -> tuple[date | None, date | None]:
    if not edtf:
        return None, None
    try:
        return day_bounds(edtf)
    except ValueError:
        return None, None


def _placed(place: Place | None, time: Time | None) -> dict[str, Any]:
    best = place.best if place else None
    oblast = oblast_of(place)
    first, last = _days(time.edtf if time else None)
    return {
        "place": clean(best.name if best else place.text if place else ""),
        "oblast": oblast.slug if oblast else "",
        "lat": best.lat if best else None,
        "lon": best.lon if best else None,
        "radius_km": best.radius_km if best else None,
        "first_day": first,
        "last_day": last,
    }


def searched(report: Report) -> str:
    """What search looks in: title, outlet, text, authors, tags."""
    parts = (report.title, report.outlet, report.text, *report.authors, *report.tags)
    return "\n".join(part for part in parts if part)


def report_columns(report: Report) -> dict[str, Any]:
    """Columns of `models.Report`, without `added`."""
    parts = (report.title, report.outlet, report.text, report.url, *report.authors, *report.tags)
    return {
        "ref": report.id,
        "holding": report.holding or "",
        "kind": report.kind,
        "outlet": clean(report.outlet),
        "title": clean(report.title),
        "folded": fold("\n".join(part for part in parts if part)),
        "characters": len(report.text),
        "data": text_of(report),
    }


def reading_columns(reading: Reading) -> dict[str, Any]:
    """Columns of `models.Reading`; the report and the claims have rows of their own."""
    first, last = _days(reading.published.edtf)
    return {
        "language": reading.language,
        "published": reading.published.edtf or "",
        "first_day": first,
        "last_day": last,
        "data": text_of(
            {
                "published": reading.published,
                "places": reading.places,
                "relations": reading.relations,
                "times": reading.times,
                "sites": reading.sites,
                "calibration": reading.calibration,
                "model": reading.model,
            }
        ),
    }


def _spoken(speaker: Speaker | None) -> str:
    return ", ".join(part for part in (speaker.name, speaker.office) if part) if speaker else ""


def _bound(value: int | None) -> int | None:
    return None if value is None else min(value, _LARGEST)


def _counted(count: Count | None) -> dict[str, Any]:
    return {
        "count_min": _bound(count.min) if count else None,
        "count_max": _bound(count.max) if count else None,
        "count_unit": count.unit if count else "",
    }


def claim_columns(claim: Claim, position: int) -> dict[str, Any]:
    """Columns of `models.Claim`, without its report."""
    speaker = _spoken(claim.speaker)
    place = claim.place.text if claim.place else ""
    words = (claim.passage.quote, speaker, place, claim.unit, claim.site, *claim.chain.outlets)
    return (
        _placed(claim.place, claim.time)
        | _counted(claim.count)
        | {
            "ref": claim.ref,
            "position": position,
            "fingerprint": fingerprint(claim),
            "anchor": anchor(claim),
            "type": claim.type,
            "family": claim.type.split(".")[0],
            "side": claim.side or "",
            "modality": claim.modality,
            "hedge": claim.hedge,
            "role": claim.speaker.role if claim.speaker else "",
            "speaker": clean(speaker),
            "unit": clean(claim.unit),
            "site": clean(claim.site),
            "confidence": claim.confidence,
            "quote": clean(claim.passage.quote),
            "folded": fold("\n".join(part for part in words if part)),
            "data": text_of(claim),
        }
    )


def incident_columns(incident: Incident) -> dict[str, Any]:
    """Columns of `models.Incident`."""
    return _placed(incident.place, incident.time) | {
        "ref": incident.id,
        "types": " ".join(incident.types),
        "side": incident.side or "",
        "voices_low": incident.voices.low,
        "voices_high": incident.voices.high,
        "newsrooms_low": incident.newsrooms.low,
        "newsrooms_high": incident.newsrooms.high,
        "score": incident.score,
        "data": text_of(incident),
    }


def site_columns(site: Site) -> dict[str, Any]:
    """Columns of `models.Site`; its days run from the first to the last state that has one."""
    days = [_days(state.time.edtf) for state in site.states if state.time]
    firsts = [first for first, _ in days if first]
    lasts = [last for _, last in days if last]
    return _placed(site.place, None) | {
        "ref": site.id,
        "name": clean(site.name),
        "folded": fold(site.name),
        "side": site.side or "",
        "state": site.states[-1].state if site.states else "",
        "first_day": min(firsts, default=None),
        "last_day": max(lasts, default=None),
        "data": text_of(site),
    }


def contradiction_columns(contradiction: Contradiction) -> dict[str, Any]:
    """Columns of `models.Contradiction`, without its claims."""
    return reconciled_columns(contradiction) | {"copy_of": contradiction.copy_of}


def reconciled_columns(contradiction: Contradiction | Reconciled) -> dict[str, Any]:
    """Columns of `models.Reconciled`, without its claims."""
    return {
        "ref": contradiction.id,
        "kind": contradiction.kind,
        "about": clean(contradiction.about),
        "data": text_of(contradiction),
    }


def retelling_columns(retelling: Retelling) -> dict[str, Any]:
    """Columns of `models.Retelling`."""
    return {"ref": retelling.id, "size": len(retelling.reports), "data": text_of(retelling)}


def transfer_columns(transfer: Transfer) -> dict[str, Any]:
    """Columns of `models.Transfer`, without its claims."""
    return {
        "ref": transfer.id,
        "side": transfer.side or "",
        "origin": transfer.origin,
        "destination": transfer.destination,
        "data": text_of(transfer),
    }
