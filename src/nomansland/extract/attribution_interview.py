"""Interviews: which paragraphs are answers, and who answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_sources import Known, mentions_in
from nomansland.extract.attribution_voices import Voice, Voices
from nomansland.extract.document import Document

_LABEL = re.compile(r"\s*[*_]{0,2}([^\W\d_][\w .'’«»\"-]{0,30}?)[*_]{0,2}\s*:\s+")
_DASH = re.compile(r"\s*[—–-]\s+")
_QUESTION = re.compile(r"\?[”»\"']?\s*$")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Interview:
    """The answers of an interview as character spans, and who answers where the introduction brings one in."""

    answers: tuple[tuple[int, int], ...]
    questions: tuple[tuple[int, int], ...]
    person: Mention | None
    name: str | None


@lru_cache(maxsize=1)
def _called() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lists.names("called"))))
    return re.compile(r"(?i:" + words + r")\s+[«“\"]?([A-ZА-ЯІЇЄҐ][\w'’-]+)")


def _asks(text: str) -> bool:
    return bool(_QUESTION.search(text))


def _labelled(doc: Document) -> tuple[list[int], list[int]]:
    """Paragraphs opened by labels that come again ("Q:", "A:", names): those of the asking label, and the others."""
    labels: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(doc.paragraphs):
        match = _LABEL.match(doc.text, start, end)
        if match:
            labels.setdefault(match.group(1).strip().lower(), []).append(number)
    labels = {label: rows for label, rows in labels.items() if len(rows) >= 2}
    if not labels or sum(map(len, labels.values())) < _LEAST:
        return [], []
    asking = {
        label
        for label, rows in labels.items()
        if 2 * sum(_asks(doc.text[slice(*doc.paragraphs[row])]) for row in rows) > len(rows)
    }
    if not asking:
        return [], []
    questions = [row for label in asking for row in labels[label]]
    answers = [row for label, rows in labels.items() if label not in asking for row in rows]
    return sorted(questions), sorted(answers)


def _dashed(doc: Document) -> tuple[list[int], list[int]]:
    rows = [n for n, (start, end) in enumerate(doc.paragraphs) if _DASH.match(doc.text, start, end)]
    questions = [row for row in rows if _asks(doc.text[slice(*doc.paragraphs[row])])]
    if len(rows) < _LEAST or len(questions) < 2:
        return [], []
    turns = rows[::2]
    if set(questions) <= set(turns) and 2 * len(questions) >= len(turns):
        return turns, rows[1::2]
    return questions, [row for row in rows if row not in questions]


def _bare(doc: Document) -> tuple[list[int], list[int]]:
    """Short paragraphs that ask, each followed by one that does not."""
    count = len(doc.paragraphs)
    questions = [
        row
        for row, (start, end) in enumerate(doc.paragraphs[:-1])
        if row
        and end - start <= 250
        and _asks(doc.text[start:end])
        and not _asks(doc.text[slice(*doc.paragraphs[row + 1])])
    ]
    if len(questions) < _LEAST:
        return [], []
    return questions, [row + 1 for row in questions if row + 1 < count]


def _first_person(doc: Document, row: int) -> bool:
    return bool(lists.signs("first_hand", doc.language).search(doc.text, *doc.paragraphs[row]))


def _introduced(doc: Document, first: int, known: Known) -> Mention | None:
    """The person whom the text before the first question brings in: a role beside a name, else the first one."""
    found = []
    for sentence in doc.sentences:
        if sentence.paragraph >= first:
            break
        for mention in mentions_in(doc, sentence, known):
            if mention.kind == "person" and (not mention.cases or "nomn" in mention.cases or "ablt" in mention.cases):
                found.append(mention)
    return next((m for m in found if m.name), found[0] if found else None)


def interview_of(doc: Document, known: Known) -> Interview | None:
    """The interview that a report is, or None."""
    for reader in (_labelled, _dashed, _bare):
        questions, answers = reader(doc)
        if questions and len(answers) >= 2:
            break
    else:
        return None
    rows, last = set(answers), max(answers)
    for row in range(min(answers) + 1, last):
        if row - 1 in rows and row not in questions:
            rows.add(row)
    after = last + 1
    while after < len(doc.paragraphs) and after not in questions and _first_person(doc, after) and reader is _bare:
        rows.add(after)
        after += 1
    first = min(questions + answers)
    intro = doc.text[: doc.paragraphs[first][0]]
    name = _called().search(intro)
    spans = tuple(doc.paragraphs[row] for row in sorted(rows))
    asked = tuple(doc.paragraphs[row] for row in sorted(questions))
    return Interview(spans, asked, _introduced(doc, first, known), name.group(1) if name else None)


def answered(voices: Voices, found: Interview) -> list[tuple[int, int, Voice]]:
    """In an interview every answer is the interviewee's, but for what an answer says that comrades tell."""
    doc, person = voices.doc, found.person
    name = found.name or (person.name if person else None)
    passage = person.passage(doc) if person else doc.passage(*found.answers[0])
    voice = Voice(person.role if person else "soldier", name, None, passage, (), "answers in an interview")
    return [*_hearsay(voices, found), *((start, end, voice) for start, end in found.answers)]


def _hearsay(voices: Voices, found: Interview) -> list[tuple[int, int, Voice]]:
    """Sentences of an answer that the speaker has from comrades ("the lads write that ...")."""
    out = []
    for sentence in voices.doc.sentences:
        if any(start <= sentence.start < end for start, end in found.answers):
            told = [voice for _, voice in voices.ties[sentence.index] if voice.role == "fellow_soldier"]
            out += [(sentence.start, sentence.end, voice) for voice in told[:1]]
    return out
