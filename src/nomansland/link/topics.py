"""What a reply is about, by the words of its passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "uk")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of denials: its name, the event types that it bears on, whether the claim must name it in words too."""

    name: str
    types: frozenset[str]
    words_of_claim: bool
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def named_in(self, text: str, language: str) -> bool:
        """True where a text of a language names the topic."""
        return any(pattern.search(text) is not None for code, pattern in self.patterns if code == language)


def pattern_of(phrases: list[str]) -> re.Pattern[str]:
    """Any of some phrases: `*` ends a stem, and alone stands for up to five words."""
    parts = []
    for phrase in phrases:
        words = [
            r"\S+(?:\s+\S+){0,4}?" if word == "*" else re.escape(word).replace(r"\*", r"[\w'’-]*")
            for word in phrase.split()
        ]
        parts.append(r"\s+".join(words))
    return re.compile(r"(?<![\w'’])(?:" + "|".join(parts) + r")(?![\w])", re.I)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "topics.yaml").read_text("utf-8"))
    return loaded


def _patterns(row: dict[str, list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((language, pattern_of(row[language])) for language in LANGUAGES)


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """The topics, in the order of the data."""
    return tuple(
        Topic(name, frozenset(row["types"]), bool(row.get("words_of_claim")), _patterns(row))
        for name, row in _data()["topics"].items()
    )


@lru_cache(maxsize=16)
def cue(name: str, language: str) -> re.Pattern[str]:
    """The words of `silence`, `naming`, `outright`, `correction`, `blanket`, `limit` or `idiom` in a language."""
    return pattern_of(_data()[name][language if language in LANGUAGES else "en"])


def topics_of(text: str, language: str) -> tuple[Topic, ...]:
    """The topics that a text names; where it tells of a silence, refusing is none of them (they refused to comment).

    The words that tell of the silence name no topic ("held back from comment" holds nobody).
    """
    silent = cue("silence", language)
    spoken = silent.sub(" … ", cue("idiom", language).sub(" … ", text))
    found = tuple(topic for topic in topics() if topic.named_in(spoken, language))
    if silent.search(text):
        return tuple(topic for topic in found if "refusal.order" not in topic.types)
    return found
