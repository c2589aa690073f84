"""Signing in with a real browser against a provider on this machine: in, out, and every way that must not work."""

import http.client
import shutil
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.app.conftest import new_window, serving, settled
from tests.app.hands import pick
from tests.app.servers import own_port
from tests.app.sign_in_provider import CLIENT_ID, CLIENT_SECRET, providing
from tests.app.socket_viewer import Viewer
from ui.gate.addresses import DOORS, SIGNED_IN
from ui.messages import REFUSED, SIGNED_OUT
from ui.navigation import PAGES
from warehouse.register import admission, audit, people
from warehouse.settings import Home

FIRST = "head@school.example"
ROLES = {"gov@school.example": "governor", "lead@school.example": "slt", "sam@school.example": "staff"}
OTHER_ADMIN = "second@school.example"
SIGN_IN_BUTTON = "Sign in with your school account"

PATHS = (
    "/", "/overview", "/uploads?role=admin", "/people", "/nowhere", "/media/0a1b.csv", "/component/x/index.html",
    "/_stcore/host-config", "/_stcore/metrics", "/_stcore/stream", "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp", "/_stcore/script-health-check", "/_stcore/bidi-components/x/y.js", "/app/static/x",
    "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/x", "/overview/_stcore/health", "/health/x",
    "/static/../overview", "/%5fstcore/metrics", "//overview", "/_stcore", "/auth/other", "/oauth2callback/x",
)  # fmt: skip


@pytest.fixture(scope="module")
def provider():
    with providing() as running:
        yield running


@pytest.fixture(scope="module")
def school(demo_home, provider, tmp_path_factory):
    """A server with sign-in, cold until the first test; its home and the provider beside it."""
    home = Home(Path(shutil.copytree(demo_home, tmp_path_factory.mktemp("signing_in") / "school")))
    for person, role in {FIRST: "admin", OTHER_ADMIN: "admin", **ROLES}.items():
        people.give(home, person, role, by=FIRST)
    port = own_port()
    environment = {
        "VILLAGE_SIGN_IN_METADATA_URL": f"{provider.url}/.well-known/openid-configuration",
        "VILLAGE_SIGN_IN_CLIENT_ID": CLIENT_ID,
        "VILLAGE_SIGN_IN_CLIENT_SECRET": CLIENT_SECRET,
        "VILLAGE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "VILLAGE_FIRST_ADMIN": FIRST,
    }
    with serving(home.root, port=port, more=environment) as running:
        yield running


@pytest.fixture
def person(browser, page, provider, school):
    """Open a page as somebody who has just signed in; the second of a test does so in a browser of their own."""
    tabs, others = [page], []

    def sign_in(address: str, at: str = "/overview"):
        if not tabs:
            others.append(new_window(browser))
            tabs.append(others[-1].new_page())
        provider.person, provider.lie = address, None
        page = tabs.pop()
        page.goto(school.url + at)
        page.get_by_role("link", name=SIGN_IN_BUTTON).click()
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        return page

    yield sign_in
    for window in others:
        window.close()


def asked(url: str, path: str, method: str = "GET", **headers) -> tuple[int, str]:
    """Status and body, without following anything."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def key_of(address: str, provider, school) -> str:
    """The session of somebody who signs in and follows every redirect, as a browser does, and draws no page."""
    provider.person, provider.lie = address, None
    kept = CookieJar()
    with urllib.request.build_opener(urllib.request.HTTPCookieProcessor(kept)).open(f"{school.url}/sign-in/start"):
        return next(cookie.value for cookie in kept if cookie.name == "village")


def cookie_of(page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "village")


def newest(school, most: int = 5) -> list[str]:
    return audit.log(Home(school.home), most)["what"].to_list()


@pytest.mark.parametrize("path", PATHS)
def test_every_address_is_closed_without_a_cookie_on_a_cold_server(path, school):
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
        status, body = asked(school.url, path, method)
        assert status in (400, 401, 404), method
        assert "streamlit" not in body.lower()
    status, body = asked(school.url, path, accept="text/html", cookie="village=made-up; role=admin")
    assert status in (400, 401, 404)
    assert "<script" not in body


def test_only_signing_in_static_files_and_health_answer_without_a_cookie(school):
    open_to_all = ["/health", "/_stcore/health", "/sign-in", "/favicon.png"]
    assert [asked(school.url, path)[0] for path in open_to_all] == [200] * 4
    assert asked(school.url, "/sign-in/start")[0] == 303
    assert {door.who for door in DOORS if door.pattern == "/.*"} == {SIGNED_IN}


def test_a_socket_is_refused_without_a_cookie(school):
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}  # fmt: skip
    assert asked(school.url, "/_stcore/stream", **upgrade)[0] == 403
    assert asked(school.url, "/_stcore/stream", **upgrade, Cookie="village=made-up")[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "village.evil.example:8501", ""])
def test_another_name_for_the_server_gets_no_answer(host, school):
    assert asked(school.url, "/health", Host=host)[0] == 400


def test_a_session_named_in_a_header_is_nobodys(school):
    assert asked(school.url, "/overview", **{"X-Village-Session": "0" * 64})[0] == 401


@pytest.mark.browser
def test_somebody_signs_in_lands_on_the_page_they_wanted_and_signs_out(person, school):
    page = person("sam@school.example", at="/phase_progress?role=admin")
    assert urlsplit(page.url).path == "/phase_progress"
    assert page.get_by_text("sam@school.example").count() == 1
    assert page.get_by_role("radio", name="Senior leader").count() == 0
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert not {name for name in names if name.startswith("_streamlit_user")}
    key = cookie_of(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text(admission.REASONS["signed_out"]).wait_for()
    assert "village" not in {cookie["name"] for cookie in page.context.cookies()}
    assert asked(school.url, "/overview", Cookie=f"village={key}")[0] == 401
    assert asked(school.url, "/_stcore/host-config", Cookie=f"village={key}")[0] == 401
    assert newest(school, 2) == ["signed_out", "signed_in"]


@pytest.mark.browser
@pytest.mark.parametrize("lie", ["issuer", "nonce", "key", "audience", "expired", "no_token"])
def test_an_answer_that_cannot_be_trusted_lets_nobody_in(lie, page, provider, school):
    page.goto(f"{school.url}/sign-in")
    provider.person, provider.lie = FIRST, lie
    page.get_by_role("link", name=SIGN_IN_BUTTON).click()
    page.get_by_text(admission.REASONS["provider"]).wait_for()
    assert "village" not in {cookie["name"] for cookie in page.context.cookies()}
    assert newest(school, 1) == ["sign_in_refused"]


@pytest.mark.browser
def test_a_stranger_a_replayed_answer_and_a_tampered_cookie_let_nobody_in(page, provider, school):
    provider.person, provider.lie = "stranger@elsewhere.example", None
    answers = []
    page.on("request", lambda request: answers.append(request.url) if "oauth2callback" in request.url else None)
    page.goto(f"{school.url}/sign-in/start")
    page.get_by_text(admission.REASONS["no_role"]).wait_for()
    page.goto(answers[0])
    page.get_by_text(admission.REASONS["provider"]).wait_for()
    page.context.add_cookies([{"name": "village", "value": "x" * 43, "url": school.url}])
    page.goto(f"{school.url}/people")
    page.get_by_role("link", name=SIGN_IN_BUTTON).wait_for()


@pytest.mark.parametrize("address, role", ROLES.items())
def test_a_role_opens_no_page_that_is_not_its_own_whatever_the_address_says(address, role, provider, school):
    key, frames = key_of(address, provider, school), []
    with Viewer(urlsplit(school.url).port, f"village={key}", frames.append) as viewer:
        for row in (row for row in PAGES if role not in row.roles):
            frames.clear()
            viewer.open(row.url_path, "role=admin")
            assert REFUSED.encode() in b"".join(frames), row.url_path
            assert not viewer.kinds & {"dataframe", "file_uploader", "vega_lite_chart", "metric"}, row.url_path
        assert newest(school, 1) == ["page_refused"]
        frames.clear()
        viewer.open("ideas")
        assert REFUSED.encode() not in b"".join(frames) and "vega_lite_chart" in viewer.kinds


@pytest.mark.browser
def test_a_download_answers_only_the_session_that_made_it_and_is_recorded(person, school):
    page = person(FIRST, at="/audit_log")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table").click()
    path = urlsplit(download.value.url).path
    assert newest(school, 1) == ["downloaded"]
    assert asked(school.url, path, Cookie=f"village={cookie_of(page)}")[0] == 200
    other = person("gov@school.example")
    assert asked(school.url, path, Cookie=f"village={cookie_of(other)}")[0] == 404
    assert asked(school.url, path)[0] == 401
    key = cookie_of(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text(admission.REASONS["signed_out"]).wait_for()
    assert asked(school.url, path, Cookie=f"village={key}")[0] == 401


@pytest.mark.browser
def test_a_role_taken_away_clears_an_open_page_within_a_minute_and_undo_gives_it_back(person, school):
    staff, admin = person("sam@school.example", at="/uploads"), person(OTHER_ADMIN, at="/people")
    assert staff.locator(".stDataFrame").count() > 0
    pick(admin, "Person", "sam@school.example")
    admin.get_by_role("button", name="Take the role away").click()
    admin.get_by_role("button", name="Undo this change").wait_for()
    staff.get_by_text(SIGNED_OUT).wait_for(timeout=60_000)
    assert staff.locator(".stDataFrame").count() == 0
    assert asked(school.url, "/overview", Cookie=f"village={cookie_of(staff)}")[0] == 401
    admin.get_by_role("button", name="Undo this change").click()
    admin.get_by_role("button", name="Undo this change").wait_for(state="detached")
    assert people.role_of(Home(school.home), "sam@school.example") == "staff"
    assert audit.verify(Home(school.home)).is_whole


def test_a_file_larger_than_it_may_be_is_turned_away_before_it_is_read(school):
    path = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/x"
    assert asked(school.url, path, "PUT", **{"Content-Length": str(200 * 1024 * 1024)})[0] == 413


def test_the_sign_in_page_fetches_nothing_and_runs_nothing(school):
    with urllib.request.urlopen(f"{school.url}/sign-in?why=<script>") as answer:  # noqa: S310 -- our own server
        page = answer.read().decode()
        assert "'unsafe-eval'" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
