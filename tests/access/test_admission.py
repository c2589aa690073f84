"""Who may come in, as what, for how long, and what the server says when they may no longer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.access.conftest import FIRST
from warehouse.errors import NotAllowed, RegisterError, SignInRefused
from warehouse.read import read_mart
from warehouse.register import admission, audit, people, record, sessions
from warehouse.register.admission import admit
from warehouse.register.connection import reading
from warehouse.register.schema import SESSIONS
from warehouse.register.sessions import SignedInRole, hash_of, standing
from warehouse.settings import Home

STAFF = "Sam.Staff@School.example"


def claims(address: str = FIRST, subject: str = "1", **more) -> dict:
    return {"iss": "https://login.example/tenant", "sub": subject, "email": address, **more}


def come_in(home, address: str = FIRST, subject: str = "1") -> str:
    """The session key of somebody who has just signed in."""
    return hash_of(admit(home, claims(address, subject)))


def actions(home) -> list[str]:
    return audit.log(home)["what"].to_list()[::-1]


def later(minutes: int):
    return sessions._now() + timedelta(minutes=minutes)


def afresh(home, key: str) -> SignedInRole | None:
    """What stands once the answers this process remembers are two seconds old."""
    return standing(home, key, now=sessions._now())


def test_the_first_administrator_comes_in_before_anybody_has_a_role(signing_in):
    role = standing(signing_in, come_in(signing_in))
    assert (role, role.person) == ("admin", FIRST)
    assert actions(signing_in) == ["signed_in"]


def test_the_first_administrator_is_nobody_once_another_administrator_stands(signing_in):
    people.give(signing_in, "other@school.example", "admin", by=FIRST)
    with pytest.raises(SignInRefused) as refused:
        admit(signing_in, claims())
    assert refused.value.reason == "no_role"


def test_a_person_has_the_role_the_administrator_gave_however_the_address_is_written(signing_in):
    people.give(signing_in, f"  {STAFF} ", "staff", by=FIRST)
    assert standing(signing_in, come_in(signing_in, STAFF.upper())) == "staff"
    assert actions(signing_in) == ["role_given", "signed_in"]


def test_somebody_without_a_role_is_refused_and_the_refusal_is_recorded(signing_in):
    with pytest.raises(SignInRefused) as refused:
        admit(signing_in, claims("stranger@elsewhere.example"))
    assert str(refused.value) == admission.REASONS["no_role"]
    assert audit.log(signing_in).row(0, named=True)["who"] == "stranger@elsewhere.example"
    assert actions(signing_in) == ["sign_in_refused"]


def test_answers_that_cannot_be_trusted_do_not_fill_the_log(signing_in):
    admission._recorded.clear()
    for _ in range(70):
        assert admission.refuse(signing_in).reason == "provider"
    assert audit.count(signing_in) == 60


@pytest.mark.parametrize(
    "says",
    [
        {"email": FIRST, "email_verified": False},
        {"email": FIRST, "email_verified": "false"},
        {"email": "no address", "email_verified": True},
        {"name": "Head"},
        {},
    ],
)
def test_an_account_without_a_confirmed_address_is_refused(signing_in, says):
    with pytest.raises(SignInRefused) as refused:
        admit(signing_in, {"iss": "i", "sub": "s", **says})
    assert refused.value.reason == "no_address"


def test_an_account_without_a_mailbox_comes_in_by_its_name(signing_in):
    assert admission.address_of({"preferred_username": FIRST.title()}) == FIRST


def test_an_address_that_another_account_used_is_refused_until_its_role_is_given_again(signing_in):
    people.give(signing_in, STAFF, "staff", by=FIRST)
    come_in(signing_in, STAFF, subject="old")
    with pytest.raises(SignInRefused) as refused:
        admit(signing_in, claims(STAFF, subject="new"))
    assert refused.value.reason == "other_account"
    people.give(signing_in, STAFF, "staff", by=FIRST)
    assert standing(signing_in, come_in(signing_in, STAFF, subject="new")) == "staff"


def test_the_browsers_key_is_kept_nowhere(signing_in):
    browser_key = admit(signing_in, claims())
    connection = signing_in.register.read_bytes() + signing_in.register.with_suffix(".sqlite-wal").read_bytes()
    assert browser_key.encode() not in connection
    assert hash_of(browser_key).encode() in connection


def test_a_session_that_was_ended_stays_ended(signing_in):
    key = come_in(signing_in)
    assert sessions.end(signing_in, key)
    assert standing(signing_in, key) is None
    assert not sessions.end(signing_in, key)
    assert actions(signing_in) == ["signed_in", "signed_out"]


@pytest.mark.parametrize("key", [None, "", "nonsense"])
def test_a_key_that_no_session_has_stands_for_nothing(signing_in, key):
    come_in(signing_in)
    assert standing(signing_in, key) is None


def test_a_session_runs_out_when_nothing_was_done_for_half_an_hour(signing_in):
    key = come_in(signing_in)
    assert standing(signing_in, key, now=later(29)) == "admin"
    assert standing(signing_in, key, now=later(31)) is None
    sessions.seen(signing_in, key, now=later(29))
    assert standing(signing_in, key, now=later(58)) == "admin"


def test_a_session_runs_out_after_ten_hours_however_busy(signing_in):
    key = come_in(signing_in)
    for minutes in range(20, 601, 20):
        sessions.seen(signing_in, key, now=later(minutes))
    assert standing(signing_in, key, now=later(599)) == "admin"
    assert standing(signing_in, key, now=later(601)) is None


def test_a_role_taken_away_ends_what_its_bearer_may_do_and_undo_brings_it_back(signing_in):
    people.give(signing_in, STAFF, "staff", by=FIRST)
    key = come_in(signing_in, STAFF)
    people.take_away(signing_in, STAFF, by=FIRST)
    assert afresh(signing_in, key) is None
    people.take_back(signing_in, STAFF, by=FIRST)
    assert afresh(signing_in, key) == "staff"


def test_undo_of_a_changed_role_is_the_role_before_and_of_a_first_role_is_none(signing_in):
    people.give(signing_in, STAFF, "staff", by=FIRST)
    people.give(signing_in, STAFF, "slt", by=FIRST)
    people.take_back(signing_in, STAFF, by=FIRST)
    assert people.role_of(signing_in, STAFF) == "staff"
    people.give(signing_in, "gov@school.example", "governor", by=FIRST)
    people.take_back(signing_in, "gov@school.example", by=FIRST)
    assert people.role_of(signing_in, "gov@school.example") is None
    assert set(actions(signing_in)) == {"role_given", "role_taken"}


@pytest.mark.parametrize("change", [people.take_away, lambda *of, **by: people.give(*of, "slt", **by)])
def test_the_last_administrator_stays(signing_in, change):
    people.give(signing_in, FIRST, "admin", by=FIRST)
    with pytest.raises(RegisterError, match="only administrator"):
        change(signing_in, FIRST, by=FIRST)
    assert people.role_of(signing_in, FIRST) == "admin"


def test_only_an_administrator_may_write_roles(signing_in):
    for role in ("governor", "slt", "staff"):
        with pytest.raises(NotAllowed):
            record(signing_in, "person", {"person": STAFF, "role": "admin"}, role=role, client_id=role)
    assert people.people(signing_in).is_empty()


@pytest.mark.parametrize("address", ["", "no address", "a b@school.example", "a@b", "a|b@school.example"])
def test_what_is_no_address_gets_no_role_and_a_sentence(signing_in, address):
    with pytest.raises(RegisterError, match="address the person signs in with"):
        people.give(signing_in, address, "staff", by=FIRST)


@pytest.mark.parametrize("role", ["admin", "slt", "governor", SignedInRole("admin", FIRST, "made up")])
def test_data_is_read_only_with_a_role_that_a_session_stands_behind(signing_in, role):
    with pytest.raises(NotAllowed, match="sign in again"):
        read_mart(signing_in, "rpt_indicators", role)


def test_a_role_that_was_changed_no_longer_reads_with_the_old_one(signing_in):
    people.give(signing_in, STAFF, "slt", by=FIRST)
    held = standing(signing_in, come_in(signing_in, STAFF))
    sessions.confirm(signing_in, held)
    people.give(signing_in, STAFF, "governor", by=FIRST)
    afresh(signing_in, held.session_key)
    with pytest.raises(NotAllowed):
        sessions.confirm(signing_in, held)


def test_old_sessions_are_forgotten_but_for_each_persons_last(signing_in):
    account = sessions.Account(FIRST, "i|1")
    for days in (900, 800, 500):
        sessions.start(signing_in, account, now=sessions._now() - timedelta(days=days))
    assert sessions.last_account(signing_in, FIRST).started_at < later(-400 * 24 * 60)
    newest = hash_of(sessions.start(signing_in, account))
    with reading(signing_in) as connection:
        assert connection.execute(select(SESSIONS.c.session_key)).scalars().all() == [newest]


def test_roles_go_along_to_a_home_started_beside_another(signing_in, tmp_path):
    people.give(signing_in, STAFF, "staff", by=FIRST)
    people.carry_over(signing_in, Home(tmp_path / "own"))
    assert people.role_of(Home(tmp_path / "own"), STAFF) == "staff"
