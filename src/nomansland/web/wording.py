"""Words that stand in the data of a page, in its language; what has no translation is marked as English.

A page shows words which other parts of the program made: states, kinds, reasons, errors. Those that are always the
same are listed here, or stand in the call that raises the error (`messages.raised`), and are translated when they are
shown. Whatever else a part says carries `lang="en"`, so that a screen reader reads it right (WCAG 3.1.2).
"""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from nomansland.web import phrases
from nomansland.web.marking import marked as _
from nomansland.web.vocabulary import PATTERNS, WORDS

__all__ = ["WORDS", "by", "past", "spoken", "titled", "tongue", "worded"]
_ID = re.compile(r"[A-Z]?\d*")
_PAST = {
    "accept": _("accepted"),
    "add": _("added"),
    "confirm": _("confirmed"),
    "correct": _("corrected"),
    "explain": _("explained"),
    "merge": _("merged"),
    "rate": _("rated"),
    "reject": _("rejected"),
    "release": _("released"),
    "reopen": _("reopened"),
    "return": _("returned"),
    "settle": _("settled"),
    "split": _("split"),
    "undo": _("undone"),
}


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def _known(text: str) -> str | None:
    """The translation of a text, of its form with a small first letter, or of the pattern that it follows."""
    for form in (text, text[:1].lower() + text[1:]):
        told = gettext(form) if form else ""
        if told != form:
            return told
    if phrases.is_noun(text):
        return phrases.plural(1, text)
    for pattern, message in PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            told = gettext(message)
            parts = {name: worded(part) for name, part in found.groupdict().items()}
            return told % parts if told != message else None
    return None


def worded(value: object) -> str:
    """A word of the data in the language of the page; as it is where it has no translation."""
    text = str(value) if value is not None else ""
    return text if _language() == "en" else _known(text) or text


def spoken(value: object) -> str | SafeString:
    """A sentence of the data with a capital, in the language of the page, else marked as English."""
    text = str(value) if value is not None else ""
    if not text or _language() == "en":
        return text
    told = _known(text)
    if told is None and re.search("[a-z]{2}", text):
        return format_html('<span lang="en">{}</span>', text)
    return told or text


def tongue(value: object) -> str | SafeString:
    """The attribute that says that `worded` leaves a text in English; empty where it does not."""
    text = str(value) if value is not None else ""
    foreign = _language() != "en" and re.search("[a-z]{2}", text) and _known(text) is None
    return format_html(' lang="{}"', "en") if foreign else ""


def past(verdict: str) -> str:
    """A verdict as what was done."""
    return gettext(_PAST[verdict]) if verdict in _PAST else verdict


def by(name: str, at: str) -> str:
    """ " by Olena, 22 November 2026, 18:40", to follow what was done."""
    from nomansland.web.tags import moment

    return " " + gettext("by %(by)s, %(at)s") % {"by": name, "at": moment(at)}


def titled(names: dict[str, str]) -> str:
    """The name of a thing in the language of the page, of names by language; in English where it has no other."""
    return names.get(_language()) or names.get("en", "")


def several(number: int, noun: str) -> str:
    """ "3 reports"."""
    return f"{phrases.number(number)} {phrases.plural(number, noun)}"
