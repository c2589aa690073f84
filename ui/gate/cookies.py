"""The gate's own cookies: the session's key, and the page somebody wanted before they signed in."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from ui.gate.addresses import SIGNED_IN, door_of
from warehouse import doors
from warehouse.settings import get_settings

WANTED = "village_wanted"
_LONGEST = 600
_WANTED_SECONDS = 600


def session_name() -> str:
    """A name that browsers let no other host or plain http set, where the app is reached by https."""
    return "__Host-village" if doors.is_secure(get_settings()) else "village"


def read(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Cookies of a request; none where the header cannot be read."""
    jar = SimpleCookie()
    try:
        for name, value in headers:
            if name.lower() == b"cookie":
                jar.load(value.decode("latin-1"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def keep_session(browser_key: str) -> str:
    """Set-Cookie for a session: gone when the browser closes, out of reach of scripts."""
    return f"{session_name()}={browser_key}; Path=/; HttpOnly; SameSite=Lax"


def drop_session() -> str:
    """Set-Cookie that takes the session's key out of the browser."""
    return f"{session_name()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"


def keep_wanted(path: str, query: str) -> str:
    """Set-Cookie for the page to go to after signing in."""
    wanted = quote(f"{path}?{query}" if query else path, safe="")[:_LONGEST]
    return f"{WANTED}={wanted}; Path=/; HttpOnly; SameSite=Lax; Max-Age={_WANTED_SECONDS}"


def drop_wanted() -> str:
    """Set-Cookie that forgets the page."""
    return f"{WANTED}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"


def wanted_page(cookies: dict[str, str]) -> str:
    """The page somebody wanted, or the first one; only ever a page of this app."""
    address = unquote(cookies.get(WANTED, ""))
    path = address.split("?", 1)[0]
    is_page = (
        path.startswith("/") and not path.startswith(("//", "/\\")) and address.isascii() and address.isprintable()
    )
    return address if is_page and door_of(path, "GET").who == SIGNED_IN else "/"
