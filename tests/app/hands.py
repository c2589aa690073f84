"""What a person does without a thought in a real browser: take something from a list, press again what did nothing."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Page, TimeoutError

from tests.app.conftest import settled

PATIENCE = 6_000
_TRIES = 5


def again(act: Callable[[], object]) -> None:
    """Do ``act``, and once more where it came to nothing: a page that draws itself anew closes what it had opened.

    Raises:
        TimeoutError: of the last try.
    """
    for _ in range(_TRIES - 1):
        with suppress(TimeoutError):
            act()
            return
    act()


def pick(page: Page, label: str, option: str, *, exact: bool = False) -> None:
    """Take ``option`` from the list named ``label``, and wait for the page."""
    field = page.get_by_role("combobox", name=label)
    wanted = page.get_by_role("option", name=option, exact=exact).first

    def take() -> None:
        field.blur()
        field.click()
        field.fill(option)
        wanted.click(timeout=PATIENCE)

    field.wait_for()
    settled(page)
    again(take)
    settled(page)
