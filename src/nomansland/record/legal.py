"""The legal sheet in print: the grid of conditions by site, and one sheet with its words and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nomansland.record.phrase import interval_phrase, speaker_phrase
from nomansland.record.rows import Record, Rows
from nomansland.words import Claim
from nomansland.words.codebook import label
from nomansland.words.law import NOT_VERIFIED, rules
from nomansland.words.sheet import CONTRADICTED, NO, NOT_STATED, YES, InForce, Sheet, SheetCell

SIGNS = {YES: "● yes", NO: "○ no", CONTRADICTED: "◐ contradicted", NOT_STATED: ""}
LIMITS = (
    "Yes: somebody says that the protection was present. No: that it was absent. Contradicted: both were said.",
    "An empty cell: nobody says. A rule that is not verified is not to be published. No cell is a verdict.",
)


def legal_sheets(record: Record) -> tuple[Sheet, ...]:
    """The sheets of every site of the record, then of what is told of no site."""
    from nomansland.link.legal import sheets
    from nomansland.review import applied

    return sheets(record.sites, list(applied(record.readings, record.findings)), record.retellings)


def grid_rows(sheets: Sequence[Sheet]) -> Rows:
    """One row per site, one column per condition that any site states."""
    used = [cell.condition for cell in sheets[0].cells if _used(sheets, cell.condition)] if sheets else []
    rows = [
        (sheet.name, sheet.side or "?", sheet.days or "not told", *_signs(sheet, used))
        for sheet in sheets
        if any(cell.stated for cell in sheet.cells)
    ]
    return ("site", "side", "days", *(f"{name} {label('condition', name)}" for name in used)), rows


def _used(sheets: Sequence[Sheet], condition: str) -> bool:
    return any(cell.stated for sheet in sheets for cell in sheet.cells if cell.condition == condition)


def _signs(sheet: Sheet, used: Sequence[str]) -> list[str]:
    return [SIGNS[cell.state] for cell in sheet.cells if cell.condition in used]


def condition_rows(sheets: Sequence[Sheet]) -> Rows:
    """One row per condition and side: at how many sites it is told as present, absent, disputed or not at all."""
    rows = []
    for side in dict.fromkeys(sheet.side for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.side == side and sheet.site]
        for number, cell in enumerate(sheets[0].cells):
            states = [sheet.cells[number].state for sheet in mine]
            apart = [sheet.cells[number].state for sheet in sheets if sheet.side == side and not sheet.site]
            counts = [str(states.count(state)) for state in (YES, NO, CONTRADICTED, NOT_STATED)]
            rows.append((side or "?", cell.condition, label("condition", cell.condition), *counts, *(apart or [""])))
    return ("side", "condition", "protection", "yes", "no", "contradicted", "not stated", "of no site"), rows


def sheet_rows(record: Record, sheet: Sheet) -> Rows:
    """One row per condition that a sheet states, each with its words, who says them, and the rules of those days."""
    claims = record.claims()
    rows = [
        (
            cell.condition,
            label("condition", cell.condition),
            cell.state + (f" ({cell.note})" if cell.note else ""),
            "\n".join(_said(claims, cell)),
            _origins(cell),
            "\n".join(map(rule_phrase, cell.rules)) or "no rule is entered",
        )
        for cell in sheet.cells
        if cell.stated
    ]
    return ("condition", "protection", "state", "words", "told by", "rules of those days"), rows


def silent(sheet: Sheet) -> str:
    """The conditions of which nobody says anything, as one sentence; empty where there is none."""
    names = [f"{cell.condition} {label('condition', cell.condition)}" for cell in sheet.cells if not cell.stated]
    return f"Not stated: {', '.join(names)}." if names else ""


def _said(claims: dict[str, Claim], cell: SheetCell) -> list[str]:
    return [
        f"{one.value}: “{' '.join(one.passage.quote.split())}” ({speaker_phrase(claims[one.claim])}; {one.claim}, "
        f"characters {one.passage.start}-{one.passage.end})"
        for one in cell.stated
        if one.claim in claims
    ]


def _origins(cell: SheetCell) -> str:
    single = "; single origin" if cell.newsrooms.high == 1 else ""
    return f"{interval_phrase(cell.voices, 'voice')}, {interval_phrase(cell.newsrooms, 'newsroom')}{single}"


def rule_phrase(found: InForce) -> str:
    """ "RF-1: in force"; a rule that is not verified says so."""
    mark = "" if found.verified else f" [{NOT_VERIFIED}]"
    return f"{found.rule}: {found.standing}{mark}"


def rule_rows(sheets: Sequence[Sheet]) -> Rows:
    """The rules that the sheets name, with what each asks, its days and its source."""
    named = {one.rule for sheet in sheets for cell in sheet.cells if cell.stated for one in cell.rules}
    rows = [
        (
            rule.id,
            rule.title["en"],
            rule.says,
            f"{rule.first or 'not known'} to {rule.last or 'today'}",
            rule.source if rule.citable else f"{NOT_VERIFIED}: {rule.note}",
        )
        for rule in rules().values()
        if rule.id in named
    ]
    return ("rule", "title", "what it asks", "in force", "source"), rows


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """A sheet as plain data for JSON."""
    return {
        "site": sheet.site or None,
        "name": sheet.name,
        "side": sheet.side,
        "days": sheet.days,
        "conditions": [
            {
                "condition": cell.condition,
                "protection": label("condition", cell.condition),
                "state": cell.state,
                "note": cell.note,
                "voices": [cell.voices.low, cell.voices.high],
                "newsrooms": [cell.newsrooms.low, cell.newsrooms.high],
                "stated": [
                    {
                        "claim": one.claim,
                        "value": one.value,
                        "quote": one.passage.quote,
                        "start": one.passage.start,
                        "end": one.passage.end,
                        "adversary": one.adversary,
                    }
                    for one in cell.stated
                ],
                "rules": [{"rule": one.rule, "standing": one.standing, "verified": one.verified} for one in cell.rules],
            }
            for cell in sheet.cells
        ],
    }
