"""What one report says happened, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.count import Count
from nomansland.words.evidence import Evidence
from nomansland.words.passage import Passage
from nomansland.words.place import Place
from nomansland.words.time import Time


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    `role` is one of the codebook's roles; `adversary` is True where the speaker belongs to the other side than the
    people spoken of; `under_duress` marks words spoken in captivity or on camera before the captor: never an
    independent voice. `interest` names what the speaker has at stake, for both sides alike.
    """

    role: str
    name: str | None = None
    office: str | None = None
    adversary: bool = False
    first_hand: bool | None = None
    under_duress: bool = False
    interest: str | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The outlets between the speaker and the report, nearest to the report first, without its own outlet."""

    outlets: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one report.

    `id` is unique within its report (`c01`, `c02` in the order of the text); `ref` is unique within a case.
    `side` is RF, UA, both, other or None where it cannot be told; it is the side of the people concerned.
    `hedge` is True for an asserted claim that is reported as not confirmed. `confidence` is a probability or None.
    """

    id: str
    report: str
    type: str
    passage: Passage
    side: str | None = None
    subside: str | None = None
    status: str | None = None
    modality: str = "asserted"
    hedge: bool = False
    speaker: Speaker | None = None
    chain: Chain = Chain()
    place: Place | None = None
    time: Time | None = None
    count: Count | None = None
    unit: str | None = None
    site: str | None = None
    conditions: tuple[tuple[str, str], ...] = ()
    echoes: tuple[Passage, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    reader: str = "rules"

    @property
    def ref(self) -> str:
        """`report:claim`, unique within a case."""
        return f"{self.report}:{self.id}"

    @property
    def polarity(self) -> str:
        """`negative` for a denied event, else `positive`."""
        return "negative" if self.modality == "denied" else "positive"
