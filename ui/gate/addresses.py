"""DOORS: which address is open to whom. What no row names is a page, and pages are for people who are signed in."""

import re
from dataclasses import dataclass

ANYONE, SIGNED_IN, NOBODY = "anyone", "signed in", "nobody"

SIGN_IN = "/sign-in"
START = "/sign-in/start"
SIGN_OUT = "/auth/logout"
CALLBACK = "/oauth2callback"
SOCKET = "/_stcore/stream"
UPLOADS = "/_stcore/upload_file/"


@dataclass(frozen=True)
class Door:
    """Addresses that match ``pattern`` whole: who may use them, with which methods."""

    pattern: str
    who: str
    methods: tuple[str, ...] = ("GET", "HEAD")
    is_bound: bool = False  # answers only the session it was sent to


DOORS = (
    Door(r"/health|/_stcore/health", ANYONE),
    Door(r"/static/.+|/favicon\.png|/manifest\.json", ANYONE),
    Door(rf"{SIGN_IN}|{START}|{CALLBACK}|/auth/login|{SIGN_OUT}", ANYONE),
    Door(SOCKET, SIGNED_IN),
    Door(r"/_stcore/host-config", SIGNED_IN),
    Door(r"/_stcore/bidi-components/.+", SIGNED_IN),
    Door(rf"{UPLOADS}[^/]+/[^/]+", SIGNED_IN, ("PUT", "DELETE", "OPTIONS"), is_bound=True),
    Door(r"/media/.+", SIGNED_IN, is_bound=True),
    # Counters, the interface for agents and whatever else the server has are for nobody.
    Door(r"/(_stcore|component|app|auth|media|static|sign-in)(/.*)?", NOBODY),
    Door(r"/.*", SIGNED_IN),
)
_CLOSED = Door("", NOBODY)

# Addresses that the server sends to a browser and that name a file of one session.
_BOUND = re.compile(rb"/(?:media/[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)?|_stcore/upload_file/[0-9A-Za-z-]+/[0-9A-Za-z-]+)")


def door_of(path: str, method: str) -> Door:
    """The first row of DOORS for an address; one that is closed where the method is not the door's."""
    door = next((door for door in DOORS if re.fullmatch(door.pattern, path)), _CLOSED)
    return door if method in door.methods else _CLOSED


def bound_in(frame: bytes) -> set[str]:
    """The addresses of files in what the server sends a browser.

    A text stands behind its length there, and what follows it may look like more of it.
    """
    return {_cut(frame, found).decode() for found in _BOUND.finditer(frame)}


def _cut(frame: bytes, found: re.Match) -> bytes:
    length = frame[found.start() - 1] if found.start() else 0
    return found.group()[:length] if 0 < length <= len(found.group()) else found.group()
