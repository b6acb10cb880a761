"""What the address of a list may ask for: the filters of the desk's tables, checked; an unknown name is refused."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import BeforeValidator, Field

from nomansland.web.api.auth import Refused
from nomansland.web.filters import Filters

MOST = 200
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso(value: Any) -> Any:
    """Only ISO days: a number of seconds is none."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
# PostgreSQL holds no NUL, so nothing that is looked for has one.
TEXT = r"^[^\x00]*$"
Words = Annotated[str, Field(max_length=200, pattern=TEXT)]
Ref = Annotated[str, Path(min_length=1, max_length=500, pattern=TEXT, description="Its id.")]
Target = Literal[
    "claim", "report", "translation", "incident", "site", "contradiction", "retelling", "edge", "family", "source",
    "information",
]  # fmt: skip
Verdict = Literal[
    "accept", "reject", "correct", "split", "add", "explain", "settle", "rate", "retract", "undo",
]  # fmt: skip
Side = Literal["RF", "UA", "both", "other", "none"]


class Paged(Schema):
    """Which page."""

    page: int = Field(1, ge=1, le=999_999, description="From 1.")
    limit: int = Field(50, ge=1, le=MOST, description="Rows on a page.")


class OutletsAsked(Paged):
    """Filters of sources."""

    q: Words = Field("", description="In the name.", examples=["gazette"])
    language: Words = Field("", description="Language of its reports.", examples=["uk"])
    kind: Words = Field("", description="Kind of its reports.", examples=["telegram"])


class ReportsAsked(Paged):
    """Filters of reports."""

    q: Words = Field("", description="Words, in any form of them, in three languages.", examples=["відмова"])
    side: Side | None = Field(None, description="A claim of it is on this side; `none`: tells no side.")
    language: Words = Field("", description="`en`, `ru`, `uk` or another.", examples=["uk"])
    kind: Words = Field("", description="`article`, `telegram`, `feed_item`, `brief`, `statement`.")
    outlet: Words = Field("", description="Its exact name.")
    state: Literal["not read yet", "waiting for a decision", "decided", "no claims found"] | None = None
    since: Day | None = Field(None, description="Published on this day or later.", examples=["2024-03-01"])
    until: Day | None = Field(None, description="Published on this day or earlier.", examples=["2024-03-31"])
    sort: Literal["told"] | None = Field(None, description="`told`: those with most claims first.")


class ClaimsAsked(Paged):
    """Filters of claims."""

    q: Words = Field("", description="Words, in any form of them.", examples=["штурм"])
    side: Side | None = Field(None, description="Side of the people concerned; `none`: not told.")
    family: Words = Field("", description="Family of events.", examples=["refusal"])
    type: Words = Field("", description="Event of the codebook.", examples=["refusal.order"])
    modality: Literal["asserted", "denied", "hypothetical", "conditional", "historical"] | None = None
    role: Words = Field("", description="Role of the speaker.", examples=["soldier"])
    language: Words = Field("", description="Language of the report.", examples=["ru"])
    outlet: Words = Field("", description="Outlet of the report.")
    show: Literal["accepted", "rejected", "undecided"] | None = Field(None, description="How people decided.")
    since: Day | None = Field(None, description="May have happened on this day or later.")
    until: Day | None = Field(None, description="May have happened on this day or earlier.")


class IncidentsAsked(Paged):
    """Filters of incidents."""

    q: Words = Field("", description="Words of one of its claims.")
    side: Side | None = Field(None, description="Side of the people concerned; `none`: not told.")
    family: Words = Field("", description="Family of events.", examples=["refusal"])
    type: Words = Field("", description="Event of the codebook.", examples=["refusal.order"])
    since: Day | None = Field(None, description="May have happened on this day or later.")
    until: Day | None = Field(None, description="May have happened on this day or earlier.")


class SitesAsked(Paged):
    """Filters of sites."""

    q: Words = Field("", description="In the name.")
    side: Side | None = Field(None, description="Side that holds people there; `none`: not told.")
    show: Literal["active", "opened", "closed", "reopened"] | None = Field(None, description="State told last.")


class ContradictionsAsked(Paged):
    """Filters of contradictions."""

    q: Words = Field("", description="Words of one of the two claims.")
    side: Literal["RF", "UA", "both", "other"] | None = Field(None, description="Side of one of the two claims.")
    show: Literal["denial", "number", "place", "date", "unit", "identity", "category"] | None = Field(
        None, description="Kind."
    )
    state: Literal["open", "explained", "settled", "rejected"] | None = Field(None, description="How people decided.")


class LogAsked(Paged):
    """Filters of the log."""

    q: Words = Field("", description="Words as they were written.")
    kind: Words = Field("", description="Kind of entry.", examples=["decision"])
    by: Words = Field("", description="Name of the person.")
    since: Day | None = None
    until: Day | None = None


class SearchAsked(Schema):
    """What is looked for."""

    q: str = Field(
        min_length=1, max_length=200, pattern=TEXT, description="Words, in any form of them.", examples=["відмовилися"]
    )


class DecisionsAsked(Schema):
    """Which thing."""

    target: Target = Field(description="Kind of thing.", examples=["claim"])
    ref: str = Field(min_length=1, max_length=500, pattern=TEXT, description="Its id.", examples=["r-0123456789ab:c01"])


def known(request: HttpRequest, asked: Schema) -> None:
    """Refuse a name that the address may not hold: a mistyped filter is no filter. Raises Refused."""
    names = type(asked).model_fields
    strange = sorted(request.GET.keys() - names.keys())
    if strange:
        raise Refused(422, f"There is no {', '.join(strange)[:200]} to ask for.", f"Known are {', '.join(names)}.")


def filters_of(request: HttpRequest, asked: Schema) -> Filters:
    """The desk's filters. Raises Refused for a name that the list does not know."""
    known(request, asked)
    values = {name: value for name, value in asked.dict().items() if name != "limit" and value is not None}
    return Filters(**{name: str(value).strip() for name, value in values.items()})
