"""Whom a report names as its source: chains of its claims, forwards, links, outlets of the set named in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.group.decided import Decided
from nomansland.group.names import Names, name_key, office, person_key
from nomansland.words import Reading, Speaker

_FORWARD = re.compile(
    r"(?:forwarded from|repost(?:ed)? from|переслано (?:из|от|з|із|від)|репост(?: из| з| із| от| від)?)"
    r"\s*:?\s*([^\n(|]{2,60})",
    re.I,
)
_CAPITAL = re.compile(r"(?<![\w.])(?=([A-ZА-ЯЁІЇЄҐ@][\w.'’-]*(?:[ ][\w.'’-]+){0,3}))")
_APART = re.compile(
    r"\bindependently\b|\bseparately obtained\b|\bhad not (?:read|seen)\b"
    r"|\b(?:fits|matches|tallies with|agrees with|consistent with)\b"
    r"|\bнезависимо от\b|\bне читал|\bсамостоятельно\b|\bсовпада\w+|\bсогласу\w+ с\b|\bсходится с\b"
    r"|\bнезалежно від\b|\bсамостійно\b|\bне чита[вл]|\bзбіга\w+|\bузгоджу\w+",
    re.I,
)
_STRENGTH = {"forward": 4, "link": 4, "chain": 3, "text": 1}


_ADDRESS = re.compile(r"(?:https?://|(?<![\w.])t\.me/)[^\s<>()\"'«»]+")
_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|single|comment)(?:=[^&#]*)?")


def web_key(url: str) -> str:
    """An address without what does not name the page: scheme, `www.`, `m.`, fragment, tracking, `/s/` of a preview."""
    bare = re.sub(r"^[a-z]+://(?:www\.|m\.|amp\.)?", "", url.strip().lower().partition("#")[0])
    host, slash, rest = _TRACKING.sub("", bare).partition("/")
    if host in ("t.me", "telegram.me"):
        host, rest = "t.me", rest.removeprefix("s/")
    return f"{host}{slash}{rest}".rstrip("/.,;?&")


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet that a report names: its key, how it is named, and the words."""

    outlet: tuple[str, ...]
    how: str
    words: str


class Outlets:
    """The outlets of a set of readings: who prints under which key, and who names whom."""

    def __init__(self, readings: Sequence[Reading], decided: Decided | None = None) -> None:
        self.decided = decided or Decided()
        self.names = Names(self.decided.apart)
        for one, other in self.decided.houses:
            self.names.equate(one, other)
        self._people: dict[str, str] = {}
        for one, other in self.decided.people:
            left, right = sorted((office(one) or person_key(one), office(other) or person_key(other)))
            if left != right:
                self._people[right] = left
        known = {reading.report.outlet for reading in readings if reading.report.outlet}
        chained = {outlet for reading in readings for claim in reading.claims for outlet in claim.chain.outlets}
        self.names.learn((reading.report.text for reading in readings), sorted(known | chained))
        self.reports: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for number, reading in enumerate(readings):
            if reading.report.outlet:
                self.reports[self.names.find(reading.report.outlet)].append(number)
        self._urls = {
            web_key(url): number
            for number, reading in enumerate(readings)
            for url in (reading.report.url, reading.report.canonical_url)
            if url
        }
        for name in sorted(known):
            shape = name_key(name)
            if shape:
                self._first[shape[0]].add(shape)

    def own(self, reading: Reading) -> tuple[str, ...]:
        """The key of a report's own outlet; empty where it is unknown."""
        return self.names.find(reading.report.outlet) if reading.report.outlet else ()

    def person(self, speaker: Speaker) -> str:
        """A key of who speaks: a name over the alphabets, or a known press office; empty where neither is told.

        Names that a person told to be one man's share a key.
        """
        plain = person_key(speaker.name) if speaker.name else office(speaker.office or "")
        while plain in self._people:
            plain = self._people[plain]
        return plain

    def linked(self, reading: Reading) -> list[int]:
        """Numbers of the reports of the set that this one links to."""
        addresses = [link.url for link in reading.report.links] or _ADDRESS.findall(reading.report.text)
        own = {web_key(url) for url in (reading.report.url, reading.report.canonical_url) if url}
        keys = dict.fromkeys(map(web_key, addresses))
        return [self._urls[key] for key in keys if key in self._urls and key not in own]

    def sources(self, reading: Reading) -> dict[tuple[str, ...], Source]:
        """What a report draws on, the plainest mention of each outlet; its own outlet is left out."""
        out: dict[tuple[str, ...], Source] = {}
        report = reading.report
        if report.forwarded_from:
            self._note(out, "forward", report.forwarded_from)
        for match in _FORWARD.finditer(report.text[:2000]):
            self._note(out, "forward", match.group(1))
        for claim in reading.claims:
            for outlet in claim.chain.outlets:
                self._note(out, "chain", outlet)
        named, apart = self._named(report.text)
        for words in named:
            self._note(out, "text", words)
        for words in apart:
            out.pop(self.names.find(words), None)
        out.pop(self.own(reading), None)
        return out

    def _note(self, out: dict[tuple[str, ...], Source], how: str, words: str) -> None:
        outlet = self.names.find(words)
        if outlet and (outlet not in out or _STRENGTH[how] > _STRENGTH[out[outlet].how]):
            out[outlet] = Source(outlet, how, words.strip())

    def _named(self, text: str) -> tuple[list[str], list[str]]:
        """Names of the set's outlets in a text; apart those in a sentence which says that it was had without them."""
        found: list[str] = []
        apart: list[str] = []
        for match in _CAPITAL.finditer(text):
            words = match.group(1).split(" ")
            for length in range(len(words), 0, -1):
                name = " ".join(words[:length])
                shape = name_key(name)
                if shape and shape in self._first.get(shape[0], ()):
                    alone = _APART.search(self._sentence(text, match.start()))
                    (apart if alone else found).append(name)
                    break
        return found, apart

    @staticmethod
    def _sentence(text: str, at: int) -> str:
        left = max(text.rfind(mark, 0, at) for mark in (". ", "! ", "? ", "\n"))
        rights = [place for mark in (". ", "! ", "? ", "\n") if (place := text.find(mark, at)) >= 0]
        return text[max(0, left) : min(rights, default=len(text))]
