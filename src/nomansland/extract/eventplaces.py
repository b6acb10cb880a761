"""Where each event happened: its clause, its sentence, then the place the story stands at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.scenes import BARE, DATELINE, GOAL, ORIGIN, REFERENCE, SCENE, Scene, scenes
from nomansland.words import Place

# What men are sent to is no scene of a refusal; it is one of a transfer, a detention, a site.
ARRIVING = ("coercion.transfer", "coercion.detention", "site.", "attack.", "sabotage.")
HELD = ("coercion.", "site.")
RESIDENT = ("refusal.", "protest.", "truce.", "attack.", "sabotage.", "evasion.")
ALOFT = ("response.", "law.", "context.")
_NO_COMMENT = re.compile(r"comment|коммент|комент|не ответил|не відповіл|did not reply|did not answer|did not respond", re.I)
_FROM_THERE = re.compile(r"\bfrom there\b|\bоттуда\b|\bзвідти\b", re.I)
_UNKNOWN = re.compile(r"неизвестно куда|невідомо куди|куда — не говорят|unknown (?:destination|place|location)|в неизвестном направлении|у невідомому напрямку", re.I)
_TOLD_OFF = ("historical",)


def event_places(document: Document, events: Sequence[Event], places: Sequence[Place]) -> list[Place | None]:
    """The place of each event, aligned with `events`; None where the text does not tell."""
    found = scenes(document, places)
    out: list[Place | None] = [None] * len(events)
    story = _Story(document, found)
    for number in sorted(range(len(events)), key=lambda n: (events[n].passage.start, events[n].passage.end)):
        scene = story.of(events[number])
        out[number] = scene.place if scene else None
    return out


class _Story:
    """Follows a report from event to event and remembers where it stands."""

    def __init__(self, document: Document, found: Sequence[Scene]) -> None:
        self.document = document
        self.found = [scene for scene in found if scene.role != DATELINE]
        self.held: Scene | None = None
        self.last: Scene | None = None
        self.earlier: Scene | None = None

    def of(self, event: Event) -> Scene | None:
        """The scene of the next event in the order of the text."""
        scene = None if self._nowhere(event) else self._near(event) or self._told(event)
        if scene is not None and event.modality not in _TOLD_OFF:
            if event.type.startswith(("coercion.detention", "coercion.transfer", "site.")):
                self.held = scene
            if self.last is None or self.last.code != scene.code:
                self.earlier, self.last = self.last, scene
        return scene

    def _nowhere(self, event: Event) -> bool:
        text = event.passage.quote
        if event.type == "response.denial" and _NO_COMMENT.search(text):
            return True
        return event.type == "coercion.transfer" and _UNKNOWN.search(text) is not None

    def _usable(self, scene: Scene, event: Event) -> bool:
        if scene.role in (ORIGIN, REFERENCE):
            return False
        if scene.role == GOAL:
            return event.type.startswith(ARRIVING)
        if scene.capital and scene.role == BARE:
            return False
        return True

    def _near(self, event: Event) -> Scene | None:
        """In the clause, else in the sentence: scenes before goals for what happens, the other way round for transfers."""
        span = event.passage
        sentences = {self.document.sentence_at(span.start).index, self.document.sentence_at(max(span.start, span.end - 1)).index}
        here = [s for s in self.found if s.start < span.end and span.start < s.end and self._usable(s, event)]
        if here:
            return min(here, key=lambda s: (self._order(s, event), abs(s.start - event.trigger.start)))
        if _FROM_THERE.search(span.quote) and event.type.startswith("coercion.transfer"):
            return self.earlier or self.last
        same = [s for s in self.found if s.sentence in sentences and self._usable(s, event)]
        if event.type.startswith("response.prosecution"):
            same = [s for s in same if s.role == SCENE]
        before = [s for s in same if s.end <= span.start]
        after = [s for s in same if s.start >= span.end and s.start - span.end < 120]
        if before:
            return max(before, key=lambda s: (-self._order(s, event), s.start))
        return min(after, key=lambda s: (self._order(s, event), s.start), default=None)

    def _order(self, scene: Scene, event: Event) -> int:
        if event.type == "coercion.transfer":
            return {GOAL: 0, SCENE: 1}.get(scene.role, 2)
        return {SCENE: 0, BARE: 1}.get(scene.role, 2)

    def _told(self, event: Event) -> Scene | None:
        """Where the story stands: the site men are held in, the place of the event before, the report's first scene."""
        if event.type.startswith(ALOFT):
            return self.held if event.type == "response.denial" and self.document.report.kind == "statement" else None
        if event.modality in ("historical", "conditional"):
            return None
        paragraph = self.document.sentence_at(event.passage.start).paragraph
        recent = [s for s in self.found if s.end <= event.passage.start and s.role in (SCENE, BARE) and not s.capital]
        near = [s for s in recent if s.paragraph >= paragraph - 1]
        if event.type.startswith(HELD):
            if self.held is not None:
                return self._later(self.held, near, event)
            return (self.last or self._first(event)) if not near else near[-1]
        if event.type.startswith(RESIDENT):
            same = [s for s in recent if s.paragraph == paragraph]
            return same[-1] if same else self.last or self._first(event)
        return self.last

    def _later(self, held: Scene, near: Sequence[Scene], event: Event) -> Scene:
        """A scene named since the last detention, in the same paragraph and itself a place of custody, takes over."""
        newer = [s for s in near if s.start > held.start and event.type.startswith("site.")]
        return newer[-1] if newer else held if self.last is None else self.last

    def _first(self, event: Event) -> Scene | None:
        ahead = [s for s in self.found if s.role == SCENE and not s.capital]
        return ahead[0] if ahead else None
