"""Living answers in a real browser: a closed tab, a restart, and two people on one answer."""

import pytest

from tests.app.answers import QUESTION, SUBJECT, home, saved
from tests.app.conftest import new_window, serving, settled, until
from ui.typing_kept import KEEPS
from warehouse.register import drafts


def browse(page, url: str) -> None:
    page.goto(f"{url}/key_questions?role=slt&question={QUESTION}&term=2025%2F26%20summer")
    page.get_by_role("button", name="Agree").wait_for()
    settled(page)


def type_answer(page, words: str) -> None:
    area = page.locator(f"[class*='st-key-{KEEPS}'] textarea:visible").first
    area.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


@pytest.mark.browser
def test_a_closed_tab_loses_nothing_and_the_answer_is_agreed_and_read_back_after_a_restart(in_school, page):
    with serving(in_school) as running:
        closed = page.context.new_page()
        browse(closed, running.url)
        type_answer(closed, "Typed and never sent")
        until(
            lambda: any("Typed and never sent" in str(draft) for draft in drafts(home(), "answer", SUBJECT, role="slt"))
        )
        closed.close()
        browse(page, running.url)
        page.get_by_role("button", name="Take it up again").click()
        page.get_by_text("Typed and never sent").first.wait_for()
        settled(page)
        page.get_by_text("High", exact=True).click()
        settled(page)
        page.get_by_role("button", name="Agree").click()
        page.get_by_text("Saved and agreed.").wait_for()
    with serving(in_school) as again:
        browse(page, again.url)
        page.get_by_text("Saved for this term: developing, high confidence, agreed").wait_for()
        assert page.get_by_text("Typed and never sent").count() >= 1
    assert (saved()["answer"], saved()["state"]) == ("Typed and never sent", "agreed")


@pytest.mark.browser
def test_two_browsers_on_one_answer_choose_between_their_words(in_school, browser, page):
    theirs = new_window(browser)
    mine, other = page, theirs.new_page()
    with serving(in_school) as running:
        browse(mine, running.url)
        browse(other, running.url)
        type_answer(other, "What the other saw")
        settled(other)
        other.get_by_role("button", name="Submit").click()
        other.get_by_text("Saved and submitted.").wait_for()
        type_answer(mine, "What I saw")
        settled(mine)
        mine.get_by_role("button", name="Submit").click()
        mine.get_by_text("Somebody else saved this while you were writing").wait_for()
        assert mine.get_by_text("What the other saw").count() >= 1 and saved()["answer"] == "What the other saw"
        mine.get_by_role("button", name="Put both together").click()
        mine.get_by_text("Somebody else saved this").wait_for(state="detached")
        settled(mine)
        mine.get_by_role("button", name="Submit").click()
        mine.get_by_text("Saved and submitted.").wait_for()
    theirs.close()
    assert saved()["answer"] == "What the other saw\nWhat I saw"
