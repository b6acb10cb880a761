"""Deciding with keys alone, and without script: correct, split, add, translate, the copies of a telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from tests.system.conftest import Running

pytestmark = pytest.mark.system
TOLD_TWICE = "/reports/tg-9900000101-214"


def opened(context: BrowserContext, running: Running, address: str = TOLD_TWICE) -> Page:
    """A page that fails where the policy had to refuse something or a script did."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(running.base + address)
    return page


def pressed(page: Page, *keys: str) -> None:
    """One key after the other; each may load a page."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_load_state()


def test_the_help_lists_every_key(let_in: BrowserContext, running: Running) -> None:
    page = opened(let_in, running)
    pressed(page, "?")
    help_ = page.get_by_role("dialog")
    assert help_.is_visible()
    for key in "jkarcsunmytweo":
        assert help_.locator("kbd", has_text=key).first.is_visible(), key
    pressed(page, "Escape")
    assert not help_.is_visible()


def test_correct_with_the_keyboard_alone(let_in: BrowserContext, running: Running) -> None:
    page = opened(let_in, running)
    pressed(page, "j", "c")
    page.wait_for_url("**/claims/**")
    assert page.locator("#c-type:focus").count() == 1, "the first field waits for a key"
    pressed(page, "Tab")
    assert page.locator("#c-side:focus").count() == 1
    page.keyboard.type("neither")
    pressed(page, "Tab", "Tab", "Tab", "Tab")
    page.keyboard.type("Taras the driver")
    pressed(page, "Enter")
    page.wait_for_url("**/reports/**")
    note = page.locator(".note:focus")
    assert "Corrected: side is other" in note.inner_text()
    assert "Corrected: speaker is Taras the driver" in note.inner_text()
    pressed(page, "u")
    page.locator("#n1.is-undecided").wait_for()


def test_a_form_is_left_without_saving(let_in: BrowserContext, running: Running) -> None:
    page = opened(let_in, running)
    pressed(page, "j", "c")
    page.wait_for_url("**/claims/**")
    pressed(page, "Escape")
    page.wait_for_url("**/reports/**")
    assert page.locator(".note.is-accepted").count() == 0


def test_split_with_the_keyboard_alone(let_in: BrowserContext, running: Running) -> None:
    page = opened(let_in, running)
    before = page.locator(".note").count()
    pressed(page, "j", "s")
    page.wait_for_url("**#split")
    page.get_by_label("Reason").nth(1).focus()
    pressed(page, "Enter")
    page.wait_for_url(f"**{TOLD_TWICE}")
    assert page.locator(".note").count() == before + 2
    assert page.locator(".note.is-split").count() == 1


def test_a_selection_becomes_a_claim(let_in: BrowserContext, running: Running) -> None:
    """The words that are selected are those that the claim stands on, beyond marks and numbers of other claims."""
    page = opened(let_in, running)
    before = page.locator(".note").count()
    wanted = page.evaluate(
        """() => {
          const text = [...document.querySelectorAll(".text[data-start]")].find((one) => one.querySelector("sup"));
          const range = document.createRange();
          range.setStart(text.firstChild.nodeType === 3 ? text.firstChild : text.firstChild.firstChild, 0);
          const last = text.lastChild.nodeType === 3 ? text.lastChild : text.lastChild.lastChild;
          range.setEnd(last, last.textContent.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const part = range.cloneContents();
          part.querySelectorAll("sup").forEach((one) => one.remove());
          return part.textContent;
        }"""
    )
    pressed(page, "n")
    page.wait_for_url("**/add/**")
    shown = page.locator(".told-words mark").all_inner_texts()
    assert "".join(shown).replace(" ", "") == "".join(wanted.split())
    page.locator("#c-speaker").press("Enter")
    page.wait_for_url("**/reports/**")
    assert page.locator(".note").count() == before + 1
    assert "Added by" in page.locator(".note:focus").inner_text()


def test_a_translation_stands_beside_the_words(let_in: BrowserContext, running: Running) -> None:
    page = opened(let_in, running)
    pressed(page, "j", "t")
    page.wait_for_url("**#translate")
    page.locator("#t-text").focus()
    page.keyboard.type("They were held in the cellar.")
    pressed(page, "Tab", "Enter")
    page.wait_for_url("**/reports/**")
    assert "They were held in the cellar." in page.locator(".note:focus").inner_text()
    assert "translated by" in page.locator(".note:focus").inner_text()


def test_from_report_to_report_with_one_key(let_in: BrowserContext, running: Running) -> None:
    """Everything is decided with two keys: what waits, and the verdict."""
    page = opened(let_in, running, "/next")
    decided = 0
    while "/reports/" in page.url and decided < 400:
        pressed(page, "e")
        if page.locator(".note:focus").count():
            with page.expect_navigation():
                page.keyboard.press("a")
            decided += 1
            if page.locator('.note:focus input[name="copy"]:checked').count():
                with page.expect_navigation():
                    page.keyboard.press("y")
    page.goto(running.base + "/claims?show=undecided")
    assert page.locator("table.list").count() == 0, "nothing waits"
    assert decided > 10
    page.goto(running.base + "/")
    page.get_by_role("button", name="Work them out again").click()
    page.wait_for_load_state()
    assert page.locator(".fault").count() == 0


def test_without_script_every_form_works(browser: Browser, running: Running) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(running.address)
    page.goto(running.base + TOLD_TWICE)
    page.get_by_role("link", name="Correct claim 1", exact=True).click()
    page.get_by_label("Side", exact=True).select_option("UA")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "Corrected: side is UA" in page.locator("#n1").inner_text()
    split = page.locator(".note.is-split").count()
    # the cases before this one may have split a claim, which a second splitting only splits anew
    page.locator(".note:not(.is-split) a.cut").last.click()
    page.get_by_role("button", name="Split", exact=True).click()
    page.wait_for_url(f"**{TOLD_TWICE}**")
    assert page.locator(".note.is-split").count() == split + 1
    page.goto(running.base + TOLD_TWICE)
    notes = page.locator(".note").count()
    page.goto(page.locator("a.add").first.evaluate("one => one.href"))
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.locator(".note").count() == notes + 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_deciding_are_accessible(let_in: BrowserContext, running: Running, scheme: str) -> None:
    page = let_in.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(running.base + TOLD_TWICE)
    claim = page.locator("a.edit").first.get_attribute("href")
    for address in (claim, f"/add{TOLD_TWICE.removeprefix('/reports')}?line=1", f"{TOLD_TWICE}?original=1",
                    f"/original{TOLD_TWICE.removeprefix('/reports')}", "/editions", "/sources", "/log"):  # fmt: skip
        page.goto(f"{running.base}{address}")
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
        # The frame of the original belongs to nobody's page: it may run nothing, so nothing can look into it.
        results = Axe().run(page, context={"exclude": [["iframe"]]})
        assert results.violations_count == 0, f"{address} {results.generate_report()}"
    page.goto(f"{running.base}/sources")
    page.locator("table.list tbody a").first.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_original_loads_and_runs_nothing(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(running.base + "/reports")
    for row in page.locator("table.list tbody a").all()[:6]:
        address = row.get_attribute("href") or ""
        other = let_in.new_page()
        other.on("request", lambda request: asked.append(request.url))
        other.goto(running.base + address.replace("/reports/", "/original/"))
        frame = other.locator("iframe.kept")
        assert frame.get_attribute("sandbox") == ""
        assert len(other.frames[1].content()) > 200, "it shows something"
        other.close()
    assert [url for url in asked if not url.startswith((running.base + "/", "about:", "data:"))] == []


def test_narrow_screens(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(running.base + TOLD_TWICE)
    claim = page.locator("a.edit").first.get_attribute("href")
    for address in (claim, TOLD_TWICE, "/editions", "/sources", "/log"):
        page.goto(f"{running.base}{address}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, address
