"""A report cut into paragraphs, sentences and tokens, all with offsets into its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from nomansland.admit.dates import iso_date
from nomansland.admit.text import header
from nomansland.extract.dirt import lines, lower_of
from nomansland.words import Passage, Report

LANGUAGES = ("en", "ru", "uk")
# a soft hyphen, a stress mark and a hyphen at the end of a line stand inside a word
_TOKEN = re.compile(r"\w+(?:['’ʼ`-]\w+|[\u00ad\u0301]\w*|-\n\w+)*|[^\w\s]", re.UNICODE)
_BREAK = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s+[«“\"'(\[—–-]*\s*[\dA-ZА-ЯЁІЇЄҐ]|[A-ZА-ЯЁІЇЄҐ“«]|\s*$)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st gen col lt sgt capt maj no vs etc jan feb mar apr jun jul aug sep sept oct nov dec art u.s p"
    " г гг в вв с д пос пгт обл р т тыс млн ст ч п пп им ул см др руб чел кв стр гв отд н э"
    " м смт обл р-н ім вул тис млн ст ч п див чол буд кв с р рр ін".split()
)
_TELLING = {"ru": "ыэъё", "uk": "іїєґ"}
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ")
_LONG = 80
_WORDS = re.compile(r"[^\W\d_]+")
# words of one of the two languages alone, in which no letter tells
_OWN = {
    "ru": frozenset(
        "и что как его или был было из от только после она он они под над при этот нет лет чем где".split()
    ),
    "uk": frozenset("та що як його або був було із від тільки вона він вони цей немає ніж де й у".split()),
}


class Token(NamedTuple):
    """A word, number or sign; `lower` folds apostrophes to ' and ё stays."""

    text: str
    lower: str
    start: int
    end: int
    language: str

    @property
    def lemma(self) -> str:
        """Dictionary form; the word itself where none is known."""
        return lemma(self.lower, self.language)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets, the index of its paragraph, its language, its tokens."""

    index: int
    paragraph: int
    start: int
    end: int
    language: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Document:
    """The analysed text of one report."""

    report: Report
    language: str
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def text(self) -> str:
        """The kept text of the report."""
        return self.report.text

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the character at `offset` (the one before it, between two)."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def passage(self, start: int, end: int) -> Passage:
        """The characters from `start` to `end`."""
        return Passage(self.text[start:end], start, end)


class Morphology:
    """A morphological analyser that looks every distinct form up once."""

    __slots__ = ("parse",)

    def __init__(self, inner: Any) -> None:
        self.parse: Callable[[str], Any] = lru_cache(maxsize=100_000)(inner.parse)


@lru_cache(maxsize=3)
def analyzer(language: str) -> Morphology:
    """The morphological analyser of Russian or Ukrainian (pymorphy3), loaded once."""
    import pymorphy3

    return Morphology(pymorphy3.MorphAnalyzer(lang=language))


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Dictionary form of a lower-case word; each distinct form is looked up once."""
    if not word[:1].isalpha():
        return word
    if language in ("ru", "uk"):
        return str(analyzer(language).parse(word)[0].normal_form)
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()


def _by_words(words: list[str]) -> str | None:
    """The language whose own words stand in a text, two at least, and none of the other's."""
    counts = {language: sum(map(own.__contains__, words)) for language, own in _OWN.items()}
    for language, other in (("ru", "uk"), ("uk", "ru")):
        if counts[language] > 1 and not counts[other]:
            return language
    return None


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.RUSSIAN, Language.UKRAINIAN).build()


def language_of(text: str, default: str = "en") -> str:
    """`en`, `ru` or `uk`: by alphabet and telling letters where that decides, by lingua where it does not."""
    low = text.lower()
    words = _WORDS.findall(low)
    letters = sum(map(len, words))
    if not letters:
        return default
    if sum(len(word) for word in words if word[0] in _CYRILLIC) * 2 < letters:
        return "en"
    russian, ukrainian = (sum(map(low.count, _TELLING[language])) for language in ("ru", "uk"))
    if russian and russian > 3 * ukrainian:
        return "ru"
    if ukrainian and ukrainian > 3 * russian:
        return "uk"
    if not russian and not ukrainian:
        # one letter in twelve is і, ї or є in Ukrainian: so long a text without any is Russian
        plain = "ru" if default == "ru" or (letters >= _LONG and default != "uk") else _by_words(words)
        if plain is not None:
            return plain
    found = _detector().detect_language_of(text)
    code = found.iso_code_639_1.name.lower() if found else default
    return code if code in ("ru", "uk") else (default if default in ("ru", "uk") else "ru")


def tokens_of(text: str, start: int, end: int, language: str) -> tuple[Token, ...]:
    """The tokens between two offsets."""
    out = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        out.append(Token(word, lower_of(word), match.start(), match.end(), language))
    return tuple(out)


def _is_abbreviation(text: str, dot: int) -> bool:
    before = re.search(r"([\w.]+)$", text[max(0, dot - 12) : dot])
    if before is None:
        return False
    word = before.group(1).lower().strip(".")
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and before.group(1)[0].isupper())


def _is_glued_name(text: str, dot: int, end: int) -> bool:
    """True for the dot of "Quay.News": capitals on both sides, no space: a name, not two sentences."""
    before = re.search(r"\w+$", text[max(0, dot - 20) : dot])
    return bool(before and before.group()[0].isupper() and dot + 1 < end and text[dot + 1].isupper())


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans between two offsets, without surrounding white space; nothing but white space is left out."""
    spans, begin = [], start
    for match in _BREAK.finditer(text, start, end):
        mark = match.group()
        if mark[0] == "." and len(mark) == 1 and _is_abbreviation(text, match.start()):
            continue
        if mark == "." and _is_glued_name(text, match.start(), end):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    out = []
    for left, right in spans:
        piece = text[left:right]
        if piece.strip():
            out.append((left + len(piece) - len(piece.lstrip()), right - len(piece) + len(piece.rstrip())))
    return out


_METADATA = re.compile(r"\bDate:[ \t]*[^\n]*?[ \t]+Source:[ \t]*\S+[^\n]*$")


def told(text: str, start: int, end: int) -> int:
    """Where a line stops telling: before the metadata (`Date: … Source: … Tags: …`) of a header, else at its end."""
    found = _METADATA.search(text, start, end)
    return found.start() if found else end


def analyse(report: Report) -> Document:
    """Cut a report into paragraphs (lines), sentences and tokens; the language is told per paragraph.

    Of a header line with metadata only the title is told; the date that it states is the report's.
    """
    text = report.text
    whole = report.language if report.language in LANGUAGES else language_of(text)
    paragraphs: list[tuple[int, int]] = []
    sentences: list[Sentence] = []
    for start, end in lines(text):
        number = len(paragraphs)
        paragraphs.append((start, end))
        language = language_of(text[start:end], whole) if end - start > 40 else whole
        if not number and (ends := told(text, start, end)) < end:
            report, end = replace(report, published=report.published or iso_date(header(text).get("date"))), ends
        for left, right in cut(text, start, end):
            found = tokens_of(text, left, right, language)
            sentences.append(Sentence(len(sentences), number, left, right, language, found))
    return Document(report, whole, tuple(paragraphs), tuple(sentences))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets widened to the words that they cut: pieces of the network are shorter than words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
