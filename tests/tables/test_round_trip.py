"""What is written comes back as it was, on both databases."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import pytest

from nomansland.tables import Case
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Contradiction,
    Count,
    Edge,
    Evidence,
    Holding,
    Incident,
    Interval,
    Link,
    Media,
    Passage,
    Place,
    Publication,
    Quarantined,
    Reading,
    Reason,
    Reconciled,
    Relation,
    Report,
    Retelling,
    Site,
    SiteState,
    Speaker,
    Time,
    Transfer,
)

TEXT = "У підвалі в Зайцевому тримали дванадцятьох.\nКомандир сказав: «Назад нікого не відправлять»."


@dataclass(frozen=True)
class Linked:
    """As `link.link` gives it."""

    incidents: tuple[Incident, ...] = ()
    sites: tuple[Site, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    reconciled: tuple[Reconciled, ...] = ()
    transfers: tuple[Transfer, ...] = ()


def passage(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage.of(TEXT, start, start + len(words))


def reading(ref: str = "tg-7", text: str = TEXT) -> Reading:
    report = Report(
        ref,
        text,
        kind="telegram",
        title="Ёлка і підвал",
        outlet="Канал «Тест»",
        authors=("Редакція",),
        url="https://example.org/7",
        tags=("підвал",),
        links=(Link("https://example.org/1", passage("підвалі")),),
        media=(Media("photo", "a.jpg", "0" * 64),),
        holding="f" * 64,
    )
    place = Place(
        "Зайцевому",
        passage("Зайцевому"),
        (
            Candidate("UA44100130160071351", "Zaitseve, Luhanska oblast", 49.9, 38.3, 27, 0.95, admin=("UA44",)),
            Candidate("UA14020050020023647", "Zaitseve, Donetska oblast", 48.4, 38.0, 3.0, 0.05),
        ),
        why=("near the border of two oblasts",),
    )
    when = Time("2023-06-05/2023-06-11", passage("дванадцятьох"), approximate=True, basis="the week before")
    held = Claim(
        "c01",
        ref,
        "coercion.detention",
        passage("У підвалі в Зайцевому тримали дванадцятьох"),
        side="RF",
        speaker=Speaker("soldier", "Іван", adversary=True, first_hand=True, passage=passage("Командир")),
        chain=Chain(("Перший канал",), (passage("сказав"),)),
        place=place,
        time=when,
        count=Count(12, None, "person", passage=passage("дванадцятьох")),
        unit="1-ша рота",
        site="підвал",
        conditions=(("C1", "no"), ("C4", "yes")),
        echoes=(passage("тримали"),),
        evidence=(Evidence("side", passage("Командир"), "the commander is theirs"),),
        confidence=0.75,
    )
    denied = Claim("c02", ref, "response.denial", passage("Назад нікого не відправлять"), modality="denied", hedge=True)
    state = SiteState("підвал", "active", f"{ref}:c01", when, "RF")
    return Reading(
        report,
        "uk",
        Publication(inferred="2023-06-12/2023-06-30", best="2023-06-13", basis=("a date in it",)),
        (held, denied),
        (place,),
        (Relation("Зайцеве", "distance", ("Сватове",), passage("Зайцевому"), 12.5, "north"),),
        (when, Time(None, passage("Назад"), duration="P2W")),
        (state,),
    )


def linked(told: Reading) -> Linked:
    one, two = (claim.ref for claim in told.claims)
    held = told.claims[0]
    count = Interval(1, 2, "one origin, perhaps two")
    why = (Reason("place", 2.5, "the same cellar"),)
    return Linked(
        (Incident("i-1", (one,), (held.type,), "RF", count, count, held.place, held.time, 0.8, why),),
        (Site("s-1", "Підвал школи", (one,), told.sites, "RF", held.place, why),),
        (Contradiction("x-1", (one, two), "denial", "whether anybody was held", why),),
        (Reconciled("n-1", (two, one), "growing_total", "12 person, then 40 person", why),),
        (Transfer("t-1", (one,), count, count, "s-1", "", held.place, None, "RF", held.time, held.count, True, why),),
    )


def retelling(told: Reading) -> Retelling:
    return Retelling("r-1", (told.report.id,), (), Interval(1, 1), Interval(1, 1))


def test_a_reading_comes_back_as_it_was(any_case: Case) -> None:
    from nomansland.tables import read, write

    told = reading()
    assert write.save_reports([told.report]) == [told.report]
    assert [report.id for report in read.reports_to_read()] == ["tg-7"]
    write.save_readings([told])
    assert read.reading("tg-7") == told
    assert list(read.readings()) == [told]
    assert list(read.reports_to_read()) == [] and list(read.reports_to_read(everything=True)) == [told.report]
    assert read.report("tg-7") == told.report and read.report("nobody") is None and read.reading("nobody") is None
    assert read.claim("tg-7:c01") == told.claims[0] and read.claim("tg-7:c09") is None
    assert read.claims_by_ref(["tg-7:c02", "tg-7:c09"]) == {"tg-7:c02": told.claims[1]}


def test_the_same_twice_adds_nothing(any_case: Case) -> None:
    from nomansland.tables import read, write

    told = reading()
    for _ in range(2):
        assert write.save_reports([told.report, told.report]) == [told.report, told.report]
        write.save_readings([told])
        write.save_linked(linked(told), [retelling(told)])
    found = read.overview()
    assert {name: found[name] for name in ("reports", "claims", "incidents", "sites", "contradictions")} == {
        "reports": 1,
        "claims": 2,
        "incidents": 1,
        "sites": 1,
        "contradictions": 1,
    }
    assert [entry.kind for entry in read.ledger()] == ["reports", "readings", "linked"]


def test_the_same_claims_read_again_keep_their_ties(any_case: Case) -> None:
    from nomansland.tables import read, write

    told = reading()
    write.save_reports([told.report])
    for language in ("uk", "ru", "uk"):
        write.save_readings([replace(told, language=language)])
        write.save_linked(linked(told), [retelling(told)])
        assert read.incidents_of("tg-7:c01") == linked(told).incidents == read.incidents().items
        assert read.sites_of("tg-7:c01") and read.contradictions_of("tg-7:c01") and read.retelling_of("tg-7")
    assert len(list(read.ledger("readings"))) == 3


def test_another_text_under_a_known_id_is_another_report(any_case: Case) -> None:
    from nomansland.tables import read, write

    first = reading().report
    edited = replace(first, text=first.text + " Виправлено.")
    kept, changed = write.save_reports([first, edited])
    assert kept == first and changed.id.startswith("tg-7~") and changed.text == edited.text
    assert write.save_reports([edited]) == [changed]
    assert {line.id for line in read.reports()} == {"tg-7", changed.id}


def test_a_new_pass_takes_the_place_of_the_old_one_and_of_nothing_else(any_case: Case) -> None:
    from nomansland.tables import read, write

    one, other = reading("one"), reading("two")
    other = replace(other, report=replace(other.report, url=None))
    write.save_reports([one.report, other.report])
    write.save_readings([one, other])
    write.save_linked(linked(one), [retelling(one)])
    shorter = replace(one, claims=one.claims[1:], language="ru")
    write.save_readings([shorter])
    assert read.reading("one") == shorter and read.reading("two") == other
    assert read.incidents_of("one:c01") == () and read.contradictions().total == 0


def test_what_belongs_together_comes_back_and_is_found_from_its_claims(any_case: Case) -> None:
    from nomansland.tables import read, write

    told = reading()
    found, group = linked(told), replace(retelling(told), edges=(Edge("a", "b", "copy", 0.9),))
    write.save_reports([told.report])
    write.save_readings([told])
    write.save_linked(found, [group])
    assert read.incidents().items == found.incidents == read.incidents_of("tg-7:c01")
    assert read.sites().items == found.sites == read.sites_of("tg-7:c01")
    assert read.contradictions().items == found.contradictions == read.contradictions_of("tg-7:c02")
    assert read.retellings() == (group,) and read.retelling_of("tg-7") == group
    assert read.incident("i-1") == found.incidents[0] and read.incident("i-9") is None
    assert read.site("s-1") == found.sites[0] and read.contradiction("x-1") == found.contradictions[0]
    assert read.transfers() == found.transfers == read.transfers("s-1") and read.transfers("s-2") == ()
    assert read.incidents_of("tg-7:c02") == () and read.sites_of("tg-7:c02") == ()


def test_search_knows_the_three_alphabets(any_case: Case) -> None:
    from nomansland.tables import read, write

    told = reading()
    write.save_reports([told.report])
    write.save_readings([told])
    for search in ("ПІДВАЛІ", "елка", "зайцевому тримали", '"в зайцевому"', "«нікого не відправлять»", "КАНАЛ"):
        assert read.reports(search).total == 1, search
    for search in ("зайцева в", '"тримали зайцевому"', "100%", "підвал_"):
        assert read.reports(search).total == 0, search
    assert read.claims("ІВАН").total == 1 and read.claims("перший канал").total == 1
    write.save_linked(linked(told), [])
    assert read.sites("ПІДВАЛ").total == 1 and read.sites("склад").total == 0


def test_filters_of_claims(any_case: Case) -> None:
    from datetime import date

    from nomansland.tables import read, write

    told = reading()
    write.save_reports([told.report])
    write.save_readings([told])
    first, second = told.claims
    assert read.claims(side="RF").items == (first,) and read.claims(side="").items == (second,)
    assert read.claims(family="response").items == (second,) and read.claims(type="coercion.detention").items == (
        first,
    )
    assert read.claims(modality="denied").items == (second,) and read.claims(role="soldier").items == (first,)
    assert read.claims(oblast="luhansk-oblast").items == (first,) and read.claims(oblast="donetsk-oblast").items == ()
    assert read.claims(first=date(2023, 6, 11)).items == (first,) and read.claims(first=date(2023, 6, 12)).items == ()
    assert read.claims(last=date(2023, 6, 5)).items == (first,) and read.claims(last=date(2023, 6, 4)).items == ()
    page = read.claims(limit=1, offset=1)
    assert page.items == (second,) and (page.total, page.next, page.previous) == (2, None, 0)


def test_filters_of_reports(any_case: Case) -> None:
    from datetime import date

    from nomansland.tables import read, write

    told = reading()
    write.save_reports([told.report, replace(told.report, id="tg-8", text="Інше.", kind="article", outlet="Інші")])
    write.save_readings([told])
    assert [line.id for line in read.reports()] == ["tg-8", "tg-7"]
    assert [line.claims for line in read.reports(order="added")] == [2, 0]
    assert [line.id for line in read.reports(language="uk")] == ["tg-7"]
    assert [line.id for line in read.reports(kind="article")] == ["tg-8"]
    assert [line.id for line in read.reports(outlet="Інші")] == ["tg-8"]
    assert [line.id for line in read.reports(first=date(2023, 6, 30), last=date(2023, 7, 1))] == ["tg-7"]
    assert read.reports(first=date(2023, 7, 1)).total == 0


def test_signs_that_a_database_refuses(any_case: Case) -> None:
    from nomansland.tables import read, write

    text = "a\x00b 😀 \u2028"
    told = Reading(
        Report("odd", text, title="t\x00", outlet="o\x00"),
        "en",
        Publication(),
        (
            Claim(
                "c01", "odd", "refusal.order", Passage.of(text, 0, 3), unit="\x00", count=Count(2**60, 2**62, "person")
            ),
        ),
    )
    write.save_reports([told.report])
    write.save_readings([told])
    assert read.reading("odd") == told
    assert read.reports("a b 😀").total == 1


def test_a_very_long_id_is_shortened_and_not_confused(any_case: Case) -> None:
    from nomansland.tables import write

    long = replace(reading().report, id="x" * 5000)
    first, second = write.save_reports([long, replace(long, text="Інше.")])
    assert len(first.id) <= 200 and first.id != second.id
    assert write.save_reports([long]) == [first]


def test_a_reading_without_its_report_is_refused(any_case: Case) -> None:
    from nomansland.tables import read, write
    from nomansland.words.errors import CaseError

    with pytest.raises(CaseError, match="Save reports"):
        write.save_readings([reading()])
    told = reading()
    write.save_reports([told.report])
    with pytest.raises(CaseError, match="Save readings"):
        write.save_linked(linked(told), [])
    assert [entry.kind for entry in read.ledger()] == ["reports"]


def test_holdings_and_quarantine(any_case: Case) -> None:
    from nomansland.tables import read, write

    held = any_case.store().keep(b"bytes", os.fsdecode(b"odd \xff name"), "text/plain")
    assert write.save_holdings([held, held]) == 1 and write.save_holdings([held]) == 0
    assert list(read.holdings()) == [held]
    seen_again = Holding("a" * 64, 1, "x", "s", held.received, "b" * 64)
    assert write.save_holdings([seen_again]) == 1
    assert write.save_holdings([replace(seen_again, log_entry="c" * 64, quarantine="broken")]) == 1
    assert {holding.quarantine for holding in read.holdings()} == {None, "broken"}
    bad = Quarantined("a/b.bin", "unknown-kind", "No admitter knows it.", held.sha256)
    assert write.save_quarantine([bad, bad]) == 1 and write.save_quarantine([bad]) == 0
    assert read.quarantine() == (bad,)
    assert read.ledger_fault() is None
