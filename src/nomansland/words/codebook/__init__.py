"""The codebook as data: ids with labels and definitions in English, Russian and Ukrainian.

Kinds: `event`, `side`, `modality`, `role`, `unit`, `condition`. The files stand beside this one; the conditions of
detention keep their labels with their phrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

KINDS = ("condition", "event", "modality", "role", "side", "unit")
LANGUAGES = ("en", "ru", "uk")
_FILES = {
    "event": "events.yaml",
    "modality": "modalities.yaml",
    "role": "roles.yaml",
    "side": "sides.yaml",
    "unit": "units.yaml",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One id: what it is called and what it means, per language."""

    id: str
    label: dict[str, str]
    definition: dict[str, str]


def _read(*parts: str) -> dict[str, Any]:
    import yaml

    path = files("nomansland.words").joinpath(*parts)
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded


@lru_cache(maxsize=len(KINDS))
def entries(kind: str) -> dict[str, Entry]:
    """All ids of a kind in the order of the file; KeyError for an unknown kind."""
    if kind not in KINDS:
        raise KeyError(f"the codebook has no kind {kind!r}; it has {', '.join(KINDS)}")
    data = _read("conditions", "conditions.yaml") if kind == "condition" else _read("codebook", _FILES[kind])
    return {name: Entry(name, entry["label"], entry.get("definition", {})) for name, entry in data.items()}


def ids(kind: str) -> tuple[str, ...]:
    """The ids of a kind."""
    return tuple(entries(kind))


def label(kind: str, value: str, language: str = "en") -> str:
    """What an id is called; KeyError for an unknown kind, id or language."""
    return entries(kind)[value].label[language]


def definition(kind: str, value: str, language: str = "en") -> str:
    """What an id means; KeyError for an unknown kind, id or language."""
    return entries(kind)[value].definition[language]
