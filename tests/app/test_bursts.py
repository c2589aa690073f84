"""Messages of one run of a page reach the browser together, in order, and none waits for long."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from ui.gate import bursts


def element(number: int) -> dict:
    message = ForwardMsg()
    message.delta.new_element.text.body = f"Element {number} of a page"
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def status(is_running: bool) -> dict:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = is_running
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def sent_by(messages: list[dict], wait: float = 0.0) -> tuple[list[dict], list[dict]]:
    """What went out while ``messages`` were given, and what had gone out ``wait`` seconds later."""
    with ThreadPoolExecutor(1) as beside:  # a browser of other tests may have the event loop of this thread
        return beside.submit(lambda: asyncio.run(_sent_by(messages, wait))).result()


async def _sent_by(messages: list[dict], wait: float) -> tuple[list[dict], list[dict]]:
    out: list[dict] = []

    async def send(message: dict) -> None:
        out.append(message)

    give = bursts.together(send)
    for message in messages:
        await give(message)
    at_once = list(out)
    await asyncio.sleep(wait)
    return at_once, out


def test_elements_wait_until_the_script_rests_and_then_go_in_their_order():
    run = [status(True), *map(element, range(20))]
    assert sent_by(run)[0] == []
    assert sent_by([*run, status(False)])[0] == [*run, status(False)]


def test_a_script_that_goes_on_is_seen_while_it_does():
    run = [status(True), *map(element, range(3))]
    assert sent_by(run, wait=2 * bursts.HOLD_SECONDS)[1] == run


def test_nothing_that_was_said_is_lost_when_the_socket_closes():
    ending = [element(1), {"type": "websocket.close", "code": 1008}]
    assert sent_by(ending)[0] == ending


def test_what_opens_the_socket_does_not_wait():
    opening = [{"type": "websocket.accept"}]
    assert sent_by(opening)[0] == opening


def served_to_a_browser(messages: list[dict]) -> tuple[list[bytes], list[int]]:
    """What a browser gets of ``messages``, and how many bytes each write to its socket had, the opening left out."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(_served(messages))).result()


async def _served(messages: list[dict]) -> tuple[list[bytes], list[int]]:
    written: list[int] = []

    async def app(scope, receive, send) -> None:
        give = bursts.together(send)
        await give({"type": "websocket.accept"})
        transport = send.__self__.transport
        write = transport.write
        transport.write = lambda data: (written.append(len(data)), write(data))
        for message in messages:
            await give(message)
        await receive()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        options = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "lifespan": "off", "log_level": "error"}
        server = uvicorn.Server(uvicorn.Config(app, **options))
        serving = asyncio.create_task(server.serve([listening]))
        async with connect(f"ws://127.0.0.1:{listening.getsockname()[1]}") as browser:
            got = [await asyncio.wait_for(browser.recv(), 20) for _ in range(sum("bytes" in one for one in messages))]
            at_once = list(written)
        server.should_exit = True
        await serving
    return got, at_once


def test_a_run_is_written_to_the_socket_in_one_piece():
    run = [status(True), *map(element, range(20)), status(False)]
    got, writes = served_to_a_browser(run)
    assert got == [message["bytes"] for message in run]
    assert len(writes) == 1 and writes[0] > sum(map(len, got))
