"""A writer of its own process for the test of many writers: says each entry's number once it is saved for good."""

import sys
from collections.abc import Iterator
from pathlib import Path

from warehouse import register
from warehouse.settings import Home

STEPS = 11  # writers meet on the same steps


def write(home: Home, writer: object, count: int) -> Iterator[tuple[int, bool]]:
    """Save ``count`` entries. Yields the number of each once it is saved, and whether it was new."""
    for number in range(count):
        is_new = register.record_step_update(
            home,
            f"phase_1_step_{number % STEPS + 1:02}",
            "in_progress",
            note=f"{writer} {number}",
            role="staff",
            client_id=f"{writer}-{number}",
        )
        yield number, is_new


if __name__ == "__main__":
    register.discard_draft(Home(Path(sys.argv[1])), "none")  # opens the register
    print("ready", flush=True)
    sys.stdin.readline()
    for saved, _ in write(Home(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])):
        print(saved, flush=True)
