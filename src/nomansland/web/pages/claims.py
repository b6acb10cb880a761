"""Claims: the table; one claim to correct, split or translate; one to add."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from nomansland.extract.document import analyse
from nomansland.review import corrected
from nomansland.tables import read
from nomansland.web import labels, overview, queries
from nomansland.web.claimform import Form, form_of, written
from nomansland.web.errors import plain
from nomansland.web.filters import Filters
from nomansland.web.labels import report_title
from nomansland.web.paging import MOST_COUNTED
from nomansland.web.spans import Word, halves, sentences_of, words_of
from nomansland.web.translations import translations
from nomansland.words import Claim, Reading
from nomansland.words.codebook import ids
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import fingerprint


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All claims, filtered by the address."""
    filters = Filters.read(request.GET)
    page = queries.claims_page(filters, most=MOST_COUNTED)
    standing = queries.standings(claim for claim, _ in page.rows)
    words = {
        "title": "Claims",
        "filters": filters,
        "page": page,
        "rows": [(claim, row, standing[claim.ref]) for claim, row in page.rows],
        "families": labels.FAMILIES,
        "modalities": labels.MODALITIES,
        "outlets": overview.outlets(),
        "types": overview.types(),
    }
    return render(request, "desk/claims.html", words)


def _offered(form: Form) -> dict[str, Any]:
    """What the fields of any claim are drawn with."""
    return {
        "form": form,
        "sides": [(side or "", labels.side_name(side)) for side in labels.SIDES],
        "modalities": labels.MODALITIES,
        "roles": [(role, labels.label("role", role)) for role in ids("role")],
        "units": ids("unit"),
    }


def _typed(request: HttpRequest) -> tuple[dict[str, str], str]:
    """What was written before a name was looked up, and that name."""
    if request.method != "POST":
        return {}, ""
    return written(request.POST), " ".join(request.POST.get("place-other", "").split())[:200]


def _reading(ref: str) -> Reading:
    reading = read.reading(ref)
    if reading is None:
        raise Http404
    return reading


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One claim beside its words, every field open; a POST looks a place name up and saves nothing."""
    reading = _reading(ref.rpartition(":")[0])
    claim = next((one for one in reading.claims if one.ref == ref), None)
    if claim is None:
        raise Http404
    try:
        typed, looked = _typed(request)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    standing = queries.standings([claim])[ref]
    stands = corrected(claim, standing)
    within = words_of(reading.report.text, *sentences_of(analyse(reading.report), claim.passage), claim.passage)
    words = {
        "title": f"{labels.label('event', stands.type)}, claim {claim.id}",
        "claim": stands,
        "read_as": claim,
        "standing": standing,
        "reading": reading,
        "report": reading.report,
        "heading": report_title(reading.report.title, reading.report.text, reading.report.outlet),
        "words": within,
        "halves": halves(within),
        "translations": translations([claim]).get(ref, ()),
        "seen": fingerprint(claim),
        "last": read.last_decision("claim", ref),
        "last_translation": read.last_decision("translation", ref),
        "decisions": queries.claim_decisions([claim]),
        "looked": looked,
    }
    return render(request, "desk/claim.html", words | _offered(form_of(stands, reading, typed, looked)))


def _chosen(request: HttpRequest, reading: Reading) -> tuple[list[Word], int, int]:
    """Words of the sentences around what was chosen, and the chosen span; a sentence by its number without script."""
    document = analyse(reading.report)
    asked = (request.POST if request.method == "POST" else request.GET).dict()
    length = len(reading.report.text)
    line = str(asked.get("line", ""))
    if "span-from" in asked:
        asked, line = {"start": str(asked["span-from"]), "end": str(asked.get("span-to", ""))}, ""
    if line.isdecimal() and 0 < int(line) <= len(document.sentences):
        sentence = document.sentences[int(line) - 1]
        start, end = sentence.start, sentence.end
    else:
        start, end = (
            int(value) if value.isdecimal() else -1 for value in (asked.get("start", ""), asked.get("end", ""))
        )
    if not 0 <= start < end <= length:
        raise Http404
    passage = document.passage(start, end)
    return words_of(reading.report.text, *sentences_of(document, passage), passage), start, end


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """A claim that no reader found: its words are chosen already, its fields are open."""
    reading = _reading(ref)
    if not reading.report.text.strip():
        raise Http404
    try:
        typed, looked = _typed(request)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    within, start, end = _chosen(request, reading)
    near = _nearest(reading, start)
    values = {"side": near.side or "", "type": near.type} if near else {}
    words = {
        "title": "A claim that was missed",
        "reading": reading,
        "report": reading.report,
        "heading": report_title(reading.report.title, reading.report.text, reading.report.outlet),
        "words": within,
        "span": _ends(within),
        "start": start,
        "end": end,
        "quote": reading.report.text[start:end],
        "seen": read.seen("report", ref),
        "last": read.last_decision("report", ref),
        "looked": looked,
    }
    return render(request, "desk/add.html", words | _offered(form_of(None, reading, values | typed, looked)))


def _ends(words: list[Word]) -> tuple[int, int]:
    """Where the chosen words begin and end, without the signs around them."""
    own = [word for word in words if word.inside] or words
    return (own[0].start, own[-1].end) if own else (0, 0)


def _nearest(reading: Reading, start: int) -> Claim | None:
    """The claim that stands nearest: its side and event are the likeliest to be meant."""
    return min(reading.claims, key=lambda claim: abs(claim.passage.start - start), default=None)
