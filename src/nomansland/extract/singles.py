"""Who is told of in the singular, without a number: one formation, one person, one case."""

from __future__ import annotations

import re

from nomansland.extract.countnouns import tag_of
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded
from nomansland.extract.subjects import RELATIVE, is_passive, is_plural, speaks, words
from nomansland.words import Count

FORMATIONS = ("platoon", "company", "battalion", "crew")
OF_PEOPLE = ("coercion.", "refusal.", "evasion.", "response.prosecution")
_NEXT = re.compile(r"\s+([\w-]+)")
_MANY = re.compile(
    r"\b(?:attacks|offices|нападения|поджоги|атаки|военкоматы|військкомати|напади|підпали)\b", re.IGNORECASE
)
_NO_SINGLE = frozenset({"coercion.conditions", "coercion.blocking", "coercion.confiscation"})


def formation(doc: Document, event: Event, admitted: list[str], reach: int) -> Count | None:
    """A formation that acts or suffers as one: "a platoon refused", "роту посадили в яму"."""
    if not event.type.startswith(OF_PEOPLE) or event.type in _NO_SINGLE:
        return None
    text, known = folded(doc.text), words()
    relative = text[event.passage.start : event.passage.end].split(" ", 1)[0] in RELATIVE
    case = "acts" if event.type.startswith(("refusal.", "evasion.")) and not relative else "suffers"
    found = []
    for unit in FORMATIONS:
        if unit not in admitted:
            continue
        for match in known[f"{unit}.{case}"].finditer(text, reach, event.passage.end):
            # "рота" is a subject, whatever place stands before it ("у Тягинки рота ...")
            within = match.group() != "рота" and known["within"].search(text, max(0, match.start() - 40), match.start())
            if not within:
                found.append((abs(match.start() - event.trigger.start), match.start(), match.end(), unit))
    if not found:
        return None
    _, left, right, unit = min(found)
    return Count(1, 1, unit, False, None, doc.passage(left, right))


def single(doc: Document, event: Event, admitted: list[str], reach: int) -> Count | None:
    """One person, told of in the singular: "a soldier walked away", "его увезли"."""
    if "person" not in admitted or not event.type.startswith(OF_PEOPLE) or event.type in _NO_SINGLE:
        return None
    if event.modality == "denied" and event.type.startswith("coercion."):
        return None  # "nobody was shot while I was there"
    text, known = folded(doc.text), words()
    language, (start, end) = doc.sentences[event.sentence].language, (event.passage.start, event.passage.end)
    acts = event.type.startswith(("refusal.", "evasion."))
    for name in ("noun", "subject") if acts else ("noun", "object", "subject"):
        match = known[f"{language}.{name}"].search(text, start, end)
        if match is None or known["says"].match(text, match.end() + 1) or _owns(text, match, language):
            continue
        if match.group(1) in ("ее", "її", "ей", "їй"):  # a company is a "she" in both languages
            before = doc.sentences[max(0, event.sentence - 1)].start
            company = known["company.suffers"].search(text, before, match.start())
            return company and Count(1, 1, "company", False, None, doc.passage(*company.span()))
        return Count(1, 1, "person", False, None, doc.passage(*match.span(1)))
    return None if reach == start else _subject_to_the_left(doc, event, reach)


def _owns(text: str, match: re.Match[str], language: str) -> bool:
    """True for "his clients": the pronoun only says whose they are."""
    after = _NEXT.match(text, match.end())
    whose = match.group(1) in ("его", "ее", "його", "її") and after is not None
    return whose and after is not None and tag_of(after.group(1), language) == ("NOUN", "plur")


def _subject_to_the_left(doc: Document, event: Event, reach: int) -> Count | None:
    text, known, start = folded(doc.text), words(), event.passage.start
    language = doc.sentences[event.sentence].language
    clause = text[start : event.passage.end]
    if is_plural(clause, language) or (event.type.startswith("coercion.") and not is_passive(clause, language)):
        return None  # one who does it to others is not the one it is done to
    for name in ("noun", "subject"):
        matches = list(known[f"{language}.{name}"].finditer(text, reach, start))
        if matches and not speaks(text, matches[-1], start):
            return Count(1, 1, "person", False, None, doc.passage(*matches[-1].span(1)))
    return None


def opened(doc: Document, event: Event) -> Count | None:
    """A case or proceeding in the singular; an attack that no number is told of is one."""
    if event.type == "attack.draft_office" and event.modality == "asserted":
        return None if _MANY.search(event.passage.quote) else Count(1, 1, "case", False, None, event.trigger)
    if event.type != "response.prosecution":
        return None
    for unit in ("proceeding", "case"):
        match = words()[f"opened.{unit}"].search(folded(doc.text), event.passage.start, event.passage.end)
        if match is not None:
            return Count(1, 1, unit, False, None, doc.passage(*match.span()))
    return None
