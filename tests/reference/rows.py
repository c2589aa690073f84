"""The rows of the reference tables, read once for the tests of this room."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "reference"
ONE_SENTENCE = r"[A-Z0-9][^.?!]*[.?]"
TYPES = {f"type_{number}" for number in range(1, 7)}


def rows_of(name):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ITEMS = rows_of("framework_items")
CROSSWALK = rows_of("crosswalk")
NEEDS = rows_of("question_needs")
FIGURES = rows_of("published_figures")
ITEM_IDS = {item["item_id"] for item in ITEMS}
INDICATORS = rows_of("indicators")
INDICATOR_IDS = {row["indicator_id"] for row in INDICATORS}


def partners_of(item_id):
    """Every item that a row of the crosswalk joins to this one, whichever way round it is written."""
    forward = {row["to_item_id"] for row in CROSSWALK if row["from_item_id"] == item_id}
    return forward | {row["from_item_id"] for row in CROSSWALK if row["to_item_id"] == item_id}
