"""Who speaks where a report names nobody: its outlet, or whoever issues a statement."""

from __future__ import annotations

import re
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_speech import OUR_MEN
from nomansland.extract.attribution_voices import Voice
from nomansland.extract.document import Document
from nomansland.extract.finder import Finder

_WE_WHO, _SELF = re.compile(r"\s*(?:We|Мы|Ми)\b(?:,|\s+[—–-])?\s"), 90


@lru_cache(maxsize=1)
def _issuers() -> tuple[tuple[str, Finder], ...]:
    return tuple((role, lists.compiled(entries)) for role, entries in lists.data("roles")["issuers"].items())


def _role_in(text: str, language: str) -> str | None:
    """The role that an outlet's name tells: kin before offices ("Council of Mothers"), else the first."""
    for code in (language, *(other for other in ("en", "ru", "uk") if other != language)):
        found = [
            (m.start() - m.end(), m.start(), role)
            for role, pattern in lists.roles(code)
            for m in pattern.finditer(text)
        ]
        kept: list[tuple[int, int, str]] = []
        for length, start, role in sorted(found):
            if all(start >= b - a or start - length <= b for a, b, _ in kept):
                kept.append((length, start, role))
        if kept:
            return (
                "relative" if any(role == "relative" for *_, role in kept) else min(kept, key=lambda item: item[1])[2]
            )
    return None


def _authors(doc: Document) -> str | None:
    """Who signs a statement as "we, the mothers of ...": kin, soldiers, counsel; None where nobody does."""
    for sentence in doc.sentences:
        opens = _WE_WHO.match(doc.text, sentence.start, sentence.end)
        if opens is not None:
            until = min(sentence.end, sentence.start + _SELF)
            found = _role_in(doc.text[sentence.start : until], sentence.language)
            return "relative" if OUR_MEN.search(doc.text, sentence.start, sentence.end) else found
    return None


def narrator_of(doc: Document) -> Voice:
    """Who speaks where nobody is named: the outlet; for a statement the office or people that issue it."""
    outlet, report = doc.report.outlet, doc.report
    head = doc.passage(*doc.paragraphs[0]) if doc.paragraphs else None
    if outlet or report.kind == "statement":
        text = outlet or (head.quote if head else "")
        role = _role_in(text, doc.language)
        if report.kind == "statement":
            role = next((one for one, words in _issuers() if words.search(text)), None) or role or _authors(doc)
            return Voice(role or "official", outlet, outlet, head, (), "the office that issues the statement")
        # a magazine may be called "The Garrison": an article is a newsroom's
        if any(match.end() == len(text.rstrip(' »”"')) for match in lists.publication().finditer(text)):
            role = None
        if role in ("official", "intelligence_service", "court", "ngo") and report.kind != "article":
            return Voice(role, outlet, outlet, head, (), "the office that publishes the report")
    return Voice("media", outlet, None, head, (), "nobody else is named: the outlet itself says it")
