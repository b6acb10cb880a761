"""Which rules may be cited outside a case: verified ones with known days, and no others."""

from __future__ import annotations

from collections.abc import Iterable

from nomansland.words.errors import ShareRefused
from nomansland.words.law import NOT_VERIFIED, Rule, rules


def cited(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules to cite, each once and in the order given.

    Raises
    ------
    ShareRefused
        Where one of them is unknown, was not verified, or its first day is not known: then none is cited.
    """
    known = rules()
    out = []
    for name in dict.fromkeys(names):
        rule = known.get(name)
        if rule is None:
            raise ShareRefused(f"There is no rule {name!r}.", todo="`nomansland legal` names them.")
        if not rule.citable:
            raise ShareRefused(
                f"{NOT_VERIFIED.capitalize()}: {rule.id} cannot be published. {rule.note}",
                todo="Leave it out, or verify its text and its days in a source and enter both.",
            )
        out.append(rule)
    return tuple(out)


def citation(rule: Rule) -> str:
    """A rule with its days and source, as it is published."""
    return f"{rule.id}: {rule.title['en']}; in force from {rule.first} to {rule.last or 'today'} ({rule.source})."
