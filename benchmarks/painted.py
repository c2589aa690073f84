"""Times in a real browser: from choosing an option of a filter to the last change that this makes on the page.

The clock runs in the page. It starts at the click on the option and stops when the last frame that changed the answer
has been painted: its texts, elements, or marks of its charts, but not the lists themselves, which show the choice
before anything is asked. A change counts until the script has run to its end and half a second went by without one.
"""

from contextlib import suppress

from playwright.sync_api import TimeoutError

QUIET_MILLISECONDS = 500
LOOK_EVERY_MILLISECONDS = 50
TRIES = 4

_WATCH = """
() => {
  const seen = { start: 0, last: 0 };
  const isAnswer = (record) => {
    const at = record.target.nodeType === Node.TEXT_NODE ? record.target.parentElement : record.target;
    if (!at || at.closest(".st-key-filters")) return false;
    return record.type !== "attributes" || at.closest("svg, canvas, [data-testid='stVegaLiteChart']");
  };
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
  new MutationObserver((records) => {
    if (records.some(isAnswer)) afterPaint(() => { seen.last = performance.now(); });
  }).observe(
    document.querySelector('[data-testid="stMain"]'),
    { subtree: true, childList: true, characterData: true, attributes: true },
  );
  document.addEventListener("click", (event) => {
    if (event.target.closest('[role="option"]')) {
      Object.assign(seen, { start: performance.now(), last: 0 });
    }
  }, { capture: true });
  window.villageSeen = seen;
}
"""
_ENDED = """
(quiet) => {
  const seen = window.villageSeen;
  const rests = document.querySelector("[data-test-script-state='notRunning']");
  return rests && seen.last > 0 && performance.now() - seen.last > quiet;
}
"""


def watch(page) -> None:
    """Begin to watch the main part of an open page; once for each page that is opened."""
    page.evaluate(_WATCH)


def choose(page, label: str, option: str) -> float:
    """Milliseconds from choosing ``option`` in the list ``label`` until the last change it made is painted."""
    _open(page, label, option).click()
    page.wait_for_function(_ENDED, arg=QUIET_MILLISECONDS, polling=LOOK_EVERY_MILLISECONDS)
    return page.evaluate("window.villageSeen.last - window.villageSeen.start")


def _open(page, label: str, option: str):
    """The option, in sight: a page that is drawn anew closes an open list, so that it is opened again."""
    field = page.get_by_role("combobox", name=label, exact=True)
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(TRIES):
        field.blur()
        field.click()
        with suppress(TimeoutError):
            wanted.wait_for(timeout=5_000)
            break
    return wanted


def tab(browser, address: str):
    """A page of its own, 1280 wide, opened as staff and watched."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.goto(f"{address}?role=staff")
    page.get_by_role("combobox", name="Site", exact=True).wait_for(timeout=120_000)
    page.wait_for_timeout(2_500)
    page.wait_for_selector("[data-test-script-state='notRunning']", timeout=120_000, state="attached")
    page.wait_for_timeout(500)
    watch(page)
    return page
