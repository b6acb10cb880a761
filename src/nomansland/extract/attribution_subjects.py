"""Subject and hearer of a verb of saying: by order in English, by case and agreement in Russian and Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_names import cases_of, gender_of
from nomansland.extract.document import Document, Sentence, Token, analyzer

_GOVERN = re.compile(
    r"\b(?:of|to|from|by|with|for|against|about|near|among|at|as|on behalf of)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
_INSIDE = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Ii]nside|[Oo]utside|[Uu]nder|[Bb]ehind)\s+(?:(?:the|a|an|his|her|their|its|this|that|our)\s+)?(?:[a-z0-9-]+\s+){0,2}$"
)
_ALONE = re.compile(r"(?:^|[.;:,”\"»’—–-]\s*|\b(?:and|but|while)\s+)$")
_PICK = re.compile(
    r"\b(?:one|two|three|four|several|some|many|another|others|most|all|none|each|any|a few)"
    r"\s+(?:more\s+)?of\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[.,;:()”\"]|$|\b(?:who|from|in|of|at|with|on|whose|for|named|called)\b)")
_PREPOSITION = re.compile(r"\b(?:in|to|on|at|for|with|by|from|that|about)\b", re.IGNORECASE)
_FEMALE = re.compile(r"(?:ла|лась|лася)\b")
_MALE = re.compile(r"(?:л|лся|в|вся)\b")
_THAT = re.compile(r"\b(?:что|чтобы|що|щоб|будто|нібито|якобы|як|как)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?:В|Во|У)\s+([А-ЯЁІЇЄҐ][\w-]+(?:\s+[\w-]+){0,3})\s")
_THERE = re.compile(r"(Там|Тут|Ей|Ему|Їй|Йому)\s")
_NAMED = re.compile(r"(?:\s+[A-ZА-ЯЁІЇЄҐ][\w'’-]+){0,2},")
ITSELF = re.compile(r"(?:^|[.;:]\s+)(It)\s+(?:also\s+|has\s+|had\s+)?$")
_PLURAL = re.compile(r"(?:ли|ют|ут|ят|ать|ють|уть|лись|лися)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:в|во|у)\s+(?:[\w-]+(?:ой|ом|ій|ому|ых|их)\s+)?$", re.IGNORECASE)
_IT = re.compile(r"\s+(it)\b")
_OWNER = re.compile(r"(?:\s+(?:of\s+the\s+)?\w+)?['’]s?\s+(?:\w+\s+)?\w+")
_UNIT = re.compile(
    r"\b(?:из|с|со|з|із|зі)\s+(?:[\w-]+\s+){0,3}(?:полка|полку|бригады|бригади|батальона|батальйону|роты|роти|взвода|взводу|части"
    r"|частини|передовой|передової|фронта|фронту|окопов|окопів|позиций|позицій|передка|мсп|омсбр|омбр|отбр)\b",
    re.IGNORECASE,
)
_SELF = frozenset({"сам", "сама", "сами", "самі"})
_REACH = 60
_WORDS = 4


def _between(doc: Document, left: int, right: int) -> str:
    return doc.text[min(left, right) : max(left, right)]


def following(doc: Document, at: int, mentions: Sequence[Mention], reach: int = _REACH) -> Mention | None:
    """The source behind a cue; an owner ("one man's mother", "the soldier's wife") gives way to whom he owns."""
    for mention in mentions:
        if _OWNER.match(doc.text, mention.end) and any(0 < m.start - mention.end < 25 for m in mentions):
            continue
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


def _before_aside(doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    """The head before a clause set off by commas right before the verb ("Larisa, whose brother serves, says")."""
    before = doc.text[sentence.start : cue.start()]
    if not before.rstrip().endswith(","):
        return None
    begin = sentence.start + max(before.rfind(";"), before.rfind("”"), before.rfind("»"), 0)
    for mention in mentions:
        if not (begin <= mention.start and mention.end < cue.start() and _NAMED.match(doc.text, mention.end)):
            continue
        if (not mention.cases or "nomn" in mention.cases) and (mention.cases or _free(doc, sentence, mention)):
            if len(doc.text[mention.end : cue.start()].strip(" ,")) <= 2:
                return None
            inner = [
                m for m in mentions if mention.end < m.start < cue.start() and "ablt" in m.cases and m.kind == "person"
            ]
            return inner[0] if mention.kind == "pronoun" and inner else mention
    return None


def _stands_alone(doc: Document, sentence: Sentence, mention: Mention, cue: re.Match[str]) -> bool:
    """False for "the other", "one", "two of them" where they are no subject of their own."""
    if (
        mention.kind != "pronoun"
        or mention.role
        or doc.text[mention.start : mention.end].lower() in ("he", "she", "they")
    ):
        return True
    gap = doc.text[mention.end : cue.start()]
    return bool(_ALONE.search(doc.text[sentence.start : mention.start])) and (len(gap) <= 12 or gap.startswith(","))


def _animate(sentence: Sentence, cue: re.Match[str], plural: bool) -> Mention | None:
    """Any living being as the subject, where no word of the lists is: somebody who saw or knows."""
    best: tuple[int, Token] | None = None
    for token in sentence.tokens:
        gap = max(token.start - cue.end(), cue.start() - token.end)
        if token.text[:1].isalpha() and 0 <= gap <= 45 and _is_animate(token.lower, token.language, plural):
            best = (gap, token) if best is None or gap < best[0] else best
    if best is None:
        return None
    cases, many = cases_of(best[1].lower, best[1].language)
    return Mention("person", "witness", best[1].start, best[1].end, sentence.index, None, None, cases, many)


@lru_cache(maxsize=20_000)
def _is_animate(word: str, language: str, plural: bool) -> bool:
    tag = analyzer(language).parse(word)[0].tag
    return tag.POS == "NOUN" and {"nomn", "anim"} in tag and ("plur" in tag) == plural


def english_subject(
    doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention], stop: int
) -> Mention | None:
    before = doc.text[max(sentence.start, cue.start() - 3) : cue.start()]
    after = following(doc, cue.end(), mentions, 30)
    short = after is not None and bool(_CLOSED.match(doc.text, after.end, sentence.end))
    if after is not None and _PREPOSITION.search(_between(doc, cue.end(), after.start)):
        after = None
    inverted = re.search(r"[”\"»’?!]\s*$", before) or (re.search(r",\s*$", before) and short)
    if after and inverted and not re.match(r"\s*(?:that|to)\b", doc.text[cue.end() : cue.end() + 8]):
        return after
    itself = ITSELF.search(doc.text[sentence.start : cue.start()])
    if itself:
        at = sentence.start + itself.start(1)
        return Mention("pronoun", "media", at, at + len(itself.group(1)), sentence.index)
    head = _before_aside(doc, sentence, cue, mentions)
    if head is not None and head.start >= stop:
        return head
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


def _agrees(doc: Document, mention: Mention, plural: bool, sex: str | None, language: str) -> bool:
    """Verb and subject agree in number, and in sex where both tell it."""
    numbers = mention.cases & {"nomn1", "nomn2"}
    if numbers and ("nomn2" if plural else "nomn1") not in numbers:
        return False
    own = gender_of(doc.text[mention.start : mention.end], language) if mention.kind in ("person", "pronoun") else None
    return plural or sex is None or own is None or own == sex


def _nameless_office(doc: Document, sentence: Sentence, cue: re.Match[str]) -> Mention | None:
    """ "In the Centre X they denied it": who speaks without a subject is the office named at the head of the clause."""
    match = _HEAD.match(doc.text, sentence.start, cue.start()) or _THERE.match(doc.text, sentence.start, cue.start())
    return (
        Mention("office", "official", match.start(1), match.end(1), sentence.index, None, match.group(1))
        if match
        else None
    )


def _from_unit(doc: Document, sentence: Sentence, cue: re.Match[str]) -> Mention | None:
    """ "They write to us from the 5th regiment": soldiers, whom no noun names."""
    match = _UNIT.search(doc.text, cue.end(), min(sentence.end, cue.end() + 60))
    match = match or _UNIT.search(doc.text, max(sentence.start, cue.start() - 60), cue.start())
    return Mention("person", "soldier", match.start(), match.end(), sentence.index) if match else None


def cased_subject(doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    head = _before_aside(doc, sentence, cue, mentions)
    if head is not None and "nomn" not in head.cases:
        return head
    best: tuple[float, Mention] | None = None
    verb = doc.text[cue.start() : cue.end()]
    verb = verb.split()[0]
    plural = bool(_PLURAL.search(verb))
    sex = "f" if _FEMALE.search(verb) else "m" if _MALE.search(verb) else None
    if plural and cue.start() == sentence.start and doc.text[cue.end() : cue.end() + 1] == ",":
        return None  # "Говорят, ...": nobody is named
    published = any(m.kind == "outlet" for m in mentions)
    for mention in mentions:
        if published and doc.text[mention.start : mention.end].lower() in _SELF:
            continue
        inside = (
            plural
            and mention.kind in ("office", "outlet")
            and bool(_IN.search(doc.text[sentence.start : mention.start]))
        )
        if not inside and "nomn" not in mention.cases and not (mention.kind == "outlet" and not mention.cases):
            continue
        opens = plural and mention.kind == "outlet" and cue.start() == sentence.start  # "Пишут сами, издание «X»"
        if not (inside or opens) and not _agrees(doc, mention, plural, sex, sentence.language):
            continue
        if mention is head:
            return head
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
        office = (
            _nameless_office(doc, sentence, cue) or _from_unit(doc, sentence, cue) if plural and best is None else None
        )
        return office or (_animate(sentence, cue, plural) if best is None else None)
    return best[1]


def _beside(doc: Document, subject: Mention | None, mentions: Sequence[Mention]) -> Mention | None:
    """The outlet whose source it is: "ASTRA sources", "a source of the newspaper"."""
    if subject is None or subject.kind != "person":
        return None
    for mention in mentions:
        if mention.kind in ("outlet", "self"):
            gap = (
                _between(doc, mention.end, subject.start)
                if mention.start < subject.start
                else _between(doc, subject.end, mention.start)
            )
            if gap.strip("'’s ") in ("", "of", "of the", "in", "в", "у") and subject.role in (
                "unnamed_source",
                "media",
            ):
                return mention
    return None


def heard_by(
    doc: Document, sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention], subject: Mention | None
) -> Mention | None:
    beside = _beside(doc, subject, mentions)
    if beside or not lists.cue(sentence.language, "told").match(doc.text, cue.start(), sentence.end):
        return beside
    it = _IT.match(doc.text, cue.end(), sentence.end)
    if sentence.language == "en" and it:
        return Mention("pronoun", "media", it.start(1), it.end(1), sentence.index)
    for mention in mentions:
        if (
            mention is subject
            or mention.kind not in ("outlet", "self", "pronoun")
            or (mention.kind == "pronoun" and mention.role != "media")
        ):
            continue
        near = 0 <= mention.start - cue.end() <= 40
        if sentence.language == "en":
            if near:
                return mention
        elif (not mention.cases or "datv" in mention.cases) and (near or 0 <= cue.start() - mention.end <= 30):
            return mention
    return None
