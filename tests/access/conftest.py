"""A home with sign-in set up, and nobody in it yet but the first administrator."""

from collections.abc import Iterator

import pytest

from warehouse.register import connection, sessions
from warehouse.settings import Home, get_settings

FIRST = "head@school.example"
SIGN_IN = {
    "VILLAGE_SIGN_IN_METADATA_URL": "https://login.example/tenant/.well-known/openid-configuration",
    "VILLAGE_SIGN_IN_CLIENT_ID": "village",
    "VILLAGE_SIGN_IN_CLIENT_SECRET": "not a real secret",
    "VILLAGE_PUBLIC_URL": "https://village.school.example",
    "VILLAGE_FIRST_ADMIN": FIRST,
}


@pytest.fixture
def signing_in(tmp_path, monkeypatch) -> Iterator[Home]:
    """The settings of this process ask for sign-in; an empty home."""
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("VILLAGE_REGISTER_URL", raising=False)
    get_settings.cache_clear()
    sessions._remembered.clear()
    yield Home(tmp_path / "home")
    connection.close()
    get_settings.cache_clear()
