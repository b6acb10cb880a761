"""What stands up of a model's answer: whatever is not found in the report word for word is refused and counted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nomansland.extract.document import Document
from nomansland.extract.modelprompt import MODALITIES, SIDES, Paragraph, prompt
from nomansland.words import Count, Passage

_FIELDS = ("side", "speaker", "place", "time", "count", "unit")
_KNOWN = {"type", "quote", "modality", *_FIELDS}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of a model with the fields that stood up to the text, each as its value and its words."""

    type: str
    passage: Passage
    modality: str
    side: tuple[str, Passage] | None = None
    role: tuple[str, Passage] | None = None
    place: Passage | None = None
    time: Passage | None = None
    count: Count | None = None
    unit: Passage | None = None


@dataclass(slots=True)
class Check:
    """Holds answers against one paragraph of a report; `refused` counts what falls, by reason."""

    doc: Document
    paragraph: Paragraph
    refused: Counter[str] = field(default_factory=Counter)

    def claims(self, answer: str) -> list[Told]:
        """The claims of an answer that stand up, in its order."""
        try:
            data = json.loads(answer)
        except (ValueError, RecursionError):
            data = None
        rows = data.get("claims") if isinstance(data, dict) else None
        if not isinstance(rows, list):
            self.refused["answer is not of the schema"] += 1
            return []
        return [told for told in map(self._claim, rows[: prompt().most]) if told is not None]

    def _claim(self, row: Any) -> Told | None:
        if not isinstance(row, dict) or not {"type", "quote", "modality"} <= row.keys() <= _KNOWN:
            self.refused["answer is not of the schema"] += 1
            return None
        if row["type"] not in prompt().events or row["modality"] not in MODALITIES:
            self.refused["unknown event or modality"] += 1
            return None
        passage = self._found(row["quote"], self.paragraph.start, "claim")
        if passage is None:
            return None
        given = {name: self._field(name, row[name], passage) for name in _FIELDS if row.get(name) is not None}
        values: dict[str, Any] = {}
        for name, value in given.items():
            if value is not None:
                values["role" if name == "speaker" else name] = value
        return Told(row["type"], passage, row["modality"], **values)

    def _found(self, quote: Any, near: int, what: str) -> Passage | None:
        """The place of a quote that is nearest to `near`, inside the paragraph and outside what was not sent."""
        if not isinstance(quote, str) or not any(letter.isalnum() for letter in quote):
            self.refused[f"{what}: empty quote"] += 1
            return None
        quote, starts, at = quote.strip(), [], self.paragraph.start
        while (at := self.doc.text.find(quote, at, self.paragraph.end)) >= 0:
            starts.append(at)
            at += 1
        spans = [(start, start + len(quote)) for start in starts if self._whole(start, start + len(quote))]
        open_to_it = [one for one in spans if not any(one[0] < b and a < one[1] for a, b in self.paragraph.muted)]
        if not open_to_it:
            reason = "quote is an instruction" if spans else "quote is not in the text"
            self.refused[f"{what}: {reason}"] += 1
            return None
        return self.doc.passage(*min(open_to_it, key=lambda one: abs(one[0] - near)))

    def _whole(self, start: int, end: int) -> bool:
        """True where no word is cut: a word of the quote is a word of the text."""
        text = self.doc.text
        before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        return not before and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())

    def _field(self, name: str, value: Any, claim: Passage) -> Any:
        if not isinstance(value, dict):
            self.refused[f"{name}: not of the schema"] += 1
            return None
        passage = self._found(value.get("quote"), claim.start, name)
        if passage is None or name in ("place", "time", "unit"):
            return passage
        if name == "count":
            return self._count(value, passage)
        allowed = SIDES if name == "side" else prompt().roles
        chosen = value.get("value" if name == "side" else "role")
        if chosen not in allowed:
            self.refused[f"{name}: unknown value"] += 1
            return None
        return chosen, passage

    def _count(self, value: dict[str, Any], passage: Passage) -> Count | None:
        low, high, unit = value.get("min"), value.get("max"), value.get("unit")
        whole = all(bound is None or (type(bound) is int and bound >= 0) for bound in (low, high))
        if not whole or not isinstance(unit, str) or not unit.strip():
            self.refused["count: not of the schema"] += 1
            return None
        try:
            return Count(low, high, unit.strip().lower(), passage=passage)
        except ValueError:
            self.refused["count: bounds that cannot be"] += 1
            return None
