"""Downloads are written into the audit log where they leave the server, whichever page they come from."""

from anyio.to_thread import run_sync
from starlette.types import Message, Scope, Send

from warehouse import homes
from warehouse.register import audit
from warehouse.settings import get_settings


def note_download(who: str, scope: Scope, send: Send) -> Send:
    """``send`` that records a file before its first byte goes out; pictures and parts of a page are no downloads."""

    async def send_and_note(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = dict(message.get("headers", []))
            if headers.get(b"content-disposition", b"").startswith(b"attachment"):
                size = int(headers.get(b"content-length", b"0"))
                # The file's own id, a hash of its content: a name may come from somebody's file.
                detail = {"file": scope["path"].rsplit("/", 1)[-1], "bytes": size}
                await run_sync(audit.record, homes.active(get_settings()), who, "downloaded", detail)
        await send(message)

    return send_and_note
