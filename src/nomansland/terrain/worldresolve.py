"""Names of the whole world resolved together: how well known, what stands beside the name, what else the report names.

The score of a choice is a sum: its people (logarithm), the area that the name is followed by ("Paris, Texas"), the
countries and divisions that the report's other names lie in, and their nearness. Choices are improved by sweeps until
none changes; the weights of the candidates are the softmax of their scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log

from nomansland.terrain.asked import Choice
from nomansland.terrain.gazetteer import Hit, Spot
from nomansland.terrain.geo import distance_km

SWEEPS, KEPT = 6, 60
NEAR_KM, FALLING = 120.0, (1.0, 0.5, 0.3)
KINDS = {"country": 1.2, "continent": 0.8, "division": -0.6, "county": 0.0}
CAPITAL, PEOPLE = 1.5, 0.75
COUNTRY, DIVISION, COMPANY = 6.0, 6.0, 6.0


@dataclass(frozen=True, slots=True)
class Asking:
    """One name of a report with what the gazetteer has, and the areas that stand beside it ("Paris, Texas").

    `others` are the areas that stand beside other mentions of the same name; `count` is how often it is mentioned.
    """

    text: str
    hits: tuple[Hit, ...]
    beside: tuple[Spot, ...] = ()
    others: tuple[Spot, ...] = ()
    count: int = 1


@dataclass(slots=True)
class _State:
    """What the best choices say together."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: list[tuple[int, Spot]] = field(default_factory=list)
    total: int = 0


def inside(spot: Spot, area: Spot) -> bool:
    """True where a place lies in an area, by their codes."""
    if area.kind == "country":
        return spot.country == area.country
    if area.kind in ("division", "county"):
        return (spot.country, spot.oblast) == (area.country, area.oblast)
    return False


def resolve(asked: Sequence[Asking]) -> list[list[Choice]]:
    """Candidates for each name, heaviest first."""
    everything = [[Choice(hit.spot, hit, _prior(hit)) for hit in one.hits] for one in asked]
    choices = [sorted(row, key=_order)[:KEPT] for row in everything]
    before: list[int] = []
    for _ in range(SWEEPS):
        state = _state(asked, choices)
        for number, one in enumerate(asked):
            for choice in choices[number]:
                _score(choice, one, number, state)
            choices[number].sort(key=_order)
        now = [row[0].spot.id if row else 0 for row in choices]
        if now == before:
            break
        before = now
    for row in choices:
        mass = [exp(choice.score - row[0].score) for choice in row]
        for choice, part in zip(row, mass, strict=True):
            choice.weight = part / sum(mass)
    return choices


def _order(choice: Choice) -> tuple[float, int]:
    return -choice.score, choice.spot.id


def _prior(hit: Hit) -> float:
    spot = hit.spot
    score = PEOPLE * log(spot.population + 700) + KINDS.get(spot.kind, CAPITAL if spot.rank == 5 else 0.0)
    if hit.status in ("alternate", "former") and spot.kind not in KINDS:
        score -= 1.5
    return score - (0.5 if hit.loose else 0.0)


def _state(asked: Sequence[Asking], choices: list[list[Choice]]) -> _State:
    state = _State()
    for number, (one, row) in enumerate(zip(asked, choices, strict=True)):
        if not row:
            continue
        spot = row[0].spot
        sure = 1 if len(row) == 1 or row[0].score > row[1].score + 2 else 0
        weight = min(one.count, 3) * (1 + sure)
        state.total += weight
        state.countries[spot.country] += weight
        if spot.oblast and spot.kind != "country":
            state.divisions[spot.country, spot.oblast] += weight
        if spot.point and spot.kind not in ("country", "continent"):
            state.points.append((number, spot))
    return state


def _score(choice: Choice, one: Asking, number: int, state: _State) -> None:
    spot = choice.spot
    choice.why = []
    score = _prior(choice.hit)
    if one.beside:
        area = one.beside[0]
        fits = inside(spot, area) and spot.id != area.id
        score += 9.0 if fits else -2.0
        if fits:
            choice.why.append(f"the text puts it in {area.name}")
    elif any(inside(spot, area) and spot.id != area.id for area in one.others):
        score += 6.0
        choice.why.append("another mention of the name says where it lies")
    own = min(one.count, 3) * 2
    rest = max(state.total - own, 1)
    mine = choice.spot.country
    share = max(state.countries[mine] - own, 0) / rest if state.total > own else 0.0
    score += COUNTRY * share
    part = max(state.divisions[mine, spot.oblast] - own, 0) / rest if spot.oblast else 0.0
    if spot.kind != "country":
        score += DIVISION * part**0.5
    if part > 0.2 or share > 0.5:
        choice.why.append("most of the report's other names lie there")
    choice.score = score + _company(choice, number, state)


def _company(choice: Choice, number: int, state: _State) -> float:
    point = choice.spot.point
    if point is None or choice.spot.kind in ("country", "continent"):
        return 0.0
    values: list[tuple[float, str]] = []
    for other, spot in state.points:
        if other == number or spot.id == choice.spot.id or spot.point is None or abs(spot.point[0] - point[0]) > 5:
            continue
        values.append((COMPANY * exp(-distance_km(point, spot.point) / NEAR_KM), spot.name))
    nearest = sorted(values, reverse=True)[: len(FALLING)]
    if nearest and nearest[0][0] > 2.0:
        choice.why.append(f"it is near {nearest[0][1]}, which the report names too")
    return sum(part * value for part, (value, _) in zip(FALLING, nearest, strict=False))
