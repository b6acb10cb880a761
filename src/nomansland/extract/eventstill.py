"""What the words of a clause or paragraph make of a time: still going on, at once, again in use."""

from __future__ import annotations

import re

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.eventclause import Case

_STILL = re.compile(
    r"\b(?:still|to this day|to date|remains?|so far|до сих пор|по сей день|"
    r"поныне|доныне|по-прежнему|всё ещё|все ещё|все еще|"
    r"так и (?:\w+ют|\w+ят|\w+ит|\w+ет)|досі|донині|дотепер|по сьогодні|й далі|і далі|усе ще|все ще)\b",
    re.I,
)
_SINCE = re.compile(r"\b(?:since|for (?:\w+ )?(?:days|weeks|months)|с \d|со? \w+ка|уже|з \d|із \d|вже)\b", re.I)
_SOON = re.compile(
    r"\b(?:within (?:the|an|half an) hour|(?:an|half an) hour later|minutes later|at once|immediately|"
    r"straight away|right away|on the spot|"
    r"on the way|en route|there and then|через (?:пол)?часа?|через \w+ минут\w*|"
    r"сразу же|сразу|тут же|тотчас|немедленно|по дороге|"
    r"по пути|в пути|дорогой|за (?:пів)?годин[уи]|через (?:пів)?годин[уи]|за \w+ хвилин\w*|"
    r"одразу|відразу|негайно|тут же|дорогою)\b",
    re.I,
)
_NOW = re.compile(r"\b(?:is|are|has|have|now|again|теперь|сейчас|снова|опять|вновь|по новой|тепер|зараз|знову)\b", re.I)
_LASTING = ("coercion.detention", "coercion.conditions")
_MOMENTARY = ("coercion.confiscation", "coercion.transfer", "coercion.blocking", "refusal.absence", "refusal.surrender")


def lasts(event: Event) -> bool:
    """True for a state that the clause says goes on to this day, without saying since when."""
    told = event.passage.quote
    return event.type in _LASTING and _STILL.search(told) is not None and _SINCE.search(told) is None


def at_once(document: Document, event: Event, origin: Case) -> bool:
    """True for an act of a moment that the paragraph puts within the hour of the refusal, or on the way from it."""
    if event.type not in _MOMENTARY or event.sentence - origin.event.sentence > 8:
        return False
    sentence = document.sentences[event.sentence]
    start = max(document.paragraphs[sentence.paragraph][0], origin.event.passage.end)
    return start < event.passage.end and _SOON.search(document.text, start, event.passage.end) is not None


def in_use(event: Event) -> bool:
    """True for a site that a clause in the present tense tells to be in use again."""
    return event.type == "site.reopened" and _NOW.search(event.passage.quote) is not None
