"""Two people at one desk in a real browser, without script; every page of people readable by all."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.system.conftest import COMMAND, Running, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.system
WORDS, OTHER = "quiet harbour seven lamps", "yellow ladder under rain"
TOLD = "Two crews of the 900th brigade refused to cross the river near Orikhiv on 5 May 2023, a driver said."


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """The desk of a case with one report, of which nobody has set a passphrase."""
    made, told = tmp_path / "case", tmp_path / "told.txt"
    told.write_text(TOLD, encoding="utf-8")
    for command in (["init", str(made)], ["flow", "--quiet", "--case", str(made), str(told)]):
        subprocess.run([*COMMAND, *command], check=True, env=environment(tmp_path), capture_output=True)
    desk = [*COMMAND, "desk", "--case", str(made), "--port", "0", "--no-browser"]
    with subprocess.Popen(desk, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        yield Running(address.split("/open/")[0], address)
        server.terminate()


def plain(browser: Browser) -> BrowserContext:
    """A browser without script."""
    return browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})


def join(page: Page, name: str, words: str, button: str) -> None:
    """Fill in a name and a passphrase, twice."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase, at least").fill(words)
    page.get_by_label("The same again").fill(words)
    page.get_by_role("button", name=button).click()


def test_two_people_without_script(browser: Browser, fresh: Running) -> None:
    olena, rita = plain(browser).new_page(), plain(browser).new_page()
    olena.goto(fresh.address)
    assert olena.get_by_role("heading", level=1).inner_text() == "Inbox", "the desk is seen at once"
    olena.get_by_role("link", name="Set a passphrase").click()
    join(olena, "Olena", WORDS, "Begin")
    olena.get_by_role("link", name="Invite people").click()
    olena.locator("fieldset").get_by_label("reviewer").check()
    olena.get_by_role("button", name="Make an invitation").click()
    rita.goto(olena.locator("section[role=status] code").inner_text())
    join(rita, "Rita", OTHER, "Join")
    olena.goto(fresh.base + "/reports/told")
    olena.get_by_role("button", name="Accept claim 1").click()
    olena.goto(fresh.base + "/review")
    assert "somebody else has to look" in olena.content()
    rita.get_by_role("link", name="Review", exact=True).click()
    rita.get_by_role("button", name="Confirm: accepted").first.click()
    assert "Nothing awaits a second person" in rita.content()
    rita.get_by_role("button", name="Sign out").click()
    assert rita.get_by_role("heading", level=1).inner_text() == "Sign in"
    rita.goto(fresh.base + "/reports/told")
    assert "Orikhiv" not in rita.content()
    rita.get_by_label("Name").fill("rita")
    rita.get_by_label("Passphrase").fill(OTHER)
    rita.get_by_role("button", name="Sign in").click()
    assert rita.url == fresh.base + "/reports/told", "back to where one wanted to go"
    assert "Orikhiv" in rita.content()


def shown(page: Page, base: str) -> Iterator[str]:
    """Every page of people, one after the other, by name."""
    page.goto(f"{base}/settings")
    yield "settings-new"
    page.goto(f"{base}/set-up")
    yield "set-up"
    join(page, "Olena", WORDS, "Begin")
    yield "settings"
    page.goto(f"{base}/settings/factor")
    yield "factor"
    secret = page.locator(".scan code").inner_text()
    page.get_by_label("Your passphrase").fill(WORDS)
    page.get_by_label("The code that").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set it up").click()
    yield "codes"
    page.goto(f"{base}/settings/tokens")
    page.get_by_label("What it is for").fill("the map")
    page.get_by_label("read:incidents").check()
    page.get_by_label("Your passphrase").fill(WORDS)
    page.get_by_role("button", name="Make a token").click()
    assert page.locator("section[role=status] code").inner_text().startswith("nml_")
    yield "tokens"
    page.goto(f"{base}/settings/seals")
    yield "seals"
    page.goto(f"{base}/settings/people")
    page.locator("fieldset").get_by_label("editor").check()
    page.get_by_role("button", name="Make an invitation").click()
    yield "people"
    link = page.locator("section[role=status] code").inner_text()
    page.goto(f"{base}/reports/told")
    page.get_by_role("button", name="Accept claim 1").click()
    other = page.context.browser
    assert other is not None
    context = other.new_context()
    guest = context.new_page()
    guest.goto(link)
    join(guest, "Ihor", OTHER, "Join")
    context.close()
    page.goto(f"{base}/review")
    yield "review"
    page.goto(f"{base}/log?kind=person")
    yield "log-people"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Name").fill("Olena")
    page.get_by_label("Passphrase").fill("wrong words of somebody")
    page.get_by_role("button", name="Sign in").click()
    yield "sign-in"
    page.get_by_label("Passphrase").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    yield "second"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_of_people_are_accessible_and_ask_nobody(
    browser: Browser, fresh: Running, scheme: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = Path(request.config.getoption("--screens") or tmp_path)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    page.goto(fresh.address)
    faults = {}
    for name in shown(page, fresh.base):
        page.set_viewport_size({"width": 1440, "height": 900})
        results = Axe().run(page)
        if results.violations_count:
            faults[name] = results.generate_report()
        if scheme == "light" and name in ("settings", "people", "review"):
            page.screenshot(path=folder / f"{name}.png")
        page.set_viewport_size({"width": 390, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            faults[f"{name} narrow"] = str(over)
    assert faults == {}
    assert [url for url in asked if not url.startswith(fresh.base + "/")] == []
    assert [one for one in said if "Failed to load resource" not in one] == [], "the wrong passphrase is a 400"
    context.close()
