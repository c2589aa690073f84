"""A WebSocket of somebody signed in: it closes when the session ends, and notes which files it was told of.

A page that is open asks by itself whether it still may be (ui/standing.py) and clears itself; the server hangs up a
little later, for a browser that does not ask.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from anyio.to_thread import run_sync
from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from ui.gate.addresses import bound_in

CHECK_SECONDS = 15.0
CHECKS_BEFORE_CLOSING = 2
# What a browser may ask for over its socket; the rest empties everybody's caches or tells of the program's folder.
ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
_MOST_FILES, _MOST_SESSIONS = 2_000, 500
_told: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()


def was_told(session_key: str, path: str) -> bool:
    """Whether the server sent this address of a file to this session."""
    return path in _told.get(session_key, ())


def forget(session_key: str) -> None:
    """The session ended: none of its files answers any more."""
    _told.pop(session_key, None)


def noting(session_key: str, send: Send) -> Send:
    """``send`` that notes the addresses of files on the way out."""

    async def send_and_note(message: Message) -> None:
        if message["type"] == "websocket.send" and message.get("bytes"):
            files = _told.setdefault(session_key, OrderedDict())
            for path in bound_in(message["bytes"]):
                files[path] = None
                files.move_to_end(path)
            _told.move_to_end(session_key)
            _keep_newest(files, _MOST_FILES)
            _keep_newest(_told, _MOST_SESSIONS)
        await send(message)

    return send_and_note


def _keep_newest(kept: OrderedDict, most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def watching(stands: Callable[[], bool], receive: Receive, send: Send) -> Receive:
    """``receive`` that passes on what may be ASKED, and hangs up once ``stands`` has said no a few times, asked every
    CHECK_SECONDS."""
    waiting: asyncio.Task | None = None

    async def receive_what_is_asked() -> Message:
        while not _is_open_to_anybody(message := await receive_while_standing()):
            pass
        return message

    async def receive_while_standing() -> Message:
        nonlocal waiting
        refusals = 0
        waiting = waiting or asyncio.ensure_future(receive())
        while not (await asyncio.wait({waiting}, timeout=CHECK_SECONDS))[0]:
            refusals = 0 if await run_sync(stands) else refusals + 1
            if refusals >= CHECKS_BEFORE_CLOSING:
                waiting.cancel()
                await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}
        message, waiting = waiting.result(), None
        return message

    return receive_what_is_asked


def _is_open_to_anybody(message: Message) -> bool:
    """Whether a message may go on to Streamlit: those about the connection, and those of the kinds ASKED."""
    if message["type"] != "websocket.receive" or not message.get("bytes"):
        return True
    try:
        return BackMsg.FromString(message["bytes"]).WhichOneof("type") in ASKED
    except DecodeError:
        return False
