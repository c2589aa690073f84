"""Text from files is text on every page: no dialog opens, nothing is fetched from elsewhere, no markup takes effect.

And what is too large is turned away by the server, whatever the browser lets through.
"""

import http.client
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.app.conftest import serving, settled, turn_to
from ui.navigation import PAGES, START
from warehouse import homes
from warehouse.intake import load_file
from warehouse.settings import SAMPLE_EXPORTS, Home, get_settings
from warehouse.worker import run_build

pytestmark = pytest.mark.browser

ELSEWHERE = "evil.example"
SITE = f"<img src=x onerror=alert(1)> ![a](http://{ELSEWHERE}/a.png) **bold site** :red[x] $x$"
EVENT = f"<script>alert(2)</script> [b](http://{ELSEWHERE}) **bold event** www.{ELSEWHERE}"
QUESTION = f"<iframe src=//{ELSEWHERE}></iframe> **bold question** `x` =1+1"
FILE_NAME = "<img src=x onerror=alert(4)> **bold name** ![a](http:evil.example).csv"
FILES = (
    "pupils_2025_26.csv",
    "attendance_2025_26.csv",
    "event_invitations_2025_26.csv",
    "communication_log_2025_26.csv",
    "parent_survey_2025_26_summer.csv",
)
IN_PLACE_OF = {
    "Eastside": SITE,
    "Autumn parents' evening": EVENT,
    "I know who to ask at school when things are hard at home.": QUESTION,
}
TAKES_EFFECT = (
    f"[src*='{ELSEWHERE}'], [href*='{ELSEWHERE}'], img[onerror], strong:has-text('bold'), iframe[src*='evil']"
)


def poisoned(sample: str) -> str:
    text = (SAMPLE_EXPORTS / sample).read_text("utf-8-sig")
    for plain, payload in IN_PLACE_OF.items():
        text = text.replace(plain, payload)
    return text


@pytest.fixture
def poisoned_home(tmp_path, warm_worker) -> Path:
    """A school's own home whose site, event, question and file names are payloads, built."""
    home = Home(tmp_path / "own")
    homes.claim(home, homes.OWN)
    for sample in FILES:
        (tmp_path / sample).write_text(poisoned(sample), encoding="utf-8")
        load_file(home, tmp_path / sample, filename=FILE_NAME)
    run_build(home)
    return home.root


def test_payloads_in_every_name_are_shown_as_text(poisoned_home, tmp_path, page):
    dialogs, outside, shown = [], [], 0
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with serving(poisoned_home) as running:
        inside = (running.url, running.url.replace("http", "ws", 1), "data:", "blob:")
        page.on("request", lambda asked: asked.url.startswith(inside) or outside.append(asked.url))
        page.goto(f"{running.url}/{START.url_path}?role=slt&site={quote(SITE)}")
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        for row in (row for row in PAGES if "slt" in row.roles):
            turn_to(page, row)
            assert page.locator(TAKES_EFFECT).count() == 0, row.url_path
            assert page.locator(".stException").count() == 0, row.url_path
            shown += page.get_by_text("**bold site**").count()
        page.goto(f"{running.url}/upload?role=staff")
        settled(page)
        with page.expect_request(lambda request: request.method == "PUT") as put:
            drop(page, poisoned("parent_survey_2025_26_summer.csv"))
        assert page.locator(TAKES_EFFECT).count() == 0
        assert answer_to_too_large_a_file(put.value) == 413
    assert dialogs == [] and outside == []
    assert shown > 0, "the site's name is on the pages"


def drop(page, content: str) -> None:
    """Drop a file whose name is a payload and wait until its card is drawn."""
    dropped = {"name": FILE_NAME, "mimeType": "text/csv", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files([dropped])
    page.get_by_text("**bold name**").first.wait_for()
    settled(page)


def answer_to_too_large_a_file(put) -> int:
    """The status the server gives, before any byte of it, to a file a megabyte larger than it may be."""
    address = urlsplit(put.url)
    headers = {name: value for name, value in put.all_headers().items() if name.lower() != "content-length"}
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    size = (get_settings().upload_limit_mb + 1) * 1024 * 1024
    connection.request("PUT", address.path, headers=headers | {"content-length": str(size)})
    return connection.getresponse().status
