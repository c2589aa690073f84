"""Each role with sign-in, on every page that is its own: the page stands and offers what the matrix says."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.access.declared import allowed
from tests.app.marked_school import (
    Net,
    assert_log_holds_nothing_planted,
    assert_sound,
    every_export,
    marked_school,
    open_page,
    own_exports,
    tab_of,
)
from tests.app.socket_viewer import Viewer
from ui.messages import REFUSED, UNEXPECTED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def school(tmp_path_factory, worker_id):
    with marked_school(tmp_path_factory, worker_id) as served:
        yield served


def test_a_file_that_does_not_say_how_large_it_is_is_turned_away_while_it_is_read(school):
    with Viewer(school.port, f"village={school.keys['staff']}", lambda frame: None) as viewer:
        viewer.open("upload")
        path = viewer.address_to_send_to("large.csv")
        assert school.send(path, "staff", (b"x" * 65_536 for _ in range(100)))[0] == 413, "6 MB, and 1 MB is the limit"
        assert school.send(path, "governor", iter([b"x"]))[0] == 404, "an address of another session"
        assert school.send(path, None, iter([b"x"]))[0] == 401


def test_a_browser_cannot_empty_everybodys_caches_nor_ask_for_the_programs_folder(school):
    with Viewer(school.port, f"village={school.keys['governor']}", lambda frame: None) as viewer:
        viewer.open("frameworks")
        with pytest.raises(TimeoutError):
            viewer.answer(BackMsg(load_git_info=True), "git_info_changed", 1)
        viewer.open("frameworks")


# A senior leader's browser opens every page of the demonstration in test_screens.py, a governor's in
# test_nothing_planted.py; reach names families.
IN_AN_ADMINISTRATORS_BROWSER = sorted(allowed("page", "admin") - allowed("page", "slt") | {"reach"})


def test_an_administrators_own_pages_open_in_the_browser_and_offer_what_the_matrix_says(school, browser):
    net = Net()
    with tab_of(browser, school, "admin", net) as page:
        for url_path in IN_AN_ADMINISTRATORS_BROWSER:
            open_page(page, school, url_path)
            assert_sound(page, url_path, "admin")
    assert {place for place, _ in net.found if place.startswith("frame")}, "the same search finds what was planted"


@pytest.mark.parametrize("role", ["admin", "slt", "staff"])
def test_every_page_of_a_role_answers_and_offers_what_the_matrix_says(role, school):
    net, frames = Net(), []
    with Viewer(school.port, f"village={school.keys[role]}", frames.append) as viewer:
        for url_path in sorted(allowed("page", role)):
            frames.clear()
            viewer.open(url_path)
            answer, where = b"".join(frames), f"{url_path} as {role}"
            net.take(url_path, answer)
            assert "exception" not in viewer.kinds, where
            assert UNEXPECTED.encode() not in answer and REFUSED.encode() not in answer, where
            assert viewer.named & every_export() == own_exports(url_path, role), where
    assert net.found, "the same search finds what was planted where it belongs"


def test_the_servers_log_holds_nothing_planted_whoever_looked(school):
    assert_log_holds_nothing_planted(school)
