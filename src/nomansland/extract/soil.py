"""Sides that a resolved place tells where no list names it: ground far behind one side's line, and its own country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nomansland.extract.cues import Cue
from nomansland.extract.document import Document
from nomansland.words import Place

# Raions of which no part was Ukrainian-held since the summer of 2022 or before, by the codifier: Donetsk, Kalmiuske,
# Alchevsk, Dovzhansk, Luhansk, Rovenky, Starobilsk, Shchastia.
_HELD = ("UA1408", "UA1410", "UA4402", "UA4404", "UA4406", "UA4408", "UA4414", "UA4416")
# Oblasts that no ground fighting of this war has reached since April 2022, by the codifier: Vinnytsia, Volyn, Zhytomyr,
# Zakarpattia, Ivano-Frankivsk, Kyiv and its oblast, Kirovohrad, Lviv, Odesa, Poltava, Rivne, Ternopil, Khmelnytskyi,
# Cherkasy, Chernivtsi.
_REAR = tuple(f"UA{number}" for number in "05 07 18 21 26 32 35 46 51 53 56 61 68 71 73 80".split())
_RUSSIA = ", RU"
_GROUND, _SOIL = 1.4, 2.0
_SURE = 0.6
# What is done at home, to one's own side's war
AT_HOME = ("sabotage.", "attack.")


def soil_cues(doc: Document, places: Iterable[Place], cues: Sequence[Cue]) -> list[Cue]:
    """A cue for each place that tells a side and that no phrase of `cues` covers."""
    out = []
    for place in places:
        best, passage = place.best, place.passage
        if best is None or passage is None or best.weight < _SURE or best.kind not in ("settlement", "community"):
            continue
        if any(cue.start < passage.end and cue.end > passage.start for cue in cues):
            continue
        sentence = doc.sentence_at(passage.start).index
        if best.code.startswith(_HELD):
            out.append(Cue("RF", "ground", _GROUND, passage.start, passage.end, sentence))
        elif best.name.endswith(_RUSSIA):
            out.append(Cue("RF", "soil", _SOIL, passage.start, passage.end, sentence))
        elif best.code.startswith(_REAR):
            out.append(Cue("UA", "soil", _SOIL, passage.start, passage.end, sentence))
    return out
