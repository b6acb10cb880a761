"""Official series, each in its own unit and against its own baseline, and what does not add up in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from nomansland.words.errors import StudyError
from nomansland.words.time import checked, day_bounds

KINDS = ("flow", "cumulative")
RATIO_SLACK = 0.005


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a series as one source gives it; `unit` only where a relay gave it another one."""

    period: str
    value: int
    source: str
    via: str = ""
    unit: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    ratio: float | None = None

    @property
    def days(self) -> int:
        """Length of the period."""
        first, last = day_bounds(self.period)
        return (last - first).days + 1

    def __str__(self) -> str:
        return f"{self.value:,} ({self.period}{', ' + self.via if self.via else ''})"


@dataclass(frozen=True, slots=True)
class Series:
    """What one holder counts, in one unit, on one side."""

    id: str
    side: str
    measure: str
    unit: str
    holder: str
    kind: str
    caution: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not add up: `conflict`, `total`, `parts`, `unit`, `falls` or `ratio`, as a sentence."""

    series: str
    kind: str
    text: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A figure per day against the first one of its own series; never against another series."""

    series: str
    period: str
    per_day: float
    times_first: float


def _value(row: dict[str, Any]) -> Value:
    parts = tuple((str(name), int(number)) for name, number in (row.get("parts") or {}).items())
    ratio = float(row["ratio"]) if "ratio" in row else None
    words = {name: str(row.get(name, "")) for name in ("source", "via", "unit")}
    return Value(
        checked(str(row["period"])), int(row["value"]), words["source"], words["via"], words["unit"], parts, ratio
    )


def _series(row: dict[str, Any]) -> Series:
    kind = str(row.get("kind", "flow"))
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}, not flow or cumulative")
    name, side, measure, unit, holder = (str(row[key]) for key in ("id", "side", "measure", "unit", "holder"))
    values = tuple(_value(value) for value in row["values"])
    return Series(name, side, measure, unit, holder, kind, str(row.get("caution", "")), values)


def parse(text: str, name: str) -> tuple[Series, ...]:
    """Series of a YAML file.

    Raises
    ------
    StudyError
        Where a field is missing or wrong, naming the series.
    """
    import yaml

    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise StudyError(f"{name} is no YAML: {error}") from error
    if not isinstance(rows, list):
        raise StudyError(f"{name} must be a list of series, each with id, side, measure, unit, holder and values.")
    out = []
    for row in rows:
        called = row.get("id", "a series without id") if isinstance(row, dict) else "a row"
        try:
            out.append(_series(row))
        except (KeyError, TypeError, ValueError) as error:
            raise StudyError(f"{name}, {called}: {error}", todo="See the series that come with the program.") from error
    return tuple(out)


@lru_cache(1)
def known() -> tuple[Series, ...]:
    """The series that come with the program."""
    path = files("nomansland.words") / "official.yaml"
    return parse(path.read_text("utf-8"), "official.yaml")


def load(path: Path) -> tuple[Series, ...]:
    """Series of a file of one's own."""
    try:
        return parse(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(f"{path} cannot be read: {error}") from error


def _conflicts(one: Series) -> Iterable[Fault]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for value in one.values:
        groups[value.period].append(value)
    for values in groups.values():
        for left, right in combinations(values, 2):
            if left.value != right.value:
                text = f"{one.holder} is given with {left} and with {right}: one of them is out of date or wrong."
                yield Fault(one.id, "conflict", text, (left.value, right.value))


def _totals(one: Series) -> Iterable[Fault]:
    """A flow whose periods tile a longer one must add up to it, for one relay."""
    if one.kind != "flow":
        return
    for whole in one.values:
        first, last = day_bounds(whole.period)
        tiles = [
            value
            for value in one.values
            if value.via == whole.via and value.period != whole.period and first <= day_bounds(value.period)[0]
            and day_bounds(value.period)[1] <= last
        ]  # fmt: skip
        if tiles and sum(value.days for value in tiles) == whole.days:
            total = sum(value.value for value in tiles)
            if total != whole.value:
                text = f"The periods add up to {total:,}, the total is given as {whole}."
                yield Fault(one.id, "total", text, (total, whole.value))


def _each(one: Series) -> Iterable[Fault]:
    first = one.values[0] if one.values else None
    for value in one.values:
        total = sum(number for _, number in value.parts)
        if value.parts and total != value.value:
            apart = value.value - total
            text = f"The parts of {value} add up to {total:,}; {apart:+,} are in none of them."
            yield Fault(one.id, "parts", text, (total, value.value))
        if value.unit and value.unit != one.unit:
            text = f"{value} is given as a count of {value.unit}s; {one.holder} counts {one.unit}s."
            yield Fault(one.id, "unit", text, (value.value,))
        if value.ratio is not None and first and first.value:
            true = value.value / first.value
            if abs(true - value.ratio) > RATIO_SLACK * true:
                text = f"{value} is called {value.ratio:g} times {first}; it is {true:.0f} times."
                yield Fault(one.id, "ratio", text, (round(true), round(value.ratio)))


def _falls(one: Series) -> Iterable[Fault]:
    if one.kind != "cumulative":
        return
    for left, right in pairwise(sorted(one.values, key=lambda value: day_bounds(value.period)[1])):
        if right.value < left.value:
            text = f"A running total falls from {left} to {right}."
            yield Fault(one.id, "falls", text, (left.value, right.value))


def audit(series: Sequence[Series]) -> tuple[Fault, ...]:
    """Everything in the series that does not add up."""
    found = []
    for one in series:
        found += [*_conflicts(one), *_totals(one), *_each(one), *_falls(one)]
    return tuple(found)


def levels(series: Sequence[Series]) -> tuple[Level, ...]:
    """Each series against its own first period, per day; conflicting and longer periods over others are left out.

    Of cumulative series the growth between two figures is taken.
    """
    rows: list[Level] = []
    for one in series:
        steps = _growth(one) if one.kind == "cumulative" else _periods(one)
        first = steps[0][1] if steps else 0.0
        if len(steps) > 1 and first > 0:
            rows += [Level(one.id, period, rate, rate / first) for period, rate in steps]
    return tuple(rows)


def _periods(one: Series) -> list[tuple[str, float]]:
    kept: dict[str, Value] = {}
    for value in one.values:
        kept.setdefault(value.period, value)
    bounds = {period: day_bounds(period) for period in kept}
    whole = {
        long
        for long, short in combinations(sorted(kept, key=lambda period: -kept[period].days), 2)
        if bounds[long][0] <= bounds[short][0] and bounds[short][1] <= bounds[long][1]
    }
    ordered = sorted(set(kept) - whole, key=lambda period: bounds[period])
    return [(period, kept[period].value / kept[period].days) for period in ordered]


def _growth(one: Series) -> list[tuple[str, float]]:
    kept = sorted(one.values, key=lambda value: day_bounds(value.period)[1])
    steps = [(kept[0].period, kept[0].value / kept[0].days)] if kept else []
    for left, right in pairwise(kept):
        days = (day_bounds(right.period)[1] - day_bounds(left.period)[1]).days
        if days > 0:
            steps.append(
                (f"{day_bounds(left.period)[1]}/{day_bounds(right.period)[1]}", (right.value - left.value) / days)
            )
    return steps
