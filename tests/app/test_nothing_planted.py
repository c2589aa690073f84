"""Nothing planted in the school reaches a governor: names, ids, telephone numbers and typed words are all marked.

Whatever leaves the server for a governor is searched: frames, bodies, pages, downloads, its log, the release's file.
"""

import pytest

from tests.access.declared import allowed
from tests.app.conftest import settled
from tests.app.marked_school import (
    Net,
    assert_log_holds_nothing_planted,
    assert_sound,
    figures,
    marked_school,
    open_page,
    press,
    tab_of,
)
from tests.app.socket_viewer import Viewer
from ui.messages import UNEXPECTED
from warehouse.read import current_build, current_release
from warehouse.read.connection import cursor
from warehouse.register import sessions
from warehouse.register.sessions import hash_of
from warehouse.settings import Home

pytestmark = pytest.mark.browser

FILTERS = ("Term", "Compare with", "Site", "Group of pupils")
WRONG = (
    "/nowhere", "/overview/x", "/overview?term=zqx&site=zqx&group=zqx&figure=zqx", "/key_questions?question=zqx",
    "/uploads?role=admin", "/media/0a1b.csv", "/_stcore/metrics", "/_stcore/host-config", "/health", "/sign-in?why=zqx",
)  # fmt: skip


@pytest.fixture(scope="module")
def school(tmp_path_factory, worker_id):
    with marked_school(tmp_path_factory, worker_id) as served:
        yield served


def take_away(page, net: Net) -> None:
    """Press every download of a table in sight, and open what stands behind each figure and take its files."""
    for button in page.get_by_role("button", name="Download the table").all():
        press(page, button, net)
    cards = [_card_of(summary) for summary in figures(page).all() if summary.is_visible()]
    for card in cards:
        card.locator("summary").click()
        card.get_by_role("button", name="Chart as SVG").wait_for()
    settled(page)
    for card in cards:
        for name in ("Chart as SVG", "Table as CSV"):
            press(page, card.get_by_role("button", name=name), net)


def _card_of(summary):
    """The smallest part of the page that holds what was opened."""
    return summary.locator("xpath=ancestor::details[1]")


def test_the_releases_file_and_its_log_hold_nothing_planted(school):
    home, net = Home(school.home), Net()
    release, served = current_release(home), current_build(home)
    for file in (release.path, home.release_log):
        net.take(file.name, file.read_bytes())
    with cursor(release.path) as opened:  # its bytes are compressed
        for (name,) in opened.execute("select table_name from duckdb_tables()").fetchall():
            net.take(name, opened.sql(f"from {name}").pl().write_csv())
            net.take(name, " ".join(column for column, *_ in opened.sql(f"describe {name}").fetchall()))
    assert net.found == set() and net.seen > 100_000
    check = Net()
    with cursor(served.path) as opened:
        check.take("build", opened.sql("from rpt_missed_families").pl().write_csv())
    assert check.found, "the build holds what was planted, so looking for it can fail"


def test_no_answer_to_any_filter_on_any_page_of_a_governor_holds_anything_planted(school):
    net, answers = Net(), 0
    with Viewer(school.port, f"village={school.keys['governor']}", lambda frame: net.take(place[0], frame)) as viewer:
        for url_path in sorted(allowed("page", "governor")):
            place = [url_path]
            viewer.open(url_path)
            for label, (_, _, options) in list(viewer.lists.items()):
                for option in options:
                    place = [f"{url_path}, {label}: {option}"]
                    viewer.choose(label, option)
                    answers += 1
                if label in FILTERS:
                    viewer.choose(label, options[0])
    assert net.found == set()
    assert answers > 300 and net.seen > 1_000_000


def test_a_governors_browser_gets_nothing_planted_from_pages_downloads_and_errors(school, browser):
    net = Net()
    with tab_of(browser, school, "governor", net) as page:
        for url_path in sorted(allowed("page", "governor")):
            open_page(page, school, url_path)
            assert_sound(page, url_path, "governor")
            take_away(page, net)
            if url_path == "reach":  # its last file is still there: the page that made it is open
                paths = [school.asked(page.taken[-1], role)[0] for role in ("governor", "slt", None)]
                assert paths == [200, 404, 401]
            net.take(f"page {url_path}", page.content())
        for address in WRONG:
            page.goto(school.url + address)
            page.wait_for_timeout(300)
            net.take(f"page {address}", page.content())
            net.take(address, school.asked(address, "governor")[1])
        assert len(page.taken) > 20 and page.get_by_text(UNEXPECTED).count() == 0
    assert net.found == set()
    assert net.seen > 1_000_000


def test_a_session_that_has_ended_gets_nothing_but_the_way_to_sign_in(school, browser):
    net, home = Net(), Home(school.home)
    with tab_of(browser, school, "leaving", net) as page:
        open_page(page, school, "reach")
        press(page, page.get_by_role("button", name="Download the table").first, net)
        sessions.end(home, hash_of(school.keys["leaving"]))
        page.wait_for_timeout(2_500)  # an answer of `standing` is used again for two seconds
        for address in ("/reach", *WRONG, *page.taken):
            status, body = school.asked(address, "leaving")
            assert status in (200, 401, 404) and (status != 200 or address.startswith(("/health", "/sign-in")))
            net.take(address, body)
        page.reload()
        page.get_by_role("link", name="Sign in with your school account").wait_for()
    assert net.found == set()


def test_the_servers_log_holds_nothing_planted(school):
    assert_log_holds_nothing_planted(school)
