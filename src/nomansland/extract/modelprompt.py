"""What a model is asked: prompts are data, and their fingerprint goes into every reading made with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Protocol

from nomansland.extract.document import Document
from nomansland.words.codebook import entries, ids

MODALITIES = ("asserted", "denied", "hypothetical", "conditional", "historical")
SIDES = ("RF", "UA", "both", "other")
_FEWEST = 4


class Model(Protocol):
    """The port to a model: passed in from outside, because a step has no network.

    `local` is True only where what is sent cannot leave this machine.
    """

    @property
    def name(self) -> str:
        """The model's name at its endpoint."""

    @property
    def local(self) -> bool:
        """True where the endpoint is this machine."""

    def ask(self, system: str, user: str, schema: dict[str, Any]) -> tuple[str, bool]:
        """The answer as text, and whether it was known already. Raises ModelError where there is none."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The prompts as they were read.

    `events` are the ids a claim may have, `roles` those of a speaker, `instructions` finds sentences that speak to a
    machine; `fingerprint` is `VERSION-SHA256[:12]`.
    """

    system: str
    user: str
    events: tuple[str, ...]
    roles: tuple[str, ...]
    instructions: re.Pattern[str]
    longest: int
    most: int
    fingerprint: str

    def schema(self) -> dict[str, Any]:
        """The JSON schema of an answer."""
        quote = {"type": "string", "minLength": 1, "maxLength": 400}

        def said(**more: Any) -> dict[str, Any]:
            fields = {**more, "quote": quote}
            return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}

        number = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
        claim = {
            "type": {"enum": list(self.events)},
            "quote": quote,
            "modality": {"enum": list(MODALITIES)},
            "side": said(value={"enum": list(SIDES)}),
            "speaker": said(role={"enum": list(self.roles)}),
            "place": said(),
            "time": said(),
            "count": said(min=number, max=number, unit={"type": "string", "maxLength": 20}),
            "unit": said(),
        }
        one = {
            "type": "object",
            "properties": claim,
            "required": ["type", "quote", "modality"],
            "additionalProperties": False,
        }
        return {
            "type": "object",
            "properties": {"claims": {"type": "array", "items": one, "maxItems": self.most}},
            "required": ["claims"],
            "additionalProperties": False,
        }


@lru_cache(maxsize=1)
def prompt() -> Prompt:
    """The installed prompts, with the events of the codebook written into them."""
    import yaml

    folder = files("nomansland.words")
    raw = folder.joinpath("prompts", "read.yaml").read_bytes()
    data = yaml.safe_load(raw)
    known = entries("event")
    listed = "\n".join(f"{name}: {entry.definition['en']}" for name, entry in known.items())
    return Prompt(
        data["system"].replace("{events}", listed),
        data["user"],
        tuple(known),
        ids("role"),
        re.compile("|".join(f"(?:{one})" for one in data["instructions"]), re.IGNORECASE),
        int(data["longest"]),
        int(data["most_claims"]),
        f"{data['version']}-{sha256(raw).hexdigest()[:12]}",
    )


def speaks_to_machines(doc: Document, sentence: int) -> bool:
    """True for a sentence that tells a reading machine what to do: nothing is read from it, by rules either."""
    one = doc.sentences[sentence]
    return prompt().instructions.search(doc.text[one.start : one.end]) is not None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one question shows of the report: `text`, and the span `start` to `end` that quotes must lie in."""

    text: str
    start: int
    end: int
    muted: tuple[tuple[int, int], ...] = ()


def paragraphs(doc: Document) -> list[Paragraph]:
    """The report in pieces that are asked about apart, so that no paragraph has a say in how another is read.

    Sentences that speak to a machine are left out.
    """
    made, limit = prompt(), prompt().longest
    pieces: list[list[tuple[int, int]]] = []
    last = None
    for sentence in doc.sentences:
        if sentence.paragraph != last or sentence.end - pieces[-1][0][0] > limit:
            pieces.append([])
        pieces[-1].append((sentence.start, min(sentence.end, sentence.start + limit)))
        last = sentence.paragraph
    out = []
    for spans in pieces:
        mute = tuple(span for span in spans if made.instructions.search(doc.text[slice(*span)]))
        text = " ".join(doc.text[slice(*span)] for span in spans if span not in mute)
        if len(text.split()) >= _FEWEST:
            out.append(Paragraph(text, spans[0][0], spans[-1][1], mute))
    return out
