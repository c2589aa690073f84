"""Dates as exports write them: each form by hand, zones to school time, and the order of a file."""

import datetime as dt
from collections import Counter

import pytest

from warehouse.intake.dates import order_of, parse_date, parse_time, parse_timestamp


@pytest.mark.parametrize(
    "text, order, expected",
    [
        ("2024-09-03", None, (2024, 9, 3)),
        ("2024/09/03", None, (2024, 9, 3)),
        ("20240903", None, (2024, 9, 3)),
        ("03/09/2024", "dmy", (2024, 9, 3)),
        ("03/09/2024", "mdy", (2024, 3, 9)),
        ("3.9.24", "dmy", (2024, 9, 3)),
        ("12-Sep-24", None, (2024, 9, 12)),
        ("12 September 2024", None, (2024, 9, 12)),
        ("1 August, 2022", None, (2022, 8, 1)),
        ("August 1, 2022", None, (2022, 8, 1)),
        ("Mon 2nd Sept 2024", None, (2024, 9, 2)),
        ("2024-09-03 10:15:00", None, (2024, 9, 3)),
        ("29/02/2024", "dmy", (2024, 2, 29)),
    ],
)
def test_a_date_is_read_in_the_forms_exports_use(text, order, expected):
    assert parse_date(text, order) == dt.date(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "29/02/2023",
        "31/09/2024",
        "13/13/2024",
        "0026-09-03",
        "03/09/1999",
        "03/09/0026",
        "2101-01-01",
        "soon",
        "45000",
        "2024-09",
        "2024-09-03 25:00",
        "3 Smarch 2024",
        "2024-09-03 extra",
        "12/09/202",
    ],
)
def test_what_is_no_date_of_this_century_is_none(text):
    assert parse_date(text, "dmy") is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2024-07-01T09:00:00Z", (2024, 7, 1, 10, 0)),
        ("2024-12-01 09:00:00 UTC", (2024, 12, 1, 9, 0)),
        ("2020-08-21 20:59:14.284364+00", (2020, 8, 21, 21, 59, 14, 284364)),
        ("2024-07-01T09:00:00+02:00", (2024, 7, 1, 8, 0)),
        ("2026/06/08 9:31:25 PM GMT+1", (2026, 6, 8, 21, 31, 25)),
        ("2024/11/11 12:54:00 PM GMT", (2024, 11, 11, 12, 54)),
        ("12:05 AM", None),
        ("06/08/2026 12:05:00 AM", (2026, 8, 6, 0, 5)),
    ],
)
def test_a_time_with_a_zone_becomes_school_time(text, expected):
    found = parse_timestamp(text, "dmy")
    assert found == (dt.datetime(*expected) if expected else None)  # noqa: DTZ001 - school time has no zone


def test_times_of_day_are_read_or_refused():
    assert parse_time("9:05") == dt.time(9, 5) and parse_time("9:05 pm") == dt.time(21, 5)
    assert parse_time("13:00 PM") is None and parse_time("24:00") is None and parse_time("nine") is None


def test_the_values_of_a_file_prove_its_order_or_leave_it_open():
    assert order_of(Counter(["13/09/2024", "01/02/2024"]).items()) == ("dmy", False)
    assert order_of(Counter(["09/13/2024", "01/02/2024"]).items()) == ("mdy", False)
    assert order_of(Counter(["01/02/2024"]).items()) == (None, True)
    assert order_of(Counter(["2024-02-01", "05/05/2024", "1 May 2024"]).items()) == (None, False)
    assert order_of(Counter(["13/09/2024", "09/13/2024"]).items()) == (None, True)


def test_one_stray_date_does_not_turn_the_file_around():
    assert order_of(Counter(["13/09/2024"] * 30 + ["09/13/2024"]).items()) == ("dmy", False)
