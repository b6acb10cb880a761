"""Where each event happened: its clause, its sentence, then the place the story stands at."""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.scenes import BARE, DATELINE, GOAL, LEFT, ORIGIN, REFERENCE, SCENE, Scene, scenes
from nomansland.terrain.patterns import pattern
from nomansland.words import Place, Relation

# What men are sent to is no scene of a refusal; it is one of a transfer, a detention, a site.
ARRIVING = ("coercion.transfer", "coercion.detention", "site.", "attack.", "sabotage.")
HELD = ("coercion.",)
ALOFT = ("response.", "law.", "context.")


def event_places(
    document: Document, events: Sequence[Event], places: Sequence[Place], relations: Sequence[Relation] = ()
) -> list[Place | None]:
    """The place of each event, aligned with `events`; None where the text does not tell."""
    found = scenes(document, places)
    out: list[Place | None] = [None] * len(events)
    story = _Story(document, found, _compared(found, relations))
    for number in sorted(range(len(events)), key=lambda n: (events[n].passage.start, events[n].passage.end)):
        scene = story.of(events[number])
        out[number] = scene.place if scene else None
    return out


def _compared(found: Sequence[Scene], relations: Sequence[Relation]) -> frozenset[str]:
    """Places that come into the report only to say how far off another one lies ("15 km from a like one in X").

    What is told of them is an aside: the story goes on where it stood.
    """
    spans = [one.passage for one in relations if one.relation == "distance" and one.passage is not None]
    first: dict[str, Scene] = {}
    for scene in found:
        first.setdefault(scene.code, scene)
    return frozenset(
        code for code, scene in first.items() if any(span.start < scene.start < span.end for span in spans)
    )


def _taken(event: Event) -> bool:
    """True where men were in fact taken back somewhere, and not only threatened with it."""
    told = event.passage.quote
    return (
        event.type == "coercion.forced_return"
        and pattern("eventplaces.carried").search(told) is not None
        and pattern("eventplaces.choice").search(told) is None
    )


class _Story:
    """Follows a report from event to event and remembers where it stands."""

    def __init__(self, document: Document, found: Sequence[Scene], compared: frozenset[str] = frozenset()) -> None:
        self.document = document
        self.compared = compared
        self.found = [scene for scene in found if scene.role != DATELINE]
        heads = [scene for scene in found if scene.role == DATELINE]
        self.heads = {scene.paragraph: scene for scene in heads} if len(heads) > 1 else {}
        self.held: Scene | None = None
        self.last: Scene | None = None
        self.earlier: Scene | None = None
        self.when = 0
        self.main = self._main()

    def of(self, event: Event) -> Scene | None:
        """The scene of the next event in the order of the text."""
        scene = None
        if not self._nowhere(event):
            scene = self._near(event) or (None if self._somebody_else(event) else self._told(event))
        self.when = event.passage.start
        if scene is not None and event.modality != "historical" and not self._aside(scene):
            if event.type.startswith(("coercion.detention", "site.")) or (
                event.type == "coercion.transfer" and scene.role in (GOAL, SCENE)
            ):
                self.held = scene
            if self.last is None or (self.last.code != scene.code and scene.role != LEFT):
                self.earlier, self.last = self.last, scene
        return scene

    def _aside(self, scene: Scene) -> bool:
        return scene.code in self.compared and self.main is not None and self.main.code != scene.code

    def _nowhere(self, event: Event) -> bool:
        text = event.passage.quote
        if event.type == "response.denial" and pattern("eventplaces.no_comment").search(text):
            return True
        return event.type == "coercion.transfer" and pattern("eventplaces.unknown").search(text) is not None

    def _back(self, scene: Scene, event: Event) -> bool:
        """True where men will not go back to a place: that is where they were."""
        return (
            event.type.startswith("refusal.")
            and not scene.region
            and pattern("eventplaces.back").search(event.passage.quote) is not None
        )

    def _usable(self, scene: Scene, event: Event) -> bool:
        if scene.role in (ORIGIN, REFERENCE):
            return False
        if scene.role == GOAL and event.type == "coercion.transfer" and self._only_toward(scene):
            return self.held is None
        if scene.role == GOAL:
            return event.type.startswith(ARRIVING) or self._back(scene, event) or _taken(event)
        return not (scene.capital and scene.role == BARE)

    def _main(self) -> Scene | None:
        """The report's own place: the settlement it names most as a scene, the first of equals."""
        named = [s for s in self.found if s.role in (SCENE, BARE, LEFT) and not s.capital]
        named = [s for s in named if not s.region] or named
        return max(named, key=lambda s: (sum(o.code == s.code for o in named), -s.start), default=None)

    def _near(self, event: Event) -> Scene | None:
        """In the clause, else in the sentence: scenes before goals for what happens, the other way round for
        transfers."""
        span = event.passage
        emptied = event.type == "coercion.transfer" and pattern("eventplaces.emptied").search(span.quote)
        if emptied and self.held is not None:
            return self.held
        if event.type == "coercion.transfer" and (
            pattern("eventplaces.to_there").search(span.quote) or pattern("eventplaces.from_there").search(span.quote)
        ):
            return self._beside(event)
        sentences = {
            self.document.sentence_at(span.start).index,
            self.document.sentence_at(max(span.start, span.end - 1)).index,
        }
        here = [s for s in self.found if s.start < span.end and span.start < s.end and self._usable(s, event)]
        if here:
            return min(here, key=lambda s: (self._order(s, event), abs(s.start - event.trigger.start)))
        same = [s for s in self.found if s.sentence in sentences and self._usable(s, event)]
        if not event.type.startswith("coercion.transfer"):
            same = [s for s in same if s.role != GOAL]
        if event.type.startswith("response.prosecution"):
            same = [s for s in same if s.role == SCENE]
        before = [s for s in same if s.end <= span.start]
        after = [s for s in same if s.start >= span.end and s.start - span.end < 120]
        if before:
            return max(before, key=lambda s: (-self._order(s, event), s.start))
        return min(after, key=lambda s: (self._order(s, event), s.start), default=None)

    def _beside(self, event: Event) -> Scene | None:
        """The place that "there" is not: men brought from there came to where the story stood before."""
        if pattern("eventplaces.from_there").search(event.passage.quote) and self.held is not None:
            moved = self.last is not None and self.last.code != self.held.code
            return self.last if moved else self.earlier or self.last
        return self.last or self.main

    def _order(self, scene: Scene, event: Event) -> int:
        wide = 3 if scene.region else 0
        if event.type == "coercion.transfer":
            return wide + {GOAL: 0, SCENE: 1, BARE: 2}.get(scene.role, 4)
        if scene.role == LEFT and not event.type.startswith(("coercion.detention", "site.")):
            return wide + 2
        return wide + {SCENE: 0, LEFT: 0, BARE: 1}.get(scene.role, 2)

    def _told(self, event: Event) -> Scene | None:
        """Where the story stands: the site men are held in, the place of the event before, the report's own place."""
        if event.type == "response.denial":
            about = pattern("eventplaces.about_site").search(event.passage.quote) is not None
            statement = self.document.report.kind == "statement"
            if about:
                return self.held or self.last or (self.main if statement else None)
            return self.held if statement else None
        if event.type == "response.prosecution":
            # a digest of courts opens each of its items with the town of the court
            return self.heads.get(self.document.sentence_at(event.passage.start).paragraph)
        if event.type.startswith(ALOFT) or event.modality == "historical":
            return None
        roles = (SCENE, BARE, LEFT, GOAL) if event.type.startswith(HELD) else (SCENE, BARE, LEFT)
        paragraph = self.document.sentence_at(event.passage.start).paragraph
        recent = [s for s in self.found if s.end <= event.passage.start and s.role in roles and not s.capital]
        here = [s for s in recent if s.paragraph == paragraph and not s.region]
        if event.type.startswith("site."):
            return here[-1] if here else self.held or self.last or self._home(event)
        here = [s for s in here if not self._aside(s)]
        if event.type.startswith(HELD):
            here = [s for s in here if s.role != GOAL or (not self._refused(s) and self._reached(s))]
            if here and (self.held is None or here[-1].start > self.when):
                return here[-1]
            return self.last if self.held is not None else self._home(event)
        if event.type.startswith("refusal."):
            led = [s for s in self._led(event, paragraph) if not here or s.start > here[-1].start]
            here = [*here, *led]
        if event.type.startswith("protest."):
            # men who are held appeal from where they are held
            inside = self.held if event.type == "protest.appeal" and self.last is self.held else None
            return here[-1] if here else inside or self._home(event)
        if event.type.startswith("truce.") and event.modality == "hypothetical":
            return None
        if event.type.startswith(("evasion.", "sabotage.", "attack.")):
            return here[-1] if here else None
        ahead = [s for s in self._ahead(event, paragraph) if not here]
        return here[-1] if here else ahead[0] if ahead else self.last or self._home(event)

    def _somebody_else(self, event: Event) -> bool:
        """True where the paragraph opens with somebody of another town: what he tells need not be of the last place."""
        paragraph = self.document.sentence_at(event.passage.start).paragraph
        here = [s for s in self.found if s.paragraph == paragraph and s.start < event.passage.end]
        opens = self.document.sentence_at(self.document.paragraphs[paragraph][0]).index
        new = here and all(s.role == ORIGIN and s.sentence == opens for s in here)
        answers = event.type.startswith("response.")
        return bool(new) and not answers and self.last is not None and self.last.paragraph < paragraph

    def _ahead(self, event: Event, paragraph: int) -> list[Scene]:
        """Scenes of the next sentence of the same paragraph."""
        after = self.document.sentence_at(event.passage.end - 1).index + 1
        return [s for s in self.found if s.sentence == after and s.paragraph == paragraph and s.role == SCENE]

    def _led(self, event: Event, paragraph: int) -> list[Scene]:
        """Where men had been led before they refused ("we were marched to X. I sat down and stayed there")."""
        goals = [s for s in self.found if s.role == GOAL and s.paragraph == paragraph and not s.capital]
        sentence = self.document.sentence_at(event.passage.start).index
        return [s for s in goals if s.sentence == sentence - 1 and self._reached(s) and not self._refused(s)]

    def _only_toward(self, scene: Scene) -> bool:
        """True for the direction in which men were taken ("к Лисичанску", "towards Kreminna")."""
        before = self.document.text[max(0, scene.start - 24) : scene.start]
        return pattern("eventplaces.toward").search(before) is not None

    def _reached(self, scene: Scene) -> bool:
        """True where the sentence says that men got to the place, not only that they were to go there."""
        if self._only_toward(scene):
            return False
        sentence = self.document.sentences[scene.sentence]
        return pattern("eventplaces.reached").search(self.document.text[sentence.start : sentence.end]) is not None

    def _refused(self, scene: Scene) -> bool:
        """True where the sentence says that men would not go to the place."""
        sentence = self.document.sentences[scene.sentence]
        return pattern("eventplaces.would_not").search(self.document.text[sentence.start : sentence.end]) is not None

    def _home(self, event: Event) -> Scene | None:
        """The report's own place; where none was named yet, the place its first person comes from."""
        if self.main is not None and self.main.start <= event.passage.start:
            return self.main
        origins = [s for s in self.found if s.role == ORIGIN and s.end <= event.passage.start and not s.region]
        return origins[-1] if origins else self.main
