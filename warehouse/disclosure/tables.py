"""The tables of a release: what the plan shows, rows that repeat it, and everything else that policies let through."""

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from warehouse.disclosure.cells import ALL, BARRIER_KEY, INDICATOR_KEY, Cell
from warehouse.disclosure.copies import (
    attention,
    barrier_differences,
    evidence_checks,
    judged_evidence,
    key_questions,
    reach_steps,
)
from warehouse.disclosure.planning import Plan
from warehouse.disclosure.policies import POLICIES, RATES
from warehouse.disclosure.sides import SIDES, released_sides

Read = Callable[[str], pl.DataFrame]
PERIODS = {"rpt_indicators": ("term", "year"), "rpt_barriers": ("term",)}
_KEYS = {"rpt_indicators": INDICATOR_KEY, "rpt_barriers": BARRIER_KEY}


def ended(read: Read, today: date) -> pl.DataFrame:
    """Terms and school years that are over: while one runs, a figure of it moves with single pupils."""
    periods = read("dim_periods").filter(pl.col("period_type").is_in(["term", "year"]), pl.col("period_end") < today)
    return periods.select("period_type", "period_id")


def candidates(read: Read, today: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of indicators (with the people behind them) and of barriers that a release could hold."""
    over = ended(read, today)
    rows = {
        table: read(table)
        .filter(pl.col("period_type").is_in(types))
        .join(over, on=["period_type", "period_id"], how="semi")
        for table, types in PERIODS.items()
    }
    people = read("fct_indicators").select(*INDICATOR_KEY, "people")
    indicators = rows["rpt_indicators"].join(people, on=list(INDICATOR_KEY), how="inner", maintain_order="left")
    return indicators, rows["rpt_barriers"]


def released(read: Read, plan: Plan, today: date, earlier: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every table of the release by name. ``earlier`` holds the tables of the release before, where there was one."""
    tables = {name: read(name) for name, policy in POLICIES.items() if policy.rule == "open"}
    for name in PERIODS:
        tables[name] = _cells(name, read(name), plan, earlier.get(name))
    over = ended(read, today)["period_id"].to_list()
    for name in SIDES:
        tables[name] = released_sides(name, read(name), over, earlier.get(name))
    tables["rpt_attendance_codes"] = where_sessions_are_told(tables["rpt_attendance_codes"], plan)
    tables["fct_barrier_differences"] = barrier_differences(read("fct_barrier_differences"), tables["rpt_barriers"])
    judged = judged_evidence(read("rpt_judged_evidence"), tables["rpt_indicators"])
    tables["rpt_judged_evidence"] = judged
    tables["rpt_key_questions"] = key_questions(read("rpt_key_questions"), judged)
    tables["rpt_evidence_checks"] = evidence_checks(read("rpt_evidence_checks"))
    tables["rpt_reach_funnel"] = reach_steps(read("rpt_reach_funnel"), tables["rpt_indicators"])
    tables["rpt_attention"] = attention(read("rpt_attention"), tables)
    tables["rpt_freshness"] = read("rpt_freshness").with_columns(row_count=None)
    tables["dim_periods"] = _with_data(read("dim_periods"), tables["rpt_indicators"], tables["rpt_barriers"])
    return {name: in_whole_per_cents(name, tables[name].cast(_types(tables[name], read(name)))) for name in POLICIES}


def in_whole_per_cents(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Ranges of shares to two places: they rest on how people differ, and so say more than the two counts beside.

    The range of an action's effect stands in its verdict to a tenth of a point, so that it is no secret beside it.
    """
    if name == "rpt_impact":
        return rows
    return rows.with_columns(pl.selectors.ends_with("interval_low", "interval_high").cast(pl.Float64).round(2))


def _types(rows: pl.DataFrame, model: pl.DataFrame) -> dict:
    """A column of nothing keeps the type it has in the build."""
    return {name: model.schema[name] for name in rows.columns}


def _cells(name: str, rows: pl.DataFrame, plan: Plan, before: pl.DataFrame | None) -> pl.DataFrame:
    """Rows of the plan: figures where it shows them, nothing where it does not, and no site that nothing is said of."""
    policy, keys = POLICIES[name], list(_KEYS[name])
    state = pl.DataFrame(
        [
            (*cell.key, item in plan.shown, item in plan.as_released)
            for item, cell in plan.cells.items()
            if cell.table == name
        ],
        schema={key: rows.schema[key] for key in keys} | {"is_shown": pl.Boolean, "is_before": pl.Boolean},
        orient="row",
    )
    now = rows.join(state.filter(~pl.col("is_before")), on=keys, how="inner", maintain_order="left")
    if before is not None:
        stay = before.join(state.filter("is_before"), on=keys, how="inner", maintain_order="left")
        now = pl.concat([now, stay.select(now.columns).cast(dict(now.schema))])
    shown = [pl.when("is_shown").then(column).alias(column) for column in policy.withheld]
    empty = [pl.lit(None).alias(column) for column in policy.dropped]
    told = now.with_columns(*shown, *empty, is_reportable=pl.col("is_shown")).select(rows.columns)
    said = told.filter("is_reportable")["group_value"].unique().to_list()
    return told.filter((pl.col("group_type") != "site") | pl.col("group_value").is_in(said))


_SESSIONS = [rate.indicator_id for rate in RATES if rate.denominator == "possible"]


def where_sessions_are_told(codes: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Codes of periods of which every count of sessions of the whole school is shown. Elsewhere a share would bound a
    count that is held back for the sake of another."""
    hidden = {
        cell.period_id
        for item, cell in plan.cells.items()
        if cell.group == ALL and cell.about in _SESSIONS and item not in plan.shown
    }
    told = {cell.period_id for cell in plan.cells.values() if cell.group == ALL and cell.about in _SESSIONS} - hidden
    return codes.filter(pl.col("period_id").is_in(sorted(told)))


def _with_data(periods: pl.DataFrame, *tables: pl.DataFrame) -> pl.DataFrame:
    shown = {period for rows in tables for period in rows.filter("is_reportable")["period_id"].to_list()}
    return periods.with_columns(has_data=pl.col("period_id").is_in(list(shown)))


def cell_rows(plan: Plan) -> pl.DataFrame:
    """The plan's cells as they are kept beside a release, to compare the next one with; never for governors."""
    return pl.DataFrame(
        [_row(cell, item in plan.shown) for item, cell in plan.cells.items()],
        schema={
            "table": pl.String,
            "key": pl.List(pl.String),
            "numerator": pl.Int64,
            "denominator": pl.Int64,
            "people": pl.Int64,
            "is_shown": pl.Boolean,
        },
        orient="row",
    )


def _row(cell: Cell, is_shown: bool) -> tuple:
    return cell.table, list(cell.key), cell.numerator, cell.denominator, cell.people, is_shown
