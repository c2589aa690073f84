"""How long the Key questions page takes to run again with three years of answers, beside one without them.

``python -m benchmarks.answers_rerun`` builds a demonstration, runs the page in Streamlit's app test and prints the
median of each and their ratio. Aimed at: under 150 ms at the median on an idle machine.
"""

import os
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from streamlit.testing.v1 import AppTest

from warehouse.demo import prepare
from warehouse.register import NewEntry, record_all
from warehouse.settings import PROJECT_ROOT, Home, get_settings

RUNS = 25
TERMS = [f"{year}/{year - 1999} {term}" for year in (2023, 2024, 2025) for term in ("autumn", "spring", "summer")]
TURNS = 4


def add_three_years(home: Home) -> None:
    """Four saved answers to each of the 21 questions in each of nine terms, each with five kept figures."""
    figures = [{"indicator_id": f"figure_{n}", "period_id": "2025/26 summer", "value": 0.5} for n in range(5)]
    entries = [
        NewEntry("answer", _answer(question, term, turn, figures))
        for term in TERMS
        for question in range(1, 22)
        for turn in range(TURNS)
    ]
    record_all(home, entries, role="slt", client_id="history")


def _answer(question: int, term: str, turn: int, figures: list[dict]) -> dict:
    return {
        "key_question_id": f"kq_{question:02}",
        "cycle_id": term,
        "judgement": ("not_yet", "developing", "strong")[turn % 3],
        "answer": f"What we saw at turn {turn}. " * 20,
        "next_must": ["Ring", "Write"],
        "evidence": figures,
    }


def median_rerun() -> float:
    """Seconds of wall clock of the page's rerun, median of RUNS after a first one."""
    app = AppTest.from_file(str(PROJECT_ROOT / "pages" / "key_questions.py"), default_timeout=120)
    for name, value in {"role": "slt", "question": "kq_05", "term": "2025/26 summer"}.items():
        app.query_params[name] = value
    app.run()
    seconds = []
    for _ in range(RUNS):
        started = perf_counter()
        app.run()
        seconds.append(perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VILLAGE_HOME"] = folder
        get_settings.cache_clear()
        prepare(Home(Path(folder)))
        without = median_rerun()
        add_three_years(Home(Path(folder)))
        with_history = median_rerun()
    told = f"without {without * 1000:.0f} ms, with three years {with_history * 1000:.0f} ms"
    print(f"{told}, ratio {with_history / without:.2f}")


if __name__ == "__main__":
    main()
