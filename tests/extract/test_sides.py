"""Sides: of the people concerned, alike for both armies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.events import find_events
from nomansland.extract.places import find_places
from nomansland.extract.sides import SideFound, sides
from nomansland.terrain import Terrain
from nomansland.words import Report

CASES = (Path(__file__).parent / "side_cases.txt").read_text(encoding="utf-8").splitlines()[1:]

# Each word of one side and the other side's word for the same thing.
SWAPS = [
    ("Russian", "Ukrainian"),
    ("Moscow", "Kyiv"),
    ("Article 337", "Article 407"),
    ("Odesa", "Voronezh"),
    ("российск", "украинск"),
    ("Российск", "Украинск"),
    ("ВС РФ", "ВСУ"),
    ("російськ", "українськ"),
    ("Російськ", "Українськ"),
    ("ФСБ", "ДБР"),
]
SWAPPED = """\
Russian reservists refused to leave the barracks.
In Moscow a Russian court sentenced three soldiers under Article 337.
Ukrainian wives say their husbands are held in a cellar near Odesa.
The Ukrainian defence ministry denied that its soldiers were beaten.
Военнослужащие ВС РФ отказались идти вперёд.
Российские контрактники сложили оружие, их увезли в подвал.
Українські бійці відмовилися виконувати наказ.
ДБР відкрило справу проти командира роти.
Солдати відмовилися штурмувати російські позиції.
Soldiers refused to storm the Ukrainian positions.
"""


def one(text: str, kind: str = "refusal.order", modality: str = "asserted") -> SideFound:
    """The side of the clause that stands in [[ ]]."""
    start, end = text.index("[["), text.index("]]") - 2
    doc = analyse(Report("r", text.replace("[[", "").replace("]]", "")))
    return sides(doc, [event(doc, start, end, kind, modality)])[0]


def event(doc: Document, start: int, end: int, kind: str, modality: str = "asserted") -> Event:
    passage = doc.passage(start, end)
    return Event(kind, passage, passage, doc.sentence_at(start).index, modality=modality)


@pytest.mark.parametrize("line", CASES)
def test_side_of_the_people_concerned(line: str) -> None:
    side, kind, text = line.split("|")
    found = one(text, kind, "historical" if side == "other" else "asserted")
    assert found.side == side


@pytest.mark.parametrize("line", CASES)
def test_every_side_has_its_evidence_word_for_word(line: str) -> None:
    _, kind, text = line.split("|")
    plain = text.replace("[[", "").replace("]]", "")
    found = one(text, kind)
    assert found.side in ("RF", "UA", "both", "other")
    assert found.evidence
    for evidence in found.evidence:
        assert plain[evidence.passage.start : evidence.passage.end] == evidence.passage.quote
        assert evidence.field in ("side", "subside")


def swap(text: str) -> str:
    table = {**dict(SWAPS), **{right: left for left, right in SWAPS}}
    names = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.sub(names, lambda match: table[match.group()], text)


@pytest.mark.parametrize("line", SWAPPED.splitlines())
def test_swapping_the_sides_in_the_text_swaps_the_answer(line: str) -> None:
    first, second = one(f"[[{line}]]").side, one(f"[[{swap(line)}]]").side
    assert {first, second} == {"RF", "UA"}


def test_swapping_the_words_of_a_long_report_swaps_every_answer() -> None:
    text = " ".join(line for line in SWAPPED.splitlines() if line.isascii())
    other = swap(text)
    for this, that in ((text, other), (other, text)):
        answers = [[found.side for found in sides(doc, all_sentences(doc))] for doc in map(read, (this, that))]
        assert [{"RF": "UA", "UA": "RF"}[str(side)] for side in answers[0]] == answers[1]


@pytest.mark.parametrize(
    "report", (Path(__file__).parent / "side_reports.txt").read_text(encoding="utf-8").split("\n====\n")
)
def test_sides_of_the_events_of_a_report(report: str) -> None:
    plain, spans = "", []
    for piece in re.split(r"(\[\[.*?\]\])", report):
        mark = re.fullmatch(r"\[\[(\w):(.*)\]\]", piece)
        if mark:
            spans.append(({"R": "RF", "U": "UA"}[mark.group(1)], len(plain), len(plain) + len(mark.group(2))))
        plain += mark.group(2) if mark else piece
    doc = read(plain)
    found = sides(doc, [event(doc, start, end, kind_of(plain[start:end])) for _, start, end in spans])
    assert [one.side for one in found] == [side for side, _, _ in spans]


def kind_of(clause: str) -> str:
    reply = re.search("repl|called|said|says|told|ответ|назвал|запереч|сказала|заявил|отказал|Случаев|випадків", clause)
    return "response.denial" if reply else "coercion.detention"


def read(text: str) -> Document:
    return analyse(Report("r", text))


def all_sentences(doc: Document) -> list[Event]:
    return [event(doc, sentence.start, sentence.end, "refusal.order") for sentence in doc.sentences]


def test_a_side_is_carried_on_by_those_who_are_spoken_of() -> None:
    text = "Ukrainian reservists wrote a letter. They had waited for weeks. [[They would not go to the line]]."
    assert one(text).side == "UA"


def test_two_sides_in_one_report_are_told_apart() -> None:
    text = (
        "Russian conscripts left the trench near the wood. [[They were locked in a garage]].\n\n"
        "On the other bank, Ukrainian sappers also sat down and would not move."
    )
    assert one(text, "coercion.detention").side == "RF"
    back = text.replace("[[", "").replace("]]", "").replace("would not move", "[[would not move]]")
    assert one(back).side == "UA"


def test_the_outlet_is_never_asked() -> None:
    text = "Ukrainian gunners refused to fire."
    answers = set()
    for outlet in ("Kremlin Daily", "Kyiv Daily", None):
        doc = analyse(Report("r", text, outlet=outlet))
        answers.add(sides(doc, all_sentences(doc))[0].side)
    assert answers == {"UA"}


def test_a_text_without_any_cue_is_unknown_in_english() -> None:
    assert one("[[Ten men would not get up]].").side is None


def test_an_unrelated_paragraph_changes_nothing() -> None:
    text = "Rain fell all week. [[Russian drivers refused to start their lorries]]."
    longer = text + "\n\nThe Ukrainian film festival opened in Kyiv, and prizes went to Ukrainian directors."
    assert one(text).side == one(longer).side == "RF"


@pytest.mark.parametrize(
    ("text", "subside"),
    [
        ("[[Wagner recruits refused to attack]], a Russian lawyer said.", "PMC"),
        ("[[Бойцы Росгвардии отказались ехать на границу]].", "ROSGV"),
        ("[[Бійці тероборони відмовилися виїжджати з області]].", "TRO"),
        ("[[Мобилизованные из ЛНР отказались идти на штурм]].", "LPR"),
        ("[[Militia of the Donetsk People's Republic left the trench]].", "DPR"),
    ],
)
def test_the_sub_side_is_kept(text: str, subside: str) -> None:
    assert one(text).subside == subside


def test_where_men_are_held_is_not_whose_they_are() -> None:
    assert one("[[Mobilised Russians are held in a basement in the LPR]].", "coercion.detention").subside is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (
            "Clients of a Rostov lawyer, Russian soldiers, refused to go and were put on a train to the Sumy axis.",
            "RF",
        ),
        ("Жінки з Чити кажуть: «Наші чоловіки з 1311-го полку російської армії відмовилися йти на штурм».", "RF"),
    ],
)
def test_an_axis_and_somebodys_husbands_are_of_no_side(text: str, side: str) -> None:
    doc = analyse(Report("r", text))
    found = sides(doc, find_events(doc))
    assert found and {one.side for one in found} == {side}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Двадцать мобилизованных россиян отказались идти вперёд. Их отвезли в Полтаву и заперли в сарае.", "RF"),
        ("Двадцять українських бійців відмовилися йти вперед. Їх відвезли до Курська й замкнули в сараї.", "UA"),
        ("Twenty Russian conscripts refused to go forward. They were taken to Kharkiv and locked in a shed.", "RF"),
        ("Twenty Ukrainian reservists refused to go forward. They were taken to Voronezh and locked in a shed.", "UA"),
        # a village of the steppe is not the city it sounds like
        ("Мобилизованные россияне сидят под замком. В Черниговке их бьют.", "RF"),
    ],
)
def test_where_men_are_driven_is_not_where_they_come_from(text: str, side: str) -> None:
    doc = analyse(Report("r", text))
    found = sides(doc, find_events(doc))
    assert len(found) > 1 and {one.side for one in found} == {side}


@pytest.mark.parametrize(
    ("side", "kind", "text"),
    [
        ("RF", "sabotage.railway", "Under cover of night [[two signal boxes burned near Klintsy]]."),
        ("UA", "sabotage.railway", "Under cover of night [[two signal boxes burned near Kozova in Ternopil region]]."),
        ("RF", "coercion.detention", "[[Some thirty men are kept in a vegetable store in Mospyne]]."),
        ("RF", "sabotage.military", "[[На складі в Узловій під Тулою згоріли намети]]."),
    ],
)
def test_a_resolved_place_tells_a_side_where_no_word_does(side: str, kind: str, text: str) -> None:
    start, end = text.index("[["), text.index("]]") - 2
    doc = analyse(Report("r", text.replace("[[", "").replace("]]", "")))
    told = event(doc, start, end, kind)
    places, _ = find_places(doc, Terrain.load())
    found = sides(doc, [told], places)[0]
    assert found.side == side
    assert any(one.passage in [place.passage for place in places] for one in found.evidence)


def test_soil_says_nothing_of_an_army_that_stands_on_it() -> None:
    text = "Ukrainian gunners refused to go back to Klintsy."
    doc = analyse(Report("r", text))
    places, _ = find_places(doc, Terrain.load())
    assert sides(doc, [event(doc, 0, len(text) - 1, "refusal.order")], places)[0].side == "UA"
