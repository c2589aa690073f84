"""What every page sends to the browser, by role: bytes, and marks of its charts, at a school of ten million sessions.

``python -m benchmarks.page_weight`` builds the school (``--copies`` of the sample school; 210 are ten million
sessions), releases it to its governors, opens each page of each role in Chromium and writes
benchmarks/results/page_weight.json. ``--home`` takes a home that is built already.

Counted for each page: the bytes of what the server says over its open connection until the page stands, before any
compression; apart from them the files fetched beside, which the browser keeps and which hold no figure; and the rows
that the marks of charts are drawn from, counted once for each layer. Aim: 5,000 marks and 300 kB at most.
"""

import argparse
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
from playwright.sync_api import sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.large_school import fill
from benchmarks.pages import serving
from ui.navigation import PAGES
from ui.roles import ROLE_NAMES
from warehouse.landing import read_manifest
from warehouse.release import sign_off
from warehouse.settings import Home
from warehouse.worker import run_build

RESULTS = Path(__file__).parent / "results" / "page_weight.json"
PORT = 8936
MOST_MARKS, MOST_BYTES = 5_000, 300_000
QUIET_MILLISECONDS, LONGEST_MILLISECONDS = 1_500, 120_000
_STANDS = "() => document.querySelector(\"[data-test-script-state='notRunning']\") !== null"


@dataclass
class Weight:
    """What one page sent: bytes over the open connection, bytes of files beside, charts, marks, and all rows sent."""

    sent: int = 0
    files: int = 0
    charts: int = 0
    marks: int = 0
    rows: int = 0

    @property
    def is_over(self) -> bool:
        return self.sent > MOST_BYTES or self.marks > MOST_MARKS

    def take(self, payload: bytes | str) -> None:
        """Count one message of the server."""
        if isinstance(payload, str):
            return
        self.sent += len(payload)
        element = ForwardMsg.FromString(payload).delta.new_element
        kind = element.WhichOneof("type")
        if kind == "vega_lite_chart":
            self._chart(element.vega_lite_chart)
        elif kind == "dataframe":
            self.rows += _height(element.dataframe.arrow_data.data)

    def _chart(self, chart) -> None:
        heights = {each.name: _height(each.data.data) for each in chart.datasets}
        own = _height(chart.data.data) if chart.data.data else 0
        self.charts += 1
        self.rows += own + sum(heights.values())
        self.marks += _marks(json.loads(chart.spec), heights, own)


def _height(arrow: bytes) -> int:
    return pa.ipc.open_stream(arrow).read_all().num_rows if arrow else 0


def _marks(part: dict, heights: dict[str, int], rows: int) -> int:
    """Rows that the marks of a specification and its layers are drawn from; ``rows`` are those of the part above."""
    data = part.get("data") or {}
    rows = heights.get(data.get("name"), len(data.get("values", ())) or rows)
    parts = [each for name in ("layer", "hconcat", "vconcat", "concat") for each in part.get(name, ())]
    parts += [part["spec"]] if "spec" in part else []
    return (rows if "mark" in part else 0) + sum(_marks(each, heights, rows) for each in parts)


def weigh(context, address: str) -> Weight:
    """Open a page and wait until it stands."""
    page, weight = context.new_page(), Weight()
    page.on("websocket", lambda socket: socket.on("framereceived", weight.take))
    page.on("requestfinished", lambda request: _note_file(weight, request))
    page.goto(address)
    page.wait_for_function(_STANDS, timeout=LONGEST_MILLISECONDS)
    before = -1
    while before != weight.sent:
        before = weight.sent
        page.wait_for_timeout(QUIET_MILLISECONDS)
        page.wait_for_function(_STANDS, timeout=LONGEST_MILLISECONDS)
    page.close()
    return weight


def _note_file(weight: Weight, request) -> None:
    if request.resource_type != "websocket":
        weight.files += max(0, request.sizes()["responseBodySize"])


def every_page(browser) -> list[dict]:
    """The weight of each page for each role that may open it."""
    found = []
    for role in ROLE_NAMES:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        for page in PAGES:
            if role in page.roles and page.url_path != "empty":
                weight = weigh(context, f"http://127.0.0.1:{PORT}/{page.url_path}?role={role}")
                found.append({"page": page.url_path, "role": role} | asdict(weight) | {"is_over": weight.is_over})
                print(found[-1], flush=True)
        context.close()
    return found


def measure(home: Home) -> dict:
    """Serve the home and weigh its pages."""
    with sync_playwright() as driver, serving(home.root, PORT):
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        pages = every_page(browser)
        browser.close()
    heaviest, fullest = (max(pages, key=lambda page: page[name]) for name in ("sent", "marks"))
    return {
        "sessions": sum(row["accepted"] for row in read_manifest(home) if row["feed"] == "attendance"),
        "heaviest": {name: heaviest[name] for name in ("page", "role", "sent")},
        "most marks": {name: fullest[name] for name in ("page", "role", "marks")},
        "is within": not any(page["is_over"] for page in pages),
        "pages": pages,
    }


def built(folder: Path, copies: int) -> Home:
    """A large school, built and released."""
    home = Home(folder / "large")
    fill(home, folder, copies)
    run_build(home)
    sign_off(home, "the benchmark")
    return home


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=210)
    parser.add_argument("--home", type=Path, help="a home that is built and released already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Home(asked.home) if asked.home else built(Path(folder), asked.copies))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print({name: value for name, value in found.items() if name != "pages"})


if __name__ == "__main__":
    main()
