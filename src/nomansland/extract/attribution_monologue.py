"""Reports that are told in the first person throughout: the words of one of those concerned, or of their kin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nomansland.extract.attribution_speech import tells_of_kin
from nomansland.extract.attribution_voices import Voice, Voices
from nomansland.extract.document import Document, Sentence

_I = {
    "en": re.compile(r"\b(?:I|me|my|we|us|our)\b"),
    "ru": re.compile(r"\b(?:я|меня|мне|мной|мы|нас|нам|нами|мо[йяеёи]|моего|моему|моей|наш\w*)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:я|мене|мені|мною|ми|нас|нам|нами|м[оі]й|моя|моє|мого|моєму|моєї|наш\w*)\b", re.IGNORECASE),
}
# A newsroom that tells of its own work.
_NEWSROOM = re.compile(
    r"\b(?:we|I)\s+(?:\w+\s+)?(?:report|wrote|write|ask|spoke|contact|publish|talk|quote|reach|know|have seen|saw the)"
    r"|\b(?:told|sent|wrote to|wrote|answer\w*|said to)\s+(?:us|me|our)\b"
    r"|\bour\s+(?:\w+\s+)?(?:correspond|report|editor|newsroom|channel|interview|reader)"
    r"|\b(?:нам|мне)\s+(?:\w+\s+)?(?:рассказ|сообщ|ответ|пиш|напис|удал|извест|стало|присл|перед|не ответ)"
    r"|(?:рассказ\w+|сообщ\w+|ответ\w+|пиш\w+|напис\w+|присл\w+|не ответ\w+)\s+(?:нам|мне)\b"
    r"|\bмы\s+(?:\w+\s+)?(?:писал|сообщал|рассказывал|спросил|обратил|связал|говори|публику|поговор|узнал|видел)"
    r"|\bнаш\w*\s+(?:\w+\s+)?(?:корреспонд|редакц|изда|канал|собесед|читател|подписч|источник|журналист)"
    r"|\b(?:нам|мені)\s+(?:\w+\s+)?(?:розпов|повідом|відпов|пиш|напис|вдал|відом|надісл|перед)"
    r"|\bми\s+(?:\w+\s+)?(?:писал|повідомлял|розповідал|спитал|зверн|зв'яз|говор|публіку|дізнал|бачил)"
    r"|\bнаш\w*\s+(?:\w+\s+)?(?:кореспонд|редакц|видан|канал|співрозм|читач|підписн|джерел|журналіст)",
    re.IGNORECASE,
)
_LEAST, _SHARE = 2, 0.3


def _own_words(doc: Document, spans: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences outside direct speech that are told in the first person."""
    for sentence in doc.sentences:
        outside = not any(start <= sentence.start < end for start, end in spans)
        text = doc.text[sentence.start : sentence.end]
        if outside and _I[sentence.language].search(text) and not _NEWSROOM.search(text):
            yield sentence


def monologue(doc: Document, spans: Sequence[tuple[int, int]]) -> Voice | None:
    """The voice of a report told in the first person throughout, or None.

    Parameters
    ----------
    doc : Document
        The report; a statement speaks for whoever issues it, and is none.
    spans : sequence of (int, int)
        Its direct speech.
    """
    if doc.report.kind == "statement":
        return None
    told = list(_own_words(doc, spans))
    if len(told) < _LEAST or len(told) < _SHARE * len(doc.sentences):
        return None
    first = doc.passage(told[0].start, told[0].end)
    kin = any(tells_of_kin(doc.text[one.start : one.end]) for one in told)
    role = "relative" if kin else "soldier"
    return Voice(role, None, None, first, (), "the whole report is told in the first person")


def tell_in_first_person(voices: Voices, spans: Sequence[tuple[int, int]]) -> None:
    """Give what nobody else tells of a report in the first person to its own teller."""
    teller = monologue(voices.doc, spans)
    if teller is None or voices.narrator.role != "media":
        return
    for index, voice in voices.base.items():
        if voice.role == "media" and not voice.via and not voices.ties[index]:
            voices.base[index] = teller
