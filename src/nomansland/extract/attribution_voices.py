"""Voices: whose words a stretch of text gives, asked for event by event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_says import Say, Scene
from nomansland.extract.attribution_speech import tells_of_kin
from nomansland.extract.chains import Link
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.words import Passage

_WHERE = re.compile(r",\s*(?:де|где|where|яки[йм]|які|яка|яку|котор\w+|which|who)\b[\s,]*$", re.IGNORECASE)
AND = re.compile(r"\b(?:и|й|та|і|and|but|а|но|але),\s*(?:[\w-]+\s+)?$", re.IGNORECASE)
_HISTORY = frozenset({"site.opened", "site.closed", "site.reopened"})
_PEOPLE = frozenset({"soldier", "fellow_soldier", "relative", "witness", "unnamed_source", "official"})
_PASSING = frozenset({"relative", "lawyer", "witness", "ngo", "unnamed_source", "fellow_soldier", "medic"})
_CLIENTS = frozenset({"soldier", "detainee", "media", "unnamed_source"})
_WE = re.compile(r"\b(?:we|our|us|i|my|мы|нам|нас|наш\w*|ми|я|мо[йяієи]\w*)\b", re.IGNORECASE)
_TAG = re.compile(r"[»”\"]?[,.]?\s*[—–-]?\s*")
_TO_COURT = re.compile(r"\b(?:в|во|до|к|to|before|у)\s+(?:the\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r";|,\s+(?:but|while|whereas|а|но|однако|але|проте|однак|тоді як|тогда как)\s|\s[—–]\s")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a stretch of text gives, and through which outlets; `tied` where the text names whose they are."""

    role: str
    name: str | None = None
    office: str | None = None
    passage: Passage | None = None
    via: tuple[Link, ...] = ()
    reason: str = ""
    relayed: bool = False
    tied: bool = False


@dataclass(slots=True)
class Voices:
    """The voices of a report, ready to be asked for any event."""

    doc: Document
    narrator: Voice
    base: dict[int, Voice] = field(default_factory=dict)
    before: dict[int, Voice] = field(default_factory=dict)
    ties: dict[int, list[tuple[Say, Voice]]] = field(default_factory=dict)
    quoted: list[tuple[int, int, Voice]] = field(default_factory=list)
    scenes: dict[int, Scene] = field(default_factory=dict)
    chain: tuple[Link, ...] = ()

    def of(self, event: Event) -> Voice:
        """The voice that tells an event; a denial that kin, counsel or witnesses pass on is still an institution's."""
        voice = self._of(event)
        if (
            event.type == "response.denial"
            and event.modality == "asserted"
            and (voice.role in _PASSING or (voice.role == "soldier" and voice.name is None))
        ):
            return Voice("official", None, None, event.passage, (), "a denial speaks for the institution concerned")
        return voice

    def _of(self, event: Event) -> Voice:
        at = event.trigger.start
        index = self.doc.sentence_at(at).index
        for start, end, voice in self.quoted:
            if start <= at < end:
                return voice
        if event.type == "response.denial":
            office = self._office(event, index)
            if office is not None:
                return office
        ties = [tie for tie in self.ties.get(index, []) if not self._aside(tie[0], at)]
        authority = self._authority(event, index)
        if authority is not None:
            return authority
        if not ties and self.ties.get(index):
            return self.before.get(index, self.narrator)
        if ties and self._bulletin and all(v.name is None and v.role in _CLIENTS for _, v in ties):
            return self.narrator
        if ties:
            return min(ties, key=lambda tie: self._apart(tie[0], at))[1]
        return self._untied(event, index)

    def _authority(self, event: Event, index: int) -> Voice | None:
        """The court or the office whose case it is, where nobody else is tied to the sentence."""
        if event.type != "response.prosecution" or self.ties.get(index):
            return None
        at = event.trigger.start
        mentions = [m for m in self.scenes[index].mentions if not _into(self.doc.text, m)]
        court = next((m for m in mentions if m.role == "court" and m.start < at + 80), None)
        court = court or next(
            (
                m
                for m in self.scenes[index].mentions
                if m.role == "official" and self._acts(m, index) and m.end <= at + 40
            ),
            None,
        )
        if court is not None and self.base[index].role in ("media", "court"):
            return Voice(
                court.role,
                None,
                court.office,
                court.passage(self.doc),
                self.base[index].via,
                "the authority whose case it is",
            )
        return None

    def _untied(self, event: Event, index: int) -> Voice:
        """Whose words a sentence gives that ties them to nobody: who spoke before, or the newsroom."""
        base = self.base.get(index, self.narrator)
        if base.role in ("soldier", "detainee", "media") and base.name in (None, self.narrator.name) and self._bulletin:
            return self.narrator
        if event.type == "protest.relatives" and base.role in _PEOPLE and not self._own_words(event):
            return replace(self.narrator, via=base.via, reason="what kin do in public is told by the newsroom")
        if event.type in _HISTORY and base.role in _PEOPLE and not self._spoke(index):
            media = self.narrator.role == "media"
            return (
                replace(self.narrator, via=base.via, reason="what became of a site is told by the newsroom")
                if media
                else base
            )
        if event.type == "response.denial" and base.role == "media":
            return Voice("official", None, None, event.passage, (), "a denial speaks for the institution concerned")
        return base

    @property
    def _bulletin(self) -> bool:
        """True where an organisation or office tells itself what befell those it writes of."""
        own = ("ngo", "official", "court") if self.doc.report.kind == "statement" else ("ngo",)
        return self.narrator.role in own

    def _acts(self, mention: Mention, index: int) -> bool:
        """True for an office that is a subject: in the nominative, or in English at the head of its sentence."""
        if mention.cases:
            return "nomn" in mention.cases
        return len(self.doc.text[self.doc.sentences[index].start : mention.start].split()) <= 2

    def _own_words(self, event: Event) -> bool:
        """True where kin tell of themselves: "we", "I"."""
        sentence = self.doc.sentences[event.sentence]
        return _WE.search(self.doc.text, sentence.start, sentence.end) is not None

    def _spoke(self, index: int) -> bool:
        """True where a source is tied to words in this sentence's paragraph, up to it."""
        paragraph = self.doc.sentences[index].paragraph
        before = (s.index for s in self.doc.sentences[: index + 1] if s.paragraph == paragraph)
        return any(self.ties.get(number) for number in before)

    def _aside(self, say: Say, at: int) -> bool:
        """True for a tie in a clause that opens only after the event ("..., where, by her account, ...")."""
        gap = self.doc.text[at : say.start]
        return at < say.start and (";" in gap or ": " in gap or bool(_WHERE.search(gap)) or bool(AND.search(gap)))

    def _apart(self, say: Say, at: int) -> float:
        left, right = min(say.start, at), max(say.end, at)
        return (right - left) + 200 * len(_CLAUSE.findall(self.doc.text[left:right]))

    def _office(self, event: Event, index: int) -> Voice | None:
        """The office that denies or does not answer: the one named nearest to the denial in its sentence."""
        if self.narrator.role in ("official", "court"):
            return None
        found = [
            m
            for m in self.scenes[index].mentions
            if m.role in ("official", "court", "intelligence_service", "commander")
        ]
        if not found:
            return None
        mention = min(found, key=lambda m: abs(m.start - event.trigger.start))
        for say, voice in self.ties.get(index, []):
            if say.heard is not None and say.source is mention:
                return voice
        silent = lists.cue(self.doc.language, "no_answer").search(self.doc.text, event.passage.start, event.passage.end)
        via = self.chain if not silent else ()
        return Voice(
            mention.role,
            mention.name,
            mention.office,
            mention.passage(self.doc),
            via,
            "the office that answers or does not",
        )


def _into(text: str, mention: Mention) -> bool:
    """True for a court that cases were brought to, which says nothing itself."""
    plain = not mention.cases or "nomn" in mention.cases or "accs" in mention.cases
    return plain and _TO_COURT.search(text, max(0, mention.start - 20), mention.start) is not None


def voice_of(doc: Document, mention: Mention, via: tuple[Link, ...], reason: str) -> Voice:
    if mention.kind == "self":
        return Voice("media", doc.report.outlet, None, mention.passage(doc), (), "the report's own newsroom", tied=True)
    passage = mention.passage(doc)
    relayed = mention.role == "detainee" and bool(lists.signs("kin", doc.language).match(passage.quote))
    return Voice(mention.role, mention.name, mention.office, passage, via, reason, relayed, tied=True)


def outlet_voice(via: tuple[Link, ...]) -> Voice:
    return Voice("media", via[0].name, None, via[0].passage, via, "the outlet that the report retells")


def _kin(speech: str, voice: Voice) -> Voice:
    """Kin where the speech is about the speaker's own man, whatever the report calls its speaker."""
    vague = voice.role in ("witness", "unnamed_source") and voice.name is None
    return replace(voice, role="relative") if vague and tells_of_kin(speech) else voice


def voice_quotes(voices: Voices, spans: list[tuple[int, int]]) -> None:
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
                weight -= 40 if say.start < start and doc.text[:start].rstrip(' «“"„').endswith(":") else 0
                if near is None or weight < near[0]:
                    near = (weight, voice)
        before = doc.sentences[own.index - 1] if own.index else None
        if (
            near is None
            and before
            and before.paragraph == own.paragraph - 1
            and doc.text[before.end - 1] == ":"
            and voices.ties[before.index]
        ):
            near = (0.0, voices.ties[before.index][-1][1])
        if near is None and before and doc.text[doc.paragraphs[own.paragraph][0] : start].strip(' «“"„—–-') == "":
            last = voices.ties[before.index][-1][1] if voices.ties[before.index] else voices.base[before.index]
            near = (0.0, last) if last.role not in ("media", "official", "court") else None
        if near is not None and near[0] < 160:
            voices.quoted.append((start, end, _kin(doc.text[start:end], near[1])))
        else:
            voices.quoted.append(
                (start, end, _unnamed(voices, start, end, voices.base.get(own.index, voices.narrator)))
            )


def _unnamed(voices: Voices, start: int, end: int, base: Voice) -> Voice:
    """Direct speech that nothing ties: no outlet quotes itself, so one of the men concerned is taken to speak."""
    doc = voices.doc
    own = base.role == "media" and not base.via and voices.narrator.role == "media"
    if not own or doc.sentence_at(start).paragraph == 0 or len(doc.text[start:end].split()) < 4:
        return base
    tag = _TAG.match(doc.text, end)
    said = tag is not None and lists.cue(doc.language, "says").match(doc.text, tag.end())
    if not said and not lists.signs("first_hand", doc.language).search(doc.text, start, end):
        return base
    return Voice("soldier", None, None, doc.passage(start, end), (), "direct speech of somebody who was there")
