"""Invented readings in any number, for benches of what comes after reading."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nomansland.words import (
    Candidate,
    Claim,
    Count,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Speaker,
    Time,
)

TYPES = ("refusal.order", "refusal.absence", "coercion.detention", "response.denial", "protest.appeal")
OBLASTS = ("UA44", "UA14", "UA63", "UA23", "UA65")
WORDS = "рота командир подвал отказ рапорт солдат окоп сказал приказ машина ночь сосед письмо хутор переправа".split()
PER_REPORT = 5


def _claim(rng: random.Random, report: str, number: int, text: str) -> Claim:
    start = number * 40
    oblast, month, day = rng.choice(OBLASTS), rng.randint(1, 12), rng.randint(1, 28)
    spot = Candidate(f"{oblast}000000000000001", f"Place {number}", 48 + rng.random(), 37 + rng.random(), 3.0, 1.0)
    return Claim(
        f"c{number:02}",
        report,
        rng.choice(TYPES),
        Passage.of(text, start, start + 30),
        side=rng.choice(("RF", "UA")),
        speaker=Speaker("soldier", "A soldier"),
        place=Place(spot.name, None, (spot,)),
        time=Time(f"2023-{month:02}-{day:02}"),
        count=Count(rng.randint(1, 40), None, "person"),
    )


def readings(number: int, seed: int = 1) -> Iterator[Reading]:
    """So many readings of five claims each, the same for the same seed."""
    rng = random.Random(seed)
    for index in range(number):
        ref = f"r{index:07}"
        text = " ".join(rng.choices(WORDS, k=60)) + f" {index}"
        claims = tuple(_claim(rng, ref, place, text) for place in range(PER_REPORT))
        report = Report(ref, text, kind="telegram", outlet=f"Channel {index % 50}", title=text[:60])
        yield Reading(report, "ru", Publication("2023-06-01"), claims)


def incidents(number: int) -> Iterator[Incident]:
    """One incident for every two reports, over their first claims."""
    one = Interval(1, 2)
    for index in range(0, number - 1, 2):
        claims = (f"r{index:07}:c00", f"r{index + 1:07}:c00")
        yield Incident(f"i{index}", claims, (TYPES[0],), "RF", one, one)
