"""Every page in every language, light and dark, on a narrow screen and with wide spacing: readable by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.system.test_desk import LINKED, PAGES, TOLD_TWICE, follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from tests.system.conftest import Running

pytestmark = pytest.mark.system
# Dossiers are opened by words of their row in `test_desk`, in English.
ALL = [*PAGES, *LINKED]
LANGUAGES = ("en", "ru", "uk")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A picture, a map and a wide table may scroll in a frame of their own (WCAG 1.4.10 names them); the page may not.
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# WCAG 1.4.12: what a reader's own style may ask for without loss.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"


def _spoken(browser: Browser, running: Running, language: str, width: int, scheme: str = "light") -> Page:
    """A page in a browser that asks for a language and was let in."""
    context = browser.new_context(
        locale=language,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        # The policy of the desk lets in no style from elsewhere; the spacing is a reader's own.
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(running.address)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(browser: Browser, running: Running, language: str, scheme: str) -> None:
    page = _spoken(browser, running, language, 1440, scheme)
    found = {}
    for name in ALL:
        follow(page, running.base, name)
        assert page.locator("html").get_attribute("lang") == language
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        if results.violations_count:
            found[name] = results.generate_report()
    page.context.close()
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spaced", [False, True])
def test_no_page_scrolls_sideways_on_a_narrow_screen(
    browser: Browser, running: Running, language: str, spaced: bool
) -> None:
    page = _spoken(browser, running, language, 320)
    wide = {}
    for name in ALL:
        follow(page, running.base, name)
        if spaced:
            page.add_style_tag(content=SPACED)
        past = page.evaluate(WIDER)
        if past > 0:
            wide[name] = past
    page.context.close()
    assert wide == {}


def test_what_has_the_focus_is_not_covered(browser: Browser, running: Running) -> None:
    """WCAG 2.4.11, over the reading page with the tab key, where the frame stays while the page moves."""
    page = _spoken(browser, running, "uk", 390)
    page.goto(running.base + TOLD_TWICE)
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect();
              const points = [[box.left + 2, box.top + 2], [box.left + box.width / 2, box.top + box.height / 2],
                [box.right - 2, box.bottom - 2]];
              return points.some(([x, y]) => one.contains(document.elementFromPoint(x, y)) ||
                document.elementFromPoint(x, y)?.contains(one)) ? "" : one.outerHTML.slice(0, 120);
            }"""
        )
        if seen:
            covered.append(seen)
    page.context.close()
    assert covered == []
