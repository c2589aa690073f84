"""Many viewers at once, each a connection that speaks as the browser does and changes a filter when all others do."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

SITES = ("Eastside", "Westside", "All sites")
FIRST, AGAIN = SITES[:2], 3 * SITES  # what nobody has chosen yet, where a page opens with all sites, and then again
MAY_END = 256  # bytes: what says that an answer has ended is shorter
REST = 0.3  # seconds between turns, so that a turn begins when the last is over
LARGEST = 64 * 1024 * 1024
PATIENCE = 300  # seconds


def at_once(ports: dict[str, int], viewers: int) -> dict[str, dict[str, float]]:
    """95th percentile of milliseconds from a filter change to the end of its answer, all viewers of a page together.

    ``ports`` gives each page a new server of its own, as what one page makes is kept for others. ``first``: an option
    that nobody has chosen since the server started; ``again``: one that was. The pages take turns.
    """
    taken = _apart(_all(ports, viewers))
    return {page: {kind: _percentile(times) for kind, times in kinds.items()} for page, kinds in taken.items()}


def _percentile(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95)] * 1000, 1)


def in_turn(port: int, page: str, turns: int, after: Callable[[int], None]) -> None:
    """One viewer who changes a filter ``turns`` times, as fast as it is answered; ``after`` gets the number each time.

    A browser is not what is looked at here, and would take ten times as long.
    """
    _apart(_one(port, page, turns, after))


def _apart(work: Coroutine):
    """The result of ``work``, in an event loop of its own: a browser that is open has the one of this thread."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(work)).result()


async def _one(port: int, page: str, turns: int, after: Callable[[int], None]) -> None:
    person = Viewer(port, page)
    await person.open()
    for number in range(1, turns + 1):
        await person.choose(SITES[number % len(SITES)])
        after(number)
    await person.close()


async def _all(ports: dict[str, int], viewers: int) -> dict[str, dict[str, list[float]]]:
    people = {page: [Viewer(port, page) for _ in range(viewers)] for page, port in ports.items()}
    for those in people.values():
        await asyncio.gather(*(person.open() for person in those))
    times: dict[str, dict[str, list[float]]] = {page: {"first": [], "again": []} for page in ports}
    for kind, sites in (("first", FIRST), ("again", AGAIN)):
        for site, page in product(sites, people):
            await asyncio.sleep(REST)
            times[page][kind] += await asyncio.gather(*(person.choose(site) for person in people[page]))
    await asyncio.gather(*(person.close() for those in people.values() for person in those))
    return times


class Viewer:
    """One open page: what it knows of its lists, and how it asks for a new answer."""

    def __init__(self, port: int, page: str) -> None:
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.origin = f"http://127.0.0.1:{port}"
        self.page = page
        self.lists: dict[str, tuple[str, str]] = {}
        self.values: dict[str, str] = {}
        self.script = ""

    async def open(self) -> None:
        """Open the page and wait until it is there."""
        self.socket = await connect(
            self.address, origin=self.origin, subprotocols=["streamlit"], max_size=LARGEST, proxy=None
        )
        await self._ask(BackMsg(), first=True)

    async def close(self) -> None:
        await self.socket.close()

    async def choose(self, site: str) -> float:
        """Seconds until the part of the page with the list of sites has answered for ``site``."""
        name, fragment = self.lists["Site"]
        self.values[name] = site
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        started = perf_counter()
        await self._ask(message)
        return perf_counter() - started

    async def _ask(self, message: BackMsg, first: bool = False) -> None:
        asked = message.rerun_script
        asked.query_string = "role=staff"
        asked.page_name = self.page if first else ""
        asked.page_script_hash = self.script
        for name, value in self.values.items():
            asked.widget_states.widgets.add(id=name, string_value=value)
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._took(await self.socket.recv(), first):
                pass

    def _took(self, frame: bytes, first: bool) -> bool:
        """Take in one message; true where it says that the answer has ended.

        Only the first answer is read whole: reading fifty answers would keep this process busy, and not the server.
        """
        if not first and len(frame) > MAY_END:
            return False
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.script = message.new_session.page_script_hash
        elif kind == "delta" and message.delta.new_element.HasField("selectbox"):
            chosen = message.delta.new_element.selectbox
            self.lists[chosen.label] = (chosen.id, message.delta.fragment_id)
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
