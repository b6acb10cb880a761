"""How the places, times and counts of two claims stand to each other."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nomansland.terrain.fold import bridge, key, roman
from nomansland.terrain.geo import distance_km
from nomansland.words import Claim, Count, Place, Time, day_bounds

NEAREST_KM = 8.0
"""Two points closer than this are one place even where both claim to be exact: so far apart villages lie there."""


@lru_cache(maxsize=50_000)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(bridge(roman(key(text), "ru")).split())


def place_key(text: str) -> str:
    """A key of a written place name that survives the alphabet and the ending: the first letters of its words."""
    return " ".join(word[:5] for word in _folded(text))


def kilometres(one: Place | None, other: Place | None) -> float | None:
    """Distance between the best points of two places, or None where one of them has none."""
    left = one.point if one else None
    right = other.point if other else None
    return distance_km(left, right) if left and right else None


def _radius(place: Place) -> float:
    return place.best.radius_km if place.best else 0.0


def same_place(one: Place | None, other: Place | None) -> bool | None:
    """True where two places may be one, False where they cannot, None where it cannot be told.

    Every pair of candidates within both radii counts with the product of the weights; half of the belief decides.
    """
    if one is None or other is None:
        return None
    if one.point is None or other.point is None:
        if one.region and other.region:
            return True if one.region == other.region else None
        return None
    if len(one.candidates) > 1 or len(other.candidates) > 1:
        belief = 0.0
        for left in one.candidates[:8]:
            for right in other.candidates[:8]:
                if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
                    continue
                apart = distance_km((left.lat, left.lon), (right.lat, right.lon))
                if apart <= max(NEAREST_KM, left.radius_km + right.radius_km):
                    belief += left.weight * right.weight
        if belief >= 0.5:
            return True
    return distance_km(one.point, other.point) <= max(NEAREST_KM, _radius(one) + _radius(other))


def same_name(one: Place | None, other: Place | None) -> bool:
    """True where two places are written alike but for the alphabet and the ending, whatever they are taken for."""
    if one is None or other is None:
        return False
    return alike(_folded(one.text), _folded(other.text))


def folded_name(place: Place | None) -> tuple[str, ...]:
    """The words of a written place name, folded over the alphabets; empty for none."""
    return _folded(place.text) if place is not None else ()


def alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """True where two folded names are written alike but for their endings."""
    return bool(left) and len(left) == len(right) and all(map(_alike, left, right))


def _alike(one: str, other: str) -> bool:
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= max(3, min(len(one), len(other)) - 2) and abs(len(one) - len(other)) <= 4


@lru_cache(maxsize=100_000)
def days_of(edtf: str) -> tuple[date, date]:
    """First and last day of an EDTF string; each distinct string is read once."""
    return day_bounds(edtf)


def bounds_of(time: Time | None) -> tuple[date, date] | None:
    """First and last day of a time; None where it is unknown."""
    return days_of(time.edtf) if time and time.edtf else None


def gap_days(one: Time | None, other: Time | None) -> int | None:
    """Days between two times: 0 where they overlap, None where one of them is unknown or open on both ends."""
    left, right = bounds_of(one), bounds_of(other)
    if left is None or right is None:
        return None
    return max(0, (right[0] - left[1]).days, (left[0] - right[1]).days)


def span_days(time: Time | None) -> int | None:
    """Length of a time in days; None where it is unknown."""
    bounds = bounds_of(time)
    return (bounds[1] - bounds[0]).days if bounds else None


def exact(time: Time | None) -> date | None:
    """The day of a time that is known to a day or two."""
    bounds = bounds_of(time)
    return bounds[0] if bounds and (bounds[1] - bounds[0]).days <= 1 else None


def same_count(one: Count | None, other: Count | None) -> bool:
    """True where two counts give the same number of the same unit ("at least 65" and "65" do)."""
    if one is None or other is None or one.unit != other.unit:
        return False
    left = {one.min, one.max} - {None}
    right = {other.min, other.max} - {None}
    return bool(left & right)


def incompatible(one: Count | None, other: Count | None) -> bool:
    """True where no number satisfies both counts of one unit; an approximate number leaves a fifth of room."""
    if one is None or other is None or one.unit != other.unit:
        return False

    def bounds(count: Count) -> tuple[float, float]:
        room = 0.2 if count.approx else 0.0
        low = count.min * (1 - room) if count.min is not None else 0.0
        high = count.max * (1 + room) if count.max is not None else float("inf")
        return low, high

    left, right = bounds(one), bounds(other)
    return left[1] < right[0] or right[1] < left[0]


def family(claim: Claim) -> str:
    """The part of the type before the dot."""
    return claim.type.split(".", 1)[0]
