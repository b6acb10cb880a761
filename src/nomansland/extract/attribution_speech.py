"""Direct speech in its several typographies."""

from __future__ import annotations

import re

from nomansland.extract import attribution_words as lists
from nomansland.extract.document import Document

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_MARKS = re.compile('[«»“”„‹›"]')
_TITLE_WORDS = 3
_DASH = re.compile(r"\s*[—–-]\s+")
_TURN = re.compile(r"[,.!?…]\s*[—–-]\s+")
_INSERT = re.compile(r"[,.!?…]\s*[—–-]\s+(?=[a-zа-яёіїєґ])")


# speech that is about one's own man is kin's
_KIN = re.compile(
    r"\b[Mm]y (?:husband|son|brother)\b|^\W*(?:(?:Муж|Брат)[ау]?|Сын[ау]?|Чоловіка?|Сина?)\b"
    r"|\b(?:[Мм]ой|[Мм]оего|[Мм]оему|[Нн]аш|[Нн]ашего) (?:муж|мужа|мужу|сын|сына|сыну|брат|брата|брату)\b"
    r"|\b(?:[Мм]ій|[Мм]ого|[Мм]оєму|[Нн]аш|[Нн]ашого) (?:чоловік|чоловіка|син|сина|брат|брата)\b"
)

OUR_MEN = re.compile(
    r"\bour (?:husbands|sons|brothers|men)\b"
    r"|\bнаших\s+(?:мужей|сыновей|братьев|реб[яё]т|мужчин|чоловіків|синів|братів|хлопців)\b"
    r"|\bнаш[иі]\s+(?:мужья|сыновья|чоловіки|сини)\b",
    re.IGNORECASE,
)


def tells_of_kin(text: str) -> bool:
    """True for speech of one's own husband, son or brother."""
    return _KIN.search(text) is not None


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost quoted spans of a paragraph without the marks; a quote that nobody closes runs to its end."""
    out: list[tuple[int, int]] = []
    closers, begin, depth = "", -1, 0
    for mark in _MARKS.finditer(text, start, end):
        at, sign = mark.start(), mark.group()
        if begin < 0:
            if sign in _PAIRS or (sign == '"' and (at == start or not text[at - 1].isalnum())):
                closers, begin, depth = _PAIRS.get(sign, '"'), at + 1, 0
        elif sign == '"' == closers and at + 1 < end and not text[at - 1].isalnum() and text[at + 1].isalnum():
            depth += 1
        elif sign in closers and depth == 0:
            out.append((begin, at))
            begin = -1
        elif sign in closers:
            depth -= 1
        elif sign in _PAIRS and _PAIRS[sign] == closers:
            depth += 1
    if begin >= 0 and not text[start : begin - 1].strip(" —–-"):
        out.append((begin, end))
    return out


def _is_speech(text: str) -> bool:
    """False for a title or a word held at arm's length."""
    words = text.split()
    if len(words) > _TITLE_WORDS:
        return True
    return (len(words) >= 2 and bool(re.search(r"[,.!?…]$", text.strip()))) or (
        len(words) >= 2 and not all(w[:1].isupper() for w in words[:1])
    )


def _speech(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """A stretch of speech without the narrator's words between dashes (", — says X. — ")."""
    parts, begin, inside = [], start, True
    says = lists.cue(language, "says")
    for turn in _TURN.finditer(text, start, end):
        if inside and _INSERT.match(text, turn.start()) and says.search(text, turn.end(), min(end, turn.end() + 60)):
            parts.append((begin, turn.start() + 1))
            inside = False
        elif not inside:
            begin, inside = turn.end(), True
    return [*parts, (begin, end)] if inside else parts


def direct_spans(doc: Document) -> list[tuple[int, int]]:
    """Character spans of direct speech, in order of the text."""
    out = []
    for start, end in doc.paragraphs:
        spans = [span for span in _spans(doc.text, start, end) if _is_speech(doc.text[span[0] : span[1]])]
        opening = _DASH.match(doc.text, start, end)
        if opening and not spans:
            spans = [(opening.end(), end)]
        elif opening:
            turns = _speech(doc.text, opening.end(), end, doc.sentence_at(start).language)
            if turns[-1][1] < end:
                out += turns
                spans = [span for span in spans if not any(a < span[1] and span[0] < b for a, b in turns)]
        for left, right in spans:
            out += _speech(doc.text, left, right, doc.sentence_at(left).language)
    return out
