"""Starts Village: ``python app.py``. The gate in front of every route, and what is done once at start.

Everything heavy is imported and the heap frozen before the first visitor comes, because the configuration turns off
Streamlit's garbage collection after every rerun.
"""

import gc
import logging
from pathlib import Path

import altair  # noqa: F401  (heavy: imported once here, not in a visitor's first run)
import polars  # noqa: F401
import pyarrow  # noqa: F401
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import warehouse.demo  # noqa: F401  (brings the intake and the build with it)
from ui.messages import log_place_of, sentence_of
from warehouse import homes
from warehouse.read import current_build
from warehouse.settings import get_settings

SECURITY_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    # 'unsafe-eval' and inline styles are what Streamlit's charts need; nothing may be fetched from elsewhere.
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        b"base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
}


class SecurityHeaders:
    """Adds SECURITY_HEADERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *SECURITY_HEADERS.items()]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def health(request: Request) -> JSONResponse:
    """GET /health: that the app is up, and which build it serves (null before the first)."""
    served = current_build(homes.active(get_settings()))
    return JSONResponse({"status": "ok", "build_id": served.build_id if served else None})


def say_plainly(error: Exception) -> bool:
    """Show one sentence in place of a stack trace."""
    log_place_of(error)
    st.error(sentence_of(error))
    return True


# Streamlit writes an error with its message and stack to the log as well; say_plainly has the sole word.
logging.getLogger("streamlit.error_util").disabled = True

app = st.App(
    Path(__file__).with_name("ui") / "shell.py",
    routes=[Route("/health", health)],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=say_plainly,
)


def options() -> dict:
    """What is fixed here rather than in the configuration file: without sign-in, only this machine may connect."""
    settings = get_settings()
    return {
        "server.address": "127.0.0.1",
        "server.port": settings.port,
        "server.maxUploadSize": settings.upload_limit_mb,
    }


if __name__ == "__main__":
    gc.collect()
    gc.freeze()
    app.run(config=options())
