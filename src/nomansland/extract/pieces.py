"""Text cut into the word pieces that a language model reads, each with its characters.

A SentencePiece unigram vocabulary (Kudo, 2018): of all ways to cut a word into known pieces the likeliest is taken
(Viterbi). Pieces do not reach over white space, so that each distinct word is cut once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MARK = "\u2581"


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a text: their numbers, and where each starts and ends in it, all of one length."""

    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True)
class Pieces:
    """A vocabulary.

    Parameters
    ----------
    scores : mapping
        Piece to its number and its log probability.
    folds : mapping
        Character to the characters that it is read as.
    unknown : int
        The number of what no piece covers.
    """

    scores: Mapping[str, tuple[int, float]]
    folds: Mapping[str, str]
    unknown: int
    _known: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    _longest: int = field(init=False)
    _least: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_longest", max(map(len, self.scores)))
        object.__setattr__(self, "_least", min(score for _, score in self.scores.values()) - 10.0)

    def _word(self, word: str) -> list[tuple[int, int, int]]:
        """Number, start and end of each piece of a word."""
        known = self._known.get(word)
        if known is not None:
            return known
        best, back = [0.0] + [-1e30] * len(word), [(0, self.unknown)] * (len(word) + 1)
        for start, score in enumerate(best[:-1]):
            score = best[start]
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                piece = self.scores.get(word[start:end])
                if piece is not None and piece[0] != self.unknown and score + piece[1] > best[end]:
                    best[end], back[end] = score + piece[1], (start, piece[0])
            if score + self._least > best[start + 1]:
                best[start + 1], back[start + 1] = score + self._least, (start, self.unknown)
        out, end = [], len(word)
        while end:
            start, number = back[end]
            out.append((number, start, end))
            end = start
        out.reverse()
        if len(self._known) < 200_000:
            self._known[word] = out
        return out

    def cut(self, text: str) -> Cut:
        """The pieces of a text, in its order."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for word, places in self._words(text):
            for number, first, last in self._word(word):
                ids.append(number)
                # the mark of a word's start stands for the white space before it
                starts.append(places[max(first, 1)] if last > 1 else places[1])
                ends.append(places[last - 1] + 1 if last > 1 else places[1])
        return Cut(ids, starts, ends)

    def _words(self, text: str) -> list[tuple[str, list[int]]]:
        """The words as they are read, led by the mark, with the place of each character in the text."""
        out: list[tuple[str, list[int]]] = []
        word, places = MARK, [0]
        for place, character in enumerate(text):
            for read in self.folds.get(character, character):
                if read != " ":
                    word += read
                    places.append(place)
                elif word != MARK:
                    out.append((word, places))
                    word, places = MARK, [place]
        if word != MARK:
            out.append((word, places))
        return out
