"""The study of a simulated war as one page: it measures, says so, and can be read by all."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.system.conftest import COMMAND, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.system


def _run(folder: Path, *words: str) -> None:
    done = subprocess.run([*COMMAND, *words], env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_screens_of_a_simulated_war(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    war, case, page_file = tmp_path / "war", tmp_path / "case", tmp_path / "study.html"
    _run(tmp_path, "study", "simulate", "--out", str(war), "--rf", "160", "--ua", "130", "--planted", "0.3")
    _run(tmp_path, "init", str(case))
    _run(tmp_path, "flow", "--quiet", "--case", str(case), str(war / "reports.jsonl"))
    (case / "front.geojson").write_bytes((war / "front.geojson").read_bytes())
    _run(tmp_path, "study", "report", str(case), "--out", str(page_file), "--quiet")
    asked: list[str] = []
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("request", lambda one: asked.append(one.url))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert page.locator("svg.plot .dot").count() > 200
    assert page.locator("text=over the whole grid, by 999 shuffles").count() == 1
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    folder = Path(request.config.getoption("--screens") or tmp_path)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = false; })")
    page.screenshot(path=folder / "study-simulated.png", full_page=True)
    assert (folder / "study-simulated.png").stat().st_size > 50_000
