"""Needs analysis in a real browser, from empty to an action, read back after the server was started again."""

import pytest

from tests.app.conftest import SCREENSHOTS, assert_sound, serving, settled, until
from warehouse.register import drafts
from warehouse.settings import Home

pytestmark = pytest.mark.browser


def go(page, server, url_path: str) -> None:
    page.goto(f"{server.url}/{url_path}?role=slt")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)


def choose(page, question: str, answer: str) -> None:
    """Click ``answer`` of the radio buttons below ``question``."""
    group = page.locator(".stRadio").filter(has_text=question)
    group.locator("label").filter(has_text=answer).first.click()
    settled(page)


def write(page, label: str, words: str) -> None:
    page.get_by_role("textbox", name=label).fill(words)
    page.keyboard.press("Tab")
    settled(page)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    settled(page)


def rate_as(page, handle: str, group: str, rating: str) -> None:
    write(page, "Who rates?", handle)
    choose(page, "Whose view is it?", group)
    choose(page, "Shared understanding and values.", rating)
    press(page, "Save the ratings of this theme")
    page.get_by_text("you find your ratings again with your handle").wait_for()


def test_an_audit_by_three_raters_becomes_an_action_and_all_of_it_is_there_after_a_restart(school, page):
    with serving(school) as server:
        go(page, server, "audit")
        write(page, "Name of the round", "Autumn 2026")
        press(page, "Begin the round")
        rate_as(page, "blue 7", "Staff", "Developing")
        rate_as(page, "paper copy 1", "Parent", "Not yet")
        rate_as(page, "chair", "Governor", "Developing")
        choose(page, "Show", "What follows")
        write(page, "Must: critical", "Write down what we mean by engagement")
        press(page, "Save for this theme")
        go(page, server, "priorities")
        press(page, "Carry over")
        choose(page, "Show", "Score")
        write(page, "Who scores?", "the group")
        for part in ("Impact: what", "Effort", "Cost", "Time", "Resources", "Risk"):
            choose(page, part, "4")
        press(page, "Save the scores")
        choose(page, "Show", "What comes first")
        press(page, "Make it an action")
        page.get_by_text("is an action now").wait_for()
    with serving(school) as again:
        go(page, again, "priorities")
        choose(page, "Show", "What comes first")
        page.get_by_text("Quick wins: Write down what we mean by engagement.").wait_for()
        page.get_by_text("✓ Write down what we mean by engagement: an action in Phase 1").wait_for()
        go(page, again, "audit")
        choose(page, "Show", "What was said")
        page.get_by_text("3 rated: 1 as staff, 1 as parents, 1 as governors.").wait_for()
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / "audit_said.png", full_page=True)
        assert_sound(page)


def test_whys_are_asked_by_keyboard_and_half_a_sentence_outlives_a_closed_tab_and_a_restart(school, page):
    closed = page.context.new_page()
    for tab in (closed, page):
        tab.set_viewport_size({"width": 320, "height": 900})
    with serving(school) as server:
        go(closed, server, "five_whys")
        closed.get_by_role("textbox", name="What do you want to understand?").focus()
        closed.keyboard.type("Few parents come")
        closed.get_by_role("button", name="Begin the tree").focus()
        closed.keyboard.press("Enter")
        closed.get_by_text("No why was asked yet.").wait_for()
        settled(closed)
        closed.get_by_role("textbox", name="Why? Few parents come").focus()
        closed.keyboard.type("They hear too")
        # the field sends what was typed after a moment's pause
        until(lambda: any("They hear too" in str(draft) for draft in drafts(Home(school), "why_ask", role="slt")))
        closed.close()
    with serving(school) as again:
        go(page, again, "five_whys")
        page.get_by_text("was never saved").wait_for()
        press(page, "Take it up again")
        page.get_by_role("textbox", name="Why? Few parents come").focus()
        page.keyboard.press("End")
        page.keyboard.type(" late")
        page.get_by_role("button", name="Add this why").focus()
        page.keyboard.press("Enter")
        page.locator("li").filter(has_text="They hear too late").wait_for()
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert_sound(page)
