"""Events told without their verb: a tally, a series of figures, an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from nomansland.extract.event import Event
from nomansland.words import Evidence, Passage

if TYPE_CHECKING:
    from nomansland.extract.eventscene import Scene

_TALLIED = (
    "refusal.order",
    "protest.appeal",
    "refusal.absence",
    "refusal.mutiny",
    "coercion.detention",
    "refusal.surrender",
)
_ASKED = frozenset(
    "coercion.ill_treatment coercion.conditions coercion.detention coercion.confiscation refusal.order protest.appeal"
    " coercion.blocking coercion.transfer truce.fraternization refusal.feigned_damage".split()
)
_COUNTED = ("response.prosecution", "coercion.mobilization")
_FIGURE = re.compile(r"(?<![\w.,])\d[\d   ]*(?:[.,]\d{3})*(?![\w%])")
_SERIES = re.compile(
    r"\b(?:ст|ч|art|article|№|год|годом|рік|роком|року|місяц|месяц|month|year|week|против|проти|against|from|compared|чем|ніж|concern)\w*|[—–-]",
    re.I,
)
_PART = re.compile(r"(?:(?!,(?!\d{3})|;|\s(?:and|и|та|і|й|а)\s).)+", re.S)
_LEAD = re.compile(r"[\s,;]*(?:and|и|та|і|й|а)?\s+")
_FEW = 4
_ROLE = re.compile(r"^\s*(?:[—–-]|[QAВОПЗ]\s*[:.]|\*\*)\s*")
_NO = re.compile(
    r"^\W*(?:(?:well|ну|да|та|а)\W+)?(?:no|not|never|nobody|none|нет|не|никто|никого|ні|ніхто|нікого|немає)\b|"
    r"^\W*\w+\W+(?:not|нет|ні)\W*$|\b(?:was|were|did|am|is) not\b",
    re.I,
)


def _event(scene: Scene, kind: str, start: int, end: int, rule: str, why: str, modality: str = "asserted") -> Event:
    passage = Passage.of(scene.doc.text, start, end)
    return Event(
        kind, passage, passage, scene.sentence.index, modality, False, rule, None, (Evidence("type", passage, why),)
    )


def tallies(scenes: Sequence[Scene], events: Sequence[Event]) -> list[Event]:
    """“There were 26 of them”: how many the event before it concerned."""
    out = []
    for scene in scenes:
        here = [event for event in events if event.sentence == scene.sentence.index]
        matches = scene.found("tally")
        before = [
            event for event in events if 0 < scene.sentence.index - event.sentence <= 3 and event.type in _TALLIED
        ]
        before.sort(key=lambda event: -_TALLIED.index(event.type))
        if not matches or not before or here:
            continue
        clause = scene.clause_of(matches[0].start, matches[0].end)
        start, end = scene.view.tokens[clause.start].start, scene.view.tokens[clause.end - 1].end
        text = scene.doc.text[start:end].rstrip('.,;:!»"”')
        why = f"“{text}” counts the people of the clause before it"
        out.append(_event(scene, before[-1].type, start, start + len(text), "follow.tally", why))
    return out


def _figures(scene: Scene) -> list[tuple[int, int]]:
    """Parts of a sentence that hold a figure of their own, which is no year and no day."""
    out: list[tuple[int, int]] = []
    if not _FIGURE.search(scene.doc.text, scene.sentence.start, scene.sentence.end):
        return out
    for part in _PART.finditer(scene.doc.text, scene.sentence.start, scene.sentence.end):
        for figure in _FIGURE.finditer(part.group()):
            digits = re.sub(r"\D", "", figure.group())
            if len(digits) >= 2 and not re.fullmatch(r"(?:19|20)\d\d", digits) and _SERIES.search(part.group()):
                text = part.group().rstrip(" .,;:!»")
                lead = _LEAD.match(text)
                out.append((part.start() + (lead.end() if lead else 0), part.start() + len(text)))
                break
    return out


def trimmed(scenes: Sequence[Scene], events: Sequence[Event]) -> list[Event]:
    """Counted events cut before the next figure of their clause, which is a claim of its own."""
    by_sentence = {scene.sentence.index: scene for scene in scenes}
    out = []
    for event in events:
        scene = by_sentence.get(event.sentence)
        if scene is not None and event.type in _COUNTED:
            inside = [
                part for part in _figures(scene) if event.passage.start <= part[0] and part[1] <= event.passage.end
            ]
            later = [start for start, _ in inside[1:] if start > event.trigger.start]
            if later:
                quote = scene.doc.text[event.passage.start : later[0]].rstrip(" ,;")
                quote = re.sub(r"\s(?:and|и|та|і|й|а)$", "", quote).rstrip(" ,;")
                passage = Passage(quote, event.passage.start, event.passage.start + len(quote))
                trigger = Passage.of(scene.doc.text, event.trigger.start, min(event.trigger.end, passage.end))
                event = replace(event, passage=passage, trigger=trigger)
        out.append(event)
    return out


def series(scenes: Sequence[Scene], events: Sequence[Event]) -> list[Event]:
    """Figures listed after a counted event: each stands for the same kind of event."""
    out: list[Event] = []
    for scene in scenes:
        figures = _figures(scene)
        if not figures:
            continue
        here = scene.sentence.index
        near = [event for event in events if abs(here - event.sentence) <= 3]
        led = [
            one for one in near if one.sentence <= here and one.type in _COUNTED and _FIGURE.search(one.passage.quote)
        ]
        if not led or scene.found("other_actor"):
            continue
        kind = led[-1].type
        for start, end in figures:
            if any(event.passage.start < end and start < event.passage.end for event in (*near, *out)):
                continue
            if start > led[0].passage.start:
                why = f"“{scene.doc.text[start:end]}” goes on with the figures before it"
                out.append(_event(scene, kind, start, end, "follow.series", why))
    return out


def assurances(scenes: Sequence[Scene], events: Sequence[Event]) -> list[Event]:
    """An office's version: what it says of people told to be held or refusing, where that tells no other event."""
    out = []
    accused = [event.sentence for event in events if event.type.startswith(("coercion.", "refusal.", "protest."))]
    for scene in scenes:
        here = scene.sentence.index
        if not accused or any(event.sentence == here for event in events) or not any(at < here for at in accused):
            continue
        hits = scene.found("office_says")
        if not hits or scene.view.tokens[-1].text == "?":
            continue
        after = [clause for clause in scene.clauses if clause.start >= hits[0].end - 1]
        clause = after[0] if after else scene.clause_of(hits[0].start, hits[0].end)
        start, end = scene.view.tokens[clause.start].start, scene.view.tokens[clause.end - 1].end
        text = scene.doc.text[start:end].rstrip('.,;:!»"”')
        why = f"“{text}” is the office's own version"
        out.append(_event(scene, "response.denial", start, start + len(text), "follow.assurance", why))
    return out


def _types_asked(scene: Scene, asked: Callable[[Scene], set[str]]) -> list[str]:
    """What a question asks about: by its patterns, else by a word of the thing."""
    if scene.found("open_question"):
        return []
    found = asked(scene) & _ASKED
    for kind in _ASKED - found:
        if scene.found(f"asked {kind}"):
            found.add(kind)
    return sorted(found)


def _answered(answer: Sequence[Scene]) -> tuple[Scene, int, int, str] | None:
    """The sentence that answers, without the sign of its speaker: the first that says yes, else the first."""
    said = []
    for scene in answer:
        text = scene.doc.text[scene.sentence.start : scene.sentence.end]
        role = _ROLE.match(text)
        start = scene.sentence.start + (role.end() if role else 0)
        end = start + len(scene.doc.text[start : scene.sentence.end].rstrip(".! "))
        if end - start > 3:
            said.append((scene, start, end, "denied" if _NO.search(scene.doc.text[start:end]) else "asserted"))
    return next((one for one in said[:2] if one[3] == "asserted"), said[0] if said else None)


def _brief_no(answer: Sequence[Scene], events: Sequence[Event]) -> tuple[Scene, int, int, str] | None:
    """A first sentence that only says no, before what the same answer tells of others."""
    first = _answered(answer[:1])
    if first is None or first[3] != "denied" or any(event.sentence == first[0].sentence.index for event in events):
        return None
    words = first[0].doc.text[first[1] : first[2]].split()
    return first if len(words) <= _FEW else None


def answers(scenes: Sequence[Scene], events: Sequence[Event], asked: Callable[[Scene], set[str]]) -> list[Event]:
    """An answer that leaves out the verb of its question."""
    out = []
    for scene, after in pairwise(scenes):
        text = scene.doc.text
        question = text[scene.sentence.start : scene.sentence.end].rstrip('»"” ')[-1:] == "?"
        if (
            not question
            or after.sentence.paragraph <= scene.sentence.paragraph
            or not _ROLE.match(text[after.sentence.start :])
        ):
            continue
        answer = [other for other in scenes if other.sentence.paragraph == after.sentence.paragraph]
        told = {event.type for event in events if event.sentence in {other.sentence.index for other in answer}}
        types = _types_asked(scene, asked)
        found = _answered(answer)
        if types and told & set(types):
            found = _brief_no(answer, events)
        if not types or found is None:
            continue
        spoken, start, end, modality = found
        why = f"“{text[start:end]}” answers the question before it"
        out.append(_event(spoken, types[0], start, end, "follow.answer", why, modality))
    return out
