"""A school's own words lie over the catalogue's, and a record that cannot be used is named and left aside."""

import polars as pl
import pytest

from warehouse.read import MARTS, own_wording, worded
from warehouse.read.wording import FILE_NAME, PLACES
from warehouse.settings import Home

ITEMS = pl.DataFrame(
    {"item_id": ["type_1", "type_2"], "label": ["Parenting", "Communicating"], "text": ["Help homes.", "Talk."]}
)


@pytest.fixture
def told(tmp_path):
    """Write wording.csv and read it."""

    def write(content: str | bytes):
        raw = content if isinstance(content, bytes) else content.encode()
        (tmp_path / FILE_NAME).write_bytes(raw)
        return own_wording(Home(tmp_path))

    return write


def labels(wording) -> list[str]:
    return worded("rpt_framework_items", ITEMS, wording)["label"].to_list()


def texts(wording) -> list[str]:
    return worded("rpt_framework_items", ITEMS, wording)["text"].to_list()


def test_a_home_without_the_file_keeps_the_words_of_the_catalogue(tmp_path):
    wording = own_wording(Home(tmp_path))
    assert wording.problems == ()
    assert worded("rpt_framework_items", ITEMS, wording).equals(ITEMS)


def test_own_words_take_the_place_of_ours_and_a_blank_cell_keeps_ours(told):
    wording = told("item_id,label,text\ntype_1,Family life,\ntype_2,,We ring home.\n")
    assert labels(wording) == ["Family life", "Communicating"]
    assert texts(wording) == ["Help homes.", "We ring home."]
    assert wording.problems == ()


def test_a_file_that_is_saved_again_is_read_again(told):
    assert labels(told("item_id,label,text\ntype_1,Home,\n"))[0] == "Home"
    assert labels(told("item_id,label,text\ntype_1,Families,\n"))[0] == "Families"


def test_an_unknown_id_is_named_and_ignored(told):
    wording = told("item_id,label,text\ntype_9,Ninth,\ntype_1,Home,\n")
    (sentence,) = wording.unknown(set(ITEMS["item_id"]))
    assert "record 2" in sentence and "'type_9'" in sentence
    assert labels(wording) == ["Home", "Communicating"]


def test_what_is_no_id_is_not_repeated_in_the_sentence(told):
    (sentence,) = told("item_id,label,text\nAmelia Example,Ninth,\n").unknown({"type_1"})
    assert "Amelia" not in sentence and "record 2" in sentence


@pytest.mark.parametrize(
    "record, told_so",
    [
        ("type_1,,", "label and text are both empty"),
        ('type_1,"  ",\t', "label and text are both empty"),
        (",Home,", "the item_id is empty"),
        (f"type_1,{'x' * 121},", "the label is longer than 120 characters"),
        (f"type_1,,{'x' * 1001}", "the text is longer than 1,000 characters"),
    ],
)
def test_a_record_that_cannot_be_used_is_named_and_ours_stays(record, told_so, told):
    wording = told(f"item_id,label,text\n{record}\n")
    assert [f"record 2: {told_so}" in sentence for sentence in wording.problems] == [True]
    assert worded("rpt_framework_items", ITEMS, wording).equals(ITEMS)


def test_of_two_records_for_one_item_the_first_counts_and_the_second_is_named(told):
    wording = told("item_id,label,text\ntype_1,Home,\ntype_1,House,\n")
    assert labels(wording)[0] == "Home"
    assert "record 3" in wording.problems[0]


@pytest.mark.parametrize("content", ["id;words\n1;2\n", b"PK\x03\x04\x00\x00", 'item_id,label,text\ntype_1,"open\n'])
def test_a_file_that_is_no_list_of_words_is_ignored_with_a_sentence(content, told):
    wording = told(content)
    assert len(wording.problems) == 1 and FILE_NAME in wording.problems[0]
    assert labels(wording) == ITEMS["label"].to_list()


def test_a_file_saved_by_excel_in_windows_letters_is_read(told):
    assert labels(told("item_id,label,text\ntype_1,Café mornings,\n".encode("cp1252")))[0] == "Café mornings"


def test_a_line_end_inside_a_cell_becomes_a_space(told):
    assert texts(told('item_id,label,text\ntype_1,,"Home\r\nlife"\n'))[0] == "Home life"


def test_every_place_with_words_of_the_catalogue_names_columns_of_its_mart():
    for name, places in PLACES.items():
        for columns in places:
            assert set(filter(None, columns)) <= set(MARTS[name].columns), name


def test_steps_of_a_phase_are_told_in_the_schools_words_too(told):
    steps = pl.DataFrame(
        {"action_id": ["phase_1_action_1"], "action_label": ["A"], "step_id": ["phase_1_step_01"], "step_label": ["S"]}
    )
    wording = told("item_id,label,text\nphase_1_step_01,Ring all,\nphase_1_action_1,Evening classes,\n")
    row = worded("rpt_phase_steps", steps, wording).row(0, named=True)
    assert (row["action_label"], row["step_label"]) == ("Evening classes", "Ring all")
