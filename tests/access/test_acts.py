"""Acts write themselves into the audit log, whichever page calls them."""

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


def test_what_is_loaded_taken_out_and_brought_back_is_in_the_log_once_with_whose_act_it_was(signing_in, tmp_path):
    staff, file = coming_in(signing_in, "staff"), attendance_file(tmp_path, "marks.csv", {"p1": "/\\/I"})
    upload_id = load(signing_in, staff, file)
    assert load(signing_in, staff, file) == upload_id, "the same file again is no second upload"
    acts.undo_upload(signing_in, staff, upload_id)
    acts.redo_upload(signing_in, staff, upload_id)
    rows = audit.log(signing_in).filter(who="staff@school.example").reverse().filter(what="upload_loaded")
    assert rows.height == 1 and upload_id in rows["detail"][0]
    assert audit.log(signing_in)["what"].to_list()[:3] == ["upload_brought_back", "upload_undone", "upload_loaded"]
