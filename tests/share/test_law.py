"""A rule that was not verified, or whose days are not known, never leaves a case."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from nomansland.share import law, release
from nomansland.words.errors import ShareRefused
from nomansland.words.law import rules

CITABLE = [rule.id for rule in rules().values() if rule.citable]
OTHERS = [rule.id for rule in rules().values() if not rule.citable]


def test_there_are_rules_of_both_kinds() -> None:
    assert {"RF-9", "INT-1"} <= set(CITABLE)
    assert {"RF-3", "RF-7", "INT-3-RF", "INT-5"} <= set(OTHERS)


@pytest.mark.parametrize("name", OTHERS)
def test_a_rule_that_is_not_verified_refuses_the_release(name: str) -> None:
    with pytest.raises(ShareRefused, match="Rule not verified"):
        release([], [], rules=["RF-9", name])


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ShareRefused, match="no rule"):
        release([], [], rules=["RF-99"])


def test_a_verified_rule_is_cited_with_its_days_and_source() -> None:
    made = release([], [], rules=["RF-9", "RF-9"])
    (note,) = [note for note in made.notes if note.startswith("RF-9")]
    assert "2024-10-07" in note
    assert "kremlin.ru" in note


@pytest.mark.parametrize("change", [{"verified": False}, {"first": None}])
def test_either_lack_is_enough(change: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = replace(rules()["RF-9"], **change)  # type: ignore[arg-type]
    monkeypatch.setattr(law, "rules", lambda: MappingProxyType({"RF-9": lacking}))
    with pytest.raises(ShareRefused):
        release([], [], rules=["RF-9"])
