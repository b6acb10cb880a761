"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nomansland.options import _model
from nomansland.tables import Case
from nomansland.words.errors import ExtractError

FAR = "https://192.0.2.1/v1"


def _given(**more: Any) -> dict[str, Any]:
    return {"url": None, "name": None, "cache": None, "remote": False} | more


def _case(folder: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> Path:
    monkeypatch.setenv("NOMANSLAND_KEYS", str(folder / "keys"))
    case = Case.create(folder / "case")
    settings = case.folder / "case.toml"
    settings.write_text(f"{lines}\n{settings.read_text('utf-8')}", "utf-8")
    return case.folder


def test_a_case_names_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _case(tmp_path, monkeypatch, 'reader = "rules+model"\nmodel_url = "http://127.0.0.1:9/v1"')
    reader, model = _model(None, _given(), str(folder), True)
    assert reader == "rules+model" and model is not None and model.local
    assert model.cache == folder / "answers"
    assert _model("rules", _given(), str(folder), True) == ("rules", None)


def test_no_case_by_itself_sends_reports_to_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _case(tmp_path, monkeypatch, f'reader = "model"\nmodel_url = "{FAR}"\nmodel_remote = true')
    with pytest.raises(ExtractError):
        _model(None, _given(), str(folder), True)
    _, model = _model(None, _given(remote=True), str(folder), True)
    assert model is not None and not model.local
