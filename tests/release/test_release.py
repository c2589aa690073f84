"""The release file holds what policies let through and nothing else; governors read it and nothing else."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest

from tests.disclosure.schools import TERMS, YEAR, pupil, school
from tests.release.served import CANARIES, serve
from warehouse import release
from warehouse.disclosure.policies import POLICIES
from warehouse.errors import NothingServed, ReleaseRefused
from warehouse.read import MARTS, current_release, list_releases, read_mart
from warehouse.read.connection import cursor
from warehouse.register import audit
from warehouse.settings import Home

TODAY = date(2025, 10, 1)  # the autumn term of 2025/26 is not over
SEED = 21


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    """A school with one release; tests that add to it put it back."""
    home = Home(tmp_path_factory.mktemp("school"))
    small = [one for one in school(SEED) if one.pupil_id < 60]
    serve(home, small)
    with pytest.raises(NothingServed, match="senior leader"):
        read_mart(home, "rpt_indicators", "governor")
    release.sign_off(home, "Ada Head", today=TODAY)
    return home


def test_governors_read_the_release_and_the_school_reads_the_build(home):
    shown = read_mart(home, "rpt_indicators", "governor").filter("is_reportable")
    whole = read_mart(home, "rpt_indicators", "slt")
    assert 0 < shown.height < whole.height
    same = shown.join(whole, on=["indicator_id", "period_id", "group_type", "group_value", "numerator"], how="semi")
    assert same.height == shown.height


def test_a_row_that_is_held_back_shows_no_figure_at_all(home):
    for name in ("rpt_indicators", "rpt_barriers"):
        held = read_mart(home, name, "governor").filter(~pl.col("is_reportable"))
        assert held.height > 0
        assert held.select(POLICIES[name].withheld).null_count().sum_horizontal().item() == held.height * len(
            POLICIES[name].withheld
        )


def test_the_file_holds_the_declared_tables_and_columns_alone(home):
    with cursor(current_release(home).path) as connection:
        found = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
        views = connection.execute("select count(*) from duckdb_views() where not internal").fetchall()
    assert set(found) == {(name, column) for name in POLICIES for column in MARTS[name].columns}
    assert views == [(0,)]


def test_no_planted_name_id_or_word_is_in_the_bytes_of_the_file_or_its_log(home):
    served = (home.served / "b1.duckdb").read_bytes()
    files = [file for file in home.releases.iterdir() if file.suffix in (".duckdb", ".json")]
    assert len(files) == 2
    for canary in CANARIES.values():
        assert canary.encode() in served, "the build holds it, so looking for it can fail"
        assert not [file.name for file in files if canary.encode() in file.read_bytes()]


def test_how_many_named_a_barrier_only_in_words_and_how_many_rows_there_are_are_not_released(home):
    assert read_mart(home, "rpt_barriers", "governor")["only_in_comments"].null_count() > 0
    assert read_mart(home, "rpt_freshness", "governor")["row_count"].to_list() == [None]


def test_a_period_that_still_runs_is_not_released(home):
    periods = read_mart(home, "dim_periods", "governor").filter("has_data")["period_id"].to_list()
    assert periods == [*TERMS, YEAR]


def test_the_log_says_who_signed_what_and_how_much_is_held_back(home):
    entry = list_releases(home)[0]
    assert (entry.released_by, entry.build_id) == ("Ada Head", "b1")
    assert 0 < entry.figures["suppressed_cells"] < entry.figures["cells"]
    assert sum(entry.figures["because"].values()) == entry.figures["suppressed_cells"]


def test_ranges_are_in_whole_per_cents(home):
    shown = read_mart(home, "rpt_indicators", "governor").filter("is_reportable")
    assert shown.height > 0
    for column in ("interval_low", "interval_high"):
        assert (shown[column] - shown[column].round(2)).abs().max() < 1e-12


def test_a_release_signed_by_an_older_program_with_a_table_and_a_column_less_is_followed_by_another(home, tmp_path):
    own = Home(Path(shutil.copytree(home.root, tmp_path / "own")))
    with duckdb.connect(str(current_release(own).path)) as file:
        file.execute("drop table rpt_attendance_codes")
        file.execute("alter table rpt_impact drop column pre_level")
    draft = release.prepare_release(own, keep_earlier=True, today=TODAY)
    assert set(draft.tables) == set(POLICIES)
    assert draft.tables["rpt_impact"].columns == list(MARTS["rpt_impact"].columns)


def test_a_release_nobody_signs_is_refused(home):
    with pytest.raises(ReleaseRefused, match="name"):
        release.sign_off(home, "  ", today=TODAY)


def test_after_one_child_joined_a_release_is_refused_or_says_what_was_said_before(home):
    before, first = read_mart(home, "rpt_indicators", "governor"), current_release(home)
    small = [one for one in school(SEED) if one.pupil_id < 60]
    serve(home, [*small, pupil(np.random.default_rng(7), 60)], "b2")
    with pytest.raises(ReleaseRefused, match="2024/25 have changed by so few"):
        release.sign_off(home, "Ada Head", today=TODAY)
    assert current_release(home) == first
    second = release.sign_off(home, "Ada Head", keep_earlier=True, today=TODAY)
    assert second.figures["as_released"] == second.figures["cells"]
    assert read_mart(home, "rpt_indicators", "governor").equals(before)
    assert release.withdraw(home, second.release_id, "Ada Head") == first
    with pytest.raises(ReleaseRefused, match="No release that stands"):
        release.withdraw(home, second.release_id, "Ada Head")
    assert [entry.withdrawn_by for entry in list_releases(home)] == [None, "Ada Head"]
    done = ["release_signed", "release_refused", "release_signed", "release_withdrawn"]
    assert audit.log(home).sort("number")["what"].to_list() == done
