"""Who is said to say something, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_sources import Known, Mention, gender_of, mentions_in
from nomansland.extract.document import Document, Sentence

_GOVERN = re.compile(r"\b(?:of|to|from|by|with|for|against|about|near|among|at|on behalf of)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:[Ii]n|[Oo]n|[Ii]nside|[Oo]utside|[Uu]nder|[Bb]ehind)\s+(?:(?:the|a|an|his|her|their|its|this|that|our)\s+)?(?:[a-z0-9-]+\s+){0,2}$")
_ALONE = re.compile(r"(?:^|[.;:,”\"»’—–-]\s*|\b(?:and|but|while)\s+)$")
_PICK = re.compile(r"\b(?:one|two|three|four|several|some|many|another|others|most|all|none|each|any|a few)\s+(?:more\s+)?of\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_ACCOUNT = {
    "en": re.compile(r"(?:['’]s?)?\s+(?:account|version|words|testimony|story|statement|telling)s?\b", re.IGNORECASE),
}
_FOLLOWS = {
    "ru": re.compile(r"\b(?:следует|известно|видно)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:випливає|відомо|видно)\b", re.IGNORECASE),
}
_CLOSED = re.compile(r"\s*(?:[.,;:()”\"]|$|\b(?:who|from|in|of|at|with|on|whose|for|named|called)\b)")
_PREPOSITION = re.compile(r"\b(?:in|to|on|at|for|with|by|from|that|about)\b", re.IGNORECASE)
_FEMALE = re.compile(r"(?:ла|лась|лася)\b")
_MALE = re.compile(r"(?:л|лся|в|вся)\b")
_THAT = re.compile(r"\b(?:что|чтобы|що|щоб|будто|нібито|якобы|як|как)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?:В|Во|У)\s+([А-ЯЁІЇЄҐ][\w-]+(?:\s+[\w-]+){0,3})\s")
_FROM = re.compile(r"\b(?:из|з|із|зі)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:ли|ют|ут|ят|ать|ють|уть|лись|лися)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:в|во|у)\s+(?:[\w-]+(?:ой|ом|ій|ому|ых|их)\s+)?$", re.IGNORECASE)
_IT = re.compile(r"\s+(it)\b")
_REACH = 60
_WORDS = 4


@dataclass(frozen=True, slots=True)
class Say:
    """One tie between a source and words: the cue, its source, who heard it, and whether it points at what stands before."""

    start: int
    end: int
    sentence: int
    kind: str
    source: Mention | None
    heard: Mention | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its mentions and ties, direct speech left aside."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    says: tuple[Say, ...]


def _outside(start: int, spans: Sequence[tuple[int, int]]) -> bool:
    return not any(a <= start < b for a, b in spans)


def _between(doc: Document, left: int, right: int) -> str:
    return doc.text[min(left, right) : max(left, right)]


def _following(doc: Document, at: int, mentions: Sequence[Mention], reach: int = _REACH) -> Mention | None:
    for mention in mentions:
        gap = _between(doc, at, mention.start)
        if at <= mention.start <= at + reach and not re.search(r"[,;:.!?](\s|$)", gap) and len(gap.split()) <= _WORDS:
            return mention
    return None


def _free(doc: Document, sentence: Sentence, mention: Mention) -> bool:
    """In English: not the object of a preposition, unless as "one of the"."""
    before = doc.text[max(sentence.start, mention.start - 40) : mention.start]
    if re.search(r"\bwhose\s+(?:\w+\s+)?$", before):
        return False
    return not (_GOVERN.search(before) or _INSIDE.search(before)) or bool(_PICK.search(before))


def _stands_alone(doc: Document, sentence: Sentence, mention: Mention, cue: re.Match[str]) -> bool:
    """False for "the other", "one", "two of them" where they are no subject of their own."""
    if mention.kind != "pronoun" or mention.role or doc.text[mention.start : mention.end].lower() in ("he", "she", "they"):
        return True
    gap = doc.text[mention.end : cue.start()]
    return bool(_ALONE.search(doc.text[sentence.start : mention.start])) and (len(gap) <= 12 or gap.startswith(","))


def _english_subject(doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention], stop: int) -> Mention | None:
    before = doc.text[max(sentence.start, cue.start() - 3) : cue.start()]
    after = _following(doc, cue.end(), mentions, 30)
    short = after is not None and bool(_CLOSED.match(doc.text, after.end, sentence.end))
    if after is not None and _PREPOSITION.search(_between(doc, cue.end(), after.start)):
        after = None
    inverted = re.search(r"[”\"»’?!]\s*$", before) or (re.search(r",\s*$", before) and short)
    if after and inverted and not re.match(r"\s*(?:that|to)\b", doc.text[cue.end() : cue.end() + 8]):
        return after
    governed = None
    for mention in reversed(mentions):
        if mention.end > cue.start() or mention.start < stop:
            continue
        if ";" in _between(doc, mention.end, cue.start()):
            break
        if mention.kind == "pronoun" and mention.role == "" and "," in _between(doc, mention.end, cue.start()):
            continue
        if not _stands_alone(doc, sentence, mention, cue):
            continue
        if _free(doc, sentence, mention):
            return mention
        governed = governed or mention
    return after if after and inverted else governed if governed and governed.kind == "outlet" else None


def _cased_subject(doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    best: tuple[float, Mention] | None = None
    verb = doc.text[cue.start() : cue.end()]
    verb = verb.split()[0]
    plural = bool(_PLURAL.search(verb))
    sex = "f" if _FEMALE.search(verb) else "m" if _MALE.search(verb) else None
    for mention in mentions:
        inside = plural and mention.kind in ("office", "outlet") and bool(_IN.search(doc.text[sentence.start : mention.start]))
        if not inside and "nomn" not in mention.cases and not (mention.kind == "outlet" and not mention.cases):
            continue
        if not inside and not _agrees(doc, mention, plural, sex, sentence.language):
            continue
        behind = mention.start >= cue.end()
        gap = _between(doc, cue.end(), mention.start) if behind else _between(doc, mention.end, cue.start())
        if re.search(r"[;]|[.!?]\s", gap):
            continue
        weight = len(gap) * (1.0 if behind else 1.2) + 25 * len(re.findall(r"[,—–]", gap)) + 90 * gap.count(":")
        weight += 100 if behind and _THAT.search(gap) else 0
        weight += 40 if mention.kind == "self" else 0
        if best is None or weight < best[0]:
            best = (weight, mention)
    if best is None or best[0] > 140:
        return _nameless_office(doc, sentence, cue) if plural and best is None else None
    return best[1]


def _agrees(doc: Document, mention: Mention, plural: bool, sex: str | None, language: str) -> bool:
    """Verb and subject agree in number, and in sex where both tell it."""
    numbers = mention.cases & {"nomn1", "nomn2"}
    if numbers and ("nomn2" if plural else "nomn1") not in numbers:
        return False
    own = gender_of(doc.text[mention.start : mention.end], language) if mention.kind in ("person", "pronoun") else None
    return plural or sex is None or own is None or own == sex


def _nameless_office(doc: Document, sentence: Sentence, cue: re.Match[str]) -> Mention | None:
    """"In the Centre X they denied it": who speaks without a subject is the office named at the head of the clause."""
    match = _HEAD.match(doc.text, sentence.start, cue.start())
    return Mention("office", "official", match.start(1), match.end(1), sentence.index, None, match.group(1)) if match else None


def _beside(doc: Document, subject: Mention | None, mentions: Sequence[Mention]) -> Mention | None:
    """The outlet whose source it is: "ASTRA sources", "a source of the newspaper"."""
    if subject is None or subject.kind != "person":
        return None
    for mention in mentions:
        if mention.kind in ("outlet", "self"):
            gap = _between(doc, mention.end, subject.start) if mention.start < subject.start else _between(doc, subject.end, mention.start)
            if gap.strip("'’s ") in ("", "of", "of the", "in", "в", "у") and (mention.start < subject.start or subject.role == "unnamed_source"):
                return mention
    return None


def _heard(doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention], subject: Mention | None) -> Mention | None:
    beside = _beside(doc, subject, mentions)
    if beside or not lists.cue(sentence.language, "told").match(doc.text, cue.start(), sentence.end):
        return beside
    it = _IT.match(doc.text, cue.end(), sentence.end)
    if sentence.language == "en" and it:
        return Mention("pronoun", "media", it.start(1), it.end(1), sentence.index)
    for mention in mentions:
        if mention is subject or mention.kind not in ("outlet", "self", "pronoun") or (mention.kind == "pronoun" and mention.role != "media"):
            continue
        near = 0 <= mention.start - cue.end() <= 40
        if sentence.language == "en":
            if near:
                return mention
        elif (not mention.cases or "datv" in mention.cases) and (near or 0 <= cue.start() - mention.end <= 30):
            return mention
    return None


def _verbs(doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Say]:
    out, stop = [], sentence.start
    for cue in lists.cue(sentence.language, "says").finditer(doc.text, sentence.start, sentence.end):
        if not _outside(cue.start(), spans) or (sentence.language == "en" and _PASSIVE.search(doc.text[sentence.start : cue.start()])):
            continue
        if sentence.language == "en":
            subject = _english_subject(doc, sentence, cue, mentions, stop)
        else:
            subject = _cased_subject(doc, sentence, cue, mentions)
        heard = _heard(doc, sentence, cue, mentions, subject)
        back = bool(lists.cue(sentence.language, "back").match(doc.text, sentence.start, sentence.end))
        if subject or heard:
            out.append(Say(cue.start(), cue.end(), sentence.index, "says", subject, heard, back))
            aside = doc.text[cue.end() : cue.end() + 1] == ","
            stop = cue.end() if subject and subject.start < cue.start() and not aside else stop
    return [*out, *_records(doc, sentence, mentions, spans)]


def _records(doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Say]:
    """Offices that receive complaints or keep count speak by their figures, courts by their rulings."""
    out = []
    for kind, holders in (("records", ("official", "ngo", "expert", "media")), ("rules", ("court",))):
        for cue in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end):
            if not _outside(cue.start(), spans):
                continue
            for mention in reversed(mentions):
                gap = doc.text[mention.end : cue.start()]
                if mention.end > cue.start() or mention.role not in holders or mention.kind in ("person", "pronoun"):
                    continue
                clear = ";" not in gap if mention.kind == "outlet" else not re.search(r"[;.:]|,[^,]*$", gap)
                if len(gap) < 70 and clear and ("nomn" in mention.cases or not mention.cases):
                    out.append(Say(cue.start(), cue.end(), sentence.index, "says", mention))
                break
    return out


def _inside(doc: Document, sentence: Sentence, cue: re.Match[str]) -> Mention | None:
    """The pronoun of "by his account"."""
    own = lists.cue(sentence.language, "possessive").search(doc.text, cue.start(), cue.end())
    return Mention("pronoun", "", own.start(), own.end(), sentence.index) if own else None


def _prepositions(doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Say]:
    out = []
    for kind in ("after", "citing"):
        for cue in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end):
            if not _outside(cue.start(), spans):
                continue
            heard = None
            source = _inside(doc, sentence, cue) or _following(doc, cue.end(), mentions)
            if lists.cue(sentence.language, "quoting").match(doc.text, cue.start(), cue.end()):
                named = [m for m in mentions if m.kind in ("person", "office")]
                source = _following(doc, cue.end(), named, 90) or source
                heard = next((m for m in mentions if m.kind == "outlet" and min(abs(m.start - cue.end()), abs(cue.start() - m.end)) < 4), None)
            back = bool(lists.cue(sentence.language, "back").match(doc.text, sentence.start, sentence.end))
            if source:
                out.append(Say(cue.start(), cue.end(), sentence.index, kind, source, heard, back))
    return [*out, *_accounts(doc, sentence, mentions)]


def _accounts(doc: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[Say]:
    """"The wives' account", "it follows from the verdict": the source stands inside the noun phrase."""
    out = []
    account, follows = _ACCOUNT.get(sentence.language), _FOLLOWS.get(sentence.language)
    for mention in mentions:
        if mention.kind not in ("person", "office"):
            continue
        match = account.match(doc.text, mention.end, sentence.end) if account else None
        match = match or (follows.search(doc.text, mention.end, sentence.end) if follows and _FROM.search(doc.text[sentence.start : mention.start]) else None)
        if match:
            out.append(Say(match.start(), match.end(), sentence.index, "after", mention))
    return out


def scene(doc: Document, sentence: Sentence, spans: Sequence[tuple[int, int]], known: Known) -> Scene:
    """The mentions of a sentence that stand outside direct speech, and the ties between them and words."""
    mentions = tuple(m for m in mentions_in(doc, sentence, known) if _outside(m.start, spans))
    firm = _prepositions(doc, sentence, mentions, spans)
    used = {say.source.start for say in firm if say.source}
    free = [m for m in mentions if m.start not in used]
    taken = [m.span() for kind in ("after", "citing") for m in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end)]
    verbs = [v for v in _verbs(doc, sentence, free, spans) if not any(v.start < b and a < v.end for a, b in taken)]
    found = [*firm, *verbs]
    if not found and doc.text[sentence.end - 1] == ":":
        first = next((m for m in mentions if m.kind == "person" and (not m.cases or "nomn" in m.cases)), None)
        found = [Say(sentence.end - 1, sentence.end, sentence.index, "says", first)] if first else []
    return Scene(sentence, mentions, tuple(sorted(found, key=lambda say: say.start)))
