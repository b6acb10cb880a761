"""Sources, editions, the log, and who asks."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from django.http import HttpRequest
from ninja import Path, Query, Router

from nomansland.tables import models
from nomansland.tables.sight import sight
from nomansland.web.allowed import person_of
from nomansland.web.api.answers import answers, cut, decided, missing, number, paged
from nomansland.web.api.asked import LogAsked, OutletsAsked, Ref, filters_of
from nomansland.web.api.shapes import Editions, Entry, Log, Me, SourceFull, Sources
from nomansland.web.edition import Edition, editions
from nomansland.web.entries import sentence
from nomansland.web.filters import Filters
from nomansland.web.outletstable import named_in, outlets
from nomansland.web.pages.log import entries

router = Router(tags=["case"])


@router.get("/me", response=answers(Me), url_name="me", summary="Who asks, and what they may do")
def me(request: HttpRequest) -> Any:
    """The person of the session or token, with the rights that are left."""
    person = person_of(request)
    return Me.model_construct(
        name=person.name, roles=sorted(person.roles), rights=sorted(person.rights),
        scopes=None if person.scopes is None else sorted(person.scopes),
    )  # fmt: skip


@router.get("/sources", response=answers(Sources), url_name="sources", summary="Outlets, those with most reports first")
def sources(request: HttpRequest, asked: Query[OutletsAsked]) -> Any:
    """The table of outlets, by the same filters."""
    page = outlets(filters_of(request, asked), asked.limit)
    return paged(request, asked, page.rows, page.total)


@router.get("/sources/{path:name}", response=answers(SourceFull, 404), url_name="source", summary="One outlet")
def source(request: HttpRequest, name: Ref) -> Any:
    """What it brought, whom it takes from, what people think of it."""
    page = outlets(Filters(outlet=name))
    if not page.rows:
        raise missing("source")
    return SourceFull.model_construct(
        outlet=page.rows[0], through=named_in(name), decided=decided(request, "source", name)
    )


def _editions(request: HttpRequest) -> list[Edition]:
    inside = bool({"decide", "release"} & person_of(request).rights)
    return [one for one in editions() if inside or one.state == "released"]


@router.get("/editions", response=answers(Editions), url_name="editions", summary="What was or will be published")
def every_edition(request: HttpRequest) -> Any:
    """Released editions for all who read; prepared ones for those only who decide or release."""
    return {"items": _editions(request)}


@router.get("/editions/{int:seq}", response=answers(Edition, 404), url_name="edition", summary="One edition")
def edition(request: HttpRequest, seq: int) -> Any:
    """The edition by the number of its entry of the log."""
    for one in _editions(request):
        if one.number == seq:
            return one
    raise missing("edition")


def _entry(row: models.Ledger) -> Entry:
    return Entry.model_construct(
        seq=row.seq, at=row.at, kind=row.kind, sentence=str(sentence(row.kind, orjson.loads(row.data))),
        data=row.data if sight().clear else None, previous=row.previous, hash=row.hash,
    )  # fmt: skip


@router.get("/log", response=answers(Log), url_name="log", summary="Entries of the ledger, the newest first")
def log(request: HttpRequest, asked: Query[LogAsked]) -> Any:
    """The log, by the same filters. `hash` is over `seq`, `at`, `kind`, `data` and `previous`."""
    found = entries(filters_of(request, asked))
    return paged(request, asked, [_entry(row) for row in cut(asked, found)], number(found))


@router.get("/log/{int:seq}", response=answers(Entry, 404), url_name="entry", summary="One entry of the ledger")
def entry(request: HttpRequest, seq: Annotated[int, Path(ge=1, le=2**53)]) -> Any:
    """The entry by its number."""
    row = models.Ledger.objects.filter(seq=seq).first()
    if row is None:
        raise missing("entry")
    return _entry(row)
