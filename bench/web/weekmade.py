"""Two hundred invented reports of one week, in the manner of the examples, with what each of them truly tells.

Twelve things happen, six on each side. Each is told first by one outlet, copied by others (one copy changes the
number), and told again in other words and another language. The rest is what an inbox holds besides: threats, history,
and what has nothing to do with the subject.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from nomansland.words import Report

COPIES, DECOYS, OTHERS = 5, 24, 80


@dataclass(frozen=True)
class Fact:
    """One thing that happened: side, event, place in three languages (as the sentences need it), day, how many."""

    side: str
    type: str
    en: str
    ru: str
    uk: str
    day: int
    number: int


FACTS = (
    Fact("RF", "refusal.order", "Robotyne", "Работино", "Роботиного", 3, 19),
    Fact("RF", "refusal.order", "Kreminna", "Кременной", "Кремінної", 5, 12),
    Fact("RF", "refusal.absence", "Svatove", "Сватова", "Сватового", 7, 8),
    Fact("RF", "refusal.absence", "Vuhledar", "Угледара", "Вугледара", 9, 14),
    Fact("RF", "coercion.detention", "Bilolutsk", "Белолуцка", "Білолуцька", 11, 40),
    Fact("RF", "coercion.detention", "Rubizhne", "Рубежного", "Рубіжного", 13, 25),
    Fact("UA", "refusal.order", "Orikhiv", "Орехова", "Оріхова", 4, 11),
    Fact("UA", "refusal.order", "Kupiansk", "Купянска", "Куп'янська", 6, 17),
    Fact("UA", "refusal.absence", "Avdiivka", "Авдеевки", "Авдіївки", 8, 9),
    Fact("UA", "refusal.absence", "Bakhmut", "Бахмута", "Бахмута", 10, 21),
    Fact("UA", "refusal.order", "Velyka Novosilka", "Великой Новоселки", "Великої Новосілки", 12, 30),
    Fact("UA", "refusal.absence", "Lyman", "Лимана", "Лимана", 14, 7),
)
_ARMY = {
    "RF": {"en": "Russian", "ru": "российских", "uk": "російських"},
    "UA": {"en": "Ukrainian", "ru": "украинских", "uk": "українських"},
}
_TELL = {
    ("refusal.order", "en"): "On {day} July 2023 {n} {army} soldiers refused to go on an assault near {place}.",
    ("refusal.order", "ru"): "{day} июля 2023 года {n} {army} военных отказались идти на штурм у {place}.",
    ("refusal.order", "uk"): "{day} липня 2023 року {n} {army} військових відмовилися йти на штурм біля {place}.",
    ("refusal.absence", "en"): "On {day} July 2023 {n} {army} soldiers deserted from their positions near {place}.",
    ("refusal.absence", "ru"): "{day} июля 2023 года {n} {army} военных самовольно оставили позиции у {place}.",
    ("refusal.absence", "uk"): "{day} липня 2023 року {n} {army} військових самовільно залишили позиції біля {place}.",
    ("coercion.detention", "en"): (
        "On {day} July 2023 {n} {army} soldiers who refused to fight were locked in a cellar near {place}."
    ),
    ("coercion.detention", "ru"): (
        "{day} июля 2023 года {n} {army} военных, отказавшихся воевать, заперли в подвале у {place}."
    ),
    ("coercion.detention", "uk"): (
        "{day} липня 2023 року {n} {army} військових, які відмовилися воювати, замкнули в підвалі біля {place}."
    ),
}  # fmt: skip
_FRAME = {
    "en": (
        "Our correspondent spoke with people from the village. ",
        " A driver of the regiment told us this by phone. The road there is closed.",
    ),
    "ru": ("Корреспондент поговорил с жителями посёлка. ", " Об этом рассказал водитель полка. Дорога туда закрыта."),
    "uk": ("Кореспондент поговорив із мешканцями селища. ", " Про це розповів водій полку. Дорога туди закрита."),
}  # fmt: skip
# Told in other words: a person reads them as a refusal, the rules do not.
HARD = {
    "en": "The rest of the company told the captain that this attack was his own, and lit the stove.",
    "ru": "Остальные бойцы роты сказали капитану, что воевать он может и сам, и затопили печь.",
    "uk": "Решта бійців роти сказала капітанові, що воювати він може і сам, і розпалила піч.",
}
_DECOYS = (
    ("en", "If {army} soldiers refuse to go on an assault, they face prison, a lawyer explains."),
    ("ru", "Если {army} военные откажутся идти на штурм, им грозит срок, объясняет юрист."),
    ("uk", "Якщо {army} військові відмовляться йти на штурм, їм загрожує строк, пояснює юрист."),
    ("en", "In 1917 whole regiments refused to go on the offensive, a historian reminds us."),
    ("ru", "В 1917 году целые полки отказывались идти в наступление, напоминает историк."),
    ("uk", "У 1917 році цілі полки відмовлялися йти в наступ, нагадує історик."),
)
_OTHERS = (
    ("en", "The bakery on the square opens at seven again. Bread costs as much as last week."),
    ("ru", "Автобус на пристань снова ходит по расписанию. Билет стоит столько же, сколько весной."),
    ("uk", "Урожай вишень цього року добрий. Ринок працює до шостої вечора."),
    ("en", "The river is low this summer. Fishermen wait for rain."),
    ("ru", "В школе чинят крышу. Уроки начнутся в сентябре."),
    ("uk", "Бібліотека збирає книжки для дітей. Двері відчинені щодня."),
)
_OUTLETS = {
    "en": ("Ferry Post", "Hill and Harbour", "Northern Leaf", "Quiet Bank"),
    "ru": ("Глухая пора", "Дальний берег", "Полевая хроника", "Третья смена"),
    "uk": ("Тихий окіп", "Прикордонна газета", "Сьома вежа", "Польова пошта"),
}


@dataclass(frozen=True)
class Told:
    """One report, the number of its fact (None where it tells none), whether it is a copy with another number."""

    report: Report
    fact: int | None
    drifted: bool = False


def _sentence(fact: Fact, language: str, number: int) -> str:
    place = {"en": fact.en, "ru": fact.ru, "uk": fact.uk}[language]
    army = _ARMY[fact.side][language]
    return _TELL[fact.type, language].format(day=fact.day, n=number, army=army, place=place)


def _report(ref: str, text: str, language: str, outlet: str, day: int) -> Report:
    return Report(ref, text, "telegram", language, outlet=outlet, published=f"2023-07-{min(day, 28):02}")


def _of_fact(rng: random.Random, index: int, fact: Fact) -> list[Told]:
    languages = rng.sample(("en", "ru", "uk"), 3)
    first, *others = languages
    opens, ends = _FRAME[first]
    outlets = rng.sample(_OUTLETS[first], 4)
    out = []
    for copy in range(COPIES + 1):
        drifted = copy == COPIES
        number = fact.number * 10 if drifted else fact.number
        hard = f" {HARD[first]}" if fact.type == "refusal.order" else ""
        text = f"{opens}{_sentence(fact, first, number)}{hard}{ends}"
        outlet = outlets[copy] if copy < len(outlets) else f"{outlets[copy % 4]} {copy}"
        out.append(Told(_report(f"f{index:02}-{copy}", text, first, outlet, fact.day + 1 + copy), index, drifted))
    for number, language in enumerate(others):
        text = f"{_sentence(fact, language, fact.number)} {_FRAME[language][0].strip()}"
        outlet = rng.choice(_OUTLETS[language])
        out.append(Told(_report(f"f{index:02}-w{number}", text, language, outlet, fact.day + 3 + number), index))
    return out


def week(seed: int = 1) -> list[Told]:
    """Two hundred reports in the order in which they came, the same for the same seed."""
    rng = random.Random(seed)
    out = [told for index, fact in enumerate(FACTS) for told in _of_fact(rng, index, fact)]
    for number in range(DECOYS):
        language, text = _DECOYS[number % len(_DECOYS)]
        side = ("RF", "UA")[number // len(_DECOYS) % 2]
        army = {"ru": {"RF": "российские", "UA": "украинские"}, "uk": {"RF": "російські", "UA": "українські"}}
        words = text.format(army=army.get(language, _ARMY[side])[side] if language != "en" else _ARMY[side]["en"])
        outlet = _OUTLETS[language][number % 4]
        out.append(
            Told(_report(f"d{number:02}", f"{_FRAME[language][0]}{words} {number + 1}.", language, outlet, 8), None)
        )
    for number in range(OTHERS):
        language, text = _OTHERS[number % len(_OTHERS)]
        outlet = _OUTLETS[language][number % 4]
        out.append(Told(_report(f"o{number:02}", f"{text} № {number + 1}.", language, outlet, 9), None))
    rng.shuffle(out)
    return out
