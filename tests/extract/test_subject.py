"""A report on other walks of life that borrows the words of war tells no event; one in plain words still does."""

from __future__ import annotations

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.events import find_events
from nomansland.words import Report

STAGE = """Вистава «Взвод» скінчилася раніше: у фіналі відмовило поворотне коло.

Трупу дві години не випускали з гримерки, доки монтувальники лагодили двигун. Дезертир у п'єсі — постать смішна,
каже режисерка.

Виконавець ролі сержанта самовільно покинув театр, його шукали по знімальних майданчиках. Дублер репетирував у підвалі
й спав на декораціях. Від інтерв'ю актор відмовився."""

LESSON = """У ліцеї почалися уроки. Укриття здали в серпні, води й туалету там довго не було.

Восьмикласник пішов у самоволку й сховався в їдальні. «Відмовляюся воювати з хімією», — сказав він завучці.

Телефони учні здають перед уроком у скриньку. Охоронець, колишній сержант бригади, нікого не випускає без записки.
Батьки першокласників відмовилися від щеплень, в управлінні коментувати це відмовилися."""

EXCHANGE = """Додому повернулися з полону сорок захисників, серед них бійці бригади морської піхоти.

Більшість із них тримали в колонії, били, не давали ліків. Телефони відібрали ще в перший день. Родини зниклих безвісти
чекали автобусів із самого ранку. Речниця росіян сказала, що з українськими полоненими поводяться добре. Наступного
обміну полоненими чекають у травні."""

DIGEST = """Стрічка вівторка для військових і цивільних

08:05. На перегоні задимілася релейна шафа. Підпал виключено, замкнула проводка.

09:30. Екіпаж катера зімітував поломку двигуна, навчання рятувальників минули добре.

10:15. Пункт тимчасового розміщення закрили: переселенці роз'їхалися.

11:40. Засуджений за крадіжку втік із виправного центру.

12:20. Роту почесної варти чекають на площі о четвертій.

13:00. Дезертира з музею знайшли: шаблю забрав реставратор."""

YARD = """Друга рота п'яту добу живе в ангарі.

Тринадцятого січня люди розвернулися на півдорозі до посадки. Наступного ранку їх розсадили по контейнерах, телефони
поскладали в мішок. Сплять на дошках, хліб дають раз на день.

Двох побили прикладами. Одинадцятьох повезли назад під дулами. Матері поїхали до частини й перекрили ворота."""


def unwrapped(text: str) -> str:
    """Paragraphs whose lines were broken to fit in here."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def told(text: str, language: str = "uk") -> list[str]:
    doc = analyse(Report(id="r", text=unwrapped(text), language=language))
    return [event.type for event in find_events(doc) if event.modality in ("asserted", "denied")]


@pytest.mark.parametrize("text", [STAGE, LESSON, EXCHANGE, DIGEST])
def test_other_walks_of_life_tell_no_event(text: str) -> None:
    assert told(text) == []


def test_a_report_in_plain_words_is_read() -> None:
    assert {"coercion.detention", "coercion.conditions", "coercion.confiscation", "protest.relatives"} <= set(
        told(YARD)
    )


def test_one_borrowed_word_in_a_report_on_the_subject_does_no_harm() -> None:
    text = YARD + "\n\nКомандир роти колись був тренером. «Відмовляємося воювати без броні», — кажуть солдати."
    assert "coercion.detention" in told(text)


def test_an_item_of_a_digest_on_the_subject_is_read_alone() -> None:
    item = "14:10. Взвод відмовився йти на штурм, його замкнули в ангарі."
    assert set(told(DIGEST + "\n\n" + item)) == {"refusal.order", "coercion.detention"}


GUIDE = """Якщо ви отримали повістку, з'явіться в строк, указаний у ній. За неявку передбачено штраф.

За ухилення від мобілізації стаття 336 передбачає до п'яти років. Самовільне залишення частини карається за статтею 407.

Працівники ТЦК не мають права забирати телефон. Якщо вас утримують без протоколу, телефонуйте на гарячу лінію.

Відмову можна оскаржити в суді протягом місяця. Збережіть усі документи."""


def test_rules_and_instructions_tell_no_event() -> None:
    assert told(GUIDE) == []


def test_lines_in_another_language_do_not_keep_a_report_from_being_judged() -> None:
    assert told(STAGE + "\n\nRead more about our theatre.") == []
