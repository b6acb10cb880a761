"""Who is said to say something, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_sources import Known, mentions_in
from nomansland.extract.attribution_subjects import ITSELF, cased_subject, english_subject, following, heard_by
from nomansland.extract.document import Document, Sentence

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_ACCOUNT = {
    "en": re.compile(
        r"(?:['’]s?)?\s+(?:account|version|words|testimony|story|statement|telling|count|reckoning|estimate|recollection|tally|list)s?\b",
        re.IGNORECASE,
    ),
}
_FOLLOWS = {
    "ru": re.compile(r"\b(?:следует|известно|видно)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:випливає|відомо|видно)\b", re.IGNORECASE),
}
# "said no" is a refusal; "it turned out" is nobody's words
_NOT_SPEECH = re.compile(r"(?:says?|said|saying)\s+no\b(?!\s+(?:one|body|longer))|\w+(?:лось|лося)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:из|з|із|зі)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


# "a mutiny of which the channels write": they are not the source of what is said here
_OF_WHICH = re.compile(r"\b(?:об?|про)\s+(?:котор\w+|яки[йх]|яку|яке)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# those spoken to are the men concerned: it is an order or a threat, which somebody else tells of
_TO_THEM = re.compile(
    r"\s+(?:them|everyone|everybody|(?:the|his|their) (?:men|soldiers|others|rest|refusers|group|platoon|company))\b",
    re.IGNORECASE,
)
_HANDS_ON = re.compile(
    r"\b(?:fired|shot|hit|beat|struck|kicked|drew|pulled|slapped|pointed|threw|held|put|tore|came)\b"
)
_LEADING = 120
_WEAK = frozenset(
    "called found saw heard asked shared thought think thinks knows say posted learn learned learns fear feared fears"
    " doubt doubted demanded urged promised swore joke joked speak spoke disagree disagreed believe believed".split()
)


@dataclass(frozen=True, slots=True)
class Say:
    """One tie between a source and words: the cue, its source, who heard it, whether it points back."""

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


def _idle(doc: Document, sentence: Sentence, cue: re.Match[str], subject: Mention) -> bool:
    """True for men of whom it is only told what they thought, saw or called ("the soldiers thought better of it")."""
    word = doc.text[cue.start() : cue.end()].lower()
    troops = subject.role in ("soldier", "detainee") and subject.kind == "person" and subject.name is None
    if sentence.language != "en" or word not in _WEAK:
        return False
    rest = doc.text[cue.end() : cue.end() + 7]
    if re.match(r"\s*(?:[.,;!?]|$)", rest):
        return doc.text[max(0, cue.start() - 2) : cue.start()].strip()[-1:] not in ("”", '"', "»", ",")
    many = doc.text[subject.start : subject.end].lower().endswith(("s", "men", "people", "troops"))
    return troops and many and not re.match(r"\s*(?:that\b|[:“\"])", rest)


def _orders(doc: Document, sentence: Sentence, cue: re.Match[str], subject: Mention) -> bool:
    """True for an officer who speaks to the men ("a captain told them", "an officer fired and said"), not to us."""
    if sentence.language != "en" or subject.role not in ("commander", "soldier") or subject.name is not None:
        return False
    if _TO_THEM.match(doc.text, cue.end(), sentence.end):
        return subject.role == "commander" or doc.text[subject.start : subject.end].lower().startswith("guard")
    before = doc.text[subject.end : cue.start()]
    return before.endswith(" and ") and _HANDS_ON.search(before) is not None


def _verbs(
    doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]
) -> list[Say]:
    out, stop = [], sentence.start
    for cue in lists.cue(sentence.language, "says").finditer(doc.text, sentence.start, sentence.end):
        before = doc.text[sentence.start : cue.start()]
        silent = _PASSIVE.search(before) if sentence.language == "en" else _OF_WHICH.search(before)
        silent = silent or _NOT_SPEECH.match(doc.text, cue.start(), sentence.end)
        if silent or not _outside(cue.start(), spans):
            continue
        if sentence.language == "en":
            subject = english_subject(doc, sentence, cue, mentions, stop)
        else:
            subject = cased_subject(doc, sentence, cue, mentions)
        if subject is not None and (_idle(doc, sentence, cue, subject) or _orders(doc, sentence, cue, subject)):
            continue
        heard = heard_by(doc, sentence, cue, mentions, subject)
        back = bool(lists.cue(sentence.language, "back").match(doc.text, sentence.start, sentence.end))
        if subject or heard:
            out.append(Say(cue.start(), cue.end(), sentence.index, "says", subject, heard, back))
            aside = doc.text[cue.end() : cue.end() + 1] == ","
            stop = cue.end() if subject and subject.start < cue.start() and not aside else stop
    return [*out, *_records(doc, sentence, mentions, spans)]


def _records(
    doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]
) -> list[Say]:
    """Offices that receive complaints or keep count speak by their figures, courts by their rulings."""
    out = []
    for kind, holders in (("records", ("official", "ngo", "expert", "media")), ("rules", ("court",))):
        for cue in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end):
            if not _outside(cue.start(), spans):
                continue
            itself = ITSELF.search(doc.text[sentence.start : cue.start()]) if kind == "records" else None
            if itself:
                start = sentence.start + itself.start(1)
                it = Mention("pronoun", "media", start, start + 2, sentence.index)
                out.append(Say(cue.start(), cue.end(), sentence.index, "says", it))
                continue
            for mention in reversed(mentions):
                gap = doc.text[mention.end : cue.start()]
                if mention.end > cue.start() or mention.role not in holders or mention.kind in ("person", "pronoun"):
                    continue
                clear = ";" not in gap if mention.kind == "outlet" else not re.search(r"[;.:]|,[^,]*$", gap)
                if len(gap) < 70 and clear and ("nomn" in mention.cases or not mention.cases):
                    out.append(Say(cue.start(), cue.end(), sentence.index, "acts", mention))
                break
    return out


def _inside(doc: Document, sentence: Sentence, cue: re.Match[str]) -> Mention | None:
    """The pronoun of "by his account"."""
    own = lists.cue(sentence.language, "possessive").search(doc.text, cue.start(), cue.end())
    return Mention("pronoun", "", own.start(), own.end(), sentence.index) if own else None


def _prepositions(
    doc: Document, sentence: Sentence, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]
) -> list[Say]:
    out = []
    for kind in ("after", "citing"):
        for cue in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end):
            if not _outside(cue.start(), spans):
                continue
            heard = None
            source = _inside(doc, sentence, cue) or following(doc, cue.end(), mentions)
            if lists.cue(sentence.language, "quoting").match(doc.text, cue.start(), cue.end()):
                named = [m for m in mentions if m.kind in ("person", "office")]
                source = following(doc, cue.end(), named, 90) or source
                heard = next(
                    (
                        m
                        for m in mentions
                        if m.kind == "outlet" and min(abs(m.start - cue.end()), abs(cue.start() - m.end)) < 4
                    ),
                    None,
                )
            back = bool(lists.cue(sentence.language, "back").match(doc.text, sentence.start, sentence.end))
            if (
                source
                and source.kind not in ("outlet", "self")
                and lists.cue(sentence.language, "outlet_only").fullmatch(cue.group())
            ):
                continue
            if source:
                out.append(Say(cue.start(), cue.end(), sentence.index, kind, source, heard, back))
    return [*out, *_accounts(doc, sentence, mentions)]


def _accounts(doc: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[Say]:
    """ "The wives' account", "it follows from the verdict": the source stands inside the noun phrase."""
    out = []
    account, follows = _ACCOUNT.get(sentence.language), _FOLLOWS.get(sentence.language)
    for mention in mentions:
        if mention.kind not in ("person", "office"):
            continue
        match = account.match(doc.text, mention.end, sentence.end) if account else None
        match = match or (
            follows.search(doc.text, mention.end, sentence.end)
            if follows and _FROM.search(doc.text[sentence.start : mention.start])
            else None
        )
        if match:
            out.append(Say(match.start(), match.end(), sentence.index, "after", mention))
    return out


def _leads(sentence: Sentence, mention: Mention, colon: int, quoted: bool) -> bool:
    """True where what stands before a colon brings in a speaker: a person as subject, or an office alone."""
    if mention.cases and "nomn" not in mention.cases:
        return False
    if mention.kind == "person":
        return colon == sentence.end - 1 or mention.end == colon or quoted
    alone = colon - sentence.start - (mention.end - mention.start) <= 14
    return mention.kind == "office" and (alone or quoted)


def scene(doc: Document, sentence: Sentence, spans: Sequence[tuple[int, int]], known: Known) -> Scene:
    """The mentions of a sentence that stand outside direct speech, and the ties between them and words."""
    mentions = tuple(m for m in mentions_in(doc, sentence, known) if _outside(m.start, spans))
    firm = _prepositions(doc, sentence, mentions, spans)
    used = {say.source.start for say in firm if say.source}
    free = [m for m in mentions if m.start not in used]
    taken = [
        m.span()
        for kind in ("after", "citing")
        for m in lists.cue(sentence.language, kind).finditer(doc.text, sentence.start, sentence.end)
    ]
    verbs = [v for v in _verbs(doc, sentence, free, spans) if not any(v.start < b and a < v.end for a, b in taken)]
    found = [*firm, *verbs]
    colon = doc.text.find(":", sentence.start, sentence.end)
    if (
        not found
        and colon > 0
        and colon - sentence.start <= _LEADING
        and doc.text[colon + 1 : colon + 2] in ("", " ", "\n")
    ):
        quoted = doc.text[colon + 1 : colon + 3].strip()[:1] in tuple('«“„"')
        leads = (m for m in mentions if m.end <= colon and not doc.text.startswith(("'s", "’s"), m.end))
        first = next((m for m in leads if _leads(sentence, m, colon, quoted)), None)
        found = [Say(colon, colon + 1, sentence.index, "says", first)] if first else []
    return Scene(sentence, mentions, tuple(sorted(found, key=lambda say: say.start)))
