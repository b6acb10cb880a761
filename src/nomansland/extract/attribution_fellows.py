"""Soldiers who tell of what befell others: fellow soldiers of those concerned, not the men concerned themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nomansland.extract.attribution_speech import direct_spans
from nomansland.extract.attribution_voices import Voice
from nomansland.extract.document import Document
from nomansland.extract.event import Event

_CONCERNED = ("refusal.", "coercion.", "evasion.", "truce.", "site.", "protest.")
_I = {
    "en": r"\b(?:I|me|my|myself|we|us|ourselves|he|she)\b",
    "ru": r"\b(?:я|меня|мне|мной|мною|мы|нас|нам|нами|мо[йяеёиюг]\w*|сам|он)\b",
    "uk": r"\b(?:я|мене|мені|мною|ми|нас|нам|нами|м[оі][йяєїюг]\w*|сам|він)\b",
}
_WE = {
    "en": r"\b(?:we|us|ourselves)\b",
    "ru": r"\b(?:мы|нас|нам|нами)\b",
    "uk": r"\b(?:ми|нас|нам|нами)\b",
}
# A trade keeps a man apart from the infantry that refuses; a plain soldier is taken for one of those concerned.
_TRADE = re.compile(
    r"signal|radio|mortar|gunner|artiller|tank|mechanic|sapper|engineer|drone|uav|pilot|operator|sniper|medic|cook"
    r"|связист|радист|минометч|миномётч|наводчик|артиллерист|танкист|механик|сап[её]р|оператор|дрон|пилот|снайпер|повар|зенитч"
    r"|зв'язк|мінометн|навідник|артилерист|танкіст|механік|сапер|пілот|кухар|зенітн",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?:\b(?:one|another|several|some|none|two|three)(?:\s+of\s+the)?|\b(?:один|одна)(?:\s+(?:из|з|із))?)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


def _key(voice: Voice) -> tuple[str, str]:
    return voice.role, voice.name or ""


def _marked(doc: Document, language: str, table: dict[str, str], start: int, end: int) -> bool:
    return (
        re.compile(table[language], re.IGNORECASE if language != "en" else 0).search(doc.text, start, end) is not None
    )


def _one_of_them(doc: Document, voice: Voice) -> bool:
    """True for somebody out of the group that is told of: a plain soldier, "one of the gunners"."""
    if voice.passage is None or not _TRADE.search(voice.passage.quote):
        return True
    return _AMONG.search(doc.text[max(0, voice.passage.start - 30) : voice.passage.start]) is not None


def first_hand(doc: Document, events: Sequence[Event], voices: Sequence[Voice]) -> frozenset[tuple[str, str]]:
    """The soldiers (role and name) who tell of themselves somewhere in the report: in the first person, or as "we"
    in the speech that tells an event."""
    spans = direct_spans(doc)
    out = set()
    for event, voice in zip(events, voices, strict=True):
        if voice.role != "soldier" or event.modality not in ("asserted", "denied"):
            continue
        language = doc.sentences[event.sentence].language
        at = event.trigger.start
        around = [(start, end) for start, end in spans if start <= at < end]
        named = voice.name is not None and voice.name.split()[0] in event.passage.quote
        if (
            named
            or _one_of_them(doc, voice)
            or _marked(doc, language, _I, event.passage.start, event.passage.end)
            or any(_marked(doc, language, _WE, start, end) for start, end in around)
        ):
            out.add(_key(voice))
    return frozenset(out)


def of_others(doc: Document, event: Event, voice: Voice, own: frozenset[tuple[str, str]]) -> Voice:
    """The voice itself; a fellow soldier's where a soldier who nowhere tells of himself tells of others."""
    if voice.role != "soldier" or _key(voice) in own or not event.type.startswith(_CONCERNED):
        return voice
    language = doc.sentences[event.sentence].language
    if _marked(doc, language, _I, event.passage.start, event.passage.end):
        return voice
    return replace(voice, role="fellow_soldier", reason=f"{voice.reason}; tells of others")
