"""The form of a claim's fields: what it offers, and what was written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nomansland.review import FIELDS, texts
from nomansland.web import labels
from nomansland.web.filters import as_day
from nomansland.web.pictures.chart import SMALL, chart
from nomansland.web.pictures.chartparts import Chart, Mark
from nomansland.words import Candidate, Claim, Reading
from nomansland.words.codebook import ids
from nomansland.words.errors import ReviewError
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, edtf_of

_MOST_PLACES, _MOST_TIMES = 16, 12
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is sent, what is shown, and a word on where it comes from."""

    value: str
    label: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a template needs to draw the fields.

    `values` are the texts that stand in the fields, `before` those that the form was made from.
    """

    values: dict[str, str]
    before: dict[str, str]
    events: list[tuple[str, list[Option]]]
    places: list[Option]
    times: list[Option]
    outlets: list[str]
    chart: Chart | None
    looked: str = ""
    fields: tuple[str, ...] = field(default=tuple(FIELDS))

    @property
    def count(self) -> dict[str, str]:
        """The count's bounds and unit, apart."""
        bounds, _, unit = self.values.get("count", "").partition(" ")
        low, dots, high = bounds.partition("..")
        return {"low": low, "high": high if dots else low, "unit": unit}

    @property
    def base(self) -> list[tuple[str, str]]:
        """Fields with what they said when the form was made."""
        return [(name, self.before.get(name, "")) for name in self.fields]

    @property
    def elsewhere(self) -> bool:
        """True where the place that stands is none of those offered."""
        return bool(self.values.get("place")) and self.values["place"] not in {one.value for one in self.places}


def _candidates(claim: Claim | None, reading: Reading, looked: str) -> list[tuple[Candidate, str]]:
    found: dict[str, tuple[Candidate, str]] = {}
    own = claim.place.candidates if claim and claim.place else ()
    for one in own:
        found.setdefault(one.code, (one, _("read here, %(share)s %%") % {"share": f"{100 * one.weight:.0f}"}))
    for one in _looked_up(looked):
        found.setdefault(one.code, (one, _("in the gazetteer")))
    for place in reading.places:
        for one in place.candidates[:2]:
            found.setdefault(one.code, (one, _("named in the report")))
    return list(found.values())[:_MOST_PLACES]


def _looked_up(name: str) -> list[Candidate]:
    """Places of the gazetteer that bear a name, the greatest first; none without a gazetteer."""
    from nomansland.review.fields import candidate_of
    from nomansland.terrain.gazetteer import Terrain
    from nomansland.words.errors import TerrainError

    if not name:
        return []
    try:
        terrain = Terrain.load()
    except TerrainError:
        return []
    spots = {hit.spot.code: hit.spot for hit in terrain.lookup(name) if hit.spot.country in ("UA", "RU")}
    greatest = sorted(spots.values(), key=lambda spot: (spot.country != "UA", -spot.population, -spot.rank, spot.id))
    return [candidate_of(spot, terrain.title(spot)) for spot in greatest[:_MOST_PLACES]]


def _map(found: Iterable[tuple[Candidate, str]], side: str) -> Chart | None:
    """The small map of the candidates; each leads to its line in the form."""
    marks = [
        Mark(
            one.lat, one.lon, one.radius_km, labels.side_class(side), "context",
            f"{one.name} ({why})", one.name.split(",")[0], f"#place-{number}",
        )
        for number, (one, why) in enumerate(found)
        if one.lat is not None and one.lon is not None
    ]  # fmt: skip
    return chart(marks, size=SMALL) if marks else None


def _times(claim: Claim | None, reading: Reading) -> list[Option]:
    found: dict[str, Option] = {}
    if claim and claim.time and claim.time.edtf:
        found[claim.time.edtf] = Option(claim.time.edtf, claim.time.edtf, _("read here"))
    for time in reading.times:
        if time.edtf:
            quote = time.passage.quote if time.passage else time.basis
            found.setdefault(time.edtf, Option(time.edtf, time.edtf, quote))
    if reading.published.edtf:
        day = reading.published.edtf[:10] if reading.published.stated else reading.published.edtf
        found.setdefault(day, Option(day, day, _("published")))
    return list(found.values())[:_MOST_TIMES]


def _events() -> list[tuple[str, list[Option]]]:
    groups: dict[str, list[Option]] = {}
    for event in ids("event"):
        groups.setdefault(labels.family(event), []).append(Option(event, labels.label("event", event)))
    return list(groups.items())


def form_of(claim: Claim | None, reading: Reading, values: Mapping[str, str] | None = None, looked: str = "") -> Form:
    """The form on a claim as it stands, or on a new one of a report.

    Parameters
    ----------
    claim : Claim or None
        As it was corrected.
    reading : Reading
        Of its report: its other places, times and outlets are offered.
    values : mapping, optional
        What was written already, by field.
    looked : str
        A name that the gazetteer is asked for.
    """
    before = texts(claim) if claim else {"modality": "asserted", "hedge": "no"}
    found = _candidates(claim, reading, looked)
    places = [Option(f"{one.name} [{one.code}]", one.name, why) for one, why in found]
    outlets = sorted({outlet for other in reading.claims for outlet in other.chain.outlets})
    shown = before | dict(values or {})
    side = shown.get("side", "")
    return Form(
        shown, before, _events(), places, _times(claim, reading), outlets, _map(found, side), looked,
        tuple(FIELDS),
    )  # fmt: skip


def _edtf(post: Mapping[str, Any]) -> str:
    """The days chosen, else the text; an end that is left open is open."""
    first, last = (as_day(str(post.get(f"time-{end}", "")).strip()) for end in ("from", "until"))
    if first or last:
        one, other = first or OPEN_FIRST, last or OPEN_LAST
        if other < one:
            raise ReviewError("The days run backwards.", todo="Choose the first day before the last one.")
        return _interval(one, other)
    return str(post.get("set-time", "")).strip()


def _interval(first: date, last: date) -> str:
    return edtf_of(first, last)


def _count(post: Mapping[str, Any]) -> str:
    low, high = (str(post.get(f"count-{end}", "")).strip() for end in ("low", "high"))
    if not low and not high:
        return ""
    bounds = low if low == high else f"{low}..{high}"
    return f"{bounds} {' '.join(str(post.get('count-unit', '')).split()) or 'person'}"


def written(post: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form as they were sent; those that it did not hold are left out.

    Raises
    ------
    ReviewError
        Where the days run backwards.
    """
    out = {name: str(post[f"set-{name}"]).strip() for name in FIELDS if f"set-{name}" in post}
    if "set-time" in post or post.get("time-from") or post.get("time-until"):
        out["time"] = _edtf(post)
    if "count-low" in post:
        out["count"] = _count(post)
    if out.get("place") == OTHER:
        out["place"] = " ".join(str(post.get("place-other", "")).split())
    return out


def changed(post: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a form changed of what it was made from: only that is a correction."""
    return tuple((name, text) for name, text in written(post).items() if text != str(post.get(f"was-{name}", "")))
