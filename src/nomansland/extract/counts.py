"""How many: the number of the text that belongs to each event.

In order: a number in the event's own words; the number that is its subject, to the left of a clause that begins with
its verb; a formation or a person told of in the singular; the number told just before of the same people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nomansland.extract.document import Document, analyzer
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.extract.mentions import Mention, mentions_of
from nomansland.words import Count

_FORMATIONS = ("platoon", "company", "battalion", "crew")
_OF_PEOPLE = ("coercion.", "refusal.", "evasion.", "response.prosecution")
_NO_SINGLE = frozenset({"coercion.conditions", "coercion.blocking", "coercion.confiscation"})
_GOES_ON = frozenset(
    {"coercion.transfer", "coercion.detention", "coercion.ill_treatment", "coercion.forced_return", "coercion.execution"}
)
_THINGS = frozenset({"case", "proceeding", "sentence", "complaint", "request", "suspicion"})
_LEFT = 120
_VERBS_EN = re.compile(
    r"(?:(?:and|but|then|or|who|that|which|now|later|also|since|still|\w+ly) )*"
    r"(?:taken|beaten|have|had|has|was|were|is|are|would|did|sent|driven|brought|held|kept|locked|put|thrown|left|fled|went|\w+ed)\b"
)
_PLURAL_EN = re.compile(r"(?:\w+ )*?(?:were|are|have)\b")
_RELATIVE = frozenset("який яка яке які яких яким яку якого которая который которое которые которых которую которого".split())
_SKIPPED = frozenset(("ADVB", "CONJ", "PRCL", "PREP", "COMP", "PRED"))
_FINITE = frozenset(("VERB", "PRTS"))


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


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = load("counts", "words.yaml")
    out = {}
    for language, one in data["one"].items():
        before = rf"(?:{one['before']} (?:[\w-]+ ){{0,3}}?)" if "before" in one else ""
        out[f"{language}.noun"] = re.compile(rf"(?<![\w-]){before}({one['noun']})(?![\w-])")
        for name in ("subject", "object"):
            out[f"{language}.{name}"] = re.compile(rf"(?<![\w-])({one[name]})(?![\w-])")
    for unit, forms in data["formation"].items():
        for case, body in forms.items():
            out[f"{unit}.{case}"] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])(?!-)(?! (?:{data['officers']}))")
    for unit, body in data["opened"].items():
        out[f"opened.{unit}"] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")
    for name in ("all", "they", "says", "almost", "sentenced", "threat_of_agents", "within", "taken_up", "months"):
        out[name] = re.compile(rf"(?<![\w-])(?:{data[name]})(?![\w-])")
    out["almost"] = re.compile(out["almost"].pattern + r"\s*$")
    out["apart"] = re.compile(rf"[\s,]*(?:{data['apart']})(?!\w)")
    out["within"] = re.compile(out["within"].pattern + r"\s+(?:\w+\s+){0,2}$")
    return out


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
    if found is not None and found.unit == "person" and _of_agents(state.doc, event):
        found = None
    if found is not None and (found.min, found.max, found.unit) == (1, 1, "person"):
        found = _opened(state.doc, event) or found
    if found is not None or event.type.startswith("response.denial"):
        return found
    reach = _reach(state.doc, event)
    if reach < event.passage.start:
        left = [one for one in near if reach <= one.start and one.end <= event.passage.start]
        found = _best(state, event, left[-1:], admitted)
        if found is not None and not _turned_off(state.doc, left[-1].end, event):
            return found
    found = _best(state, event, _beside(state, event, near), admitted)
    if found is not None:
        return found
    return (
        _formation(state.doc, event, admitted, reach)
        or _single(state.doc, event, admitted, reach)
        or _opened(state.doc, event)
        or _before(state, index)
    )


def _best(state: _State, event: Event, mentions: list[Mention], admitted: list[str]) -> Count | None:
    ranked = []
    for one in mentions:
        unit = one.unit or _inherited(state, event, one, admitted)
        if unit in admitted:
            away = max(event.trigger.start - one.end, one.start - event.trigger.end, 0)
            ranked.append((one.unit is None, away, one.start, one, unit))
    if not ranked:
        return None
    mention, unit = min(ranked, key=lambda row: row[:3])[3:]
    if unit in ("case", "proceeding") and event.type == "response.prosecution":
        words = folded(state.doc.text)[event.passage.start : event.passage.end]
        unit = "sentence" if _words()["sentenced"].search(words) else unit
    return mention.count(state.doc, unit)


def _inherited(state: _State, event: Event, mention: Mention, admitted: list[str]) -> str:
    """The unit of a bare number: what the text counted last, if it counted things ("10,025 cases. Of these 627 ..."), else persons."""
    for number in range(mention.sentence, max(-1, mention.sentence - 3), -1):
        for earlier in reversed(state.of(number)):
            if earlier.start < mention.start and earlier.unit in _THINGS and earlier.unit in admitted:
                return earlier.unit
            if earlier.start < mention.start and earlier.unit == "person":
                return "person" if "person" in admitted else admitted[0]
    return "person" if "person" in admitted else admitted[0]


def _beside(state: _State, event: Event, near: list[Mention]) -> list[Mention]:
    """A number set off behind the clause ("... — from 100 to 150 men"); for proceedings, also the nearest one before it."""
    text = folded(state.doc.text)
    after = [one for one in near if 0 <= one.start - event.passage.end <= 4]
    after = [one for one in after if re.fullmatch(r"\s*[—–:(-]\s*", text[event.passage.end : one.start])]
    if after or event.type != "response.prosecution":
        return after
    others = [one.passage for one in state.events if one is not event]
    before = [one for one in near if 0 <= event.passage.start - one.end <= 80]
    return [one for one in before if not any(other.start <= one.start < other.end for other in others)][-1:]


def _of_agents(doc: Document, event: Event) -> bool:
    """Whether the number in the clause counts those who do it to one person: "four in masks stopped him"."""
    if not event.type.startswith("coercion."):
        return False
    words, text = _words(), folded(doc.text)[event.passage.start : event.passage.end]
    language = doc.sentences[event.sentence].language
    return words["threat_of_agents"].search(text) is not None and words[f"{language}.object"].search(text) is not None


def _reach(doc: Document, event: Event) -> int:
    """How far to the left the subject of a clause may stand: its own start, unless it begins with its verb."""
    sentence = doc.sentences[event.sentence]
    text = folded(doc.text)[event.passage.start : event.passage.end]
    left = max(sentence.start, event.passage.start - _LEFT)
    if _words()["taken_up"].match(text):
        return left
    if sentence.language == "en":
        return left if _VERBS_EN.match(text) else event.passage.start
    return left if _first_verb(text, sentence.language) is not None else event.passage.start


def _first_verb(text: str, language: str) -> str | None:
    """The number (`sing`, `plur`) of the verb that a clause begins with, or None where it begins with something else."""
    for word in re.findall(r"[\w'-]+", text)[:5]:
        if word in _RELATIVE or word[0].isdigit() or _words()["months"].match(word):
            continue
        tag = analyzer(language).parse(word)[0].tag
        if tag.POS in _FINITE:
            return "plur" if tag.number == "plur" else "sing"
        if tag.POS not in _SKIPPED:
            return None
    return None


def _turned_off(doc: Document, start: int, event: Event) -> bool:
    """Whether between a number and a clause to its right somebody else takes the word or the sentence turns."""
    between = folded(doc.text)[start : event.passage.start]
    return bool(re.search(r"[;:]|[.!?]\s|»|”", between))


def _formation(doc: Document, event: Event, admitted: list[str], reach: int) -> Count | None:
    """A formation that acts or suffers as one: "a platoon refused", "роту посадили в яму"."""
    if not event.type.startswith(_OF_PEOPLE) or event.type in _NO_SINGLE:
        return None
    text, words = folded(doc.text), _words()
    relative = text[event.passage.start : event.passage.end].split(" ", 1)[0] in _RELATIVE
    case = "acts" if event.type.startswith(("refusal.", "evasion.")) and not relative else "suffers"
    found = []
    for unit in _FORMATIONS:
        if unit not in admitted:
            continue
        for match in words[f"{unit}.{case}"].finditer(text, reach, event.passage.end):
            if not words["within"].search(text, max(0, match.start() - 40), match.start()):
                found.append((abs(match.start() - event.trigger.start), match.start(), match.end(), unit))
    if not found:
        return None
    _, left, right, unit = min(found)
    return Count(1, 1, unit, False, None, doc.passage(left, right))


def _single(doc: Document, event: Event, admitted: list[str], reach: int) -> Count | None:
    """One person, told of in the singular: "a soldier walked away", "его увезли"."""
    if "person" not in admitted or not event.type.startswith(_OF_PEOPLE) or event.type in _NO_SINGLE:
        return None
    if event.modality == "denied" and event.type.startswith("coercion."):
        return None  # "nobody was shot while I was there"
    text, words = folded(doc.text), _words()
    language, (start, end) = doc.sentences[event.sentence].language, (event.passage.start, event.passage.end)
    acts = event.type.startswith(("refusal.", "evasion."))
    for name in ("noun", "subject") if acts else ("noun", "object", "subject"):
        match = words[f"{language}.{name}"].search(text, start, end)
        if match is None or words["says"].match(text, match.end() + 1):
            continue
        if match.group(1) in ("ее", "її", "ей", "їй"):  # a company is a "she" in both languages
            company = words["company.suffers"].search(text, doc.sentences[event.sentence].start, match.start())
            return company and Count(1, 1, "company", False, None, doc.passage(*company.span()))
        return Count(1, 1, "person", False, None, doc.passage(*match.span(1)))
    if reach == start or _is_plural(text[start:end], language):
        return None
    for name in ("noun", "subject"):
        matches = list(words[f"{language}.{name}"].finditer(text, reach, start))
        if matches and not _speaks(text, matches[-1], start):
            return Count(1, 1, "person", False, None, doc.passage(*matches[-1].span(1)))
    return None


def _speaks(text: str, person: re.Match[str], start: int) -> bool:
    """Whether a person to the left of a clause is the one who tells it, or stands in another sentence part."""
    around = text[max(0, person.start() - 16) : start]
    return re.search(r"[;:.!?]", text[person.end() : start]) is not None or _words()["says"].search(around) is not None


def _is_plural(text: str, language: str) -> bool:
    if language == "en":
        return _PLURAL_EN.match(text) is not None
    return _first_verb(text, language) == "plur"


def _opened(doc: Document, event: Event) -> Count | None:
    """A case or proceeding in the singular."""
    if event.type != "response.prosecution":
        return None
    for unit in ("proceeding", "case"):
        match = _words()[f"opened.{unit}"].search(folded(doc.text), event.passage.start, event.passage.end)
        if match is not None:
            return Count(1, 1, unit, False, None, doc.passage(*match.span()))
    return None


def _before(state: _State, index: int) -> Count | None:
    """The count told just before, where the event goes on about the same people ("all of them were taken ...")."""
    event = state.events[index]
    if event.type not in _GOES_ON:
        return None
    text = folded(state.doc.text)
    match = _words()["all"].search(text, event.passage.start, event.passage.end)
    they = _words()["they"].search(text, event.passage.start, event.passage.end)
    if match is not None and _words()["almost"].search(text, max(0, match.start() - 12), match.start()):
        return None
    if match is not None and _words()["apart"].match(text, match.end()):
        return None
    if match is not None:
        return _all_of_them(state, event)
    open_clause = _reach(state.doc, event) < event.passage.start
    for earlier, count in zip(reversed(state.events[:index]), reversed(state.done[:index]), strict=True):
        if event.sentence != earlier.sentence:
            return None
        if count is None or count.unit not in ("person", *_FORMATIONS) or not earlier.type.startswith(_OF_PEOPLE[:2]):
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
