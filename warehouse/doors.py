"""Where the app may listen and who may reach it, decided from the settings before anything is served."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from warehouse.errors import SettingsError
from warehouse.settings import Settings

_PARTS = {
    "VILLAGE_SIGN_IN_METADATA_URL": "sign_in_metadata_url",
    "VILLAGE_SIGN_IN_CLIENT_ID": "sign_in_client_id",
    "VILLAGE_SIGN_IN_CLIENT_SECRET": "sign_in_client_secret",
    "VILLAGE_PUBLIC_URL": "public_url",
}
_HOST = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
# Addresses of Microsoft that let in accounts of any school or company, who may write any address they like.
_ANYBODYS = ("/common/", "/organizations/", "/consumers/")


def check(settings: Settings) -> None:
    """Raise SettingsError, one sentence, where the app would listen to others without knowing who they are."""
    if not settings.has_sign_in:
        if not is_loopback(settings.address):
            raise SettingsError(
                "VILLAGE_ADDRESS opens Village to other machines, which needs sign-in; set the VILLAGE_SIGN_IN_ "
                "variables (docs/sign_in.md) or leave VILLAGE_ADDRESS out."
            )
        return
    missing = [name for name, field in _PARTS.items() if not getattr(settings, field)]
    if missing:
        raise SettingsError(f"Sign-in is only half set up; set {', '.join(missing)} too (docs/sign_in.md).")
    for name in ("public_url", "sign_in_metadata_url"):
        _check_address(f"VILLAGE_{name.upper()}", getattr(settings, name))
    if any(part in settings.sign_in_metadata_url for part in _ANYBODYS):
        raise SettingsError(
            "VILLAGE_SIGN_IN_METADATA_URL lets in accounts of any organisation; use the address with your own "
            "tenant's id."
        )


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_secure(settings: Settings) -> bool:
    """Whether browsers reach the app by https, so that cookies may be kept to it."""
    return urlsplit(settings.public_url or "").scheme == "https"


def allows_host(settings: Settings, host: str) -> bool:
    """Whether a request's Host header names this app: a page elsewhere must not reach it under a name of its own."""
    written = _HOST.fullmatch(host.lower())
    if written is None:
        return False
    name = written["name"].strip("[]")
    return is_loopback(name) or (settings.has_sign_in and name == urlsplit(settings.public_url or "").hostname)


def _check_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise SettingsError(f"{name} has to begin with https:// outside this machine; correct it and start again.")
