"""The served school in which everything is marked (planted.py): who is signed in, their tabs, what is let out to them.

It is built once for all tests of a run; each file that asks for it serves a copy.
"""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError

from tests.access.conftest import SIGN_IN
from tests.access.declared import ROLES, allowed, rows
from tests.app import planted
from tests.app.conftest import copy_of, free_port, new_window, serving, settled
from tests.app.test_server import is_probing, place_of
from tests.once import made_once
from ui.explore import away
from ui.messages import REFUSED, UNEXPECTED
from warehouse.register import people, sessions
from warehouse.register.sessions import Account
from warehouse.settings import Home

FIRST = "head@school.example"
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


@contextmanager
def marked_school(factory, worker_id: str) -> Iterator[School]:
    """A server on a copy of the school, with somebody of each role signed in, and one governor who will leave."""
    built = made_once(factory, worker_id, "planted", lambda folder: planted.build(folder / "own"))
    folder, port, keys = factory.mktemp("planted"), free_port(), {}
    home = Home(copy_of(built / "own", folder / "own"))
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
    context = new_window(browser)
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


def assert_log_holds_nothing_planted(school: School) -> None:
    log = school.log.read_bytes()
    assert b"URL" in log and planted.FOUND.findall(log) == []


def exports(page) -> set[str]:
    """What can be taken away: every download there is, and the way to those of a chart."""
    names = set(page.locator(f"{EXPORTS} [data-testid=stMarkdownContainer]").all_text_contents())
    if figures(page).count():
        names.add(away.LABEL)
    return {name.strip() for name in names}


def figures(page):
    """What stands behind each figure: its table and its files, closed until somebody opens it."""
    return page.locator("summary").filter(has_text=away.LABEL)


def own_exports(url_path: str, role: str) -> set[str]:
    """What the matrix lets a role take away from a page."""
    return {name.split(": ", 1)[1] for name in allowed("export", role) if name.startswith(f"{url_path}: ")}


def every_export() -> set[str]:
    """What anybody may take away from any page."""
    return {name.split(": ", 1)[1] for name in rows("export")}


def press(page, button, net: Net) -> None:
    with page.expect_download() as download:
        button.click()
    content = Path(download.value.path()).read_bytes()
    assert content
    net.take(f"{download.value.suggested_filename} on {page.url}", content)
    page.taken.append(urlsplit(download.value.url).path)
