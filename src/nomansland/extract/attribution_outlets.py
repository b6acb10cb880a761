"""Outlets named in a report: channels, papers, agencies, and the report's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention, longest
from nomansland.extract.attribution_names import (
    PLAIN,
    TITLE,
    cases_together,
    is_date,
    is_no_name,
    is_own,
    nominative,
    own_pattern,
    same_name,
)
from nomansland.extract.document import Document, Sentence
from nomansland.extract.finder import Finder

_AFTER_NOUN = re.compile(
    r"(?:,?\s+(?:led by|such as|including|called|named|like|among them))?,?\s+(?:" + TITLE + "|" + PLAIN + ")"
)
_APPOSED = re.compile(r"(?:" + PLAIN + r"|[«“\"]([^»”\"\n]{2,40})[»”\"]),\s+(?:the|a|an)?\s*(?:[\w-]+\s+){0,3}$")
_MANY = {
    "en": re.compile(
        r"\b(?:Russian|Ukrainian|pro-Kremlin|pro-war|Kremlin|state|Western)"
        r"\s+(?:Telegram\s+)?(?:channels|media|outlets|news agencies)\b"
    ),
    "ru": re.compile(
        r"\b(?:российские|украинские|провоенные|прокремлёвские|западные)\s+(?:телеграм-каналы|Telegram-каналы|каналы|СМИ|издания|медиа)\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:російські|українські|провоєнні|прокремлівські|західні)\s+(?:телеграм-канали|Telegram-канали|канали|ЗМІ|видання|медіа)\b",
        re.IGNORECASE,
    ),
}
_STANDS = re.compile(r"\s*(?:[.,;:)\n!?”»]|$|(?:which|who|that|on|and|as|in|has|had|at|citing|reported|this|last|,)\b)")
_HANDLE = re.compile(r"\s+@(\w{3,})")
# "men at Balakliia wrote": the name of a place
_THERE = re.compile(
    r"\b(?:near|at|in|around|outside|towards?|behind|under|возле|под|около|біля|під|коло)\s+$", re.IGNORECASE
)
_PERSONAL = re.compile(r",\s+(?:whose|who|aged?|an?|his|her|their|\d{2}|чей|чья|ч[иі]й|чия)\b")
_LABELLED = re.compile(
    r"\s*:?\s*(?:(?i:the|telegram|телеграм|channel|канал[а]?|издани[ея])[\s-]+)*(?:"
    + TITLE
    + r"|(?!https?:|t\.me|www)@?([A-ZА-ЯЁІЇЄҐ][\w'’.&-]*\w(?:[ ][\w'’.&-]*\w){0,3}))"
)
_LATIN_TITLE = TITLE + r"|((?:The\s+)?[A-Z][\w'’.&-]*\w(?:\s+[A-Z][\w'’.&-]*\b)*)"
_PLAIN_TITLE = TITLE + r"|((?:The\s+)?[A-Z][\w'’.&-]*\w(?:\s+(?:of\s+|the\s+|and\s+)?[A-Z][\w'’.&-]*\b)*)"


def _outlet(doc: Document, sentence: Sentence, name: str, start: int, end: int, head: str) -> Mention:
    own = doc.report.outlet
    cases, plural = cases_together(head or name, sentence.language)
    if own and is_own(own, name):
        return Mention("self", "media", start, end, sentence.index, own, None, cases, plural)
    return Mention(
        "outlet",
        "media",
        start,
        end,
        sentence.index,
        nominative(name.strip(" .,"), sentence.language),
        None,
        cases,
        plural,
    )


def _by_noun(doc: Document, sentence: Sentence) -> list[Mention]:
    text, out = doc.text, []
    for noun in lists.outlet_nouns(sentence.language).finditer(text, sentence.start, sentence.end):
        match = _AFTER_NOUN.match(text, noun.end(), sentence.end)
        if match and not is_date(match.group().strip()):
            name = match.group(1) or match.group(2)
            out.append(_outlet(doc, sentence, name, noun.start(), match.end(), noun.group().split()[-1]))
    for noun in lists.outlet_people(sentence.language).finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+" + TITLE).match(text, noun.end(), sentence.end)
        if match:
            out.append(_outlet(doc, sentence, match.group(1), noun.start(), match.end(), noun.group().split()[0]))
    if sentence.language == "en":
        for match in _trailing().finditer(text, sentence.start, sentence.end):
            if match.group(1).split()[-1] not in lists.names("not_names"):
                out.append(_outlet(doc, sentence, match.group(1), match.start(), match.end(), ""))
    return out


@lru_cache(maxsize=1)
def _trailing() -> re.Pattern[str]:
    return re.compile(PLAIN + r"(?:['’]s)?\s+(?:" + "|".join(lists.data("outlets")["nouns"]["trailing"]) + r")\b")


def _named(doc: Document, sentence: Sentence, match: re.Match[str]) -> Mention:
    group = next(number for number in (1, 2) if match.group(number))
    return _outlet(
        doc,
        sentence,
        match.group(group),
        match.start(group) - (group == 1),
        match.end(group) + (group == 1),
        match.group(group),
    )


def _by_cue(doc: Document, sentence: Sentence) -> list[Mention]:
    """Names that stand where an outlet would: beside a verb of publishing or after "citing"."""
    text, out = doc.text, []
    verbs, preps = lists.cue(sentence.language, "publishing"), lists.cue(sentence.language, "outlet_after")
    title = _LATIN_TITLE if sentence.language in ("ru", "uk") else _PLAIN_TITLE
    for cue in preps.finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+(?:the\s+)?(?:" + title + ")").match(text, cue.end(), sentence.end)
        person = match is not None and _PERSONAL.match(text, match.end()) is not None
        if match and not person and (sentence.language != "en" or _STANDS.match(text, match.end())):
            out.append(_named(doc, sentence, match))
    for cue in lists.cue(sentence.language, "told").finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+" + TITLE).match(text, cue.end(), sentence.end)
        if match and sentence.language != "en" and len(match.group(1).split()) <= 4 and match.group(1)[:1].isupper():
            out.append(_outlet(doc, sentence, match.group(1), match.start(1) - 1, match.end(1) + 1, match.group(1)))
    for cue in (
        *lists.cue(sentence.language, "told").finditer(text, sentence.start, sentence.end),
        *preps.finditer(text, sentence.start, sentence.end),
    ):
        match = _HANDLE.match(text, cue.end(), sentence.end)
        if match:
            out.append(_outlet(doc, sentence, match.group(1), match.start(1) - 1, match.end(1), match.group(1)))
    for cue in verbs.finditer(text, sentence.start, sentence.end):
        match = re.compile(r"\s+(?:" + title + ")").match(text, cue.end(), sentence.end)
        if match and sentence.language != "en":
            out.append(_named(doc, sentence, match))
        for match in re.compile("(?:" + title + ")").finditer(text, sentence.start, cue.start()):
            cited = sentence.language == "en" and text.startswith(" by ", cue.end())
            there = _THERE.search(text[sentence.start : match.start()]) is not None
            if len(text[match.end() : cue.start()].strip()) <= 1 and not cited and not there:
                out.append(_named(doc, sentence, match))
    return [m for m in out if m.name and not is_no_name(m.name)]


def _by_apposition(doc: Document, sentence: Sentence) -> list[Mention]:
    """A name explained by a word for outlets right after it ("Quay.News, the local outlet")."""
    text, out = doc.text, []
    for noun in lists.outlet_nouns(sentence.language).finditer(text, sentence.start, sentence.end):
        match = _APPOSED.search(text[sentence.start : noun.start()])
        if match and not is_no_name(match.group(1) or match.group(2)):
            group = 1 if match.group(1) else 2
            start = sentence.start + match.start(group)
            out.append(_outlet(doc, sentence, match.group(group), start, start + len(match.group(group)), ""))
    for match in _MANY[sentence.language].finditer(text, sentence.start, sentence.end):
        if not _AFTER_NOUN.match(text, match.end(), sentence.end):
            out.append(
                Mention(
                    "outlet",
                    "media",
                    match.start(),
                    match.end(),
                    sentence.index,
                    match.group(),
                    None,
                    frozenset({"nomn", "ablt"}),
                    True,
                )
            )
    return out


def _by_heading(doc: Document, sentence: Sentence) -> list[Mention]:
    """ "The Times: one in five has left": a foreign name and a colon at the head of a headline."""
    if sentence.index or sentence.language == "en":
        return []
    match = re.compile("(?:" + _LATIN_TITLE + r"):\s").match(doc.text, sentence.start, sentence.end)
    return [_named(doc, sentence, match)] if match else []


def _by_name(doc: Document, sentence: Sentence, names: Iterable[str]) -> list[Mention]:
    out = []
    for name in names:
        for match in re.compile(r"(?<!\w)" + own_pattern(name) + r"(?!\w)").finditer(
            doc.text, sentence.start, sentence.end
        ):
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


def outlets_told(doc: Document, sentence: Sentence) -> list[Mention]:
    """Outlets that the words of a sentence alone bring in: a word like "channel", a cue, a place in the list."""
    return [
        *_by_noun(doc, sentence),
        *_by_list(doc, sentence),
        *_by_heading(doc, sentence),
        *_by_cue(doc, sentence),
        *_by_apposition(doc, sentence),
    ]


def outlets_in(
    doc: Document, sentence: Sentence, names: Iterable[str] = (), told: Iterable[Mention] | None = None
) -> list[Mention]:
    """Outlets named in a sentence: by a word like "channel", as known or named elsewhere in the report, as its own.

    `told` is what `outlets_told` gave for the sentence, where that is known already.
    """
    own = [doc.report.outlet] if doc.report.outlet else []
    found = outlets_told(doc, sentence) if told is None else told
    return longest([*found, *_by_name(doc, sentence, [*own, *names])])


def outlet_names(doc: Document, told: Iterable[Iterable[Mention]]) -> tuple[str, ...]:
    """The names of the outlets that a report brings in with a word or a cue (`told`), its own left out."""
    found: list[str] = []
    for sentence, mentions in zip(doc.sentences, told, strict=True):
        for mention in outlets_in(doc, sentence, (), mentions):
            if mention.kind == "outlet" and mention.name and not any(same_name(mention.name, other) for other in found):
                found.append(mention.name)
    return tuple(found)


@lru_cache(maxsize=4)
def _labels(language: str) -> Finder:
    return lists.cue(language, "label")


# emoji and bullets in front of a line
_SIGNS = re.compile(r"^[^\w«“\"(.!?»”)—|·•]+")


def labelled_source(doc: Document, paragraph: int) -> Mention | None:
    """The outlet of a line like "Source: X" or "Forwarded from: X"; addresses and the report's own name are none."""
    start, end = doc.paragraphs[paragraph]
    for match in _labels(doc.language).finditer(doc.text, start, end):
        before = _SIGNS.sub("", doc.text[start : match.start()]).rstrip()
        found = _LABELLED.match(doc.text, match.end(), end)
        if found is None or (before and before[-1] not in '.!?»”)—|·•"') or (not before and not match.group().strip()):
            continue
        group = 1 if found.group(1) else 2
        name = found.group(group)
        if before and not doc.text[match.start() : match.end()].strip().endswith(":"):
            continue
        mention = _outlet(doc, doc.sentence_at(match.start()), name, match.start(), found.end(), name)
        return mention if mention.kind == "outlet" else None
    return None
