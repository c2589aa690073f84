"""The attacker on 500 generated schools: nothing recovered, every range wide, and what governors still read.

`python -m benchmarks.disclosure [SCHOOLS]` writes benchmarks/results/disclosure.json. Each school is attacked after one
release, every fourth also after a second one, one pupil having joined, left or been edited, and, as a check on the
attacker, with 'hide 1 to 4'.
"""

import json
import sys
from dataclasses import asdict
from time import process_time

from tests.disclosure.attacks import first_release, hide_one_to_four, second_release
from warehouse.settings import PROJECT_ROOT

SECOND = 4  # every fourth school releases a second time, and is attacked with all totals shown
RESULT = PROJECT_ROOT / "benchmarks" / "results" / "disclosure.json"


def main(schools: int) -> None:
    """Run and write; a line for every fiftieth school."""
    started, found, later, naive = process_time(), [], [], []
    for seed in range(schools):
        found.append(first_release(seed))
        if seed % SECOND == 0:
            later.append(second_release(seed))
            naive.append(hide_one_to_four(seed))
        if seed % 50 == 49:
            write(found, later, naive, process_time() - started)
            print(RESULT.read_text("utf-8"), flush=True)
    write(found, later, naive, process_time() - started)


def write(found: list, later: list, naive: list, seconds: float) -> None:
    """The sums over all schools so far."""
    shares = sorted(one.share_of_cells for one in found)
    people = sorted(one.share_of_people for one in found)
    middle = len(found) // 2
    summary = {
        "schools": len(found),
        "pupils": [min(one.pupils for one in found), max(one.pupils for one in found)],
        "secrets": sum(one.secrets for one in found),
        "recovered_exactly": sum(one.exact for one in found),
        "narrower_than_5": sum(one.narrow for one in found),
        "narrowest": min(one.narrowest for one in found),
        "ranges": {
            "small_groups_bounded": sum(one.by_ranges for one in found),
            "narrower_than_5": sum(one.narrow_by_ranges for one in found),
            "narrowest": min((one.narrowest_by_ranges for one in found if one.by_ranges), default=None),
        },
        "solved_to_proof": sum(one.is_optimal for one in found),
        "share_of_cells_shown": {"least": shares[0], "median": shares[middle], "most": shares[-1]},
        "share_of_people_shown": {"least": people[0], "median": people[middle], "most": people[-1]},
        "second_releases": len(later),
        "refused": sum(one.is_refused for one in later),
        "told_of_the_child": sum(one.told for one in later),
        "hide_1_to_4": {
            "hidden": sum(one.hidden for one in naive),
            "recovered_exactly": sum(one.exact for one in naive),
            "live_view_told_of_the_child": sum(one.live_told for one in later),
        },
        "cpu_seconds": round(seconds),
        "slowest_school": asdict(max(found, key=lambda one: one.seconds)),
    }
    RESULT.write_text(json.dumps(summary, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
