"""A phase in a real browser, from empty to finished, read back after the server was started again."""

import pytest

from tests.app.conftest import serving, settled
from tests.app.hands import pick
from tests.app.phases import CARRY, UPDATE


def fill(page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label)
    box.fill(text)
    box.press("Tab")
    settled(page)


def task(page, name: str) -> None:
    page.locator("label").filter(has_text=name).first.click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    settled(page)


def click(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text(said).wait_for()
    settled(page)


@pytest.mark.browser
def test_a_phase_is_made_run_and_carried_over_in_a_browser_and_read_back_after_a_restart(school, page):
    with serving(school) as running:
        page.goto(f"{running.url}/phase_desk?role=slt")
        page.get_by_role("heading", name="Run a phase", level=1).wait_for()
        settled(page)
        for name in ("Phase 2", "Phase 3"):
            task(page, "Make a phase")
            fill(page, "Name of the phase", name)
            click(page, "Make the phase", "The phase is there")
        pick(page, "Phase", "Phase 2")
        task(page, "Add an action")
        pick(page, "From an idea of the bank", "home visit")
        fill(page, "What will be done", "Visit every new family at home")
        click(page, "Add the action", "The action is in the phase")
        for step in ("Agree who visits", "Make the visits"):
            task(page, "Add a step")
            pick(page, "Action", "Visit every new family at home")
            fill(page, "What will be done", step)
            click(page, "Add the step", "The step is there")
        task(page, UPDATE)
        page.locator("label").filter(has_text="Done").first.click()
        settled(page)
        click(page, "Save the step", "show it at once")
        task(page, CARRY)
        pick(page, "Action that is not done", "Visit every new family at home")
        pick(page, "Goes on in", "Phase 3")
        fill(page, "Why it carries over", "New families join until Christmas.")
        click(page, "Carry it over", "marked as carried here")
        page.goto(f"{running.url}/accountability?role=staff")
        pick(page, "Whose voice", "Parents and carers")
        fill(page, "You said", "Come and see us before our child starts.")
        click(page, "Add to the ledger", "The line is open")
        fill(page, "We did", "Every new family is visited at home.")
        page.get_by_role("group", name="Done on").first.click()
        page.keyboard.type("02102026")
        page.keyboard.press("Tab")
        settled(page)
        click(page, "Close the line", "The line is done")
    with serving(school) as running:
        page.goto(f"{running.url}/phase_progress?role=governor")
        pick(page, "Phase", "Phase 2")
        page.get_by_text("1 of 2 steps are done").wait_for()
        page.get_by_text("Visit every new family at home: carried over to Phase 3").wait_for()
        pick(page, "Phase", "Phase 3")
        page.get_by_text("0 of 1 steps are done").wait_for()
        page.goto(f"{running.url}/accountability?role=governor")
        page.get_by_text("Every new family is visited at home.").wait_for()
        page.get_by_text("We did, 2 October 2026").wait_for()
