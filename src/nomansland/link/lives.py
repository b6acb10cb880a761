"""The life of a place of detention: the states that were told of it, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nomansland.group.compare import gap_days
from nomansland.words import SiteState, Time, edtf_of
from nomansland.words.time import OPEN_FIRST, OPEN_LAST

_RANK = {"active": 0, "closed": 1, "moved": 1, "reopened": 2}


def merged(states: Sequence[SiteState]) -> tuple[SiteState, ...]:
    """States, given in the order of their telling, in that of time.

    The same state told again is one, over the days that the tellings share or span. A site is active from the first day
    told, closed, moved or reopened by the last; active while it reopens comes after.
    """

    def key(state: SiteState) -> tuple[object, ...]:
        first, last = (state.time.bounds if state.time else None) or (OPEN_FIRST, OPEN_LAST)
        return (first if state.state == "active" and first != OPEN_FIRST else last, _RANK[state.state])

    states = _before_ends(states)
    timed = [state for state in states if state.time and state.time.bounds]
    open_ = [state for state in states if not (state.time and state.time.bounds)]
    out = _once(sorted(timed, key=key) + open_)
    for place in range(1, len(out) - 1):
        before, one, other = out[place - 1 : place + 2]
        reopening = (before.state, one.state, other.state) == ("closed", "active", "reopened")
        if reopening and gap_days(one.time, other.time) in (0, None):
            out[place], out[place + 1] = other, one
    return tuple(_once(out))


_ENDS = frozenset({"closed", "moved"})


def _before_ends(states: Sequence[SiteState]) -> list[SiteState]:
    """The states with what a report tells as in use, without a first day, and then as ended, in that order.

    "It lies near a similar cellar, which was closed last year, but works again": in use, closed, in use again.
    """
    out = list(states)
    for place, state in enumerate(states):
        bounds = state.time.bounds if state.time else None
        if state.state != "active" or bounds is None or bounds[0] != OPEN_FIRST:
            continue
        report = state.claim.rpartition(":")[0]
        ends = [
            other.time.bounds[1]
            for other in states[place + 1 :]
            if other.state in _ENDS and other.claim.rpartition(":")[0] == report and other.time and other.time.bounds
        ]
        if ends and ends[0] < bounds[1]:
            out[place] = replace(state, time=Time(edtf_of(OPEN_FIRST, ends[0]), basis="told as in use before it ended"))
    return out


def _once(states: Sequence[SiteState]) -> list[SiteState]:
    """The same state told twice in a row is one; a site is active by its reopening."""
    out: list[SiteState] = []
    for state in states:
        last = out[-1] if out else None
        if last is not None and last.state == state.state:
            out[-1] = replace(last, time=_span(last, state))
        elif not (last and last.state == "reopened" and state.state == "active" and _touch(last, state)):
            out.append(state)
    return out


def _touch(one: SiteState, other: SiteState) -> bool:
    return other.time is None or one.time == other.time


def _span(one: SiteState, other: SiteState) -> Time | None:
    """The days two tellings of one state share; for a state that lasts, all of them."""
    left = one.time.bounds if one.time else None
    right = other.time.bounds if other.time else None
    if left is None or right is None:
        return one.time or other.time
    first, last = max(left[0], right[0]), min(left[1], right[1])
    if one.state != "active" and first <= last:
        return Time(edtf_of(first, last), basis="the days that the tellings share")
    if one.state != "active":
        return one.time
    return Time(edtf_of(min(left[0], right[0]), max(left[1], right[1])), basis="from the first telling to the last")
