"""Template tags and filters: values of `words` as phrases, codebook ids as labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nomansland.tables.lemmas import answers, asked, spans
from nomansland.web import labels, phrases, sheets, wording
from nomansland.words import Claim, Evidence, Place, Report

register = template.Library()
# A hit further on in a very long report is found and shown without the words around it.
_SEARCHED = 50_000
register.filter("count_phrase", phrases.count)
register.filter("time_phrase", phrases.time)
register.filter("days_phrase", phrases.days)
register.filter("place_phrase", phrases.place)
register.filter("speaker_phrase", phrases.speaker)
register.filter("via_phrase", phrases.via)
register.filter("published_phrase", phrases.published)
register.filter("family", labels.family)
register.filter("side_name", labels.side_name)
register.filter("side_letter", labels.side_letter)
register.filter("side_class", labels.side_class)
register.filter("past", wording.past)
register.filter("by", wording.by)
register.filter("spoken", wording.spoken)
register.filter("titled", wording.titled)
register.filter("tongue", wording.tongue)
register.filter("worded", wording.worded)


@register.filter
def px(value: float) -> str:
    """A length or a place in a picture: two digits at most, a point in every language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def report_title(value: Report) -> str:
    """The title of a report, else its first line."""
    return labels.report_title(value.title, value.text, value.outlet)


@register.filter
def about_words(value: str) -> str:
    """What a contradiction is about; an event id as its label."""
    return labels.label("event", value) if labels.family(value) in labels.FAMILIES and " " not in value else value


@register.filter
def short_place(value: Place | None) -> SafeString:
    """The settlement and its radius, the whole hierarchy as a hint: "Bilolutsk ±3 km"."""
    if value is None:
        return format_html("{}", "")
    best = value.best
    if best is None:
        return format_html("<span>{}</span>", value.text)
    near = f" ±{best.radius_km:.0f} km" if best.lat is not None and best.radius_km >= 1 else ""
    return format_html('<span title="{}">{}{}</span>', phrases.place(value), best.name.split(",")[0], near)


@register.filter
def short_name(value: str) -> str:
    """The first part of a name with its hierarchy."""
    return value.split(",")[0]


@register.filter
def event_label(value: str) -> str:
    """The label of an event id."""
    return labels.label("event", value)


@register.filter
def role_label(value: str) -> str:
    """The label of a speaker's role."""
    return labels.label("role", value)


@register.filter
def capital(value: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return value[:1].upper() + value[1:]


@register.filter
def origins(value: Any) -> str:
    """ "Two voices, one newsroom" of an incident or a retelling."""
    return phrases.origins(value.voices, value.newsrooms) if value.voices and value.newsrooms else ""


@register.filter
def of(values: dict[str, str], name: str) -> str:
    """One of some values by its name, empty where there is none."""
    return values.get(name, "")


@register.filter
def evidence_for(claim: Claim, field: str) -> list[Evidence]:
    """The evidence of one field of a claim."""
    return [evidence for evidence in claim.evidence if evidence.field == field]


@register.filter
def percent(value: float) -> str:
    """A share as a percentage."""
    return f"{100 * value:.0f} %"


@register.filter
def words(value: str) -> list[str]:
    """The words of a string, for loops."""
    return value.split()


@register.filter
def plain_words(value: str) -> str:
    """An id without its underscores."""
    return value.replace("_", " ")


@register.filter
def type_list(value: Iterable[str]) -> str:
    """Event ids as labels, each once."""
    return ", ".join(dict.fromkeys(labels.label("event", one) for one in value))


@register.filter
def condition_label(value: str) -> str:
    """The label of a condition of detention."""
    return labels.label("condition", value)


@register.filter
def moment(value: str) -> str:
    """An ISO time as "22 November 2026, 18:40"."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{phrases.day(found.date())}, {found:%H:%M}"


@register.filter
def claim_url(ref: str) -> str:
    """The address of a claim in its report, from `report:claim`."""
    report, _, claim = ref.rpartition(":")
    return f"{reverse('report', args=[report])}#{claim}"


def _found(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text that a query asks for, in whatever form, each looked up when it is asked for."""
    wanted = asked(query)
    return ((start, end) for start, end, word in spans(text) if answers(word, wanted)) if wanted else iter(())


def _marked(text: str, found: Iterable[tuple[int, int]]) -> SafeString:
    parts = []
    at = 0
    for start, end in found:
        parts.append((text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", '{}<mark class="hit">{}</mark>', parts), text[at:])


@register.filter
def hit(text: str, query: str) -> SafeString:
    """The text with the words of the query marked, in whatever form they stand there."""
    return _marked(text, _found(text, query))


@register.filter
def snippet(text: str, query: str) -> SafeString:
    """The characters around the first word of the query, marked."""
    middle, _ = next(_found(text[:_SEARCHED], query), (0, 0))
    start, end = max(0, middle - 90), min(len(text), middle + 150)
    piece = ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
    return hit(piece, query)


@register.simple_tag
def shape(event: str, side: str | None = None) -> SafeString:
    """The shape of an event family in the colour of a side; decoration, since words always stand beside it."""
    family = labels.family(event)
    known = family if family in labels.FAMILIES else "context"
    return format_html(
        '<svg class="shape {}" width="14" height="14" viewBox="-8 -8 16 16" aria-hidden="true">'
        '<use href="#shape-{}"/></svg>',
        labels.side_class(side),
        known,
    )


register.filter("sheet_sign", sheets.sign)


@register.simple_tag
def badge(side: str | None) -> SafeString:
    """A side as its letter on its colour, with its name for those who do not see it."""
    return format_html(
        '<span class="badge {}" title="{}"><span aria-hidden="true">{}</span><span class="unseen">{}</span></span>',
        labels.side_class(side),
        labels.side_name(side),
        labels.side_letter(side),
        labels.side_name(side),
    )
