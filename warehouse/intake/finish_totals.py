"""Totals of attendance: the period each record is of, what its columns add up to, and records that contradict.

Counts of codes stay counts of codes (``mark:I``); what a code means is decided where the models read it.
"""

import polars as pl

from warehouse.intake.clean import Cleaned, place_of
from warehouse.intake.periods import DATES, Period, period_between, period_of_text, period_said
from warehouse.intake.recognise import Match
from warehouse.intake.text import counted

PERIOD = ["period_type", "period_start", "period_end"]
KEY = ["site", "pupil_id", *PERIOD]
STATED = ("possible", "attended", "authorised", "unauthorised", "late", "approved", "absent")
HALF_A_SESSION = 0.5


def finish_totals(cleaned: Cleaned, match: Match) -> None:
    """One row a record and thing counted, of a known period, with totals that can be true."""
    _place_in_periods(cleaned, match)
    cleaned.rows = cleaned.rows.group_by("record_no", *KEY, "counted", maintain_order=True).agg(
        pl.col("sessions").sum(), pl.col("heading").first()
    )
    _settle(cleaned, match)
    _one_record_a_pupil(cleaned)
    loose = cleaned.accepted().filter(pl.col("period_type") == DATES)["record_no"].n_unique()
    if loose:
        cleaned.warnings.append(
            f"{counted(loose, 'record')} of dates that begin inside a term: kept to compare, and counted in no rate."
        )


def _place_in_periods(cleaned: Cleaned, match: Match) -> None:
    """Type, first and last day of each record's period, decided once for each way it is given."""
    rows = cleaned.rows
    ways = rows.select("period", "academic_year", "period_start", "period_end").unique()
    found = [_period(*way) for way in ways.rows()]
    placed = ways.with_columns(
        pl.Series("type", [period.period_type if period else None for period in found], dtype=pl.String),
        pl.Series("first", [period.first if period else None for period in found], dtype=pl.Date),
        pl.Series("last", [period.last if period else None for period in found], dtype=pl.Date),
    )
    rows = rows.join(placed, on=ways.columns, how="left", nulls_equal=True, maintain_order="left")
    cleaned.rows = rows.with_columns(period_type="type", period_start="first", period_end="last")
    unknown = cleaned.rows.filter(pl.col("period_type").is_null())
    name = "period" if "period" in match.fields else "period_start"
    message = "The period is no year, term or half term that is known, and no first and last day; correct it."
    cleaned.set_aside(unknown["record_no"], place_of(unknown, match, name), "unknown_period", message)


def _period(period: str | None, year: str | None, first: object, last: object) -> Period | None:
    """A period by its own name, by its name within a school year, or by its first and last day."""
    named = period_of_text(period_said([period or ""]) or "")
    if named:
        return named
    found = period_of_text(period_said([f"{year or ''} {period or ''}"]) or "")
    is_whole_year = not period or "year" in period.lower()
    if found and (found.period_type != "year" or is_whole_year):
        return found
    return period_between(first, last) if first and last and first <= last else None


def _settle(cleaned: Cleaned, match: Match) -> None:
    """Absences alone give what was attended; approved activity is added where the possible sessions leave room."""
    sums = cleaned.rows.group_by("record_no", *KEY, maintain_order=True).agg(
        pl.col("heading").first(),
        *(pl.col("sessions").filter(pl.col("counted") == name).first().alias(name) for name in STATED),
    )
    away = pl.coalesce("absent", pl.col("authorised").fill_null(0) + pl.col("unauthorised").fill_null(0))
    there = pl.coalesce("attended", pl.col("possible") - pl.col("absent"))
    has_room = there + pl.col("approved") + away <= pl.col("possible") + HALF_A_SESSION
    sums = sums.with_columns(away=away, attended=there + pl.when(has_room).then("approved").otherwise(0.0).fill_null(0))
    too_many = sums.filter(
        pl.max_horizontal(pl.col("attended").fill_null(0) + pl.col("away"), "late")
        > pl.col("possible") + HALF_A_SESSION
    )
    message = "The sessions attended and missed are more than were possible; correct the totals and load again."
    cleaned.set_aside(too_many["record_no"], None, "bad_totals", message)
    stated = sums.unpivot(
        list(STATED[:5]), index=["record_no", *KEY, "heading"], variable_name="counted", value_name="sessions"
    )
    codes = cleaned.rows.filter(pl.col("counted").str.starts_with("mark:"))
    stated = stated.filter(pl.col("sessions") >= 0).select(codes.columns)
    cleaned.rows = pl.concat([stated, codes]).sort("record_no", maintain_order=True)


def _one_record_a_pupil(cleaned: Cleaned) -> None:
    """A second record of a pupil and period is a copy where it says the same; where it does not, both are set aside."""
    rows = cleaned.accepted()
    clashing = rows.filter(pl.col("sessions").n_unique().over(*KEY, "counted") > 1)
    message = "The same pupil has different totals for the same period; correct them and load again."
    cleaned.set_aside(clashing["record_no"].unique(), None, "conflicting_totals", message)
    sound = cleaned.accepted()
    first = sound.unique([*KEY, "counted"], keep="first", maintain_order=True)
    cleaned.duplicates += sound["record_no"].n_unique() - first["record_no"].n_unique()
    aside = cleaned.rows.join(cleaned.quarantine(), on="record_no", how="semi", maintain_order="left")
    cleaned.rows = pl.concat([first, aside]).sort("record_no", maintain_order=True)
