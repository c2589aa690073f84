"""The server's edge: health, headers, nothing fetched from elsewhere, errors said plainly."""

import json
import subprocess
import sys
import urllib.request

import pytest

from tests.app.conftest import settled
from ui.messages import UNEXPECTED, sentence_of
from warehouse.errors import BuildFailed
from warehouse.settings import PROJECT_ROOT


def answer(url: str):
    return urllib.request.urlopen(url, timeout=10)  # noqa: S310 -- our own server


def test_health_names_the_build_that_is_served(server):
    pointer = json.loads((server.home / "served" / "current.json").read_text("utf-8"))
    with answer(f"{server.url}/health") as response:
        assert json.load(response) == {"status": "ok", "build_id": pointer["build_id"]}


@pytest.mark.parametrize("path", ["/", "/health", "/overview"])
def test_every_answer_carries_the_security_headers(server, path):
    with answer(server.url + path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "same-origin"
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.browser
@pytest.mark.parametrize("address", ["overview", "barriers", "phase_progress", "uploads"])
def test_a_page_draws_all_its_charts_and_tables_under_the_policy_and_fetches_nothing_from_elsewhere(
    address, server, page
):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(place_of(message)))
    page.goto(f"{server.url}/{address}?role=slt")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    charts = page.locator(".stVegaLiteChart")
    for number in range(charts.count()):
        charts.nth(number).locator("svg, canvas").first.wait_for()
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    assert [one for one in complaints if not is_probing(*one)] == []


def place_of(message) -> tuple[str, str]:
    return message.text, message.location["url"]


def is_probing(text: str, url: str) -> bool:
    """A page below the first is where Streamlit's client first looks for its server; it is told that there is none."""
    return "404" in text and url.endswith(("/_stcore/health", "/_stcore/host-config"))


def test_an_unexpected_error_never_shows_its_message():
    assert sentence_of(ValueError("Amelia Example, 12 High Street")) == UNEXPECTED


def test_the_log_gets_the_kind_and_place_of_an_error_and_never_its_message():
    script = "import app\nfrom streamlit.error_util import handle_user_script_exception as handle\n"
    script += "try:\n    {}['Amelia Example']\nexcept KeyError as error:\n    handle(error, app.say_plainly)\n"
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert "KeyError in <string>, line 4" in done.stderr
    assert "Amelia" not in done.stdout + done.stderr


def test_an_expected_error_shows_its_own_sentence():
    assert sentence_of(BuildFailed("A check did not pass.")) == "A check did not pass."
