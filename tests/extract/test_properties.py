"""What holds for every report: passages are its text; patterns take both sides alike and no notice of other matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.extract import extract
from nomansland.terrain import Terrain
from nomansland.words import Claim, Passage, Reading, Report

REPORTS = Path(__file__).with_name("reports.txt")
_MARK = re.compile(r"\{[\w.]+\|([^{}]*)\}")
OTHER = {"RF": "UA", "UA": "RF"}
ASIDES = {
    "en": [
        "The town library will be open on Sundays. Its roof has been mended.",
        "Rye has become dearer in the valley. A loaf costs a third more.",
        "The choir sang for two hours. The hall was full.",
    ],
    "ru": [
        "Городская библиотека будет работать по воскресеньям. Крышу починили.",
        "Рожь в долине подорожала. Буханка стоит на треть больше.",
        "Хор пел два часа. Зал был полон.",
    ],
    "uk": [
        "Міська бібліотека працюватиме щонеділі. Дах полагодили.",
        "Жито в долині подорожчало. Буханець коштує на третину більше.",
        "Хор співав дві години. Зала була повна.",
    ],
}
# Words of the one side and the same words of the other, so alike in form that a swap changes nothing else.
PAIRS = {
    "en": [("Russian", "Ukrainian"), ("Russia", "Ukraine"), ("Belgorod", "Poltava"), ("Moscow", "Kyiv")],
    "ru": [
        ("российск", "украинск"),
        ("ВС РФ", "ВСУ"),
        ("Росгвардейцы", "Нацгвардейцы"),
        ("Белгороде", "Полтаве"),
        ("Москве", "Киеве"),
    ],
    "uk": [
        ("російськ", "українськ"),
        ("сил Росії", "сил України"),
        ("Бєлгороді", "Полтаві"),
        ("Бєлгорода", "Полтави"),
        ("Москві", "Києві"),
    ],
}
TOLD = {
    "en": [
        "Forty soldiers of a Russian infantry brigade refused to go back to the line, a deserter told the paper.",
        "Eleven Ukrainian soldiers are being held in a cellar near their training ground, their wives say.",
        "The Russian military police beat two of the soldiers who had refused, a relative said.",
        "The Ukrainian ministry of defence denied that soldiers are being held in cellars.",
        "A Russian sergeant in Belgorod said that his platoon had been left without water for three days.",
        "In Moscow a military court sentenced a Russian soldier to six years for refusing to fight.",
        "Relatives of Ukrainian soldiers gathered outside the ministry of defence in Kyiv to demand their return.",
        "Nine servicemen of the Armed Forces of Ukraine deserted from their unit, the channel writes.",
        "Near Poltava six Russians laid down their arms and surrendered.",
    ],
    "ru": [
        "Сорок солдат российской бригады отказались возвращаться на передовую, рассказал газете один из них.",
        "Одиннадцать украинских солдат держат в подвале возле полигона, говорят их жёны.",
        "Сотрудники российской военной полиции избили двух отказавшихся солдат, сообщила родственница.",
        "В украинском министерстве обороны заявили, что никаких солдат в подвалах не держат.",
        "Сержант российской армии в Белгороде сказал, что его взвод три дня сидит без воды.",
        "В Москве военный суд приговорил российского солдата к шести годам за отказ воевать.",
        "Родственники украинских солдат собрались у министерства обороны в Киеве и требовали их вернуть.",
        "Девять военнослужащих ВС РФ самовольно оставили часть, пишет канал.",
        "Росгвардейцы догнали беглецов и избили их прикладами, рассказал солдат ВСУ.",
    ],
    "uk": [
        "Сорок солдатів російської бригади відмовилися повертатися на передову, розповів газеті один із них.",
        "Одинадцятьох українських солдатів тримають у підвалі біля полігону, кажуть їхні дружини.",
        "Співробітники російської військової поліції побили двох солдатів, які відмовилися, повідомила родичка.",
        "В українському міністерстві оборони заявили, що жодних солдатів у підвалах не тримають.",
        "Сержант російської армії в Бєлгороді сказав, що його взвод три дні сидить без води.",
        "У Москві військовий суд засудив російського солдата до шести років за відмову воювати.",
        "Родичі українських солдатів зібралися біля міністерства оборони в Києві та вимагали їх повернути.",
        "Дев'ять військовослужбовців Збройних сил України самовільно залишили частину, пише канал.",
        "Солдати Збройних сил Росії кинули позиції, розповів боєць із Полтави.",
    ],
}


@lru_cache(maxsize=1)
def reports() -> list[Report]:
    """The invented reports of the tests."""
    out = []
    for number, block in enumerate(REPORTS.read_text("utf-8").split("##")[1:]):
        head, _, text = block.partition("\n")
        language, kind, outlet = head.split(" ", 2)
        plain = _MARK.sub(r"\1", text).strip()
        out.append(Report(f"r{number}", plain, kind=kind, language=language, outlet=outlet, published="2023-08-20"))
    return out


@lru_cache(maxsize=64)
def read(report: Report) -> Reading:
    return extract(report, Terrain.load(), reader="rules")


def passages(reading: Reading) -> Iterator[Passage | None]:
    """Every passage of a reading."""
    for claim in reading.claims:
        yield claim.passage
        yield from (evidence.passage for evidence in claim.evidence)
        yield from claim.chain.passages
        yield from (part.passage for part in (claim.speaker, claim.place, claim.time, claim.count) if part)
    yield from (place.passage for place in reading.places)
    yield from (time.passage for time in reading.times)


def assert_sliced(reading: Reading) -> None:
    for passage in passages(reading):
        if passage is not None:
            assert reading.report.text[passage.start : passage.end] == passage.quote


def told(claim: Claim) -> tuple[object, ...]:
    """What a claim says, without where its words stand."""
    return (
        claim.type,
        claim.passage.quote,
        claim.side,
        claim.modality,
        claim.hedge,
        (claim.speaker.role, claim.speaker.name) if claim.speaker else None,
        claim.chain.outlets,
        (claim.count.min, claim.count.max, claim.count.unit) if claim.count else None,
        claim.time.edtf if claim.time else None,
        claim.place.text if claim.place else None,
        claim.unit,
        claim.conditions,
    )


@pytest.mark.parametrize("number", range(len(reports())))
def test_passages_are_the_text(number: int) -> None:
    reading = read(reports()[number])
    assert reading.claims
    assert_sliced(reading)


dirt = st.text(alphabet=" \n\t⚡️«»“”…—,.!?#@ёЁ’ʼ'`-0123456789", max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_passages_are_the_text_however_dirty_it_is(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(TOLD)))
    pieces = data.draw(st.lists(st.sampled_from([*TOLD[language], *ASIDES[language]]), min_size=1, max_size=4))
    text = "".join(piece + data.draw(dirt) for piece in pieces)
    assert_sliced(read(Report("d", data.draw(dirt) + text, language=language, published="2023-08-20")))


def swapped(text: str, language: str) -> str:
    """The text with the words of either side in the place of the other's."""
    words = {left: right for pair in PAIRS[language] for left, right in (pair, pair[::-1])}
    return re.sub("|".join(sorted(words, key=len, reverse=True)), lambda match: words[match.group()], text)


def turned(claim: tuple[object, ...], language: str) -> tuple[object, ...]:
    """A claim as the swapped report must tell it."""
    kind, quote, side, *rest = claim
    rest[6] = swapped(str(rest[6]), language) if rest[6] else None
    return (kind, swapped(str(quote), language), OTHER.get(str(side), side), *rest)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_swapping_the_sides_swaps_them_and_nothing_else(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(TOLD)))
    text = "\n".join(data.draw(st.lists(st.sampled_from(TOLD[language]), min_size=1, max_size=4, unique=True)))
    report = Report("s", text, language=language, kind="article", outlet="Marsh Review", published="2023-08-20")
    here = read(report)
    there = read(replace(report, text=swapped(text, language)))
    assert [told(claim) for claim in there.claims] == [turned(told(claim), language) for claim in here.claims]


@pytest.mark.parametrize("number", range(len(reports())))
@pytest.mark.parametrize("aside", [0, 1, 2])
def test_an_unrelated_paragraph_at_the_end_changes_nothing(number: int, aside: int) -> None:
    report = reports()[number]
    longer = replace(report, text=f"{report.text}\n\n{ASIDES[str(report.language)][aside]}")
    assert [told(claim) for claim in read(longer).claims] == [told(claim) for claim in read(report).claims]


@pytest.mark.parametrize("number", range(0, len(reports()), 3))
def test_the_network_does_not_look_below_a_paragraph(number: int) -> None:
    report = reports()[number]
    longer = replace(report, text=f"{report.text}\n\n{ASIDES[str(report.language)][number % 3]}")
    here, there = (extract(one, Terrain.load(), reader="both") for one in (report, longer))
    assert [told(claim) for claim in there.claims] == [told(claim) for claim in here.claims]


def happened(claim: Claim) -> tuple[object, ...]:
    """What a claim says by itself: not its speaker, time and side, which may be carried on from the headline."""
    kind, quote, _, modality, hedge, _, _, count, _, place, *rest = told(claim)
    return (kind, quote, modality, hedge, count, place, *rest)


@pytest.mark.parametrize("number", range(len(reports())))
@pytest.mark.parametrize("aside", [0, 1, 2])
def test_an_unrelated_paragraph_under_the_headline_makes_and_takes_no_claim(number: int, aside: int) -> None:
    report = reports()[number]
    headline, _, rest = report.text.partition("\n")
    longer = replace(report, text=f"{headline}\n\n{ASIDES[str(report.language)][aside]}\n{rest}")
    assert [happened(claim) for claim in read(longer).claims] == [happened(claim) for claim in read(report).claims]
