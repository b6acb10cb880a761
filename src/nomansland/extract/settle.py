"""What the events of a report do to each other: repeats, grounds, denied contents, one telling under two names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from nomansland.extract.clauses import is_finite
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.matching import fold
from nomansland.words import Passage

# Told once per sentence however many clauses it takes: a list of hardships, an official's answer.
_LISTED = frozenset({"coercion.conditions", "response.denial", "law.assessment", "coercion.confiscation"})
_BARE = ("без ", "without ")
# A refusal told twice over by "and" is one refusal.
_PAIRED = frozenset({"refusal.order", "refusal.surrender", "refusal.absence"})
_SPELT = frozenset(
    {"refusal.order", "coercion.forced_return", "coercion.ill_treatment", "protest.relatives", "site.closed"}
)
# Where two types share their trigger, the left one is what happened.
_OVER = (
    ("coercion.forced_return", "coercion.transfer"),
    ("coercion.transfer", "coercion.detention"),
    ("coercion.mobilization", "coercion.detention"),
    ("coercion.mobilization", "coercion.transfer"),
    ("coercion.mobilization", "coercion.ill_treatment"),
    ("coercion.blocking", "coercion.execution"),
    ("coercion.execution", "coercion.ill_treatment"),
    ("coercion.execution", "coercion.forced_return"),
    ("coercion.ill_treatment", "coercion.forced_return"),
    ("refusal.mutiny", "coercion.blocking"),
    ("refusal.mutiny", "context.losses"),
    ("refusal.mutiny", "coercion.execution"),
    ("refusal.mutiny", "coercion.ill_treatment"),
    ("refusal.mutiny", "coercion.detention"),
    ("refusal.feigned_damage", "sabotage.military"),
    ("refusal.surrender", "refusal.absence"),
    ("refusal.surrender", "refusal.order"),
    ("attack.draft_office", "sabotage.military"),
    ("attack.draft_office", "coercion.mobilization"),
    ("sabotage.railway", "sabotage.military"),
    ("refusal.order", "coercion.transfer"),
    ("refusal.order", "coercion.forced_return"),
    ("site.reopened", "coercion.transfer"),
    ("site.reopened", "site.opened"),
    ("site.closed", "coercion.detention"),
    ("site.closed", "coercion.transfer"),
    ("coercion.detention", "coercion.conditions"),
    ("site.opened", "coercion.detention"),
    ("law.assessment", "coercion.detention"),
    ("law.assessment", "coercion.mobilization"),
    ("site.opened", "response.denial"),
    ("site.closed", "response.denial"),
    ("response.prosecution", "coercion.detention"),
    ("protest.relatives", "protest.appeal"),
    ("response.denial", "law.assessment"),
    ("response.denial", "coercion.detention"),
    ("response.denial", "coercion.transfer"),
    ("response.denial", "coercion.conditions"),
    ("response.denial", "coercion.confiscation"),
    ("coercion.ill_treatment", "coercion.confiscation"),
)
_DENIABLE = ("refusal.", "coercion.", "site.", "truce.", "protest.")


def _touching(weak: Event, strong: Event) -> bool:
    """True where the two share their trigger, and the stronger one does not reach over more clauses."""
    longer = len(strong.passage.quote) > len(weak.passage.quote)
    return weak.trigger.overlaps(strong.trigger) and not (longer and strong.trigger.end > weak.passage.end)


def _outranked(events: Sequence[Event]) -> list[Event]:
    """Without the events whose trigger another type explains better; what is threatened did not happen."""
    threats = [event for event in events if event.rule.endswith(".threat")]
    held = [event.passage for event in events if event.type == "coercion.detention"]
    out = []
    for event in events:
        if event.type == "coercion.execution" and any(event.passage.end >= threat.trigger.start for threat in threats):
            continue
        if (
            event.type == "coercion.conditions"
            and event.passage in held
            and event.trigger.quote.lower().startswith(_BARE)
        ):
            continue
        if event in threats:
            out.append(event)
            continue
        better = [strong for strong, weak in _OVER if weak == event.type]
        if event.rule.endswith(".from-site") or not any(
            other.type in better and _touching(event, other) for other in events
        ):
            out.append(event)
    return out


def _grounds(events: Sequence[Event]) -> list[Event]:
    """A refusal that only says why people are held, moved or tried is no claim of its own."""
    grave = [
        event
        for event in events
        if event.type.startswith(("coercion.", "site.", "response.prosecution", "refusal.feigned"))
    ]
    return [event for event in events if not (event.rule.endswith("-ground") and grave)]


def _named(events: Sequence[Event]) -> list[Event]:
    """An offence or offender only named beside a case, a seizure or a denial is no event of its own."""
    tried = any(event.type.startswith(("response.", "coercion.", "site.")) for event in events)
    return [event for event in events if not (event.rule.endswith("-named") and tried)]


def _denied(doc: Document, events: Sequence[Event]) -> list[Event]:
    """Without what a denial in the same part of the sentence denies."""
    denials = [
        event for event in events if event.type == "response.denial" and event.rule.endswith(("-strong", ".deny"))
    ]
    out = []
    for event in events:
        if event.type.startswith(_DENIABLE) and any(_same_part(doc, event, denial) for denial in denials):
            continue
        out.append(event)
    return out


def _same_part(doc: Document, event: Event, denial: Event) -> bool:
    left, right = sorted((event.passage, denial.passage), key=lambda passage: passage.start)
    between = doc.text[left.end : right.start] if left.end < right.start else ""
    return not re.search(r"[;—–]|\b(but|но|але|while|whereas|зато|however)\b", between)


def _one_telling(doc: Document, last: Event, event: Event) -> bool:
    """True for parts of one list, and for a clause that only goes on with or spells out the one before it."""
    if event.type in _LISTED:
        return not (event.rule.endswith("-answer") or last.rule.endswith("-answer"))
    between = doc.text[last.passage.end : event.passage.start]
    first = re.match(r"\w+", event.passage.quote)
    if first and re.fullmatch(r"\s*(?:and|и|й|та|і)\s+", between):
        language = doc.sentences[event.sentence].language
        paired = event.type in _PAIRED and not first.group()[0].isdigit()
        return paired or is_finite(fold(first.group()), language)
    if event.type == "response.prosecution":
        return bool(re.fullmatch(r"\s*[:—–-]\s*", between)) and not re.search(r"\d", event.passage.quote)
    joint = re.fullmatch(r"[\s:«“\",—–-]*(?:that|что|що|либо|або|or|или)?[\s«“\"]*", between)
    return event.type in _SPELT and joint is not None and len(between) < 12


def _merged(doc: Document, events: Sequence[Event]) -> list[Event]:
    """Neighbouring clauses of one listed type told as one."""
    out: list[Event] = []
    for event in events:
        last = next((other for other in reversed(out) if other.type == event.type), None)
        if last is not None and event.modality == last.modality and _one_telling(doc, last, event):
            start, end = min(last.passage.start, event.passage.start), max(last.passage.end, event.passage.end)
            if end - start <= 220:
                out[out.index(last)] = replace(last, passage=Passage.of(doc.text, start, end))
                continue
        out.append(event)
    return out


def is_title(doc: Document, paragraph: int) -> bool:
    """True for a first line that stands as a headline: short, and not ended as a sentence."""
    start, end = doc.paragraphs[paragraph]
    line = doc.text[start:end].strip()
    return paragraph == 0 and len(doc.paragraphs) > 1 and len(line) < 160 and not line.endswith((".", ":", "…"))


def _stems(text: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"\w{4,}", text)}


def _untitled(doc: Document, events: Sequence[Event]) -> list[Event]:
    """Without the headline's events that the body tells again: the same type, and a word in common."""
    out = []
    for event in events:
        sentence = doc.sentences[event.sentence]
        if not is_title(doc, sentence.paragraph):
            out.append(event)
            continue
        words = _stems(event.passage.quote)
        again = [
            other
            for other in events
            if other.type == event.type and doc.sentences[other.sentence].paragraph != sentence.paragraph
        ]
        bodies = (doc.sentences[other.sentence] for other in again)
        if event.modality != "denied" and not any(words & _stems(doc.text[body.start : body.end]) for body in bodies):
            out.append(event)
    return out


def _once_reopened(events: Sequence[Event]) -> list[Event]:
    """One reopening per report: the one told in a clause of its own."""
    found = [event for event in events if event.type == "site.reopened"]
    if len(found) < 2:
        return list(events)
    held = [event.passage for event in events if event.type == "coercion.detention"]
    alone = [event for event in found if not any(event.passage.overlaps(passage) for passage in held)]
    keep = (alone or found)[-1]
    return [event for event in events if event.type != "site.reopened" or event is keep]


def settle(doc: Document, events: Sequence[Event]) -> list[Event]:
    """The events of a report without their repeats, grounds and denied contents, in the order of the text."""
    steps: tuple[Callable[[Sequence[Event]], list[Event]], ...] = (_named, _grounds, _outranked)
    out: list[Event] = []
    for _, group in groupby(events, key=lambda event: event.sentence):
        kept = list(group)
        for step in steps:
            kept = step(kept)
        out.extend(_merged(doc, _denied(doc, kept)))
    return _once_reopened(_untitled(doc, out))
