"""What stands before a time and bounds it ("since", "in the night to"), and events of public record that serve as dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit, grammar, load
from nomansland.extract.timemoment import Moment, add

ONE = timedelta(days=1)
OPEN = date(1, 1, 1)
WAR = date(2022, 2, 24)


def _thirds(moment: Moment, start: float, end: float) -> Moment:
    assert moment.first is not None and moment.last is not None
    days = (moment.last - moment.first).days + 1
    first = moment.first + timedelta(days=round(days * start))
    last = moment.first + timedelta(days=round(days * end) - 1)
    return moment.between(first, max(first, last))


def part(op: str, moment: Moment, phrase: str = "") -> Moment:
    """The early, middle or late part of a month, year, season or week; ten days of a month, a third of a longer time."""
    assert moment.first is not None and moment.last is not None
    first, last = moment.first, moment.last
    days = (last - first).days + 1
    if op in ("half1", "half2"):
        half = _thirds(moment, 0, 0.5) if op == "half1" else _thirds(moment, 0.5, 1)
        return replace(half, value=f"{moment.value}-H{op[-1]}") if moment.grain == "year" else half
    if op in ("first5", "last5"):
        width = timedelta(days=4)
        return (
            moment.between(first, min(last, first + width))
            if op == "first5"
            else moment.between(max(first, last - width), last)
        )
    which = {"start": 0, "third1": 0, "mid": 1, "third2": 1, "end": 2, "third3": 2}[op]
    if days <= 7 or moment.grain in ("week", "weekend"):
        return moment
    if 28 <= days <= 31:
        low, high = ((1, 10), (11, 20), (21, last.day))[which]
        return moment.between(first.replace(day=low), first.replace(day=high))
    if 360 <= days <= 366:
        return _part_of_year(which, moment, first.year)
    return _thirds(moment, which / 3, (which + 1) / 3)


def _part_of_year(which: int, moment: Moment, year: int) -> Moment:
    low, high = ((1, 3), (5, 8), (11, 12))[which]
    return moment.between(date(year, low, 1), date(year + (high == 12), high % 12 + 1, 1) - ONE)


def _bounded(role: str, moment: Moment, first: date, last: date) -> Moment:
    assert moment.first is not None and moment.last is not None
    return replace(moment, first=first, last=max(first, last), role=role, core=(moment.first, moment.last))


def _since(moment: Moment, clock: Clock) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.first > clock.last:
        return _bounded("since", moment, moment.first, moment.last)
    return _bounded("since", moment, moment.first, max(clock.last, moment.last if not moment.role else clock.last))


def _until(moment: Moment, clock: Clock, phrase: str) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.last > clock.last:
        inclusive = moment.grain == "day" or moment.last - moment.first < timedelta(days=12) or phrase in ("по",)
        whole = moment.grain in ("year", "quarter") or (moment.grain == "month" and moment.first <= clock.last)
        end = moment.last if inclusive or whole or moment.grain == "span" else moment.first - ONE
        return _bounded("until", moment, clock.first, end)
    if (
        moment.grain == "day"
        and moment.first >= clock.first - timedelta(days=40)
        and not moment.value.startswith(("1", "200"))
    ):
        if "T" in moment.value:
            return moment
        return _bounded("until", moment, OPEN, moment.last)
    return _bounded("until", moment, OPEN, moment.last)


def _by(moment: Moment, clock: Clock, at: int) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain in ("month", "quarter", "season", "year") and moment.last < clock.last and clock.counts(at):
        start = _counting_since(clock)
        return _bounded("by", moment, min(start, moment.first), moment.last)
    return replace(moment, role="by", core=(moment.first, moment.last))


def _counting_since(clock: Clock) -> date:
    for told in reversed(clock.told):
        if told.moment.role == "since" and told.moment.core:
            return told.moment.core[0]
    return WAR


def _night_to(moment: Moment) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain == "span" and (moment.last - moment.first).days == 1:
        return moment
    if moment.grain != "day":
        return None
    return replace(moment, first=moment.first - ONE, value=moment.value[:10] + "TNI")


def _before_near(moment: Moment, clock: Clock) -> Moment | None:
    assert moment.first is not None and moment.last is not None
    if moment.grain != "day":
        return _bounded("before", moment, OPEN, moment.first - ONE)
    month = moment.first - ONE
    return _bounded("before", moment, month.replace(day=1), month)


Apply = Callable[[Moment, Clock, str], Moment | None]
_OPS: dict[str, Apply] = {
    "since": lambda moment, clock, phrase: _since(moment, clock),
    "from": lambda moment, clock, phrase: moment,
    "dated": lambda moment, clock, phrase: moment if moment.grain == "day" else _since(moment, clock),
    "until": _until,
    "asof": lambda moment, clock, phrase: _bounded("by", moment, min(_counting_since(clock), moment.first or WAR), moment.last or WAR),
    "before": lambda moment, clock, phrase: _bounded("before", moment, OPEN, (moment.first or WAR) - ONE),
    "before_near": lambda moment, clock, phrase: _before_near(moment, clock),
    "after": lambda moment, clock, phrase: _bounded("after", moment, (moment.last or WAR), max(clock.last, moment.last or WAR)),
    "between": lambda moment, clock, phrase: moment,
    "keep": lambda moment, clock, phrase: moment,
    "approx": lambda moment, clock, phrase: replace(moment, approximate=True),
    "night_to": lambda moment, clock, phrase: _night_to(moment),
    "night_of": lambda moment, clock, phrase: moment.between((moment.first or WAR), (moment.last or WAR) + ONE) if moment.grain == "day" else _night_to(moment),
    "eve": lambda moment, clock, phrase: moment.between((moment.first or WAR) - ONE, (moment.first or WAR) - ONE) if moment.grain == "day" else None,
}  # fmt: skip
_NO_PREFIX = {"date": {"keep", "from"}, "iso": {"keep"}, "dmy": {"keep"}, "dm": {"keep"}}


def apply(op: str, moment: Moment, kind: str, clock: Clock, phrase: str, at: int) -> Moment | None:
    """The moment as the phrase before it bounds it; None where the phrase does not belong to it."""
    if op in _NO_PREFIX.get(kind, ()) and len(phrase) < 5:
        return None
    if op == "length":
        return moment if moment.duration and moment.first is None else None
    if op == "inner":
        return moment if moment.duration or kind in ("deictic", "relunit", "relpart", "year") else None
    if moment.first is None or moment.last is None:
        if op in ("keep", "approx", "from") and phrase not in ("the", "all", "of", "at"):
            return moment
        return None
    if op == "since" and moment.grain == "day" and clock.cue("compared", max(0, at - 30), at):
        return None
    if moment.role:
        return moment if op == "keep" and phrase in ("in", "в", "у", "аж", "вже", "уже", "ещё", "ще") else None
    if op in ("start", "mid", "end", "first5", "last5", "half1", "half2", "third1", "third2", "third3"):
        return part(op, moment) if moment.grain not in ("day", "span", "set") else None
    if kind in ("now", "set", "shift", "ago", "lastone", "thatday", "then") and op not in (
        "keep",
        "approx",
        "since",
        "by",
        "until",
    ):
        return None
    return _by(moment, clock, at) if op == "by" else _OPS[op](moment, clock, phrase)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event of public record: its days, the pattern of its names, and a word of which every name has one."""

    id: str
    since: date
    end: date | None
    pattern: re.Pattern[str]
    keys: tuple[str, ...]


@lru_cache(maxsize=3)
def _known_events(language: str) -> list[KnownEvent]:
    out = []
    for event in load("events")["events"]:
        end = date.fromisoformat(event["end"]) if event.get("end") else None
        pattern = re.compile(rf"(?<!\w)(?:{event[language]})", re.I)
        out.append(
            KnownEvent(event["id"], date.fromisoformat(event["since"]), end, pattern, tuple(map(str, event["keys"])))
        )
    return out


def known_events(language: str, text: str) -> list[KnownEvent]:
    """The events of public record that a text may name: their days, and the words they go by in a language."""
    lower = text.lower()
    return [event for event in _known_events(language) if any(key in lower for key in event.keys)]


_LEADS = {
    "en": re.compile(r"(?<!\w)(since|before|after|until|from|prior to|following)\s+(?:the\s+)?$", re.I),
    "ru": re.compile(r"(?<!\w)(с|со|до|перед|после|от)\s+(?:самого\s+)?$", re.I),
    "uk": re.compile(r"(?<!\w)(з|із|від|до|перед|після)\s+(?:самого\s+)?$", re.I),
}
_ROLES = {"since": "since", "from": "since", "с": "since", "со": "since", "з": "since", "із": "since", "від": "since", "от": "since",
          "before": "before", "until": "before", "prior to": "before", "до": "before", "перед": "before"}  # fmt: skip


_LENGTHS = {
    "en": r"(?:(?:during|in|over|for|within|after)\s+)?(?:the\s+)?(?:first\s+|last\s+)?(\w+)\s+(day|week|month)s?\s+(?:of|into|after)\s+(?:the\s+)?$",
    "ru": r"(?:(?:за|в течение|в|спустя|через)\s+)?(?:первые\s+)?(\w+)\s+(дн|недел|месяц)\w*\s+(?:после\s+)?$",
    "uk": r"(?:(?:за|протягом|упродовж|через)\s+)?(?:перші\s+)?(\w+)\s+(дн|тиж|місяц)\w*\s+(?:після\s+)?$",
}  # fmt: skip
_UNITS = {"дн": "day", "недел": "week", "тиж": "week", "месяц": "month", "місяц": "month"}


def length_before(text: str, language: str) -> tuple[int, str] | None:
    """The length of time told right before an event ("the two weeks of the offensive"), as a number and a unit."""
    match = re.search(_LENGTHS[language], text[-60:], re.I)
    if match is None:
        return None
    word = match.group(1).lower()
    number = int(word) if word.isdigit() else grammar(language).lexicon.get(word, {}).get("NUMW")
    return (int(number), _UNITS.get(match.group(2).lower(), match.group(2).lower())) if number else None


def _during(text: str, at: int, name: str, since: date, end: date | None, clock: Clock, stop: int) -> Hit | None:
    """The first weeks of a known event, or the event as a span of time, up to the day of publication."""
    match = re.search(_LENGTHS[clock.language], text[max(0, at - 60) : at], re.I)
    length = length_before(text[:at], clock.language)
    if match and length:
        begins = at - len(match.group())
        moment = Moment(since, min(add(since, length[0], length[1]) - ONE, clock.last), "span", since.isoformat())
    else:
        lead = _DURING[clock.language].search(text[max(0, at - 24) : at])
        if lead is None or since == WAR or since > clock.last:
            return None
        begins = at - len(lead.group())
        moment = Moment(
            since, min(end or clock.last, clock.last), "span", since.isoformat(), role="during", core=(since, since)
        )
    return Hit("event", {"moment": moment, "core_start": begins, "event": name}, begins, stop, "", "")


_DURING = {
    "en": re.compile(r"(?<!\w)(?:during|in the course of|throughout|amid)\s+(?:the\s+)?$", re.I),
    "ru": re.compile(r"(?<!\w)(?:во время|в ходе|в период)\s+$", re.I),
    "uk": re.compile(r"(?<!\w)(?:під час|у ході|в ході|протягом)\s+$", re.I),
}


def event_hits(text: str, start: int, end: int, clock: Clock) -> Iterator[Hit]:
    """Times told by an event: "since mobilisation was announced", "before the invasion"."""
    found: list[Hit] = []
    line = text[start:end]
    for event in known_events(clock.language, line):
        name, since, end_day, pattern = event.id, event.since, event.end, event.pattern
        for match in pattern.finditer(line):
            lead = _LEADS[clock.language].search(line[: match.start()][-24:])
            if lead is None:
                hit = _during(text, start + match.start(), name, since, end_day, clock, start + match.end())
                found += [hit] if hit else []
            if lead is None or since > clock.last:
                continue
            role = _ROLES.get(lead.group(1).lower(), "after")
            begins = start + match.start() - len(lead.group())
            first, last = (
                (OPEN, since - (ONE if since != WAR else timedelta(0))) if role == "before" else (since, clock.last)
            )
            moment = Moment(first, last, "span", since.isoformat(), role=role, core=(since, since))
            slots = {"moment": moment, "core_start": begins, "event": name}
            found.append(Hit("event", slots, begins, start + match.end(), "", ""))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    last_end = -1
    for hit in found:
        if hit.start >= last_end:
            last_end = hit.end
            yield hit
