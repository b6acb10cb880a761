"""The course of voices through a report."""

from __future__ import annotations

import re
from dataclasses import replace

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_interview import answered, interview_of
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_monologue import tell_in_first_person
from nomansland.extract.attribution_names import is_own, same_name
from nomansland.extract.attribution_narrator import narrator_of
from nomansland.extract.attribution_outlets import labelled_source
from nomansland.extract.attribution_says import Say, Scene, scene
from nomansland.extract.attribution_sections import items_of
from nomansland.extract.attribution_sources import known_in
from nomansland.extract.attribution_speech import direct_spans
from nomansland.extract.attribution_state import State
from nomansland.extract.attribution_voices import AND, Voice, Voices, outlet_voice, voice_of, voice_quotes
from nomansland.extract.chains import Link, joined, links
from nomansland.extract.document import Document, Sentence

_QUOTED = re.compile(r"\b(?:quoted|cited)(?: as)?\s+$")
_FILE = re.compile(
    r"case file|verdict|judge?ment|indictment|court (?:documents|records)|материал|приговор|вирок|матеріал", re.I
)
_PEOPLE = frozenset({"soldier", "fellow_soldier", "detainee", "relative", "witness", "medic", "unnamed_source"})
_ANSWERS = frozenset({"official", "court", "intelligence_service"})


def _is_file(doc: Document, say: Say) -> bool:
    """True for papers of a court, which a report goes on to retell; an office only answers."""
    return say.source is not None and _FILE.search(doc.text, say.source.start, say.source.end) is not None


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
        self.state = State(doc, self.narrator)
        self.sticky = self.state.retelling = doc.report.kind != "article"
        self.paragraph = -1
        self.lead = True
        self.opened = -1
        self.hero: Voice | None = None
        self.teller = self.narrator
        self.items = items_of(doc)
        self.lead_story: tuple[Voice, tuple[Link, ...], Voice | None] | None = None

    def read(self) -> Voices:
        """Every sentence in turn, then the direct speech."""
        self._label()
        for sentence in self.doc.sentences:
            if sentence.paragraph != self.paragraph:
                self._enter(sentence)
            self._take(sentence)
        chains = [voice.via for ties in self.voices.ties.values() for _, voice in ties]
        longest = max(chains, key=len, default=())
        named = {link.name for via in chains for link in via}
        if self.sticky and len(longest) > 1 and named == {link.name for link in longest}:
            self.voices.chain = longest
        if self.talk is None:
            tell_in_first_person(self.voices, self.spans)
        voice_quotes(self.voices, self.spans)
        if self.talk is not None:
            self.voices.quoted = [*answered(self.voices, self.talk), *self.voices.quoted]
        return self.voices

    def _label(self) -> None:
        """A forwarded post, or a report with its source on a line of its own, retells that source from the start."""
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

    def _enter(self, sentence: Sentence) -> None:
        """At a new paragraph an article returns to its narrator unless it goes on; other kinds to their story."""
        state, text = self.state, self.doc.text
        before = text[: sentence.start].rstrip()
        self.paragraph = state.paragraph = sentence.paragraph
        if lists.cue(sentence.language, "background").match(text, *self.doc.paragraphs[sentence.paragraph]):
            state.voice, state.via, state.story = self.narrator, (), None
        elif self.doc.report.kind == "statement":
            state.voice, state.via = self.narrator, ()
        elif sentence.paragraph in self.items:
            # what the lead retells, every item does; what an item retells, no other
            self.lead_story = self.lead_story or (
                state.story or self.narrator,
                state.via if state.story else (),
                state.story,
            )
            state.voice, state.via, state.story = self.lead_story
        elif self.sticky:
            if state.story is not None:
                state.voice = state.story
        elif state.via and text[sentence.start] in '“«"„' and (before.endswith((":", "”", "»", '"'))):
            start, end = self.doc.paragraphs[sentence.paragraph]
            self.spans = [s for s in self.spans if not (s[0] <= start + 1 and s[1] >= end - 2)]
            state.voice = outlet_voice(state.via)
        elif not self._goes_on(sentence):
            state.voice, state.via = self._named_inside(sentence) or self.teller, ()

    def _goes_on(self, sentence: Sentence) -> bool:
        match = lists.cue(sentence.language, "anaphor_person").match(self.doc.text, sentence.start, sentence.end)
        if self._told_on(sentence):
            return True
        plain = lists.names("male") | lists.names("female") | lists.names("plural")
        return bool(match and match.group().lower() in plain) and self.state.voice.role != "media"

    def _named_inside(self, sentence: Sentence) -> Voice | None:
        """Who has told paragraphs before by name, where this one names that person again."""
        if self.hero is None or self.hero.name is None:
            return None
        name = re.compile(r"(?<!\w)" + re.escape(self.hero.name.split()[0]) + r"(?!\w)")
        return self.hero if name.search(self.doc.text, *self.doc.paragraphs[sentence.paragraph]) else None

    def _told_on(self, sentence: Sentence) -> bool:
        """True where a paragraph opens on what its teller did next, by name ("On the ninth Gleb walked out")."""
        name = self.state.voice.name
        if name is None or self.state.voice.role not in _PEOPLE:
            return False
        found = re.compile(r"(?:[\w-]+\s+){0,3}" + re.escape(name.split()[0]) + r"(?=\s+[a-zа-яёіїєґ])")
        return found.match(self.doc.text, sentence.start, sentence.end) is not None

    def _take(self, sentence: Sentence) -> None:
        state, voices = self.state, self.voices
        current = scene(self.doc, sentence, self.spans, self.known)
        voices.scenes[sentence.index] = current
        state.groups += [m for m in current.mentions if m.kind == "person" and m.group]
        for mention in current.mentions:
            state.notice(mention)
        ties = self._ties(current)
        voices.ties[sentence.index] = ties
        voices.before[sentence.index] = state.voice
        if ties:
            voice, before = ties[-1][1], state.voice
            state.voice = voice
            if voice.name is not None and voice.role in _PEOPLE:
                self.hero = voice
            state.via = voice.via or (state.via if voice.role != "media" else ())
            self._story(*ties[-1])
            aside = voice.role in _ANSWERS and (self.items or not self.sticky) and before.role not in _ANSWERS
            if voice.relayed or (aside and not _is_file(self.doc, ties[-1][0])):
                state.voice = before
        elif lists.cue(sentence.language, "recalled").search(self.doc.text, sentence.start, sentence.end):
            state.voice, state.via = self.narrator, ()
        voices.base[sentence.index] = state.voice
        self._tell(sentence, ties)
        self._backwards(sentence, ties)
        self.lead = self.lead and not ties

    def _tell(self, sentence: Sentence, ties: list[tuple[Say, Voice]]) -> None:
        """An article that opens on who told its newsroom all this is their story to the end."""
        told = [voice for say, voice in ties if say.back and say.heard is not None and say.heard.kind == "self"]
        if told and told[-1].role in _PEOPLE and sentence.paragraph <= 2 and not self.sticky:
            self.teller = told[-1]

    def _story(self, say: Say, voice: Voice) -> None:
        """Whose story the report retells: the first source it names, until another chain takes over."""
        state = self.state
        fresh = state.story is None or (voice.via and not state.story.via) or _other(voice.via, state.story.via)
        if fresh and not (voice.role == "media" and not voice.via) and not voice.relayed:
            state.story = voice
            self.opened = self.paragraph
        elif (
            state.story is not None
            and state.story.role == "media"
            and voice.role in _PEOPLE
            and (say.heard is not None or _QUOTED.search(self.doc.text[: say.start]))
            and voice.via
            and self.paragraph == self.opened
            and not _other(voice.via, state.story.via)
        ):
            state.story = voice

    def _backwards(self, sentence: Sentence, ties: list[tuple[Say, Voice]]) -> None:
        """Give what stands before "this was told by" its source, and the lead-in of a quotation its speaker."""
        back = [voice for say, voice in ties if say.back]
        ties = [tie for tie in ties if not AND.search(self.doc.text[sentence.start : tie[0].start])]
        lead = self.lead and sentence.paragraph <= 1 and not self.items and self.doc.report.kind != "statement"
        if back or (lead and ties):
            for before in self.doc.sentences[: sentence.index]:
                near = before.paragraph == sentence.paragraph or (self.sticky and self.lead)
                near = near if back or self.sticky else before.paragraph < sentence.paragraph
                if near and not self.voices.ties[before.index]:
                    self.voices.base[before.index] = (back or [ties[-1][1]])[-1]
        if ties and not back and sentence.index and any(a - 2 <= sentence.start < b for a, b in self.spans):
            before = self.doc.sentences[sentence.index - 1]
            if before.paragraph == sentence.paragraph and self._own(self.voices.base[before.index]):
                self.voices.base[before.index] = ties[-1][1]

    def _own(self, voice: Voice) -> bool:
        return voice.role == self.narrator.role == "media" and not voice.via

    def _chain(self, current: Scene) -> tuple[Link, ...]:
        """The outlets that the ties of a sentence name, the nearest first."""
        near = [
            self.state.resolve(s.source) for s in current.says if s.kind != "citing" and not self.state.again(s.source)
        ]
        far = [
            self.state.resolve(s.source) for s in current.says if s.kind == "citing" and not self.state.again(s.source)
        ]
        heard = [self.state.resolve(s.heard) for s in current.says if not self.state.again(s.heard)]
        found = links(self.doc, [m for m in (*near, *far, *heard) if m])
        if any(self.state.again(s.source) or self.state.again(s.heard) for s in current.says):
            known = self.state.via or links(self.doc, [self.state.outlet] if self.state.outlet else [])
            return joined(known, found)
        return found

    def _ties(self, current: Scene) -> list[tuple[Say, Voice]]:
        state = self.state
        out: list[tuple[Say, Voice]] = []
        via = self._chain(current)
        for say in current.says:
            source, heard = self.state.resolve(say.source), say.heard
            if source is None or (
                source.kind == "outlet" and any(t[1].role != "media" for t in out) and say.kind == "says" and not via
            ):
                continue
            own = via
            if not via and source.kind == "person" and not self._ours(current.sentence, source):
                own = state.via
            if heard is not None and heard.kind == "self":
                own = ()
            if self.state.again(say.source) and source.kind == "outlet" and via:
                source = replace(source, name=via[0].name)
            voice = voice_of(self.doc, source, own, f"tied by {self.doc.text[say.start : say.end]!r}")
            out.append((say, self._retold(source, own) or voice))
            if source.kind == "person":
                state.person = source
            if source.kind in ("person", "office"):
                state.sources.append(source)
        return self._weighed(current, out)

    def _retold(self, source: Mention, via: tuple[Link, ...]) -> Voice | None:
        """Whoever the report's story comes from, where it only names again an outlet of that chain."""
        story = self.state.story
        if source.kind != "outlet" or not self.sticky or story is None or story.role not in _PEOPLE or not via:
            return None
        return story if not _other(via, story.via) and len(story.via) > 1 else None

    def _ours(self, sentence: Sentence, source: Mention) -> bool:
        """True for "a reader of ours", "our source"."""
        around = self.doc.text[max(sentence.start, source.start - 20) : min(sentence.end, source.end + 20)]
        return bool(lists.cue(sentence.language, "ours").search(around))

    def _weighed(self, current: Scene, ties: list[tuple[Say, Voice]]) -> list[tuple[Say, Voice]]:
        """People before the outlets that pass on their words, and who tells before who only confirms."""
        ties = [tie for tie in ties if tie[0].source is None or tie[0].source.kind != "self"] or ties
        if any(say.kind in ("says", "after") for say, _ in ties):
            ties = [tie for tie in ties if tie[0].kind != "acts"]
        people = [tie for tie in ties if tie[1].role != "media"]
        citing = lists.cue(current.sentence.language, "outlet_after")
        if 0 < len(people) < len(ties) and all(
            citing.match(self.doc.text, say.start, say.end) and say.kind == "citing" for say, _ in people
        ):
            return [tie for tie in ties if tie not in people]
        confirming = lists.cue(current.sentence.language, "confirming")
        telling = [tie for tie in people if not confirming.match(self.doc.text, tie[0].start, tie[0].end)]
        return telling or people or [tie for tie in ties if tie[0].kind != "citing"] or ties


def _other(new: tuple[Link, ...], old: tuple[Link, ...]) -> bool:
    """True where a chain names outlets that the one before it does not know."""
    return bool(new) and not any(same_name(a.name, b.name) for a in new for b in old)


def read_voices(doc: Document) -> Voices:
    """Read the course of voices through a report, once."""
    return _Reader(doc).read()
