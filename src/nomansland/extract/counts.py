"""How many: the number of the text that belongs to each event.

In order: a number in the event's own words; the number that is its subject, to the left of a clause that begins with
its verb; a formation or a person told of in the singular; the number told just before of the same people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.extract.mentions import Mention, mentions_of
from nomansland.extract.singles import FORMATIONS, OF_PEOPLE, formation, opened, single
from nomansland.extract.subjects import is_of_one, is_passive, reach_of, turned_off, words
from nomansland.words import Count

_GOES_ON = frozenset(
    f"coercion.{name}" for name in ("transfer", "detention", "ill_treatment", "forced_return", "execution")
)
_DONE_TO = _GOES_ON | {"coercion.confiscation", "coercion.mobilization"} - {"coercion.detention"}
_THINGS = frozenset({"case", "proceeding", "sentence", "complaint", "request", "suspicion"})


@dataclass(slots=True)
class _State:
    """What is known while the events of one report are gone through."""

    doc: Document
    events: Sequence[Event]
    mentions: dict[int, list[Mention]]
    done: list[Count | None]

    def of(self, sentence: int) -> list[Mention]:
        if sentence not in self.mentions:
            self.mentions[sentence] = mentions_of(self.doc, self.doc.sentences[sentence])
        return self.mentions[sentence]


@lru_cache(maxsize=1)
def _admits() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load("counts", "admits.yaml")
    return data


def counts(doc: Document, events: Sequence[Event]) -> list[Count | None]:
    """The count of each event, aligned with `events`; None where the text gives none."""
    state = _State(doc, events, {}, [])
    for index in range(len(events)):
        state.done.append(_count(state, index))
    return state.done


def _count(state: _State, index: int) -> Count | None:
    event, admits = state.events[index], _admits()
    admitted = admits.get(event.type, admits["default"])
    if not admitted:
        return None
    last = state.doc.sentence_at(event.passage.end - 1).index
    near = [one for number in range(event.sentence, last + 1) for one in state.of(number)]
    inside = [one for one in near if one.start < event.passage.end and one.end > event.passage.start]
    found = _best(state, event, inside, admitted)
    if found is not None and (found.min, found.max, found.unit) == (1, 1, "person"):
        found = opened(state.doc, event) or found
    if found is not None or event.type.startswith("response.denial"):
        return found
    reach = reach_of(state.doc, event)
    return (
        _subject(state, event, near, admitted, reach)
        or _best(state, event, _beside(state, event, near), admitted)
        or formation(state.doc, event, admitted, reach)
        or single(state.doc, event, admitted, reach)
        or opened(state.doc, event)
        or _before(state, index)
    )


def _subject(state: _State, event: Event, near: list[Mention], admitted: list[str], reach: int) -> Count | None:
    """The number that is the subject of a clause that begins with its verb."""
    left = [one for one in near if reach <= one.start and one.end <= event.passage.start][-1:]
    if not left or turned_off(state.doc, left[0].end, event):
        return None
    clause = folded(state.doc.text)[event.passage.start : event.passage.end]
    if left[0].max != 1 and is_of_one(clause, state.doc.sentences[event.sentence].language):
        return None
    return _best(state, event, left, admitted)


def _best(state: _State, event: Event, mentions: list[Mention], admitted: list[str]) -> Count | None:
    ranked = []
    for one in mentions:
        unit = one.unit or _inherited(state, event, one, admitted)
        if unit in admitted and not (unit == "person" and _does_it(state.doc, event, one)):
            away = max(event.trigger.start - one.end, one.start - event.trigger.end, 0)
            ranked.append((one.unit is None, away, one.start, one, unit))
    if not ranked:
        return None
    mention, unit = min(ranked, key=lambda row: row[:3])[3:]
    if unit in ("case", "proceeding") and event.type == "response.prosecution":
        text = folded(state.doc.text)[event.passage.start : event.passage.end]
        unit = "sentence" if words()["sentenced"].search(text) else unit
    return mention.count(state.doc, unit, _scope(state.doc, mention))


def _scope(doc: Document, mention: Mention) -> str | None:
    """What was counted, where the sentence says so: `cumulative`, `active` or `named`."""
    sentence = doc.sentences[mention.sentence]
    for scope in ("named", "cumulative", "active"):
        if words()[f"scope.{scope}"].search(folded(doc.text), sentence.start, sentence.end):
            return scope
    return None


def _inherited(state: _State, event: Event, mention: Mention, admitted: list[str]) -> str:
    """The unit of a bare number: the things counted last ("10,025 cases. Of these 627 ..."), else persons."""
    for number in range(mention.sentence, max(-1, mention.sentence - 3), -1):
        for earlier in reversed(state.of(number)):
            if earlier.start < mention.start and earlier.unit in _THINGS and earlier.unit in admitted:
                return earlier.unit
            if earlier.start < mention.start and earlier.unit == "person":
                return "person" if "person" in admitted else admitted[0]
    return "person" if "person" in admitted else admitted[0]


def _beside(state: _State, event: Event, near: list[Mention]) -> list[Mention]:
    """A number set off behind the clause ("... — from 100 to 150 men"); for proceedings, also the nearest before it."""
    text = folded(state.doc.text)
    after = [one for one in near if 0 <= one.start - event.passage.end <= 4]
    after = [one for one in after if re.fullmatch(r"\s*[—–:(-]\s*", text[event.passage.end : one.start])]
    if after or event.type != "response.prosecution":
        return after
    others = [one.passage for one in state.events if one is not event]
    before = [one for one in near if 0 <= event.passage.start - one.end <= 80]
    return [one for one in before if not any(other.start <= one.start < other.end for other in others)][-1:]


def _does_it(doc: Document, event: Event, mention: Mention) -> bool:
    """Whether a number counts the other party: "four in masks stopped him", "a soldier shot two officers"."""
    if event.type == "refusal.mutiny":
        noun = words()[f"{doc.sentences[event.sentence].language}.noun"]
        return noun.search(folded(doc.text), event.passage.start, mention.start) is not None
    if event.type not in _DONE_TO:
        return False
    text, known = folded(doc.text), words()
    language = doc.sentences[event.sentence].language
    left, right = min(mention.start, event.passage.start), max(mention.end, event.passage.end)
    if known["threat_of_agents"].search(text, left, right) and known[f"{language}.object"].search(text, left, right):
        return True
    clause = text[event.passage.start : right]
    # "шестеро отказались, их избили": the clause takes them up as those to whom it is done.
    active = event.passage.start >= mention.end and not is_passive(clause, language)
    active = active and known["taken_up"].match(clause) is None
    return active and known["doers"].fullmatch(text, mention.start, mention.end) is not None


def _before(state: _State, index: int) -> Count | None:
    """The count told just before, where the event goes on about the same people ("all of them were taken ...")."""
    event = state.events[index]
    if event.type not in _GOES_ON:
        return None
    text = folded(state.doc.text)
    match = words()["all"].search(text, event.passage.start, event.passage.end)
    they = words()["they"].search(text, event.passage.start, event.passage.end)
    if match is not None:
        almost = words()["almost"].search(text, max(0, match.start() - 12), match.start())
        return None if almost or words()["apart"].match(text, match.end()) else _all_of_them(state, event)
    open_clause = reach_of(state.doc, event) < event.passage.start
    for earlier, count in zip(reversed(state.events[:index]), reversed(state.done[:index]), strict=True):
        if event.sentence != earlier.sentence:
            return None
        if count is None or count.unit not in ("person", *FORMATIONS) or not earlier.type.startswith(OF_PEOPLE[:2]):
            continue
        one = (count.min, count.max) == (1, 1)
        return replace(count) if open_clause or (they and not one) else None
    return None


def _all_of_them(state: _State, event: Event) -> Count | None:
    """The last number of people told before "all of them", in the same paragraph."""
    sentences = state.doc.sentences
    for number in range(event.sentence, max(-1, event.sentence - 4), -1):
        if sentences[number].paragraph < sentences[event.sentence].paragraph - 1:
            return None
        for mention in reversed(state.of(number)):
            if mention.start < event.passage.start and mention.unit in (None, "person") and mention.max != 1:
                return mention.count(state.doc, "person")
    return None
