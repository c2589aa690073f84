"""The intake's page names what the intake has: every module, feed, field, code and option sign."""

import re
from pathlib import Path

import pytest

from warehouse.intake.convert import TROUBLES
from warehouse.intake.feeds import FEEDS
from warehouse.intake.shapes import MAPS, heading_key, read_rows, shapes

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "intake.md").read_text(encoding="utf-8")
INTAKE = PROJECT / "warehouse" / "intake"
PLUMBING = {"__init__", "load", "examine", "results", "feeds", "text"}


@pytest.mark.parametrize("module", sorted(path.stem for path in INTAKE.glob("*.py")))
def test_every_module_stands_in_the_table_of_steps(module):
    assert module in PLUMBING or f"`{module}.py`" in PAGE


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_every_required_field_stands_in_the_table_of_feeds(feed):
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {feed.name} |"))
    assert all(field.name in row or field.name == "period_type" for field in feed.required)
    assert all(name in row for name in feed.any_of if feed.name != "benchmarks")


def test_every_code_of_a_record_set_aside_is_explained():
    used = {code for code, _ in TROUBLES.values()}
    for path in INTAKE.glob("*.py"):
        used |= set(re.findall(r'"([a-z]+_[a-z_]+)",\n\s+"[A-Z]', path.read_text(encoding="utf-8")))
    assert {"too_many_fields", "conflicting_marks", "bad_date"} <= used
    assert [code for code in sorted(used) if code not in PAGE] == []


def test_every_column_map_is_listed_and_names_only_fields_of_its_feed():
    listed = {row["shape"] for row in read_rows(MAPS / "index.csv")}
    others = {"index", "not_feeds", "personal_headings", "survey_common", "identity", "joining_headings"}
    assert {path.stem for path in MAPS.glob("*.csv")} == listed | others
    fields = {feed.name: {field.name for field in feed.fields} for feed in FEEDS}
    for shape in shapes():
        named = {rule.field for rule in shape.rules.values() if rule.field} | set(shape.supplied) - {"date_order"}
        assert named <= fields[shape.feed], shape.name
        assert {rule.treatment for rule in shape.rules.values()} <= {"used", "ignored", "dropped_personal", "spread"}, (
            shape.name
        )


def test_no_heading_stands_twice_in_one_column_map():
    for path in MAPS.glob("*.csv"):
        rows = [row for row in read_rows(path) if row.get("header") and path.stem != "joining_headings"]
        keys = [heading_key(row["header"]) for row in rows]
        assert len(keys) == len(set(keys)), (path.name, sorted(key for key in keys if keys.count(key) > 1))
