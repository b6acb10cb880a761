"""The word lists of attribution, compiled once per language."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.extract.finder import Finder, Finders, first_words

_APOSTROPHES = "['’ʼ`]"


@lru_cache(maxsize=8)
def data(name: str) -> Any:
    """The word list `words/speakers/NAME.yaml` as plain data."""
    import yaml

    text = files("nomansland.words").joinpath("speakers", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _word(word: str) -> str:
    parts = [re.escape(part).replace("'", _APOSTROPHES).replace(r"\*", r"[\w'’ʼ-]*") for part in word.split("|")]
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def expression(entry: str) -> str:
    """The regular expression of one entry: `*` is any ending, `|` parts alternatives, a space any white space.

    An entry whose alternatives all hold spaces is a list of whole phrases; else `|` is inside one word.
    """
    if "|" in entry and all(" " in part.strip() for part in entry.split("|")):
        return "(?:" + "|".join(expression(part) for part in entry.split("|")) + ")"
    return r"[\s\u00a0]+".join(map(_word, entry.split()))


def compiled(entries: list[str]) -> Finder:
    """One pattern for a list of entries, whole words, longest entries first, any case."""
    if not entries:
        return Finder(re.compile(r"(?!x)x"), ())
    ordered = sorted(map(str, entries), key=lambda entry: (-entry.count(" "), -len(entry)))
    body = "|".join(map(expression, ordered))
    pattern = re.compile(rf"(?<![\w-])(?:{body})(?:(?<=:)|(?![\w-]))", re.IGNORECASE)
    return Finder(pattern, (word for entry in ordered for word in first_words(entry)))


@lru_cache(maxsize=4)
def roles(language: str) -> tuple[tuple[str, Finder], ...]:
    """Role and pattern of its nouns."""
    return tuple((role, compiled(entries)) for role, entries in data("roles")[language].items())


@lru_cache(maxsize=4)
def role_finders(language: str) -> Finders:
    """The same, to be looked for together."""
    return Finders(roles(language))


@lru_cache(maxsize=64)
def cue(language: str, kind: str) -> Finder:
    """The pattern of one kind of cue of `cues.yaml`."""
    return compiled(data("cues")[language].get(kind, []))


@lru_cache(maxsize=1)
def known_outlets() -> tuple[tuple[str, Finder], ...]:
    """Name and pattern of the outlets that need no word beside them."""
    return tuple((name, compiled(list(entries))) for name, entries in data("outlets")["known"].items())


@lru_cache(maxsize=1)
def any_outlet() -> Finder:
    """One pattern for all known outlets: a quick look before the slow one."""
    return compiled([str(entry) for entries in data("outlets")["known"].values() for entry in entries])


@lru_cache(maxsize=4)
def outlet_nouns(language: str) -> Finder:
    """Words for a kind of outlet (channel, newspaper)."""
    return compiled(list(data("outlets")["nouns"][language]))


@lru_cache(maxsize=4)
def outlet_people(language: str) -> Finder:
    """Words for those who write for an outlet."""
    return compiled(list(data("outlets")["people"][language]))


@lru_cache(maxsize=8)
def side_words(side: str) -> Finder:
    """Words that tell that an office belongs to a side."""
    return compiled(list(data("sides")[side]))


@lru_cache(maxsize=8)
def signs(kind: str, language: str) -> Finder:
    """Words of `duress` or `first_hand`."""
    return compiled(list(data("sides")[kind][language]))


@lru_cache(maxsize=1)
def publication() -> Finder:
    """Nouns that make an outlet's name that of a publication."""
    return compiled(data("outlets")["nouns"]["titles"])


@lru_cache(maxsize=16)
def names(kind: str) -> frozenset[str]:
    """One set of words of `names.yaml`."""
    return frozenset(map(str, data("names")[kind]))
