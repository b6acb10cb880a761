"""Mentions of possible sources: persons by role, offices, outlets, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.document import Document, Sentence, analyzer
from nomansland.words import Passage

OFFICES = frozenset({"official", "court", "intelligence_service", "ngo"})
_OPEN, _CLOSE = "«“„\"'", "»”“\"'"
_TITLE = r"(?:[«“„\"]([^»”“\"\n]{2,60})[»”“\"])"
_PLAIN = r"((?:The\s+)?[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*[\w](?:\s+(?:of|the|and|&|i|та|и|\d+|[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*\w))*)"
_NAME = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w'’-]+(?:\s+[A-ZА-ЯЁІЇЄҐ]\.)?(?:\s+[A-ZА-ЯЁІЇЄҐ][\w'’-]+){0,2}")
_CALLSIGN = re.compile(
    r"(?:call[- ]?sign|nom de guerre|nickname[d]?|позывн\w+|позивн\w+|псевдо|кличк\w+)\s+[«“„\"]?([\w'’-]+)[»”“\"]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that could be a source.

    `kind` is `person`, `office`, `outlet`, `pronoun` or `self` (the report's own newsroom); `cases` are the grammatical cases
    that the head word may stand in (empty in English); `group` is True for a plural.
    """

    kind: str
    role: str
    start: int
    end: int
    sentence: int
    name: str | None = None
    office: str | None = None
    cases: frozenset[str] = frozenset()
    group: bool = False

    def passage(self, doc: Document) -> Passage:
        """The words of the mention."""
        return doc.passage(self.start, self.end)


@lru_cache(maxsize=20_000)
def cases_of(word: str, language: str) -> tuple[frozenset[str], bool]:
    """Cases that a word may stand in, and whether it may be plural only."""
    if language not in ("ru", "uk"):
        return frozenset(), word.lower().endswith("s")
    parses = [p for p in analyzer(language).parse(word.lower()) if p.tag.case and p.tag.POS in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR")]
    if not parses:
        return frozenset({"nomn", "gent", "datv", "ablt", "loct", "accs"}), False
    return frozenset(str(p.tag.case) for p in parses), all("plur" in p.tag for p in parses)


def _stem(word: str) -> str:
    return word[: max(3, len(word) - 3)] if len(word) > 4 else word


def same_name(left: str, right: str) -> bool:
    """True where two spellings can be inflected forms of one name."""
    a, b = (re.findall(r"\w+", text.lower()) for text in (left, right))
    a, b = ([w for w in words if w != "the"] for words in (a, b))
    return bool(a) and len(a) == len(b) and all(x.startswith(_stem(y)) or y.startswith(_stem(x)) for x, y in zip(a, b, strict=True))


def nominative(name: str, language: str) -> str:
    """A title put into the nominative, its capitals kept; a word that cannot be inflected stays."""
    if language not in ("ru", "uk") or not re.search("[а-яёіїєґ]", name.lower()):
        return name
    words = name.split()
    if len(words) > 3 or "nomn" in cases_of(words[-1], language)[0] and (len(words) == 1 or "nomn" in cases_of(words[0], language)[0]):
        return name
    out, gender, plural = [], None, False
    for word in words:
        for parse in analyzer(language).parse(word.lower()):
            if parse.tag.POS == "NOUN" and parse.tag.gender:
                gender, plural = str(parse.tag.gender), "plur" in parse.tag
    for position, word in enumerate(words):
        parses = [p for p in analyzer(language).parse(word.lower()) if p.tag.POS in ("NOUN", "ADJF", "PRTF")]
        if not parses or (position and parses[0].tag.POS == "NOUN" and analyzer(language).parse(words[0].lower())[0].tag.POS == "NOUN"):
            out.append(word)
            continue
        best = parses[0]
        want = {"nomn", "plur"} if plural else {"nomn", "sing"} | ({gender} if gender and best.tag.POS != "NOUN" else set())
        changed = best.inflect(want)
        text = changed.word if changed else word.lower()
        out.append(text.capitalize() if word[:1].isupper() else text)
    return " ".join(out)


def _person(doc: Document, sentence: Sentence, role: str, start: int, end: int) -> Mention:
    words = doc.text[start:end].split()
    head = words[-1] if role in OFFICES and len(words) == 2 and not words[-1][:1].isupper() else words[0]
    cases, plural = cases_of(head.strip("«»\"'"), sentence.language)
    if role in OFFICES:
        return Mention("office", role, start, end, sentence.index, None, doc.text[start:end], cases, plural)
    return Mention("person", role, start, end, sentence.index, None, None, cases, plural)


def _role_mentions(doc: Document, sentence: Sentence) -> list[Mention]:
    found: list[tuple[int, int, str]] = []
    for role, pattern in lists.roles(sentence.language):
        found += [(m.start(), m.end(), role) for m in pattern.finditer(doc.text, sentence.start, sentence.end)]
    found.sort(key=lambda item: (item[0] - item[1], item[0]))
    taken: list[tuple[int, int, str]] = []
    for start, end, role in found:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, role))
    return [_person(doc, sentence, role, start, end) for start, end, role in sorted(taken)]


def _with_names(doc: Document, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    out = []
    for mention in mentions:
        rest = doc.text[mention.end : min(sentence.end, mention.end + 70)]
        sign = _CALLSIGN.match(rest.lstrip(" ,")) or _CALLSIGN.search(rest[:45])
        name = sign.group(1) if sign else None
        after = re.match(r"[\s,]{1,2}[«“\"]?(" + _NAME.pattern + ")", rest)
        before = re.search("(" + _NAME.pattern + r"),\s+(?:(?:the|a|an|his|her|their|its|deputy|head|chief)\s+|\S+\s+)?$", doc.text[sentence.start : mention.start])
        if not name and mention.kind == "person" and after and not lists.any_outlet().match(after.group(1)):
            name = after.group(1)
        if not name and before:
            name = before.group(1)
        out.append(replace(mention, name=name) if name else mention)
    return out


def _outlet(doc: Document, sentence: Sentence, name: str, start: int, end: int, head: str) -> Mention:
    own = doc.report.outlet
    cases, plural = cases_of(head, sentence.language)
    if own and same_name(own, name):
        return Mention("self", "media", start, end, sentence.index, own, None, cases, plural)
    return Mention("outlet", "media", start, end, sentence.index, nominative(name.strip(" .,"), sentence.language), None, cases, plural)


def outlets_in(doc: Document, sentence: Sentence) -> list[Mention]:
    """Outlets named in a sentence: by a word like "channel", by being known, or as the report's own."""
    text, out = doc.text, []
    for noun in lists.outlet_nouns(sentence.language).finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+(?:" + _TITLE + "|" + _PLAIN + ")").match(text, noun.end(), sentence.end)
        if match:
            group = 1 if match.group(1) else 2
            out.append(_outlet(doc, sentence, match.group(group), noun.start(), match.end(), noun.group().split()[-1]))
    if sentence.language == "en":
        trailing = "|".join(lists.data("outlets")["nouns"]["trailing"])
        for match in re.compile(_PLAIN + r"(?:['’]s)?\s+(?:" + trailing + r")\b").finditer(text, sentence.start, sentence.end):
            if match.group(1) not in ("Telegram", "The", "A", "Russian", "Ukrainian", "The Telegram", "This", "That"):
                out.append(_outlet(doc, sentence, match.group(1), match.start(), match.end(), ""))
    if lists.any_outlet().search(text, sentence.start, sentence.end):
        for name, pattern in lists.known_outlets():
            for match in pattern.finditer(text, sentence.start, sentence.end):
                if match.group()[:1].isupper():
                    shown = name if sentence.language == "en" else nominative(match.group(), sentence.language)
                    out.append(_outlet(doc, sentence, shown, match.start(), match.end(), match.group().split()[0]))
    if doc.report.outlet:
        for match in re.compile(_own_pattern(doc.report.outlet)).finditer(text, sentence.start, sentence.end):
            out.append(_outlet(doc, sentence, doc.report.outlet, match.start(), match.end(), match.group().split()[0]))
    return _longest(out)


@lru_cache(maxsize=64)
def _own_pattern(name: str) -> str:
    return r"\s+".join(re.escape(_stem(word)) + r"[\w.]*" for word in name.split())


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def mentions_in(doc: Document, sentence: Sentence) -> list[Mention]:
    """All mentions of a sentence, in order; an outlet's name hides the words inside it."""
    people = _with_names(doc, sentence, _role_mentions(doc, sentence))
    found = [*outlets_in(doc, sentence), *_anaphors(doc, sentence)]
    kept = [p for p in people if all(p.end <= o.start or p.start >= o.end for o in found if o.kind != "pronoun")]
    pronouns = [o for o in found if o.kind != "pronoun" or all(o.end <= p.start or o.start >= p.end for p in kept)]
    return sorted([*kept, *pronouns], key=lambda m: m.start)


def _anaphors(doc: Document, sentence: Sentence) -> list[Mention]:
    out, text = [], doc.text
    named = outlets_in(doc, sentence)
    for kind, role in (("anaphor_outlet", "media"), ("anaphor_person", ""), ("hearer", "media")):
        for match in lists.cue(sentence.language, kind).finditer(text, sentence.start, sentence.end):
            if any(match.start() < o.end and match.end() > o.start for o in named):
                continue
            cases, plural = cases_of(match.group().split()[-1], sentence.language)
            label = "self" if kind == "hearer" else "pronoun"
            out.append(Mention(label, role, match.start(), match.end(), sentence.index, None, None, cases, plural))
    return out
