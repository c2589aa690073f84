"""Every role against every table and every kind of entry, with real sessions: what no table allows is refused."""

import json

import duckdb
import pytest

from tests.access.conftest import FIRST
from warehouse import homes
from warehouse.errors import NotAllowed, NothingServed, RegisterError
from warehouse.read import MARTS, read_mart
from warehouse.register import ENTRY_KINDS, NewEntry, latest, people, record_all
from warehouse.register.admission import admit
from warehouse.register.sessions import ProgramRole, SignedInRole, hash_of, standing

ROLES = ("governor", "slt", "staff", "admin")


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
    allowed = "no release" if role == "governor" else "read"
    expected = {mart.name: allowed if role in mart.roles else "refused" for mart in MARTS.values()}
    assert {name: outcome(school, name, held) for name in MARTS} == expected
    assert outcome(school, "sqlite_master", held) == "refused"


def test_tables_about_single_pupils_and_what_people_wrote_are_never_governors():
    for name in ("rpt_household_reach", "fct_comment_barriers", "rpt_uploads", "rpt_attendance_reconciliation"):
        assert "governor" not in MARTS[name].roles


@pytest.mark.parametrize("role", [*ROLES, "headteacher", ""])
def test_a_plain_word_reads_nothing_where_people_sign_in(role, school):
    assert {outcome(school, name, role) for name in MARTS} == {"refused"}


def test_the_program_itself_reads_what_a_release_is_made_of(school):
    assert outcome(school, "rpt_indicators", ProgramRole("slt")) == "read"
    assert outcome(school, "rpt_indicators", ProgramRole("headteacher")) == "refused"


@pytest.mark.parametrize("role", [*ROLES, "headteacher"])
def test_a_role_writes_the_kinds_that_name_it_and_no_other(role, school):
    for kind in ENTRY_KINDS.values():
        with pytest.raises((NotAllowed, RegisterError)) as refused:
            record_all(school, [NewEntry(kind.name, {})], role=role, client_id=kind.name)
        is_about_the_role = isinstance(refused.value, NotAllowed) or set(refused.value.problems) == {"role"}
        assert is_about_the_role == (role not in kind.writers), kind.name


def test_what_somebody_signed_in_writes_carries_their_name(school):
    held = coming_in(school, "slt")
    entry = NewEntry("evidence_note", {"note_id": "n1", "about_kind": "step", "about_id": "s", "text": "Seen."})
    record_all(school, [entry], role=held, client_id="c1")
    row = latest(school, "evidence_note", note_id="n1")
    assert (row["recorded_by"], row["recorded_by_role"]) == ("slt@school.example", "slt")
