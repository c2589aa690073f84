"""A writer of its own process for the test of many writers: says each entry's number once it is saved for good."""

import sys
from pathlib import Path

from warehouse import register
from warehouse.settings import Home

STEPS = 11  # writers meet on the same steps


def main(home: Path, writer: str, count: int) -> None:
    register.current_steps(Home(home))
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        register.record_step_update(
            Home(home),
            f"phase_1_step_{number % STEPS + 1:02}",
            "in_progress",
            note=f"{writer} {number}",
            role="staff",
            client_id=f"{writer}-{number}",
        )
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
