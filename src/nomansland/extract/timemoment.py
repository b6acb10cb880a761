"""A moment: a stretch of days with the grain it was told in, and the calendar arithmetic on it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASON_MONTHS = {"spring": (3, 5, "SP"), "summer": (6, 8, "SU"), "autumn": (9, 11, "FA"), "winter": (12, 2, "WI")}
DAYS = {"day": 1, "night": 1, "weekend": 2, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}
FEW = {"day": 7, "night": 3, "week": 3, "month": 3, "year": 3, "hour": 3, "minute": 15, "decade": 3}


@dataclass(frozen=True, slots=True)
class Moment:
    """`first` to `last`, both days included; `grain` is day, week, weekend, month, season, quarter, year, decade, span.

    `value` is the TIMEX3 value, where one exists; `duration` is ISO 8601 for a bare length of time. `role` says how the
    text bounds it: `since`, `until`, `by`, `before`, `after` or nothing; `core` then keeps what was named itself.
    """

    first: date | None
    last: date | None
    grain: str
    value: str = ""
    duration: str | None = None
    approximate: bool = False
    role: str = ""
    core: tuple[date, date] | None = None

    def between(self, first: date, last: date, grain: str | None = None) -> Moment:
        """The same moment with other days."""
        return replace(self, first=first, last=last, grain=grain or self.grain)


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The day that many months on, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: date, n: float, unit: str) -> date:
    """The day `n` units on."""
    if unit in MONTHS:
        return add_months(day, round(n * MONTHS[unit]))
    return day + timedelta(days=round(n * DAYS.get(unit, 0)))


def day_moment(first: date, last: date | None = None) -> Moment:
    """One day, or the days that one day may be."""
    return Moment(first, last or first, "day", first.isoformat())


def month_moment(year: int, month: int) -> Moment:
    """A calendar month."""
    return Moment(date(year, month, 1), month_end(year, month), "month", f"{year:04d}-{month:02d}")


def year_moment(year: int, last: int | None = None) -> Moment:
    """A calendar year, or several."""
    return Moment(date(max(year, 1), 1, 1), date(last or year, 12, 31), "year", f"{year:04d}")


def season_moment(year: int, season: str) -> Moment:
    """A season; a winter is named by the year in which it begins."""
    first, last, code = SEASON_MONTHS[season]
    return Moment(date(year, first, 1), month_end(year + (last < first), last), "season", f"{year:04d}-{code}")


def week_moment(day: date) -> Moment:
    """The calendar week, Monday to Sunday, that holds the day."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = monday.isocalendar()
    return Moment(monday, monday + timedelta(days=6), "week", f"{year:04d}-W{week:02d}")


def weekend_moment(day: date) -> Moment:
    """The Saturday and Sunday of the week that holds the day."""
    week = week_moment(day)
    assert week.last is not None
    return Moment(week.last - timedelta(days=1), week.last, "weekend", week.value + "-WE")


def quarter_moment(year: int, quarter: int, size: int = 3) -> Moment:
    """A quarter (`size` 3) or a half (`size` 6) of a year, counted from 1."""
    first = (quarter - 1) * size + 1
    value = f"{year:04d}-{'Q' if size == 3 else 'H'}{quarter}"
    return Moment(date(year, first, 1), month_end(year, first + size - 1), "quarter", value)


def decade_moment(year: int) -> Moment:
    """The ten years from `year`."""
    return Moment(date(year, 1, 1), date(min(year + 9, 9999), 12, 31), "decade", f"{year // 10:03d}")


def unit_moment(day: date, unit: str) -> Moment:
    """The calendar unit that holds the day."""
    if unit == "month":
        return month_moment(day.year, day.month)
    if unit == "quarter":
        return quarter_moment(day.year, (day.month - 1) // 3 + 1)
    if unit == "halfyear":
        return quarter_moment(day.year, (day.month - 1) // 6 + 1, 6)
    if unit == "year":
        return year_moment(day.year)
    if unit == "decade":
        return decade_moment(day.year // 10 * 10)
    if unit == "week":
        return week_moment(day)
    if unit == "weekend":
        return weekend_moment(day)
    return day_moment(day)


def duration_of(n: float | None, unit: str) -> str:
    """An ISO 8601 duration; a number that is not told is taken as the usual few."""
    count: float = FEW.get(unit, 3) if n is None else n
    if unit == "fortnight":
        count, unit = count * 2, "week"
    if unit == "decade":
        count, unit = count * 10, "year"
    if unit == "century":
        count, unit = count * 100, "year"
    if unit in ("quarter", "halfyear"):
        count, unit = count * MONTHS[unit], "month"
    if count == 0.5 and unit == "year":
        count, unit = 6, "month"
    text = f"{count:g}"
    if unit in ("hour", "minute", "second"):
        return f"PT{text}{unit[0].upper()}"
    letter = {"day": "D", "night": "D", "weekend": "D", "week": "W", "month": "M", "year": "Y"}[unit]
    return f"P{text}{letter}"


def timex_length(n: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time, where a number that is not told is X."""
    if n is None:
        return re.sub(r"\d+", "X", duration_of(1, unit))
    if unit == "quarter":
        return f"P{n:g}Q"
    return duration_of(n, unit)
