"""Attendance as a management information system exports it: long marks, one file a year, and a corrected re-export."""

from dataclasses import replace
from datetime import date

from seeds.generator.attendance import Mark
from seeds.generator.chance import stream
from seeds.generator.school_calendar import YEARS, year_of
from seeds.generator.tables import Export, as_csv

HEADER = ("Pupil ID", "Site", "Date", "Session", "Mark")
CORRECTED = (date(2026, 6, 1), date(2026, 6, 26))
LAST_WEEK = (date(2026, 7, 13), date(2026, 7, 17))
UNKNOWN_MARK_ROW, BAD_DATE_ROW = 20, 45  # data rows of the file for trying the Upload page, the first one is 1


def attendance_exports(marks: list[Mark]) -> list[Export]:
    """The two yearly files, the re-export of June 2026 and a small file with two bad rows; `marks` are the truth."""
    exports = []
    for year in YEARS:
        first_seen = [_as_first_exported(mark) for mark in marks if year_of(mark.day) == year]
        name = f"attendance_{year.replace('/', '_')}.csv"
        exports.append(Export(name, "attendance", f"Session marks of {year}", _file(first_seen)))
    june = [mark for mark in marks if CORRECTED[0] <= mark.day <= CORRECTED[1]]
    text = "Session marks of June 2026 exported again with reasons found later; it supersedes the yearly file"
    exports.append(Export("attendance_2026_06_corrected.csv", "attendance", text, _file(june)))
    exports.append(_with_two_bad_rows([mark for mark in marks if LAST_WEEK[0] <= mark.day <= LAST_WEEK[1]]))
    return exports


def _as_first_exported(mark: Mark) -> Mark:
    """In June 2026 the first export still lacked reasons (N), and some late arrivals stood as absent."""
    if not CORRECTED[0] <= mark.day <= CORRECTED[1]:
        return mark
    rng = stream(f"first export {mark.pupil_id} {mark.site} {mark.day} {mark.session}")
    is_reason_missing = mark.code in ("I", "M", "O", "U") and rng.random() < 0.12
    is_late_missed = mark.code == "L" and rng.random() < 0.25
    return replace(mark, code="N") if is_reason_missing or is_late_missed else mark


def _rows(marks: list[Mark]) -> list[tuple[str, ...]]:
    return [(m.pupil_id, m.site, m.day.strftime("%d/%m/%Y"), m.session, m.code) for m in marks]


def _file(marks: list[Mark]) -> bytes:
    return as_csv(HEADER, _rows(marks))


def _with_two_bad_rows(marks: list[Mark]) -> Export:
    rows = _rows(marks)
    pupil, site, day, session, _ = rows[UNKNOWN_MARK_ROW - 1]
    rows[UNKNOWN_MARK_ROW - 1] = (pupil, site, day, session, "8")
    pupil, site, _, session, code = rows[BAD_DATE_ROW - 1]
    rows[BAD_DATE_ROW - 1] = (pupil, site, "31/06/2026", session, code)
    return Export(
        "try_this_attendance_with_two_bad_rows.csv",
        "attendance",
        "Last week of the year again, for trying the Upload page: one unknown mark and one impossible date",
        as_csv(HEADER, rows),
        loaded_by_demo=False,
    )
