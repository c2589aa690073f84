"""Times in a real browser: from choosing an option of a filter to the last change that this makes on the page.

The clock runs in the page. It starts at the click on the option and stops at the last frame in which text, elements
or marks of the main part changed; a change counts until the script has ended and half a second went by without one.
"""

QUIET_MILLISECONDS = 500

_WATCH = """
() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const seen = { start: 0, last: 0 };
  const touched = (record) =>
    record.type !== "attributes" || record.target.closest("svg, canvas, [data-testid='stVegaLiteChart']");
  new MutationObserver((records) => {
    if (records.some(touched)) requestAnimationFrame(() => { seen.last = performance.now(); });
  }).observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest('[role="option"]')) { seen.start = performance.now(); seen.last = 0; }
  }, { capture: true });
  window.villageSeen = seen;
}
"""
_ENDED = """
(quiet) => {
  const seen = window.villageSeen;
  const running = !document.querySelector("[data-test-script-state='notRunning']");
  return seen.last > 0 && !running && performance.now() - seen.last > quiet;
}
"""


def watch(page) -> None:
    """Begin to watch the main part of an open page; once for each page that is opened."""
    page.evaluate(_WATCH)


def choose(page, label: str, option: str) -> float:
    """Milliseconds from choosing ``option`` in the list ``label`` to the last change it made."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function(_ENDED, arg=QUIET_MILLISECONDS)
    return page.evaluate("window.villageSeen.last - window.villageSeen.start")


def choose_quickly(page, label: str, option: str) -> None:
    """Choose ``option`` and wait for the answer alone, not for half a second of quiet."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function(_ENDED, arg=0)


def tab(browser, address: str):
    """A page of its own, 1280 wide, opened as staff and watched."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.goto(f"{address}?role=staff")
    page.get_by_role("combobox", name="Site", exact=True).wait_for(timeout=120_000)
    page.wait_for_timeout(2_500)
    watch(page)
    return page
