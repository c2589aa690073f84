"""Small exports for the tests of building: registers of a few pupils whose rates are plain to see."""

from pathlib import Path


def attendance_file(folder: Path, name: str, marks: dict[str, str]) -> Path:
    """A long-mark export: ``marks`` maps a pupil to marks, two a day from Monday 9 September 2024."""
    lines = ["Pupil ID,Site,Date,Session,Mark"]
    for pupil, codes in marks.items():
        for number, mark in enumerate(codes):
            day, session = divmod(number, 2)
            lines.append(f"{pupil},Westside,2024-09-{9 + day:02d},{'AM' if session == 0 else 'PM'},{mark}")
    return written(folder / name, lines)


def contacts_file(folder: Path) -> Path:
    """A communication log of one call."""
    header = "Contact ID,Date,Channel,Direction,Pupil ID,Outcome"
    return written(folder / "contacts.csv", [header, "c1,2024-09-09,Call,Outbound,p1,Answered"])


def written(file: Path, lines: list[str]) -> Path:
    file.write_text("\n".join(lines) + "\n")
    return file
