"""The labelled reports that the examples reader learns from: `bench/extract/corpus`, invented, claims in brackets.

A report starts with a line `### id language kind date outlet`. A claim is `[[types side role modality|words]]`: several
types are joined by `+`, `asserted` is left out, claims may stand inside one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from nomansland import words
from nomansland.words.codebook import ids

FOLDER = Path(__file__).parent / "corpus"
SENTENCES = Path(words.__file__).parent / "sentences"
SIDES = ("RF", "UA", "both", "other", "unknown")
MODALITIES = ("asserted", "denied", "hypothetical", "conditional", "historical")
ROLES = (
    "commander", "court", "detainee", "expert", "fellow_soldier", "intelligence_officer", "intelligence_service",
    "lawyer", "media", "medic", "ngo", "official", "relative", "soldier", "unnamed_source", "witness",
)  # fmt: skip
_HEAD = re.compile(r"(?m)^### (\S+) (en|ru|uk) (article|telegram|feed_item|brief|statement) (\S+) (.+)$")
_MARK = re.compile(r"\[\[([^|\]\n]+)\||\]\]")
_HELD = 10


@dataclass(frozen=True, slots=True)
class Label:
    """A claim as it was marked: characters of the text, and what it is."""

    start: int
    end: int
    type: str
    side: str
    role: str
    modality: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report and the claims that are marked in it."""

    id: str
    language: str
    kind: str
    published: str | None
    outlet: str
    text: str
    labels: tuple[Label, ...]

    @property
    def held(self) -> bool:
        """True for the tenth of the reports, chosen by their names, that nothing is trained on."""
        return crc32(self.id.encode()) % _HELD == 0


def _labels(head: str, start: int, end: int) -> Iterator[Label]:
    types, side, role, *rest = head.split()
    modality = rest[0] if rest else "asserted"
    known = side in SIDES and role in ROLES and modality in MODALITIES and len(rest) < 2
    for kind in types.split("+"):
        if not known or kind not in ids("event"):
            raise ValueError(f"[[{head}| is no label")
        yield Label(start, end, kind, side, role, modality)


def parse(body: str) -> tuple[str, tuple[Label, ...]]:
    """The text without its brackets, and the claims in the order of the text.

    Raises
    ------
    ValueError
        Where a bracket is not closed or a label is unknown.
    """
    parts: list[str] = []
    open_ones: list[tuple[int, str]] = []
    labels: list[Label] = []
    size = at = 0
    for mark in _MARK.finditer(body):
        parts.append(body[at : mark.start()])
        size, at = size + mark.start() - at, mark.end()
        if mark[1] is not None:
            open_ones.append((size, mark[1]))
        elif open_ones:
            start, head = open_ones.pop()
            labels += _labels(head, start, size)
        else:
            raise ValueError(f"]] closes nothing after {body[max(0, mark.start() - 40) : mark.start()]!r}")
    if open_ones:
        raise ValueError(f"[[{open_ones[-1][1]}| is not closed")
    labels.sort(key=lambda one: (one.start, one.end, one.type))
    return "".join([*parts, body[at:]]), tuple(labels)


def labelled(folder: Path = FOLDER) -> Iterator[Labelled]:
    """The labelled reports, file by file.

    Raises
    ------
    ValueError
        For a fault in a report, which it names.
    """
    for path in sorted(folder.glob("*.txt")):
        raw = path.read_text("utf-8")
        heads = list(_HEAD.finditer(raw))
        if len(heads) != len(re.findall(r"(?m)^### ", raw)):
            raise ValueError(f"{path.name}: a report's first line is not `### id language kind date outlet`")
        ends = [*(head.start() for head in heads[1:]), len(raw)]
        for head, end in zip(heads, ends, strict=True):
            try:
                text, labels = parse(raw[head.end() : end].strip())
            except ValueError as error:
                raise ValueError(f"{path.name}, {head[1]}: {error}") from error
            yield Labelled(head[1], head[2], head[3], None if head[4] == "-" else head[4], head[5], text, labels)


def held() -> dict[str, Any]:
    """The labelled reports that are held back, as an annotated set in the scorer's form."""
    documents = [
        {
            "id": one.id,
            "text": one.text,
            "kind": one.kind,
            "language": one.language,
            "outlet": {"name": one.outlet},
            "stated_publication": one.published,
            "published": {"stated": one.published},
            "lineage": {"origin_group": one.id},
            "hard_negative": not any(label.modality in ("asserted", "denied") for label in one.labels),
            "claims": [_annotated(number, label) for number, label in enumerate(one.labels, 1)],
        }
        for one in labelled()
        if one.held
    ]
    return {"documents": documents}


def _annotated(number: int, label: Label) -> dict[str, Any]:
    side = None if label.side == "unknown" else label.side
    speaker = {"role": label.role}
    out = {"id": f"c{number:02d}", "type": label.type, "start": label.start, "end": label.end}
    return {**out, "side": side, "modality": label.modality, "speaker": speaker}


def digest(folder: Path = FOLDER) -> str:
    """SHA-256 of the labelled reports, kept with the weights: a test compares them."""
    return sha256(b"\n".join(path.read_bytes() for path in sorted(folder.glob("*.txt")))).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence of `words/sentences`: the types that it tells, and its modality."""

    types: tuple[str, ...]
    modality: str | None
    text: str


def sentences(folder: Path = SENTENCES) -> Iterator[Sentence]:
    """The labelled sentences of a folder."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            labels, _, text = line.partition("\t")
            if not text:
                continue
            names = [] if labels == "none" else [one.split("!") for one in labels.split("+")]
            modality = (names[0][1] if len(names[0]) > 1 else "asserted") if names else None
            yield Sentence(tuple(name[0] for name in names), modality, text)


def types_of(reports: Sequence[Labelled]) -> tuple[str, ...]:
    """All types that the reports tell, sorted."""
    return tuple(sorted({label.type for report in reports for label in report.labels}))
