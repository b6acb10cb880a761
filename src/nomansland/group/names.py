"""Names of outlets brought to one key over alphabets, endings and translations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.terrain.fold import key, roman

_FILLERS = frozenset("the a der die das telegram channel kanal kanale kanalu kanala тг tg news agency".split())
_WORD = re.compile(r"[\w.'’-]+")
_VOWELS = "aeiouy"
_STEM = 5


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.words") / "families.yaml").read_text("utf-8"))
    return loaded


def _folded(word: str) -> str:
    return key(roman(word, "ru")).replace(" ", "")


@lru_cache(maxsize=1)
def _concepts() -> tuple[dict[str, int], tuple[tuple[re.Pattern[str], int], ...]]:
    """Whole words and stems that names are made of, in Latin letters, each with the number of its row."""
    exact: dict[str, int] = {}
    stems: list[tuple[re.Pattern[str], int]] = []
    for number, row in enumerate(_data()["voices"]):
        for form in (part for cell in row for part in str(cell).split("|")):
            folded = [_folded(part) for part in form.split("*")]
            if len(folded) > 1:
                stems.append((re.compile("\\w*".join(map(re.escape, folded))), number))
            else:
                exact[folded[0]] = number
    return exact, tuple(stems)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    plain = _folded(word.lower().strip(".'’-"))
    exact, stems = _concepts()
    if plain in exact:
        return f"#{exact[plain]}"
    for pattern, number in stems:
        if pattern.fullmatch(plain):
            return f"#{number}"
    return plain[:_STEM].rstrip(_VOWELS) or plain


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """The key of an outlet's name: its words cut to stems, a translated word as the row of its meaning.

    Endings fall away (Полевой хронике), and so do the alphabet (Polevaya Khronika) and, for common words, the language
    (Rear Window, Заднее окно). An empty tuple for a name without a word.
    """
    words = [word for part in _WORD.findall(name) for word in re.split(r"[.-]", part) if word]
    kept = [word for word in words if _folded(word) not in _FILLERS] or words
    return tuple(_stem(word) for word in kept)


@lru_cache(maxsize=1)
def _families() -> dict[tuple[str, ...], str]:
    return {name_key(form): house for house, forms in _data()["families"].items() for form in [house, *forms]}


def family(name: str) -> str | None:
    """The known house that an outlet belongs to, or None."""
    return _families().get(name_key(name))


def person_key(name: str) -> str:
    """A person's name over the alphabets."""
    return key(roman(name, "ru"))


@lru_cache(maxsize=1)
def _offices() -> tuple[tuple[frozenset[str], str], ...]:
    """The words of every spelling of a press office, with the office."""
    rows = _data().get("offices", {})
    return tuple((frozenset(name_key(form)), f"office {name}") for name, forms in rows.items() for form in forms)


@lru_cache(maxsize=20_000)
def office(words: str) -> str:
    """The known press office that an office's words name ("a spokesman of the General Staff"); empty for none."""
    found = frozenset(name_key(words))
    named = [name for form, name in _offices() if form and form <= found]
    return named[0] if len(set(named)) == 1 else ""


class Names:
    """Which names in a set mean one outlet: by key, by family, and by what the texts themselves equate ("'X' (Y)").

    `apart` are pairs of names that a person told to be two outlets: the list of families does not bind these.
    """

    _EQUATED = re.compile(r"['\"«“‘]([^'\"«»“”‘’]{3,40})['\"»”’]\s*\(([^()\d]{3,40})\)")

    def __init__(self, apart: Iterable[frozenset[str]] = ()) -> None:
        self._parent: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._apart = {frozenset(map(name_key, pair)) for pair in apart}
        self._own = {key for pair in self._apart for key in pair}

    def find(self, name: str) -> tuple[str, ...]:
        """The key that stands for every spelling of `name`."""
        plain = name_key(name)
        house = None if plain in self._own else family(name)
        node = name_key(house) if house else plain
        while node in self._parent:
            node = self._parent[node]
        return node

    def equate(self, one: str, other: str) -> None:
        """Take two names for one outlet."""
        left, right = sorted((self.find(one), self.find(other)))
        if left != right and left and right and frozenset((left, right)) not in self._apart:
            self._parent[right] = left

    def learn(self, texts: Iterable[str], known: Iterable[str]) -> None:
        """Equate names that a text puts side by side, where at least one of them is a known outlet's."""
        outlets = {self.find(name) for name in known}
        for text in texts:
            for match in self._EQUATED.finditer(text):
                one, other = match.groups()
                if self.find(one) in outlets or self.find(other) in outlets:
                    self.equate(one, other)
