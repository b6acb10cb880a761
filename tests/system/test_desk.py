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
    "jobs": "/jobs",
    "editions": "/editions",
    "sources": "/sources",
    "review": "/review",
    "settings": "/settings",
    "tokens": "/settings/tokens",
    "tour": "/tour",
    "came": "/came",
    "original": f"/original/{TOLD_TWICE.removeprefix('/reports/')}",
    "report-original": f"{TOLD_TWICE}?original=1",
}
# Pages that a link of another page leads to: the page, and which of its links.
LINKED = {"claim": (TOLD_TWICE, "a.edit"), "add": (TOLD_TWICE, "a.add")}
# A dossier with something to show: the row of its table that is opened.
ROWS = {"incident": "Two to three voices", "site": "Bilolutsk"}


def follow(page: Page, base: str, name: str) -> None:
    """Open a page by its name; a dossier is the first of its table."""
    if name in PAGES:
        page.goto(base + PAGES[name])
        return
    if name in LINKED:
        address, link = LINKED[name]
        page.goto(base + address)
        page.goto(base + str(page.locator(link).first.get_attribute("href")))
        return
    page.goto(f"{base}/{name}s")
    page.locator("table.list tbody tr", has_text=ROWS[name]).first.get_by_role("link").first.click()
    page.wait_for_load_state()


ALL = [*PAGES, *LINKED, *ROWS]


DARK = ["report", "inbox", "incident", "legal", "timeline"]
NARROW = ["inbox", "report", "incident", "legal"]


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
    page.locator("#n1.is-accepted").wait_for()
    page.locator("#n1.is-accepted:focus").wait_for()
    page.keyboard.press("u")
    page.locator("#n1.is-undecided:focus").wait_for()
    page.keyboard.press("w")
    assert page.locator("#n1 details[open]").count() == 1


def test_the_core_path_without_script(browser: Browser, running: Running) -> None:
    """Open, search, read, see why, accept, undo: none of it needs script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(running.address)
    page.get_by_role("searchbox").first.fill("училищ")
    page.keyboard.press("Enter")
    page.locator(f'main a[href="{TOLD_TWICE}"]').first.click()
    page.locator("mark").nth(3).wait_for()
    assert page.locator("mark").count() > 3
    note = page.locator("#n2")
    note.locator("summary").click()
    assert note.locator("dd").first.is_visible()
    note.get_by_role("button", name="Accept claim 2").click()
    page.locator("#n2.is-accepted").wait_for()
    page.locator("#n2").get_by_role("button", name="Undo").click()
    page.locator("#n2.is-undecided").wait_for()
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
    for name in DARK:
        follow(page, running.base, name)
        page.screenshot(path=folder / f"{name}-dark.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    for name in NARROW:
        follow(page, running.base, name)
        page.screenshot(path=folder / f"{name}-narrow.png")
    assert len(list(folder.glob("*.png"))) >= len(ALL) + len(DARK) + len(NARROW)


def test_the_first_page_shows_what_a_case_is(let_in: BrowserContext, running: Running) -> None:
    """Reports with sentences, the front line of the day, sites with their histories, a contradiction that waits."""
    page = let_in.new_page()
    page.goto(running.base + "/")
    assert page.locator(".quoted .sentence").count() > 10
    assert page.locator(".look svg.chart .front").count() > 0
    assert page.locator(".look svg.strip .used").count() > 3
    assert page.locator(".look .waits blockquote").count() == 2
    assert page.locator(".look .waits button").count() == 4
    quote = page.locator(".quoted .sentence a").first
    words = (quote.inner_text() or "").removesuffix("…")[:60]
    quote.click()
    assert words in " ".join(page.locator("mark").all_inner_texts())


def test_the_tour_leads_over_five_pages(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    page.goto(running.base + "/tour")
    page.get_by_role("link", name="Open the report").click()
    for number in range(1, 6):
        assert f"Step {number} of 5" in page.locator(".tourbar").inner_text()
        if number < 5:
            page.get_by_role("link", name="Next step").click()
    assert page.get_by_role("button", name="End the tour").is_visible()


@pytest.mark.parametrize("name", ["incident", "site", "report", "legal", "map"])
def test_a_dossier_prints(let_in: BrowserContext, running: Running, tmp_path: Path, name: str) -> None:
    """What is printed has the words and tables of the page, in columns, and none of its frame and forms."""
    from nomansland.admit.pdfium import texts

    page = let_in.new_page()
    follow(page, running.base, name)
    heading = page.locator("h1").inner_text().split(",")[0].strip().splitlines()[-1]
    page.pdf(path=tmp_path / "printed.pdf", format="A4", prefer_css_page_size=True)
    printed = " ".join(" ".join(texts((tmp_path / "printed.pdf").read_bytes())).split())
    assert heading in printed
    assert "You decide as" not in printed and "Filter" not in printed and "Accept" not in printed
    page.emulate_media(media="print")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    rows = page.locator("table.list tr")
    assert not rows.count() or rows.first.evaluate("one => getComputedStyle(one).display") == "table-row"
