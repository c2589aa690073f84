"""What each chart draws, what it leaves out, and that it reads without colour, in light, in dark and aloud."""

import datetime as dt
import json
import re

import polars as pl
import pytest

from tests.charts.conftest import Drawn, rates
from ui.charts import barriers, intervals, judgements, phases, trends

TERMS = ("2024/25 autumn", "2024/25 spring", "2024/25 summer")


def barrier_rows(*rows: tuple[str, str, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "label": label,
                "series": series,
                "share": share,
                "interval_low": None if share is None or series == "published" else share - 0.1,
                "interval_high": None if share is None or series == "published" else share + 0.1,
                "respondents": 30,
            }
            for label, series, share in rows
        ],
        schema_overrides=dict.fromkeys(("share", "interval_low", "interval_high"), pl.Float64),
    )


def questions(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["label", "place", "evidence"], orient="row")


def filled() -> pl.DataFrame:
    """Two steps planned and due, done between two days."""
    begin, end = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
    rows = [(begin, "in the phase", 2), (end, "in the phase", 2), (begin, "due by then", 0), (end, "due by then", 2)]
    rows += [(begin, "done", 0), (end, "done", 2)]
    return pl.DataFrame(rows, schema=["day", "line", "steps"], orient="row")


@pytest.fixture
def every_chart(steps) -> list[Drawn]:
    one = rates(("A", 0.5, True), ("B", None, False))
    actions = pl.DataFrame({"label": ["1. Classes"], "steps_done": [1], "steps_total": [2]})
    charts = [
        intervals.interval_rows(one, description="said", published=0.4, published_label="published"),
        trends.trend(one, description="said", published=0.4),
        barriers.parents_and_staff(barrier_rows(("A", "parents", 0.2), ("A", "published", 0.4)), description="said"),
        phases.timeline(steps, as_of=dt.date(2026, 6, 1), description="said"),
        phases.action_progress(actions, description="said"),
        phases.burn_up(filled(), as_of=dt.date(2026, 6, 1), description="said"),
        judgements.continuum(questions(("1. A", "strong", "thin evidence")), description="said"),
    ]
    return [Drawn(chart) for chart in charts]


def test_every_chart_can_be_read_aloud(every_chart):
    assert [drawn.spec["description"] for drawn in every_chart] == ["said"] * 7


def test_no_chart_fixes_a_colour_so_light_and_dark_themes_both_read(every_chart):
    for drawn in every_chart:
        layers = json.dumps(drawn.layers)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\"(black|white|gr[ae]y|red|green|blue)\"", layers)
        assert "background" not in {key for layer in drawn.layers for key in layer["mark"]}


def test_no_chart_sets_a_width_so_that_it_fits_a_phone(every_chart):
    assert not any("width" in drawn.spec for drawn in every_chart)


def test_a_rate_is_a_point_with_its_interval():
    drawn = Drawn(intervals.interval_rows(rates(("Westside", 0.6, True)), description="d"))
    rule, point = drawn.marks("rule")[0], drawn.marks("point")[0]
    assert rule["encoding"]["x"]["field"] == "interval_low" and rule["encoding"]["x2"]["field"] == "interval_high"
    assert point["encoding"]["x"]["field"] == "value"
    assert point["encoding"]["x"]["axis"]["format"] == ".0%"


@pytest.mark.parametrize("value, is_reportable", [(None, False), (0.0, False), (0.9, False), (None, True)])
def test_a_group_that_is_too_small_is_words_and_never_a_mark(value, is_reportable):
    frame = rates(("All pupils", 0.5, True), ("Year 8", value, is_reportable))
    for chart in (intervals.interval_rows(frame, description="d"), trends.trend(frame, description="d")):
        drawn = Drawn(chart)
        for kind in ("rule", "point", "line", "area"):
            for layer in drawn.marks(kind):
                assert {row["label"] for row in drawn.rows(layer)} <= {"All pupils"}
            if kind == "point":
                assert any(drawn.rows(layer) for layer in drawn.marks(kind))
        assert drawn.texts() == {"held back" if value is None else "too few to say": ["Year 8"]}


def test_rows_keep_the_order_they_were_given():
    drawn = Drawn(intervals.interval_rows(rates(("B", 0.2, True), ("A", 0.5, True)), description="d"))
    names = drawn.layers[0]
    assert names["encoding"]["y"]["sort"] is None and [row["label"] for row in drawn.rows(names)] == ["B", "A"]


def test_a_published_figure_is_a_dashed_rule_and_inside_the_scale():
    drawn = Drawn(trends.trend(rates(("T", 0.5, True)), description="d", published=0.9, published_label="2007"))
    dashed = [layer for layer in drawn.marks("rule") if layer["mark"].get("strokeDash")]
    assert [row["published"] for row in drawn.rows(dashed[0])] == [0.9]
    assert max(drawn.held("limit")) >= 0.9


def test_a_narrow_series_is_not_blown_up_into_news():
    drawn = Drawn(trends.trend(rates(("T1", 0.50, True), ("T2", 0.51, True)), description="d"))
    low, high = drawn.held("limit")
    assert high - low >= 0.2


def test_a_trend_is_not_drawn_across_a_term_with_too_few():
    values = (0.4, None, 0.6)
    frame = rates(*[(term, value, value is not None) for term, value in zip(TERMS, values, strict=True)])
    drawn = Drawn(trends.trend(frame, description="d"))
    line = drawn.marks("line")[0]
    assert line["encoding"]["detail"]["field"] == "run"
    assert len({row["run"] for row in drawn.rows(line)}) == 2
    assert line["encoding"]["x"]["sort"] is None and drawn.held("label") == list(TERMS)


def test_a_trend_of_nothing_reportable_is_only_words():
    drawn = Drawn(trends.trend(rates(("T", None, False)), description="d"))
    assert drawn.texts() == {"held back": ["T"]}
    assert all(not drawn.rows(layer) for layer in drawn.marks("point"))


def test_sites_differ_in_dash_and_shape_as_well_as_colour():
    frame = rates(("T1", 0.4, True), ("T1", 0.6, True), ("T2", 0.5, True), ("T2", None, False))
    frame = frame.with_columns(site=pl.Series(["Eastside", "Westside"] * 2))
    drawn = Drawn(trends.trends_of(frame, "site", description="d"))
    assert drawn.marks("line")[0]["encoding"]["strokeDash"]["field"] == "site"
    assert drawn.marks("point")[0]["encoding"]["shape"]["field"] == "site"
    ends = [(row["site"], row["label"]) for row in drawn.rows(drawn.marks("point")[0])]
    assert sorted(ends) == [("Eastside", "T1"), ("Eastside", "T2"), ("Westside", "T1")]


def test_parents_staff_and_published_differ_in_shape_as_well_as_colour():
    frame = barrier_rows(("Transport", "parents", 0.3), ("Transport", "staff", 0.5), ("Transport", "published", 0.4))
    points = Drawn(barriers.parents_and_staff(frame, description="d")).marks("point")[0]["encoding"]
    assert points["shape"]["scale"] == {
        "domain": ["parents", "staff", "published"],
        "range": ["circle", "square", "diamond"],
    }
    assert points["color"]["scale"]["domain"] == points["shape"]["scale"]["domain"]


def test_a_barrier_without_any_figure_says_too_few_and_one_with_a_figure_does_not():
    frame = barrier_rows(("Transport", "parents", None), ("Child care", "parents", None), ("Child care", "staff", 0.2))
    drawn = Drawn(barriers.parents_and_staff(frame, description="d"))
    assert drawn.texts() == {"too few to say": ["Transport"]}
    assert [row["label"] for row in drawn.rows(drawn.marks("point")[0])] == ["Child care"]


def test_charts_of_barriers_below_each_other_share_one_scale():
    both = barrier_rows(("A", "parents", 0.1), ("B", "parents", 0.8))
    upper = barriers.upper_limit(both)
    drawn = Drawn(barriers.parents_and_staff(both.head(1), description="d", upper=upper))
    assert drawn.held("limit") == [0, upper]
    assert upper >= 0.9


def test_the_timeline_runs_bars_from_start_to_due_and_marks_the_day(steps):
    drawn = Drawn(phases.timeline(steps, as_of=dt.date(2026, 6, 1), description="d"))
    bars, day = (layer for layer in drawn.marks("rule"))
    assert [row["label"] for row in drawn.rows(bars)] == ["1.1 Find room: done", "4.1 Look: late by 9 days"]
    assert bars["encoding"]["x"]["field"] == "start_date" and bars["encoding"]["x2"]["field"] == "due_date"
    assert [row["label"] for row in drawn.rows(day)] == ["as of 1 Jun"]


def test_a_late_step_has_a_shape_of_its_own_and_a_done_one_sits_on_the_day_it_was_done(steps):
    drawn = Drawn(phases.timeline(steps, as_of=dt.date(2026, 6, 1), description="d"))
    marks = drawn.marks("point")[0]
    shapes = marks["encoding"]["shape"]["scale"]
    by_state = dict(zip(shapes["domain"], shapes["range"], strict=True))
    assert by_state["late"] == "triangle-up" and len(set(by_state.values())) == 5
    assert {row["state"]: row["at"][:10] for row in drawn.rows(marks)} == {"done": "2026-03-20", "late": "2026-05-22"}


def test_a_step_without_dates_says_so(steps):
    drawn = Drawn(phases.timeline(steps, as_of=dt.date(2026, 6, 1), description="d"))
    assert drawn.texts() == {"no date set": ["8.1 Choose: not started"]}


def test_an_action_has_one_box_a_step_filled_when_done():
    actions = pl.DataFrame({"label": ["A", "B"], "steps_done": [1, 0], "steps_total": [2, 1]})
    drawn = Drawn(phases.action_progress(actions, description="d"))
    done, to_do = drawn.marks("point")
    assert [row["label"] for row in drawn.rows(done)] == ["A"] and done["mark"]["filled"] is True
    assert [row["label"] for row in drawn.rows(to_do)] == ["A", "B"]


def test_the_burn_up_draws_each_line_in_steps_with_a_dash_of_its_own():
    drawn = Drawn(phases.burn_up(filled(), as_of=dt.date(2026, 6, 1), description="d"))
    mark = drawn.marks("line")[0]
    assert mark["mark"]["interpolate"] == "step-after"
    dashes = mark["encoding"]["strokeDash"]["scale"]
    assert dashes["domain"] == ["in the phase", "due by then", "done"]
    assert len({tuple(dash) for dash in dashes["range"]}) == 3
    assert [row["steps"] for row in drawn.rows(mark) if row["line"] == "done"] == [0, 2]


def test_a_judgement_on_thin_evidence_has_another_shape_than_one_on_enough():
    frame = questions(("1. A", "strong", "enough evidence"), ("2. B", "not yet", "thin evidence"))
    mark = Drawn(judgements.continuum(frame, description="d")).marks("point")[0]["encoding"]
    assert mark["x"]["scale"]["domain"] == ["not judged", "not yet", "developing", "strong"]
    assert len(set(mark["shape"]["scale"]["range"])) == 3


def test_a_long_label_is_wrapped_onto_two_lines_and_no_more():
    label = "A very long name of a group of pupils that would run out of every phone and then some way beyond it"
    drawn = Drawn(intervals.interval_rows(rates((label, 0.5, True)), description="d"))
    lines = drawn.rows(drawn.marks("point")[0])[0]["label"].split("\n")
    assert len(lines) == 2 and all(len(line) <= 40 for line in lines)
