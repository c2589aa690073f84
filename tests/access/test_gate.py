"""What the gate does to answers, whatever stands behind it: cookies kept to https, nobody let in by a header."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.gate import Gate
from ui.gate.gate import SESSION_HEADER
from warehouse.settings import get_settings


def told(request: Request) -> PlainTextResponse:
    """An app that sets a cookie of its own and says which session it was told of."""
    answer = PlainTextResponse(request.headers.get(SESSION_HEADER, "nobody"))
    answer.set_cookie("_streamlit_xsrf", "1")
    return answer


@pytest.fixture
def client(signing_in) -> TestClient:
    app = Gate(Starlette(routes=[Route("/health", told), Route("/overview", told)]))
    return TestClient(app, base_url="https://village.school.example", follow_redirects=False)


@pytest.mark.parametrize("proto", [None, "http", "https"])
def test_every_cookie_is_kept_to_https_where_the_school_reaches_village_so_whatever_a_proxy_says(client, proto):
    headers = {"accept": "text/html"} | ({"x-forwarded-proto": proto} if proto else {})
    for path in ("/health", "/overview", "/auth/logout"):
        answer = client.get(path, headers=headers)
        cookies = answer.headers.get_list("set-cookie")
        assert cookies and all("secure" in cookie.lower() for cookie in cookies), path
        assert "max-age" in answer.headers["strict-transport-security"]
    assert client.get("/auth/logout").headers["set-cookie"].startswith("__Host-village=")


def test_without_a_public_address_by_https_there_is_no_such_promise(client, monkeypatch):
    monkeypatch.setenv("VILLAGE_PUBLIC_URL", "http://127.0.0.1:8501")
    get_settings.cache_clear()
    answer = client.get("http://127.0.0.1:8501/health")
    assert "secure" not in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" not in answer.headers


def test_nobody_is_let_in_by_what_a_request_says_of_itself(client):
    claims = {SESSION_HEADER: "0" * 64, "x-forwarded-for": "127.0.0.1", "x-forwarded-user": "head@school.example"}
    assert client.get("/overview", headers=claims).status_code == 401
    assert client.get("/health", headers=claims).text == "nobody"


def test_without_sign_in_another_machine_is_refused(client, monkeypatch):
    for name in ("METADATA_URL", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"VILLAGE_SIGN_IN_{name}")
    monkeypatch.delenv("VILLAGE_PUBLIC_URL")
    get_settings.cache_clear()
    answer = client.get("http://127.0.0.1:8501/overview", headers={"x-forwarded-for": "127.0.0.1"})
    assert answer.status_code == 403
