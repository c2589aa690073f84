"""Head counts as people read them: newest first, and nothing of an event that is held back."""

import datetime as dt

import polars as pl

from ui.head_counts import as_read

ROW = {
    "school_id": "our_school",
    "site": None,
    "event_name": "Parent forum",
    "event_kind": "parent_forum",
    "event_date": dt.date(2024, 9, 13),
    "invited": None,
    "attended": 22,
    "is_reportable": True,
}


def test_the_newest_event_stands_first_and_what_was_not_counted_is_said():
    later = ROW | {"event_name": "Coffee", "event_date": dt.date(2024, 10, 1), "invited": 9, "attended": 7}
    table = as_read(pl.DataFrame([ROW, later]))
    assert table.select("Event", "Date", "Invited", "Came").rows() == [
        ("Coffee", "1 October 2024", "9", "7"),
        ("Parent forum", "13 September 2024", "not counted", "22"),
    ]


def test_a_withheld_event_shows_neither_name_nor_numbers():
    withheld = ROW | {"event_name": None, "invited": None, "attended": None, "is_reportable": False}
    row = as_read(pl.DataFrame([ROW, withheld])).row(0, named=True)
    assert (row["Event"], row["Invited"], row["Came"]) == ("not named", "held back", "held back")


def test_an_event_of_a_release_has_its_count_and_no_name():
    row = as_read(pl.DataFrame([ROW, ROW | {"event_name": None}])).row(0, named=True)
    assert (row["Event"], row["Invited"], row["Came"]) == ("not named", "not counted", "22")
