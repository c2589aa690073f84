"""What one run of a page says goes to the browser in one burst.

Streamlit sends each element of a page as a message of its own, a few at a time while the script runs, and a browser
draws the whole page anew after every few of them: a dozen times for one change of a filter. Messages that come
together are drawn once. So they wait here until the script rests, or for HOLD_SECONDS where it runs for longer.
"""

import asyncio
from contextlib import suppress

from starlette.types import Message, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.gate.one_write import one_write

HOLD_SECONDS = 0.15
_LONGEST_STATUS = 16  # bytes; what says that a script rests is a few bytes long, so that nothing else need be parsed


def together(send: Send) -> Send:
    """``send`` that holds messages of a WebSocket back, in their order, until the script rests or their time is up."""
    held: list[Message] = []
    sending = asyncio.Lock()
    waiting: asyncio.Task | None = None

    async def release() -> None:
        async with sending:
            with one_write(send):
                while held:
                    await send(held.pop(0))

    async def release_later() -> None:
        await asyncio.sleep(HOLD_SECONDS)
        with suppress(OSError):  # the browser has gone; whoever sends next is told so
            await release()

    async def send_together(message: Message) -> None:
        nonlocal waiting
        held.append(message)
        if message["type"] != "websocket.send" or _rests(message.get("bytes") or b""):
            await release()
        elif waiting is None or waiting.done():
            waiting = asyncio.create_task(release_later())

    return send_together


def _rests(sent: bytes) -> bool:
    """Whether a message says that no script is running."""
    if len(sent) > _LONGEST_STATUS:
        return False
    message = ForwardMsg.FromString(sent)
    is_status = message.WhichOneof("type") == "session_status_changed"
    return is_status and not message.session_status_changed.script_is_running
