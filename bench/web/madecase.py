"""A large invented case in three languages, with its incidents, sites, retellings, contradictions and decisions.

Words are drawn as in real texts: few stand everywhere, most stand in a handful of reports, and they are inflected, so
that what is searched for has to be found by its dictionary form.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nomansland.words import (
    Candidate,
    Claim,
    Contradiction,
    Count,
    Decision,
    Edge,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Reconciled,
    Report,
    Retelling,
    Site,
    SiteState,
    Speaker,
    Time,
    Transfer,
)

PER_REPORT, SPAN = 5, 40
LANGUAGES = ("ru", "uk", "en")
TYPES = (
    "refusal.order", "refusal.order", "refusal.absence", "refusal.absence", "coercion.detention", "response.denial",
    "protest.appeal",
)  # fmt: skip
WORDS = {
    "ru": (
        "рота роты роту командир командиру подвал подвале отказ отказа рапорт рапорты солдат солдаты окоп сказал "
        "приказ приказы машина машину ночь ночью сосед письмо хутор хутора переправа склад село дорога мост полк"
    ),
    "uk": (
        "рота роти командир командира підвал підвалі відмова відмови рапорт рапорти солдат солдати окоп сказав "
        "наказ накази машина машину ніч вночі сусід лист хутір хутора переправа склад село дорога міст полк"
    ),
    "en": (
        "company companies commander commanders cellar refusal refused report reports soldier soldiers trench said "
        "order orders car night neighbour letter farm crossing store village road bridge regiment"
    ),
}
_SIGNS = {"ru": "абвгдежзиклмнопрстухчшы", "uk": "абвгдежзиклмнопрстухчші", "en": "abcdefghiklmnoprstuvwy"}
_RARE, _OUTLETS, _PLACES, _YEARS = 12_000, 120, 1500, 3
_BEGIN = date(2022, 3, 1)
_ONE = Interval(1, 2)


@dataclass(frozen=True)
class Linked:
    """What belongs together in the case, in the form that `tables.write.save_linked` takes."""

    incidents: tuple[Incident, ...]
    sites: tuple[Site, ...]
    contradictions: tuple[Contradiction, ...]
    reconciled: tuple[Reconciled, ...] = ()
    transfers: tuple[Transfer, ...] = ()


class Made:
    """The same case for the same number of reports.

    Parameters
    ----------
    number : int
        How many reports; there are five claims in each.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        rng = random.Random(7)
        self.rare = {one: [_rare(rng, one) for _ in range(_RARE)] for one in LANGUAGES}
        self.common = {one: WORDS[one].split() for one in LANGUAGES}
        self.places = [_place(rng, number) for number in range(_PLACES)]

    def readings(self) -> Iterator[Reading]:
        """Reports with what was read out of them."""
        rng = random.Random(11)
        for index in range(self.number):
            yield self._reading(rng, index)

    def _text(self, rng: random.Random, language: str) -> str:
        long = rng.randint(40, 160)
        common = rng.choices(self.common[language], k=long)
        # The square makes some of the rare words much rarer than others.
        rare = [self.rare[language][int(_RARE * rng.random() ** 2)] for _ in range(long // 5)]
        for word in rare:
            common[rng.randrange(long)] = word
        return " ".join(common).capitalize() + "."

    def _reading(self, rng: random.Random, index: int) -> Reading:
        language = LANGUAGES[rng.choices((0, 1, 2), (5, 3, 2))[0]]
        ref, text = f"r{index:07}", self._text(rng, language)
        day = _BEGIN + timedelta(days=rng.randrange(365 * _YEARS))
        claims = tuple(self._claim(rng, ref, number, text, day) for number in range(PER_REPORT))
        outlet = f"Outlet {int(_OUTLETS * rng.random() ** 2)}"
        report = Report(ref, text, "telegram", language, text[:60], outlet, day.isoformat())
        return Reading(report, language, Publication(day.isoformat(), best=day.isoformat()), claims)

    def _claim(self, rng: random.Random, ref: str, number: int, text: str, day: date) -> Claim:
        start, told = number * SPAN, (day - timedelta(days=rng.randrange(20))).isoformat()
        place = rng.choice(self.places) if rng.random() < 0.8 else None
        role = rng.choice(("soldier", "official", "relative"))
        return Claim(
            f"c{number:02}",
            ref,
            rng.choice(TYPES),
            Passage.of(text, start, min(len(text), start + 38)),
            side=rng.choices(("RF", "UA", None), (5, 4, 1))[0],
            speaker=Speaker(role, "A speaker"),
            place=place,
            time=Time(told),
            count=Count(rng.randint(1, 40), None, "person"),
            confidence=rng.random(),
        )

    def linked(self) -> Linked:
        """Incidents over the first claims of neighbouring reports, sites over the fourth, contradictions of pairs."""
        rng = random.Random(13)
        made = range(0, self.number - 3, 2)
        incidents = tuple(self._incident(rng, index, rng.choice((1, 2, 2, 3))) for index in made)
        sites = tuple(self._site(rng, number, 12) for number in range(min(400, self.number // 50)))
        pairs = range(0, self.number - 1, 40)
        disputes = tuple(
            Contradiction(f"k{index}", (f"r{index:07}:c02", f"r{index + 1:07}:c02"), "count", "how many")
            for index in pairs
        )
        return Linked(incidents, sites, disputes)

    def _incident(self, rng: random.Random, index: int, size: int) -> Incident:
        claims = tuple(f"r{index + more:07}:c00" for more in range(size))
        day = _BEGIN + timedelta(days=rng.randrange(365 * _YEARS))
        place = rng.choice(self.places) if rng.random() < 0.85 else None
        side = rng.choices(("RF", "UA", None), (5, 4, 1))[0]
        time = Time(day.isoformat()) if rng.random() < 0.9 else None
        return Incident(f"i{index}", claims, (rng.choice(TYPES),), side, _ONE, _ONE, place, time, rng.random())

    def _site(self, rng: random.Random, number: int, size: int) -> Site:
        claims = tuple(f"r{rng.randrange(self.number):07}:c03" for _ in range(size))
        day = _BEGIN + timedelta(days=rng.randrange(365 * _YEARS))
        state = SiteState(f"Site {number}", "operating", claims[0], Time(day.isoformat()))
        side = rng.choice(("RF", "UA"))
        return Site(f"s{number}", f"Site {number}", claims, (state,), side, rng.choice(self.places))

    def retellings(self) -> Iterator[Retelling]:
        """One for every ten reports: the oldest and its two copies."""
        for index in range(0, self.number - 2, 10):
            refs = tuple(f"r{index + more:07}" for more in range(3))
            edges = tuple(Edge(ref, refs[0], "copy", 0.9) for ref in refs[1:])
            yield Retelling(f"t{index}", refs, edges, _ONE, _ONE)

    def decisions(self) -> Iterable[Decision]:
        """One on a claim of every fiftieth report, by five people."""
        for number, index in enumerate(range(0, self.number, 50)):
            verdict = "accept" if number % 3 else "reject"
            at = f"2025-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}+00:00"
            yield Decision(f"d{number}", "claim", f"r{index:07}:c01", verdict, f"editor {number % 5}", at)


def _rare(rng: random.Random, language: str) -> str:
    return "".join(rng.choices(_SIGNS[language], k=rng.randint(5, 9)))


def _place(rng: random.Random, number: int) -> Place:
    oblast = rng.choice(("UA44", "UA14", "UA63", "UA23", "UA65"))
    lat, lon = round(46.5 + 4 * rng.random(), 4), round(33 + 7 * rng.random(), 4)
    spot = Candidate(f"{oblast}{number:015}", f"Place {number}", lat, lon, rng.choice((1.0, 3.0, 25.0)), 1.0)
    return Place(spot.name, None, (spot,))


def fill(made: Made) -> None:
    """Write it all into the open case with the writers that the program has."""
    from nomansland.tables import write

    batch: list[Reading] = []
    for reading in made.readings():
        batch.append(reading)
        if len(batch) == 2000:
            _save(batch)
            batch = []
    _save(batch)
    write.save_linked(made.linked(), made.retellings())
    with write.transaction():
        for decision in made.decisions():
            write.add_decision(decision)


def _save(batch: list[Reading]) -> None:
    from nomansland.tables import write

    write.save_reports(reading.report for reading in batch)
    write.save_readings(batch)
