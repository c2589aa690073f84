"""Every role against every table, kind of entry and act, with real sessions: what the matrix does not allow is refused.

Addresses are tried in tests/app/test_signing_in.py, pages and exports in tests/app/test_every_role.py.
"""

import json

import duckdb
import polars as pl
import pytest

from tests.access.conftest import FIRST
from tests.access.declared import ROLES, allowed, rows
from ui.gate.addresses import ANYONE, DOORS, NOBODY
from ui.navigation import PAGES
from warehouse import acts, homes
from warehouse.acts import ACTS
from warehouse.errors import NotAllowed, NothingServed, RegisterError
from warehouse.intake import Options
from warehouse.read import MARTS, read_mart
from warehouse.register import ENTRY_KINDS, NewEntry, drafts, latest, people, record_all, save_draft, sessions
from warehouse.register.admission import admit
from warehouse.register.sessions import ProgramRole, SignedInRole, hash_of, standing


@pytest.fixture
def school(signing_in):
    """A school's own home with every published table in it, empty."""
    homes.claim(signing_in, homes.OWN)
    signing_in.served.mkdir(parents=True)
    with duckdb.connect(str(signing_in.served / "b1.duckdb")) as file:
        for mart in MARTS.values():
            columns = ", ".join(
                f"{name} boolean" if name.startswith("is_") else f"{name} text" for name in mart.columns
            )
            file.execute(f"create table {mart.name} ({columns})")
    pointer = {"build_id": "b1", "file": "b1.duckdb", "built_at": "2026-01-01T00:00:00+00:00", "seconds": 1.0}
    signing_in.pointer.write_text(json.dumps(pointer | {"tests": {}, "fingerprint": ""}))
    people.give(signing_in, FIRST, "admin", by=FIRST)
    return signing_in


def coming_in(home, role: str) -> SignedInRole:
    address = f"{role}@school.example"
    people.give(home, address, role, by=FIRST)
    claims = {"iss": "i", "sub": role, "email": address}
    return standing(home, hash_of(admit(home, claims)))


def outcome(home, name: str, role: str) -> str:
    try:
        read_mart(home, name, role)
    except NotAllowed:
        return "refused"
    except NothingServed:
        return "no release"
    return "read"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reads_the_tables_that_name_it_and_no_other(role, school):
    held = coming_in(school, role)
    may = "no release" if role == "governor" else "read"
    expected = {name: may if name in allowed("table", role) else "refused" for name in MARTS}
    assert {name: outcome(school, name, held) for name in MARTS} == expected
    assert outcome(school, "sqlite_master", held) == "refused"


def test_the_matrix_names_every_page_table_kind_of_entry_act_and_address_and_no_other():
    assert set(rows("page")) == {page.url_path for page in PAGES}
    assert set(rows("table")) == set(MARTS)
    assert set(rows("entry")) == set(ENTRY_KINDS)
    assert set(rows("act")) == set(ACTS)
    assert set(rows("address")) == {f"{' '.join(door.methods)} {door.pattern}" for door in DOORS}


@pytest.mark.parametrize("role", ROLES)
def test_pages_and_addresses_are_those_of_the_matrix(role):
    assert {page.url_path for page in PAGES if role in page.roles} == allowed("page", role)
    for door in DOORS:
        may = rows("address")[f"{' '.join(door.methods)} {door.pattern}"]
        assert may == {"nobody": door.who == ANYONE} | dict.fromkeys(ROLES, door.who != NOBODY)


def test_tables_about_single_pupils_and_what_people_wrote_are_never_governors():
    for name in ("rpt_household_reach", "fct_comment_barriers", "rpt_uploads", "rpt_attendance_reconciliation"):
        assert "governor" not in MARTS[name].roles


@pytest.mark.parametrize("role", [*ROLES, "headteacher", ""])
def test_a_plain_word_reads_nothing_where_people_sign_in(role, school):
    assert {outcome(school, name, role) for name in MARTS} == {"refused"}


def test_the_program_itself_reads_what_a_release_is_made_of(school):
    assert outcome(school, "rpt_indicators", ProgramRole("slt")) == "read"
    assert outcome(school, "rpt_indicators", ProgramRole("headteacher")) == "refused"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_writes_the_kinds_that_name_it_and_no_other(role, school):
    held = coming_in(school, role)
    for kind in ENTRY_KINDS:
        with pytest.raises((NotAllowed, RegisterError)) as refused:
            record_all(school, [NewEntry(kind, {})], role=held, client_id=kind)
        assert isinstance(refused.value, NotAllowed) == (kind not in allowed("entry", role)), kind


@pytest.mark.parametrize("role", [*ROLES, "headteacher", SignedInRole("slt", FIRST, "made up")])
def test_a_role_that_no_session_stands_behind_writes_nothing(role, school):
    for kind in ENTRY_KINDS:
        with pytest.raises(NotAllowed):
            record_all(school, [NewEntry(kind, {})], role=role, client_id=kind)
    with pytest.raises(NotAllowed):
        save_draft(school, "d1", "answer", "kq_05", {"answer": "Typed"}, role=role)


# What each act is given beside home and role; none of it is there, so an act that is allowed fails at that.
NOTHING = pl.DataFrame()
ARGUMENTS = {
    "load_upload": ("no_such_file.csv", Options(), "x.csv", None),
    "correct_upload": ("no_such_upload", NOTHING),
    "undo_upload": ("no_such_upload",),
    "redo_upload": ("no_such_upload",),
    "leave_out": ("no_such_upload", [1], "Test"),
    "take_up_again": ("no_such_upload", [1]),
    "records_to_mend": ("no_such_upload",),
    "forget_headings": ("none",),
    "prepare_release": (lambda _: None,),
    "withdraw_release": ("Somebody else", "no_such_release"),
    "give_role": ("no address", "admin"),
    "take_role": ("nobody@school.example",),
    "undo_role": ("nobody@school.example",),
    "read_audit_log": (5,),
    "verify_audit_log": (None,),
    "leave_own": (None,),
    "start_own": (None,),
    "sign_release": ("Somebody else", None),
}


def acted(home, act: str, role: str) -> str:
    named = {"keep_earlier": False} if act == "sign_release" else {}
    try:
        getattr(acts, act)(home, role, *ARGUMENTS[act], **named)
    except NotAllowed:
        return "refused"
    except Exception:  # noqa: BLE001 -- it was let in, and found nothing to do
        return "let in"
    return "let in"


@pytest.mark.parametrize("role", ROLES)
def test_an_act_called_past_its_page_is_done_for_the_roles_that_may_and_no_other(role, school):
    held, before = coming_in(school, role), people.people(school).height
    expected = {act: "let in" if act in allowed("act", role) else "refused" for act in ACTS}
    assert {act: acted(school, act, held) for act in ACTS} == expected
    assert people.people(school).height == before


def test_an_act_of_a_page_that_was_open_before_a_role_was_changed_is_refused(school):
    held = coming_in(school, "admin")
    people.give(school, held.person, "governor", by=FIRST)
    sessions._remembered.clear()
    assert {acted(school, act, held) for act in ACTS} == {"refused"}
    sessions.end(school, held.session_key)
    assert {acted(school, act, role) for act in ACTS for role in (*ROLES, held)} == {"refused"}


def test_without_sign_in_the_role_chosen_in_the_sidebar_decides(tmp_path, monkeypatch):
    home = homes.Home(tmp_path / "home")
    assert {act for act in ACTS if acted(home, act, "staff") == "let in"} == allowed("act", "staff")
    assert {acted(home, act, "governor") for act in ACTS} == {"refused"}


def test_whoever_is_signed_in_signs_whatever_name_was_typed(school):
    held = coming_in(school, "slt")
    assert acts.who(held, "Ada Head") == "slt@school.example"
    assert acts.who("slt", "Ada Head") == "Ada Head"
    entry = NewEntry("evidence_note", {"note_id": "n1", "about_kind": "step", "about_id": "s", "text": "Seen."})
    record_all(school, [entry], role=held, client_id="c1", recorded_by="Ada Head")
    assert latest(school, "evidence_note", note_id="n1")["recorded_by"] == "slt@school.example"


def test_a_draft_of_somebody_signed_in_is_theirs_alone(school):
    one, other = coming_in(school, "staff"), coming_in(school, "slt")
    people.give(school, other.person, "staff", by=FIRST)
    sessions._remembered.clear()
    other = standing(school, other.session_key)
    save_draft(school, "d1", "answer", "kq_05", {"answer": "Typed"}, role=one, saved_by="Ada Head")
    assert [draft.draft_id for draft in drafts(school, "answer", role=one)] == ["d1"]
    assert other == one == "staff" and drafts(school, "answer", role=other) == []


def test_what_somebody_signed_in_writes_carries_their_name(school):
    held = coming_in(school, "slt")
    entry = NewEntry("evidence_note", {"note_id": "n1", "about_kind": "step", "about_id": "s", "text": "Seen."})
    record_all(school, [entry], role=held, client_id="c1")
    row = latest(school, "evidence_note", note_id="n1")
    assert (row["recorded_by"], row["recorded_by_role"]) == ("slt@school.example", "slt")
