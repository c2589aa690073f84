"""What is held back by us and by τ-Argus (pytauargus, optimal method) on the same two-way tables.

`python -m benchmarks.disclosure_peers [SCHOOLS]` writes benchmarks/results/disclosure_peers.json: people and cells held
back with the same protection asked for, then with ours, and how many secrets of theirs are narrower than five.
"""

import json
import sys

from tests.disclosure.peers import compare
from tests.disclosure.schools import school
from warehouse.settings import PROJECT_ROOT

RESULT = PROJECT_ROOT / "benchmarks" / "results" / "disclosure_peers.json"
GROUPS = ("year_group", "send", "site", "eal")


def main(schools: int) -> None:
    """Every group of every school; tables without a secret count too."""
    found = [compare(school(seed), group) for seed in range(schools) for group in GROUPS]
    names = ("secrets", "our_loss", "their_loss", "our_loss_at_five", "our_cells_at_five", "their_cells")
    summary = {"tables": len(found), **{name: sum(getattr(one, name) for one in found) for name in names}}
    summary["theirs_narrower_than_five"] = sum(one.theirs_narrow_at_five for one in found)
    summary["we_lose_more"] = sum(one.our_loss > one.their_loss for one in found)
    RESULT.write_text(json.dumps(summary, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
