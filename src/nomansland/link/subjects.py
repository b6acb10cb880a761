"""What two passages of one report name both: the building, the company, the paper that a reply speaks of."""

from __future__ import annotations

import re

from nomansland.link.scene import Scene
from nomansland.words import Claim

LETTERS = 5
"""First letters by which two forms of a word are known; a word that is no longer loses its last vowel instead."""

_WORD = re.compile(r"\b(?:[a-z]{4,}|[а-яёєіїґ]{3,}(?:['’][а-яёєіїґ]+)*)\b")
"""Words in small letters: a name is the speaker's, the outlet's or the place's, not that of a building."""

_STOP = re.compile(r"[.!?…](?=\s)|\n")
_ENDING = re.compile(r"[аеиіоуыюяєїйьeo]$")
_PLAIN = """
    that this they them their there then with from have were been said says will would which when where what about
    after before only more than into upon over also every other none nothing people person soldier service military
    reply replied answer letter office officer ministry brigade report reports publication article promised
    january february march april may june july august september october november december week month monday tuesday
    wednesday thursday friday saturday sunday evening morning night russia russian ukraine ukrainian son husband mother
    был были была быть есть этом этот этого того тому тем тех том так как что чем где они она оно его ему
    ним них ней нее или для при под над без уже еще ещё после перед только никто никого всех всего все кто когда
    который которые здесь человек людей людям люди солдат военнослужащие военные воинский ответ письмо бригада
    министерство публикация сообщение статья наш ваш свой один два три нет россия российский украина украинский
    сын сына муж мужа мать мама жена
    січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень січня лютого березня
    квітня травня червня липня серпня вересня жовтня листопада грудня
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь марта мая июня июля
    був були була було бути цьому цього того тому який якого яких які він вона воно вони його йому ними них
    або для при під над без вже ще після перед тільки лише ніхто нікого всіх усіх все хто коли тут теж також там так як
    що чим людина чоловік люди людям солдат військовий військові служба відповідь лист бригада міністерство публікація
    повідомлення стаття наш ваш свій один два три немає нема про росія російський україна український
    син сина чоловіка мати мама дружина
"""
"""Words that name no subject: the commonest ones, the calendar, and what every reply speaks of."""


def _stem(word: str) -> str:
    return word[:LETTERS] if len(word) > LETTERS else _ENDING.sub("", word)


_STEMS = frozenset(_stem(word) for word in _PLAIN.split())


def stems(text: str) -> frozenset[str]:
    """The first letters of the words of a text that may name a subject."""
    first = text[:1].lower() + text[1:]
    return frozenset(_stem(word.group()) for word in _WORD.finditer(first)) - _STEMS


def sentence(scene: Scene, claim: Claim) -> str:
    """The sentence or sentences that a claim stands in."""
    text, passage = scene.reading(claim).report.text, claim.passage
    start = max((stop.end() for stop in _STOP.finditer(text, 0, passage.start)), default=0)
    stop = _STOP.search(text, passage.end)
    return text[start : stop.start() if stop else len(text)]


def common(scene: Scene, reply: Claim, claim: Claim) -> frozenset[str]:
    """Stems that a reply has in common with the sentence of a claim of its own report; none across reports."""
    if reply.report != claim.report:
        return frozenset()
    return stems(reply.passage.quote) & stems(sentence(scene, claim))
