"""People in files: left out, keyed or masked before landing; what nobody should upload stops the file, unseen."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from tests.intake.conftest import landed, nothing_stored
from warehouse.errors import FileRefused, HomeError
from warehouse.intake import Options, inspect_file, load_file
from warehouse.intake.identity import rules
from warehouse.intake.keys import Keys, identifier

LOG = "Date,Channel,Direction,{heading}\n2024-09-13 10:00,text,outbound,{value}\n2024-09-14 10:00,text,{way},{other}\n"


def marks(heading, values):
    lines = [f"2024-09-{day:02d},AM,/,P{day},{value}\n" for day, value in enumerate(values, start=2)]
    return f"Date,Session,Mark,Pupil ID,{heading}\n" + "".join(lines)


def quoted(values):
    return [f'"{value}"' for value in values]


STOPPED = {
    "National Insurance No": ["QQ123456C"],
    "Payroll ref": ["JG 10 37 59 A", "JG103760B"],
    "Parent date of birth": ["1984-02-01"],
    "DOB (mother)": ["01/02/1984"],
    "Date of birth": ["1979-01-02", "1981-03-04"],
    "Medical notes": ["asthma"],
    "Health condition": ["epilepsy"],
    "Diagnosis": ["ADHD"],
    "Sort code": ["12-34-56"],
    "Bank account number": ["12345678"],
    "Refund to": ["GB29NWBK60161331926819"],
    "Safeguarding concerns": ["see file"],
    "CP notes": ["see file"],
    "Passport number": ["123456789"],
}


@pytest.mark.parametrize(("heading", "values"), STOPPED.items())
def test_a_file_with_what_nobody_should_upload_is_stopped_without_its_values(heading, values, export, home):
    path = export(marks(heading, quoted(values)))
    with pytest.raises(FileRefused, match="must not be uploaded") as refused:
        load_file(home, path)
    assert f"'{heading}'" in str(refused.value)
    told = json.dumps(refused.value.inspection.as_dict(), default=str) + str(refused.value)
    assert not [value for value in values if value in told]
    assert nothing_stored(home)


def test_a_heading_that_is_itself_a_number_of_a_person_is_named_by_its_place(export):
    found = inspect_file(export(marks("QQ123456C", ["JG103759A", "JG103760B"])))
    assert "Column 5 holds National Insurance numbers" in found.error and "QQ123456C" not in found.error


@pytest.mark.parametrize("heading", ["Medical notes", "Parent date of birth"])
def test_an_empty_column_of_that_kind_stops_nothing(heading, export, home):
    assert load_file(home, export(marks(heading, ["", ""]))).accepted == 2


def test_a_pupils_date_of_birth_is_left_out_and_stops_nothing(export, home):
    result = load_file(home, export(marks("Date of birth", ["2010-01-02", "2011-03-04"])))
    assert "Date of birth" in " ".join(result.notes)


CANARIES = ["zebedee.quill@example.org", "07700 900461", "+44 7700 900462", "Zebedee Quill", "PO16 7GZ", "10.11.12.13"]


@pytest.mark.parametrize("value", CANARIES)
def test_what_reaches_a_person_is_left_out_whatever_its_heading(value, export, home):
    heading = "Named by" if value != "Zebedee Quill" else "Name of the person who rang"
    path = export(marks(heading, quoted([value] * 3)))
    result = load_file(home, path)
    column = next(c for c in inspect_file(path).columns if c.header == heading)
    assert column.treatment == "dropped_personal" and heading in " ".join(result.notes)
    assert value not in everything_but_the_original(home)


def everything_but_the_original(home):
    """All bytes of the home but the original file, as text; Parquet is read, for it is packed."""
    files = [path for path in home.root.rglob("*") if path.is_file() and path.parent != home.uploads]
    packed = [path for path in files if path.suffix == ".parquet"]
    rows = "".join(pl.read_parquet(path).write_csv() for path in packed)
    return rows + "".join(path.read_text("utf-8", "replace") for path in files if path not in packed)


FORM = "Timestamp,What would help you?,I feel welcome,I am listened to,We agree,Reach me at\n"


def test_addresses_and_numbers_inside_answers_are_masked_and_said(export, home):
    answers = ["ring 07700 900461 please", "write to zebedee@example.org!", "my number is QQ 12 34 56 C", "no thanks"]
    lines = [f"2024-09-{day:02d} 10:00,{text},Agree,Agree,Yes,Any\n" for day, text in enumerate(answers, start=2)]
    result = load_file(home, export(FORM + "".join(lines)))
    kept = everything_but_the_original(home)
    assert not [secret for secret in ("900461", "zebedee", "QQ 12", "qq 12") if secret in kept]
    assert "ring (left out) please" in kept and "no thanks" in kept
    assert any("3 answers" in warning for warning in result.warnings)


def test_a_question_for_a_name_is_left_out_and_one_for_a_school_is_not(export, home):
    names = ["Ann Lee", "Bo Quill", "Cy Marsh", "Di Oak", "Ed Pine", "Flo Reed"]
    heads = "Timestamp,Please write your name,Name of your child's school,I feel welcome,We agree,I am heard\n"
    lines = [f"2024-09-02 10:0{i},{name},Westside Centre,Agree,Yes,Often\n" for i, name in enumerate(names)]
    load_file(home, export(heads + "".join(lines)))
    texts = landed(home, "surveys")["question_text"].unique().to_list()
    assert "Name of your child's school" in texts and "Please write your name" not in texts
    assert "Quill" not in everything_but_the_original(home)


def test_a_log_that_knows_a_parent_by_number_alone_keys_it(export, home):
    text = LOG.format(heading="Mobile", value="07700 900461", way="outbound", other="+447700900461")
    path = export(text)
    result = load_file(home, path)
    parents = landed(home, "contacts")["parent_id"].to_list()
    assert parents[0] == parents[1] and parents[0].startswith("k_") and len(parents[0]) == 22
    column = next(c for c in inspect_file(path, home=home).columns if c.header == "Mobile")
    assert column.treatment == "keyed" and "900461" not in everything_but_the_original(home)
    assert result.decision == "accept"


def test_of_a_message_that_came_in_the_sender_is_the_parent(export, home):
    rows = "2024-09-13 10:00,text,outbound,01329 000000,07700 900461\n"
    rows += "2024-09-13 11:00,text,inbound,07700 900461,01329 000000\n"
    load_file(home, export("Date,Channel,Direction,From,To\n" + rows))
    assert landed(home, "contacts")["parent_id"].n_unique() == 1


def test_the_same_parent_is_keyed_alike_in_a_sign_in_and_a_pupil_list(export, home):
    load_file(home, export("Event,Event date,Email\nForum,2024-09-13,Jo.Quill@Example.org\n", "sign_in.csv"))
    load_file(home, export("Pupil ID,Year,Parent email\nP1,9,jo.quill@example.org \n", "list.csv"))
    assert landed(home, "events")["parent_id"].to_list() == landed(home, "pupils")["parent_id"].to_list()


def test_pupils_numbered_by_their_names_are_keyed_and_unique_pupil_numbers_stay(export, home):
    lines = '"Quill, Zebedee",2024-09-13,AM,/\nZebedee Quill,2024-09-13,PM,/\n"Oak, Di",2024-09-13,AM,/\n'
    result = load_file(home, export("Pupil,Date,Session,Mark\n" + lines, "names.csv"))
    pupils = landed(home, "attendance")["pupil_id"].to_list()
    assert pupils[0] == pupils[1] != pupils[2] and all(pupil.startswith("k_") for pupil in pupils)
    load_file(home, export("Pupil,Date,Session,Mark\nA123456789012,2024-09-14,AM,/\n", "upn.csv"))
    assert "A123456789012" in landed(home, "attendance")["pupil_id"].to_list()
    assert "Quill" not in everything_but_the_original(home) and "quill" not in json.dumps(result.as_dict())


def test_a_column_of_names_that_a_person_maps_is_keyed(export, home):
    text = (
        "Date,Channel,Direction,Parent name\n2024-09-13,call,outbound,Zebedee Quill\n2024-09-14,call,outbound,Di Oak\n"
    )
    load_file(home, export(text), Options(mapping={"Parent name": "parent_id"}))
    assert all(parent.startswith("k_") for parent in landed(home, "contacts")["parent_id"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("07700 900461", "+44 (0)7700 900461"),
        ("07700900461", "00447700900461"),
        ("7700900461", "447700900461"),
        ("Jo@Example.ORG", "mailto:jo@example.org"),
        ("O'Neil-Smith, Zoë", "zoe o neil smith"),
    ],
)
def test_one_person_written_in_two_ways_is_one_person(one, other):
    assert identifier(one) == identifier(other)


def test_two_people_are_two():
    assert len({identifier(value) for value in ("07700900461", "07700900462", "a@b.org", "Jo Lee", "Joe Lee")}) == 5


def test_the_key_is_the_homes_own_readable_by_its_owner_and_made_at_a_load_that_needs_it(export, home):
    path = export(LOG.format(heading="Mobile", value="07700900461", way="outbound", other="07700900461"))
    inspect_file(path, home=home)
    assert nothing_stored(home)
    load_file(home, export(marks("House", ["Oak"]), "plain.csv"))
    assert not (home.root / "key").exists()
    load_file(home, path)
    key = home.root / "key"
    assert len(key.read_bytes()) == 32 and stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes() not in b"".join(p.read_bytes() for p in home.landing.iterdir())


def test_many_loads_at_once_make_one_key(home):
    with ThreadPoolExecutor(8) as pool:
        keyed = set(pool.map(lambda _: Keys(home, is_kept=True).keyed("Jo Lee"), range(16)))
    assert len(keyed) == 1 and [path.name for path in home.root.iterdir()] == ["key"]


def test_a_damaged_key_stops_the_load_rather_than_parting_every_person_in_two(home):
    Keys(home, is_kept=True).keyed("Jo Lee")
    (home.root / "key").write_bytes(b"short")
    with pytest.raises(HomeError, match="restore it from a backup"):
        Keys(home, is_kept=True).keyed("Jo Lee")


def test_every_rule_says_what_it_finds_and_finds_something():
    assert all(rule.says and (rule.heading.pattern or rule.value) for rule in rules())
    assert {"ni_number", "medical", "bank", "safeguarding"} <= {rule.kind for rule in rules() if rule.is_stopped}


def test_a_register_of_names_alone_asks_and_keys_the_names_it_is_given(export, home):
    path = export("Pupil name,Date,Session,Mark\nZebedee Quill,2024-09-13,AM,/\nDi Oak,2024-09-13,AM,N\n")
    question = inspect_file(path).questions[0]
    assert (question.id, question.choices) == ("pupil_id", ("Pupil name",))
    result = load_file(home, path, Options(answers={"pupil_id": "Pupil name"}))
    assert all(pupil.startswith("k_") for pupil in landed(home, "attendance")["pupil_id"])
    assert any("keyed hashes" in note and "Pupil name" in note for note in result.notes)


@pytest.mark.parametrize("value", ["01-02-2024", "0000012345", "00123456", "2024-09-02 10:30", "12.5", "P0123456789"])
def test_dates_and_padded_numbers_are_not_taken_for_telephone_numbers(value, export, home):
    path = export(marks("Came on", [value] * 3))
    assert next(c for c in inspect_file(path).columns if c.header == "Came on").treatment == "ignored"
    load_file(home, export(f"Pupil ID,Date,Session,Mark\n{value},2024-09-13,AM,/\n", "b.csv"))
    assert landed(home, "attendance")["pupil_id"].to_list() == [value]


def test_dates_inside_answers_are_left_as_they_are(export, home):
    answers = ["on 05-09-2024 12 came", "since 01/02/2023 in 2 classes", "about 30 000 words", "code 012 34"]
    lines = [f"2024-09-{day:02d} 10:00,{text},Agree,Agree,Yes,Any\n" for day, text in enumerate(answers, start=2)]
    load_file(home, export(FORM + "".join(lines)))
    assert set(answers) <= set(landed(home, "surveys")["answer_text"].to_list())
