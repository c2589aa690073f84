"""Where the app may listen: never to others without sign-in, never half set up."""

import pytest

from tests.access.conftest import SIGN_IN
from tests.forks import app_started
from warehouse import doors
from warehouse.errors import SettingsError
from warehouse.settings import Settings


def settings(**changed) -> Settings:
    signing_in = {name.removeprefix("VILLAGE_").lower(): value for name, value in SIGN_IN.items()}
    return Settings(**{**signing_in, **changed})


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "village.school.example", ""])  # noqa: S104
def test_another_address_than_this_machine_needs_sign_in(address):
    with pytest.raises(SettingsError, match="needs sign-in"):
        doors.check(Settings(address=address))
    doors.check(settings(address=address))


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_alone_needs_none(address):
    doors.check(Settings(address=address))


@pytest.mark.parametrize("part", ["sign_in_metadata_url", "sign_in_client_id", "sign_in_client_secret", "public_url"])
def test_half_a_sign_in_is_refused_and_the_missing_part_is_named(part):
    with pytest.raises(SettingsError, match=f"VILLAGE_{part.upper()}"):
        doors.check(settings(**{part: None}))


@pytest.mark.parametrize("part", ["public_url", "sign_in_metadata_url"])
@pytest.mark.parametrize("address", ["http://village.school.example/x", "village.school.example", "ftp://x.example"])
def test_addresses_outside_this_machine_are_https(part, address):
    with pytest.raises(SettingsError, match="https://"):
        doors.check(settings(**{part: address}))


@pytest.mark.parametrize("whose", ["common", "organizations", "consumers"])
def test_accounts_of_any_organisation_are_not_let_in(whose):
    url = f"https://login.microsoftonline.com/{whose}/v2.0/.well-known/openid-configuration"
    with pytest.raises(SettingsError, match="tenant"):
        doors.check(settings(sign_in_metadata_url=url))


@pytest.mark.parametrize(
    "host, is_allowed",
    [
        ("village.school.example", True),
        ("VILLAGE.school.example:443", True),
        ("127.0.0.1:8501", True),
        ("localhost", True),
        ("[::1]:8501", True),
        ("evil.example", False),
        ("village.school.example.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("evil@127.0.0.1", False),
        ("127.0.0.1:80; script-src *", False),
        ("[", False),
    ],
)
def test_only_hosts_that_name_the_app_are_answered(host, is_allowed):
    assert doors.allows_host(settings(), host) is is_allowed


def test_without_sign_in_only_names_of_this_machine_are_answered():
    assert not doors.allows_host(Settings(), "village.school.example")


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104
def test_the_server_refuses_to_start_for_others_without_sign_in(address, tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "VILLAGE_HOME": str(tmp_path), "VILLAGE_ADDRESS": address}
    refused = app_started(environment, tmp_path / "said")
    refused.join(timeout=60)
    said = (tmp_path / "said").read_text("utf-8")
    assert refused.exitcode == 1
    assert "needs sign-in" in said
    assert "Traceback" not in said
