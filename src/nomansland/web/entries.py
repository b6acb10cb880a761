"""Entries of the ledger in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from nomansland.web.marking import marked
from nomansland.web.phrases import number, plural
from nomansland.web.wording import past, worded

_NAMED = 3


def _several(count: int, noun: str) -> str:
    return f"{number(count)} {plural(count, noun)}"


def _reports(data: dict[str, Any]) -> str:
    ids = [str(report.get("id")) for report in data.get("reports", [])]
    more = _(" and %(number)s more") % {"number": len(ids) - _NAMED} if len(ids) > _NAMED else ""
    told = ", ".join(ids[:_NAMED]) + more
    return _("Taken in: %(reports)s, %(names)s") % {"reports": _several(len(ids), "report"), "names": told}


def _linked(data: dict[str, Any]) -> str:
    nouns = ("incident", "site", "contradiction", "retelling")
    return _("Linked: %(told)s") % {"told": ", ".join(_several(int(data.get(f"{noun}s", 0)), noun) for noun in nouns)}


_DONE = {
    "added": marked("{name} has an account as {roles}"),
    "invited": marked("{by} invited somebody as {roles}"),
    "roles": marked("{by} made {name} {roles}"),
    "let in": marked("{by} let {name} in again"),
    "shut out": marked("{by} shut {name} out"),
    "passphrase": marked("{name} changed the passphrase"),
    "signed in": marked("{by} signed in"),
    "sign-in refused": marked("A sign-in as {by} was refused"),
    "sealed": marked("{by} sealed the report {report}"),
    "unsealed": marked("{by} unsealed the report {report}"),
    "token made": marked("{by} made a token for {label}"),
    "token revoked": "{by} revoked the token for {label}",
}


def _person(data: dict[str, Any]) -> str:
    event = str(data.get("event"))
    roles = ", ".join(map(worded, data.get("roles", []))) or _("nobody")
    known = {"by": "", "name": "", "report": "", "label": ""} | data | {"roles": roles}
    told = _DONE.get(event)
    return (_(told) if told else "{by}: " + event).format_map(known)


def sentence(kind: str, data: dict[str, Any]) -> str:
    """One entry of the ledger in words; an unknown kind gives its name."""
    if kind == "holding":
        parts = {"source": data.get("source"), "size": number(int(data.get("size", 0))), "kind": data.get("media_type")}
        return _("Kept %(source)s: %(size)s bytes, %(kind)s") % parts
    if kind == "quarantine":
        return _("Not read: %(source)s. %(reason)s") % {
            "source": data.get("source"),
            "reason": worded(data.get("reason")),
        }
    if kind == "reports":
        return _reports(data)
    if kind == "readings":
        read = (_several(int(data.get("reports", 0)), "report"), _several(int(data.get("claims", 0)), "claim"))
        return _("Read %(reports)s, %(claims)s found") % {"reports": read[0], "claims": read[1]}
    if kind == "linked":
        return _linked(data)
    if kind == "decision":
        done = f"{past(str(data.get('verdict')))}: {worded(data.get('target'))}"
        return f"{data.get('by')}: {done} {data.get('ref')}"
    if kind == "person":
        return _person(data)
    return f"{worded(kind)}: {data.get('by')}" if data.get("by") else worded(kind)
