"""Numbers in words and digits, with their bounds and what they count, in English, Russian and Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nomansland.extract.lexicon import Phrases, load

_ITEM = re.compile(
    r"\d+[.,]\d{1,2}(?=\s?(?:thousand|million|тыс|тис|миллион|мільйон|млн|k\b))"
    r"|\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]"
)
_MULTIPLY = {"dozen", "hundred", "thousand", "dozens", "hundreds", "thousands"}
_PLURAL = {"dozens", "hundreds", "thousands"}
_DASH = "-–—"
_BETWEEN = {"to", "or", "до", "или", "або", "чи", "and", "и", "і", "та"}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence: a word, digits (then `value`), or a sign."""

    text: str
    start: int
    end: int
    value: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands: value or range (`high`), the kind of its last word, its offsets, the next item's index."""

    low: float
    high: float | None
    kind: str
    start: int
    end: int
    after: int
    digits: bool


@lru_cache(maxsize=1)
def number_words() -> dict[str, tuple[float, str]]:
    """Form -> value and kind. A form of two languages means the same number in both."""
    text = files("nomansland.words").joinpath("counts", "numbers.tsv").read_text(encoding="utf-8")
    out: dict[str, tuple[float, str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            form, _, value, kind = line.split("\t")
            out.setdefault(form, (float(value), kind))
    return out


@lru_cache(maxsize=1)
def nouns() -> tuple[list[str | None], Phrases]:
    """The units (None for a measure) and the phrases that name them."""
    data = load("counts", "nouns.yaml")
    units: list[str | None] = [*data["units"], None]
    lists = [*data["units"].values(), data["measures"]]
    return units, Phrases([[word.strip().strip('"') for word in words.split(",") if word.strip()] for words in lists])


def items_of(text: str, start: int, end: int) -> list[Item]:
    """The words, digits and signs of folded text between two offsets."""
    words = number_words()
    out = []
    for match in _ITEM.finditer(text, start, end):
        piece = match.group()
        if piece[0].isdigit():
            broken = re.fullmatch(r"\d+[.,]\d{1,2}", piece)
            value = float(piece.replace(",", ".")) if broken else float(re.sub(r"\D", "", piece))
            out.append(Item(piece, match.start(), match.end(), value, "digits"))
        elif piece in words and not (piece == "k" and (not out or out[-1].kind != "digits")):  # "Denis K."
            out.append(Item(piece, match.start(), match.end(), *words[piece]))
        else:
            out.append(Item(piece, match.start(), match.end()))
    return out


def _whole(items: Sequence[Item], at: int) -> tuple[float, int, str] | None:
    """The value of the number that begins at an item, the index after it, and the kind of its last word."""
    total = current = 0.0
    smallest, kind, index = float("inf"), "", at
    while index < len(items):
        item = items[index]
        if item.value is None:
            if _hyphened(items, index, kind, smallest):  # "twenty-six"
                index += 1
                continue
            joined = item.text == "and" and kind in ("hundred", "thousand") and index + 1 < len(items)
            if not (joined and (items[index + 1].value or 1e9) < 100 and items[index + 1].kind == "simple"):
                break
            index += 1
            continue
        if item.kind in _MULTIPLY:
            if index > at and kind in _MULTIPLY and not total and item.value <= smallest:
                break
            if item.value >= 1000:
                total, current, smallest = total + (current or 1) * item.value, 0.0, item.value
            else:
                current, smallest = (current or 1) * item.value, item.value
        elif index > at and not _continues(item, kind, smallest):
            break
        else:
            current, smallest = current + item.value, _size(item.value)
        kind, index = item.kind, index + 1
        if item.kind in ("people", "vague", "several"):
            follows = items[index] if index < len(items) else None
            if follows is None or follows.kind not in _MULTIPLY:
                break
    if items[at].kind in ("vague", "several"):
        kind = items[at].kind  # "a couple of dozen" is as vague as "a couple"
    return (total + current, index, kind) if index > at else None


def _hyphened(items: Sequence[Item], index: int, kind: str, smallest: float) -> bool:
    if items[index].text != "-" or kind != "simple" or smallest != 10 or index + 1 >= len(items):
        return False
    before, after = items[index - 1], items[index + 1]
    return before.end + 1 == after.start and after.kind == "simple" and 0 < (after.value or 0) < 10


def _size(value: float) -> float:
    return 100.0 if value >= 100 else 10.0 if value >= 20 else 1.0


def _continues(item: Item, kind: str, smallest: float) -> bool:
    """Whether a number word adds to the one before it: "twenty" + "six", not "six" + "twenty" nor digits."""
    return item.kind in ("simple", "people") and kind not in ("digits", "people") and (item.value or 0) < smallest


def number_at(items: Sequence[Item], at: int) -> Number | None:
    """The number or range that begins at an item; None where there is none."""
    if items[at].value is None:
        return None
    first = _whole(items, at)
    if first is None:
        return None
    low, after, kind = first
    high: float | None = None
    if after + 1 < len(items) and (items[after].text in _DASH or items[after].text in _BETWEEN):
        second = _whole(items, after + 1)
        if second is not None and _is_range(items, at, after, low, second, kind):
            high, after = second[0], second[1]
            if second[2] in _MULTIPLY and kind not in _MULTIPLY and low < 100:  # "two or three dozen"
                low *= items[after - 1].value or 1
            kind = second[2]
    if high is not None and high < low:  # "10 or 2 thousand" is no range
        high = None
    digits = items[at].kind == "digits"
    return Number(low, high, kind, items[at].start, items[after - 1].end, after, digits)


def _is_range(
    items: Sequence[Item], at: int, after: int, low: float, second: tuple[float, int, str], kind: str
) -> bool:
    link, before = items[after].text, items[at - 1].text if at else ""
    high = second[0]
    if link in ("and", "и", "і", "та") and before not in ("between", "между", "між"):
        return False
    if link == "до" and before not in ("от", "с", "від", "з", "із"):
        return False
    if second[2] in _MULTIPLY and kind not in _MULTIPLY and low < 100:
        return True
    return low < high <= 20 * low
