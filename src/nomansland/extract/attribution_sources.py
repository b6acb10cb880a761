"""Mentions of possible sources: persons by role, offices, outlets, pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.document import Document, Sentence, analyzer
from nomansland.words import Passage

OFFICES = frozenset({"official", "court", "intelligence_service", "ngo"})
_OPEN, _CLOSE = "«“„\"'", "»”“\"'"
_TITLE = r"(?:[«“„\"'‘]([^»”“\"'’\n]{2,60})[»”“\"'’])"
_PLAIN = r"((?:The\s+)?[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*[\w](?:\s+(?:of|the|and|&|i|та|и|\d+|[A-ZА-ЯЁІЇЄҐ][\w'’.&-]*\w))*)"
_AFTER_NOUN = re.compile(r"(?:,?\s+(?:led by|such as|including|called|named|like|among them))?,?\s+(?:" + _TITLE + "|" + _PLAIN + ")")
_APPOSED = re.compile(r"(?:" + _PLAIN + r"|[«“\"]([^»”\"\n]{2,40})[»”\"]),\s+(?:the|a|an)?\s*(?:[\w-]+\s+){0,3}$")
_MANY = {
    "en": re.compile(r"\b(?:Russian|Ukrainian|pro-Kremlin|pro-war|Kremlin|state|Western)\s+(?:Telegram\s+)?(?:channels|media|outlets|news agencies)\b"),
    "ru": re.compile(r"\b(?:российские|украинские|провоенные|прокремлёвские|западные)\s+(?:телеграм-каналы|Telegram-каналы|каналы|СМИ|издания|медиа)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:російські|українські|провоєнні|прокремлівські|західні)\s+(?:телеграм-канали|Telegram-канали|канали|ЗМІ|видання|медіа)\b", re.IGNORECASE),
}
_STANDS = re.compile(r"\s*(?:[.,;:)\n!?”»]|$|(?:which|who|that|on|and|as|in|has|had|at|citing|reported|this|last|,)\b)")
_LABELLED = re.compile(
    r"\s*:?\s*(?:(?i:the|telegram|телеграм|channel|канал[а]?|издани[ея])[\s-]+)*(?:" + _TITLE + r"|(?!https?:|t\.me|www)@?([A-ZА-ЯЁІЇЄҐ][\w'’.&-]*\w(?:[ ][\w'’.&-]*\w){0,3}))"
)
_LATIN_TITLE = _TITLE + r"|((?:The\s+)?[A-Z][\w'’.&-]*\w(?:\s+[A-Z][\w'’.&-]*\w)*)"
_PLAIN_TITLE = _TITLE + r"|((?:The\s+)?[A-Z][\w'’.&-]*\w(?:\s+(?:of\s+|the\s+|and\s+)?[A-Z][\w'’.&-]*\w)*)"
_DATES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Januar|\d)"
)
_SENTENCE_WORDS = frozenset("Nobody Everyone Everybody Somebody Someone Others Many Several Some Most None Both Men Women People Nothing What Who When Where As If So Then There Here Now Later Asked Another Officially Q A You I Ministry Officials".split())
_COMMON = frozenset("the news agency media online newspaper channel daily weekly wire tv radio site агентство новости новостей газета канал редакция медиа сайт новини агенція газета".split())
_NOT_NAMES = frozenset("Kyiv Kiev Moscow Ukraine Russia Kharkiv Donetsk Luhansk Telegram Facebook YouTube Telegram The A An Russian Ukrainian This That He She They It We I One In On At For But And Those These Some Local Western".split())
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
        return frozenset(), word.lower().endswith(("s", "men", "people"))
    parses = [p for p in analyzer(language).parse(word.lower()) if p.tag.case and p.tag.POS in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR")]
    if not parses:
        return frozenset({"nomn", "nomn1", "nomn2", "gent", "datv", "ablt", "loct", "accs"}), False
    numbers = {"nomn2" if "plur" in p.tag else "nomn1" for p in parses if p.tag.case == "nomn"}
    return frozenset(str(p.tag.case) for p in parses) | numbers, all("plur" in p.tag for p in parses)


def is_own(own: str, name: str) -> bool:
    """True where a name is the report's own outlet: the same name, or its telling words without "News Agency" and the like."""
    if same_name(own, name):
        return True
    long, short = (re.findall(r"[\w-]+", text.lower()) for text in (own, name))
    rest = [word for word in long if word not in short]
    return bool(short) and len(rest) < len(long) and all(word in long for word in short) and all(word in _COMMON for word in rest)


@lru_cache(maxsize=5_000)
def gender_of(text: str, language: str) -> str | None:
    """`m` or `f` where the head word of a mention tells the sex of the person, else None."""
    head = text.split()[0].lower()
    for sex in ("f", "m"):
        if lists.signs("female" if sex == "f" else "male", language).match(head):
            return sex
    return None


def _stem(word: str) -> str:
    return word[: max(3, len(word) - 3)] if len(word) > 4 else word[: max(3, len(word) - 1)]


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


_ONE = frozenset({"один", "одна"})
_COUNTED = re.compile(
    r"\b(один|одна|двое|трое|четверо|пятеро|несколько|некоторые|многие|часть|большинство|двоє|троє|четверо|кілька|декілька|деякі|багато|частина|більшість|\d+|сто|десятки"
    r"|два|две|три|четыре|дві|чотири|пять|п'ять)\s+(?:(?:из|з|із|зі)\s+)?(?:[\w-]+(?:их|ых|ої|ой|ого)\s+)?$",
    re.IGNORECASE,
)


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


def _role_mentions(doc: Document, sentence: Sentence) -> list[Mention]:
    found: list[tuple[int, int, str]] = []
    for role, pattern in lists.roles(sentence.language):
        found += [(m.start(), m.end(), role) for m in pattern.finditer(doc.text, sentence.start, sentence.end)]
    found.sort(key=lambda item: (item[0] - item[1], item[0]))
    taken: list[tuple[int, int, str]] = []
    for start, end, role in found:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, role))
    taken = [t for t in taken if not (t[2] == "fellow_soldier" and t[0] == sentence.start and doc.text[t[1] : t[1] + 1] in (",", "!"))]
    return _sources_within(doc, [_person(doc, sentence, role, start, end) for start, end, role in sorted(taken)])


def _sources_within(doc: Document, mentions: list[Mention]) -> list[Mention]:
    """"A source in the security services" is one source, and of those services."""
    out: list[Mention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last and last.role == "unnamed_source" and mention.role == "intelligence_service" and _WITHIN.fullmatch(doc.text[last.end : mention.start]):
            out[-1] = replace(last, role=mention.role, kind="person", end=mention.end, office=doc.text[mention.start : mention.end])
        else:
            out.append(mention)
    return out


_WITHIN = re.compile(r"\s+(?:in|within|from|inside|close to|at|в|во|у|из|з|із|с|близк\w+ к|наближен\w+ до)\s+(?:[\w-]+\s+){0,3}", re.IGNORECASE)
_BEFORE = re.compile("(" + _NAME.pattern + r"),\s+(?:(?:the|a|an|his|her|their|its|deputy|head|chief|one)\s+|[\w-]+\s+)?$")
_AFTER = re.compile(r"\s+(" + _NAME.pattern + ")")
_APPOSED_NAME = re.compile(r",\s+(" + _NAME.pattern + r"),")
_IN = re.compile(r"(?:\b(?:in|at|near|from|on|since|outside|в|во|у|під|под|на|біля|возле|из|з|із|над)\s+)$", re.IGNORECASE)


def _is_name(name: str, language: str) -> bool:
    """False for a date or, in Russian and Ukrainian, for words that no dictionary knows as a person's name."""
    if re.match(_DATES, name) or name.split()[0] in _NOT_NAMES:
        return False
    if language not in ("ru", "uk") or not re.search("[а-яёіїєґ]", name.lower()):
        return True
    tags = [p.tag for word in name.split() for p in analyzer(language).parse(word.lower())[:3]]
    return any(grammeme in tag for tag in tags for grammeme in ("Name", "Surn", "Patr"))


def _name_of(doc: Document, sentence: Sentence, mention: Mention) -> str | None:
    rest = doc.text[mention.end : min(sentence.end, mention.end + 70)]
    sign = _CALLSIGN.search(rest[:60])
    if sign:
        return sign.group(1)
    after = _AFTER.match(rest)
    if after and not lists.any_outlet().match(after.group(1)) and _is_name(after.group(1), sentence.language):
        fits = not mention.cases or bool(mention.cases & cases_of(after.group(1).split()[0], sentence.language)[0])
        if fits and (mention.kind == "person" or " " in after.group(1)):
            return after.group(1)
    apposed = _APPOSED_NAME.match(rest)
    if apposed and _is_name(apposed.group(1), sentence.language) and not lists.any_outlet().match(apposed.group(1)):
        return apposed.group(1)
    head = doc.text[sentence.start : mention.start]
    before = _BEFORE.search(head)
    if before and _is_name(before.group(1), sentence.language) and not _IN.search(head[: before.start()]):
        return before.group(1)
    return None


def _with_names(doc: Document, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    named = [(mention, _name_of(doc, sentence, mention)) for mention in mentions]
    return [replace(mention, name=name) if name else mention for mention, name in named]


def _cases_together(text: str, language: str) -> tuple[frozenset[str], bool]:
    """Cases in which all the words of a title can stand, where there are such."""
    found = [cases_of(word, language) for word in re.findall(r"[\w'’-]+", text)[:3]]
    common = frozenset.intersection(*(cases for cases, _ in found)) if found else frozenset()
    return common or (found[0][0] if found else frozenset()), any(plural for _, plural in found)


def _outlet(doc: Document, sentence: Sentence, name: str, start: int, end: int, head: str) -> Mention:
    own = doc.report.outlet
    cases, plural = _cases_together(head or name, sentence.language)
    if own and is_own(own, name):
        return Mention("self", "media", start, end, sentence.index, own, None, cases, plural)
    return Mention("outlet", "media", start, end, sentence.index, nominative(name.strip(" .,"), sentence.language), None, cases, plural)


def _by_noun(doc: Document, sentence: Sentence) -> list[Mention]:
    text, out = doc.text, []
    for noun in lists.outlet_nouns(sentence.language).finditer(text, sentence.start, sentence.end):
        match = _AFTER_NOUN.match(text, noun.end(), sentence.end)
        if match and not re.match(_DATES, match.group().strip()):
            name = match.group(1) or match.group(2)
            out.append(_outlet(doc, sentence, name, noun.start(), match.end(), noun.group().split()[-1]))
    if sentence.language == "en":
        for match in _trailing().finditer(text, sentence.start, sentence.end):
            if match.group(1).split()[-1] not in _NOT_NAMES:
                out.append(_outlet(doc, sentence, match.group(1), match.start(), match.end(), ""))
    return out


@lru_cache(maxsize=1)
def _trailing() -> re.Pattern[str]:
    return re.compile(_PLAIN + r"(?:['’]s)?\s+(?:" + "|".join(lists.data("outlets")["nouns"]["trailing"]) + r")\b")


def _by_cue(doc: Document, sentence: Sentence) -> list[Mention]:
    """Names that stand where an outlet would: a title or a foreign name beside a verb of publishing or after "citing"."""
    text, out = doc.text, []
    verbs, preps = lists.cue(sentence.language, "publishing"), lists.cue(sentence.language, "outlet_after")
    title = _LATIN_TITLE if sentence.language in ("ru", "uk") else _PLAIN_TITLE
    for cue in preps.finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+(?:the\s+)?(?:" + title + ")").match(text, cue.end(), sentence.end)
        if match and (sentence.language != "en" or _STANDS.match(text, match.end())):
            out.append(_named(doc, sentence, match))
    for cue in lists.cue(sentence.language, "told").finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+" + _TITLE).match(text, cue.end(), sentence.end)
        if match and sentence.language != "en" and len(match.group(1).split()) <= 4 and match.group(1)[:1].isupper():
            out.append(_outlet(doc, sentence, match.group(1), match.start(1) - 1, match.end(1) + 1, match.group(1)))
    for cue in verbs.finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+(?:" + title + ")").match(text, cue.end(), sentence.end)
        if match and sentence.language != "en":
            out.append(_named(doc, sentence, match))
        for match in re.compile("(?:" + title + ")").finditer(text, sentence.start, cue.start()):
            if len(text[match.end() : cue.start()].strip()) <= 1:
                out.append(_named(doc, sentence, match))
    return [m for m in out if m.name and not re.match(_DATES, m.name) and m.name.removeprefix("The ").split()[0] not in _NOT_NAMES]


def _by_apposition(doc: Document, sentence: Sentence) -> list[Mention]:
    """"Step.News, the local outlet", "«Степ», местное издание": a name explained by a word for outlets right after it."""
    text, out = doc.text, []
    for noun in lists.outlet_nouns(sentence.language).finditer(text, sentence.start, sentence.end):
        match = _APPOSED.search(text[sentence.start : noun.start()])
        if match and (match.group(1) or match.group(2)).removeprefix("The ").split()[0] not in _NOT_NAMES and not re.match(_DATES, match.group(1) or ""):
            group = 1 if match.group(1) else 2
            start = sentence.start + match.start(group)
            out.append(_outlet(doc, sentence, match.group(group), start, start + len(match.group(group)), ""))
    for match in _MANY[sentence.language].finditer(text, sentence.start, sentence.end):
        if not _AFTER_NOUN.match(text, match.end(), sentence.end):
            out.append(Mention("outlet", "media", match.start(), match.end(), sentence.index, match.group(), None, frozenset({"nomn", "ablt"}), True))
    return out


def labelled_source(doc: Document, paragraph: int) -> Mention | None:
    """The outlet of a line like "Source: X" or "Forwarded from: X"; addresses and the report's own name are none."""
    start, end = doc.paragraphs[paragraph]
    for match in _labels(doc.language).finditer(doc.text, start, end):
        before = doc.text[start : match.start()].rstrip()
        found = _LABELLED.match(doc.text, match.end(), end)
        if found is None or (before and before[-1] not in ".!?»”)—|·•\"") or (not before and not match.group().strip()):
            continue
        group = 1 if found.group(1) else 2
        name = found.group(group)
        if before and not doc.text[match.start() : match.end()].strip().endswith(":"):
            continue
        mention = _outlet(doc, doc.sentence_at(match.start()), name, match.start(), found.end(), name)
        return mention if mention.kind == "outlet" else None
    return None


@lru_cache(maxsize=4)
def _labels(language: str) -> re.Pattern[str]:
    return lists.cue(language, "label")


def _named(doc: Document, sentence: Sentence, match: re.Match[str]) -> Mention:
    group = next(number for number in (1, 2) if match.group(number))
    return _outlet(doc, sentence, match.group(group), match.start(group) - (group == 1), match.end(group) + (group == 1), match.group(group))


def _by_name(doc: Document, sentence: Sentence, names: Iterable[str]) -> list[Mention]:
    out = []
    for name in names:
        for match in re.compile(r"(?<!\w)" + _own_pattern(name) + r"(?!\w)").finditer(doc.text, sentence.start, sentence.end):
            out.append(_outlet(doc, sentence, name, match.start(), match.end(), match.group()))
    return out


def _listed(name: str, found: str, language: str) -> str:
    """The base form of a listed outlet in the spelling of the text: the first form of its list, else by inflection."""
    for entry in lists.data("outlets")["known"][name]:
        forms = str(entry).split("|")
        if found.lower() in forms and len(forms) > 1:
            return " ".join(word.capitalize() if found[:1].isupper() else word for word in forms[0].split(" "))
    return nominative(found, language)


def _by_list(doc: Document, sentence: Sentence) -> list[Mention]:
    out: list[Mention] = []
    if not lists.any_outlet().search(doc.text, sentence.start, sentence.end):
        return out
    for name, pattern in lists.known_outlets():
        for match in pattern.finditer(doc.text, sentence.start, sentence.end):
            if match.group()[:1].isupper():
                shown = name if sentence.language == "en" else _listed(name, match.group(), sentence.language)
                out.append(_outlet(doc, sentence, shown, match.start(), match.end(), match.group()))
    return out


def outlets_in(doc: Document, sentence: Sentence, names: Iterable[str] = ()) -> list[Mention]:
    """Outlets named in a sentence: by a word like "channel", by being known or named elsewhere in the report, as the report's own."""
    own = [doc.report.outlet] if doc.report.outlet else []
    return _longest(
        [*_by_noun(doc, sentence), *_by_list(doc, sentence), *_by_cue(doc, sentence), *_by_apposition(doc, sentence), *_by_name(doc, sentence, [*own, *names])]
    )


def outlet_names(doc: Document) -> tuple[str, ...]:
    """The names of the outlets that a report brings in with a word or a cue, its own left out."""
    found: list[str] = []
    for sentence in doc.sentences:
        for mention in outlets_in(doc, sentence):
            if mention.kind == "outlet" and mention.name and not any(same_name(mention.name, other) for other in found):
                found.append(mention.name)
    return tuple(found)


@lru_cache(maxsize=64)
def _own_pattern(name: str) -> str:
    return r"\s+".join(re.escape(_stem(word)) + r"[\w.]*" for word in name.split())


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole report lets one know of its names: outlets, and persons with the mention that brought them in."""

    outlets: tuple[str, ...] = ()
    people: tuple[Mention, ...] = ()


def known_in(doc: Document) -> Known:
    """The names that a report brings in anywhere."""
    people: dict[str, Mention] = {}
    for sentence in doc.sentences:
        for mention in _with_names(doc, sentence, _role_mentions(doc, sentence)):
            if mention.name:
                people.setdefault(mention.name, mention)
    outlets = [name for name in outlet_names(doc) if not any(same_name(name, person) for person in people)]
    return Known(tuple(outlets), tuple(people.values()))


def _by_person(doc: Document, sentence: Sentence, known: Known) -> list[Mention]:
    """Later mentions of a person by name or call sign alone."""
    out = []
    for person in known.people:
        last = (person.name or "").split()[-1]
        if len(last) < 3:
            continue
        for match in re.compile(r"(?<!\w)" + re.escape(_stem(last)) + r"\w{0,4}(?!\w)").finditer(doc.text, sentence.start, sentence.end):
            cases, plural = cases_of(match.group(), sentence.language)
            out.append(Mention(person.kind, person.role, match.start(), match.end(), sentence.index, person.name, person.office, cases, plural))
    return out


def _bare_names(doc: Document, sentence: Sentence, taken: Iterable[Mention]) -> list[Mention]:
    """Persons named without a word for who they are, right beside a verb of saying: most often those concerned themselves."""
    out, text, busy = [], doc.text, list(taken)
    for cue in lists.cue(sentence.language, "says").finditer(text, sentence.start, sentence.end):
        for match in _NAME.finditer(text, sentence.start, sentence.end):
            gap = text[match.end() : cue.start()] if match.start() < cue.start() else text[cue.end() : match.start()]
            apposed = match.start() < cue.start() and gap.startswith(",") and gap.rstrip().endswith(",") and len(gap) < 60
            named = any(m.name and m.name in match.group() for m in busy)
            if (gap.strip() and not apposed) or named or any(match.start() < m.end and m.start < match.end() for m in busy):
                continue
            if _is_person_name(match.group(), sentence.language):
                cases, plural = cases_of(match.group().split()[0], sentence.language)
                role = _apposed_role(doc, busy, match.end(), cue.start()) if apposed else _described(doc, busy, match.start())
                out.append(Mention("person", role, match.start(), match.end(), sentence.index, match.group(), None, cases, plural))
                busy.append(out[-1])
    return out


_WHOSE = re.compile(r"\b(?:whose|ч[ьейия]+|чиї|чий|чия|у котор\w+|у як\w+)\b", re.IGNORECASE)


def _apposed_role(doc: Document, mentions: Iterable[Mention], start: int, end: int) -> str:
    """The role told between a name and its verb ("Nadia, whose husband serves, said")."""
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.kind == "person"]
    if not inside:
        return "soldier"
    return "relative" if _WHOSE.search(doc.text[start : inside[0].start]) else inside[0].role


def _described(doc: Document, mentions: Iterable[Mention], at: int) -> str:
    """The role of the phrase that runs up to a name ("the wife of a soldier Olha"); a bare name is taken for one of the men concerned."""
    for mention in mentions:
        gap = doc.text[mention.end : at]
        if mention.end <= at and mention.kind == "person" and len(gap.split()) <= 3 and not re.search(r"[^\w\s'’-]", gap):
            if not mention.cases or "nomn" in mention.cases:
                return mention.role
    return "soldier"


def _is_person_name(name: str, language: str) -> bool:
    if not _is_name(name, language) or lists.any_outlet().match(name) or name.isupper():
        return False
    if language in ("ru", "uk"):
        return bool(re.search("[а-яёіїєґ]", name.lower()))
    return name.split()[0] not in _SENTENCE_WORDS


def mentions_in(doc: Document, sentence: Sentence, known: Known = Known()) -> list[Mention]:
    """All mentions of a sentence, in order; an outlet's name hides the words inside it."""
    people = _with_names(doc, sentence, _role_mentions(doc, sentence))
    named = [o for o in outlets_in(doc, sentence, known.outlets) if not any(p.name and same_name(p.name, o.name or "") for p in known.people)]
    found = [*named, *_anaphors(doc, sentence, named)]
    people = _longest([*people, *(m for m in _by_person(doc, sentence, known) if all(m.end <= p.start or m.start >= p.end for p in people))])
    kept = [p for p in people if all(p.end <= o.start or p.start >= o.end for o in found if o.kind != "pronoun")]
    pronouns = [o for o in found if o.kind != "pronoun" or all(o.end <= p.start or o.start >= p.end for p in kept)]
    everything = [*kept, *pronouns]
    return sorted([*everything, *_bare_names(doc, sentence, everything)], key=lambda m: m.start)


def _anaphors(doc: Document, sentence: Sentence, named: list[Mention]) -> list[Mention]:
    out, text = [], doc.text
    for kind, role in (("anaphor_outlet", "media"), ("anaphor_person", ""), ("hearer", "media")):
        for match in lists.cue(sentence.language, kind).finditer(text, sentence.start, sentence.end):
            if any(match.start() < o.end and match.end() > o.start for o in named):
                continue
            cases, plural = cases_of(match.group().split()[-1], sentence.language)
            label = "self" if kind == "hearer" else "pronoun"
            out.append(Mention(label, role, match.start(), match.end(), sentence.index, None, None, cases, plural))
    return out
