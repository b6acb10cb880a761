"""Which incidents a study of place and time may use, and what it leaves out and why: one list for all such studies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nomansland.review import applied
from nomansland.study.stories import stories
from nomansland.words import Candidate, Claim, Decision, Finding, Incident, Place, Reading
from nomansland.words.time import OPEN_FIRST, OPEN_LAST

SIDES = ("RF", "UA")
WIDEST_DAYS = 62
WIDEST_KM = 30.0
FAMILIES = ("refusal", "truce")
NO_EVENT_PLACES = frozenset({"site", "oblast", "raion", "axis", "river", "country"})
_BASE_WORDS = (
    *("garrison", "training ground", "court", "barracks", "hospital", "prison", "colony", "detention"),
    *("гарнизон", "полигон", "суд", "казарм", "госпитал", "тюрьм", "колони", "сизо", "военкомат"),
    *("гарнізон", "полігон", "казарм", "шпитал", "в'язниц", "колоні", "сізо", "військкомат"),
)
REASONS = {
    "rejected": "rejected or retracted by people",
    "side": "the side is not told, or it is told of both at once",
    "reply": "told only in the words of a reply, or in no incident",
    "no-place": "no place is told",
    "region": "the place is a region, or not known to within 30 km",
    "site": "the place is a place of detention, a court or a garrison",
    "no-day": "no day is told, or only one to within more than 62 days",
    "no-front": "no map of the front of the 45 days before: import one with `terrain front import`",
    "rear": "the place lies more than 40 km behind the front of its day, or beyond its ends",
    "adversary": "told by the other side only (kept apart from the primary result)",
}


@dataclass(frozen=True, slots=True)
class Located:
    """One incident with what is known of its place and day.

    Parameters
    ----------
    id : str
        Of the incident; of a story told as several kinds of act, of its first one.
    side : str
        RF or UA; "both" for a reported contact.
    places : tuple of Candidate
        Weighted candidates with a point, heaviest first; weights add up to 1.
    first, last : date
        The days that its claims share.
    claims, reports : tuple of str
        The claims (`report:claim`) that it rests on, and their reports.
    adversary : bool
        True where only the other side tells it.
    hedged, accepted : bool
        True where every claim is reported as unconfirmed; where people accepted at least one claim.
    """

    id: str
    side: str
    types: tuple[str, ...]
    places: tuple[Candidate, ...]
    first: date
    last: date
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    adversary: bool = False
    hedged: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many incidents of a side did not enter for one reason; `side` is "unknown" where it is not told."""

    side: str
    reason: str
    number: int
    incidents: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reason as a sentence."""
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Contact:
    """A reported contact between the sides: a truce or a meeting. Place and days may be unknown."""

    id: str
    side: str
    type: str
    place: str | None
    first: date | None
    last: date | None
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    adversary: bool
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Events:
    """What a study may use: incidents for the primary result, those told by the other side only, contacts."""

    primary: tuple[Located, ...]
    adversary: tuple[Located, ...]
    contacts: tuple[Contact, ...]
    left_out: tuple[LeftOut, ...]


def common_days(claims: Iterable[Claim]) -> tuple[date, date] | None:
    """The days that the claims share, else from the first to the last; None where no claim has both ends."""
    known = [claim.time.bounds for claim in claims if claim.time]
    bounds = [one for one in known if one and one[0] != OPEN_FIRST and one[1] != OPEN_LAST]
    if not bounds:
        return None
    first, last = max(low for low, _ in bounds), min(high for _, high in bounds)
    if first <= last:
        return first, last
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def _usable(place: Place) -> str | tuple[Candidate, ...]:
    """The candidates of a place scaled to add up to 1, or the reason why it cannot be used."""
    words = place.text.casefold()
    if any(words.startswith(word) or f" {word}" in words for word in _BASE_WORDS):
        return "site"
    if place.best is None:
        return "region" if place.region else "no-place"
    if place.best.kind == "site":
        return "site"
    good = [
        one
        for one in place.candidates
        if one.lat is not None and one.kind not in NO_EVENT_PLACES and one.radius_km <= WIDEST_KM and one.weight > 0
    ]
    total = sum(one.weight for one in good)
    if total < 0.5:
        return "region"
    return tuple(
        Candidate(
            one.code, one.name, one.lat, one.lon, one.radius_km, one.weight / total, one.kind, one.admin, one.source
        )
        for one in sorted(good, key=lambda one: -one.weight)
    )


def place_of(claims: Sequence[Claim]) -> str | tuple[Candidate, ...]:
    """Candidates of the most exact place that the claims give, or the reason why there is none."""
    reasons, found = [], []
    for claim in claims:
        if claim.place is None:
            continue
        if claim.site is not None:
            reasons.append("site")
            continue
        usable = _usable(claim.place)
        if isinstance(usable, str):
            reasons.append(usable)
        else:
            found.append(usable)
    if found and len(found) >= reasons.count("site"):
        return min(found, key=lambda places: (places[0].radius_km, -places[0].weight))
    return next((reason for reason in ("site", "region") if reason in reasons), "no-place")


def thrown_out(decisions: Iterable[Decision]) -> frozenset[str]:
    """Incidents that somebody's standing decision rejects or retracts; an undone decision stands no more."""
    rows = [row for row in decisions if row.target == "incident"]
    undone = {row.undoes for row in rows if row.verdict == "undo"}
    last = {(row.ref, row.by.strip().casefold()): row for row in rows if row.verdict != "undo" and row.id not in undone}
    return frozenset(row.ref for row in last.values() if row.verdict in ("reject", "retract"))


def located(
    readings: Iterable[Reading],
    incidents: Iterable[Incident],
    findings: Iterable[Finding] = (),
    out: Collection[str] = (),
) -> Events:
    """The asserted incidents of refusal and the reported contacts of a case, located; one for each story.

    Corrections hold. A contact is listed and never paired: it is near both sides by what it is.

    Parameters
    ----------
    readings : iterable of Reading
        The newest pass.
    incidents : iterable of Incident
        Which claims tell of one event.
    findings : iterable of Finding
        A claim without one counts as undecided.
    out : collection of str
        Incidents that people threw out, as `thrown_out` names them.
    """
    rows, found = list(readings), list(findings)
    standing = {claim.ref: claim for reading in applied(rows, found) for claim in reading.claims}
    raw = {claim.ref: claim for reading in rows for claim in reading.claims}
    accepted = frozenset(one.claim for one in found if one.state == "accepted")
    sort = _Sorter(accepted)
    told: set[str] = set()
    for incident in incidents:
        told.update(incident.claims)
        before = [raw[ref] for ref in incident.claims if ref in raw and _enters(raw[ref])]
        claims = [standing[ref] for ref in incident.claims if ref in standing and _enters(standing[ref])]
        if claims and incident.id not in out:
            sort.add(incident.id, claims)
        elif before:
            sort.leave(before[0].side, "rejected", incident.id)
    for claim in standing.values():
        if _enters(claim) and claim.ref not in told:
            sort.leave(claim.side, "reply", claim.ref)
    denials = [claim for claim in standing.values() if claim.type.startswith("truce.") and claim.modality == "denied"]
    return sort.events(denials)


def _enters(claim: Claim) -> bool:
    return claim.type.split(".")[0] in FAMILIES and claim.modality == "asserted"


class _Sorter:
    """Puts incidents where they belong and counts what is left out."""

    def __init__(self, accepted: frozenset[str]) -> None:
        self._accepted = accepted
        self._located: list[Located] = []
        self._contacts: list[Contact] = []
        self._out: dict[tuple[str, str], list[str]] = defaultdict(list)

    def leave(self, side: str | None, reason: str, name: str) -> None:
        self._out[side or "unknown", reason].append(name)

    def add(self, name: str, claims: Sequence[Claim]) -> None:
        sides = Counter(claim.side for claim in claims if claim.side)
        side = sides.most_common(1)[0][0] if sides else None
        refs = tuple(claim.ref for claim in claims)
        reports = tuple(dict.fromkeys(claim.report for claim in claims))
        adversary = all(claim.speaker is not None and claim.speaker.adversary for claim in claims)
        days, places = common_days(claims), place_of(claims)
        if any(claim.type.startswith("truce.") for claim in claims):
            text = next((claim.place.text for claim in claims if claim.place), None)
            first, last = days or (None, None)
            self._contacts.append(
                Contact(name, side or "unknown", "truce.fraternization", text, first, last, refs, reports, adversary)
            )
            return
        if side not in SIDES:
            return self.leave(side, "side", name)
        if isinstance(places, str):
            return self.leave(side, places, name)
        if days is None or (days[1] - days[0]).days > WIDEST_DAYS:
            return self.leave(side, "no-day", name)
        types = tuple(sorted({claim.type for claim in claims}))
        hedged, accepted = all(claim.hedge for claim in claims), bool(self._accepted & set(refs))
        self._located.append(Located(name, side, types, places, *days, refs, reports, adversary, hedged, accepted))
        return None

    def events(self, denials: Sequence[Claim]) -> Events:
        merged = stories(self._located)
        for one in merged:
            if one.adversary:
                self.leave(one.side, "adversary", one.id)
        return Events(
            tuple(one for one in merged if not one.adversary),
            tuple(one for one in merged if one.adversary),
            tuple(_with_denials(one, denials) for one in self._contacts),
            left_out_of(self._out),
        )


def left_out_of(reasons: dict[tuple[str, str], list[str]]) -> tuple[LeftOut, ...]:
    """Rows by side and reason, in their order."""
    return tuple(LeftOut(*key, len(names), tuple(names)) for key, names in sorted(reasons.items()))


def _with_denials(contact: Contact, denials: Sequence[Claim]) -> Contact:
    about = tuple(claim.ref for claim in denials if claim.report in contact.reports)
    if not about:
        return contact
    values = (contact.id, contact.side, contact.type, contact.place, contact.first, contact.last, contact.claims)
    return Contact(*values, contact.reports, contact.adversary, about)
