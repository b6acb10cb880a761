"""The plots of the study: along the front against time, D with its envelope, estimates beside each other, months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import log10
from typing import Any

from django.utils.translation import gettext as _

from nomansland.web import labels
from nomansland.web.pictures.plot import Axis, Bar, Line, Mark, Plot, Text, path
from nomansland.web.pictures.scale import around

Data = Mapping[str, Any]
WIDE, LEFT, RIGHT = 1040.0, 70.0, 1024.0
NEAR_PAIRS = 400


def along(found: Data, address: str) -> Plot | None:
    """Incidents of both sides by day and kilometre; lines join the pairs of the two sides that stand near each other.

    `address` is the address of an incident with `{}` for its name, or empty for no links.
    """
    spots = found["spots"]
    scale = around([date.fromisoformat(spot["day"]) for spot in spots], LEFT, RIGHT, 15)
    if scale is None:
        return None
    plot = Plot(WIDE, 430, _("Incidents of both sides by day and by kilometres along the front"))
    axis = Axis(0.0, max(float(found["front_km"]), 1.0), 16.0, 396.0)
    for value in axis.ticks():
        y = axis.at(value)
        plot.lines.append(Line(path([(LEFT, y), (RIGHT, y)]), "grid"))
        plot.texts.append(Text(LEFT - 8, y + 4, f"{value:.0f}", "end"))
    plot.texts.append(Text(LEFT - 8, 428, _("km along"), "end"))
    for tick in scale.ticks():
        plot.texts.append(Text(tick.x, 416, tick.text, kind="tick year" if tick.year else "tick"))
    here = {spot["name"]: (scale.x(date.fromisoformat(spot["day"])), axis.at(spot["km"])) for spot in spots}
    for pair in found["pairs"][:NEAR_PAIRS]:
        if pair["rf"] in here and pair["ua"] in here:
            days = f"{pair['least_days']}" if pair["firm"] else f"{pair['least_days']}–{pair['most_days']}"
            title = _("%(km)s km along the front and %(days)s days apart") % {
                "km": f"{pair['along_km']:.0f}", "days": days,
            }  # fmt: skip
            plot.lines.append(Line(path([here[pair["rf"]], here[pair["ua"]]]), "thread", title))
    for spot in spots:
        title = f"{labels.side_name(spot['side'])}, {spot['day']}, km {spot['km']:.0f}, {spot['sector']}"
        href = address.format(spot["name"]) if address else ""
        plot.marks.append(Mark(*here[spot["name"]], labels.side_class(spot["side"]), title, href))
    return plot


def surface(found: Data) -> list[Plot]:
    """D(s, t) by distance for three lags, with the mean and the envelope of the primary null."""
    told = found["surface"]
    if not told:
        return []
    lags = told["lags"]
    return [_curve(told, column) for column in sorted({0, len(lags) // 2, len(lags) - 1})]


def _curve(told: Data, column: int) -> Plot:
    radii = told["radii"]
    rows = {name: [row[column] for row in told[name]] for name in ("d", "expected", "low", "high")}
    low, high = min(map(min, rows.values())), max(map(max, rows.values()))
    x, y = Axis(0.0, radii[-1], 62.0, 330.0), Axis(min(low, 0.0), max(high, 1e-9), 190.0, 26.0)
    lag = {"days": f"{told['lags'][column]:.0f}"}
    plot = Plot(340, 232, _("D within %(days)s days by kilometres, with its envelope under the null") % lag)
    plot.texts.append(Text(62, 14, _("within %(days)s days") % lag, "start", "half"))
    for value in x.ticks(4):
        plot.texts.append(Text(x.at(value), 206, f"{value:.0f}"))
    plot.texts.append(Text(330, 224, _("km along the front"), "end"))
    for value in y.ticks(4):
        plot.lines.append(Line(path([(62, y.at(value)), (330, y.at(value))]), "grid"))
        plot.texts.append(Text(56, y.at(value) + 4, f"{value:g}", "end"))
    upper = [(x.at(km), y.at(value)) for km, value in zip(radii, rows["high"], strict=True)]
    lower = [(x.at(km), y.at(value)) for km, value in zip(radii, rows["low"], strict=True)]
    plot.lines.append(
        Line(path([*upper, *lower[::-1]], closed=True), "envelope", _("95 % of the shuffles, point by point"))
    )
    for name, kind in (("expected", "mean"), ("d", "seen")):
        points = [(x.at(km), y.at(value)) for km, value in zip(radii, rows[name], strict=True)]
        plot.lines.append(Line(path(points), kind, _("mean of the shuffles") if name == "expected" else _("observed")))
    return plot


def cells(test: Data) -> list[tuple[float, list[tuple[str, str, str]]]]:
    """The grid of the primary test as rows: radius, then observed, expected, and the step of shade by corrected p."""
    rows = []
    for radius, seen, mean, ps in zip(test["radii"], test["observed"], test["expected"], test["p_cells"], strict=True):
        row = [
            (f"{one}", f"{other:.1f}", "p3" if p <= 0.01 else "p2" if p <= 0.05 else "p1" if p <= 0.2 else "p0")
            for one, other, p in zip(seen, mean, ps, strict=True)
        ]
        rows.append((radius, row))
    return rows


def forest(rows: Sequence[tuple[str, float, float, float]], label: str, log: bool = False) -> Plot | None:
    """Estimates with intervals under each other: (name, value, low, high); far ends are cut at the axis."""
    if not rows:
        return None

    def scaled(value: float) -> float:
        return log10(max(value, 1e-9)) if log else value

    values = [scaled(value) for _, *three in rows for value in three if value == value and abs(value) < 1e12]
    low, high = min(values), max(values)
    margin = (high - low) * 0.05 or 1.0
    x = Axis(low - margin, high + margin, 230.0, RIGHT - 120)
    plot = Plot(RIGHT - 100, 24.0 * len(rows) + 40, label)
    for value in x.ticks():
        plot.lines.append(Line(path([(x.at(value), 6), (x.at(value), 24 * len(rows) + 10)]), "grid"))
        plot.texts.append(Text(x.at(value), 24 * len(rows) + 26, f"{10**value:,.0f}" if log else f"{value:g}"))
    for place, (name, value, one, other) in enumerate(rows):
        y = 24.0 * place + 18
        plot.texts.append(Text(222, y + 4, name, "end", "row"))
        title = f"{name}: {value:,.2f} ({one:,.2f} – {other:,.2f})"
        plot.lines.append(Line(path([(x.at(scaled(one)), y), (x.at(scaled(other)), y)]), "reach both", title))
        plot.marks.append(Mark(x.at(scaled(value)), y, "none", title))
    return plot


def months(volumes: Sequence[Data]) -> Plot | None:
    """Reports by month, one side above and one below, each half on its own scale; copies are the pale part."""
    count: Counter[tuple[str, str]] = Counter()
    copies: Counter[tuple[str, str]] = Counter()
    for one in volumes:
        if one["month"] != "unknown" and one["side"] in ("RF", "UA"):
            count[one["side"], one["month"]] += one["reports"]
            copies[one["side"], one["month"]] += one["copies"]
    scale = around([date.fromisoformat(f"{month}-15") for _, month in count], LEFT, RIGHT, 20)
    if scale is None:
        return None
    plot = Plot(WIDE, 232, _("Reports by month that tell of each side, each half on its own scale"))
    wide = max(3.0, scale.x(scale.first + timedelta(days=28)) - scale.x(scale.first) - 2)
    for side, up in (("RF", True), ("UA", False)):
        most = max((number for (who, _), number in count.items() if who == side), default=1)
        base = 104.0 if up else 112.0
        plot.texts.append(Text(LEFT - 8, 52.0 if up else 166.0, side, "end", "half"))
        plot.texts.append(Text(LEFT - 8, 68.0 if up else 182.0, _("most %(number)s") % {"number": most}, "end"))
        for (who, month), number in sorted(count.items()):
            if who != side:
                continue
            x = scale.x(date.fromisoformat(f"{month}-01"))
            for part, kind in ((number, "copied"), (number - copies[who, month], "own")):
                tall = 88.0 * part / most
                title = _("%(side)s, %(month)s: reports %(number)s, of them copies %(copies)s") % {
                    "side": labels.side_name(side), "month": month, "number": number, "copies": copies[who, month],
                }  # fmt: skip
                top = base - tall if up else base
                plot.bars.append(
                    Bar(x, round(top, 1), wide, round(tall, 1), f"{kind} {labels.side_class(side)}", title)
                )
    for tick in scale.ticks():
        plot.texts.append(Text(tick.x, 222, tick.text, kind="tick year" if tick.year else "tick"))
    return plot


def overlaps(rows: Sequence[Sequence[Any]]) -> Plot | None:
    """How many cases each pair of lists shares, the largest first."""
    if not rows:
        return None
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))[:30]
    x = Axis(0.0, float(max(ordered[0][1], 1)), 230.0, RIGHT - 160)
    plot = Plot(RIGHT - 100, 22.0 * len(ordered) + 16, _("Cases that two lists share"))
    for place, (pair, number) in enumerate(ordered):
        y = 22.0 * place + 10
        title = _("%(pair)s: %(number)s on both") % {"pair": pair, "number": number}
        plot.texts.append(Text(222, y + 11, pair, "end", "row"))
        plot.bars.append(
            Bar(
                230.0,
                y,
                x.at(number) - 230.0,
                14.0,
                "own none",
                title,
            )
        )
        plot.texts.append(Text(x.at(number) + 6, y + 11, f"{number}", "start", "row"))
    return plot
