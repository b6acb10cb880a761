"""Events of public record that texts date themselves by, and the times told by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from nomansland.extract.timeclock import Clock
from nomansland.extract.timegrammar import Hit, grammar
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import Moment, add
from nomansland.extract.timephrases import ONE, WAR


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


@lru_cache(maxsize=16)
def known_events(language: str, text: str) -> tuple[KnownEvent, ...]:
    """The events of public record that a text may name: their days, and the words they go by in a language."""
    lower = text.lower()
    return tuple(event for event in _known_events(language) if any(key in lower for key in event.keys))


_LEADS = {
    "en": re.compile(r"(?<!\w)(since|before|after|until|from|prior to|following)\s+(?:the\s+)?$", re.I),
    "ru": re.compile(r"(?<!\w)(с|со|до|перед|после|от)\s+(?:самого\s+)?$", re.I),
    "uk": re.compile(r"(?<!\w)(з|із|від|до|перед|після)\s+(?:самого\s+)?$", re.I),
}
_ROLES = {
    **dict.fromkeys(("since", "from", "с", "со", "з", "із", "від", "от"), "since"),
    **dict.fromkeys(("before", "until", "prior to", "до", "перед"), "before"),
}


_LENGTHS = {
    "en": r"(?:(?:during|in|over|for|within|after)\s+)?(?:the\s+)?(?:first\s+|last\s+)?(\w+)\s+(day|week|month)s?\s+"
    r"(?:of|into|after)\s+(?:the\s+)?$",
    "ru": r"(?:(?:за|в течение|в|спустя|через)\s+)?(?:первые\s+)?(\w+)\s+(дн|недел|месяц)\w*\s+(?:после\s+)?$",
    "uk": r"(?:(?:за|протягом|упродовж|через)\s+)?(?:перші\s+)?(\w+)\s+(дн|тиж|місяц)\w*\s+(?:після\s+)?$",
}
_UNITS = {"дн": "day", "недел": "week", "тиж": "week", "месяц": "month", "місяц": "month"}


def length_before(text: str, language: str) -> tuple[int, str] | None:
    """The length of time told right before an event ("the two weeks of the offensive"), as a number and a unit."""
    match = re.search(_LENGTHS[language], text[-60:], re.I)
    if match is None:
        return None
    word = match.group(1).lower()
    number = int(word) if word.isdigit() else grammar(language).lexicon.get(word, {}).get("NUMW")
    return (int(number), _UNITS.get(match.group(2).lower(), match.group(2).lower())) if number else None


def _during(text: str, match: re.Match[str], event: KnownEvent, clock: Clock) -> Hit | None:
    """The first weeks of the event, or the event as a span of time, up to the day of publication."""
    since, before = event.since, text[max(0, match.start() - 60) : match.start()]
    length, lead = length_before(before, clock.language), re.search(_LENGTHS[clock.language], before, re.I)
    if lead and length:
        moment = Moment(since, min(add(since, *length) - ONE, clock.last), "span", since.isoformat())
        return _hit(event, moment, match.start() - len(lead.group()), match.end())
    lead = _DURING[clock.language].search(before[-24:])
    if lead is None or since == WAR or since > clock.last:
        return None
    last = min(event.end or clock.last, clock.last)
    moment = Moment(since, last, "span", since.isoformat(), role="during", core=(since, since))
    return _hit(event, moment, match.start() - len(lead.group()), match.end())


_DURING = {
    "en": re.compile(r"(?<!\w)(?:during|in the course of|throughout|amid)\s+(?:the\s+)?$", re.I),
    "ru": re.compile(r"(?<!\w)(?:во время|в ходе|в период)\s+$", re.I),
    "uk": re.compile(r"(?<!\w)(?:під час|у ході|в ході|протягом)\s+$", re.I),
}


def event_hits(text: str, start: int, end: int, clock: Clock) -> Iterator[Hit]:
    """Times told by an event between two offsets: "since mobilisation was announced", "before the invasion"."""
    found: list[Hit] = []
    for event in known_events(clock.language, text):
        for match in event.pattern.finditer(text, start, end):
            hit = _bounded(text, match, event, clock) or _during(text, match, event, clock)
            found += [hit] if hit else []
    found.sort(key=lambda hit: (hit.start, -hit.end))
    last_end = -1
    for hit in found:
        if hit.start >= last_end:
            last_end = hit.end
            yield hit


def _hit(event: KnownEvent, moment: Moment, start: int, end: int) -> Hit:
    return Hit("event", {"moment": moment, "core_start": start, "event": event.id}, start, end, "", "")


def _bounded(text: str, match: re.Match[str], event: KnownEvent, clock: Clock) -> Hit | None:
    """Since, before or after the event."""
    line = text.rfind("\n", 0, match.start()) + 1
    lead = _LEADS[clock.language].search(text[max(line, match.start() - 24) : match.start()])
    if lead is None or event.since > clock.last:
        return None
    role = _ROLES.get(lead.group(1).lower(), "after")
    first, last = event.since, clock.last
    if role == "before":
        first, last = date(1, 1, 1), event.since - (timedelta(0) if event.since == WAR else ONE)
    moment = Moment(first, last, "span", event.since.isoformat(), role=role, core=(event.since, event.since))
    return _hit(event, moment, match.start() - len(lead.group()), match.end())
