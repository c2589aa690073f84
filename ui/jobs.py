"""Long work that outlives the click that started it: one at a time per name, watched by whoever has the page open.

A second click, a second browser or a reload finds the work already running and watches it, never starts it twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread

import streamlit as st

from ui.messages import log_place_of, sentence_of

Work = Callable[[Callable[[dict], None]], object]

_jobs: dict[str, "Job"] = {}
_lock = Lock()


@dataclass
class Job:
    """Work that runs or has ended. ``error`` is a sentence, or None where it went well; ``result`` is its return."""

    fraction: float = 0.0
    sentence: str = "Starting"
    result: object = None
    error: str | None = None

    def __post_init__(self) -> None:
        self.ended = Event()

    def tell(self, event: dict) -> None:
        """Take {"fraction": 0 to 1, "sentence": text} from the work."""
        self.fraction = min(max(float(event["fraction"]), 0.0), 1.0)
        self.sentence = event["sentence"]

    def run(self, work: Work) -> None:
        try:
            self.result = work(self.tell)
        except Exception as error:  # noqa: BLE001 -- whatever it is, those who watch get a sentence
            log_place_of(error)
            self.error = sentence_of(error)
        finally:
            self.ended.set()


def start(name: str, work: Work) -> Job:
    """The job of that name that is running, or a new one that does ``work(tell)`` in a thread of its own."""
    with _lock:
        if job := running(name):
            return job
        for ended in [other for other in _jobs if running(other) is None]:
            del _jobs[ended]
        _jobs[name] = job = Job()
        Thread(target=job.run, args=(work,), daemon=True, name=f"village {name}").start()
        return job


def running(name: str) -> Job | None:
    """The job of that name if it has not ended."""
    job = _jobs.get(name)
    return job if job and not job.ended.is_set() else None


def watch(job: Job) -> None:
    """Show the progress of ``job`` until it ends, then draw the page anew, because its data may be another.

    Leaving the page ends the watching, not the work. Returns at once where the work has ended before.
    """
    if job.ended.is_set():
        return
    bar = st.progress(job.fraction, text=job.sentence)
    while not job.ended.wait(0.2):
        bar.progress(job.fraction, text=job.sentence)
    st.rerun()
