"""Each role in a real browser with sign-in, on every page that is its own; and nothing planted reaches a governor.

One school, one server. Names, ids, telephone numbers and typed words of the school are all marked (planted.py), and
whatever leaves the server for a governor is searched: frames, bodies, pages, downloads, its log, the release's file.
"""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error as BrowserError
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.access.conftest import SIGN_IN
from tests.access.declared import ROLES, allowed, rows
from tests.app import planted
from tests.app.conftest import free_port, serving, settled
from tests.app.socket_viewer import Viewer
from tests.app.test_server import is_probing, place_of
from ui.explore import away
from ui.messages import REFUSED, UNEXPECTED
from warehouse.read import current_build, current_release
from warehouse.read.connection import cursor
from warehouse.register import people, sessions
from warehouse.register.sessions import Account, hash_of
from warehouse.settings import Home

pytestmark = pytest.mark.browser

FIRST = "head@school.example"
FILTERS = ("Term", "Compare with", "Site", "Group of pupils")
MOST_OF_A_FILTER, MOST = 5, 2  # entries chosen of each filter, and of a list that is none, such as the questions
WRONG = (
    "/nowhere", "/overview/x", "/overview?term=zqx&site=zqx&group=zqx&figure=zqx", "/key_questions?question=zqx",
    "/uploads?role=admin", "/media/0a1b.csv", "/_stcore/metrics", "/_stcore/host-config", "/health", "/sign-in?why=zqx",
)  # fmt: skip
EXPORTS = "[data-testid=stDownloadButton] button"


@dataclass
class Net:
    """What was let out, searched as it came: ``found`` holds (place, what), ``seen`` counts bytes."""

    found: set[tuple[str, bytes]] = field(default_factory=set)
    seen: int = 0

    def take(self, place: str, content: bytes | str) -> None:
        self.seen += len(content)
        planted.find(place, content, lambda *hit: self.found.add(hit))


@dataclass(frozen=True)
class School:
    """The served school, its log, and who is signed in with which key."""

    url: str
    home: Path
    log: Path
    keys: dict[str, str]

    @property
    def port(self) -> int:
        return urlsplit(self.url).port

    def send(self, path: str, role: str | None, chunks: Iterator[bytes]) -> tuple[int, bytes]:
        """Send a file in chunks, without its length, with the token that a browser of this session has."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        cookie = f"village={self.keys[role]}" if role else ""
        connection.request("GET", "/_stcore/health", headers={"Cookie": cookie})
        given = connection.getresponse()
        token = SimpleCookie(given.getheader("set-cookie", "")).get("_streamlit_xsrf")
        given.read()
        value = token.value if token else ""
        headers = {"Cookie": f"{cookie}; _streamlit_xsrf={value}", "X-Xsrftoken": value}
        headers["Content-Type"] = "multipart/form-data; boundary=part"
        head = b'--part\r\nContent-Disposition: form-data; name="file"; filename="large.csv"\r\n\r\n'
        with suppress(BrokenPipeError, ConnectionResetError):  # the server hangs up before all of it was sent
            connection.request("PUT", path, body=chain([head], chunks), headers=headers, encode_chunked=True)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def asked(self, path: str, role: str | None, method: str = "GET") -> tuple[int, bytes]:
        """Status and body, without following anything."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        headers = {"Cookie": f"village={self.keys[role]}"} if role else {}
        connection.request(method, path, headers=headers | {"Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, repr(answer.getheaders()).encode() + answer.read()


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Iterator[School]:
    folder, port = tmp_path_factory.mktemp("planted"), free_port()
    home = planted.build(folder / "own")
    keys = {}
    for role in (*ROLES, "leaving"):
        person = f"{role}@school.example"
        people.give(home, person, "governor" if role == "leaving" else role, by=FIRST)
        keys[role] = sessions.start(home, Account(person, f"provider|{role}"))
    more = SIGN_IN | {"VILLAGE_PUBLIC_URL": f"http://127.0.0.1:{port}", "VILLAGE_UPLOAD_LIMIT_MB": "1"}
    with serving(home.root, port=port, more=more, log=folder / "log") as running:
        yield School(running.url, home.root, folder / "log", keys)


@contextmanager
def tab_of(browser, school: School, role: str, net: Net) -> Iterator:
    """A tab of somebody signed in; everything that comes into it goes through ``net``, complaints are kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "village", "value": school.keys[role], "url": school.url}])
    page = context.new_page()
    page.complaints, page.taken = [], []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(place_of(said)))
    page.on("pageerror", lambda error: page.complaints.append((str(error), page.url)))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: net.take(f"frame {page.url}", frame)))
    page.on("requestfinished", lambda request: _take_body(net, request))
    yield page
    context.close()


def _take_body(net: Net, request) -> None:
    if "/static/" not in request.url and not request.url.startswith(("data:", "blob:")):
        answer = request.response()
        if answer and answer.status < 300 and "attachment" not in answer.headers.get("content-disposition", ""):
            with suppress(BrowserError):  # of a page that was left meanwhile; what it showed came over the socket
                net.take(request.url, answer.body())


def open_page(page, school: School, address: str) -> None:
    page.goto(f"{school.url}/{address}")
    page.get_by_role("heading", level=1).first.wait_for()
    settled(page)


def spread(options: list[str], most: int) -> list[str]:
    """``most`` of the options at equal steps, the first and the last among them."""
    last, steps = len(options) - 1, min(most, len(options))
    return [options[at * last // max(1, steps - 1)] for at in range(steps)]


def exports(page) -> set[str]:
    """What can be taken away: every download there is, and the way to those of a chart."""
    names = set(page.locator(f"{EXPORTS} [data-testid=stMarkdownContainer]").all_text_contents())
    if _figures(page).count():
        names.add(away.LABEL)
    return {name.strip() for name in names}


def _figures(page):
    """What stands behind each figure: its table and its files, closed until somebody opens it."""
    return page.locator("summary").filter(has_text=away.LABEL)


def own_exports(url_path: str, role: str) -> set[str]:
    """What the matrix lets a role take away from a page."""
    return {name.split(": ", 1)[1] for name in allowed("export", role) if name.startswith(f"{url_path}: ")}


def every_export() -> set[str]:
    """What anybody may take away from any page."""
    return {name.split(": ", 1)[1] for name in rows("export")}


def take_away(page, net: Net) -> None:
    """Press every download of a table in sight, and open what stands behind each figure and take its files."""
    for button in page.get_by_role("button", name="Download the table").all():
        _press(page, button, net)
    for at in range(_figures(page).count()):
        summary = _figures(page).nth(at)
        if summary.is_visible():
            summary.click()
            for name in ("Chart as SVG", "Table as CSV"):
                _press(page, _card_of(summary).get_by_role("button", name=name), net)


def _card_of(summary):
    """The smallest part of the page that holds what was opened."""
    return summary.locator("xpath=ancestor::details[1]")


def _press(page, button, net: Net) -> None:
    with page.expect_download() as download:
        button.click()
    content = Path(download.value.path()).read_bytes()
    assert content
    net.take(f"{download.value.suggested_filename} on {page.url}", content)
    page.taken.append(urlsplit(download.value.url).path)


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
                for option in spread(options, MOST_OF_A_FILTER if label in FILTERS else MOST):
                    place = [f"{url_path}, {label}: {option}"]
                    viewer.choose(label, option)
                    answers += 1
                if label in FILTERS:
                    viewer.choose(label, options[0])
    assert net.found == set()
    assert answers > 80 and net.seen > 1_000_000


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
        _press(page, page.get_by_role("button", name="Download the table").first, net)
        sessions.end(home, hash_of(school.keys["leaving"]))
        page.wait_for_timeout(2_500)  # an answer of `standing` is used again for two seconds
        for address in ("/reach", *WRONG, *page.taken):
            status, body = school.asked(address, "leaving")
            assert status in (200, 401, 404) and (status != 200 or address.startswith(("/health", "/sign-in")))
            net.take(address, body)
        page.reload()
        page.get_by_role("link", name="Sign in with your school account").wait_for()
    assert net.found == set()


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


def test_every_page_opens_in_the_browser_of_an_administrator_and_offers_what_the_matrix_says(school, browser):
    net = Net()
    with tab_of(browser, school, "admin", net) as page:
        for url_path in sorted(allowed("page", "admin")):
            open_page(page, school, url_path)
            assert_sound(page, url_path, "admin")
    assert net.found, "the same search finds what was planted where it belongs"


@pytest.mark.parametrize("role", ["slt", "staff"])
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
    log = school.log.read_bytes()
    assert b"URL" in log and planted.FOUND.findall(log) == []


def assert_sound(page, url_path: str, role: str) -> None:
    """The page stands, nobody was refused, nothing went wrong in the browser, and it offers what it should."""
    where = f"{url_path} as {role}"
    assert page.locator(".stException").count() == 0, where
    assert page.get_by_text(UNEXPECTED).count() == page.get_by_text(REFUSED).count() == 0, where
    assert [one for one in page.complaints if not is_probing(*one)] == [], where
    for _ in range(40):  # what is drawn last may come after the script has ended
        if exports(page) == own_exports(url_path, role):
            break
        page.wait_for_timeout(250)
    assert exports(page) == own_exports(url_path, role), where
    page.complaints.clear()
