"""Starts Village: ``python app.py``. The gate in front of every route, and what is done once at start.

Everything heavy is imported and the heap frozen before the first visitor comes, because the configuration turns off
Streamlit's garbage collection after every rerun.
"""

import gc
import logging
import secrets
import sys
from pathlib import Path

import altair  # noqa: F401  (heavy: imported once here, not in a visitor's first run)
import polars  # noqa: F401
import pyarrow  # noqa: F401
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import warehouse.demo  # noqa: F401  (brings the intake and the build with it)
from ui.gate import Gate, entrance
from ui.gate.addresses import CALLBACK, SIGN_IN, START
from ui.gate.gate import SESSION_HEADER, SESSION_IN_USER
from ui.messages import log_place_of, sentence_of
from warehouse import doors, homes
from warehouse.errors import SettingsError
from warehouse.read import current_build
from warehouse.settings import Settings, get_settings

# Viewers wait for each other at every short step outside Python (a read, a frame): at the usual 5 ms a step of 0.1 ms
# takes fifty times as long as soon as somebody else's page is being put together.
SWITCH_SECONDS = 0.0005


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


def provider(settings: Settings) -> dict | None:
    """What `st.login` needs to know, as Streamlit's secrets have it; None without sign-in.

    The cookie secret holds only for this process: it signs what waits between leaving for the provider and coming back.
    """
    if not settings.has_sign_in:
        return None
    secret = settings.sign_in_client_secret
    return {
        "auth": {
            "redirect_uri": (settings.public_url or "").rstrip("/") + CALLBACK,
            "cookie_secret": secrets.token_hex(32),
            "client_id": settings.sign_in_client_id or "",
            "client_secret": secret.get_secret_value() if secret else "",
            "server_metadata_url": settings.sign_in_metadata_url or "",
        }
    }


app = st.App(
    Path(__file__).with_name("ui") / "shell.py",
    routes=[Route("/health", health), Route(SIGN_IN, entrance.sign_in), Route(START, entrance.start)],
    middleware=[Middleware(Gate)],
    secrets=provider(get_settings()),
    on_script_error=say_plainly,
)


def options(settings: Settings) -> dict:
    """What is fixed here rather than in the configuration file."""
    return {
        "server.address": settings.address,
        "server.port": settings.port,
        "server.maxUploadSize": settings.upload_limit_mb,
        "server.trustedUserHeaders": {SESSION_HEADER: SESSION_IN_USER},
    }


def main() -> None:
    """Start the server, or say in one sentence why it does not start."""
    try:
        doors.check(get_settings())
    except SettingsError as error:
        sys.exit(str(error))
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    app.run(config=options(get_settings()))


if __name__ == "__main__":
    main()
