"""All mentions of a sentence that could be its source: persons by role or name, offices, outlets, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention, longest
from nomansland.extract.attribution_names import cases_of, is_of, stem
from nomansland.extract.attribution_outlets import outlet_names, outlets_in, outlets_told
from nomansland.extract.attribution_people import bare_names, role_mentions, with_names
from nomansland.extract.document import Document, Sentence


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole report lets one know of its names: outlets, and persons with the mention that brought them in.

    `persons` and `told` hold, per sentence, the persons and the outlets that its own words bring in.
    """

    outlets: tuple[str, ...] = ()
    people: tuple[Mention, ...] = ()
    persons: tuple[tuple[Mention, ...], ...] = ()
    told: tuple[tuple[Mention, ...], ...] = ()


def known_in(doc: Document) -> Known:
    """The names that a report brings in anywhere."""
    persons = tuple(tuple(with_names(doc, one, role_mentions(doc, one))) for one in doc.sentences)
    people: dict[str, Mention] = {}
    for mention in (mention for found in persons for mention in found):
        if mention.name:
            people.setdefault(mention.name, mention)
    told = tuple(tuple(outlets_told(doc, sentence)) for sentence in doc.sentences)
    outlets = [name for name in outlet_names(doc, told) if not any(is_of(name, person) for person in people)]
    return Known(tuple(outlets), tuple(people.values()), persons, told)


def _by_person(doc: Document, sentence: Sentence, known: Known) -> list[Mention]:
    """Later mentions of a person by name or call sign alone."""
    out = []
    for person in known.people:
        last = (person.name or "").split()[-1]
        if len(last) < 3:
            continue
        for match in re.compile(r"(?<!\w)" + re.escape(stem(last)) + r"\w{0,4}(?!\w)").finditer(
            doc.text, sentence.start, sentence.end
        ):
            cases, plural = cases_of(match.group(), sentence.language)
            out.append(
                Mention(
                    person.kind,
                    person.role,
                    match.start(),
                    match.end(),
                    sentence.index,
                    person.name,
                    person.office,
                    cases,
                    plural,
                )
            )
    return out


def _anaphors(doc: Document, sentence: Sentence, named: list[Mention]) -> list[Mention]:
    out, text = [], doc.text
    for kind, role in (("anaphor_outlet", "media"), ("anaphor_person", ""), ("hearer", "media")):
        for match in lists.cue(sentence.language, kind).finditer(text, sentence.start, sentence.end):
            if any(match.start() < o.end and match.end() > o.start for o in named):
                continue
            cases, plural = cases_of(match.group().split()[-1], sentence.language)
            label = "self" if kind == "hearer" else "pronoun"
            out.append(Mention(label, role, match.start(), match.end(), sentence.index, None, None, cases, plural))
    return out


def _addressee(doc: Document, sentence: Sentence) -> list[Mention]:
    """ "You" in a letter of an office: whoever complained, kin unless the letter says otherwise."""
    if doc.report.kind != "statement":
        return []
    found = lists.cue(sentence.language, "addressee").finditer(doc.text, sentence.start, sentence.end)
    cases = frozenset({"nomn", "datv", "gent"})
    return [Mention("person", "relative", m.start(), m.end(), sentence.index, None, None, cases) for m in found]


def mentions_in(doc: Document, sentence: Sentence, known: Known) -> list[Mention]:
    """All mentions of a sentence, in order; an outlet's name hides the words inside it."""
    people = known.persons[sentence.index]
    named = [
        o
        for o in outlets_in(doc, sentence, known.outlets, known.told[sentence.index])
        if not any(p.name and is_of(o.name or "", p.name) for p in known.people)
    ]
    found = [*named, *_addressee(doc, sentence), *_anaphors(doc, sentence, named)]
    later = (m for m in _by_person(doc, sentence, known) if all(m.end <= p.start or m.start >= p.end for p in people))
    everybody = longest([*people, *later])
    kept = [p for p in everybody if all(p.end <= o.start or p.start >= o.end for o in found if o.kind != "pronoun")]
    pronouns = [o for o in found if o.kind != "pronoun" or all(o.end <= p.start or o.start >= p.end for p in kept)]
    everything = [*kept, *pronouns]
    return sorted([*everything, *bare_names(doc, sentence, everything)], key=lambda m: m.start)
