"""The record as rows of text: one list of columns and one row per thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.record.phrase import (
    candidate_phrase,
    count_phrase,
    interval_phrase,
    place_phrase,
    speaker_phrase,
    time_phrase,
)
from nomansland.words import (
    Claim,
    Contradiction,
    Count,
    Finding,
    Incident,
    Interval,
    Place,
    Reading,
    Reconciled,
    Retelling,
    Site,
    Transfer,
)
from nomansland.words.support import support

Rows = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Record:
    """All that a case knows after one forward pass."""

    readings: Sequence[Reading]
    retellings: Sequence[Retelling] = ()
    incidents: Sequence[Incident] = ()
    sites: Sequence[Site] = ()
    contradictions: Sequence[Contradiction] = ()
    findings: Sequence[Finding] = ()
    reconciled: Sequence[Reconciled] = ()
    transfers: Sequence[Transfer] = ()

    def claims(self) -> dict[str, Claim]:
        """Every claim by `report:claim`."""
        return {claim.ref: claim for reading in self.readings for claim in reading.claims}


def marks(newsrooms: Interval, claims: Sequence[Claim]) -> str:
    """`single origin`, `the other side only`, both or neither."""
    return ", ".join(support(newsrooms, claims))


def cite(claim: Claim) -> str:
    """Where the words stand: `report:claim, characters 10-84`."""
    return f"{claim.ref}, characters {claim.passage.start}-{claim.passage.end}"


def claim_rows(record: Record) -> Rows:
    """One row per claim, in the order of the reports."""
    rows = [
        (
            claim.ref,
            claim.type,
            claim.side or "?",
            claim.modality + (" (hedged)" if claim.hedge else ""),
            speaker_phrase(claim),
            place_phrase(claim.place),
            time_phrase(claim.time),
            count_phrase(claim.count),
            " ".join(claim.passage.quote.split()),
        )
        for reading in record.readings
        for claim in reading.claims
    ]
    return ("claim", "event", "side", "modality", "who says it", "where", "when", "how many", "words"), rows


def incident_rows(record: Record) -> Rows:
    """One row per incident; voices and newsrooms are never added up. `rests on` says what a number must not hide."""
    claims = record.claims()
    rows = [
        (
            incident.id,
            ", ".join(incident.types),
            incident.side or "?",
            place_phrase(incident.place),
            time_phrase(incident.time),
            str(len(incident.claims)),
            interval_phrase(incident.voices, "voice"),
            interval_phrase(incident.newsrooms, "newsroom"),
            marks(incident.newsrooms, [claims[ref] for ref in incident.claims if ref in claims]),
        )
        for incident in record.incidents
    ]
    return ("incident", "events", "side", "where", "when", "claims", "voices", "newsrooms", "rests on"), rows


def site_rows(record: Record) -> Rows:
    """One row per place of detention with its life as told."""
    rows = [
        (
            site.name,
            site.side or "?",
            place_phrase(site.place),
            "; ".join(
                f"{state.state} {time_phrase(state.time) or '(no date)'} [{state.claim}]" for state in site.states
            ),
        )
        for site in record.sites
    ]
    return ("site", "side", "where", "what was said of it"), rows


def _end(names: dict[str, str], site: str, place: Place | None) -> str:
    """A site by its name, else the place; empty where nobody says."""
    return names.get(site, "") or place_phrase(place) or "not told"


def transfer_rows(record: Record) -> Rows:
    """One row per transfer between places of detention; a site that itself moved is marked."""
    names = {site.id: site.name for site in record.sites}
    claims = record.claims()
    rows = [
        (
            _end(names, edge.origin, edge.start),
            _end(names, edge.destination, edge.end),
            edge.side or "?",
            "the site itself" if edge.whole else count_phrase(edge.count),
            time_phrase(edge.time),
            interval_phrase(edge.newsrooms, "newsroom"),
            marks(edge.newsrooms, [claims[ref] for ref in edge.claims if ref in claims]),
            "; ".join(edge.claims),
        )
        for edge in record.transfers
    ]
    return ("from", "to", "side", "who", "when", "newsrooms", "rests on", "claims"), rows


def site_count_rows(record: Record) -> Rows:
    """One row per count of places of detention: bounds, scope and who says it; they are never added up."""
    from nomansland.link import site_counts

    claims = record.claims()
    rows = [
        (
            one.side or "?",
            one.scope,
            count_phrase(Count(one.low, one.high, "site")),
            "this record, by place" if one.own else "; ".join(one.claims),
            time_phrase(one.time),
            interval_phrase(one.newsrooms, "newsroom"),
            marks(one.newsrooms, [claims[ref] for ref in one.claims if ref in claims]),
            one.why,
        )
        for one in site_counts(record.readings, record.retellings, record.sites)
    ]
    return ("side", "scope", "how many", "told by", "when", "newsrooms", "rests on", "what it says"), rows


def drift_rows(record: Record) -> Rows:
    """One row per telling of a claim that changed on the way through its lineage, the oldest telling first."""
    from nomansland.link import drifts

    claims = record.claims()
    rows = []
    for drift in drifts(record.readings, record.retellings, record.incidents):
        for number, ref in enumerate(drift.claims):
            claim = claims[ref]
            rows.append(
                (
                    ", ".join(drift.fields) if number == 0 else "",
                    ref,
                    claim.type,
                    claim.modality + (" (hedged)" if claim.hedge else ""),
                    count_phrase(claim.count),
                    place_phrase(claim.place),
                    time_phrase(claim.time),
                    " ".join(claim.passage.quote.split()),
                )
            )
    return ("what changed", "claim", "event", "certainty", "how many", "where", "when", "words"), rows


def reconciled_rows(record: Record) -> Rows:
    """One row per pair that differs and can both hold, both in their own words."""
    claims = record.claims()
    rows = []
    for found in record.reconciled:
        words = [
            f"{ref}: {' '.join(claims[ref].passage.quote.split())}" if ref in claims else ref for ref in found.claims
        ]
        why = "; ".join(reason.text for reason in found.reasons)
        rows.append((found.kind.replace("_", " "), found.about, words[0], words[1], why))
    return ("kind", "about", "one says", "another says", "why both can hold"), rows


def contradiction_rows(record: Record) -> Rows:
    """One row per contradiction, both sides in their own words; what copies repeat is left out."""
    claims = record.claims()
    rows = []
    for found in record.contradictions:
        if found.copy_of:
            continue
        words = [
            f"{ref}: {' '.join(claims[ref].passage.quote.split())}" if ref in claims else ref for ref in found.claims
        ]
        rows.append((found.kind, found.about, words[0], words[1]))
    return ("kind", "about", "one says", "another says"), rows


def place_rows(record: Record) -> Rows:
    """One row per claim whose place other tellings make clearer: the reading's own place, the new one, and why."""
    from nomansland.link import placed

    rows = [
        (
            found.claim,
            found.own.text,
            "\n".join(candidate_phrase(one) for one in found.own.candidates[:3]),
            "\n".join(candidate_phrase(one) for one in found.new.candidates[:3]),
            "\n".join(why for why in found.new.why if why not in found.own.why),
        )
        for found in placed(record.readings, record.retellings, record.incidents)
    ]
    return ("claim", "named", "its own candidates", "with the other tellings", "why"), rows
