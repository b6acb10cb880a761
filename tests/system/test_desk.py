"""The desk in a real browser: the core path with and without script, nothing from elsewhere, readable by all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from tests.system.conftest import Running

pytestmark = pytest.mark.system
TOLD_TWICE = "/reports/tg-9900000101-214"
PAGES = {
    "inbox": "/",
    "search": "/?q=Белолуцк",
    "reports": "/reports",
    "report": TOLD_TWICE,
    "claims": "/claims",
    "incidents": "/incidents",
    "sites": "/sites",
    "legal": "/legal",
    "contradictions": "/contradictions",
    "map": "/map",
    "timeline": "/timeline",
    "study": "/study",
    "guide": "/guide",
    "log": "/log",
    "quarantine": "/quarantine",
}


def follow(page: Page, base: str, name: str) -> None:
    """Open a page by its name; a dossier is the first of its table."""
    if name in PAGES:
        page.goto(base + PAGES[name])
        return
    page.goto(f"{base}/{name}s")
    page.locator("table.list tbody a").first.click()
    page.wait_for_load_state()


ALL = [*PAGES, "incident", "site"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(let_in: BrowserContext, running: Running, name: str, scheme: str) -> None:
    page = let_in.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    follow(page, running.base, name)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_nothing_comes_from_elsewhere(let_in: BrowserContext, running: Running) -> None:
    """Every request of every page goes to the desk, and the policy never has to refuse one."""
    page = let_in.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in ALL:
        follow(page, running.base, name)
    assert len(asked) > len(ALL)
    assert [url for url in asked if not url.startswith(running.base + "/")] == []
    assert said == []


def test_read_and_decide_with_the_keyboard(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    page.goto(running.base + TOLD_TWICE)
    page.keyboard.press("j")
    note = page.locator(".note:focus")
    assert note.get_attribute("id") == "n1"
    claim = note.get_attribute("data-claim")
    assert page.locator(f'mark.lit[data-claims~="{claim}"]').count() >= 1
    page.keyboard.press("a")
    page.wait_for_url("**#n1")
    assert page.locator("#n1.is-accepted").count() == 1
    page.keyboard.press("u")
    page.locator("#n1.is-undecided").wait_for()
    page.keyboard.press("w")
    assert page.locator("#n1 details[open]").count() == 1


def test_the_core_path_without_script(browser: Browser, running: Running) -> None:
    """Open, search, read, see why, accept, undo: none of it needs script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(running.address)
    page.get_by_role("searchbox").first.fill("училищ")
    page.keyboard.press("Enter")
    page.locator(f'main a[href="{TOLD_TWICE}"]').click()
    assert page.locator("mark").count() > 3
    note = page.locator("#n2")
    note.locator("summary").click()
    assert note.locator("dd").first.is_visible()
    note.get_by_role("button", name="Accept claim 2").click()
    assert page.locator("#n2.is-accepted").count() == 1
    page.locator("#n2").get_by_role("button", name="Undo").click()
    assert page.locator("#n2.is-undecided").count() == 1
    context.close()


def test_a_second_browser_stays_outside(let_in: BrowserContext, browser: Browser, running: Running) -> None:
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(running.address)
    assert answer is not None and answer.status == 403
    answer = page.goto(running.base + "/")
    assert answer is not None and answer.status == 403
    assert "not been let in" in page.content()
    context.close()


@pytest.mark.parametrize("width", [390, 1024])
def test_narrow_screens_do_not_scroll_sideways(let_in: BrowserContext, running: Running, width: int) -> None:
    page = let_in.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for name in ALL:
        follow(page, running.base, name)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, name


def test_screens(let_in: BrowserContext, running: Running, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A picture of every page; kept where `--screens` says."""
    folder = Path(request.config.getoption("--screens") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page = let_in.new_page()
    for name in ALL:
        follow(page, running.base, name)
        page.screenshot(path=folder / f"{name}.png")
    page.emulate_media(color_scheme="dark")
    page.goto(running.base + TOLD_TWICE)
    page.screenshot(path=folder / "report-dark.png")
    assert len(list(folder.glob("*.png"))) >= len(ALL) + 1
