"""Acts write themselves into the audit log, whichever page calls them."""

import polars as pl
import pytest

from tests.access.test_matrix import coming_in
from tests.building.conftest import attendance_file
from warehouse import acts
from warehouse.errors import NotAllowed
from warehouse.intake import Options
from warehouse.register import audit
from warehouse.settings import Home


@pytest.mark.parametrize("act, whom", [("take_role", "an administrator"), ("leave_own", "a senior leader")])
def test_a_refusal_names_somebody_who_may(act, whom, tmp_path):
    with pytest.raises(NotAllowed, match=f"ask {whom} to do it"):
        getattr(acts, act)(Home(tmp_path), "governor", "somebody")


def load(home, role: str, file) -> str:
    return acts.load_upload(home, role, file, Options(), file.name, lambda fraction, sentence: None).upload_id


WRITTEN = ["upload_loaded", "upload_undone", "upload_brought_back", "records_left_out", "records_taken_up"]


def test_what_is_done_to_an_upload_is_in_the_log_once_with_whose_act_it_was_and_without_typed_words(
    signing_in, tmp_path
):
    staff, file = coming_in(signing_in, "staff"), attendance_file(tmp_path, "marks.csv", {"p1": "/\\/@"})
    upload_id = load(signing_in, staff, file)
    assert load(signing_in, staff, file) == upload_id, "the same file again is no second upload"
    acts.undo_upload(signing_in, staff, upload_id)
    acts.redo_upload(signing_in, staff, upload_id)
    acts.leave_out(signing_in, staff, upload_id, [5], "Typed by somebody")
    acts.take_up_again(signing_in, staff, upload_id, [5])
    rows = audit.log(signing_in).reverse().filter(pl.col("what").is_in(WRITTEN))
    assert rows["what"].to_list() == WRITTEN and set(rows["who"]) == {"staff@school.example"}
    assert all(upload_id in detail and "Typed" not in detail for detail in rows["detail"])
