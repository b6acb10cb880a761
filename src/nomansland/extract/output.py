"""Readings as plain data: the one shape that `extract --format json` prints."""

from __future__ import annotations

from typing import Any

from nomansland.words import Claim, Count, Place, Publication, Reading, Report, Speaker, Time
from nomansland.words.asked import ModelRun


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {
        "role": speaker.role,
        "name": speaker.name,
        "office": speaker.office,
        "adversary": speaker.adversary,
        "first_hand": speaker.first_hand,
        "under_duress": speaker.under_duress,
        "interest": speaker.interest,
    }


def place_data(place: Place | None) -> dict[str, Any] | None:
    """A place with its best point, its radius and every candidate; `lat` and `lon` are null where it cannot be told."""
    if place is None:
        return None
    point, best = place.point, place.best
    return {
        "text": place.text,
        "start": place.passage.start if place.passage else None,
        "end": place.passage.end if place.passage else None,
        "name": best.name if best else None,
        "code": best.code if best else None,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "radius_km": best.radius_km if best and point else None,
        "region": place.region,
        "candidates": [
            {
                "code": candidate.code,
                "name": candidate.name,
                "lat": candidate.lat,
                "lon": candidate.lon,
                "radius_km": candidate.radius_km,
                "weight": round(candidate.weight, 4),
                "kind": candidate.kind,
                "source": candidate.source,
            }
            for candidate in place.candidates
        ],
        "why": list(place.why),
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {"min": count.min, "max": count.max, "unit": count.unit, "approx": count.approx, "scope": count.scope}


def _time(time: Time) -> dict[str, Any]:
    passage = time.passage
    return {
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
        "text": passage.quote if passage else None,
        "edtf": time.edtf,
        "duration": time.duration,
        "approximate": time.approximate,
    }


def published_data(published: Publication) -> dict[str, Any]:
    """The stated date, or the inferred interval with its basis."""
    return {
        "stated": published.stated,
        "inferred": None if published.stated else published.inferred,
        "best": published.best,
        "basis": list(published.basis),
        "updated": published.updated,
    }


def claim_data(claim: Claim) -> dict[str, Any]:
    """One claim as plain data."""
    return {
        "id": claim.id,
        "type": claim.type,
        "side": claim.side,
        "subside": claim.subside,
        "status": claim.status,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "hedge": claim.hedge,
        "speaker": _speaker(claim.speaker),
        "via": list(claim.chain.outlets),
        "place": place_data(claim.place),
        "time": claim.time.edtf if claim.time else None,
        "count": _count(claim.count),
        "unit": claim.unit,
        "site": claim.site,
        "conditions": dict(claim.conditions),
        "quote": claim.passage.quote,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "confidence": claim.confidence,
        "reader": claim.reader,
        "evidence": [
            {
                "field": evidence.field,
                "quote": evidence.passage.quote,
                "start": evidence.passage.start,
                "end": evidence.passage.end,
                "reason": evidence.reason,
            }
            for evidence in claim.evidence
        ],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "tags": list(report.tags),
        "source": report.source,
        "text": report.text,
    }


def _run(run: ModelRun | None) -> dict[str, Any] | None:
    if run is None:
        return None
    return {
        "name": run.model,
        "prompt": run.prompt,
        "asked": run.asked,
        "cached": run.cached,
        "kept": run.kept,
        "refused": dict(run.refused),
    }


def reading_data(reading: Reading) -> dict[str, Any]:
    """One report's object of the schema."""
    return {
        "id": reading.report.id,
        "language": reading.language,
        **_report(reading.report),
        "published": published_data(reading.published),
        "confidence_basis": reading.calibration or None,
        "model": _run(reading.model),
        "claims": [claim_data(claim) for claim in reading.claims],
        "places": [place_data(place) for place in reading.places],
        "relations": [
            {
                "subject": relation.subject,
                "relation": relation.relation,
                "object": relation.objects[0] if len(relation.objects) == 1 else list(relation.objects),
                "km": relation.km,
                "direction": relation.direction,
                "start": relation.passage.start,
                "end": relation.passage.end,
            }
            for relation in reading.relations
        ],
        "times": [_time(time) for time in reading.times],
        "sites": [
            {
                "id": state.site,
                "state": state.state,
                "claim": state.claim,
                "time": state.time.edtf if state.time else None,
                "side": state.side,
            }
            for state in reading.sites
        ],
    }
