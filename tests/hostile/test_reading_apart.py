"""A file is read in a limited process: the answers are the same, and whatever becomes of that process, we live."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from warehouse import landing
from warehouse.errors import FileRefused, QuestionOpen
from warehouse.intake import Options, apart, inspect_file, limits
from warehouse.intake.apart import doors, process, wire
from warehouse.settings import PROJECT_ROOT, Home

MARKS = "Pupil ID,Date,Session,Mark\nP1,2024-09-13,AM,/\nP2,2024-09-13,AM,/\nP3,2024-13-45,AM,/\n"
UNCLEAR = "Pupil ID,Date,Session,Mark\nP1,03/09/2024,AM,/\n"
REQUEST = {"seconds": 60}


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def marks(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(MARKS)
    return path


def python(code: str) -> process.Reader:
    """A process that does ``code`` where one that reads a file would."""
    serving = f"from warehouse.intake.apart import starter\nstarter.serve(lambda: exec({code!r}, {{}}))"
    return process.Starter((sys.executable, "-c", serving)).reader()


def test_an_inspection_from_apart_is_the_one_made_here(marks):
    assert apart.inspect_apart(marks) == inspect_file(marks)


def test_a_load_from_apart_lands_tells_its_progress_and_knows_the_file_again(home, marks):
    told = []
    first = apart.load_apart(home, marks, filename="week.csv", on_progress=lambda *step: told.append(step))
    again = apart.load_apart(home, marks, filename="week.csv")
    assert (first.accepted, first.quarantined_records[0].record, again.already_loaded) == (2, 4, True)
    assert [entry["original_name"] for entry in landing.read_manifest(home)] == ["week.csv"]
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told) and len(told) > 2


def test_an_open_question_comes_back_with_its_inspection_and_its_answer_goes_there(home, tmp_path):
    path = tmp_path / "unclear.csv"
    path.write_text(UNCLEAR)
    with pytest.raises(QuestionOpen) as asked:
        apart.load_apart(home, path)
    assert asked.value.inspection.questions[0].choices == ("dmy", "mdy")
    assert apart.load_apart(home, path, Options(answers={"date_order": "dmy"})).accepted == 1


def test_a_refusal_comes_back_with_its_sentence_and_nothing_is_left_anywhere(home, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("colour,fruit\nred,apple\n")
    with pytest.raises(FileRefused, match="looked for") as refused:
        apart.load_apart(home, path)
    assert refused.value.inspection.decision == "refuse"
    with pytest.raises(FileRefused, match=r"absent\.csv cannot be opened"):
        apart.inspect_apart(tmp_path / "absent.csv")
    assert [entry.name for entry in tmp_path.rglob("*")] == ["notes.csv"]


ENDS = {
    "runs for ever": ("import time; time.sleep(90)", process.TIME),
    "uses the processor for ever": (
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass",
        process.TIME,
    ),
    "has no memory left": ("import os; os.abort()", process.MEMORY),
    "breaks": ("import os; os.kill(os.getpid(), 11)", process.CRASH),
    "says nothing": ("pass", process.CRASH),
    "says what is no message": ("print('[1]', flush=True); import time; time.sleep(60)", process.CRASH),
}


@pytest.mark.parametrize("code, cause", ENDS.values(), ids=ENDS.keys())
def test_a_process_that_comes_to_grief_is_ended_and_its_cause_known(code, cause):
    request = {"seconds": 0.5 if cause == process.TIME else 60}
    with ThreadPoolExecutor(1) as beside, pytest.raises(process.Ended) as ended:
        asked = beside.submit(lambda: python(code).ask(request, process.silent))
        asked.result(timeout=45)  # it ends by itself much later
    assert ended.value.cause == cause


def test_a_process_that_never_stops_talking_is_ended_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "ANSWER", 1000)
    with pytest.raises(process.Ended):
        python("while True: print('x' * 500, end='', flush=True)").ask(REQUEST, process.silent)


FENCED = """
from warehouse.intake import limits
limits.MEMORY = 900 * limits.MB
limits.fence_in()
import polars
try:
    print(sum(map(len, [b"x" * limits.MB for _ in range(2000)])))
except MemoryError:
    print("fenced")
"""


def test_the_memory_of_the_process_is_fenced():
    done = subprocess.run([sys.executable, "-c", FENCED], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert done.stdout == "fenced\n"


NARROW = """
from warehouse.intake import limits
limits.MEMORY = 400 * limits.MB
from warehouse.intake.apart import child
child.main()
"""


def test_a_file_that_needs_too_much_memory_ends_in_a_word_and_not_in_the_machine(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(b"Pupil ID,Date,Direction,Channel\n" + b",,,\n" * 8_000_000)
    request = {"verb": "inspect", "path": str(path), "options": {}, "home": None, "scratch": str(tmp_path)}
    with pytest.raises(process.Ended) as ended:
        doors.unless_ended(python(NARROW).ask(REQUEST | request, process.silent))
    assert ended.value.cause == process.MEMORY


BUSY = """
import time
from warehouse.intake.apart import process
process.keep_warm()
readers = [process._starter.reader() for _ in range(2)]
readers[0]._talk.sendall(REQUEST)
print(process._starter._process.pid, flush=True)
time.sleep(60)
"""


def test_the_one_that_forks_and_all_that_read_end_with_the_one_that_started_them(tmp_path):
    fifo, scratch = tmp_path / "export.csv", tmp_path / "scratch"
    os.mkfifo(fifo)  # opening it for reading waits for ever
    scratch.mkdir()
    request = {
        "verb": "inspect",
        "path": str(fifo),
        "options": {},
        "home": None,
        "seconds": 60,
        "scratch": str(scratch),
    }
    code = f"REQUEST = {wire.to_line(request)!r}\n{BUSY}"
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True)
    starter = int(parent.stdout.readline())
    assert until(lambda: len(below(starter)) == 4), "two readers, each with its keeper"
    family = below(starter)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert until(lambda: not any(is_running(number) for number in (starter, *family)))
    assert not scratch.exists()


def until(holds: Callable[[], object], seconds: float = 30) -> object:
    """What ``holds`` returns once it is true, or when the time is over."""
    patience = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < patience:
        time.sleep(0.1)
    return found


def below(number: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [one for child in children for one in (int(child), *below(int(child)))]


def test_files_read_at_once_each_get_their_own_answer(tmp_path):
    paths = [tmp_path / f"{number}.csv" for number in range(1, 6)]
    for number, path in enumerate(paths, start=1):
        path.write_text(MARKS.splitlines()[0] + "\n" + "P1,2024-09-13,AM,/\n" * number)
    with ThreadPoolExecutor(len(paths)) as pool:
        assert [found.data_records for found in pool.map(apart.inspect_apart, paths)] == [1, 2, 3, 4, 5]


def test_where_the_one_that_forks_was_killed_the_next_file_has_another(marks):
    apart.inspect_apart(marks)
    before = process._starter._process
    before.kill()
    before.wait()
    assert apart.inspect_apart(marks) == inspect_file(marks)
    assert process._starter._process is not before


def is_running(number: int) -> bool:
    """True where a process of that number does anything; one that nobody has waited for yet does not."""
    try:
        with open(f"/proc/{number}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_killed_process_left_behind_is_cleared_away(home):
    home.root.mkdir()
    left, fresh = home.root / "reading-left", home.root / "reading-fresh"
    for folder in (left, fresh):
        folder.mkdir()
    os.utime(left, (1, 1))
    with apart.scratch_folder(home) as folder:
        assert folder.parent == home.root
        assert not left.exists() and fresh.exists()
    assert not folder.exists()
