"""Whatever way an export comes in, the figures are the same: in overlapping parts, undone, loaded again, in any order.

Every example is loaded for real; the figures are the project's own models over what landed. An export that contradicts
itself is another matter (its records are set aside, or the later one counts), so these say one thing once.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.warehouse.compiled import Compiled
from warehouse import landing
from warehouse.intake import Options, load_file
from warehouse.plan import ready
from warehouse.settings import Home

# Each example is a chain of models: a failure is told as it was found, for looking for a smaller one takes minutes.
QUICK = {"deadline": None, "phases": [Phase.generate], "suppress_health_check": [HealthCheck.too_slow]}
PUPILS = [f"P{number}" for number in range(1, 7)]
DAYS = ["2024-09-02", "2024-09-03", "2024-10-31", "2025-01-15", "2025-07-21"]


@pytest.fixture(scope="session")
def compiled(empty_school) -> Compiled:
    return Compiled(ready(Home(empty_school.parent)), empty_school)


@dataclass(frozen=True)
class Kind:
    """One feed's export: its headings, what one record may say by what makes it one thing, and the figures it moves."""

    heads: str
    record: st.SearchStrategy[tuple[tuple, str]]
    models: tuple[str, ...]


def record(key: dict, more: dict, line: str) -> st.SearchStrategy[tuple[tuple, str]]:
    """What makes it one thing, and its line."""
    both = st.tuples(st.fixed_dictionaries(key), st.fixed_dictionaries(more))
    return both.map(lambda parts: (tuple(parts[0][name] for name in key), line.format(**parts[0], **parts[1])))


def due_at_one_site(found: tuple[tuple, str]) -> tuple[tuple, str]:
    """A pupil of both sites is due at one of them: the other marks the session D. Two marks would contradict."""
    (pupil, site, *_), line = found
    is_due = site == ("Eastside" if pupil in PUPILS[:3] else "Westside")
    return found[0], line if is_due else line.rsplit(",", 1)[0] + ",D"


one_of = st.sampled_from
BARRIERS = ["I do not know other parents, or who to turn to at school", "Getting there: transport or distance"]
PARENT = "I feel sure of myself when I support my child through a difficult day."
WHAT = "What gets in the way of taking part in your child's education? Tick all that apply."
KINDS = {
    "attendance": Kind(
        "Pupil ID,Site,Date,Session,Mark",
        record(
            {
                "pupil": one_of(PUPILS),
                "site": one_of(["Eastside", "Westside"]),
                "day": one_of(DAYS),
                "half": one_of(["AM", "PM"]),
            },
            {"mark": one_of(["/", "L", "I", "O", "B"])},
            "{pupil},{site},{day},{half},{mark}",
        ).map(due_at_one_site),
        ("fct_attendance_counts",),
    ),
    "contacts": Kind(
        "Date,Pupil ID,Channel,Direction,Purpose,Outcome",
        record(
            {
                "day": one_of(DAYS),
                "hour": st.integers(8, 17),
                "pupil": one_of([*PUPILS, ""]),
                "way": one_of(["inbound", "outbound"]),
            },
            {"outcome": one_of(["Replied", "Delivered", "Failed", ""])},
            "{day} {hour:02d}:00,{pupil},Text,{way},Positive,{outcome}",
        ),
        ("fct_household_counts",),
    ),
    "events": Kind(
        "Event,Event date,Pupil ID,Parent ID,Attended",
        record(
            {
                "event": one_of(["Forum", "Coffee morning"]),
                "day": one_of(DAYS),
                "pupil": one_of([*PUPILS, ""]),
                "parent": one_of(["A1", "A2"]),
            },
            {"came": one_of(["Yes", "No", ""])},
            "{event},{day},{pupil},{parent},{came}",
        ),
        ("fct_turnout_counts", "fct_household_counts"),
    ),
    "pupils": Kind(
        "Pupil ID,Household ID,Parent ID,Year group,Pupil premium",
        record({"pupil": st.integers(1, 6), "parent": one_of("AB")}, {}, "P{pupil},H{pupil},{parent}{pupil},9,Yes"),
        ("fct_household_counts", "dim_pupils"),
    ),
    "surveys": Kind(
        f'ID,Start time,Completion time,Email,Name,{PARENT},"{WHAT}",Which site does your child go to?',
        record(
            {"id": st.integers(1, 12)},
            {
                "day": one_of(DAYS),
                "said": one_of(["Agree", "Disagree", ""]),
                "tick": one_of([*BARRIERS, ";".join(BARRIERS) + ";", ""]),
                "site": one_of(["Eastside", ""]),
            },
            '{id},{day} 10:00:00,{day} 10:05:00,anonymous,,{said},"{tick}",{site}',
        ),
        ("fct_survey_counts", "fct_reported_barriers", "fct_response_counts"),
    ),
}
LIST = "\n".join([KINDS["pupils"].heads, *(f"P{n},H{n},A{n},9,Yes" for n in range(1, 7))])


def exports(kind: Kind) -> st.SearchStrategy[list[str]]:
    """Lines of an export that says one thing once."""
    return st.lists(kind.record, min_size=1, max_size=14, unique_by=lambda one: one[0]).map(
        lambda found: [line for _, line in found]
    )


@st.composite
def parted(draw, kind: Kind) -> tuple[list[str], list[list[str]]]:
    """An export and overlapping parts of it that together hold every line, in any order."""
    whole = draw(exports(kind))
    most = draw(st.integers(2, 4))
    places = st.sets(st.integers(0, most - 1), min_size=1)
    where = [draw(places) for _ in whole]
    parts = [[line for line, at in zip(whole, where, strict=True) if place in at] for place in range(most)]
    return whole, [draw(st.permutations(part)) for part in parts if part]


class Desk:
    """A home in a folder of its own, and files loaded into it."""

    def __init__(self, folder: str) -> None:
        self.home, self.folder, self.number = Home(Path(folder) / "home"), Path(folder), 0

    def load(self, text: str, school: str, kind: str) -> str:
        self.number += 1
        path = self.folder / f"{self.number}.csv"
        path.write_text(text, "utf-8")
        return load_file(self.home, path, Options(kind=kind, school_id=school)).upload_id

    def landed(self) -> dict[str, pl.DataFrame]:
        feeds = {entry["feed"] for entry in landing.read_manifest(self.home)}
        files = {feed: landing.active_files(self.home, feed) for feed in feeds}
        return {feed: pl.read_parquet(found) for feed, found in files.items() if found}


def by_school(compiled: Compiled, desk: Desk, models: tuple[str, ...]) -> dict[str, set[tuple]]:
    """School to its rows of all the models, each with the model's name."""
    figures = compiled.figures(desk.landed(), *models)
    return {
        school: {
            (model, *row)
            for model, rows in figures.items()
            for row in rows.filter(pl.col("school_id") == school).drop("school_id").rows()
        }
        for school in ("whole", "other")
    }


@pytest.mark.parametrize("feed", KINDS)
@settings(max_examples=6, **QUICK)
@given(data=st.data())
def test_any_overlapping_parts_of_an_export_give_the_figures_of_the_whole(feed, compiled, data):
    kind = KINDS[feed]
    whole, parts = data.draw(parted(kind))
    with TemporaryDirectory() as folder:
        desk = Desk(folder)
        for school, files in (("whole", [whole]), ("other", parts)):
            if feed != "pupils":
                desk.load(LIST, school, "pupils")
            for lines in files:
                desk.load("\n".join([kind.heads, *lines]), school, feed)
        found = by_school(compiled, desk, kind.models)
    assert found["whole"] == found["other"]


@pytest.mark.parametrize("feed", ["attendance", "surveys"])
@settings(max_examples=4, **QUICK)
@given(data=st.data())
def test_whatever_is_undone_and_brought_back_the_figures_are_those_of_what_is_left(feed, compiled, data):
    kind = KINDS[feed]
    files = data.draw(st.lists(exports(kind), min_size=2, max_size=4, unique_by=tuple))
    flips = data.draw(st.lists(st.integers(0, len(files) - 1), max_size=6))
    with TemporaryDirectory() as folder:
        desk = Desk(folder)
        desk.load(LIST, "whole", "pupils")
        uploads = [desk.load("\n".join([kind.heads, *lines]), "whole", feed) for lines in files]
        left = dict.fromkeys(uploads, True)
        for place in flips:
            upload = uploads[place]
            (landing.undo if left[upload] else landing.redo)(desk.home, upload)
            left[upload] = not left[upload]
        desk.load(LIST, "other", "pupils")
        for upload, lines in zip(uploads, files, strict=True):
            if left[upload]:
                desk.load("\n".join([kind.heads, *lines]), "other", feed)
        found = by_school(compiled, desk, kind.models)
    assert found["whole"] == found["other"]


@pytest.mark.parametrize("feed", KINDS)
def test_each_feed_moves_the_figures_that_are_compared(feed, compiled):
    lines = {
        "attendance": "P1,Eastside,2024-09-02,AM,/",
        "contacts": "2024-09-03 10:00,P1,Text,inbound,Positive,Replied",
        "events": "Forum,2024-09-03,P1,A1,Yes",
        "pupils": "P1,H1,A1,9,Yes",
        "surveys": '1,2024-09-03 10:00:00,2024-09-03 10:05:00,anonymous,,Agree,"' + BARRIERS[0] + ';",Eastside',
    }
    with TemporaryDirectory() as folder:
        desk = Desk(folder)
        desk.load(LIST, "whole", "pupils")
        before = by_school(compiled, desk, KINDS[feed].models)["whole"]
        desk.load(f"{KINDS[feed].heads}\n{lines[feed]}", "whole", feed)
        after = by_school(compiled, desk, KINDS[feed].models)["whole"]
    assert after != before or (feed == "pupils" and after)
