"""Direct and reported speech: what is said, by whom, and the words that tie the two.

Wider than attribution, which looks only for the sources that matter to a claim: here every subject of a verb of
saying counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_names import cases_of
from nomansland.extract.attribution_speech import direct_spans
from nomansland.extract.document import Document, Sentence, Token, analyzer
from nomansland.words import Passage

_STOP = frozenset(',;:.!?«»“”„"()—–…')
_LINK = {
    "en": frozenset({"that"}),
    "ru": frozenset({"что", "чтобы", "будто", "якобы"}),
    "uk": frozenset({"що", "щоб", "ніби", "нібито"}),
}
_SKIP = frozenset(
    "and but or while as when because also have has had is was were be been to not later now then recently already"
    " still never just who which и а но да или также уже еще ещё не так как потом"
    " і й та але або також вже ще так як потім".split()
)
_DETERMINERS = frozenset(
    "the a an his her their its this that these those one another some many several two three most".split()
)
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """Words given as somebody's: what is said, and where known the source and the cue that ties the two."""

    content: Passage
    source: Passage | None = None
    cue: Passage | None = None
    direct: bool = True


def _content(doc: Document, tokens: list[Token], first: int, last: int) -> Passage | None:
    """The passage of tokens `first` to `last` (exclusive), trimmed of signs at its edges."""
    while first < last and tokens[first].text in _STOP:
        first += 1
    while first < last and tokens[last - 1].text in _STOP:
        last -= 1
    return doc.passage(tokens[first].start, tokens[last - 1].end) if first < last else None


def _left(tokens: list[Token], cue: int, language: str) -> tuple[int, int] | None:
    """The noun phrase that ends before a verb; a clause set off by commas right before the verb is stepped over."""
    end = cue
    if end and tokens[end - 1].text == ",":
        back = next((i for i in range(end - 2, -1, -1) if tokens[i].text == ","), None)
        end = back if back is not None else end
    while (end and tokens[end - 1].lower in _SKIP | {","}) or (end and tokens[end - 1].lower.endswith("ly")):
        end -= 1
    begin = end
    while (
        begin
        and tokens[begin - 1].text not in _STOP
        and tokens[begin - 1].lower not in _SKIP
        and end - begin < _LONGEST
    ):
        begin -= 1
    return _phrase(tokens, begin, end, language, right=True)


def _right(tokens: list[Token], cue: int, language: str) -> tuple[int, int] | None:
    begin = cue + 1
    end = begin
    while (
        end < len(tokens)
        and tokens[end].text not in _STOP
        and tokens[end].lower not in _LINK[language]
        and end - begin < _LONGEST
    ):
        end += 1
    return _phrase(tokens, begin, end, language, right=False)


def _phrase(tokens: list[Token], begin: int, end: int, language: str, *, right: bool) -> tuple[int, int] | None:
    """The subject among some tokens: by case in Russian and Ukrainian, the whole run from its determiner in English."""
    if begin >= end:
        return None
    if language == "en":
        if right:
            starts = [i for i in range(begin, end) if tokens[i].lower in _DETERMINERS or tokens[i].text[:1].isupper()]
            pronoun = tokens[end - 1].lower in ("he", "she", "they", "it", "i", "we", "you")
            return (end - 1, end) if pronoun else (starts[0] if starts else begin, end)
        return begin, end
    return _cased(tokens, begin, end, language, right)


def _cased(tokens: list[Token], begin: int, end: int, language: str, right: bool) -> tuple[int, int] | None:
    def head(token: Token) -> bool:
        tag = analyzer(language).parse(token.lower)[0].tag
        name = token.text[:1].isupper()
        return (tag.POS in ("NOUN", "NPRO") or name) and "nomn" in cases_of(token.lower, language)[0]

    heads = [i for i in range(begin, end) if head(tokens[i])]
    if not heads:
        return None
    first = heads[-1] if right else heads[0]
    last = first + 1
    while first > begin and _modifies(tokens[first - 1], language):
        first -= 1
    while last < end and (_genitive(tokens[last], language) or tokens[last].text[:1].isupper()):
        last += 1
    return first, last


def _modifies(token: Token, language: str) -> bool:
    tag = analyzer(language).parse(token.lower)[0].tag
    return tag.POS in ("ADJF", "PRTF", "NUMR") or (token.text[:1].isupper() and tag.POS == "NOUN")


def _genitive(token: Token, language: str) -> bool:
    tags = [parse.tag for parse in analyzer(language).parse(token.lower)]
    return any(tag.POS in ("NOUN", "ADJF", "PRTF") and tag.case == "gent" for tag in tags)


def _near(doc: Document, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Direct speech right before or after a cue."""
    out = []
    for left, right in spans:
        gap = doc.text[right:start] if right <= start else doc.text[end:left]
        if len(gap) <= 60 and not re.search(r"[.!?;]\s", gap.strip('”»" ,.—–-')) and "\n" not in gap:
            out.append((left, right))
    return out


def _reported(
    doc: Document, tokens: list[Token], cue: tuple[int, int], source: tuple[int, int] | None
) -> Passage | None:
    """Reported words: after "that" or the cue; before it where the verb closes the sentence."""
    language = tokens[0].language
    left = min(cue[0], source[0] if source else cue[0])
    right = max(cue[1], source[1] if source else cue[1])
    link = next(
        (i for i in range(right, len(tokens)) if tokens[i].lower in _LINK[language] or tokens[i].text == ":"), None
    )
    before = bool(left > 4 and tokens[left - 1].text in ",-–—")
    rest = len(tokens) - right
    if link is not None and link - right <= 8:
        begin = link if language != "en" or tokens[link].lower == "that" else link + 1
        return _content(doc, tokens, begin, len(tokens))
    if before and (rest <= 8 or tokens[right].text in ",."):
        return _content(doc, tokens, 0, left)
    return _content(doc, tokens, right, len(tokens)) if rest > 2 else None


def _sentence_quotes(doc: Document, sentence: Sentence, spans: list[tuple[int, int]]) -> list[Quote]:
    tokens, out = list(sentence.tokens), []
    language = sentence.language
    for match in lists.cue(language, "says").finditer(doc.text, sentence.start, sentence.end):
        if any(a <= match.start() < b for a, b in spans):
            continue
        inside = [i for i, token in enumerate(tokens) if token.start < match.end() and token.end > match.start()]
        if not inside:
            continue
        cue = (inside[0], inside[-1] + 1)
        quoted = _near(doc, spans, match.start(), match.end())
        closes = cue[0] > 0 and tokens[cue[0] - 1].text in '”»",—–'
        source = (_right(tokens, cue[1] - 1, language) if closes else None) or _left(tokens, cue[0], language)
        source = source or _right(tokens, cue[1] - 1, language)
        told = doc.passage(tokens[source[0]].start, tokens[source[1] - 1].end) if source else None
        words = doc.passage(*match.span())
        if quoted:
            out += [Quote(doc.passage(left, right), told, words) for left, right in quoted]
            continue
        content = _reported(doc, tokens, cue, source)
        if content is not None and told is not None:
            out.append(Quote(content, told, words, direct=False))
    return [*out, *_accounts(doc, sentence, spans)]


def _accounts(doc: Document, sentence: Sentence, spans: list[tuple[int, int]]) -> list[Quote]:
    """ "According to X, ...": the source follows its cue, the rest of the sentence is what X says."""
    tokens, out = list(sentence.tokens), []
    for match in lists.cue(sentence.language, "after").finditer(doc.text, sentence.start, sentence.end):
        after = [i for i, token in enumerate(tokens) if token.start >= match.end()]
        if not after or any(a <= match.start() < b for a, b in spans):
            continue
        last = next((i for i in after if tokens[i].text in _STOP), len(tokens))
        if not 0 < last - after[0] <= _LONGEST:
            continue
        told = doc.passage(tokens[after[0]].start, tokens[last - 1].end)
        near = _near(doc, spans, match.start(), told.end)
        contents = [doc.passage(a, b) for a, b in near]
        if not contents:
            first = next(i for i, token in enumerate(tokens) if token.end > match.start())
            whole = [_content(doc, tokens, last, len(tokens)), _content(doc, tokens, 0, first)]
            contents = [passage for passage in whole if passage is not None and len(passage.quote) > 12]
        out += [Quote(content, told, doc.passage(*match.span()), direct=bool(near)) for content in contents]
    return out


def find_quotes(doc: Document) -> list[Quote]:
    """Every stretch of direct or reported speech, in order of the text; direct speech without a cue has no source."""
    spans = direct_spans(doc)
    found = [quote for sentence in doc.sentences for quote in _sentence_quotes(doc, sentence, spans)]
    tied = {(quote.content.start, quote.content.end) for quote in found}
    found += [Quote(doc.passage(left, right)) for left, right in spans if (left, right) not in tied]
    return sorted(found, key=lambda quote: (quote.content.start, quote.content.end))
