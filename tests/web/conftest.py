"""A small case, written by hand, and a browser that was let in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from nomansland.tables import Case, connect, disconnect
from nomansland.web.door import Door
from nomansland.web.server import overrides
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Contradiction,
    Count,
    Edge,
    Evidence,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Quarantined,
    Reading,
    Reason,
    Reconciled,
    Report,
    Retelling,
    Site,
    SiteState,
    Speaker,
    Time,
    Transfer,
)

HOST = "127.0.0.1:8765"
EVIL = "<script>alert(1)</script>"
TEXT = (
    "В гараже под Лиманом заперли 12 мобилизованных.\n"
    f"«Мы отказались идти на штурм», — сказал один из них {EVIL}.\n"
    "Прокурор ответил: гаража нет."
)
OTHER = "Two crews refused to cross the river near Orikhiv on 5 May 2023, a driver says.\n\nThe brigade denies it."
LYMAN = Candidate("UA1", "Lyman, Kramatorskyi raion, Donetska oblast", 48.99, 37.8, 3.0, 0.8)
ELSE = Candidate("UA2", "Lyman, Chuhuivskyi raion, Kharkivska oblast", 49.6, 36.4, 3.0, 0.2)
ORIKHIV = Candidate("UA3", "Orikhiv, Polohivskyi raion, Zaporizka oblast", 47.57, 35.78, 2.0, 1.0)


def passage(text: str, quote: str) -> Passage:
    """The first place of a quote in a text."""
    start = text.index(quote)
    return Passage(quote, start, start + len(quote))


def _russian() -> Reading:
    place = Place("Лиманом", passage(TEXT, "Лиманом"), (LYMAN, ELSE), why=("the nearer of two",))
    whole = passage(TEXT, "В гараже под Лиманом заперли 12 мобилизованных")
    inner = passage(TEXT, "заперли 12 мобилизованных")
    refused = passage(TEXT, "Мы отказались идти на штурм")
    denied = passage(TEXT, "гаража нет")
    soldier = Speaker("soldier", passage=refused)
    when = Time("2023-05-01/2023-05-04", inner)
    count = Count(12, None, "person", passage=inner)
    why = (Evidence("side", inner, "'mobilised' are soldiers of the Russian side"),)
    absent, present = (("C4", "no"), ("C15", "no")), (("C15", "yes"),)
    claims = (
        Claim(
            "c01", "ru-1", "coercion.detention", whole, "RF", place=place, time=when, count=count, evidence=why,
            conditions=absent,
        ),
        Claim("c02", "ru-1", "coercion.transfer", inner, "RF", modality="hypothetical"),
        Claim(
            "c03", "ru-1", "refusal.order", refused, "RF", speaker=soldier, place=place, time=when,
            conditions=(("C22", "yes"),),
        ),
        Claim(
            "c04", "ru-1", "coercion.detention", denied, "RF", modality="denied", speaker=Speaker("official"),
            conditions=present,
        ),
    )  # fmt: skip
    report = Report("ru-1", TEXT, "telegram", "ru", outlet="Выдуманный канал", published="2023-05-06")
    return Reading(report, "ru", Publication("2023-05-06"), claims, (place,))


def _english() -> Reading:
    place = Place("Orikhiv", passage(OTHER, "Orikhiv"), (ORIKHIV,))
    told = passage(OTHER, "Two crews refused to cross the river near Orikhiv on 5 May 2023")
    claim = Claim(
        "c01",
        "en-1",
        "refusal.order",
        told,
        "UA",
        speaker=Speaker("soldier", office="a driver"),
        chain=Chain(("An Invented Channel",)),
        place=place,
        time=Time("2023-05-05", told),
        count=Count(2, 2, "crew", passage=told),
    )
    report = Report("en-1", OTHER, "article", "en", "Two crews", "An Invented Gazette", published="2023-05-09")
    return Reading(report, "en", Publication("2023-05-09"), (claim,), (place,))


def _copy() -> Reading:
    report = Report("ru-2", "Под Лиманом в гараже заперли мобилизованных.", "feed_item", "ru", outlet="Лента")
    return Reading(report, "ru", Publication(inferred="2023-05-06/2023-05-12", basis=("it cites a dated post",)))


def _linked(russian: Reading, english: Reading) -> Linked:
    held, _, refused, denied = russian.claims
    crews = english.claims[0]
    one, many = Interval(1, 1, "one soldier"), Interval(2, 3, "two outlets")
    reasons = (Reason("place", 2.5, "both lie near Lyman"), Reason("words", -0.5, "few words are shared"))
    incidents = (
        Incident("i-1", (refused.ref,), (refused.type,), "RF", one, one, refused.place, refused.time, 0.9, reasons),
        Incident("i-2", (held.ref, denied.ref), (held.type,), "RF", one, many, held.place, held.time),
        Incident("i-3", (crews.ref,), ("refusal.order",), "UA", one, one, LYMAN_PLACE, crews.time),
        Incident("i-4", (crews.ref,), ("refusal.absence",), "UA", one, one),
    )
    states = (SiteState("s-1", "active", held.ref, held.time, "RF"), SiteState("s-1", "closed", denied.ref))
    sites = (Site("s-1", "garage, Lyman", (held.ref, denied.ref), states, "RF", held.place),)
    disputes = (Contradiction("x-1", (held.ref, denied.ref), "denial", "coercion.detention", reasons[:1]),)
    agreed = (Reconciled("n-1", (held.ref, crews.ref), "growing_total", "12–… person, then 40 person", reasons[:1]),)
    return Linked(incidents, sites, disputes, agreed)


LYMAN_PLACE = Place("Лиманом", None, (LYMAN,))


@dataclass(frozen=True, slots=True)
class Linked:
    """What a pass puts together."""

    incidents: tuple[Incident, ...]
    sites: tuple[Site, ...]
    contradictions: tuple[Contradiction, ...]
    reconciled: tuple[Reconciled, ...]
    transfers: tuple[Transfer, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The open desk of the small case."""

    door: Door
    token: str
    client: Client


def stranger() -> Client:
    """A browser that was not let in."""
    return Client(HTTP_HOST=HOST)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    """A desk over a case that holds nothing."""
    case = Case.create(tmp_path / "case")
    door = Door(port=8765)
    token = door.token or ""
    connect(case, **overrides(door), NOMANSLAND_CASE=case, NOMANSLAND_FRONT=None)
    client = stranger()
    assert client.get(f"/open/{token}").status_code == 302
    yield Desk(door, token, client)
    disconnect()


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk over three reports, four incidents, a site, a contradiction and a source in quarantine."""
    from nomansland.tables import write

    russian, english, copy = _russian(), _english(), _copy()
    write.save_reports([reading.report for reading in (russian, english, copy)])
    write.save_readings([russian, english, copy])
    edge = Edge("ru-2", "ru-1", "copy", 4.0, (Reason("words", 4.0, "nearly the same words"),))
    voices = Interval(1, 1, "one soldier")
    write.save_linked(_linked(russian, english), [Retelling("t-1", ("ru-1", "ru-2"), (edge,), voices, voices)])
    write.save_quarantine([Quarantined("scan.bin", "unknown-kind", "No admitter recognises the bytes.")])
    return empty
