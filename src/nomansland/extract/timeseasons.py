"""From a matched rule to days: seasons, and whole units of time."""

from __future__ import annotations

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timekinds import kind, place_in_year
from nomansland.extract.timelexicon import words_of
from nomansland.extract.timemoment import (
    Moment,
    add_months,
    duration_of,
    season_moment,
)


@kind("season", "bareseason")
def _season(hit: Hit, clock: Clock) -> Moment | None:
    season = str(hit.slots["season"])
    if hit.kind == "bareseason" and hit.before not in words_of(clock.language, "season_leads"):
        return None
    if clock.language == "ru" and hit.after in ("и", "же") and season == "summer" and hit.before == "много":
        return None
    year = hit.slots.get("year")
    if year:
        before_war = int(year) == 2022 and clock.last.year >= 2022
        return season_moment(int(year) - (season == "winter" and not before_war and not clock.narrative), season)
    return place_in_year(lambda year: season_moment(year, season), hit, clock)


@kind("season2")
def _season2(hit: Hit, clock: Clock) -> Moment | None:
    return season_moment(int(hit.slots["year"]), str(hit.slots["season"]))


@kind("relseason")
def _relseason(hit: Hit, clock: Clock) -> Moment | None:
    season, today = str(hit.slots["season"]), clock.last
    this = season_moment(today.year, season)
    if season == "winter" and today.month < 3:
        this = season_moment(today.year - 1, season)
    assert this.first is not None and this.last is not None
    if hit.slots["rel_class"] == "LAST":
        ended = this.last < today and not clock.text[hit.end : hit.end + 8].strip().startswith(("год", "рок"))
        return this if ended and season == "winter" else season_moment(this.first.year - 1, season)
    if hit.slots["rel_class"] == "NEXT":
        return this if this.first > today else season_moment(this.first.year + 1, season)
    return this


@kind("yearseason")
def _yearseason(hit: Hit, clock: Clock) -> Moment | None:
    return season_moment(clock.last.year - 1, str(hit.slots["season"]))


@kind("lastone")
def _lastone(hit: Hit, clock: Clock) -> Moment | None:
    for told in reversed(clock.told):
        if hit.start - told.start > 90:
            return None
        first = told.moment.first
        if first and told.moment.grain in ("season", "month", "year"):
            last = told.moment.last
            assert last is not None
            return told.moment.between(add_months(first, -12), add_months(last, -12))
    return None


@kind("whole")
def _whole(hit: Hit, clock: Clock) -> Moment | None:
    if hit.slots.get("season"):
        return _season(hit, clock)
    unit = str(hit.slots["unit"])
    if unit in ("hour", "minute", "second", "century"):
        return None
    return Moment(None, None, "length", duration_of(1, unit), duration_of(1, unit))


@kind("halfyear")
def _halfyear(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(None, None, "length", "P6M", "P6M")
