"""Readings made from an annotated set, so that grouping and linking are measured apart from extraction."""

from __future__ import annotations

from typing import Any

from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Count,
    Passage,
    Place,
    Publication,
    Reading,
    Relation,
    Report,
    SiteState,
    Speaker,
    Time,
)

Row = dict[str, Any]


def _passage(row: Row) -> Passage | None:
    if "start" not in row:
        return None
    quote = row.get("quote") or row.get("text", "")
    return Passage(quote, row["start"], row["start"] + len(quote))


def _place(row: Row | None) -> Place | None:
    if not row:
        return None
    text = row.get("text", "")
    slug = row.get("resolved") or (row.get("name") if row.get("region") else None)
    if row.get("lat") is None:
        return Place(text, _passage(row), region=str(slug).removeprefix("region:") if slug else None)
    code = row.get("katottg") or f"{row['lat']},{row['lon']}"
    one = Candidate(code, row.get("name") or text, row["lat"], row["lon"], row.get("tolerance_km", 5), 1.0)
    return Place(text, _passage(row), (one,))


def _speaker(row: Row | None) -> Speaker | None:
    if not row:
        return None
    return Speaker(row["role"], row.get("name"), row.get("office"), adversary=bool(row.get("adversary")))


def _count(row: Row | None) -> Count | None:
    if not row or (row.get("min") is None and row.get("max") is None):
        return None
    return Count(row.get("min"), row.get("max"), row["unit"], bool(row.get("approx")))


def _claim(report: str, row: Row) -> Claim:
    return Claim(
        id=row["id"],
        report=report,
        type=row["type"],
        passage=Passage(row["quote"], row["start"], row["end"]),
        side=row["side"],
        modality=row["modality"],
        speaker=_speaker(row.get("speaker")),
        chain=Chain(tuple(row.get("via") or ())),
        place=_place(row.get("place")),
        time=Time(row["time"]) if row.get("time") else None,
        count=_count(row.get("count")),
        unit=row.get("unit"),
        site=None,  # the gold's slug would give the answer away
    )


def _relations(document: Row) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            row["subject"],
            row["relation"],
            tuple(row["object"]) if isinstance(row["object"], list) else (row["object"],),
            Passage("", 0, 0),
            row.get("km"),
            row.get("direction"),
        )
        for row in document.get("relations", [])
    )


def reading(document: Row) -> Reading:
    """The reading that a perfect extraction of one annotated document would give."""
    name = document["id"]
    published = document["published"]
    states = tuple(
        SiteState(site["id"], state["state"], "", Time(state["time"]) if state.get("time") else None, site.get("side"))
        for site in document.get("sites", [])
        for state in site["states"]
    )
    return Reading(
        Report(
            name,
            document["text"],
            kind=document["kind"],
            language=document["language"],
            outlet=(document.get("outlet") or {}).get("name"),
            published=document.get("stated_publication"),
        ),
        document["language"],
        Publication(published.get("stated"), published.get("inferred")),
        tuple(_claim(name, row) for row in document["claims"]),
        tuple(filter(None, (_place(row) for row in document.get("places", [])))),
        _relations(document),
        tuple(Time(row.get("edtf"), _passage(row), row.get("duration")) for row in document.get("times", [])),
        states,
    )


def readings_of(gold: Row) -> list[Reading]:
    """The readings of an annotated set, in its order."""
    return [reading(document) for document in gold["documents"]]
