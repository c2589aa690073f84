"""Each step of the wizard on the Upload page, and rejects on the Uploads page, without a browser or a build."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import page_at
from ui.upload import files
from warehouse import homes, landing
from warehouse.intake import Options, load_file
from warehouse.intake.rejects import rejects, unsettled
from warehouse.settings import Home, get_settings

HEADS = "Pupil ID,Site,Date,Session,Mark\n"
MARKS = "P1,Westside,13/09/2024,AM,/\nP1,Westside,13/09/2024,PM,/\nP2,Westside,13/09/2024,AM,I\n"
GOOD = HEADS + MARKS
TWO_BAD = GOOD + "P2,Westside,13/09/2024,PM,@\nP3,Westside,31/31/2024,AM,/\n"
OPEN_DATES = HEADS + "P1,Westside,03/04/2025,AM,/\nP1,Westside,04/04/2025,AM,/\n"
SURVEY = "Timestamp,I feel confident helping my child.,The school tells me when my child has done well.\n" + "".join(
    f"2024/11/{day} 9:00:00 am GMT,{'Agree' if day % 2 else 'Disagree'},Agree\n" for day in range(11, 19)
)
ITEM = "item:parent_parenting_01"


@pytest.fixture
def own(tmp_path, monkeypatch) -> Home:
    """An own, empty home, which the page shows."""
    monkeypatch.setenv("VILLAGE_HOME", str(tmp_path / "own"))
    get_settings.cache_clear()
    homes.claim(Home(tmp_path / "own"), homes.OWN)
    yield Home(tmp_path / "own")
    get_settings.cache_clear()


def opened(page: str, *dropped: tuple[str, str]) -> AppTest:
    """The page for staff, with files as if they had been dropped: (name, text)."""
    app = AppTest.from_file(str(page_at(page).file), default_timeout=120)
    app.query_params["role"] = "staff"
    waiting = [files.Dropped.of(name, text.encode()) for name, text in dropped]
    app.session_state["village_upload_files"] = {file.digest: file for file in waiting}
    return app.run()


def steps(app: AppTest) -> dict[str, tuple[bool, str]]:
    """Title of each step to whether it is open and what it says."""
    labels = {part.label.replace("**", ""): part.proto.expanded for part in app.expander if " · " in part.label}
    return {label.partition(" · ")[0]: (is_open, label.partition(" · ")[2]) for label, is_open in labels.items()}


def listed(app: AppTest, label: str):
    return next(box for box in app.selectbox if box.label.startswith(label))


def buttons(app: AppTest) -> dict[str, object]:
    return {button.label: button for button in app.button}


def test_a_file_that_needs_nobody_is_ready_at_once_with_every_step_folded(own):
    app = opened("upload", ("week.csv", GOOD))
    assert steps(app) == {
        "What it is": (False, "attendance marks"),
        "Columns": (False, "5 of 5 used"),
        "Dates": (False, "day first: 3/4 is 3 April"),
        "What would change": (False, "3 new"),
    }
    assert "Load this file" in buttons(app)


def test_headings_matched_by_likeness_are_looked_at_confirmed_or_changed(own):
    app = opened("upload", ("week.csv", GOOD.replace("Pupil ID", "Pupl ID").replace("Site", "Email")))
    assert steps(app)["Columns"] == (True, "please look: 4 of 5 used, 1 left out as personal, 1 matched by likeness")
    assert any(caption.value == r"reads like 'Pupil ID' \(close\)" for caption in app.caption)
    assert any("they name, reach or place a person: Email." in text.value for text in app.text)
    buttons(app)["It is right"].click().run()
    assert steps(app)["Columns"] == (True, "4 of 5 used, 1 left out as personal")
    listed(app, "Mark").set_value("ignore").run()
    assert "Load this file" not in buttons(app) and listed(app, "No heading was recognised as the attendance mark")
    buttons(app)["Go back to what was recognised"].click().run()
    assert "Load this file" in buttons(app) and "It is right" in buttons(app)


def test_an_answer_is_kept_when_another_file_joins_and_can_be_changed(own):
    app = opened("upload", ("open.csv", OPEN_DATES))
    assert steps(app)["Dates"] == (True, "answer needed: day first or month first?")
    listed(app, "The dates could be").set_value("mdy").run()
    assert steps(app)["Dates"] == (True, "month first: 3/4 is March 4")
    wrong, good = files.Dropped.of("shop.csv", b"a,b\n1,2\n"), files.Dropped.of("week.csv", GOOD.encode())
    app.session_state["village_upload_files"] |= {wrong.digest: wrong, good.digest: good}
    app.run()
    next(toggle for toggle in app.toggle if toggle.label == "Show how it is read").set_value(True).run()
    assert listed(app, "The dates could be").value == "mdy"
    assert "Load these 2 files" in buttons(app)
    assert any("The file is none of the exports Village reads" in error.value for error in app.error)
    assert any("1 of 3 files cannot be loaded yet" in caption.value for caption in app.caption)
    listed(app, "The dates could be").set_value("dmy").run()
    assert steps(app)["Dates"][1] == "day first: 3/4 is 3 April"


def test_what_a_file_is_and_where_its_headings_are_can_be_said(own):
    app = opened("upload", ("titled.csv", "Marks of the week\n" + TWO_BAD.replace("Pupil ID", "Learner", 1)))
    assert app.error and app.dataframe[0].value["Column 1"].to_list()[:2] == ["Marks of the week", "Learner"]
    listed(app, "What it is").set_value("attendance").run()
    listed(app, "The headings are in").set_value("2").run()
    listed(app, "No heading was recognised as the pupil").set_value("Learner").run()
    assert steps(app)["What would change"] == (True, "please look: 3 new, 2 set aside")
    assert any(text.value.startswith("Record 6, Mark: The mark is no attendance code") for text in app.text)
    assert "Load this file" in buttons(app)


def test_a_question_of_a_survey_is_sent_to_the_bank_and_the_next_wave_remembers(own, tmp_path):
    app = opened("upload", ("wave_1.csv", SURVEY))
    assert steps(app)["Survey questions"] == (True, "please look: 1 of 2 known")
    listed(app, "I feel confident helping my child").set_value(ITEM).run()
    assert steps(app)["Survey questions"] == (True, "1 of 2 known, 1 sent on by hand")
    (tmp_path / "wave_1.csv").write_text(SURVEY, encoding="utf-8")
    said = Options(question_map={"i feel confident helping my child": ITEM})
    load_file(own, tmp_path / "wave_1.csv", said)
    app = opened("upload", ("wave_2.csv", SURVEY.replace("2024/11", "2025/11")))
    assert listed(app, "I feel confident helping my child").value == ITEM
    buttons(app)["Forget what was said last time"].click().run()
    assert steps(app)["Survey questions"] == (True, "please look: 1 of 2 known")


def test_what_a_load_would_change_is_told_against_what_is_there(own, tmp_path):
    (tmp_path / "week.csv").write_text(GOOD, encoding="utf-8")
    load_file(own, tmp_path / "week.csv", Options(school_id=get_settings().school_id))
    app = opened("upload", ("week_2.csv", GOOD.replace("AM,I", "AM,/") + "P3,Westside,13/09/2024,AM,/\n"))
    assert steps(app)["What would change"][1] == "1 new, 1 changed, 2 unchanged"
    replaced = next(table.value for table in app.dataframe if "Earlier upload" in table.value.columns)
    assert replaced["Earlier upload"].to_list()[0].startswith("week.csv, loaded ")
    assert replaced["Records replaced"].to_list() == [3]


@pytest.fixture
def with_rejects(own, tmp_path) -> str:
    (tmp_path / "week.csv").write_text(TWO_BAD, encoding="utf-8")
    return load_file(own, tmp_path / "week.csv").upload_id


def test_rejects_show_the_cell_at_fault_and_the_others_on_demand(own, with_rejects):
    app = opened("uploads")
    assert [(field.label, field.value) for field in app.text_input][:2] == [
        ("Mark, record 5", "@"),
        ("Date, record 6", "31/31/2024"),
    ]
    app.toggle[0].set_value(True).run()
    assert ("Pupil ID, record 5", "P2") in [(field.label, field.value) for field in app.text_input]
    buttons(app)["Load what I put right"].click().run()
    assert [warning.value for warning in app.warning] == [
        "No cell was changed yet: type over what is wrong, then load it."
    ]
    assert len(landing.read_manifest(own)) == 1


def test_rejects_are_left_out_only_with_a_reason_and_taken_up_again(own, with_rejects):
    app = opened("uploads")
    buttons(app)["Leave them out"].click().run()
    assert app.warning and unsettled(own) == {with_rejects: 2}
    next(field for field in app.text_input if field.label == "Why they stay out").set_value("pupil had left").run()
    buttons(app)["Leave them out"].click().run()
    assert unsettled(own) == {} and any("records 5, 6. pupil had left" in text.value for text in app.text)
    buttons(app)["Take them up again"].click().run()
    assert rejects(own, with_rejects)["state"].to_list() == ["open", "open"]


def test_the_forms_of_the_question_bank_are_offered(own):
    app = opened("upload")
    labels = [button.proto.label for button in app.get("download_button")]
    assert len(labels) == 9 and "Parents and carers, for Microsoft Forms" in labels
    assert all((Path(__file__).parents[2] / "seeds" / "forms").glob("*.txt"))
