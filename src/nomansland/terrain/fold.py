"""Spellings of one name brought to one key: transliteration, apostrophes, accents, doubled letters.

Three keys, from strict to loose. `key` unites what differs only by the system of transliteration
(Zaytsevo, Zaitsevo) or by marks (Pereval's'k, Перевальськ without a stress accent). `bridge` unites a name with the
same
name of the sister language where the vowels drift (Розсипне read as Рассыпное). `roman` writes a name in Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = dict.fromkeys(map(ord, "'’ʼ`´‘ʹ′“”\u0301\u00ad"), None)
_DASHES = str.maketrans(dict.fromkeys("-‐‑‒–—", " "))
_CYRILLIC = re.compile("[а-яёіїєґ]", re.I)
_UK = dict(
    zip(
        "абвгґдежзиійклмнопрстуфцчшщ",
        "a b v h g d e zh z y i i k l m n o p r s t u f ts ch sh shch".split(),
        strict=True,
    )
)
_UK |= {
    "х": "kh",
    "є": "ie",
    "ї": "i",
    "ю": "iu",
    "я": "ia",
    "'": "",
    "’": "",
    "ы": "y",
    "э": "e",
    "ё": "io",
    "ъ": "",
    "ь": "",
}
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщ", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch".split(), strict=True
    )
)
_RU |= {"ё": "yo", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}
_DIGRAPHS = re.compile("shch|stch|tsch|tch|sch|sh|ch|zh|kh|ts|tz|tc|cz|ck|ph")
_SINGLE = {
    "shch": "щ", "stch": "щ", "tsch": "č", "tch": "č", "sch": "š", "sh": "š", "ch": "č", "zh": "ž", "kh": "h",
    "ts": "c", "tz": "c", "tc": "c", "cz": "č", "ck": "k", "ph": "f",
}  # fmt: skip
_LETTERS = str.maketrans({"g": "h", "w": "v", "j": "y"})
_GLIDE = re.compile("[yi]+(?=[aeou])")
_IS = re.compile("[yi]+")
_DOUBLE = re.compile(r"(.)\1+")
_BRIDGE_CYRILLIC = str.maketrans(
    dict.fromkeys("иіыїйеєэё", "и")
    | dict.fromkeys("оая", "а")
    | dict.fromkeys("ую", "у")
    | {"з": "с", "ь": None, "ъ": None, "ґ": "г"}
)
_BRIDGE_LATIN = str.maketrans(dict.fromkeys("iye", "i") | dict.fromkeys("oa", "a") | {"z": "s"})


def is_cyrillic(text: str) -> bool:
    """True where the text has a Cyrillic letter."""
    return _CYRILLIC.search(text) is not None


def roman(text: str, language: str) -> str:
    """A Cyrillic name in Latin letters: Ukrainian after the National table of 2010, Russian in the style of the
    press."""
    out = []
    for word in re.split(r"([\s-]+)", text):
        lower = word.lower()
        if language == "uk":
            lower = lower.replace("зг", "zgh")
            letters = [
                (_UK_FIRST.get(sign) if place == 0 else None) or _UK.get(sign, sign) for place, sign in enumerate(lower)
            ]
        else:
            letters = [_russian(lower, place) for place in range(len(lower))]
        joined = "".join(letters)
        out.append(joined.capitalize() if word[:1].isupper() else joined)
    return "".join(out)


def _russian(word: str, place: int) -> str:
    sign = word[place]
    if sign == "е" and (place == 0 or word[place - 1] in "аеёиоуыэюяйьъ"):
        return "ye"
    return _RU.get(sign, sign)


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """The strict key of a name or of a surface form, words parted by one space."""
    lower = text.lower().translate(_MARKS).translate(_DASHES)
    if is_cyrillic(lower):
        return " ".join(lower.replace("ё", "е").replace("ґ", "г").split())
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(sign))
    plain = _DIGRAPHS.sub(lambda match: _SINGLE[match.group()], plain.replace(".", "")).translate(_LETTERS)
    plain = _IS.sub("i", _GLIDE.sub("", plain))
    return " ".join(_DOUBLE.sub(r"\1", plain).split())


@lru_cache(maxsize=100_000)
def bridge(text: str) -> str:
    """The loose key: one vowel for each of the groups that Russian and Ukrainian exchange, з as с, no doubled
    letters."""
    strict = key(text)
    table = _BRIDGE_CYRILLIC if is_cyrillic(strict) else _BRIDGE_LATIN
    return _DOUBLE.sub(r"\1", strict.translate(table))
