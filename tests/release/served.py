"""A served file made by hand: every mart, most of them empty, figures of a generated school, and planted words."""

import json

import duckdb
import polars as pl

from tests.disclosure.schools import TERMS, YEAR, Pupil, tables
from warehouse.read import MARTS
from warehouse.settings import Home

CANARIES = {
    "name": "Zebedee Quillfeather",
    "pupil": "pupilcanary4711",
    "household": "householdcanary815",
    "text": "murmurcanary",
}
_DATES = (
    "period_start period_end event_date newest_date start_date due_date done_date evidence_newest judged_at loaded_at "
    "session_date"
)
_YES_NO = "is_reportable is_clear is_kept is_met is_random has_data is_active"
_WHOLE = (
    "numerator denominator people reported respondents other_reported other_respondents only_in_comments position "
    "others uploads row_count invited attended found then_numerator then_denominator now_numerator now_denominator "
    "reached_families reached_pupils others_families others_pupils families_with families_without items "
    "pupils of_pupils sessions possible_sessions possible absent households of_households "
    "complete_respondents strength steps_total steps_done days_late evidence_sources year"
)
_REAL = (
    "value interval_low interval_high share published_share difference then_value then_interval_low then_interval_high "
    "now_value now_interval_low now_interval_high previous_value effect smallest_detectable pre_trend pre_trend_low "
    "pre_trend_high pre_level published_low published_high reached_before reached_after others_before others_after "
    "mean_with mean_without corrected_p alpha alpha_low alpha_high mean mean_low mean_high low high"
)
TYPES = {
    name: kind
    for names, kind in ((_DATES, pl.Date), (_YES_NO, pl.Boolean), (_WHOLE, pl.Int64), (_REAL, pl.Float64))
    for name in names.split()
}


def serve(home: Home, pupils: list[Pupil], build_id: str = "b1") -> None:
    """Publish the school as a build of its own."""
    home.served.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home.served / f"{build_id}.duckdb")) as connection:
        for name, frame in _frames(pupils).items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")  # noqa: S608
            connection.unregister("frame")
    pointer = {"build_id": build_id, "file": f"{build_id}.duckdb", "built_at": "2026-01-01T00:00:00+00:00"}
    home.pointer.write_text(json.dumps(pointer | {"seconds": 1.0, "tests": {}, "fingerprint": build_id}))


def _frames(pupils: list[Pupil]) -> dict[str, pl.DataFrame]:
    indicators, barriers = tables(pupils)
    rate = pl.col("numerator") / pl.col("denominator")
    rows = {
        "rpt_indicators": indicators.with_columns(
            value=rate, interval_low=rate * 0.9871, interval_high=rate * 1.0123, is_reportable=pl.lit(True)
        ),
        "fct_indicators": indicators,
        "rpt_barriers": barriers.with_columns(
            share=pl.col("reported") / pl.col("respondents"), only_in_comments=pl.lit(1)
        ),
        "dim_periods": pl.DataFrame([_period(period) for period in (*TERMS, "2025/26 autumn", YEAR)]),
        "rpt_event_head_counts": pl.DataFrame(
            {"school_id": "s", "event_name": [CANARIES["name"]], "event_kind": "workshop", "attended": 30}
        ),
        "fct_comment_barriers": pl.DataFrame({"coding_id": ["c1"], "words": CANARIES["text"]}),
        "rpt_household_reach": pl.DataFrame({"household_id": [CANARIES["household"]]}),
        "rpt_uploads": pl.DataFrame({"upload_id": [CANARIES["pupil"]], "feed": "pupils"}),
        "rpt_freshness": pl.DataFrame({"feed": ["pupils"], "uploads": [1], "row_count": [len(pupils)]}),
    }
    return {name: _shaped(rows.get(name, pl.DataFrame()), MARTS[name].columns) for name in MARTS}


def _period(period: str) -> dict:
    ends = {"2024/25": "2025-08-31", "2025/26 autumn": "2025-12-31"}
    kind = "term" if " " in period else "year"
    return {"period_type": kind, "period_id": period, "period_end": ends.get(period, "2025-04-01"), "has_data": True}


def _shaped(rows: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    kinds = {name: TYPES.get(name, pl.String) for name in columns}
    missing = [pl.lit(None, kind).alias(name) for name, kind in kinds.items() if name not in rows.columns]
    dates = [pl.col(name).str.to_date() for name in rows.columns if kinds.get(name) == pl.Date]
    return (
        rows.with_columns(*dates).with_columns(missing).select(columns).cast(kinds)
        if rows.height
        else pl.DataFrame(schema=kinds)
    )
