"""Entries of the ledger in words."""

from __future__ import annotations

from typing import Any

from nomansland.web.phrases import number, plural

_NAMED = 3


def _several(count: int, noun: str) -> str:
    return f"{number(count)} {plural(count, noun)}"


def _reports(data: dict[str, Any]) -> str:
    ids = [str(report.get("id")) for report in data.get("reports", [])]
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"{_several(len(ids), 'report')} taken in: {', '.join(ids[:_NAMED])}{more}"


def _linked(data: dict[str, Any]) -> str:
    nouns = ("incident", "site", "contradiction", "retelling")
    return "Linked: " + ", ".join(_several(int(data.get(f"{noun}s", 0)), noun) for noun in nouns)


_DONE = {
    "added": "{name} has an account as {roles}",
    "invited": "{by} invited somebody as {roles}",
    "roles": "{by} made {name} {roles}",
    "let in": "{by} let {name} in again",
    "shut out": "{by} shut {name} out",
    "passphrase": "{name} changed the passphrase",
    "signed in": "{by} signed in",
    "sign-in refused": "A sign-in as {by} was refused",
    "sealed": "{by} sealed the report {report}",
    "unsealed": "{by} unsealed the report {report}",
    "token made": "{by} made a token for {label}",
    "token revoked": "{by} revoked the token for {label}",
}


def _person(data: dict[str, Any]) -> str:
    event = str(data.get("event"))
    roles = ", ".join(data.get("roles", [])) or "nobody"
    known = {"by": "", "name": "", "report": "", "label": ""} | data | {"roles": roles}
    return _DONE.get(event, "{by}: " + event).format_map(known)


def sentence(kind: str, data: dict[str, Any]) -> str:
    """One entry of the ledger in words; an unknown kind gives its name."""
    if kind == "holding":
        return f"Kept {data.get('source')}: {number(int(data.get('size', 0)))} bytes, {data.get('media_type')}"
    if kind == "quarantine":
        return f"Not read: {data.get('source')}. {data.get('reason')}"
    if kind == "reports":
        return _reports(data)
    if kind == "readings":
        read = (_several(int(data.get("reports", 0)), "report"), _several(int(data.get("claims", 0)), "claim"))
        return f"Read {read[0]}, {read[1]} found"
    if kind == "linked":
        return _linked(data)
    if kind == "decision":
        return f"{data.get('by')}: {data.get('verdict')} {data.get('target')} {data.get('ref')}"
    if kind == "person":
        return _person(data)
    return f"{kind} by {data.get('by')}" if data.get("by") else kind
