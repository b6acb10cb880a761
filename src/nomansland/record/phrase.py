"""Values as plain English, with what is not known said."""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.words import Candidate, Claim, Count, Interval, Place, Time

SIDES = {"RF": "Russian side", "UA": "Ukrainian side", "both": "both sides", "other": "other", None: "side not told"}
_PLURALS = {"company": "companies", "person": "persons", "crew": "crews"}


def count_phrase(count: Count | None) -> str:
    """ "at least 42 persons"; empty where nobody says how many."""
    if count is None:
        return ""
    low, high = count.min, count.max
    noun = count.unit if (low, high) == (1, 1) else _PLURALS.get(count.unit, f"{count.unit}s")
    if low is not None and low == high:
        return f"{'about ' if count.approx else ''}{low:,} {noun}"
    if high is None:
        return f"at least {low:,} {noun}"
    if low is None:
        return f"at most {high:,} {noun}"
    return f"{low:,} to {high:,} {noun}"


def place_phrase(place: Place | None) -> str:
    """The name as written and what it was resolved to, with the radius; empty where nobody says where."""
    if place is None:
        return ""
    best = place.best
    if best is None:
        return f"{place.text} (cannot tell which)"
    if place.point is None:
        return f"{place.text} ({best.name})"
    return f"{place.text} ({best.name}, within {best.radius_km:g} km)"


def candidate_phrase(candidate: Candidate) -> str:
    """ "Lyman, Kramatorskyi raion, Donetska oblast: 80%"."""
    return f"{candidate.name}: {candidate.weight:.0%}"


def time_phrase(time: Time | None) -> str:
    """EDTF as it stands; empty where nobody says when."""
    return (time.edtf or time.duration or "") if time else ""


def speaker_phrase(claim: Claim) -> str:
    """Who says it and through whom."""
    speaker = claim.speaker
    if speaker is None:
        said = "Nobody named"
    else:
        role = speaker.role.replace("_", " ")
        said = ", ".join(part for part in (speaker.name, speaker.office) if part) or role
        if said != role:
            said = f"{said} ({role})"
        said += " of the other army" if speaker.adversary else ""
        said += ", under duress" if speaker.under_duress else ""
    said = said[:1].upper() + said[1:]
    return " via ".join((said, *claim.chain.outlets))


def interval_phrase(interval: Interval, noun: str) -> str:
    """ "one newsroom", "2 to 3 voices"."""
    if interval.low == interval.high:
        return f"{interval.low} {noun}{'' if interval.low == 1 else 's'}"
    return f"{interval.low} to {interval.high} {noun}s"


def missing(claims: Sequence[Claim]) -> str:
    """What none of these claims says, as one sentence; empty where all four are said by somebody."""
    said = {
        "where": any(claim.place for claim in claims),
        "when": any(claim.time for claim in claims),
        "how many": any(claim.count for claim in claims),
        "which side": any(claim.side for claim in claims),
    }
    gaps = [word for word, known in said.items() if not known]
    return f"Nobody says {', '.join(gaps)}." if gaps else ""
