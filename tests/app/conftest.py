"""A demonstration built once for all workers, servers started on copies of it, and a real browser."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.app import phases
from tests.app.servers import Server, free_port, serving
from tests.once import made_once
from ui.messages import UNEXPECTED
from warehouse.demo import prepare
from warehouse.settings import PROJECT_ROOT, Home, get_settings

# These tests change the served figures and look at them as a governor at once; what governors read of a release is
# looked at in test_release.py.
os.environ["VILLAGE_GOVERNORS_READ"] = "build"

# The first draws pages without a window around them, a tenth cheaper.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--process-per-site",  # a second tab finds the app's scripts compiled
    # A page lives for seconds: optimising its scripts costs more than it gives. And a script that is parsed while it
    # comes in is parsed for each tab anew, though it was compiled for the first.
    "--js-flags=--no-opt --no-maglev --no-script-streaming",
]
SCREENSHOTS = PROJECT_ROOT / "test-results"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory, worker_id, warm_worker) -> Path:
    """The folder of a built demonstration. Never write into it: copy it."""
    return made_once(tmp_path_factory, worker_id, "demonstration", lambda folder: prepare(Home(folder)))


@pytest.fixture(autouse=True, scope="session")
def installed_packages_are_searched_once() -> Iterator[None]:
    """Streamlit's app test searches every installed package for components, each time; half of its time went there."""
    found = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


def copy_of(home: Path, target: Path) -> Path:
    """A home of its own, without what a build works in."""
    return Path(shutil.copytree(home, target, ignore=shutil.ignore_patterns("work")))


@pytest.fixture
def school(demo_home, tmp_path) -> Path:
    """A VILLAGE_HOME that is a fresh copy of the demonstration."""
    return copy_of(demo_home, tmp_path / "school")


@pytest.fixture
def in_school(school, monkeypatch) -> Path:
    """The settings of this process point at ``school``."""
    monkeypatch.setenv("VILLAGE_HOME", str(school))
    get_settings.cache_clear()
    yield school
    get_settings.cache_clear()


@pytest.fixture
def second_phase(in_school) -> Home:
    """A school with a second phase, which has an action with one step."""
    phases.save("phase", phase_id="p2", label="Phase 2", start_date=date(2026, 9, 1))
    phases.save("action", action_id="own", phase_id="p2", label="Forum at Eastside", owner_role="Head of centre")
    phases.save("step", step_id="own_step", action_id="own", label="Find a room")
    return phases.home()


@pytest.fixture(scope="session")
def server(demo_home, tmp_path_factory) -> Iterator[Server]:
    """One server on a copy of the demonstration, for tests that change nothing."""
    home = copy_of(demo_home, tmp_path_factory.mktemp("served") / "school")
    with serving(home, port=free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium through Playwright; skipped by name where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser on this machine: apt-get install chromium-headless-shell")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


# What turns and pulses on a page that waits is drawn sixty times a second by the processor.
_STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after { animation: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
}"""


def new_window(browser, width: int = 1280, **more):
    """A window whose tabs come and go, so that the app's scripts are fetched and compiled once."""
    window = browser.new_context(
        viewport={"width": width, "height": 900}, locale="en-GB", reduced_motion="reduce", **more
    )
    window.set_default_timeout(30_000)
    window.add_init_script(f"({_STILL})()")
    window.new_page()  # a window ends with its last tab
    return window


@contextmanager
def tab_of(window):
    """A new tab that remembers nothing of those before it."""
    tab = window.new_page()
    try:
        yield tab
    finally:
        if tab.url.startswith("http"):
            tab.evaluate("[localStorage, sessionStorage].forEach((kept) => kept.clear())")
        tab.close()
        window.clear_cookies()


@pytest.fixture(scope="session")
def window(browser):
    """The window of this process. Its first tab stays at an empty page of this machine, so that the process that shows
    the app outlives each test's tab and keeps what it has compiled."""
    opened = new_window(browser)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Empty) as empty:
        Thread(target=empty.serve_forever, daemon=True).start()
        opened.pages[0].goto(f"http://127.0.0.1:{empty.server_port}/")
        yield opened
        opened.close()
        empty.shutdown()


class _Empty(BaseHTTPRequestHandler):
    """An empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_message: object) -> None:
        """Nobody wants to know."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A browser test that is red says what its page showed: it may be red on a machine nobody looks at."""
    report = yield
    tab = item.funcargs.get("page") if call.when == "call" and report.failed else None
    if tab is not None:
        report.sections.append((f"the page {tab.url}", _shown(tab)))
    return report


def _shown(tab) -> str:
    from playwright.sync_api import Error

    try:
        return tab.evaluate(_SHOWN)
    except Error as error:  # the report of a red test must not end the run
        return f"it could not be asked: {error}"


@pytest.fixture
def page(window):
    """A new tab, 1280 wide."""
    with tab_of(window) as tab:
        yield tab


# Done once the script has ended, every message to the server is answered and nothing on the page changes. A page
# may go on changing by itself (a clock, a build under way): then the time since the last message counts.
_SETTLED = """({quiet, unanswered, most}) => new Promise((done) => {
  const seen = (window.villageSeen ??= (() => {
    const seen = { changed: performance.now(), heard: performance.now(), waiting: false };
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (...message) {
      this.villageHeard ??= this.addEventListener("message", () => {
        seen.heard = performance.now();
        seen.waiting = false;
      }) ?? true;
      seen.heard = performance.now();
      seen.waiting = true;
      return send.apply(this, message);
    };
    const whole = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(() => (seen.changed = performance.now())).observe(document, whole);
    return seen;
  })());
  const look = () => {
    const now = performance.now();
    const isAnswered = now - seen.heard > (seen.waiting ? unanswered : quiet);
    const isDrawn = now - seen.changed > quiet || now - seen.heard > most;
    const hasEnded = document.querySelector("[data-test-script-state='notRunning']");
    if (hasEnded && isAnswered && isDrawn) done();
    else setTimeout(look, 20);
  };
  look();
})"""


_SHOWN = r"""() => {
  const at = document.activeElement;
  const state = document.querySelector("[data-test-script-state]")?.dataset.testScriptState;
  return `script ${state}, focus on ${at.tagName} '${at.getAttribute("aria-label") ?? at.innerText.slice(0, 80)}'\n`
    + document.body.innerText.replace(/\n+/g, "\n").slice(0, 4000);
}"""


def settled(page) -> None:
    """Wait until the script has run and the page has drawn what it sent."""
    page.wait_for_selector("[data-test-script-state='notRunning']", timeout=120_000, state="attached")
    page.evaluate(_SETTLED, {"quiet": 300, "unanswered": 600, "most": 1_500})


def turn_to(page, row) -> None:
    """Go to a page by the app's own menu, also where the menu is folded away; a third of what a new start costs."""
    link = page.locator(f"[data-testid='stSidebarNavLink'][href$='/{row.url_path}']")
    link.evaluate("link => link.click()")
    page.get_by_role("heading", level=1).filter(has_text=row.title).wait_for()
    settled(page)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something outside the page holds."""
    for _ in range(100):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within ten seconds")


def assert_sound(page) -> None:
    """No error of any kind on the page, and it says that the data is fictional."""
    assert page.locator(".stException").count() == 0
    assert page.get_by_text(UNEXPECTED).count() == 0
    assert page.get_by_text("Fictional demonstration data.").count() >= 1
