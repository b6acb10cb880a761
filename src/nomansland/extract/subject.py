"""Whether a report is on the subject at all: words of armies alone do not make it one on those who will not fight.

A language is judged where its book lists what such reports say (`story`), what reports on other walks of life say
(`elsewhere`), what is said of prisoners of war and of civilians held (`captives`), and how rules and instructions are
worded (`advice`). Reports of a few sentences have
no room for such words and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from nomansland.extract.event import Event
from nomansland.extract.eventscene import Scene

_LONG = 5
# so many kinds of deeds are told by chance in no report: where nothing names the subject, where one sentence does,
# where other things are named oftener, and where every fifth sentence names them
_KINDS, _KINDS_NAMED, _KINDS_ASIDE, _KINDS_ELSEWHERE = 6, 2, 5, 7
_SHARE = 5
_OTHERS = 2
_OTHER = ("elsewhere", "captives", "advice")
_ITEMS = 5
_ITEM = re.compile(r"\s*(?:[•▪▫●◾◽■□][\ufe0f]?|\d{1,2}[:.]\d\d\b)")


def _judged(found: Sequence[Scene]) -> bool:
    """True for a report that is long enough, most of it in a language whose book has the words."""
    known = sum("story" in scene.book.cues for scene in found)
    return len(found) >= _LONG and not found[0].history and known * 2 > len(found)


def _names_subject(scene: Scene) -> bool:
    """True for a sentence that names the subject, and not as a joke, a film, a past war, a law or another thing."""
    return "story" in scene.cues and not {"none", "historical", *_OTHER} & scene.cues.keys()


def _kinds(events: Sequence[Event]) -> int:
    deeds = [event.type for event in events if not event.type.startswith(("response.", "context.", "law."))]
    return len({"site" if kind.startswith("site.") else kind for kind in deeds})


def beside_subject(found: Sequence[Scene], events: Sequence[Event]) -> bool:
    """True for a longer report that tells of other things: it hardly names the subject, or other things oftener.

    Parameters
    ----------
    found : sequence of Scene
        All sentences of the report.
    events : sequence of Event
        What the patterns find in them: many kinds of deeds make a report one on the subject whatever its words.
    """
    if not _judged(found):
        return False
    kinds, named = _kinds(events), sum(map(_names_subject, found))
    others = max(sum(cue in scene.cues for scene in found) for cue in _OTHER)
    if others >= _OTHERS and others > named:
        outweighed = kinds < (_KINDS_ELSEWHERE if others * _SHARE >= len(found) else _KINDS_ASIDE)
        return outweighed or others * 2 >= len(found)
    return named < _OTHERS and kinds < (_KINDS_NAMED if named else _KINDS)


def on_subject(found: Sequence[Scene]) -> list[Scene]:
    """The sentences of a digest whose item names the subject; of any other report all of them."""
    items = [list(group) for _, group in groupby(found, key=lambda scene: scene.sentence.paragraph)]
    marked = [item for item in items if _ITEM.match(item[0].doc.text, item[0].sentence.start)]
    if not _judged(found) or len(marked) < _ITEMS or len(marked) * 2 < len(items):
        return list(found)
    return [scene for item in items if any(map(_names_subject, item)) and not _other(item) for scene in item]


def _other(item: Sequence[Scene]) -> bool:
    return any(scene.cues.keys() & set(_OTHER) for scene in item)
