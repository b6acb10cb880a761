"""The patterns of `words/patterns`, read and compiled once per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.extract.anchors import Index
from nomansland.extract.matching import Grammar, PatternError
from nomansland.extract.view import Pattern

SCOPES = ("match", "before", "clause", "sentence", "near", "paragraph", "document")
_KEYS = {"id", "type", "patterns", "needs", "unless", "modality", "voice", "cues", "whole", "example", "not"}
Bounds = tuple[tuple[str, tuple[Pattern, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the pattern book.

    `needs` and `unless` hold, per scope, patterns of which one must or none may be found; `voice` is `official`
    where only an official's words count; `modality` overrules what the words around say; `whole` lets the parts
    of an unordered pattern stand in different clauses of the sentence.
    """

    id: str
    type: str
    patterns: tuple[Pattern, ...]
    needs: Bounds = ()
    unless: Bounds = ()
    modality: str | None = None
    voice: str | None = None
    whole: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """Grammar, rules and cues of one language; `index` and `cue_index` tell which of them a sentence can hold."""

    grammar: Grammar
    rules: tuple[Rule, ...]
    index: Index[tuple[Rule, Pattern]]
    cues: Mapping[str, tuple[Pattern, ...]]
    cue_index: Index[tuple[str, Pattern]]


def _load(path: Any) -> Any:
    import yaml

    # the base loader leaves every scalar a string: `no` and `on` are words here, not booleans
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader) or {}


def _as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else ([] if value is None else [str(value)])


def _bounds(grammar: Grammar, value: Mapping[str, Any] | None) -> Bounds:
    out = []
    for scope, sources in (value or {}).items():
        if scope not in SCOPES:
            raise PatternError(f"{scope} is not a scope; use one of {', '.join(SCOPES)}")
        out.append((scope, tuple(grammar.compile(source) for source in _as_list(sources))))
    return tuple(out)


def _rule(grammar: Grammar, entry: Mapping[str, Any], where: str) -> Rule:
    unknown = set(entry) - _KEYS
    if unknown or not {"id", "type", "patterns"} <= set(entry):
        raise PatternError(f"{where}: {entry.get('id')}: unknown or missing keys {sorted(unknown)}")
    return Rule(
        f"{where}.{entry['id']}",
        str(entry["type"]),
        tuple(grammar.compile(source) for source in _as_list(entry["patterns"])),
        _bounds(grammar, entry.get("needs")),
        _bounds(grammar, entry.get("unless")),
        entry.get("modality"),
        entry.get("voice"),
        entry.get("whole") == "true",
        tuple(_as_list(entry.get("example"))),
        tuple(_as_list(entry.get("not"))),
    )


def _classes(paths: Iterable[Any]) -> dict[str, list[str]]:
    """The word classes of every `…classes.yaml`; one that is named in two of them holds the members of both."""
    out: dict[str, list[str]] = {}
    for path in paths:
        for name, members in _load(path).items():
            out[name] = [*out.get(name, []), *_as_list(members)]
    return out


@lru_cache(maxsize=3)
def book(language: str) -> Book:
    """The pattern book of `en`, `ru` or `uk`."""
    folder = files("nomansland.words") / "patterns" / language
    paths = sorted(folder.iterdir(), key=lambda entry: entry.name)
    grammar = Grammar(_classes(path for path in paths if path.name.endswith("classes.yaml")))
    rules: list[Rule] = []
    cues: dict[str, tuple[Pattern, ...]] = {}
    for path in paths:
        if path.name.endswith("cues.yaml"):
            for name, found in _load(path).items():
                cues[name] = (*cues.get(name, ()), *(grammar.compile(source) for source in _as_list(found)))
        elif path.name.endswith(".yaml") and not path.name.endswith("classes.yaml"):
            stem = f"{language}.{path.name.removesuffix('.yaml')}"
            rules.extend(_rule(grammar, entry, stem) for entry in _load(path))
    if len({rule.id for rule in rules}) < len(rules):
        raise PatternError(f"two rules of {language} have one id")
    told = [((rule, pattern), pattern.needed) for rule in rules for pattern in rule.patterns]
    cued = [((name, pattern), pattern.needed) for name, patterns in cues.items() for pattern in patterns]
    return Book(grammar, tuple(rules), Index(told, grammar.breadth), cues, Index(cued, grammar.breadth))
