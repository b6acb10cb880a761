"""Who says it and through whom: the outlets between a speaker and the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nomansland.extract.attribution_mention import Mention
from nomansland.extract.attribution_names import same_name
from nomansland.extract.document import Document
from nomansland.words import Chain, Evidence, Passage, Speaker

_NO_CHAIN = Chain()


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker and the chain of one event, with the passages that they were read from."""

    speaker: Speaker | None
    chain: Chain = _NO_CHAIN
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One outlet of a chain: its name and where it stands."""

    name: str
    passage: Passage


def links(doc: Document, mentions: Iterable[Mention]) -> tuple[Link, ...]:
    """The outlets among some mentions, each once, in order; the report's own outlet is left out."""
    found: list[Link] = []
    for mention in mentions:
        if mention.kind != "outlet" or not mention.name:
            continue
        own = doc.report.outlet
        if (own and same_name(own, mention.name)) or any(same_name(link.name, mention.name) for link in found):
            continue
        found.append(Link(mention.name, mention.passage(doc)))
    return tuple(found)


def joined(first: Sequence[Link], then: Sequence[Link]) -> tuple[Link, ...]:
    """Two chains as one, each outlet once, the nearer outlets first."""
    return (*first, *(link for link in then if not any(same_name(link.name, other.name) for other in first)))


def chain_of(found: Sequence[Link]) -> Chain:
    """The chain as a value."""
    return Chain(tuple(link.name for link in found), tuple(link.passage for link in found))
