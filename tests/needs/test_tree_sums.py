"""The tree of whys: reading order, what hangs below what, which threads options answer, and what undo takes back."""

import polars as pl

from warehouse.needs.trees import below, ends, in_order
from warehouse.needs.undoing import UNDO, last_step

FIELDS = ("why_id", "tree_id", "parent_why_id", "level", "statement", "is_withdrawn")


def tree(*rows: tuple[str, str | None, int]) -> pl.DataFrame:
    """(why, parent, level), each with its id as its words."""
    return pl.DataFrame(
        [{"why_id": why, "parent_why_id": parent, "level": level, "statement": why} for why, parent, level in rows],
        schema={"why_id": pl.String, "parent_why_id": pl.String, "level": pl.Int64, "statement": pl.String},
    )


BRANCHES = (("0", None, 0), ("a", "0", 1), ("b", "0", 1), ("a1", "a", 2), ("b1", "b", 2), ("b2", "b", 2))


def test_whys_are_read_thread_by_thread_and_numbered():
    rows = in_order(tree(*reversed(BRANCHES)))
    numbers = list(zip(rows["why_id"], rows["number"], strict=True))
    assert numbers == [("0", ""), ("a", "1"), ("a1", "1.1"), ("b", "2"), ("b1", "2.1"), ("b2", "2.2")]
    assert rows.filter("is_end")["why_id"].to_list() == ["a1", "b1", "b2"]


def test_a_tree_without_its_statement_is_empty():
    assert in_order(tree(("a", "0", 1))).is_empty() and in_order(tree()).is_empty()


def test_a_why_whose_parent_has_gone_is_seen_below_the_statement():
    rows = in_order(tree(("0", None, 0), ("lost", "gone", 3)))
    assert rows.filter(pl.col("why_id") == "lost")["number"].item() == "1"


def test_below_a_why_is_its_own_branch_and_below_the_statement_all():
    rows = in_order(tree(*BRANCHES, *((f"x{n:02}", "0", 1) for n in range(10))))
    assert below(rows, "b") == ["b", "b1", "b2"]
    assert below(rows, "a") == ["a", "a1"]
    assert len(below(rows, "0")) == rows.height


def test_a_thread_is_answered_at_its_end_on_the_way_or_not():
    options = pl.DataFrame({"label": ["Forum", "Bus fares", "Vision"], "why_id": ["b1", "a", None]})
    found = ends(in_order(tree(*BRANCHES)), options)
    assert dict(zip(found["why_id"], found["answered"], strict=True)) == {
        "a1": "answered on the way",
        "b1": "answered",
        "b2": "not answered",
    }
    assert found["labels"].to_list() == [["Bus fares"], ["Forum"], []]
    assert found["thread"].to_list()[0] == ["a", "a1"]


def log(*saves: tuple) -> pl.DataFrame:
    """(client id, why id, level, statement, withdrawn, why) in the order they were saved."""
    rows = [
        {
            "row_id": number,
            "client_id": client,
            "why_id": why_id,
            "tree_id": "t",
            "parent_why_id": None,
            "level": level,
            "statement": statement,
            "is_withdrawn": gone,
            "why": why,
        }
        for number, (client, why_id, level, statement, gone, why) in enumerate(saves, start=1)
    ]
    return pl.DataFrame(rows, schema_overrides={"why": pl.String, "parent_why_id": pl.String})


START = ("s", "0", 0, "Parents do not come", False, None)
ADDED = ("one", "a", 1, "No bus", False, None)


def test_the_statement_alone_leaves_nothing_to_undo():
    assert last_step(log(START), FIELDS) is None


def test_undoing_what_was_added_withdraws_it():
    step = last_step(log(START, ADDED), FIELDS)
    (values, base), *others = step.restores
    assert (step.what, values["why_id"], values["is_withdrawn"], base, others) == ("added", "a", True, 2, [])


def test_undoing_other_words_brings_the_former_ones_back():
    step = last_step(log(START, ADDED, ("two", "a", 1, "Far away", False, None)), FIELDS)
    assert (step.what, step.restores[0][0]["statement"], step.restores[0][1]) == ("reworded", "No bus", 3)


def test_undoing_the_withdrawal_of_a_branch_brings_all_of_it_back_from_the_top():
    gone = (("w", "b", 2, "Late", True, None), ("w:1", "a", 1, "No bus", True, None))
    step = last_step(log(START, ADDED, ("two", "b", 2, "Late", False, None), *gone), FIELDS)
    assert step.what == "withdrew"
    assert [(values["why_id"], values["is_withdrawn"]) for values, _ in step.restores] == [("a", False), ("b", False)]


def test_the_next_undo_goes_one_further_back():
    undone = ("three", "b", 1, "Late", True, f"{UNDO}two")
    step = last_step(log(START, ADDED, ("two", "b", 1, "Late", False, None), undone), FIELDS)
    assert (step.submit, step.what) == ("one", "added")


def test_after_everything_is_undone_nothing_is_left_to_undo():
    assert last_step(log(START, ADDED, ("two", "a", 1, "No bus", True, f"{UNDO}one")), FIELDS) is None
