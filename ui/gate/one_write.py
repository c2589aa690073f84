"""Several messages of a WebSocket, written to its socket at once.

The server writes each message as it is sent. A browser that has read the first one draws the whole page for it, and
again for the next, while the rest is on its way: three times for one change of a filter. What arrives in one piece is
drawn once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Send


class _Gathering:
    """A transport that keeps what is written until ``flush``; in everything else it is the one it stands for."""

    def __init__(self, transport) -> None:
        self._transport, self._kept = transport, []

    def write(self, data: bytes) -> None:
        self._kept.append(data)

    def flush(self) -> None:
        kept, self._kept = self._kept, []
        if kept and not self._transport.is_closing():
            self._transport.write(b"".join(kept))

    def close(self) -> None:
        """Nothing that was written before is lost."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str):
        return getattr(self._transport, name)


@contextmanager
def one_write(send: Send) -> Iterator[None]:
    """Within the block, what goes through ``send`` is kept; at its end all of it is written.

    ``send`` is the server's own, a method of the protocol that has the transport. Under another server, or behind a
    middleware that wraps it, messages are written one by one, as they would be without this.
    """
    protocol = getattr(send, "__self__", None)
    transport = getattr(protocol, "transport", None)
    if transport is None:
        yield
        return
    gathering = protocol.transport = _Gathering(transport)
    try:
        yield
    finally:
        protocol.transport = transport
        gathering.flush()
