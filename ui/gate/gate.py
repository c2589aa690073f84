"""The gate itself: host, machine, session and door are checked for every request, before Streamlit sees any of it."""

from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.gate import bursts, cookies, entrance, headers, sockets
from ui.gate.addresses import ANYONE, CALLBACK, NOBODY, SIGN_OUT, SOCKET, Door, door_of
from ui.gate.downloads import note_download
from warehouse import doors, homes
from warehouse.register.sessions import SignedInRole, hash_of, standing
from warehouse.settings import get_settings

# The header that tells Streamlit whose session this is; `st.user` has it under the second name.
SESSION_HEADER, SESSION_IN_USER = "x-village-session", "village_session"


class Gate:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        if not doors.allows_host(get_settings(), host):
            await _refuse(scope, receive, send, 400, "Village does not answer under this name.")
            return
        finish = _with_headers(send, host, scope["path"]) if scope["type"] == "http" else bursts.together(send)
        await self._inside_host(scope, receive, finish)

    async def _inside_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = door_of(scope["path"], scope.get("method", "GET"))
        if door.who == NOBODY or (scope["type"] == "websocket") != (scope["path"] == SOCKET):
            await _refuse(scope, receive, send, 404, "There is nothing here.")
        elif _body_is_too_large(scope):
            await _refuse(scope, receive, send, 413, "The file is too large.")
        elif not get_settings().has_sign_in:
            await self._on_this_machine(scope, receive, send)
        else:
            await self._with_sign_in(door, scope, receive, send)

    async def _on_this_machine(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Without sign-in only this machine is answered, whoever started the server and however."""
        client = scope.get("client")
        if client is None or not doors.is_loopback(client[0]):
            await _refuse(scope, receive, send, 403, "Village is open to this machine only until sign-in is set up.")
            return
        await self.app(_claiming(scope, None), receive, send)

    async def _with_sign_in(self, door: Door, scope: Scope, receive: Receive, send: Send) -> None:
        browser_key = cookies.read(scope["headers"]).get(cookies.session_name())
        session_key = hash_of(browser_key) if browser_key else None
        if scope["path"] == SIGN_OUT:
            sockets.forget(session_key or "")
            await entrance.sign_out(scope, receive, send, session_key)
        elif scope["path"] == CALLBACK:
            await entrance.callback(self.app, _claiming(scope, None), receive, send)
        elif door.who == ANYONE:
            await self.app(_claiming(scope, None), receive, send)
        else:
            role = await run_sync(standing, homes.active(get_settings()), session_key)
            await self._as(role, door, scope, receive, send)

    async def _as(self, role: SignedInRole | None, door: Door, scope: Scope, receive: Receive, send: Send) -> None:
        if role is None:
            await _ask_to_sign_in(scope, receive, send)
            return
        inside = _claiming(scope, role.session_key)
        if scope["type"] == "websocket":
            stands = lambda: standing(homes.active(get_settings()), role.session_key) is not None  # noqa: E731
            noting = sockets.noting(role.session_key, send)
            await self.app(inside, sockets.watching(stands, receive, send), noting)
        elif door.is_bound and not sockets.was_told(role.session_key, scope["path"]):
            await _refuse(scope, receive, send, 404, "There is nothing here.")
        else:
            await self.app(inside, receive, note_download(role.person, scope, send))


def _claiming(scope: Scope, session_key: str | None) -> Scope:
    """The request with the session it comes from; whatever a client claimed to be is taken off."""
    kept = headers.without(scope["headers"], SESSION_HEADER.encode())
    claim = [(SESSION_HEADER.encode(), session_key.encode())] if session_key else []
    return {**scope, "headers": kept + claim}


async def _ask_to_sign_in(scope: Scope, receive: Receive, send: Send) -> None:
    """The page to sign in, in place of the one asked for, which is kept for afterwards; else a refusal."""
    if scope["type"] == "websocket" or "text/html" not in Headers(scope=scope).get("accept", ""):
        await _refuse(scope, receive, send, 401, "Sign in first.")
        return
    answer = entrance.page(status=401)
    answer.headers.append(
        "set-cookie", cookies.keep_wanted(quote(scope["path"]), scope["query_string"].decode("ascii"))
    )
    await answer(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, says: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    answer: Response = PlainTextResponse(says, status)
    await answer(scope, receive, send)


def _body_is_too_large(scope: Scope) -> bool:
    """By what the request says of itself; Streamlit counts the bytes of one that does not say, or lies."""
    if scope["type"] != "http":
        return False
    stated = Headers(scope=scope).get("content-length", "0")
    return not stated.isdigit() or int(stated) > get_settings().upload_limit_mb * 1024 * 1024 + 65_536


def _with_headers(send: Send, host: str, path: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = headers.of_answer(host, path)
            theirs = headers.without(message.get("headers", []), *(name for name, _ in own))
            safe = [(name, headers.kept_safe(value) if name == b"set-cookie" else value) for name, value in theirs]
            message = {**message, "headers": safe + own}
        await send(message)

    return send_with_headers
