"""Small exports and homes for the tests of building: a register of a few pupils whose rates are plain to see."""

from pathlib import Path

import pytest

from warehouse.intake import Options, load_file
from warehouse.settings import Home

HEADER = "Pupil ID,Site,Date,Session,Mark"


def attendance_file(folder: Path, name: str, marks: dict[str, str], first_day: int = 9) -> Path:
    """A long-mark export: ``marks`` maps a pupil to marks, two a day from a Monday in September 2024."""
    lines = [HEADER]
    for pupil, codes in marks.items():
        for number, mark in enumerate(codes):
            day, session = divmod(number, 2)
            lines.append(f"{pupil},Westside,2024-09-{first_day + day:02d},{'AM' if session == 0 else 'PM'},{mark}")
    file = folder / name
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def load(tmp_path, home):
    """Write an attendance export and load it into ``home``; returns the upload id."""

    def load_marks(name: str, **marks: str) -> str:
        file = attendance_file(tmp_path, name, marks)
        return load_file(home, file, Options()).as_dict()["upload_id"]

    return load_marks
