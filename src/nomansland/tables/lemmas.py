"""Words for search: folded forms and their dictionary forms, in the language of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nomansland.tables.fold import fold

# A stress mark stands inside a word of a textbook or a dictionary and in no query.
_STRESS = dict.fromkeys(map(ord, "\u0301\u00ad"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_SIGNS = re.compile(r"[\W_]+")
_TELLING = {"ru": frozenset("ыэъ"), "uk": frozenset("іїєґ")}
_LIKELY = 0.1
_SHORTEST_PREFIX = 3


def _plain(text: str) -> str:
    return fold(text.translate(_STRESS)).replace("\u0456\u0308", "ї")


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    """The form that is stored: letters and digits only, so that no database cuts it or reads an operator in it."""
    return _SIGNS.sub("", fold(word))


def _cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


def languages_of(word: str, language: str = "") -> tuple[str, ...]:
    """The languages whose dictionary a folded word is looked up in: by its letters, else by that of its text.

    A Cyrillic word without a telling letter and without a Cyrillic text around it is looked up in both.
    """
    if not word[:1].isalpha():
        return ()
    if not _cyrillic(word):
        return ("en",)
    for name, letters in _TELLING.items():
        if letters.intersection(word):
            return (name,)
    return (language,) if language in _TELLING else ("ru", "uk")


@lru_cache(maxsize=200_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """Dictionary forms of a folded word in one language, the likely ones of several; each once."""
    from nomansland.extract.document import analyzer, lemma

    if language == "en":
        return (_bare(lemma(word, language)),)
    found = [parse for parse in analyzer(language).parse(word) if parse.score >= _LIKELY]
    return tuple(dict.fromkeys(_bare(parse.normal_form) for parse in found)) or (_bare(word),)


@lru_cache(maxsize=200_000)
def _plain_word(word: str) -> str:
    return _plain(word)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Words of a text as it is shown: start, end (code points) and the folded form."""
    found = re.finditer(r"[^\W_]+(?:[\u0301\u00ad'’ʼ`‘´]+[^\W\d_]+)*", text)
    return ((one.start(), one.end(), _plain_word(one.group())) for one in found)


def index_of(text: str, language: str) -> str:
    """What is stored for search: every folded word and its dictionary forms, each once, in order, between blanks."""
    stored: set[str] = set()
    for word in set(_WORD.findall(_plain(text))):
        stored.add(_bare(word))
        for one in languages_of(word, language):
            stored.update(forms(word, one))
    return " ".join(sorted(filter(None, stored)))


def asked(query: str) -> list[tuple[tuple[str, ...], str]]:
    """Each word of a query: the dictionary forms that answer it, and the beginning that does too (or nothing)."""
    out = []
    for word in _WORD.findall(_plain(query)):
        known = {form for one in languages_of(word) for form in forms(word, one)}
        bare = _bare(word)
        prefix = bare if len(bare) >= _SHORTEST_PREFIX and not bare.isdigit() else ""
        out.append((tuple(sorted({*known, bare})), prefix))
    return out


def _first(word: str) -> str:
    """The first letter; ґ as г, which older books write for it."""
    return word[:1].replace("ґ", "г")


@lru_cache(maxsize=2_000)
def _beginnings(known: tuple[str, ...]) -> frozenset[str]:
    """First letters of every form of these Russian and Ukrainian words: what begins otherwise is none of them."""
    from nomansland.extract.document import analyzer

    out = {_first(word) for word in known}
    for word in filter(_cyrillic, filter(None, known)):
        for language in languages_of(word):
            parses = analyzer(language).parse(word)
            out.update(_first(_bare(one.word)) for parse in parses for one in parse.lexeme)
    return frozenset(out)


def answers(word: str, query: list[tuple[tuple[str, ...], str]]) -> bool:
    """True where a folded word of a text is what a query asks for: the same dictionary form, or the same beginning."""
    bare = _bare(word)
    if any(bare in known or (prefix and bare.startswith(prefix)) for known, prefix in query):
        return True
    if bare and _cyrillic(bare):
        # To look a word up that no dictionary holds takes longer than all else that a page of hits does.
        query = [one for one in query if _first(bare) in _beginnings(one[0])]
    if not query:
        return False
    own = {form for one in languages_of(word) for form in forms(word, one)}
    return any(own.intersection(known) for known, _ in query)
