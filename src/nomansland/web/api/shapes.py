"""What the answers of the API look like; the values in them are those of `words`."""

from __future__ import annotations

from ninja import Schema
from pydantic import ConfigDict, Field

from nomansland.web.api.asked import TEXT, Target, Verdict
from nomansland.web.edition import Edition
from nomansland.web.outletstable import Outlet
from nomansland.words import (
    Claim,
    Contradiction,
    Decision,
    Finding,
    Incident,
    Publication,
    Report,
    Retelling,
    Site,
    Transfer,
)


class Problem(Schema):
    """What went wrong (RFC 9457), as `application/problem+json`."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Nothing here"])
    status: int = Field(examples=[404])
    detail: str = Field(description="What happened.", examples=["There is no such report."])
    todo: str = Field(description="What to do.", examples=["Ask for the list again."])
    errors: list[Fault] | None = Field(None, description="Of 422: each part that was not understood.")


class Fault(Schema):
    """One part of a request that was not understood."""

    at: str = Field(examples=["query.since"])
    why: str = Field(examples=["a day is written YYYY-MM-DD"])


class Changed(Schema):
    """One field of a claim in two versions."""

    name: str = Field(examples=["count"])
    now: str = Field(description="As it stands.", examples=["12..20 person"])
    mine: str = Field(description="As it was sent.", examples=["12..14 person"])


class Conflict(Problem):
    """Two people on one record: what stands and what was sent, side by side. Nothing was saved."""

    mine: Decision
    theirs: list[Decision] = Field(description="What others decided since.")
    seen: str = Field(description="Send this and `last` with the decision, once you looked at both.")
    last: str
    stands: Claim | None = Field(description="Of a claim: as it stands now.")
    fields: list[Changed]


class Many(Schema):
    """A page of a list."""

    total: int = Field(description="Rows on all pages.", examples=[1])
    page: int = Field(examples=[1])
    limit: int = Field(examples=[50])
    next: str | None = Field(description="Address of the next page.", examples=["/api/reports?page=2"])


class ReportLine(Schema):
    """A report in a list."""

    id: str = Field(examples=["r-0123456789ab"])
    title: str = Field(description="Its title, else its first line.", examples=["Two crews refused"])
    outlet: str | None = Field(examples=["An Invented Gazette"])
    kind: str = Field(examples=["article"])
    language: str = Field(examples=["en"])
    published: Publication
    url: str | None
    claims: dict[str, int] = Field(description="Number of claims by side; empty where none is told.")


class Reports(Many):
    """A page of reports, the newest first."""

    items: list[ReportLine]


class Told(Schema):
    """A claim as it was read, and how it stands after people's decisions."""

    claim: Claim
    stands: Claim = Field(description="With the corrections that people made.")
    finding: Finding


class Claims(Many):
    """A page of claims, the latest events first."""

    items: list[Told]


class Decided(Schema):
    """Decisions on a thing; `seen` and `last` go with a new one, so that nobody decides on what changed meanwhile.

    Both are None for those who may not decide.
    """

    target: str = Field(examples=["claim"])
    ref: str
    seen: str | None
    last: str | None
    decisions: list[Decision]


class ReportFull(Schema):
    """A report with all that was read out of it."""

    report: Report
    language: str | None = Field(description="None before it is read.", examples=["uk"])
    published: Publication
    claims: list[Told]
    retellings: list[Retelling]
    decided: Decided


class ClaimFull(Told):
    """A claim with the incidents and contradictions that it stands in."""

    incidents: list[str]
    contradictions: list[str]
    decided: Decided


class Pair(Schema):
    """A contradiction with its two claims."""

    contradiction: Contradiction
    state: str = Field(examples=["open"])
    claims: list[Told]


class PairFull(Pair):
    """The same with its decisions."""

    decided: Decided


class Contradictions(Many):
    """A page of contradictions."""

    items: list[Pair]


class Incidents(Many):
    """A page of incidents, the latest first."""

    items: list[Incident]


class IncidentFull(Schema):
    """An incident with all that is told of it."""

    incident: Incident
    claims: list[Told]
    retellings: list[Retelling]
    contradictions: list[Pair]
    decided: Decided


class Sites(Many):
    """A page of sites, by name."""

    items: list[Site]


class SiteFull(Schema):
    """A site with what was said of its life (`site.states`), and who was taken there or away."""

    site: Site
    claims: list[Told]
    transfers: list[Transfer]
    contradictions: list[Pair]
    decided: Decided


class Sources(Many):
    """A page of outlets, those with most reports first."""

    items: list[Outlet]


class SourceFull(Schema):
    """An outlet, and through whom its claims say they come."""

    outlet: Outlet
    through: list[tuple[str, int]]
    decided: Decided


class Editions(Schema):
    """Editions, the newest first; prepared ones for those only who decide or release."""

    items: list[Edition]


class Entry(Schema):
    """An entry of the ledger; `data` is None for those for whom something would have to be cut out of it."""

    seq: int
    at: str
    kind: str = Field(examples=["decision"])
    sentence: str
    data: str | None = Field(description="The JSON text that the hash is over.")
    previous: str
    hash: str


class Log(Many):
    """A page of the ledger, the newest first."""

    items: list[Entry]


class Found(Schema):
    """The first reports and claims that hold the words."""

    reports: Reports
    claims: Claims


class Me(Schema):
    """Who asks."""

    name: str = Field(examples=["Olena"])
    roles: list[str] = Field(examples=[["editor"]])
    rights: list[str] = Field(description="What is left of the roles' rights.", examples=[["read"]])
    scopes: list[str] | None = Field(description="Of a token; None for a session.", examples=[["read:reports"]])


class Given(Schema):
    """A report to take in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"text": "Two crews refused to cross the river, a driver says.", "outlet": "An Invented Gazette",
         "published": "2023-05-09"},
    ]})  # fmt: skip
    text: str = Field(min_length=1, max_length=2_000_000)
    title: str = Field("", max_length=1000)
    outlet: str = Field("", max_length=1000)
    published: str = Field("", description="A day, YYYY-MM-DD.", pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")
    url: str = Field("", max_length=1000)


class Aside(Schema):
    """What could not be read: it is kept, with the reason."""

    source: str
    code: str
    reason: str


class Brought(Schema):
    """What came of it: ids of reports, which are read in the background."""

    reports: list[str]
    aside: list[Aside]
    notes: list[str]


class Taken(Schema):
    """A decision to take. All but `undo` need `seen` and `last`, as the thing's own page of the API gives them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"target": "claim", "ref": "r-0123456789ab:c01", "verdict": "correct", "value": {"count": "12..20 person"},
         "reason": "the list names twenty", "seen": "5f0c-91ab", "last": ""},
    ]})  # fmt: skip
    target: Target
    ref: str = Field(min_length=1, max_length=500, pattern=TEXT)
    verdict: Verdict
    value: dict[str, str] = Field(default_factory=dict, description="What a correction, addition or rating says.")
    reason: str = Field("", max_length=2000, pattern=TEXT)
    seen: str | None = Field(None, max_length=200, pattern=TEXT)
    last: str | None = Field(None, max_length=200, pattern=TEXT)
    undoes: str | None = Field(
        None, max_length=200, pattern=TEXT, description="Of `undo`: the id of the decision that is undone."
    )


Problem.model_rebuild()
