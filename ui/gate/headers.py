"""Headers of every answer: what a browser may do with it, and where it may fetch from."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st

from warehouse import doors
from warehouse.settings import get_settings

_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_A_YEAR = "max-age=31536000"


def of_answer(host: str, path: str) -> list[tuple[bytes, bytes]]:
    """The headers to add to an answer; ``host`` has been checked."""
    headers = _FIXED | {"content-security-policy": _policy(host)}
    if doors.is_secure(get_settings()):
        headers["strict-transport-security"] = _A_YEAR
    if not path.startswith("/static/"):
        headers["cache-control"] = "no-store"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def without(headers: list[tuple[bytes, bytes]], *names: bytes) -> list[tuple[bytes, bytes]]:
    """Headers but those of these names."""
    return [(name, value) for name, value in headers if name.lower() not in names]


def kept_safe(cookie: bytes) -> bytes:
    """A Set-Cookie header that, where the app is reached by https, is kept to it."""
    if doors.is_secure(get_settings()) and b"secure" not in cookie.lower():
        return cookie + b"; Secure"
    return cookie


def _policy(host: str) -> str:
    """Scripts are the app's own files; styles are inline because Streamlit writes them so; nothing comes from outside.

    'blob:' is how Streamlit runs a component whose script is written in Python (ui/typing_kept.py); only a script that
    runs already can make such an address, so that text in a page cannot.

    Older browsers do not count a WebSocket of the same host as 'self', so it is named.
    """
    return (
        f"default-src 'none'; script-src 'self' blob: {' '.join(_inline_scripts())}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
        "manifest-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; object-src 'none'; "
        "frame-src 'none'; frame-ancestors 'none'"
    )


@cache
def _inline_scripts() -> tuple[str, ...]:
    """Hashes of the scripts that stand in Streamlit's own start page."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return tuple(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
