"""The map that moves, in a real browser with software WebGL: it draws, the slider moves the line, nothing leaves."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from nomansland.web.vendor import is_current

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from tests.system.conftest import Running

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not is_current(), reason="the browser's packages could not be got at installation"),
]
READY = "#island[data-ready]"
# How many colours a picture has: one that nothing is drawn on has one, or two with its edge.
COLOURS = """async (data) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const copy = new OffscreenCanvas(image.width, image.height);
  const pen = copy.getContext("2d");
  pen.drawImage(image, 0, 0);
  return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
}"""


@pytest.fixture(scope="module")
def drawing(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Chromium that draws WebGL in software."""
    opened = launch("--enable-unsafe-swiftshader", "--use-angle=swiftshader", "--ignore-gpu-blocklist")
    yield opened
    opened.close()


@pytest.fixture
def inside(drawing: Browser, running: Running) -> Iterator[BrowserContext]:
    """A browser that draws, let in."""
    context = drawing.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto(running.address)
    page.close()
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    """The map, when everything of its first window is drawn."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(READY, state="attached", timeout=60_000)
    return page


def pixels(page: Page) -> bytes:
    """The map as it is seen."""
    return page.locator("#m-map").screenshot()


def test_the_map_draws_and_asks_nobody_else(inside: BrowserContext, running: Running) -> None:
    page = inside.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(running.base + "/map")
    page.wait_for_selector(READY, state="attached", timeout=60_000)
    assert said == []
    assert [url for url in asked if not url.startswith(running.base + "/")] == []
    assert {"marks", "line", "borders", "names"} <= {url.split("?")[0].rsplit("/", 1)[1] for url in asked}
    assert page.locator(".still svg.chart").is_hidden()
    assert int(page.locator("#island").get_attribute("data-number") or 0) > 0
    # What is seen counts: the canvas gives nothing back. Buttons and scale have colours of their own.
    page.evaluate("document.querySelectorAll('.maplibregl-control-container').forEach(one => one.remove())")
    assert page.evaluate(COLOURS, b64encode(pixels(page)).decode()) > 50


def test_the_slider_moves_the_line_the_cursor_and_the_address(inside: BrowserContext, running: Running) -> None:
    page = opened(inside, running.base + "/map?on=2023-06-30")
    before = pixels(page)
    line, cursor = page.get_attribute("#island", "data-line"), page.get_attribute(".mirror .cursor", "x1")
    slider = page.locator("#m-day")
    slider.focus()
    with page.expect_response(lambda answer: "/map/line" in answer.url and "on=2022" in answer.url):
        page.keyboard.press("Home")
    page.wait_for_function("was => document.getElementById('island').dataset.line !== was", arg=line)
    day = slider.get_attribute("data-first")
    assert f"on={day}" in page.url
    assert page.get_attribute(".mirror .cursor", "x1") != cursor
    assert f"on={day}" in (page.get_attribute('a[data-same="/timeline"]', "href") or "")
    assert str(int((day or "0")[:4])) in (slider.get_attribute("aria-valuetext") or "")
    page.wait_for_timeout(400)
    assert pixels(page) != before


def test_filters_of_the_tables_are_those_of_the_map(inside: BrowserContext, running: Running) -> None:
    numbers = {}
    for side in ("", "RF", "UA"):
        page = opened(inside, f"{running.base}/map?side={side}")
        numbers[side] = int(page.get_attribute("#island", "data-number") or 0)
        page.close()
    assert 0 < numbers["RF"] < numbers[""]
    assert 0 < numbers["UA"] < numbers[""]


def test_the_map_moves_by_keyboard(inside: BrowserContext, running: Running) -> None:
    page = opened(inside, running.base + "/map")
    page.locator("#m-map canvas").focus()
    with page.expect_response(lambda answer: "/map/marks" in answer.url) as first:
        page.keyboard.press("+")
    with page.expect_response(lambda answer: "/map/marks" in answer.url and answer.url != first.value.url):
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_accessible(inside: BrowserContext, running: Running, scheme: str) -> None:
    page = inside.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(running.base + "/map")
    page.wait_for_selector(READY, state="attached", timeout=60_000)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_print_has_the_drawn_map(inside: BrowserContext, running: Running) -> None:
    page = opened(inside, running.base + "/map")
    page.emulate_media(media="print")
    assert page.locator(".still svg.chart").is_visible()
    assert page.locator("#m-map").is_hidden()


def test_without_script_the_drawn_map_is_there(drawing: Browser, running: Running) -> None:
    context = drawing.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(running.address)
    page.goto(running.base + "/map")
    assert page.locator(".still svg.chart").is_visible()
    assert page.locator("#island").is_hidden()
    page.get_by_label("Front line of").fill("2022-12-01")
    page.get_by_role("button", name="Filter").click()
    assert "on=2022-12-01" in page.url
    assert page.locator("svg.chart .front").count() > 0
    context.close()


def test_without_webgl_the_drawn_map_is_there(inside: BrowserContext, running: Running) -> None:
    page = inside.new_page()
    page.add_init_script("OffscreenCanvas.prototype.getContext = HTMLCanvasElement.prototype.getContext = () => null;")
    page.goto(running.base + "/map")
    page.wait_for_load_state("networkidle")
    assert page.locator(".still svg.chart").is_visible()
    assert page.locator("#island").is_hidden()


def test_screens_of_the_moving_map(
    inside: BrowserContext, running: Running, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A picture of the map that moves; kept where `--screens` says."""
    folder = Path(request.config.getoption("--screens") or tmp_path)
    page = opened(inside, running.base + "/map")
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "map-moving.png")
    assert (folder / "map-moving.png").stat().st_size > 20_000
