"""The process that reads one file: limits first, then one request from standard input, answers on standard output.

It ends when it has answered, or when whoever asked is gone.
"""

import os
import shutil
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import BinaryIO

from warehouse import contracts
from warehouse.errors import VillageError
from warehouse.intake import Options, inspect_file, limits, load_file
from warehouse.intake.apart import process, wire
from warehouse.settings import Home


def answer(request: dict, out: BinaryIO) -> None:
    """Do what is asked and say what came of it: an inspection, a result, an error or where something unforeseen was."""
    try:
        message = _work(request, out)
    except MemoryError:
        message = {"ended": process.MEMORY}
    except VillageError as error:
        told = {"kind": type(error).__name__, "sentence": str(error), "inspection": getattr(error, "inspection", None)}
        message = {"error": told}
    except BaseException as error:  # noqa: BLE001 -- a library's panic is no Exception
        last = traceback.extract_tb(error.__traceback__)[-1]
        message = {"unforeseen": f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"}
    _say(out, message)


def _work(request: dict, out: BinaryIO) -> dict:
    path, options = Path(request["path"]), wire.revive(Options, request["options"])
    home = Home(Path(request["home"])) if request["home"] else None
    if request["verb"] == "inspect":
        found = inspect_file(path, options, home)
        found.quarantined_records = found.quarantined_records[: limits.PROBLEMS_TOLD]
        return {"inspection": found}
    tell = lambda fraction, sentence: _say(out, {"fraction": fraction, "sentence": sentence})  # noqa: E731
    result = load_file(home, path, options, request["filename"], tell)
    result.quarantined_records = result.quarantined_records[: limits.PROBLEMS_TOLD]
    return {"result": result}


def _say(out: BinaryIO, message: dict) -> None:
    out.write(wire.to_line(message))
    out.flush()


def _end_when_alone(scratch: str) -> None:
    """Standard input ends when the process that started this one does: then nobody wants the answer."""
    sys.stdin.buffer.read()
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)


def main() -> None:
    """Wait for one request and answer it."""
    limits.fence_in()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    line = sys.stdin.buffer.readline()
    if not line:
        return
    request = wire.from_line(line)
    if request["verb"] == "load":
        contracts.get_ready()  # before the processor's time is counted
    tempfile.tempdir = os.environ["POLARS_TEMP_DIR"] = request["scratch"]
    threading.Thread(target=_end_when_alone, args=(request["scratch"],), daemon=True).start()
    limits.allow_processor(request["seconds"])
    answer(request, out)
    os._exit(0)
