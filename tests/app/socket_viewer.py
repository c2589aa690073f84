"""A viewer without a browser: a connection that speaks as the browser does, opens pages and changes their lists.

What a browser gets is what comes over this connection, so that hundreds of answers can be searched in seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

LARGEST = 64 * 1024 * 1024
PATIENCE = 60  # seconds


@dataclass
class Viewer:
    """One open tab. ``saw`` gets every frame as it came; ``lists``: label → (id, fragment, options).

    ``kinds`` and ``named`` hold the kinds of elements on the page and the labels of its downloads and cards.
    """

    port: int
    cookie: str
    saw: Callable[[bytes], None]
    lists: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def __enter__(self) -> "Viewer":
        self.connection = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            origin=f"http://127.0.0.1:{self.port}",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": self.cookie},
            max_size=LARGEST,
            proxy=None,
        )
        self.socket = self.connection.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.__exit__(*error)

    def open(self, page: str, query: str = "") -> None:
        """Open a page, as a link does; what was chosen before stays chosen."""
        self.lists, self.values, self.query, self.script, self.is_opening = {}, {}, query, "", True
        self.kinds, self.named = set(), set()
        message = BackMsg()
        message.rerun_script.page_name = page
        self._ask(message)

    def choose(self, label: str, option: str) -> None:
        """Choose another entry of a list, leaving the other lists as they are."""
        name, fragment, _ = self.lists[label]
        self.values[name], self.is_opening = option, False
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        self._ask(message)

    def address_to_send_to(self, name: str) -> str:
        """An address that a file could be sent to, as the page with a drop zone asks for one."""
        message = BackMsg()
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session
        return self.answer(message, "file_urls_response").file_urls_response.file_urls[0].upload_url

    def answer(self, message: BackMsg, kind: str, patience: float = PATIENCE) -> ForwardMsg:
        """The first answer of a kind to a message. Raises TimeoutError where there is none."""
        self.socket.send(message.SerializeToString())
        while True:
            found = ForwardMsg.FromString(self.socket.recv(timeout=patience))
            if found.WhichOneof("type") == kind:
                return found

    def _ask(self, message: BackMsg) -> None:
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self.script
        for name, value in self.values.items():
            asked.widget_states.widgets.add(id=name, string_value=value)
        self.socket.send(message.SerializeToString())
        while not self._took(self.socket.recv(timeout=PATIENCE)):
            pass

    def _took(self, frame: bytes) -> bool:
        """Take in one frame; true where it says that the answer has ended."""
        self.saw(frame)
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.script, self.session = message.new_session.page_script_hash, message.new_session.initialize.session_id
            if self.is_opening:  # a page on which the one before is still running
                self.lists.clear()
                self.kinds.clear()
                self.named.clear()
        elif kind == "delta":
            self._took_piece(message.delta)
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _took_piece(self, delta) -> None:
        """Note what a piece of the page is, and what it is called where it can be chosen from or taken away."""
        if delta.HasField("add_block"):
            self.named.add(delta.add_block.expandable.label)
            return
        self.kinds.add(delta.new_element.WhichOneof("type"))
        self.named.add(delta.new_element.download_button.label)
        if delta.new_element.HasField("selectbox"):
            chosen = delta.new_element.selectbox
            self.lists[chosen.label] = (chosen.id, delta.fragment_id, list(chosen.options))
