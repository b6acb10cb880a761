"""What belongs together: tellings of one origin, incidents, sites, contradictions. All are proposals, never merges."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.count import Count
from nomansland.words.place import Place
from nomansland.words.report import SiteState
from nomansland.words.time import Time


@dataclass(frozen=True, slots=True)
class Interval:
    """At least and at most, with the reason in words."""

    low: int
    high: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a waterfall: what was compared, how much it weighs (bits), and the sentence for the editor.

    `level` is what the comparison came to (`same_day`), where a field has levels.
    """

    name: str
    weight: float
    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` took its story from `parent`: `kind` is copy, translation, citation, forward, reply, quote, channel."""

    child: str
    parent: str
    kind: str
    weight: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Retelling:
    """Reports that go back to one origin. Voices and newsrooms are counted apart and never merged."""

    id: str
    reports: tuple[str, ...]
    edges: tuple[Edge, ...]
    voices: Interval
    newsrooms: Interval


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims (`report:claim`) that seem to tell of one event.

    `score` is the sum of bits of the weakest pair that was needed, `reasons` its steps, `probability` what they come
    to (None for an incident of one claim).
    """

    id: str
    claims: tuple[str, ...]
    types: tuple[str, ...]
    side: str | None
    voices: Interval
    newsrooms: Interval
    place: Place | None = None
    time: Time | None = None
    score: float = 1.0
    reasons: tuple[Reason, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A place of detention over all reports, with what was said of its life, and how many stand behind it."""

    id: str
    name: str
    claims: tuple[str, ...]
    states: tuple[SiteState, ...]
    side: str | None = None
    place: Place | None = None
    reasons: tuple[Reason, ...] = ()
    voices: Interval | None = None
    newsrooms: Interval | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold as told: `kind` is denial, number, place, date, unit, identity, category.

    `copy_of` names the contradiction that this one repeats in a copy of the report: such a one counts nowhere.
    """

    id: str
    claims: tuple[str, str]
    kind: str
    about: str
    reasons: tuple[Reason, ...] = ()
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Two claims that differ and can both hold, and how.

    `kind` is sharper_bound, growing_total, corrected_figure, other_unit, other_time or other_place.
    """

    id: str
    claims: tuple[str, str]
    kind: str
    about: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """People taken from one place of detention to another: an edge between sites, as claims of one incident tell it.

    `origin` and `destination` are ids of sites, empty where the place is no site of the set; `start` and `end` are the
    places that were told, None where nobody tells them. `whole` is True where the site itself was moved.
    """

    id: str
    claims: tuple[str, ...]
    voices: Interval
    newsrooms: Interval
    origin: str = ""
    destination: str = ""
    start: Place | None = None
    end: Place | None = None
    side: str | None = None
    time: Time | None = None
    count: Count | None = None
    whole: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteCount:
    """How many places of detention somebody counts on one side: `low` and `high` (None: no upper bound was told).

    `scope` is `found` (all that ever became known), `active` (in use on those days) or `named`. `claims` tell it, the
    oldest first, copies among them; `own` marks the count of the sites that this set itself tells of.
    """

    side: str | None
    scope: str
    low: int
    high: int | None
    claims: tuple[str, ...]
    voices: Interval
    newsrooms: Interval
    time: Time | None = None
    why: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Drift:
    """One claim through the reports of one origin, the oldest telling first, and the fields that changed on the way.

    `fields` are of number, place, day, category, certainty and speaker.
    """

    retelling: str
    claims: tuple[str, ...]
    fields: tuple[str, ...]


Proposal = Incident | Site | Contradiction
