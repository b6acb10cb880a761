"""A report as it was taken in: its text is kept as it is and offsets point into it."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.asked import ModelRun
from nomansland.words.claim import Claim
from nomansland.words.passage import Passage
from nomansland.words.place import Place, Relation
from nomansland.words.time import Publication, Time


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a report: where it points and the words it stands on."""

    url: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A photograph, video or file of a report, by the name that the source gives it."""

    kind: str
    name: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One text from one outlet.

    Parameters
    ----------
    id : str
        The source's own id, else the name of a file that holds one report, else `r-` and 12 hex digits of a SHA-256.
    text : str
        The kept text; offsets everywhere count its Unicode code points.
    kind : str
        `article`, `telegram`, `feed_item`, `brief`, `statement`.
    published : str or None
        The stated date of publication, ISO 8601, or None.
    holding : str or None
        SHA-256 of the bytes that it was read from.
    sensitivity : str
        Empty or `public`: its text may be shown to a model elsewhere if the user says so. Any other word: never.
    """

    id: str
    text: str
    kind: str = "article"
    language: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    canonical_url: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    media: tuple[Media, ...] = ()
    forwarded_from: str | None = None
    reply_to: str | None = None
    source: str | None = None
    holding: str | None = None
    notes: tuple[str, ...] = ()
    sensitivity: str = ""


@dataclass(frozen=True, slots=True)
class SiteState:
    """A state of a place of detention as one report gives it: `active`, `closed`, `reopened`, `opened`."""

    site: str
    state: str
    claim: str
    time: Time | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one report.

    `calibration` says on what the claims' confidence was calibrated, `model` what a model was asked, if one was.
    """

    report: Report
    language: str
    published: Publication
    claims: tuple[Claim, ...] = ()
    places: tuple[Place, ...] = ()
    relations: tuple[Relation, ...] = ()
    times: tuple[Time, ...] = ()
    sites: tuple[SiteState, ...] = ()
    calibration: str = ""
    model: ModelRun | None = None
