"""What the codebook's ids are called on screen; the looks that go with sides, families and modalities."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SIDES = {
    "RF": _("Russian army"),
    "UA": _("Ukrainian army"),
    "both": _("both armies"),
    "other": _("neither army"),
    None: _("side not told"),
}
LETTERS = {"RF": "R", "UA": "U", "both": "B", "other": "O", None: "?"}
MODALITIES = ("asserted", "denied", "hypothetical", "conditional", "historical")
FAMILIES = (
    "refusal", "coercion", "site", "response", "protest", "evasion", "sabotage", "attack", "truce", "law", "context",
)  # fmt: skip
STATES = {"active": "active", "opened": "opened", "closed": "closed", "reopened": "reopened"}
_TYPES = {
    "refusal.order": "refusal of an order",
    "refusal.absence": "absence without leave",
    "refusal.feigned_damage": "feigned damage",
    "attack.draft_office": "attack on a draft office",
    "coercion.blocking": "blocking troops",
    "coercion.mobilization": "forced mobilisation",
    "context.losses": "losses",
    "context.territory": "ground gained or lost",
    "evasion.border": "illegal crossing of the border",
    "law.assessment": "legal assessment",
    "protest.appeal": "appeal or rally",
    "protest.relatives": "protest of relatives",
    "sabotage.military": "sabotage of military goods",
    "sabotage.railway": "railway sabotage",
    "coercion.forced_return": "forced return to the front",
    "coercion.ill_treatment": "ill-treatment or threat",
    "coercion.conditions": "conditions of holding",
    "response.denial": "denial or no answer",
    "site.opened": "site opened",
    "site.closed": "site closed",
    "site.reopened": "site reopened",
}


def family(event: str) -> str:
    """The part of an event id before the dot."""
    return event.split(".", 1)[0]


def label(kind: str, value: str | None) -> str:
    """The label of a codebook id in the language of the page, or the id in words.

    `kind` is event, role, modality, condition.
    """
    if value is None:
        return ""
    found = _codebook(kind, value, (get_language() or "en").partition("-")[0])
    if found:
        return found
    if kind == "event" and value in _TYPES:
        return _TYPES[value]
    return value.rsplit(".", 1)[-1].replace("_", " ")


@lru_cache(maxsize=4096)
def _codebook(kind: str, value: str, language: str) -> str | None:
    try:
        codebook = import_module("nomansland.words.codebook")
        return str(codebook.label(kind, value, language))
    except (ImportError, AttributeError, KeyError, ValueError, TypeError):
        return None


def report_title(title: str | None, text: str, outlet: str | None, longest: int = 90) -> str:
    """The title of a report, else its first line, cut at a word."""
    first = (
        title
        or next((line.strip() for line in text.splitlines() if line.strip()), "")
        or outlet
        or str(_("Without words"))
    )
    return first if len(first) <= longest else first[:longest].rsplit(" ", 1)[0].rstrip(",;:—-") + " …"


def side_name(side: str | None) -> str:
    """The side in words."""
    return str(SIDES.get(side, side))


def side_letter(side: str | None) -> str:
    """The letter that goes with a side's colour."""
    return LETTERS.get(side, "?")


def side_class(side: str | None) -> str:
    """The style class of a side."""
    return {"RF": "rf", "UA": "ua", "both": "both"}.get(side or "", "none")
