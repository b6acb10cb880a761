"""The course of voices through a report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_interview import Interview, interview_of
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_names import gender_of, is_own, same_name
from nomansland.extract.attribution_outlets import labelled_source
from nomansland.extract.attribution_says import Say, Scene, scene
from nomansland.extract.attribution_sources import known_in
from nomansland.extract.attribution_voices import AND, Voice, Voices, narrator_of, outlet_voice, voice_of, voice_quotes
from nomansland.extract.chains import Link, joined, links
from nomansland.extract.document import Document, Sentence
from nomansland.extract.quotes import direct_spans

_ANSWERS = frozenset({"official", "court", "intelligence_service"})
_SINGLED = frozenset(
    "one another both two один одна двое другой другая другие второй вторая двоє інший інша інші другий друга третій третя третий третья".split()
)
_PLURAL = frozenset({"they", "они", "вони", "their", "их", "їх"})
_GENDER = {
    "he": "m",
    "his": "m",
    "она": "f",
    "she": "f",
    "her": "f",
    "он": "m",
    "він": "m",
    "вона": "f",
    "его": "m",
    "її": "f",
    "його": "m",
    "the woman": "f",
    "the man": "m",
    "женщина": "f",
    "мужчина": "m",
    "жінка": "f",
    "чоловік": "m",
    "сама": "f",
    "сам": "m",
    "одна": "f",
    "вторая": "f",
    "третья": "f",
    "друга": "f",
    "інша": "f",
    "третя": "f",
    "её": "f",
    "ее": "f",
}


@dataclass(slots=True)
class _State:
    """What the reader keeps in mind: the present voice, the story's voice, and the last of each kind of source."""

    voice: Voice
    story: Voice | None = None
    person: Mention | None = None
    seen: Mention | None = None
    groups: list[Mention] = field(default_factory=list)
    outlet: Mention | None = None
    via: tuple[Link, ...] = ()
    sources: list[Mention] = field(default_factory=list)


class _Reader:
    """Goes through a report from top to bottom and notes whose voice each sentence gives."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.spans = direct_spans(doc)
        self.known = known_in(doc)
        self.talk = interview_of(doc, self.known)
        if self.talk is not None:
            turns = (*self.talk.answers, *self.talk.questions)
            self.spans = [span for span in self.spans if not any(a <= span[0] < b for a, b in turns)]
        self.narrator = narrator_of(doc)
        self.voices = Voices(doc, self.narrator)
        self.state = _State(self.narrator)
        self.sticky = doc.report.kind != "article"
        self.paragraph = -1
        self.lead = True

    def read(self) -> Voices:
        """Every sentence in turn, then the direct speech."""
        self._label()
        for sentence in self.doc.sentences:
            if sentence.paragraph != self.paragraph:
                self._enter(sentence)
            self._take(sentence)
        named = {link.name for ties in self.voices.ties.values() for _, voice in ties for link in voice.via}
        if self.sticky and self.state.story is not None and named == {link.name for link in self.state.story.via}:
            self.voices.chain = self.state.story.via
        voice_quotes(self.voices, self.spans)
        self._interview()
        return self.voices

    def _label(self) -> None:
        """A forwarded post, or a report that names its source on a line of its own, retells that source from the start."""
        origin, passage = self.doc.report.forwarded_from, None
        if origin and not (self.narrator.name and is_own(self.narrator.name, origin)):
            passage = self.doc.passage(*self.doc.paragraphs[0]) if self.doc.paragraphs else None
        elif self.sticky:
            found = next(
                (m for m in (labelled_source(self.doc, row) for row in range(len(self.doc.paragraphs))) if m), None
            )
            origin, passage = (found.name, found.passage(self.doc)) if found else (None, None)
        if origin and passage:
            via = (Link(origin, passage),)
            self.state.via, self.state.story = via, outlet_voice(via)
            self.state.voice = self.state.story
            self.lead = False

    def _interview(self) -> None:
        """In an interview every answer is the interviewee's, whatever it retells."""
        found = self.talk
        if found is None:
            return
        person = found.person
        name = found.name or (person.name if person else None)
        passage = person.passage(self.doc) if person else self.doc.passage(*found.answers[0])
        voice = Voice(person.role if person else "soldier", name, None, passage, (), "answers in an interview")
        self.voices.quoted = [
            *self._hearsay(found),
            *((start, end, voice) for start, end in found.answers),
            *self.voices.quoted,
        ]

    def _hearsay(self, found: Interview) -> list[tuple[int, int, Voice]]:
        """Sentences of an answer that the speaker has from comrades ("the lads write that ...")."""
        out = []
        for sentence in self.doc.sentences:
            if any(start <= sentence.start < end for start, end in found.answers):
                voices = [voice for _, voice in self.voices.ties[sentence.index] if voice.role == "fellow_soldier"]
                out += [(sentence.start, sentence.end, voice) for voice in voices[:1]]
        return out

    def _enter(self, sentence: Sentence) -> None:
        """A new paragraph: an article returns to its narrator unless the paragraph plainly goes on; other kinds return to their story."""
        state, text = self.state, self.doc.text
        before = text[: sentence.start].rstrip()
        self.paragraph = sentence.paragraph
        if lists.cue(sentence.language, "background").match(text, *self.doc.paragraphs[sentence.paragraph]):
            state.voice, state.via, state.story = self.narrator, (), None
        elif self.doc.report.kind == "statement":
            state.voice, state.via = self.narrator, ()
        elif self.sticky:
            if state.story is not None:
                state.voice = state.story
        elif state.via and text[sentence.start] in '“«"„' and (before.endswith((":", "”", "»", '"'))):
            start, end = self.doc.paragraphs[sentence.paragraph]
            self.spans = [s for s in self.spans if not (s[0] <= start + 1 and s[1] >= end - 2)]
            state.voice = outlet_voice(state.via)
        elif not self._goes_on(sentence):
            state.voice, state.via = self.narrator, ()

    def _goes_on(self, sentence: Sentence) -> bool:
        match = lists.cue(sentence.language, "anaphor_person").match(self.doc.text, sentence.start, sentence.end)
        return bool(match) and self.state.voice.role != "media"

    def _take(self, sentence: Sentence) -> None:
        state, voices = self.state, self.voices
        current = scene(self.doc, sentence, self.spans, self.known)
        voices.scenes[sentence.index] = current
        ties = self._ties(current)
        voices.ties[sentence.index] = ties
        voices.before[sentence.index] = state.voice
        for mention in current.mentions:
            if mention.kind == "outlet":
                state.outlet = mention
            elif mention.kind == "person" and (not mention.cases or mention.cases & {"nomn", "ablt"}):
                state.seen = mention
            if mention.kind == "person" and mention.group:
                state.groups.append(mention)
        if ties:
            voice, before = ties[-1][1], state.voice
            state.voice = voice
            state.via = voice.via or (state.via if voice.role != "media" else ())
            self._story(voice)
            if voice.relayed or (voice.role in _ANSWERS and not self.sticky and before.role not in _ANSWERS):
                state.voice = before
        voices.base[sentence.index] = state.voice
        self._backwards(sentence, ties)
        self.lead = self.lead and not ties

    def _story(self, voice: Voice) -> None:
        """Whose story the report retells: the first source it names, until another chain takes over."""
        state = self.state
        fresh = state.story is None or (voice.via and not state.story.via) or _other(voice.via, state.story.via)
        if fresh and not (voice.role == "media" and not voice.via) and not voice.relayed:
            state.story = voice

    def _backwards(self, sentence: Sentence, ties: list[tuple[Say, Voice]]) -> None:
        """Give the sentences before "this was told by" their source, and the sentence that leads in to a quotation its speaker."""
        back = [voice for say, voice in ties if say.back]
        ties = [tie for tie in ties if not AND.search(self.doc.text[sentence.start : tie[0].start])]
        if back or (self.lead and ties and sentence.paragraph <= 1 and self.doc.report.kind != "statement"):
            for before in self.doc.sentences[: sentence.index]:
                near = before.paragraph == sentence.paragraph or (self.sticky and self.lead)
                if near and not self.voices.ties[before.index]:
                    self.voices.base[before.index] = (back or [ties[-1][1]])[-1]
        elif ties and sentence.index and any(a - 2 <= sentence.start < b for a, b in self.spans):
            before = self.doc.sentences[sentence.index - 1]
            if before.paragraph == sentence.paragraph and self._own(self.voices.base[before.index]):
                self.voices.base[before.index] = ties[-1][1]

    def _own(self, voice: Voice) -> bool:
        return voice.role == self.narrator.role == "media" and not voice.via

    def _resolve(self, mention: Mention | None) -> Mention | None:
        if mention is None:
            return None
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        words = self.doc.text[mention.start : mention.end].split()
        if mention.kind == "person" and len(words) == 1 and not mention.name:
            stem = words[0].lower()[: max(3, len(words[0]) - 2)]
            for other in reversed(self.state.sources):
                if self.doc.text[other.start : other.end].lower().startswith(stem):
                    return replace(mention, role=other.role, name=other.name)
        return mention

    def _pronoun(self, mention: Mention) -> Mention | None:
        """He, she or they: the last person who fits; "they" after an outlet's words is the outlet."""
        state = self.state
        if mention.role == "media":
            return state.outlet
        word = self.doc.text[mention.start : mention.end].lower()
        if state.voice.role == "media" and state.via and state.outlet and (word in _PLURAL or not state.sources):
            return state.outlet
        gender = _GENDER.get(word.split()[0]) or _GENDER.get(word)
        if word.split()[0] in _SINGLED:
            for group in reversed(state.groups):
                known = gender_of(self.doc.text[group.start : group.end], self.doc.language)
                if gender is None or known is None or known == gender:
                    return group
        for other in reversed(state.sources):
            if other.kind == "office" and not lists.signs("individual", self.doc.language).match(
                self.doc.text[other.start : other.end]
            ):
                continue
            known = gender_of(self.doc.text[other.start : other.end], self.doc.language)
            if gender is None or known is None or known == gender:
                return other
        near = state.seen is not None and self.doc.sentences[state.seen.sentence].paragraph == self.paragraph
        return state.person or (state.seen if near and word not in _PLURAL else None)

    def _again(self, mention: Mention | None) -> bool:
        """True for "the channel", and for "they" where it means the channel: the whole chain before it is meant."""
        if mention is None or mention.kind != "pronoun":
            return False
        resolved = self._pronoun(mention)
        return mention.role == "media" or (resolved is not None and resolved.kind == "outlet")

    def _chain(self, current: Scene) -> tuple[Link, ...]:
        """The outlets that the ties of a sentence name, the nearest first."""
        near = [self._resolve(s.source) for s in current.says if s.kind != "citing" and not self._again(s.source)]
        far = [self._resolve(s.source) for s in current.says if s.kind == "citing" and not self._again(s.source)]
        heard = [self._resolve(s.heard) for s in current.says if not self._again(s.heard)]
        found = links(self.doc, [m for m in (*near, *far, *heard) if m])
        if any(self._again(s.source) or self._again(s.heard) for s in current.says):
            known = self.state.via or links(self.doc, [self.state.outlet] if self.state.outlet else [])
            return joined(known, found)
        return found

    def _ties(self, current: Scene) -> list[tuple[Say, Voice]]:
        state, out = self.state, []
        via = self._chain(current)
        for say in current.says:
            source, heard = self._resolve(say.source), say.heard
            if source is None or (
                source.kind == "outlet" and any(t[1].role != "media" for t in out) and say.kind == "says" and not via
            ):
                continue
            own = via
            if not via and source.kind == "person" and not self._ours(current.sentence, source):
                own = state.via
            if heard is not None and heard.kind == "self":
                own = ()
            if self._again(say.source) and source.kind == "outlet" and via:
                source = replace(source, name=via[0].name)
            out.append((say, voice_of(self.doc, source, own, f"tied by {self.doc.text[say.start : say.end]!r}")))
            if source.kind == "person":
                state.person = source
            if source.kind in ("person", "office"):
                state.sources.append(source)
        return self._weighed(current, out)

    def _ours(self, sentence: Sentence, source: Mention) -> bool:
        """True for "a reader of ours", "our source"."""
        around = self.doc.text[max(sentence.start, source.start - 20) : min(sentence.end, source.end + 20)]
        return bool(lists.cue(sentence.language, "ours").search(around))

    def _weighed(self, current: Scene, ties: list[tuple[Say, Voice]]) -> list[tuple[Say, Voice]]:
        """People before the outlets that pass on their words, and who tells before who only confirms."""
        ties = [tie for tie in ties if tie[0].source is None or tie[0].source.kind != "self"] or ties
        people = [tie for tie in ties if tie[1].role != "media"]
        citing = lists.cue(current.sentence.language, "outlet_after")
        if len(people) < len(ties) and all(
            citing.match(self.doc.text, say.start, say.end) and say.kind == "citing" for say, _ in people
        ):
            return [tie for tie in ties if tie not in people]
        confirming = lists.cue(current.sentence.language, "confirming")
        telling = [tie for tie in people if not confirming.match(self.doc.text, tie[0].start, tie[0].end)]
        return telling or people or ties


def _other(new: tuple[Link, ...], old: tuple[Link, ...]) -> bool:
    """True where a chain names outlets that the one before it does not know."""
    return bool(new) and not any(same_name(a.name, b.name) for a in new for b in old)


def read_voices(doc: Document) -> Voices:
    """Read the course of voices through a report, once."""
    return _Reader(doc).read()
