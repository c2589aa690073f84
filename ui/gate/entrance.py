"""Signing in and out: the pages before the app, and what is done with the provider's answer.

Streamlit speaks with the provider (`st.login`'s own routes: state, nonce, PKCE, signature, issuer, audience). What it
would put into the browser, the token and the person's details, stays here; the browser gets the session's key alone.
"""

import json
from html import escape
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from ui.gate import cookies
from ui.gate.addresses import SIGN_IN, START
from warehouse import homes
from warehouse.errors import SignInRefused, VillageError
from warehouse.register import admission, sessions
from warehouse.settings import get_settings

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in: Village</title><style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 28rem; margin: 12vh auto; padding: 0 1rem; }}
svg {{ height: 3rem; width: auto; }}
a {{ display: inline-block; padding: .6rem 1.2rem; border-radius: .4rem; background: #0B5A87; color: #fff;
  font-weight: 600; }}
a:focus-visible {{ outline: 3px solid currentColor; outline-offset: 3px; }}
</style></head><body><main>{mark}
<h1>Village</h1>
<p>{says}</p>
<p><a href="{start}">Sign in with your school account</a></p>
</main></body></html>"""
_WELCOME = "Village is open to people whom the school has given a role."
_MARK = (Path(__file__).parents[1] / "village.svg").read_text("utf-8")


def page(reason: str | None = None, status: int = 200) -> HTMLResponse:
    """The page to sign in; ``reason`` is a key of REASONS and anything else says nothing."""
    says = admission.REASONS.get(reason or "", _WELCOME)
    return HTMLResponse(_PAGE.format(mark=_MARK, says=escape(says), start=START), status)


def sign_in(request: Request) -> Response:
    """GET /sign-in."""
    if not get_settings().has_sign_in:
        return RedirectResponse("/", 303)
    return page(request.query_params.get("why"))


def start(_request: Request) -> Response:
    """GET /sign-in/start: on to the provider. The address there carries a token that is good for two minutes."""
    if not get_settings().has_sign_in:
        return RedirectResponse("/", 303)
    return RedirectResponse(generate_login_redirect_url("default"), 303)


async def sign_out(scope: Scope, receive: Receive, send: Send, session_key: str | None) -> None:
    """End the session on the server and take its key out of the browser; a page elsewhere cannot bring this about."""
    if Headers(scope=scope).get("sec-fetch-site") == "cross-site":
        await Response("Sign out from a page of Village.", 403)(scope, receive, send)
        return
    if session_key:
        await run_sync(sessions.end, homes.active(get_settings()), session_key)
    answer = RedirectResponse(f"{SIGN_IN}?why=signed_out", 303)
    answer.headers.append("set-cookie", cookies.drop_session())
    await answer(scope, receive, send)


async def callback(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Have Streamlit check the provider's answer, then let the person in, or say why not."""
    told: list[Message] = []

    async def listen(message: Message) -> None:
        told.append(message)

    await app(scope, receive, listen)
    set_cookies = [value for name, value in told[0]["headers"] if name.lower() == b"set-cookie"]
    answer = await run_sync(_answer, _claims(set_cookies), cookies.read(scope["headers"]))
    for cookie in set_cookies:
        if not cookie.startswith(USER_COOKIE_NAME.encode()):
            answer.headers.append("set-cookie", cookie.decode("latin-1"))
    await answer(scope, receive, send)


def _answer(claims: dict, sent: dict[str, str]) -> Response:
    home = homes.active(get_settings())
    try:
        if not claims:
            raise admission.refuse(home)
        browser_key = admission.admit(home, claims)
    except SignInRefused as refusal:
        return RedirectResponse(f"{SIGN_IN}?why={refusal.reason}", 303)
    except VillageError as error:
        return HTMLResponse(escape(str(error)), 503)
    answer = RedirectResponse(cookies.wanted_page(sent), 303)
    answer.headers.append("set-cookie", cookies.keep_session(browser_key))
    answer.headers.append("set-cookie", cookies.drop_wanted())
    return answer


def _claims(set_cookies: list[bytes]) -> dict:
    """What Streamlit found in the ID token it checked: the content of the cookie it was about to set."""
    jar = dict(cookie.decode("latin-1").split(";", 1)[0].split("=", 1) for cookie in set_cookies)
    content = _get_signed_cookie_with_chunks({name: value.strip('"') for name, value in jar.items()}, USER_COOKIE_NAME)
    return json.loads(content) if content else {}
