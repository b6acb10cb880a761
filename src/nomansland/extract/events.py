"""What happened, clause by clause: the patterns of the codebook over a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.eventscene import Scene, scenes
from nomansland.extract.follow import answers, assurances, series, tallies, trimmed
from nomansland.extract.matching import fold
from nomansland.extract.modality import modality
from nomansland.extract.patternbook import Bounds, Rule
from nomansland.extract.settle import settle
from nomansland.extract.sites import with_sites
from nomansland.extract.subject import beside_subject, on_subject
from nomansland.extract.view import Match
from nomansland.words import Evidence, Passage

_EDGES = frozenset(",;:—–-().!?…«»\"“”„'")
_LISTED = ("coercion.conditions", "truce.fraternization")
_BETWEEN = re.compile(r"[\s,]*(?:and|и|та|і|й|а)?\s*")
_LINKS = frozenset("and but that и а но что і й та але що".split())
# what leads from who says it to what is said
_THAT = frozenset("that что якобы будто що ніби нібито мовляв".split())


def _fits(scene: Scene, rule: Rule, match: Match) -> bool:
    if not rule.whole and len(match.parts) > 1:
        clause = scene.clause_of(*match.parts[0])
        if any(start < clause.start or end > clause.end for start, end in match.parts):
            return False
    if rule.voice == "official" and not scene.official:
        return False
    return _bounded(scene, rule.needs, match, True) and _bounded(scene, rule.unless, match, False)


def _bounded(scene: Scene, bounds: Bounds, match: Match, wanted: bool) -> bool:
    return all(any(scene.holds(pattern, scope, match) for pattern in patterns) == wanted for scope, patterns in bounds)


def _span(scene: Scene, rule: Rule, match: Match) -> tuple[int, int]:
    """Character offsets of the clause of a match, without marks and joints at its edges.

    To an office's words belongs what they say: "the staff insists that" goes on with the next clause.
    """
    clause = scene.clause_of(match.start, match.end)
    end, tokens = clause.end, list(scene.view.tokens)
    if rule.type == "response.denial" and end < len(tokens) and fold(tokens[end].text) in _THAT:
        end = scene.clause_of(end, end + 1).end
    tokens = tokens[clause.start : end]
    while len(tokens) > 1 and (tokens[0].text in _EDGES or fold(tokens[0].text) in _LINKS):
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1].text in _EDGES:
        tokens.pop()
    return tokens[0].start, tokens[-1].end


def _event(scene: Scene, rule: Rule, match: Match) -> Event | None:
    found = modality(scene, rule, match)
    if found is None:
        return None
    doc, tokens = scene.doc, scene.view.tokens
    start, end = _span(scene, rule, match)
    trigger = doc.passage(max(start, tokens[match.start].start), min(end, tokens[match.end - 1].end))
    passage = Passage.of(doc.text, start, end)
    evidence = (
        Evidence("type", trigger, f"“{trigger.quote}” tells of {found.type} (pattern {rule.id})"),
        *found.evidence,
    )
    name = f"{rule.id}-ground" if _is_ground(scene, rule, match) else rule.id
    return Event(found.type, passage, trigger, scene.sentence.index, found.modality, found.hedge, name, None, evidence)


def _is_ground(scene: Scene, rule: Rule, match: Match) -> bool:
    """True for a refusal told in a relative clause or a participle: who is meant, not what happened."""
    if rule.type not in ("refusal.order", "refusal.absence") or scene.history:
        return False
    return any(match.start - 3 <= hit.start < match.end and hit.end <= match.end for hit in scene.found("ground"))


def _of(scene: Scene) -> list[Event]:
    out: list[Event] = []
    for rule, pattern in scene.rules:
        for match in scene.view.find(pattern):
            event = _event(scene, rule, match) if _fits(scene, rule, match) else None
            if event is not None:
                out.append(event)
    return out


def _distinct(events: list[Event]) -> list[Event]:
    """One event of a type per clause: the one with the longest trigger stays."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda one: (len(one.passage.quote), -len(one.trigger.quote), one.trigger.start)):
        if not any(other.type == event.type and other.passage.overlaps(event.passage) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda one: (one.passage.start, one.trigger.start, one.type))


def _joined(doc: Document, events: list[Event]) -> list[Event]:
    """Neighbouring clauses of one list ("no beds, no water, one meal a day") as one event."""
    out: list[Event] = []
    for event in events:
        at = next((n for n in reversed(range(len(out))) if out[n].type == event.type), None)
        last = out[at] if at is not None else None
        if (
            at is not None
            and last is not None
            and event.type in _LISTED
            and (last.modality, last.sentence) == (event.modality, event.sentence)
            and _BETWEEN.fullmatch(doc.text[last.passage.end : event.passage.start])
        ):
            passage = Passage.of(doc.text, last.passage.start, event.passage.end)
            out[at] = replace(last, passage=passage, evidence=(*last.evidence, *event.evidence))
        else:
            out.append(event)
    return out


def _told(found: Sequence[Scene]) -> list[Event]:
    """What the patterns find in the scenes, sentence by sentence."""
    return [event for scene in found for event in _joined(scene.doc, _distinct(_of(scene)))]


def on_topic(found: Sequence[Scene]) -> list[Scene]:
    """The scenes that can tell of armies: all of them, or in a report on other things those beside a word of war."""
    named = [scene for scene in found if "topic" in scene.cues]
    # a grandfather's battalion does not make a report one about this war
    war = [scene for scene in named if len(named) * 2 >= len(found) or "historical" not in scene.cues]
    # a report on past wars is read whole: what it tells is history, and says so
    if any(scene.history for scene in found[:1]) or len(war) > 2 or len(war) * 8 >= len(found):
        return list(found)
    # words that are not of armies alone count beside one that is
    if war and sum("topic" in scene.cues or "topic_weak" in scene.cues for scene in found) * 3 >= len(found):
        return list(found)
    # a report of a sentence or two has no room for more
    if len(found) < 3 and any("topic_brief" in scene.cues for scene in found):
        return list(found)
    paragraphs = {scene.sentence.paragraph for scene in war}
    return [scene for scene in found if scene.sentence.paragraph in paragraphs]


def _is_story(events: Sequence[Event]) -> bool:
    """True where what is told hangs together by itself: many kinds of deeds done by soldiers and to them."""
    return len({event.type for event in events if event.type.startswith(("refusal.", "coercion.", "site."))}) >= 6


def _asked(scene: Scene) -> set[str]:
    """The types that a question asks about."""
    return {
        rule.type
        for rule, pattern in scene.rules
        if any(_fits(scene, rule, match) for match in scene.view.find(pattern))
    }


def find_events(doc: Document) -> list[Event]:
    """Every event that the patterns find, in the order of the text.

    Two events of one type never share characters; a denial of an event by an official is a `response.denial`.
    """
    with scenes(doc) as found:
        return _events(doc, found)


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a report is read: its scenes, those that tell of armies, their events; only history beside a subject."""

    scenes: list[Scene]
    topical: list[Scene]
    events: list[Event]
    history: bool


def scope_of(found: list[Scene]) -> Scope:
    """The part of a report that is on the subject."""
    topical = on_topic(found)
    events = _told(topical)
    if topical and len(topical) < len(found):
        whole = _told(found)
        if _is_story(whole):
            topical, events = found, whole
    items = on_subject(topical)
    if len(items) < len(topical):
        found = topical = items
        events = _told(items)
    return Scope(found, topical, events, beside_subject(found, events))


def _events(doc: Document, found: list[Scene]) -> list[Event]:
    scope = scope_of(found)
    topical = scope.topical
    if scope.history:
        # what such a report tells of past wars is told as history all the same
        return [event for event in settle(doc, scope.events) if event.modality == "historical"]
    events = trimmed(topical, settle(doc, scope.events))
    for follow in (
        tallies(topical, events),
        series(topical, events),
        answers(topical, events, _asked),
        assurances(topical, events),
    ):
        events.extend(follow)
    return with_sites(scope.scenes, sorted(events, key=lambda one: (one.passage.start, one.trigger.start, one.type)))
