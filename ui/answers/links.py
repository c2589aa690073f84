"""What an answer can point to: the question's figures, surveys, and actions of the phases; and the figures to keep."""

from collections.abc import Iterable

import polars as pl

from ui import words
from ui.data import build, home, mart
from warehouse.register import current

_WHOSE = {"parent": "Parents' survey", "staff": "Staff survey", "pupil": "Pupils' survey"}


def surveys() -> dict[str, str]:
    """Survey id to its name, the newest first."""
    rows = mart("dim_surveys").sort("newest_date", descending=True, nulls_last=True).to_dicts()
    return {row["survey_id"]: _survey(row) for row in rows}


def actions() -> dict[str, str]:
    """Action id to its label: phase 1 as published, then what the school typed in."""
    published = mart("rpt_phase_steps").drop_nulls("action_label").select("action_id", "action_label").unique()
    typed = current(home(), "action").select("action_id", "label")
    return dict(sorted(published.iter_rows(), key=lambda row: row[1])) | dict(typed.iter_rows())


def figures(key_question_id: str, cycle_id: str) -> dict[str, dict]:
    """Name of each indicator of the question to its newest figure up to the term, all pupils, as an answer keeps it."""
    linked = mart("rpt_question_evidence", key_question_id=key_question_id)["indicator_id"].to_list()
    rows = mart("rpt_indicators", indicator_id=linked, period_type="term", group_type="all")
    starts = mart("dim_periods", period_type="term", period_id=cycle_id)["period_start"]
    newest = rows.filter(pl.col("period_start") <= starts.max()).group_by("indicator_id").last()
    found = {row["indicator_id"]: _figure(row) | {"build_id": build().build_id} for row in newest.to_dicts()}
    names = dict(mart("dim_indicators").select("indicator_id", "name").iter_rows())
    return {names[indicator_id]: found[indicator_id] for indicator_id in linked if indicator_id in found}


def same_figures(kept: Iterable[dict], today: Iterable[dict]) -> bool:
    """Whether nothing was counted differently since."""
    return {_identity(figure) for figure in kept} == {_identity(figure) for figure in today}


def _figure(row: dict) -> dict:
    names = ("indicator_id", "period_type", "period_id", "group_type", "group_value")
    numbers = ("numerator", "denominator", "value", "interval_low", "interval_high", "is_reportable")
    return {name: row[name] for name in (*names, *numbers)}


def _identity(figure: dict) -> tuple:
    counted = figure["numerator"] if figure["numerator"] is not None else figure["value"]
    return figure["indicator_id"], figure["period_id"], counted, figure["denominator"]


def _survey(row: dict) -> str:
    whose = _WHOSE.get(row["respondent_role"], "Survey")
    return f"{whose}, newest answers {words.date(row['newest_date'])}"
