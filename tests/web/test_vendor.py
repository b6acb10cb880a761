"""The browser's packages: named with digests, got by npm, and left out with a word where that fails."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nomansland.web import vendor


def lock() -> dict[str, Any]:
    """The lock file."""
    return dict(json.loads((vendor.PACKAGES / "package-lock.json").read_text("utf-8"))["packages"])


def test_every_package_is_locked_by_digest_and_names_no_address() -> None:
    found = {name: one for name, one in lock().items() if name}
    wanted = json.loads((vendor.PACKAGES / "package.json").read_text("utf-8"))["dependencies"]
    assert {f"node_modules/{name}" for name in wanted} <= set(found)
    for name, one in found.items():
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name
        assert not one.get("hasInstallScript"), name
        assert one["version"] != "999.9.9"


def npm(monkeypatch: pytest.MonkeyPatch, made: bool, code: int = 0) -> list[list[str]]:
    """An npm that makes the files, or fails; the commands it was called with."""
    called: list[list[str]] = []

    def run(command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        called.append(command)
        assert (cwd / "package-lock.json").read_bytes() == (vendor.PACKAGES / "package-lock.json").read_bytes()
        for file in vendor.FILES.values() if made else ():
            (cwd / "node_modules" / file).parent.mkdir(parents=True, exist_ok=True)
            (cwd / "node_modules" / file).write_text(file)
        return subprocess.CompletedProcess(command, code, "", "npm error network request failed\n" if code else "")

    monkeypatch.setattr(subprocess, "run", run)
    return called


def test_files_are_got_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called = npm(monkeypatch, made=True)
    folder = tmp_path / "vendor"
    assert vendor.ensure(folder) == ""
    assert vendor.is_current(folder)
    assert (folder / "maplibre-gl.css").read_text() == "maplibre-gl/dist/maplibre-gl.css"
    assert vendor.ensure(folder) == ""
    assert len(called) == 1
    assert "ci" in called[0] and "--ignore-scripts" in called[0]


def test_a_changed_lock_makes_them_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm(monkeypatch, made=True)
    vendor.ensure(tmp_path / "vendor")
    changed = tmp_path / "packages"
    changed.mkdir()
    for name in ("package.json", "package-lock.json"):
        (changed / name).write_bytes((vendor.PACKAGES / name).read_bytes() + b"\n")
    monkeypatch.setattr(vendor, "PACKAGES", changed)
    assert not vendor.is_current(tmp_path / "vendor")


def test_a_missing_file_is_not_current(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm(monkeypatch, made=True)
    folder = tmp_path / "vendor"
    vendor.ensure(folder)
    (folder / "maplibre-gl.mjs").unlink()
    assert not vendor.is_current(folder)


def test_no_registry_leaves_what_was_there_and_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / "old.txt").write_text("old")
    npm(monkeypatch, made=False, code=1)
    assert "npm error network request failed" in vendor.ensure(folder)
    assert (folder / "old.txt").read_text() == "old"
    npm(monkeypatch, made=False)
    assert "The packages lack htmx.min.js" in vendor.ensure(folder)


def test_no_npm_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vendor, "_npm", lambda: [str(tmp_path / "nowhere" / "npm")])
    assert "npm could not be run" in vendor.ensure(tmp_path / "vendor")


def test_a_file_that_was_not_got_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from nomansland.web import assets

    monkeypatch.setattr(assets, "VENDOR", tmp_path)
    assert assets._bytes.__wrapped__("maplibre-gl.mjs") is None
    (tmp_path / "maplibre-gl.mjs").write_text("export {};")
    assert assets._bytes.__wrapped__("maplibre-gl.mjs") == (b"export {};", "text/javascript; charset=utf-8")


def test_nothing_else_of_the_folder_can_be_named(desk: Any) -> None:
    client: Client = desk.client
    for name in ("made-from.txt", "package.json", "..%2fassets.py"):
        assert client.get(f"/static/{name}").status_code == 404
