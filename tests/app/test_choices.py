"""Role and filters are kept across pages and in the address."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.app.conftest import settled
from tests.app.hands import pick

pytestmark = pytest.mark.browser


def in_address(page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def shown(page, label: str) -> str:
    return page.get_by_role("combobox", name=label).input_value()


def test_a_chosen_site_is_in_the_address_and_on_the_next_page(server, page):
    page.goto(f"{server.url}/barriers?role=slt")
    page.get_by_role("combobox", name="Site").wait_for()
    pick(page, "Site", "Westside")
    assert in_address(page) == {"role": "slt", "site": "Westside"}
    page.get_by_role("link", name="Uploads", exact=True).click()
    page.get_by_role("heading", level=1).filter(has_text="Uploads").wait_for()
    settled(page)
    assert in_address(page) == {"role": "slt", "site": "Westside"}
    page.get_by_role("link", name="Key questions", exact=True).click()
    page.get_by_role("heading", level=1).filter(has_text="Key questions").wait_for()
    settled(page)
    assert in_address(page) == {"role": "slt", "site": "Westside"}


def test_the_address_opens_what_was_looked_at(server, page):
    page.goto(f"{server.url}/barriers?role=staff&site=Eastside")
    page.get_by_role("combobox", name="Site").wait_for()
    settled(page)
    assert shown(page, "Site") == "Eastside"
    assert page.get_by_role("radio", name="Staff").is_checked()


def test_a_value_in_the_address_that_does_not_exist_is_set_aside_with_a_note(server, page):
    page.goto(f"{server.url}/barriers?site=Atlantis&term=3024/25 autumn")
    page.get_by_text("The site in the address is not known here").wait_for()
    settled(page)
    assert shown(page, "Site") == "All sites"
    assert in_address(page) == {}


def test_switching_the_role_changes_the_menu(server, page):
    page.goto(f"{server.url}/overview")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    assert page.get_by_role("link", name="Upload", exact=True).count() == 0
    page.locator("label").filter(has_text="Staff").click()
    page.get_by_role("link", name="Upload", exact=True).wait_for()
    settled(page)
    assert in_address(page)["role"] == "staff"
