"""Persons and offices named by what they are, and persons named by name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import OFFICES, Mention
from nomansland.extract.attribution_names import NAME, cases_of, is_name, is_person_name
from nomansland.extract.document import Document, Sentence, analyzer

_CALLSIGN = re.compile(
    r"(?:call[- ]?sign|nom de guerre|nickname[d]?|goes by|going by|known (?:\w+ )?as|"
    r"позывн\w+|позивн\w+|псевдо|кличк\w+)\s+[«“„\"]?([\w'’-]+)[»”“\"]?",
    re.IGNORECASE,
)
_ONE = frozenset({"один", "одна"})
_COUNTED = re.compile(
    r"\b(один|одна|двое|трое|четверо|пятеро|несколько|некоторые|многие|часть|большинство|двоє|троє|четверо|кілька|декілька|деякі|багато|частина|більшість|\d+|сто|десятки"
    r"|два|две|три|четыре|дві|чотири|пять|п'ять)\s+(?:(?:из|з|із|зі)\s+)?(?:[\w-]+(?:их|ых|ої|ой|ого)\s+)?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\s+(?:in|within|from|inside|close to|at|в|во|у|из|з|із|с|близк\w+ к|наближен\w+ до)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    "(" + NAME.pattern + r"),\s+(?:(?:the|a|an|his|her|their|its|deputy|head|chief|one)\s+|(?!"
    r"(?:whose|who|which|that|where|when|as|and|but|if|what|чей|чья|чия|чий|что|чтобы|що|щоб"
    r"|и|а|но|і|й|та|як|как|де|где)\b)[\w-]+\s+)?$"
)
_AFTER = re.compile(r"\s+(" + NAME.pattern + ")")
_APPOSED_NAME = re.compile(r",\s+(" + NAME.pattern + r"),")
# "a lawyer for two of the men, Olena Rudko, says": after more words only a full name is surely the person's
_FULL_NAME = re.compile(r"\s+[a-zа-яёіїєґ][^,.;:«“\"]{2,45},\s+(" + NAME.pattern + r"),")
_IN = re.compile(
    r"(?:\b(?:in|at|near|from|on|since|outside|by|to|with|в|во|у|під|под|на|біля|возле|из|з|із|над)\s+)$", re.IGNORECASE
)
_WHOSE = re.compile(r"\b(?:whose|ч[ьейия]+|чиї|чий|чия|у котор\w+|у як\w+)\b", re.IGNORECASE)


@lru_cache(maxsize=5_000)
def _head(text: str, language: str) -> str:
    """The first noun of a phrase in Russian or Ukrainian, else its first word."""
    words = [word.strip("«»\"'") for word in text.split()]
    if language in ("ru", "uk"):
        for word in words:
            if analyzer(language).parse(word.lower())[0].tag.POS == "NOUN":
                return word
    return words[0]


def _person(doc: Document, sentence: Sentence, role: str, start: int, end: int) -> Mention:
    cases, plural = cases_of(_head(doc.text[start:end], sentence.language), sentence.language)
    counted = _COUNTED.search(doc.text[max(sentence.start, start - 40) : start]) if cases and "gent" in cases else None
    if counted:
        one = counted.group(1).lower() in _ONE
        cases = cases | ({"nomn", "nomn1"} if one else {"nomn", "nomn1", "nomn2"})
    if role in OFFICES:
        return Mention("office", role, start, end, sentence.index, None, doc.text[start:end], cases, plural)
    return Mention("person", role, start, end, sentence.index, None, None, cases, plural)


def _sources_within(doc: Document, mentions: list[Mention]) -> list[Mention]:
    """ "A source in the security services" is one source, and of those services."""
    out: list[Mention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if (
            last
            and last.role == "unnamed_source"
            and mention.role == "intelligence_service"
            and _WITHIN.fullmatch(doc.text[last.end : mention.start])
        ):
            out[-1] = replace(
                last, role=mention.role, kind="person", end=mention.end, office=doc.text[mention.start : mention.end]
            )
        else:
            out.append(mention)
    return out


def role_mentions(doc: Document, sentence: Sentence) -> list[Mention]:
    finders = lists.role_finders(sentence.language)
    found = [(*m.span(), role) for role, m in finders.finditer(doc.text, sentence.start, sentence.end)]
    found.sort(key=lambda item: (item[0] - item[1], item[0]))
    taken: list[tuple[int, int, str]] = []
    for start, end, role in found:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, role))
    taken = [
        t
        for t in taken
        if not (t[2] == "fellow_soldier" and t[0] == sentence.start and doc.text[t[1] : t[1] + 1] in (",", "!"))
    ]
    return _sources_within(doc, [_person(doc, sentence, role, start, end) for start, end, role in sorted(taken)])


def _agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """True where a name and a role can stand in one case and number; always where there are no cases."""
    if not left or not right:
        return True
    if "nomn" in left:
        return bool(left & right & {"nomn1", "nomn2"})
    return bool(left & right)


def _name_of(doc: Document, sentence: Sentence, mention: Mention) -> str | None:
    rest = doc.text[mention.end : min(sentence.end, mention.end + 70)]
    sign = _CALLSIGN.search(rest[:60])
    if sign:
        return sign.group(1)
    after = _AFTER.match(rest)
    if after and not lists.any_outlet().match(after.group(1)) and is_name(after.group(1), sentence.language):
        own = cases_of(after.group(1).split()[0], sentence.language)[0]
        fits = _agree(mention.cases, own)
        if fits and (mention.kind == "person" or " " in after.group(1)):
            return after.group(1)
    apposed = _APPOSED_NAME.match(rest) or _FULL_NAME.match(rest)
    if apposed and apposed.re is _FULL_NAME and " " not in apposed.group(1):
        apposed = None
    if apposed and is_name(apposed.group(1), sentence.language) and not lists.any_outlet().match(apposed.group(1)):
        return apposed.group(1)
    head = doc.text[sentence.start : mention.start]
    before = _BEFORE.search(head)
    agrees = before is None or _agree(mention.cases, cases_of(before.group(1).split()[0], sentence.language)[0])
    if before and agrees and is_name(before.group(1), sentence.language) and not _IN.search(head[: before.start()]):
        return before.group(1)
    return None


def with_names(doc: Document, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    out: list[Mention] = []
    given: set[str] = set()
    for mention in mentions:
        name = _name_of(doc, sentence, mention)
        out.append(replace(mention, name=name) if name and name not in given else mention)
        given |= {name} if name else set()
    return out


def _apposed_role(doc: Document, mentions: Iterable[Mention], start: int, end: int, name: str) -> str:
    """The role told between a name and its verb ("Nadia, whose husband serves, said")."""
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.kind == "person"]
    if not inside:
        return _bare_role(name, doc.sentence_at(start).language)
    return "relative" if _WHOSE.search(doc.text[start : inside[0].start]) else inside[0].role


_OF = re.compile(r"\s+(?:of|from|at|with)\s+(?:the\s+)?[A-Z][\w-]+(?:\s+(?:of|for|and))?\s+[A-Z]\w+")


def _bare_role(name: str, language: str, rest: str = "") -> str:
    """What a name alone lets one suppose: a woman is most often kin, a man one of those concerned.

    `rest` is the text behind the name: "of the Long Name Centre" makes it somebody of an organisation.
    """
    if language == "en" and _OF.match(rest):
        return "ngo"
    first = name.split()[0]
    if language in ("ru", "uk"):
        tags = [parse.tag for parse in analyzer(language).parse(first.lower()) if "Name" in parse.tag]
        return "relative" if tags and "femn" in tags[0] else "soldier"
    return "relative" if first.endswith("a") and first not in lists.names("male_in_a") else "soldier"


def _described(doc: Document, mentions: Iterable[Mention], at: int, name: str) -> str:
    """The role of the phrase that runs up to a name ("the wife of a soldier Olha"); else one of the men concerned."""
    for mention in mentions:
        gap = re.sub(r"[«“\"][^»”\"]{2,40}[»”\"]", "", doc.text[mention.end : at])
        subject = (
            mention.end <= at
            and mention.kind in ("person", "office")
            and (not mention.cases or "nomn" in mention.cases)
        )
        if subject and len(gap.split()) <= 3 and not re.search(r"[^\w\s'’-]", gap):
            return mention.role
    return _bare_role(name, doc.sentence_at(at).language, doc.text[at + len(name) : at + len(name) + 60])


def bare_names(doc: Document, sentence: Sentence, taken: Iterable[Mention]) -> list[Mention]:
    """Persons named without a word for who they are: beside a verb of saying, or by a name the dictionary knows."""
    out: list[Mention] = []
    busy = list(taken)
    cues = [
        m
        for kind in ("says", "after")
        for m in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end)
    ]
    for found in NAME.finditer(doc.text, sentence.start, sentence.end):
        match = _without_trade(doc.text, found, sentence.language)
        name = match.group()
        if any((match.start() < m.end and m.start < match.end()) or (m.name and m.name in name) for m in busy):
            continue
        role = _beside_cue(doc, match, cues, busy)
        if role is None and _given_name(name, sentence.language):
            role = _described(doc, busy, match.start(), name)
        if role is not None and is_person_name(name, sentence.language):
            cases, plural = cases_of(name.split()[0], sentence.language)
            kind = "office" if role in OFFICES else "person"
            out.append(Mention(kind, role, match.start(), match.end(), sentence.index, name, None, cases, plural))
            busy.append(out[-1])
    return out


def _without_trade(text: str, found: re.Match[str], language: str) -> re.Match[str]:
    """A name without the word for a trade that opens the sentence before it ("Тракторист Василь")."""
    first, _, rest = found.group().partition(" ")
    if rest and not _given_name(first, language) and _given_name(rest, language):
        return NAME.match(text, found.end() - len(rest)) or found
    return found


def _beside_cue(doc: Document, match: re.Match[str], cues: list[re.Match[str]], busy: list[Mention]) -> str | None:
    """The role of a name that stands right beside a cue, or None."""
    for cue in cues:
        before = match.start() < cue.start()
        gap = doc.text[match.end() : cue.start()] if before else doc.text[cue.end() : match.start()]
        if not gap.strip():
            return _described(doc, busy, match.start(), match.group())
        if before and gap.startswith(",") and gap.rstrip().endswith(",") and len(gap) < 60:
            return _apposed_role(doc, busy, match.end(), cue.start(), match.group())
    return None


@lru_cache(maxsize=5_000)
def _given_name(name: str, language: str) -> bool:
    """True for a given name in the nominative, where a dictionary tells (Russian, Ukrainian)."""
    if language not in ("ru", "uk"):
        return False
    parses = analyzer(language).parse(name.split()[0].lower())
    return "Name" in parses[0].tag and "nomn" in parses[0].tag
