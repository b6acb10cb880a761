"""The mirror timeline of more incidents than can be drawn one by one: how many there are in each stretch of days."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nomansland.web import labels, phrases
from nomansland.web.pictures.scale import Scale, around
from nomansland.web.pictures.timeline import BAND, LEFT, MOST_DAYS, RIGHT, WIDTH, Bar, Mirror, bands
from nomansland.words.time import OPEN_FIRST, OPEN_LAST

_TALL, _ROOM = 150.0, 30.0
_BY_DAY, _BY_WEEK = 60, 400
# Side, first and last possible day, and how many incidents have these.
Told = tuple[str, date | None, date | None, int]
Stretch = tuple[date, date]


def _middle(first: date | None, last: date | None) -> date | None:
    """The middle of the days that are possible; None where they are too many, or nobody says."""
    if first is None or last is None or first == OPEN_FIRST or last == OPEN_LAST or (last - first).days > MOST_DAYS:
        return None
    return first + (last - first) // 2


def _stretches(days: Sequence[date]) -> Callable[[date], Stretch]:
    """What a day is counted in: itself, its week from Monday on, or its month, by how long a time is shown."""
    span = (max(days) - min(days)).days
    if span <= _BY_DAY:
        return lambda day: (day, day)
    if span <= _BY_WEEK:
        return lambda day: ((first := day - timedelta(days=day.weekday())), first + timedelta(days=6))
    return lambda day: (day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _columns(found: Mapping[Stretch, int], side: str, scale: Scale, axis: float, up: bool) -> list[Bar]:
    """One column for each stretch; the highest fills the half."""
    most, out = max(found.values(), default=1), []
    for (first, last), number in sorted(found.items()):
        x, height = scale.x(first), max(2.0, _TALL * number / most)
        width = max(scale.x(last + timedelta(days=1)) - x - 1, 1.5)
        told = _("%(days)s: %(incidents)s, %(side)s") % {
            "days": phrases.days(f"{first}/{last}"), "side": labels.side_name(side),
            "incidents": f"{phrases.number(number)} {phrases.plural(number, 'incident')}",
        }  # fmt: skip
        out.append(Bar(x, axis - height if up else axis, width, height, told, labels.side_class(side), (first, last)))
    return out


def crowd(
    told: Iterable[Told], coverage: Mapping[str, Sequence[date]], flipped: bool = False, on: date | None = None
) -> Mirror:
    """Lay the picture out with columns instead of incidents.

    Parameters
    ----------
    told : iterable of (side, first possible day, last possible day, number)
        An incident is counted at the middle of its possible days. Those of both armies or of none, without a day or
        with more than 120 possible ones stand on neither half; their number is `undated`.
    coverage, flipped, on
        As in `mirror`.
    """
    upper, lower = ("UA", "RF") if flipped else ("RF", "UA")
    counts: Counter[tuple[str, date]] = Counter()
    undated = 0
    for side, first, last, number in told:
        middle = _middle(first, last)
        if middle is None or side not in (upper, lower):
            undated += number
        else:
            counts[side, middle] += number
    days = [day for _, day in counts]
    scale = around(days, LEFT, RIGHT)
    if scale is None:
        return Mirror(WIDTH, 0, 0, upper, lower, None, [], [], [], [], undated)
    stretch = _stretches(days)
    halves: dict[str, Counter[Stretch]] = {upper: Counter(), lower: Counter()}
    for (side, day), number in counts.items():
        halves[side][stretch(day)] += number
    axis = BAND + _ROOM + _TALL
    height = axis + _TALL + _ROOM + BAND
    columns = _columns(halves[upper], upper, scale, axis, True) + _columns(halves[lower], lower, scale, axis, False)
    below = bands(coverage.get(lower, ()), scale, height - BAND, False, lower)
    edges = [*bands(coverage.get(upper, ()), scale, 0, True, upper), *below]
    ticks = scale.ticks()
    return Mirror(WIDTH, height, axis, upper, lower, scale, ticks, [], [], edges, undated, on, columns)
