"""Filters, pages of a table and progress without loading the page: htmx as a convenience, and what it must not do."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from tests.system.conftest import COMMAND, Running, environment

from nomansland.web.vendor import is_current

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not is_current(), reason="npm could not get htmx: filters are plain forms"),
]
REPORTS = 150


@pytest.fixture
def faults() -> list[str]:
    """What the console of a page complains of."""
    return []


@pytest.fixture
def page(let_in: BrowserContext, faults: list[str]) -> Iterator[Page]:
    """A page that remembers whether it was loaded anew."""
    opened = let_in.new_page()
    opened.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
    opened.on("pageerror", lambda one: faults.append(str(one)))
    yield opened
    assert faults == []


def opened(page: Page, address: str) -> None:
    """Go there and leave a mark that a load would wipe."""
    page.goto(address)
    page.evaluate("window.here = 1")


def stayed(page: Page) -> bool:
    """True where the page was not loaded since."""
    return bool(page.evaluate("window.here === 1"))


def asked(page: Page) -> dict[str, list[str]]:
    """The filters that stand in the address."""
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def stored(page: Page) -> dict[str, str]:
    """What the browser keeps of the desk outside of cookies."""
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    return dict(json.loads(kept))


def test_a_filter_changes_the_list_in_place(page: Page, running: Running) -> None:
    opened(page, f"{running.base}/claims")
    everything = page.locator("table.list tbody tr").count()
    page.focus("#f-side")
    page.select_option("#f-side", "UA")
    page.wait_for_url(re.compile("side=UA"))
    assert asked(page) == {"side": ["UA"]}, "what asks for nothing leaves the address"
    rows = page.locator("table.list tbody tr")
    assert 0 < rows.count() < everything
    assert rows.locator(".badge.ua").count() == rows.count()
    expect(page.locator("#f-side")).to_be_focused()
    found = page.locator("main .pager span").inner_text()
    expect(page.locator("#told")).to_have_text(found)
    assert stayed(page)
    page.go_back()
    expect(page.locator("table.list tbody tr")).to_have_count(everything)
    assert asked(page) == {}
    assert stored(page) == {}, "neither pages nor searched words are kept in the browser"


def test_days_filter_in_place(page: Page, running: Running) -> None:
    opened(page, f"{running.base}/timeline")
    page.locator("#f-since").fill("2023-06-01")
    page.wait_for_url(re.compile("since=2023-06-01"))
    expect(page.locator("#f-since")).to_have_value("2023-06-01")
    assert asked(page) == {"since": ["2023-06-01"]}
    assert stayed(page)


def test_typing_is_not_lost_while_the_list_changes(page: Page, running: Running) -> None:
    opened(page, f"{running.base}/incidents")
    assert stored(page) == {}
    page.locator("#f-q").press_sequentially("Lym", delay=30)
    page.wait_for_url(re.compile("q=Lym$"))
    page.locator("#f-q").press_sequentially("an", delay=30)
    page.wait_for_url(re.compile("q=Lyman$"))
    assert page.locator("#f-q").input_value() == "Lyman"
    expect(page.locator("#f-q")).to_be_focused()
    page.locator("#f-q").fill("нетакогослова")
    expect(page.locator("main .empty")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("No incident matches")
    assert stayed(page)
    assert stored(page) == {}


def test_the_language_is_changed_where_one_is(page: Page, running: Running) -> None:
    opened(page, f"{running.base}/claims")
    page.select_option("#f-side", "RF")
    page.wait_for_url(re.compile("side=RF"))
    page.get_by_role("button", name="Українська").click()
    page.wait_for_load_state()
    assert asked(page) == {"side": ["RF"]}
    assert page.locator("html").get_attribute("lang") == "uk"
    page.get_by_role("button", name="English").click()


def test_every_page_of_a_table_is_one_step_away(page: Page, running: Running) -> None:
    opened(page, f"{running.base}/claims")
    first = page.locator("main .pager span").inner_text()
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url(re.compile("page=2"))
    expect(page.locator("main .pager span")).not_to_have_text(first)
    expect(page.locator("#main"), "reading goes on at the new rows").to_be_focused()
    assert stayed(page)


def test_whoever_is_signed_out_comes_to_the_door(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    opened(page, f"{running.base}/claims")
    let_in.clear_cookies()
    page.select_option("#f-side", "UA")
    expect(page.locator("body")).to_contain_text("been let in")
    assert page.locator("#f-side").count() == 0
    assert not stayed(page)


def test_a_desk_that_was_closed_is_told(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    opened(page, f"{running.base}/claims")
    let_in.set_offline(True)
    page.select_option("#f-side", "UA")
    expect(page.locator("#told.fault")).to_contain_text("The desk does not answer")
    assert stayed(page)


def test_an_error_is_shown_as_its_own_page(let_in: BrowserContext, running: Running) -> None:
    page = let_in.new_page()
    opened(page, f"{running.base}/claims")
    page.route(re.compile(r"/claims\?"), lambda route: route.fulfill(status=500, body="<h1>A fault</h1>"))
    page.select_option("#f-side", "UA")
    expect(page.locator("h1")).to_have_text("A fault")


@pytest.fixture
def unread(tmp_path: Path) -> Iterator[str]:
    """A desk over reports that nobody has read."""
    case, export = tmp_path / "case", tmp_path / "reports.jsonl"
    text = "В подвале школы под Лиманом держат {} мобилизованных, которые отказались идти на штурм. " * 6
    rows = [{"id": f"r-{n}", "language": "ru", "text": text.format(*[n + 9] * 6)} for n in range(REPORTS)]
    export.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    told = environment(tmp_path)
    subprocess.run([*COMMAND, "init", str(case)], check=True, env=told, capture_output=True)
    subprocess.run([*COMMAND, "admit", "--case", str(case), str(export)], check=True, env=told, capture_output=True)
    command = [*COMMAND, "desk", "--case", str(case), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def test_progress_goes_on_by_itself_and_words_that_are_typed_stay(browser: Browser, unread: str) -> None:
    context = browser.new_context()
    page, jobs = context.new_page(), context.new_page()
    page.goto(unread)
    page.get_by_role("button", name="Read now").click()
    page.wait_for_load_state()
    page.evaluate("window.here = 1")
    page.locator(".bring").evaluate("one => { one.open = true; }")
    words = page.locator(".bring textarea")
    words.fill("Words that nobody has sent yet")
    context.set_offline(True)
    expect(page.locator("#told.fault")).to_contain_text("The desk does not answer", timeout=15_000)
    context.set_offline(False)
    page.route(re.compile(r"/$"), lambda route: route.fulfill(status=503))
    with page.expect_response(lambda one: one.status == 503):
        pass
    page.unroute_all()
    opened(jobs, unread.split("/open/")[0] + "/jobs")
    before = jobs.locator("#jobs").inner_text()
    expect(jobs.locator("#jobs")).not_to_have_text(before, timeout=30_000)
    jobs.locator("#jobs-stop").click()
    expect(jobs.locator(".job-stopped")).to_be_visible(timeout=60_000)
    expect(page.locator("#running")).to_contain_text("wait to be read", timeout=30_000)
    assert words.input_value() == "Words that nobody has sent yet"
    assert stayed(page)
    context.close()
