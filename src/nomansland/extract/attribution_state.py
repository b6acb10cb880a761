"""What the reader of voices keeps in mind, and what pronouns mean by it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_names import gender_of
from nomansland.extract.attribution_voices import Voice
from nomansland.extract.chains import Link
from nomansland.extract.document import Document

_TROOPS = frozenset({"soldier", "fellow_soldier", "detainee"})


@dataclass(slots=True)
class State:
    """The present voice, the story's voice, the chain, and the last of each kind of source.

    `sources` have spoken; `groups` and `named` were only named, as somebody of whom one may speak next.
    """

    doc: Document
    voice: Voice
    story: Voice | None = None
    person: Mention | None = None
    outlet: Mention | None = None
    via: tuple[Link, ...] = ()
    paragraph: int = -1
    retelling: bool = False
    groups: list[Mention] = field(default_factory=list)
    named: list[Mention] = field(default_factory=list)
    sources: list[Mention] = field(default_factory=list)

    def text_of(self, mention: Mention) -> str:
        """The words of a mention."""
        return self.doc.text[mention.start : mention.end]

    def notice(self, mention: Mention) -> None:
        """Remember a mention for pronouns to come."""
        if mention.kind == "outlet":
            self.outlet = mention
        elif mention.kind == "person" or (mention.kind == "office" and self._one(mention)):
            first = not self.named or self.named[-1].sentence != mention.sentence
            if first and not mention.group and (not mention.cases or mention.cases & {"nomn", "ablt"}):
                self.named.append(mention)

    def resolve(self, mention: Mention | None) -> Mention | None:
        """Who is meant: a pronoun by what stands before, "the soldier" by the soldier who has spoken."""
        if mention is None or mention.kind == "pronoun":
            return self.pronoun(mention) if mention else None
        words = self.text_of(mention).split()
        same = self._same_source(mention, words)
        if same is not None:
            return same
        if mention.kind == "person" and len(words) == 1 and not mention.name:
            stem = words[0].lower()[: max(3, len(words[0]) - 2)]
            for other in reversed(self.sources):
                if self.text_of(other).lower().startswith(stem):
                    return replace(mention, role=other.role, name=other.name)
            troops = [other for other in self.sources if other.role in _TROOPS]
            if mention.role == "soldier" and not mention.group and troops and self.retelling:
                return replace(mention, role=troops[-1].role, name=troops[-1].name)
        return mention

    def _same_source(self, mention: Mention, words: list[str]) -> Mention | None:
        """ "The source" behind a person who has spoken is that person."""
        if mention.role != "unnamed_source" or mention.name or mention.group or len(words) != 1:
            return None
        english = self.doc.language == "en"
        if english and not self.doc.text[: mention.start].lower().endswith("the "):
            return None
        spoken = [one for one in self.sources if one.role in _TROOPS and not one.group]
        return replace(mention, role=spoken[-1].role, name=spoken[-1].name) if spoken else None

    def again(self, mention: Mention | None) -> bool:
        """True for "the channel", and for "they" where it means the channel: the whole chain before it is meant."""
        if mention is None or mention.kind != "pronoun":
            return False
        meant = self.pronoun(mention)
        return mention.role == "media" or (meant is not None and meant.kind == "outlet")

    def pronoun(self, mention: Mention) -> Mention | None:
        """He, she, they, one: the last who fits; "they" after an outlet's words is the outlet."""
        if mention.role == "media":
            return self.outlet
        word = self.text_of(mention).lower()
        plural = word in lists.names("plural")
        sex = next((s for s in ("male", "female") if {word, word.split()[0]} & lists.names(s)), None)
        if set(word.split()) & lists.names("singled"):
            group = next((g for g in reversed(self.groups) if self._fits(g, sex)), None)
            if group is not None:
                return group
        if self.voice.role == "media" and self.via and self.outlet and (plural or not self.sources):
            return self.outlet
        if plural:
            many = [m for m in (*self.groups, *self.sources) if m.group and m.start < self._reach(mention)]
            near = [m for m in many if self.doc.sentences[m.sentence].paragraph == self.paragraph]
            spoken = self._here(True, self._reach(mention))
            if near and spoken and not spoken[-1].group and "nomn2" not in spoken[-1].cases:
                return max(near, key=lambda m: m.start)
        told = bool(lists.cue(self.doc.language, "teller").match(word))
        for other in sorted(self._here(plural or told, self._reach(mention)), key=lambda m: m.start, reverse=True):
            if self._one(other) and self._fits(other, sex):
                return other
        if plural and self.voice.role == "media" and not self.via and not self._here(True, self._reach(mention)):
            earlier = [g for g in self.groups if g.sentence < mention.sentence]
            here = [g for g in earlier if self.doc.sentences[g.sentence].paragraph == self.paragraph]
            if here:
                return here[-1]
        spoke = next((s for s in reversed(self.sources) if self._one(s) and self._fits(s, sex)), None)
        return spoke or self.person or self._introduced(sex) or self._somebody(mention, sex)

    def _introduced(self, sex: str | None) -> Mention | None:
        """Who was brought in by name before anybody spoke ("I met a gunner who goes by X. ... he said")."""
        return next((one for one in reversed(self.named) if one.name and self._one(one) and self._fits(one, sex)), None)

    def _somebody(self, mention: Mention, sex: str | None) -> Mention | None:
        """He or she whom nothing introduces: he is taken for one of the men concerned, she for kin."""
        if sex is None:
            return None
        return replace(mention, kind="person", role="soldier" if sex == "male" else "relative")

    def _reach(self, mention: Mention) -> int:
        """Where to stop looking: "by his account" may point into its own sentence, "he says" may not."""
        sentence = self.doc.sentences[mention.sentence]
        own = lists.cue(sentence.language, "possessive").fullmatch(self.text_of(mention))
        return mention.start if own else sentence.start

    def _here(self, plural: bool, before: int) -> list[Mention]:
        """Who was named or has spoken in this paragraph so far."""
        found = self.sources if plural else [*self.sources, *self.named]
        here = (m for m in found if self.doc.sentences[m.sentence].paragraph == self.paragraph)
        return [m for m in here if m.start < before]

    def _one(self, mention: Mention) -> bool:
        """False for an institution: it is no "he" or "she"."""
        return mention.kind != "office" or bool(
            lists.signs("individual", self.doc.language).match(self.text_of(mention))
        )

    def _fits(self, mention: Mention, sex: str | None) -> bool:
        known = gender_of(self.text_of(mention), self.doc.language)
        return sex is None or known is None or known == sex[0]
