"""A sentence with what the patterns see of it and of what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from nomansland.extract.clauses import Clause, clauses
from nomansland.extract.document import Document, Sentence, tokens_of
from nomansland.extract.matching import fold
from nomansland.extract.patternbook import Book, Rule, book
from nomansland.extract.view import Match, Pattern, View

_OPENING = frozenset('«“"„')
_GOES_ON = frozenset("he she it they он она оно они він вона воно вони".split())


@dataclass(frozen=True)
class Scene:
    """A sentence with what the patterns see of it and of what stands around it."""

    doc: Document
    sentence: Sentence
    view: View
    book: Book
    whole: Whole

    @property
    def scenes(self) -> Sequence[Scene]:
        """All scenes of the report."""
        return self.whole.scenes

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence."""
        return clauses(self.view, self.sentence.language)

    @cached_property
    def rules(self) -> list[tuple[Rule, Pattern]]:
        """The rules of the book whose words all stand in the sentence, with the pattern that has them."""
        return self.book.index.among(self.view.present)

    @cached_property
    def cues(self) -> dict[str, list[Match]]:
        """The cues of the book that are found in the sentence, by name."""
        out: dict[str, list[Match]] = {}
        for name, pattern in self.book.cue_index.among(self.view.present):
            found = self.view.find(pattern)
            if found:
                out.setdefault(name, []).extend(found)
        return out

    def found(self, name: str) -> Sequence[Match]:
        """Where the cues of a name are found in the sentence."""
        return self.cues.get(name, ())

    @cached_property
    def official(self) -> bool:
        """True where an office speaks: named in the sentence or before it, or the whole report is its statement."""
        return "official" in self.cues or self.statement or self._office_goes_on

    @cached_property
    def _office_goes_on(self) -> bool:
        """True for speech in quotation marks, and for what "he" goes on to say, after an office in the paragraph."""
        at, text = self.sentence.index, self.doc.text
        if not at or self.scenes[at - 1].sentence.paragraph != self.sentence.paragraph or "kin" in self.cues:
            return False
        quoted = text[self.sentence.start] in _OPENING or text[self.sentence.start - 1] in _OPENING
        if not quoted and fold(self.view.tokens[0].text) not in _GOES_ON:
            return False
        return self.scenes[at - 1].official

    @property
    def history(self) -> bool:
        """True in a report on wars long past: they are named often, and the present hardly."""
        return self.whole.history

    @cached_property
    def played(self) -> str | None:
        """In a report on the stage `historical` where its paragraph names a past war, else `none`."""
        if not self.whole.stage:
            return None
        return "historical" if any("historical" in scene.cues for scene in self.around("paragraph")) else "none"

    @cached_property
    def statement(self) -> bool:
        """True for a statement that an office puts out under its own name."""
        return self.doc.report.kind == "statement" and self.whole.statement(self.sentence.language)

    @cached_property
    def _touched(self) -> dict[tuple[int, int], Clause]:
        return {}

    def clause_of(self, start: int, end: int) -> Clause:
        """The span of all clauses that the tokens touch."""
        known = self._touched.get((start, end))
        if known is None:
            touched = [clause for clause in self.clauses if clause.start < end and start < clause.end]
            known = Clause(touched[0].start, touched[-1].end) if touched else Clause(start, end)
            self._touched[start, end] = known
        return known

    def around(self, scope: str) -> Sequence[Scene]:
        """The scenes of a scope."""
        if scope == "document":
            return self.scenes
        if scope == "paragraph":
            return [scene for scene in self.scenes if scene.sentence.paragraph == self.sentence.paragraph]
        at = self.sentence.index
        return self.scenes[max(0, at - 2) : at + 1]

    def holds(self, pattern: Pattern, scope: str, match: Match) -> bool:
        """True where a pattern is found in a scope around a match."""
        if scope in ("near", "paragraph", "document"):
            return any(scene.cue(pattern) for scene in self.around(scope))
        found = self.view.find(pattern)
        if scope == "sentence" or not found:
            return bool(found)
        if scope == "match":
            return any(match.start <= hit.start and hit.end <= match.end for hit in found)
        if scope == "before":
            return any(match.start - 4 <= hit.start and hit.end <= match.start for hit in found)
        clause = self.clause_of(match.start, match.end)
        return any(clause.start <= hit.start and hit.end <= clause.end for hit in found)

    def cue(self, pattern: Pattern) -> bool:
        """True where a pattern of this or another language's book is found in the sentence."""
        return bool(self.view.find(pattern))


@dataclass(frozen=True)
class Whole:
    """All scenes of a report, and what only all of them together tell."""

    doc: Document
    scenes: list[Scene] = field(default_factory=list)
    _statements: dict[str, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def history(self) -> bool:
        """True in a report on wars long past: they are named often, and the present hardly."""
        past = sum("historical" in scene.cues for scene in self.scenes)
        today = sum("today" in scene.cues for scene in self.scenes)
        return past > 1 and past > today and past * 8 > len(self.scenes)

    @cached_property
    def stage(self) -> bool:
        """True in a report on plays, films or matches, whose words stand in it more often than those of war."""
        played = sum("stage" in scene.cues for scene in self.scenes)
        return played > 2 and played * 3 >= len(self.scenes) and played > sum("topic" in s.cues for s in self.scenes)

    def statement(self, language: str) -> bool:
        """True where the first paragraphs, or the name of the outlet, are those of an office and not of kin."""
        if language not in self._statements:
            self._statements[language] = self._of_office(language)
        return self._statements[language]

    def _of_office(self, language: str) -> bool:
        found, outlet = book(language), self.doc.report.outlet or ""
        name = tokens_of(outlet, 0, len(outlet), language)
        own = found.grammar.view(Sentence(-1, -1, 0, 0, language, name))

        def headed(cue: str, paragraphs: int) -> bool:
            heads = [scene.view for scene in self.scenes if scene.sentence.paragraph < paragraphs]
            return any(view.find(pattern) for pattern in found.cues.get(cue, ()) for view in (own, *heads))

        return headed("office", 2) and not headed("kin", 3)


@contextmanager
def scenes(doc: Document) -> Iterator[list[Scene]]:
    """The sentences of a report as patterns see them, for as long as they are looked at."""
    whole = Whole(doc)
    for sentence in doc.sentences:
        found = book(sentence.language)
        whole.scenes.append(Scene(doc, sentence, found.grammar.view(sentence), found, whole))
    try:
        yield whole.scenes
    finally:
        # scenes know each other: untied, they are gone at once and not when the collector comes by
        whole.scenes.clear()
