"""Other ways to land a list of marks, written as well as their tools allow; each gets the file and an empty folder.

Every one but Great Expectations keeps the original, writes typed Parquet and the records that cannot be used. None
of them numbers records around ragged lines, tells a copy from a clash among bad records or asks for the
order of dates; what they do is the part of the work that they have words for.
"""

import shutil
from pathlib import Path

HEADINGS = ("Pupil ID", "Site", "Date", "Session", "Mark")
CODES = ("/", "\\", "L", "I", "O", "C", "M", "B")


def read_all(file: Path, folder: Path) -> None:
    """The floor: DuckDB reads every column as text, with the dialect given, and keeps nothing."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADINGS)
    least = ", ".join(f'min("{name}")' for name in HEADINGS)
    _duckdb().execute(f"select count(*), {least} from read_csv('{file}', {_DIALECT}, columns = {{{columns}}})")  # noqa: S608


_DIALECT = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', ignore_errors = true"


def _duckdb():
    import duckdb

    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute("set enable_progress_bar = false")
    return connection


def duckdb_script(file: Path, folder: Path) -> None:
    """DuckDB, tuned by hand: one pass into a table, grouping in place of windows, one pass out."""
    shutil.copyfile(file, folder / "original")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADINGS)
    marks = ", ".join(f"'{code}'" for code in CODES)
    run = _duckdb().execute
    run(
        f"""create table marks as select row_number() over () + 1 as record_no, "Pupil ID" as pupil_id, "Site" as site,
        try_strptime("Date", '%Y-%m-%d')::date as session_date, "Session" as session, "Mark" as mark
        from read_csv('{file}', {_DIALECT}, columns = {{{columns}}})"""  # noqa: S608
    )
    run(
        f"""create table bad as select record_no, case when session_date is null or year(session_date) < 2000
        then 'bad_date' when coalesce(pupil_id, '') = '' then 'blank_required' when session not in ('AM', 'PM')
        then 'unknown_value' else 'unknown_mark' end as code from marks where session_date is null
        or year(session_date) < 2000 or coalesce(pupil_id, '') = '' or session not in ('AM', 'PM')
        or mark not in ({marks}) or mark is null or session is null"""  # noqa: S608
    )
    run(
        """create table clash as select site, pupil_id, session_date, session from marks
        group by all having min(mark) <> max(mark)"""
    )
    run("insert into bad select record_no, 'conflicting_marks' from marks natural join clash")
    run(f"copy (from bad order by record_no) to '{folder}/bad.parquet'")
    run(
        f"""copy (from marks anti join bad using (record_no)) to '{folder}/marks.parquet'
        (format parquet, compression zstd)"""
    )


def plain_polars(file: Path, folder: Path) -> None:
    """Polars as its guide teaches it: a lazy frame, expressions, one collect."""
    import polars as pl

    shutil.copyfile(file, folder / "original")
    marks = pl.scan_csv(
        file, schema=dict.fromkeys(HEADINGS, pl.String), row_index_name="record_no", truncate_ragged_lines=True
    ).with_columns(pl.col("Date").str.to_date("%Y-%m-%d", strict=False).alias("date"))
    key = ["Site", "Pupil ID", "date", "Session"]
    code = (
        pl.when(pl.col("date").is_null() | (pl.col("date").dt.year() < 2000))
        .then(pl.lit("bad_date"))
        .when(pl.col("Pupil ID").is_null())
        .then(pl.lit("blank_required"))
        .when(~pl.col("Session").is_in(["AM", "PM"]))
        .then(pl.lit("unknown_value"))
        .when(~pl.col("Mark").is_in(CODES))
        .then(pl.lit("unknown_mark"))
        .when(pl.col("Mark").n_unique().over(key) > 1)
        .then(pl.lit("conflicting_marks"))
    )
    judged = marks.with_columns(code.alias("code")).collect()
    judged.filter(pl.col("code").is_not_null()).write_parquet(folder / "bad.parquet")
    judged.filter(pl.col("code").is_null()).unique([*key, "Mark"]).write_parquet(folder / "marks.parquet")


def pandas_with_pandera(file: Path, folder: Path) -> None:
    """pandas reads, a pandera schema says what is wrong, all at once."""
    import pandas as pd
    import pandera.pandas as pa

    shutil.copyfile(file, folder / "original")
    marks = pd.read_csv(file, dtype=str, keep_default_na=False, on_bad_lines="skip")
    marks["date"] = pd.to_datetime(marks["Date"], format="%Y-%m-%d", errors="coerce")
    key = ["Site", "Pupil ID", "date", "Session"]
    marks = marks.drop_duplicates([*key, "Mark"])
    marks["is_clear"] = ~marks.duplicated(key, keep=False)
    schema = pa.DataFrameSchema(
        {
            "Pupil ID": pa.Column(str, pa.Check.str_length(min_value=1)),
            "date": pa.Column("datetime64[us]", pa.Check.ge(pd.Timestamp(2000, 1, 1)), nullable=False, coerce=True),
            "Session": pa.Column(str, pa.Check.isin(["AM", "PM"])),
            "Mark": pa.Column(str, pa.Check.isin(CODES)),
            "is_clear": pa.Column(bool, pa.Check.eq(True)),
        }
    )
    try:
        schema.validate(marks, lazy=True)
        bad = marks.iloc[:0]
    except pa.errors.SchemaErrors as errors:
        bad = errors.failure_cases[["index", "column", "check"]]
    bad.astype(str).to_parquet(folder / "bad.parquet")
    marks.drop(bad["index"].dropna().unique()).to_parquet(folder / "marks.parquet", compression="zstd")


def great_expectations(file: Path, folder: Path) -> None:
    """Great Expectations says what is wrong, row by row; it lands nothing."""
    import great_expectations as gx
    import pandas as pd

    marks = pd.read_csv(file, dtype=str, keep_default_na=False, on_bad_lines="skip")
    marks["is_clear"] = ~marks.duplicated(["Site", "Pupil ID", "Date", "Session"], keep=False)
    batch = gx.get_context(mode="ephemeral").data_sources.add_pandas("marks").add_dataframe_asset("marks")
    expect = gx.expectations
    suite = gx.ExpectationSuite(
        name="marks",
        expectations=[
            expect.ExpectColumnValuesToMatchRegex(column="Pupil ID", regex="."),
            expect.ExpectColumnValuesToMatchStrftimeFormat(column="Date", strftime_format="%Y-%m-%d"),
            expect.ExpectColumnValuesToBeInSet(column="Session", value_set=["AM", "PM"]),
            expect.ExpectColumnValuesToBeInSet(column="Mark", value_set=list(CODES)),
            expect.ExpectColumnValuesToBeInSet(column="is_clear", value_set=[True]),
        ],
    )
    whole = batch.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": marks})
    whole.validate(suite, result_format="COMPLETE")


PEERS = {
    "hand-tuned DuckDB": duckdb_script,
    "plain polars": plain_polars,
    "pandas with pandera": pandas_with_pandera,
    "Great Expectations, report alone": great_expectations,
}
NEEDS = {
    "hand-tuned DuckDB": ["duckdb"],
    "plain polars": ["polars"],
    "pandas with pandera": ["pandas", "pyarrow", "pandera.pandas"],
    "Great Expectations, report alone": ["pandas", "great_expectations"],
}
