"""Who may open which page: by the page file alone, and by its address on a cold server."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.conftest import serving, settled
from ui.messages import DEMO, REFUSED
from ui.navigation import PAGES, SCHOOL, page_at
from warehouse.read import MARTS, read_mart

OFFERED = ("governor", "slt", "staff")
# Pages are opened by every role that may see them in test_every_role.py and test_nothing_planted.py.
REFUSALS = [(page, role) for page in PAGES for role in OFFERED if role not in page.roles]
# Pages for administrators alone, whom only sign-in has, are opened in test_signing_in.py.
CLOSED = [(page, role) for page, role in REFUSALS if page.roles != ("admin",)]
# A server that has shown nothing yet is tried with one page for each role, for starting one takes seconds; every
# closed page is opened in test_signing_in.py.
FIRST_REFUSED = list({role: (page, role) for page, role in CLOSED}.values())


def name(value) -> str:
    return value if isinstance(value, str) else value.url_path


def opened_without_the_shell(page, role: str | None) -> AppTest:
    app = AppTest.from_file(str(page.file), default_timeout=60)
    if role:
        app.query_params["role"] = role
    return app.run()


@pytest.mark.parametrize("page, role", REFUSALS, ids=name)
def test_a_page_file_run_without_the_shell_refuses_and_shows_no_data(page, role, in_school):
    app = opened_without_the_shell(page, role)
    assert [warning.value for warning in app.warning] == [REFUSED]
    assert not app.dataframe and not app.metric and not app.button and not app.file_uploader


def test_an_address_without_a_role_is_a_governors(in_school):
    app = opened_without_the_shell(page_at("uploads"), None)
    assert [warning.value for warning in app.warning] == [REFUSED]


@pytest.mark.parametrize("claimed", ["admin", "headteacher", "SLT", ""])
def test_a_role_that_is_not_offered_is_a_governors(claimed, in_school):
    app = opened_without_the_shell(page_at("uploads"), claimed)
    assert [warning.value for warning in app.warning] == [REFUSED]


def test_a_page_run_without_the_shell_still_says_that_the_data_is_fictional(in_school):
    app = opened_without_the_shell(page_at("uploads"), "staff")
    assert DEMO in [info.value for info in app.info]


def test_pages_that_name_families_or_hold_what_staff_typed_are_closed_to_governors():
    closed = {page.url_path for page, role in REFUSALS if role == "governor"}
    assert {"upload", "uploads", "five_whys", "priorities"} <= closed


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_is_open_to_a_role_that_may_not_read_its_marts(page):
    for mart in page.reads:
        assert set(page.roles) <= set(MARTS[mart].roles), mart
    for mart in page.reads_at_school:
        assert set(page.roles) & set(SCHOOL) <= set(MARTS[mart].roles) and "governor" not in MARTS[mart].roles, mart


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_opening_a_page_that_reads_what_is_closed_to_governors_is_recorded(page):
    closed = [mart for mart in (*page.reads, *page.reads_at_school) if "governor" not in MARTS[mart].roles]
    assert page.shows_pupils_to("staff") or not closed


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_reads_only_the_marts_its_row_names(page, in_school, monkeypatch):
    asked = set()

    def noting(home, mart, *more, **options):
        asked.add(mart)
        return read_mart(home, mart, *more, **options)

    monkeypatch.setattr("ui.data.read_mart", noting)
    st.cache_data.clear()
    assert not opened_without_the_shell(page, "slt").exception
    assert asked <= {*page.reads, *page.reads_at_school}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_page_begins_with_its_guard(page):
    lines = page.file.read_text("utf-8")
    assert f'guard("{page.url_path}")' in lines


@pytest.mark.browser
@pytest.mark.parametrize("row, role", FIRST_REFUSED, ids=name)
def test_an_address_opened_on_a_cold_server_by_a_role_that_may_not_see_it_is_refused(row, role, school, page):
    with serving(school) as cold:
        page.goto(f"{cold.url}/{row.url_path}?role={role}")
        page.get_by_text(REFUSED).wait_for()
        settled(page)
        assert page.locator(".stDataFrame, .stFileUploader, .stVegaLiteChart, .stMetric").count() == 0
        assert page.get_by_role("link", name=row.title, exact=True).count() == 0


@pytest.mark.browser
def test_the_bare_address_leads_to_the_overview(server, page):
    page.goto(server.url)
    page.wait_for_url("**/overview*")
    page.get_by_role("heading", level=1).filter(has_text="Overview").wait_for()
