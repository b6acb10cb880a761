"""The course of voices through a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_says import Say, Scene, scene
from nomansland.extract.attribution_sources import Mention
from nomansland.extract.chains import Link, joined, links
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.quotes import direct_spans
from nomansland.words import Passage

_CLAUSE = re.compile(r";|,\s+(?:but|while|whereas|а|но|однако|але|проте|однак|тоді як|тогда как)\s|\s[—–]\s")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a stretch of text gives, and through which outlets."""

    role: str
    name: str | None = None
    office: str | None = None
    passage: Passage | None = None
    via: tuple[Link, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class _State:
    voice: Voice
    person: Mention | None = None
    office: Mention | None = None
    outlet: Mention | None = None
    via: tuple[Link, ...] = ()


@dataclass(slots=True)
class Voices:
    """The voices of a report, ready to be asked for any event."""

    doc: Document
    narrator: Voice
    base: dict[int, Voice] = field(default_factory=dict)
    ties: dict[int, list[tuple[Say, Voice]]] = field(default_factory=dict)
    quoted: list[tuple[int, int, Voice]] = field(default_factory=list)
    scenes: dict[int, Scene] = field(default_factory=dict)

    def of(self, event: Event) -> Voice:
        """The voice that tells an event."""
        at = event.trigger.start
        index = self.doc.sentence_at(at).index
        for start, end, voice in self.quoted:
            if start <= at < end:
                return voice
        if event.type == "response.denial":
            office = self._office(event, index)
            if office is not None:
                return office
        ties = self.ties.get(index, [])
        if ties:
            return min(ties, key=lambda tie: self._apart(tie[0], at))[1]
        return self.base.get(index, self.narrator)

    def _apart(self, say: Say, at: int) -> float:
        left, right = min(say.start, at), max(say.end, at)
        return (right - left) + 200 * len(_CLAUSE.findall(self.doc.text[left:right]))

    def _office(self, event: Event, index: int) -> Voice | None:
        """The office that denies or does not answer: the one named nearest before the denial, in its sentence or the one before."""
        if self.narrator.role in ("official", "court"):
            return None
        found = [m for m in self.scenes[index].mentions if m.kind == "office" and m.role in ("official", "court", "intelligence_service")]
        if not found:
            return None
        mention = min(found, key=lambda m: abs(m.start - event.trigger.start))
        heard = [say.heard for say, _ in self.ties.get(index, []) if say.heard and say.heard.kind == "outlet"]
        return Voice(mention.role, mention.name, mention.office, mention.passage(self.doc), links(self.doc, heard), "the office that answers or does not")


def _narrator(doc: Document) -> Voice:
    """Who speaks where nobody is named: the outlet; for a statement the office or people that issue it."""
    outlet, report = doc.report.outlet, doc.report
    head = doc.passage(*doc.paragraphs[0]) if doc.paragraphs else None
    if outlet or report.kind == "statement":
        text = outlet or (head.quote if head else "")
        role = _role_in(text, doc.language)
        if report.kind == "statement":
            return Voice(role or "official", outlet, outlet, head, (), "the office that issues the statement")
        if role in ("official", "intelligence_service", "court"):
            return Voice(role, outlet, outlet, head, (), "the office that publishes the report")
    return Voice("media", outlet, None, head, (), "nobody else is named: the outlet itself says it")


def _role_in(text: str, language: str) -> str | None:
    best: tuple[int, str] | None = None
    for code in (language, *(other for other in ("en", "ru", "uk") if other != language)):
        for role, pattern in lists.roles(code):
            match = pattern.search(text)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), role)
        if best:
            return best[1]
    return None


def _resolve(mention: Mention | None, state: _State) -> Mention | None:
    if mention is None or mention.kind != "pronoun":
        return mention
    return state.outlet if mention.role == "media" else state.person


def _voice_of(doc: Document, mention: Mention, via: tuple[Link, ...], reason: str) -> Voice:
    if mention.kind == "self":
        return Voice("media", doc.report.outlet, None, mention.passage(doc), (), "the report's own newsroom")
    return Voice(mention.role, mention.name, mention.office, mention.passage(doc), via, reason)


def _chain(doc: Document, current: Scene, state: _State) -> tuple[Link, ...]:
    """The outlets that the ties of a sentence name, the nearest first."""
    near = [_resolve(s.source, state) for s in current.says if s.kind in ("says", "after")]
    heard = [_resolve(s.heard, state) for s in current.says]
    far = [_resolve(s.source, state) for s in current.says if s.kind == "citing"]
    return links(doc, [m for m in (*near, *far, *heard) if m])


def _tie(doc: Document, current: Scene, state: _State, sticky: bool) -> list[tuple[Say, Voice]]:
    via = _chain(doc, current, state)
    out = []
    for say in current.says:
        source = _resolve(say.source, state)
        heard = _resolve(say.heard, state)
        if source is None and heard is None:
            continue
        own = via
        if source is not None and source.kind in ("person", "office") and not via:
            keep = say.source is not None and say.source.kind == "pronoun"
            own = state.via if (sticky or keep) and source.kind == "person" else ()
        if heard is not None and heard.kind == "self":
            own = ()
        if source is None:
            continue
        out.append((say, _voice_of(doc, source, own, f"tied by {doc.text[say.start : say.end]!r}")))
        if source.kind == "person":
            state.person = source
        elif source.kind == "office":
            state.office = source
        elif source.kind == "outlet":
            state.outlet = source
    people = [tie for tie in out if tie[1].role != "media"]
    return people or out


def _merge(doc: Document, current: Scene, ties: list[tuple[Say, Voice]], state: _State) -> None:
    """Take the last voice of a sentence along to the sentences after it."""
    for mention in current.mentions:
        if mention.kind == "outlet":
            state.outlet = mention
    if not ties:
        return
    voice = ties[-1][1]
    if voice.via:
        state.via = joined(voice.via, ()) if not state.via else voice.via
    state.voice = voice


def read_voices(doc: Document) -> Voices:
    """Read the course of voices through a report, once."""
    spans = direct_spans(doc)
    narrator = _narrator(doc)
    voices = Voices(doc, narrator)
    sticky = doc.report.kind != "article"
    state = _State(narrator)
    paragraph, lead = -1, True
    for sentence in doc.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if not sticky:
                state.voice, state.via = narrator, ()
        current = scene(doc, sentence, spans)
        voices.scenes[sentence.index] = current
        ties = _tie(doc, current, state, sticky)
        if lists.cue(sentence.language, "background").match(doc.text, sentence.start, sentence.end) and not ties:
            state.voice = replace(narrator, via=())
        voices.ties[sentence.index] = ties
        back = [voice for say, voice in ties if say.back]
        _merge(doc, current, ties, state)
        if state.voice.role == "official" and sticky and ties:
            base = state.voice
            voices.base[sentence.index] = base
            state.voice = replace(narrator, via=state.via) if not state.via else _outlet_voice(state.via)
        else:
            voices.base[sentence.index] = state.voice
        if back or (lead and ties and sentence.paragraph <= 1):
            for before in doc.sentences[: sentence.index]:
                if (before.paragraph == paragraph or (sticky and before.paragraph <= paragraph)) and not voices.ties[before.index]:
                    voices.base[before.index] = (back or [ties[-1][1]])[-1]
        lead = lead and not ties
    _quotes(voices, spans)
    return voices


def _outlet_voice(via: tuple[Link, ...]) -> Voice:
    return Voice("media", via[0].name, None, via[0].passage, via, "the outlet that the report retells")


def _quotes(voices: Voices, spans: list[tuple[int, int]]) -> None:
    """Give every stretch of direct speech the voice of the tie next to it."""
    doc = voices.doc
    for start, end in spans:
        own = doc.sentence_at(start)
        near: tuple[float, Voice] | None = None
        for sentence in doc.sentences:
            if sentence.paragraph != own.paragraph:
                continue
            for say, voice in voices.ties[sentence.index]:
                gap = doc.text[end : say.start] if say.start >= end else doc.text[say.end : start]
                weight = len(gap) + 60 * len(re.findall(r"[.!?;]\s", gap))
                weight -= 40 if say.start < start and doc.text[:start].rstrip(" «“\"„").endswith(":") else 0
                if near is None or weight < near[0]:
                    near = (weight, voice)
        if near is not None and near[0] < 160:
            voices.quoted.append((start, end, near[1]))
        else:
            voices.quoted.append((start, end, voices.base.get(own.index, voices.narrator)))
