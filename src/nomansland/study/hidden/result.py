"""The estimate of each side in one period, with and without copies; or why there is none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nomansland.review import applied
from nomansland.study.convergence.measure import Track, plain
from nomansland.study.hidden.captures import Capture, Period, captures
from nomansland.study.hidden.options import options
from nomansland.study.lists import Lists, estimates, table
from nomansland.study.lists.loglinear import THRESHOLD
from nomansland.study.lists.matches import Matches, over_matches
from nomansland.study.lists.table import Table
from nomansland.words import Finding, Reading, Retelling, Site
from nomansland.words.errors import StudyError, StudyRefused
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

SIDES = ("RF", "UA")
MOST_COLLECTORS = 6
OTHERS = "others"
MOVES = ("opened", "closed", "reopened")
FEEDS = 0.5
"""Share of all shared tellings that may come from copies of one collector."""

LIMITS = (
    "It estimates places that could have been told of in this period; places that nobody could tell of are in no "
    "number.",
    "Sites of one side only; the sides are seen through different windows, so their numbers are not added or compared.",
    "Copies are those that reports admit or that their words give away; hidden copying still pulls the estimate down.",
    "Newsrooms follow the same leads: dependence that the models do not hold pulls it down as well.",
    "One place under two names pushes the estimate up; two places taken for one push it down.",
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """One side: what was listed, by whom, and how many no collector has listed.

    `collectors` are (name, own sites, copied sites); `others` joins those beyond the largest five. `without_copies`
    is the estimate, None where `refused` says why; `with_copies` takes copies for captures and shows what they do.
    """

    side: str
    first: str
    last: str
    sites: int
    collectors: tuple[tuple[str, int, int], ...]
    without_copies: Lists | None
    with_copies: Lists | None
    matches: Matches | None
    refused: tuple[str, ...]
    limits: tuple[str, ...] = LIMITS


def _period(first: str, last: str) -> Period:
    try:
        period = day_bounds(first)[0], day_bounds(last)[1]
    except ValueError as error:
        raise StudyError(f"The period cannot be read: {error}.", todo="Give days: --from 2022-10-01.") from error
    if period[0] > period[1] or period[0] == OPEN_FIRST or period[1] == OPEN_LAST:
        raise StudyError(f"The period {first} to {last} has no days.", todo="Give a first day and a later last day.")
    return period


def _moving(sites: Iterable[Site], period: Period) -> tuple[list[str], int]:
    """Sites that may have opened or closed within the period, in words, and how many others did on no known day."""
    found, undated = [], 0
    for site in sites:
        states = [state for state in site.states if state.state in MOVES]
        known = [(state, state.time.bounds) for state in states if state.time and state.time.bounds]
        inside = [state for state, days in known if days[0] <= period[1] and days[1] >= period[0]]
        if inside:
            found.append(f"{site.name} ({site.id}) is told to have {inside[0].state} within the period")
        else:
            undated += len(known) < len(states)
    return found, undated


def _named(told: Sequence[Capture], copies: bool) -> dict[str, str]:
    """The list of each collector that has a capture: its own, or `others` beyond the largest."""
    held: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if copies or one.source is None:
            held[one.collector].add(one.site)
    order = sorted(held, key=lambda name: (-len(held[name]), name))
    kept = order if len(order) <= MOST_COLLECTORS else order[: MOST_COLLECTORS - 1]
    return {name: name if name in kept else OTHERS for name in order}


def _numbered(told: Sequence[Capture], copies: bool) -> tuple[list[str], dict[str, int]]:
    """Names of the lists, and the list of each collector."""
    lists = _named(told, copies)
    names = sorted(set(lists.values()), key=lambda name: (name == OTHERS, name))
    return names, {collector: names.index(name) for collector, name in lists.items()}


def _table(told: Sequence[Capture], copies: bool) -> Table:
    names, number = _numbered(told, copies)
    masks: dict[str, int] = defaultdict(int)
    for one in told:
        if copies or one.source is None:
            masks[one.site] |= 1 << number[one.collector]
    return table(names, [(mask, 1) for mask in masks.values()])


def _fed(told: Sequence[Capture]) -> str | None:
    """The collector whose copies account for the overlap, in words."""
    own = {(one.collector, one.site) for one in told if one.source is None}
    every = {(one.collector, one.site) for one in told}
    holders = Counter(site for _, site in every)
    overlap = sum(holders.values()) - len(holders)
    fed = {(one.source, one.collector, one.site) for one in told if one.source is not None} if overlap else set()
    count = Counter(source for source, collector, site in fed if (collector, site) not in own)
    if not count:
        return None
    name, copied = count.most_common(1)[0]
    if copied <= FEEDS * overlap:
        return None
    return f"{name} feeds the rest: {copied} of {overlap} shared tellings are copies of what it told"


def _collectors(told: Sequence[Capture]) -> tuple[tuple[str, int, int], ...]:
    own: dict[str, set[str]] = defaultdict(set)
    every: dict[str, set[str]] = defaultdict(set)
    for one in told:
        every[one.collector].add(one.site)
        own[one.collector].update({one.site} if one.source is None else ())
    rows = [(name, len(own[name]), len(held - own[name])) for name, held in every.items()]
    return tuple(sorted(rows, key=lambda row: (-row[1], -row[2], row[0])))


def _tried(told: Sequence[Capture], copies: bool, settings: dict[str, Any]) -> Lists | str:
    try:
        return estimates(_table(told, copies), **settings)
    except StudyRefused as refusal:
        return str(refusal)


def _matches(sites: Sequence[Site], told: Sequence[Capture], settings: dict[str, Any]) -> Matches | None:
    """The estimate over what tellings may be of; None where all places are sure."""
    names, number = _numbered(told, False)
    found = options(sites, [one for one in told if one.source is None], number)
    if all(len(one.options) == 1 for one in found):
        return None
    try:
        return over_matches(names, found, 200, settings["seed"], settings["threshold"], settings["track"])
    except StudyRefused:
        return None


def _side(
    side: str, sites: Sequence[Site], told: Sequence[Capture], nameless: int, period: Period, settings: dict[str, Any]
) -> Hidden:
    seen = {one.site for one in told}
    refused, undated = _moving([site for site in sites if site.id in seen], period)
    fed = _fed(told)
    refused += [fed] if fed else []
    without = None if refused else _tried(told, False, settings)
    with_copies: Lists | str | None = None
    matches = None
    if isinstance(without, str):
        refused.append(without)
    elif without is not None:
        with_copies = _tried(told, True, settings | {"draws": 0})
        matches = _matches(sites, told, settings)
    doubts = (
        (nameless, f"{nameless} tellings without an outlet are on no list."),
        (undated, f"{undated} sites are told to have opened or closed on no known day: it may lie in the period."),
    )
    limits = (*LIMITS, *(words for number, words in doubts if number))
    return Hidden(
        side, period[0].isoformat(), period[1].isoformat(), len(seen), _collectors(told),
        without if isinstance(without, Lists) else None, with_copies if isinstance(with_copies, Lists) else None,
        matches, tuple(refused), limits,
    )  # fmt: skip


def hidden(
    readings: Iterable[Reading], retellings: Iterable[Retelling], sites: Iterable[Site], findings: Iterable[Finding],
    first: str, last: str, *, threshold: float = THRESHOLD, draws: int = 1000, seed: int = 1,
    track: Track[Any] = plain,
) -> tuple[Hidden, ...]:  # fmt: skip
    """Estimate for each side how many places of detention no collector has listed, in one period.

    A list is a collecting newsroom (all desks of one house) with what it took over from others removed; an individual
    is a site as the case links it. Refused, with the reason, where sites open or close within the period, where copies
    of one collector account for more than half of what lists share, below three lists, and without overlap.

    Parameters
    ----------
    readings, retellings, sites, findings
        The newest pass of a case; what people rejected or retracted is left out.
    first, last : str
        Days of the period (EDTF), inclusive.
    threshold, draws, seed, track
        As in `lists.estimates`.

    Returns
    -------
    tuple of Hidden
        RF and UA, never added.

    Raises
    ------
    StudyError
        Where the period cannot be read.
    """
    period = _period(first, last)
    settings = {"threshold": threshold, "draws": draws, "seed": seed, "track": track}
    decided, every = list(applied(readings, findings)), list(sites)
    retold = list(retellings)
    out = []
    for side in SIDES:
        held = [site for site in every if site.side == side]
        told, nameless = captures(decided, retold, held, period)
        out.append(_side(side, held, told, nameless, period, settings))
    return tuple(out)
