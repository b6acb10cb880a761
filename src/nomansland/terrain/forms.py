"""Forms of place names: the cases of Russian and Ukrainian, and the Russian name of a Ukrainian one.

The rules go by ending and give too much rather than too little (an adjective's and a noun's cases where the ending
allows
both): a form that nobody uses matches nothing. Indeclinable use ("в Зайцево") is always among the forms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from pathlib import Path

import yaml

_RULES = Path(__file__).parent.parent / "words" / "places" / "russian.yaml"
CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_STILL = frozenset("на над под під у в во з із с та и і й de la am an der upon on the".split())
# ending of the nominative -> endings that replace it, case by case (gen, dat, acc, ins, loc)
_UK: tuple[tuple[str, tuple[str, str, str, str, str]], ...] = (
    ("ове", ("ового ова", "овому ову", "ове", "овим овом", "овому ові ову")),
    ("еве", ("евого ева", "евому еву", "еве", "евим евом", "евому еві еву")),
    ("єве", ("євого єва", "євому єву", "єве", "євим євом", "євому єві єву")),
    ("ине", ("иного ина", "иному ину", "ине", "иним ином", "иному ині ину")),
    ("іне", ("іного іна", "іному іну", "іне", "іним іном", "іному іні іну")),
    ("поле", ("поля", "полю", "поле", "полем", "полі полю")),
    ("ще", ("ща щого", "щу щому", "ще", "щем щим", "щі щу щому")),
    ("ле", ("лого ля", "лому лю", "ле", "лим лем", "лому лі")),
    ("е", ("ого", "ому", "е", "им", "ому ім")),
    ("нє", ("нього", "ньому", "нє", "нім", "ньому нім")),
    ("є", ("я", "ю", "є", "єм ям", "ю ї")),
    ("'я", ("'я", "'ю", "'я", "'ям", "'ї 'ю")),
    ("жжя", ("жжя", "жжю", "жжя", "жжям", "жжі жжю")),
    ("лля", ("лля", "ллю", "лля", "ллям", "ллі ллю")),
    ("ння", ("ння", "нню", "ння", "нням", "нні нню")),
    ("ття", ("ття", "ттю", "ття", "ттям", "тті ттю")),
    ("ка", ("ки кої", "ці кій", "ку", "кою", "ці кій")),
    ("га", ("ги гої", "зі гій", "гу", "гою", "зі гій")),
    ("ха", ("хи хої", "сі хій", "ху", "хою", "сі хій")),
    ("жа", ("жі жої", "жі жій", "жу", "жею жою", "жі жій")),
    ("ча", ("чі чої", "чі чій", "чу", "чею чою", "чі чій")),
    ("ша", ("ші шої", "ші шій", "шу", "шею шою", "ші шій")),
    ("ща", ("щі", "щі", "щу", "щею", "щі")),
    ("ія", ("ії", "ії", "ію", "ією", "ії")),
    ("а", ("и ої", "і ій", "у", "ою", "і ій")),
    ("я", ("і ьої", "і ій", "ю", "ею ьою", "і ій")),
    ("ів", ("ова ева", "ову еву", "ів", "овом евом", "ові еві ову")),
    ("їв", ("єва", "єву", "їв", "євом", "єві")),
    ("іг", ("огу ога", "огу", "іг", "огом", "озі")),
    ("іль", ("оля еля", "олю елю", "іль", "олем елем", "олі елі")),
    ("інь", ("оня еня", "оню еню", "інь", "онем енем", "оні ені")),
    ("ень", ("ня еня ені", "ню еню ені", "ень", "нем енем енню", "ні ені")),
    ("ець", ("ця", "цю цеві", "ець", "цем", "ці цю")),
    ("ок", ("ку ка оку ока", "ку оку", "ок", "ком оком", "ку оку")),
    ("ий", ("ого", "ому", "ий", "им", "ому ім")),
    ("ій", ("ія ього ого", "ію ьому ому", "ій", "ієм ім", "ії ьому ому")),
    ("й", ("ю я", "ю", "й", "єм", "ю ї")),
    ("ь", ("я і", "ю і", "ь", "ем ю", "і ю")),
    ("ки", ("ок ків к", "кам", "ки", "ками", "ках")),
    ("и", ("ів *", "ам", "и", "ами", "ах")),
    ("ці", ("ців ць", "цям", "ці", "цями", "цях")),
    ("ні", ("ень нь них нів ней", "ням ним", "ні", "нями ними", "нях них")),
    ("і", ("их ів ей", "им ям", "і", "ими ями", "их ях")),
    ("ї", ("їв", "ям", "ї", "ями", "ях")),
    ("о", ("а", "у", "о", "ом", "і у")),
    ("к", ("ка ку", "ку кові", "к", "ком", "ці ку")),
    ("г", ("га гу", "гу гові", "г", "гом", "зі гу")),
    ("х", ("ха ху", "ху хові", "х", "хом", "сі ху")),
    ("#", ("а у", "у ові", "", "ом", "і у")),
)
_RU: tuple[tuple[str, tuple[str, str, str, str, str]], ...] = (
    ("ое", ("ого", "ому", "ое", "ым им", "ом")),
    ("ее", ("его", "ему", "ее", "им", "ем")),
    ("ье", ("ья", "ью", "ье", "ьем", "ье")),
    ("поле", ("поля", "полю", "поле", "полем", "поле")),
    ("ие", ("ия", "ию", "ие", "ием", "ии")),
    ("ще", ("ща", "щу", "ще", "щем", "ще")),
    ("е", ("я", "ю", "е", "ем", "е")),
    ("ая", ("ой", "ой", "ую", "ой ою", "ой")),
    ("яя", ("ей", "ей", "юю", "ей ею", "ей")),
    ("ия", ("ии", "ии", "ию", "ией", "ии")),
    ("ка", ("ки кой", "ке", "ку", "кой кою", "ке")),
    ("га", ("ги", "ге", "гу", "гой", "ге")),
    ("ха", ("хи", "хе", "ху", "хой", "хе")),
    ("ша", ("ши", "ше", "шу", "шей", "ше")),
    ("ча", ("чи", "че", "чу", "чей", "че")),
    ("жа", ("жи", "же", "жу", "жей", "же")),
    ("а", ("ы", "е", "у", "ой ою", "е")),
    ("я", ("и", "е", "ю", "ей ею", "е")),
    ("ый", ("ого", "ому", "ый", "ым", "ом")),
    ("кий", ("кого", "кому", "кий", "ким", "ком")),
    ("ий", ("его ого ия", "ему ому ию", "ий", "им ием", "ем ом ии")),
    ("ой", ("ого оя", "ому ою", "ой", "ым ой оем", "ом ое")),
    ("й", ("я", "ю", "й", "ем", "е")),
    ("ец", ("ца еца", "цу ецу", "ец", "цом ецом", "це еце")),
    ("ок", ("ка ока", "ку оку", "ок", "ком оком", "ке оке")),
    ("ёк", ("ька", "ьку", "ёк", "ьком", "ьке")),
    ("ень", ("ня ени", "ню ени", "ень", "нем енью", "не ени")),
    ("ь", ("я и", "ю и", "ь", "ем ью", "е и")),
    ("йки", ("ек йков", "йкам", "йки", "йками", "йках")),
    ("ьки", ("ек ьков", "ькам", "ьки", "ьками", "ьках")),
    ("ки", ("ков ок ек", "кам", "ки", "ками", "ках")),
    ("ы", ("ов *", "ам", "ы", "ами", "ах")),
    ("и", ("ей их ев ь *", "ям ам им", "и", "ями ами ими", "ях ах их")),
    ("о", ("а", "у", "о", "ом", "е")),
    ("у", ("у", "у", "у", "у", "у")),
    ("#", ("а", "у", "", "ом ем", "е")),
)
_TABLES = {"uk": _UK, "ru": _RU}


@lru_cache(maxsize=50_000)
def _word(word: str, language: str) -> dict[str, tuple[str, ...]]:
    if word in _STILL or len(word) < 3:
        return dict.fromkeys(CASES, (word,))
    for ending, replaced in _TABLES[language]:
        stem = word if ending == "#" else word.removesuffix(ending)
        if ending != "#" and (stem == word or not stem):
            continue
        if ending == "#" and word[-1] in "аеиоуыэюяїієё":
            break
        cells = {
            case: tuple(stem + (end if end != "*" else "") for end in (ends or "").split())
            for case, ends in zip(CASES[1:], replaced, strict=True)
        }
        if ending == "#":
            cells["acc"] = (word,)
        return {"nom": (word,), **cells}
    return dict.fromkeys(CASES, (word,))


def decline(name: str, language: str) -> frozenset[str]:
    """Lower-case forms of a name of one or more words in all cases, the name itself among them; `language` is ru or
    uk."""
    words = re.split(r"[\s-]+", name.lower().replace("ё", "е"))
    out = {" ".join(words)}
    tables = [_word(word, language) for word in words]
    later = "на" in words or "над" in words
    for case in CASES:
        cells = [table[case] if place == 0 or not later else (words[place],) for place, table in enumerate(tables)]
        for combined in product(*cells):
            out.add(" ".join(combined))
    if "-" in name and len(words) == 2:
        out.update(f"{words[0]} {form}" for case in CASES for form in tables[1][case])
    return frozenset(out)


_KEPT = frozenset({"червон"})
_SIGNS = str.maketrans({"і": "и", "ї": "и", "є": "е", "'": "ъ", "’": "ъ", "ґ": "г"})


@lru_cache(maxsize=1)
def _rules() -> tuple[list[tuple[str, str]], list[tuple[str, str]], tuple[str, ...]]:
    data = yaml.load(_RULES.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    adjectives = tuple(stem + end for stem in data["adjectives"] for end in "ая")
    return [(a, b) for a, b in data["stems"]], [(a, b) for a, b in data["endings"]], adjectives


def russian(name: str) -> tuple[str, ...]:
    """Likely Russian names of a Ukrainian one, the likeliest first. A guess by rule: match it with `fold.bridge`."""
    out: list[list[str]] = []
    for word in re.split(r"\s+", name.lower().replace("’", "'")):
        out.append(_russian_word(word))
    return tuple(dict.fromkeys(" ".join(words) for words in product(*out)))[:4]


def _russian_word(word: str) -> list[str]:
    """With the first stem that fits exchanged; names of colours are often kept ("Червонопоповка"), so both ways."""
    stems, _, _ = _rules()
    for mine, theirs in stems:
        if mine in word and (word.startswith(mine) or len(mine) > 3):
            kept = _russian_ending(word) if mine in _KEPT else []
            return [*_russian_ending(word.replace(mine, theirs, 1)), *kept]
    return _russian_ending(word)


def _russian_ending(word: str) -> list[str]:
    _, endings, adjectives = _rules()
    last = word
    for mine, theirs in endings:
        if word.endswith(mine) and len(word) > len(mine):
            last = word.removesuffix(mine) + theirs
            break
    plain = last.translate(_SIGNS).replace("ъ", "ь")
    found = [plain]
    if plain.endswith(adjectives):
        found.insert(0, plain + "я")
    if plain.endswith(("ово", "ево")):
        found.append(plain.removesuffix("о") + "ое")
    if plain.startswith("велик"):
        found += [one.replace("велик", "больш", 1) for one in found]
    if plain.endswith("на") and len(plain) > 5:
        found.append(plain + "я")
    return found
