"""Rows that repeat figures of other tables: shown where the release shows the very same figures, and only there."""

from collections.abc import Mapping

import polars as pl

from warehouse.disclosure.policies import FEWEST_PEOPLE, POLICIES

_SAME = 1e-9


def _shown(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter("is_reportable")


def _held(rows: pl.DataFrame, name: str, condition: pl.Expr) -> pl.DataFrame:
    """``rows`` of the table ``name`` with their figures only where ``condition`` holds."""
    columns = POLICIES[name].withheld
    return rows.with_columns(pl.when(condition).then(column).alias(column) for column in columns)


def judged_evidence(rows: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """A figure then and now, where the whole school's figure of that term is shown and is the same."""
    whole = _shown(indicators).filter(pl.col("group_type") == "all", pl.col("period_type") == "term")
    for time in ("then", "now"):
        same = whole.select(
            "indicator_id",
            pl.col("period_id").alias(f"{time}_period_id"),
            pl.col("numerator").alias(f"{time}_numerator"),
            pl.col("denominator").alias(f"{time}_denominator"),
            pl.lit(True).alias(f"{time} shown"),
        )
        on = ["indicator_id", f"{time}_period_id", f"{time}_numerator", f"{time}_denominator"]
        rows = rows.join(same.unique(on), on=on, how="left", maintain_order="left")
    is_shown = (pl.col("then shown") & pl.col("now shown")).fill_null(False)
    told = _held(rows.with_columns(is_reportable=is_shown), "rpt_judged_evidence", is_shown)
    return told.drop("then shown", "now shown")


def key_questions(rows: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Whether the figure that speaks for a question has moved, where it is shown; a question that nobody judged and
    one without figures say so as before."""
    first = judged.sort("position").group_by("key_question_id", "cycle_id", maintain_order=True).first()
    shown = first.select("key_question_id", "cycle_id", is_shown="is_reportable")
    rows = rows.join(shown, on=["key_question_id", "cycle_id"], how="left", maintain_order="left")
    silent = ["not judged", "no newer data", "no figures"]
    keep = pl.col("is_shown").fill_null(False) | pl.col("drift").is_in(silent)
    return rows.with_columns(drift=pl.when(keep).then("drift").otherwise(pl.lit("no newer data"))).drop("is_shown")


def evidence_checks(rows: pl.DataFrame) -> pl.DataFrame:
    """The number of people behind the smallest figure is not told; days and kinds of data are."""
    is_of_people = pl.col("threshold_id") == "evidence_people_enough"
    return rows.with_columns(found=pl.when(~is_of_people).then("found"))


def barrier_differences(rows: pl.DataFrame, barriers: pl.DataFrame) -> pl.DataFrame:
    """A difference, where both sides are shown with the same counts, or can be worked out of what is shown."""
    shown = _shown(barriers)
    key = ["barrier_id", "respondent_role", "period_id", "group_type", "group_value"]
    one = shown.select(*key, "reported", "respondents", pl.lit(True).alias("one shown")).unique()
    rows = rows.join(one, on=[*key, "reported", "respondents"], how="left", maintain_order="left")
    whole = pl.col("group_type") != "site"
    is_staff, is_rest = pl.col("comparison") == "parents and staff", pl.col("comparison") == "other families"
    rows = rows.with_columns(
        other_role=pl.when(is_staff).then(pl.lit("staff")).otherwise("respondent_role"),
        other_type=pl.when(is_rest | (is_staff & whole)).then(pl.lit("all")).otherwise("group_type"),
        other_value=pl.when(is_rest | (is_staff & whole)).then(pl.lit("all")).otherwise("group_value"),
        other_all=pl.col("other_reported") + pl.when(is_rest).then("reported").otherwise(0),
        other_everyone=pl.col("other_respondents") + pl.when(is_rest).then("respondents").otherwise(0),
    )
    other = shown.select(
        "barrier_id",
        pl.col("period_id").alias("other_period_id"),
        pl.col("respondent_role").alias("other_role"),
        pl.col("group_type").alias("other_type"),
        pl.col("group_value").alias("other_value"),
        pl.col("reported").alias("other_all"),
        pl.col("respondents").alias("other_everyone"),
        pl.lit(True).alias("other shown"),
    ).unique()
    on = ["barrier_id", "other_period_id", "other_role", "other_type", "other_value", "other_all", "other_everyone"]
    rows = rows.join(other, on=on, how="left", maintain_order="left")
    is_shown = (pl.col("one shown") & pl.col("other shown")).fill_null(False)
    told = _held(rows.with_columns(is_reportable=is_shown), "fct_barrier_differences", is_shown)
    told = told.with_columns(pl.col("is_clear").fill_null(False))
    return told.drop(
        "one shown", "other shown", "other_role", "other_type", "other_value", "other_all", "other_everyone"
    )


_REACH = {"two_way": "two_way_reach_rate", "positive": "positive_contact_rate", "answered": "response_rate"}
_CAME = "ever_attended_rate"
_ON_ROLL = ("two_way_reach_rate", "positive_contact_rate")
_WHERE = ("school_id", "period_type", "period_id", "group_type", "group_value")


def reach_steps(rows: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """Steps of reach whose two counts are both shown, and of which neither side is few; no site nothing is said of.

    Invitations and visits are shown as the counts of one rate, households on roll as those of another.
    """
    shown, rows = _shown(indicators), rows.with_row_index("at")
    found = [_same_counts(rows, "households", shown, of, "numerator", step) for step, of in _REACH.items()]
    known = [_same_counts(rows, "of_households", shown, of, "denominator") for of in _REACH.values()]
    both = set().union(*(one & known[place] for place, one in enumerate(found)))
    on_roll = set().union(*(_same_counts(rows, "of_households", shown, of, "denominator") for of in _ON_ROLL))
    invited = _same_counts(rows, "households", shown, _CAME, "denominator", "invited")
    came = _same_counts(rows, "households", shown, _CAME, "numerator", "came")
    rest = pl.col("of_households") - pl.col("households")
    is_large = (pl.col("households") >= FEWEST_PEOPLE) & (rest >= FEWEST_PEOPLE)
    is_shown = pl.col("at").is_in(sorted(both | (on_roll & (invited | came)))) & is_large
    told = _held(rows.with_columns(is_reportable=is_shown), "rpt_reach_funnel", is_shown).drop("at")
    told = told.filter(pl.col("step") != "contacted")
    said = told.filter("is_reportable")["group_value"].unique().to_list()
    return told.filter((pl.col("group_type") != "site") | pl.col("group_value").is_in(said))


def _same_counts(
    rows: pl.DataFrame, column: str, shown: pl.DataFrame, indicator_id: str, count: str, step: str | None = None
) -> set[int]:
    """Places of the rows (of ``step``) whose ``column`` is the very ``count`` that an indicator shows there."""
    rate = shown.filter(pl.col("indicator_id") == indicator_id).select(*_WHERE, pl.col(count).alias(column)).unique()
    wanted = rows if step is None else rows.filter(pl.col("step") == step)
    return set(wanted.join(rate, on=[*_WHERE, column], how="semi")["at"].to_list())


def attention(rows: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The matters whose figures are all shown, numbered anew; how many people stand behind one is left to its page."""
    kept = [told for row in rows.iter_rows(named=True) if (told := _matter(row, tables))]
    table = pl.DataFrame(kept, schema=rows.schema)
    return table.with_columns(position=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))


def _matter(row: dict, tables: Mapping[str, pl.DataFrame]) -> dict | None:
    """The row as it may be told, None where it may not."""
    about = row["subject_type"]
    if about == "impact":
        return _impact(row, _shown(tables["rpt_impact"]))
    if about == "indicator":
        values = _shown(tables["rpt_indicators"]).filter(pl.col("indicator_id") == row["subject_id"])
        here = values.filter(pl.col("group_value") == row["group_value"], pl.col("period_id") == row["period_id"])
        is_told = _has(here["value"], row["value"]) and _has(values["value"], row["previous_value"])
        return row | {"people": None} if is_told else None
    if about == "barrier":
        return row if _barrier(row, tables) else None
    if about == "key_question":
        judged = _shown(tables["rpt_judged_evidence"]).filter(pl.col("key_question_id") == row["subject_id"])
        return (
            row
            if _has(judged["now_value"], row["value"]) and _has(judged["then_value"], row["previous_value"])
            else None
        )
    return row  # dates of actions and feeds


def _has(values: pl.Series, wanted: float | None) -> bool:
    return wanted is None or bool(((values - wanted).abs() < _SAME).any())


def _barrier(row: dict, tables: Mapping[str, pl.DataFrame]) -> bool:
    where = [pl.col(name) == row[name] for name in ("period_id", "group_type", "group_value")]
    where.append(pl.col("barrier_id") == row["subject_id"])
    if row["previous_value"] is None:
        return _has(_shown(tables["rpt_barriers"]).filter(where)["share"], row["value"])
    found = _shown(tables["fct_barrier_differences"]).filter(where)
    other = found["other_reported"] / found["other_respondents"]
    return _has(found["reported"] / found["respondents"], row["value"]) and _has(other, row["previous_value"])


def _impact(row: dict, impacts: pl.DataFrame) -> dict | None:
    found = impacts.filter(pl.col("action_id") == row["subject_id"], pl.col("academic_year") == row["period_id"])
    found = found.filter(pl.col("message_kind") == row["group_value"]).head(1).to_dicts()
    if not found:
        return None
    figures = {"value": "effect", "interval_low": "interval_low", "interval_high": "interval_high"}
    return row | {name: found[0][column] for name, column in figures.items()} | {"people": found[0]["reached_pupils"]}
