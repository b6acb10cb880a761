"""Names and their forms: case, number and sex of words, titles in the nominative, what is a name at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nomansland.extract import attribution_words as lists
from nomansland.extract.document import analyzer

TITLE = r"(?:[«“„\"'‘]([^»”“\"'’\n]{2,60})[»”“\"'’])"
PLAIN = r"((?:The\s+)?[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*[\w](?:\s+(?:of|the|and|&|i|та|и|\d+|[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*\w))*)"
NAME = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w'’-]+(?:\s+[A-ZА-ЯЁІЇЄҐ]\.)?(?:\s+[A-ZА-ЯЁІЇЄҐ][\w'’-]+){0,2}")


# "Полевая", "Вечерний", "Степные": a Russian title keeps its forms in a Ukrainian text
_RUSSIAN = re.compile(r"[ыэъё]|(?:ая|ое|яя|ее)$", re.IGNORECASE)


def is_date(text: str) -> bool:
    """True for a month, a weekday or a number at the head of a text."""
    word = re.match(r"\w+", text)
    return bool(word) and (text[0].isdigit() or word.group() in lists.names("dates"))  # type: ignore[union-attr]


def is_no_name(text: str) -> bool:
    """True for capitalised words that name neither a person nor an outlet."""
    return is_date(text) or text.removeprefix("The ").split()[0] in lists.names("not_names")


@lru_cache(maxsize=20_000)
def cases_of(word: str, language: str) -> tuple[frozenset[str], bool]:
    """Cases that a word may stand in, and whether it may be plural only."""
    if language not in ("ru", "uk"):
        return frozenset(), word.lower().endswith(("s", "men", "people"))
    parses = [
        p
        for p in analyzer(language).parse(word.lower())
        if p.tag.case and p.tag.POS in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR")
    ]
    if not parses:
        return frozenset({"nomn", "nomn1", "nomn2", "gent", "datv", "ablt", "loct", "accs"}), False
    numbers = {"nomn2" if "plur" in p.tag else "nomn1" for p in parses if p.tag.case == "nomn"}
    return frozenset(str(p.tag.case) for p in parses) | numbers, all("plur" in p.tag for p in parses)


def cases_together(text: str, language: str) -> tuple[frozenset[str], bool]:
    """Cases in which all the words of a title can stand, where there are such."""
    found = [cases_of(word, language) for word in re.findall(r"[\w'’-]+", text)[:3]]
    common = frozenset.intersection(*(cases for cases, _ in found)) if found else frozenset()
    return common or (found[0][0] if found else frozenset()), any(plural for _, plural in found)


def is_own(own: str, name: str) -> bool:
    """True where a name is the report's own outlet: the same, or its telling words without "News Agency"."""
    if same_name(own, name):
        return True
    long, short = (re.findall(r"[\w-]+", text.lower()) for text in (own, name))
    rest = [word for word in long if word not in short]
    # "told Vektor": the first word of a name that is no word for outlets stands for the whole
    if len(short) == 1 and long[:1] == short and short[0] not in lists.names("common") and name[:1].isupper():
        return True
    return (
        bool(short)
        and len(rest) < len(long)
        and all(word in long for word in short)
        and all(word in lists.names("common") for word in rest)
    )


@lru_cache(maxsize=5_000)
def gender_of(text: str, language: str) -> str | None:
    """`m` or `f` where the head word of a mention tells the sex of the person, else None."""
    head = text.split()[0].lower()
    for sex in ("f", "m"):
        if lists.signs("female" if sex == "f" else "male", language).match(head):
            return sex
    return None


def stem(word: str) -> str:
    return word[: max(3, len(word) - 3)] if len(word) > 4 else word[: max(3, len(word) - 1)]


def same_name(left: str, right: str) -> bool:
    """True where two spellings can be inflected forms of one name."""
    a, b = (re.findall(r"\w+", text.lower()) for text in (left, right))
    a, b = ([w for w in words if w != "the"] for words in (a, b))
    return (
        bool(a)
        and len(a) == len(b)
        and all(x.startswith(stem(y)) or y.startswith(stem(x)) for x, y in zip(a, b, strict=True))
    )


def is_of(name: str, person: str) -> bool:
    """True where a name is that of a person named in full elsewhere, whole or the surname alone."""
    return same_name(person, name) or same_name(person.split()[-1], name)


def nominative(name: str, language: str) -> str:
    """A title put into the nominative, its capitals kept; a word that cannot be inflected stays."""
    if language not in ("ru", "uk") or not re.search("[а-яёіїєґ]", name.lower()) or re.search(r"\w[.\d]\w", name):
        return name
    words = name.split()
    if language == "uk" and _RUSSIAN.search(words[0]):
        language = "ru"
    first = analyzer(language).parse(words[0].lower())[0].tag
    if len(words) > 3 or "nomn" in cases_of(words[-1], language)[0] & cases_of(words[0], language)[0]:
        return name
    if first.POS == "NOUN" and "nomn" in cases_of(words[0], language)[0]:
        return name
    return " ".join(_inflected(words, language))


def _agreeing(word: str, first: str, language: str) -> Any:
    """The reading of a word of a title that stands in the case of its first word, else the likeliest."""
    case = analyzer(language).parse(first.lower())[0].tag.case
    found = analyzer(language).parse(word.lower())
    return next((parse for parse in found if parse.tag.case == case), found[0])


def _inflected(words: list[str], language: str) -> list[str]:
    """The adjectives before the first noun and that noun in the nominative; what follows it stays."""
    tags = [_agreeing(word, words[0], language) for word in words]
    noun = next((place for place, parse in enumerate(tags) if parse.tag.POS == "NOUN"), None)
    number = "plur" if noun is not None and "plur" in tags[noun].tag else "sing"
    gender = str(tags[noun].tag.gender) if noun is not None and tags[noun].tag.gender and number == "sing" else None
    out = []
    for place, (word, parse) in enumerate(zip(words, tags, strict=True)):
        bends = parse.tag.POS in ("NOUN", "ADJF", "PRTF") and (noun is None or place <= noun)
        want = {"nomn", number} | ({gender} if gender and parse.tag.POS != "NOUN" else set())
        # the Ukrainian dictionary marks no singular
        other = want - {"sing"} | ({gender} if gender else set())
        changed = parse.inflect(want) or parse.inflect(other) if bends else None
        text = str(changed.word) if changed else word
        out.append(text.capitalize() if changed and word[:1].isupper() else text)
    return out


def is_name(name: str, language: str) -> bool:
    """False for a date or, in Russian and Ukrainian, for words that no dictionary knows as a person's name."""
    if is_date(name) or name.split()[0] in lists.names("not_names"):
        return False
    if language not in ("ru", "uk") or not re.search("[а-яёіїєґ]", name.lower()):
        return True
    tags = [p.tag for word in name.split() for p in analyzer(language).parse(word.lower())[:3]]
    return any(grammeme in tag for tag in tags for grammeme in ("Name", "Surn", "Patr"))


def is_person_name(name: str, language: str) -> bool:
    if name.endswith(("'s", "’s")) or not is_name(name, language) or lists.any_outlet().match(name) or name.isupper():
        return False
    if language in ("ru", "uk"):
        return bool(re.search("[а-яёіїєґ]", name.lower()))
    return name.split()[0] not in lists.names("sentence_words")


@lru_cache(maxsize=64)
def own_pattern(name: str) -> str:
    return r"\s+".join(re.escape(stem(word)) + r"[\w.]*" for word in name.split())
