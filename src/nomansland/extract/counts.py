"""How many: the number of the text that belongs to each event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nomansland.extract.mentions import Mention, mentions_of
from nomansland.extract.document import Document, analyzer
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.words import Count

_FORMATIONS = ("platoon", "company", "battalion", "crew")
_PEOPLE = ("coercion.", "refusal.", "evasion.")
_NO_SINGLE = frozenset({"coercion.conditions", "coercion.blocking", "refusal.surrender"})
_ELLIPSIS = frozenset({"coercion.transfer", "coercion.detention", "coercion.ill_treatment", "coercion.forced_return", "coercion.execution"})
_VERBS_EN = re.compile(
    r"(?:and |but |then |or )*(?:\w+ly )?(?:refused|taken|beaten|have|had|has|was|were|is|are|would|did|sent|driven|brought|held|kept|locked|put|thrown|left|fled|"
    r"went|walked|\w+ed)\b"
)
_SUBJECTS = frozenset(("VERB", "PRTS", "GRND"))


@lru_cache(maxsize=1)
def _admits() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load("counts", "admits.yaml")
    return data


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = load("counts", "words.yaml")
    out = {}
    for language, one in data["one"].items():
        noun = one["noun"]
        before = one.get("before")
        out[f"{language}.noun"] = re.compile(
            rf"(?<![\w-])(?:{before} (?:[\w-]+ ){{0,3}}?)({noun})(?![\w-])" if before else rf"(?<![\w-])({noun})(?![\w-])"
        )
        for name in ("subject", "object"):
            out[f"{language}.{name}"] = re.compile(rf"(?<![\w-])({one[name]})(?![\w-])")
    for unit, body in data["formation"].items():
        out[unit] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")
    out["all"] = re.compile(rf"(?<![\w-])(?:{data['all']})(?![\w-])")
    return out


def counts(doc: Document, events: Sequence[Event]) -> list[Count | None]:
    """The count of each event, aligned with `events`; None where the text gives none."""
    cache: dict[int, list[Mention]] = {}
    out: list[Count | None] = []
    for index, event in enumerate(events):
        out.append(_count(doc, events, index, cache, out))
    return out


def _mentions(doc: Document, sentence: int, cache: dict[int, list[Mention]]) -> list[Mention]:
    if sentence not in cache:
        cache[sentence] = mentions_of(doc, doc.sentences[sentence])
    return cache[sentence]


def _count(
    doc: Document, events: Sequence[Event], index: int, cache: dict[int, list[Mention]], done: list[Count | None]
) -> Count | None:
    event = events[index]
    admitted = _admits().get(event.type, _admits()["default"])
    if not admitted:
        return None
    first, last = event.sentence, doc.sentence_at(event.passage.end - 1).index
    mentions = [one for number in range(first, last + 1) for one in _mentions(doc, number, cache)]
    inside = [one for one in mentions if one.start < event.passage.end and one.end > event.passage.start]
    return (
        _best(doc, event, inside, admitted, events, done)
        or (_best(doc, event, _left(doc, event, mentions), admitted, events, done) if _open(doc, event) else None)
        or _formation(doc, event, admitted)
        or _single(doc, event, admitted)
        or _before(doc, events, index, done)
    )


def _best(
    doc: Document, event: Event, mentions: list[Mention], admitted: list[str], events: Sequence[Event], done: list[Count | None]
) -> Count | None:
    ranked = []
    for one in mentions:
        unit = one.unit or _inherited(event, admitted, events, done)
        if unit not in admitted:
            continue
        away = max(event.trigger.start - one.end, one.start - event.trigger.end, 0)
        ranked.append((one.bare, away, one.start, one, unit))
    if not ranked:
        return None
    ranked.sort(key=lambda row: row[:3])
    return ranked[0][3].count(doc, ranked[0][4])


def _inherited(event: Event, admitted: list[str], events: Sequence[Event], done: list[Count | None]) -> str:
    """The unit of a bare number: that of the last count of the same type of event ("9,059 cases ... 627 ..."), else persons."""
    for earlier, count in zip(reversed(events[: len(done)]), reversed(done), strict=True):
        if earlier.type == event.type and count is not None and event.sentence - earlier.sentence <= 2:
            return count.unit
    return "person" if "person" in admitted else ""


def _open(doc: Document, event: Event) -> bool:
    """Whether the passage begins with its verb, so that its subject stands to the left of it."""
    text = folded(doc.text)[event.passage.start : event.passage.end]
    if doc.sentences[event.sentence].language == "en":
        return _VERBS_EN.match(text) is not None
    words = [word for word in re.findall(r"[\w'-]+", text)[:3] if word not in ("и", "та", "і", "й", "не", "но", "але", "а")]
    if not words:
        return False
    tag = analyzer(doc.sentences[event.sentence].language).parse(words[0])[0].tag
    return tag.POS in _SUBJECTS


def _left(doc: Document, event: Event, mentions: list[Mention]) -> list[Mention]:
    return [one for one in mentions if one.end <= event.passage.start and event.passage.start - one.end <= 120][-1:]


def _formation(doc: Document, event: Event, admitted: list[str]) -> Count | None:
    """A formation that acts or suffers as one: "a platoon refused"."""
    if not event.type.startswith(_PEOPLE) or event.type in _NO_SINGLE:
        return None
    text, words = folded(doc.text), _words()
    start = event.passage.start
    found = []
    for unit in _FORMATIONS:
        match = words[unit].search(text, start, event.passage.end)
        if match is not None and unit in admitted:
            found.append((match.start(), match.end(), unit))
    if not found:
        return None
    left, right, unit = min(found)
    return Count(1, 1, unit, False, None, doc.passage(left, right))


def _single(doc: Document, event: Event, admitted: list[str]) -> Count | None:
    if "person" not in admitted or not event.type.startswith((*_PEOPLE, "response.prosecution")) or event.type in _NO_SINGLE:
        return None
    text, words = folded(doc.text), _words()
    language = doc.sentences[event.sentence].language
    acts = event.type.startswith(("refusal.", "evasion."))
    for name in ("noun", "subject" if acts else "object"):
        match = words[f"{language}.{name}"].search(text, event.passage.start, event.passage.end)
        if match is not None:
            return Count(1, 1, "person", False, None, doc.passage(*match.span(1)))
    return None


def _before(doc: Document, events: Sequence[Event], index: int, done: list[Count | None]) -> Count | None:
    """The count of the event just before, where this one goes on about the same people ("all of them were taken ...")."""
    event = events[index]
    if event.type not in _ELLIPSIS or index == 0:
        return None
    earlier, count = events[index - 1], done[index - 1]
    if count is None or not 0 <= event.sentence - earlier.sentence <= 2:
        return None
    text = folded(doc.text)
    match = _words()["all"].search(text, event.passage.start, event.passage.end)
    same = event.sentence == earlier.sentence and _open(doc, event)
    if match is None and not same:
        return None
    return Count(count.min, count.max, count.unit, count.approx, None, count.passage)
