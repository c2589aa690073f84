"""Staff bring data in, in a real browser: a good file, a file with two bad rows, a wrong file, undo, a double click."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.app.conftest import serving, settled
from tests.app.hands import pick
from warehouse import homes
from warehouse.settings import SAMPLE_EXPORTS, Home

pytestmark = pytest.mark.browser
BUILD = 300_000
DAYS = [date(2025, 9, 15) + timedelta(days=day) for day in range(5)]


def marks(folder: Path, name: str, *more: str) -> Path:
    """An attendance export of three pupils and one week; P3 misses every morning."""
    rows = [
        f"{pupil},Westside,{day:%d/%m/%Y},{session},{'O' if (pupil, session) == ('P3', 'AM') else '/'}"
        for pupil in ("P1", "P2", "P3")
        for day in DAYS
        for session in ("AM", "PM")
    ]
    file = folder / name
    file.write_text("\n".join(["Pupil ID,Site,Date,Session,Mark", *rows, *more]) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def own_school(tmp_path) -> Path:
    homes.claim(Home(tmp_path / "own"), homes.OWN)
    return tmp_path / "own"


def manifest(home: Path) -> list[dict]:
    file = Home(home).manifest
    return json.loads(file.read_text("utf-8"))["uploads"] if file.exists() else []


def drop(page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    page.get_by_role("heading", name=files[-1].name).wait_for()
    settled(page)


def open_upload(page, url: str) -> None:
    page.goto(f"{url}/upload?role=staff")
    page.get_by_role("heading", name="Upload", level=1).wait_for()
    settled(page)


def test_staff_load_two_files_with_a_double_click_and_undo_one(own_school, tmp_path, page):
    good = marks(tmp_path, "week.csv")
    bad = ("P4,Westside,15/09/2025,AM,@", "P4,Westside,31/02/2026,AM,/", "P4,Westside,16/09/2025,AM,/")
    two_bad_rows = marks(tmp_path, "two_bad_rows.csv", *bad)
    wrong = tmp_path / "shopping.csv"
    wrong.write_text("fruit,price\napple,3\npear,4\n", encoding="utf-8")
    with serving(own_school) as running:
        open_upload(page, running.url)
        drop(page, wrong)
        assert page.get_by_text("The file is none of the exports Village reads").count() == 1
        assert page.get_by_role("button", name="Load th").count() == 0
        assert manifest(own_school) == [] and not list(own_school.rglob("*.parquet"))

        drop(page, good, two_bad_rows)
        page.get_by_role("button", name="Load these 2 files").dblclick()
        page.get_by_role("button", name="Load more files").wait_for(timeout=BUILD)
        settled(page)
        assert page.get_by_text("Loaded as attendance.").count() == 2
        assert page.get_by_text("The mark is no attendance code").count() == 1
        assert page.get_by_role("heading", name="What changed").count() == 1
        assert [(entry["accepted"], entry["quarantined"]) for entry in manifest(own_school)] == [(30, 0), (31, 2)]
        assert len(list(Home(own_school).served.glob("*.duckdb"))) == 1

        page.get_by_role("link", name="Uploads", exact=True).click()
        page.get_by_role("button", name="Undo this upload").wait_for()
        settled(page)
        page.get_by_role("button", name="Undo this upload").click()
        page.get_by_role("button", name="Yes, undo it").wait_for()
        settled(page)
        page.get_by_role("button", name="Yes, undo it").click()
        page.get_by_text("Done. The figures were put together again.").wait_for(timeout=BUILD)
        assert [entry["is_active"] for entry in manifest(own_school)] == [True, False]
        page.get_by_role("button", name="Bring this upload back").wait_for()


def test_an_open_question_is_answered_on_the_page(own_school, tmp_path, page):
    unclear = tmp_path / "unclear.csv"
    rows = [f"P1,0{day}/05/2025,{session},/" for day in (5, 6, 7) for session in ("AM", "PM")]
    unclear.write_text("\n".join(["Pupil ID,Date,Session,Mark", *rows]) + "\n", encoding="utf-8")
    with serving(own_school) as running:
        open_upload(page, running.url)
        drop(page, unclear)
        assert page.get_by_role("button", name="Load th").count() == 0
        pick(page, "The dates could be", "day first: 3/4 is 3 April")
        page.get_by_role("button", name="Load this file").wait_for()
        assert page.get_by_text("Dates · day first: 3/4 is 3 April").count() == 1


def test_a_demonstration_refuses_other_files_and_offers_an_own_home(school, tmp_path, page):
    before = manifest(school)
    with serving(school) as running:
        open_upload(page, running.url)
        drop(page, marks(tmp_path, "week.csv"))
        assert page.get_by_text("holds the fictional demonstration, which takes only its own sample files").count() == 1
        drop(page, SAMPLE_EXPORTS / "try_this_attendance_with_two_bad_rows.csv")
        assert page.get_by_text("2 set aside").count() >= 1
        page.get_by_role("button", name="Start with our own data").click()
        page.get_by_text("Fictional demonstration data.").wait_for(state="detached")
    assert manifest(school) == before
    assert homes.kind(Home(school.with_name("school-own"))) == homes.OWN


def test_an_own_home_with_nothing_loaded_says_what_to_do(own_school, page):
    with serving(own_school) as running:
        page.goto(f"{running.url}/uploads?role=slt")
        page.get_by_text("Nothing has been loaded yet.").wait_for()
        page.get_by_role("link", name="Load the first export").click()
        page.get_by_role("heading", name="Upload", level=1).wait_for()
        assert "role=slt" in page.url
