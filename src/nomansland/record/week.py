"""The two-sided column: what became known in one week, each sentence with the characters it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from nomansland.record.phrase import SIDES, count_phrase, interval_phrase, missing, place_phrase, speaker_phrase
from nomansland.record.rows import Record, cite
from nomansland.words import Claim, Incident, Reading, day_bounds

_RESPONSES = ("response.", "law.", "context.")


def week_bounds(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO week (`2023-W25`).

    Raises
    ------
    ValueError
        Where it is no ISO week.
    """
    try:
        year, number = week.upper().split("-W")
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError as error:
        raise ValueError(f"{week!r} is no ISO week; write it as 2023-W25.") from error
    return monday, monday + timedelta(days=6)


def _published_in(reading: Reading, first: date, last: date) -> bool:
    edtf = reading.published.stated or reading.published.best or reading.published.inferred
    if not edtf:
        return False
    left, right = day_bounds(edtf)
    return left <= last and first <= right


def _sentence(claim: Claim) -> str:
    words = " ".join(claim.passage.quote.split())
    parts = [count_phrase(claim.count), place_phrase(claim.place), claim.time.edtf if claim.time else ""]
    slots = "; ".join(part for part in parts if part)
    verdict = "" if claim.modality == "asserted" else f" [{claim.modality}]"
    hedge = " [not confirmed]" if claim.hedge else ""
    return f"“{words}”{verdict}{hedge}. {speaker_phrase(claim)}{'. ' + slots if slots else ''} ({cite(claim)})"


def _incidents(record: Record, told: dict[str, Claim], side: str | None) -> Iterator[str]:
    for incident in record.incidents:
        claims = [told[ref] for ref in incident.claims if ref in told]
        events = [claim for claim in claims if not claim.type.startswith(_RESPONSES)]
        if incident.side != side or not events:
            continue
        voices, rooms = interval_phrase(incident.voices, "voice"), interval_phrase(incident.newsrooms, "newsroom")
        gap = missing(events)
        yield f"* **{', '.join(incident.types)}**: {voices}, {rooms}.{' ' + gap if gap else ''}"
        yield from (f"  * {_sentence(claim)}" for claim in events)


def _replies(record: Record, told: dict[str, Claim]) -> Iterator[str]:
    known = record.claims()
    for found in record.contradictions:
        if (
            found.copy_of
            or not any(ref in told for ref in found.claims)
            or any(ref not in known for ref in found.claims)
        ):
            continue
        first, second = (known[ref] for ref in found.claims)
        yield f"* {found.kind.capitalize()} about {found.about}:"
        yield f"  * {_sentence(first)}"
        yield f"  * {_sentence(second)}"


def _changes(record: Record, told: dict[str, Claim], before: dict[str, Claim]) -> Iterator[str]:
    def known(incident: Incident) -> bool:
        return any(ref in before for ref in incident.claims)

    new = [found for found in record.incidents if any(ref in told for ref in found.claims)]
    again = [found for found in new if known(found)]
    yield f"* {len(new) - len(again)} incidents are told of for the first time, {len(again)} were told of before."
    for site in record.sites:
        for state in site.states:
            if state.claim in told and state.state != "active":
                yield f"* {site.name} is reported {state.state} ({cite(told[state.claim])})."


def column(record: Record, week: str) -> str:
    """The week's column in Markdown.

    A report belongs to the week in which it was published, or may have been where the date is inferred.
    """
    first, last = week_bounds(week)
    told = {
        claim.ref: claim
        for reading in record.readings
        if _published_in(reading, first, last)
        for claim in reading.claims
    }
    earlier = {
        claim.ref: claim
        for reading in record.readings
        if _published_in(reading, date.min, first - timedelta(days=1)) and not _published_in(reading, first, last)
        for claim in reading.claims
    }
    undated = [reading.report.id for reading in record.readings if reading.published.edtf is None]
    lines = [f"# {week.upper()}: {first.isoformat()} to {last.isoformat()}", ""]
    for side in ("RF", "UA", "both", None):
        found = list(_incidents(record, told, side))
        if found or side in ("RF", "UA"):
            lines += [
                f"## {SIDES[side].capitalize()}",
                "",
                *(found or ["Nothing was reported that this case holds."]),
                "",
            ]
    lines += ["## Testimony and official replies", "", *(list(_replies(record, told)) or ["None side by side."]), ""]
    lines += ["## What changed", "", *_changes(record, told, earlier), ""]
    lines += ["## What this cannot know", ""]
    lines += ["* The two sides' numbers are not comparable: different outlets can see different things."]
    lines += [f"* Reports without any date are not in a week: {', '.join(undated)}."] if undated else []
    return "\n".join(lines) + "\n"
