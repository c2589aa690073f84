"""Who may come in: what a sign-in provider says of a person, held against the roles the administrator gave.

The provider's signature, issuer, audience and nonce are checked before, where the token is read.
"""

from collections import deque
from collections.abc import Mapping
from time import monotonic

from pydantic import TypeAdapter, ValidationError

from warehouse.errors import SignInRefused
from warehouse.register import audit, sessions
from warehouse.register.current import latest
from warehouse.register.kinds.people import Address
from warehouse.register.roles import role_of
from warehouse.register.sessions import Account
from warehouse.settings import Home

REASONS = {
    "provider": "The sign-in was not completed, or its answer could not be trusted; try again.",
    "no_address": "Your account came without a confirmed address; ask whoever looks after accounts at your school.",
    "no_role": "Your account has no role in Village yet; ask the administrator to give it one.",
    "other_account": "This address was used by another account before; ask the administrator to give its role again.",
    "ended": sessions.ENDED,
    "signed_out": "You are signed out of Village. On a shared computer, sign out of your account there too.",
}
MOST_AN_HOUR = 60
_recorded: deque[float] = deque()
_ADDRESS = TypeAdapter(Address)


def admit(home: Home, claims: Mapping) -> str:
    """Start a session for the person the claims of an ID token are about; returns the key for the browser.

    Raises SignInRefused; admissions and refusals are recorded in the audit log.
    """
    address = address_of(claims)
    if address is None:
        raise _refusal(home, audit.NOBODY_NAMED, "no_address")
    account = Account(address, f"{claims['iss']}|{claims['sub']}")
    if role_of(home, address) is None:
        raise _refusal(home, address, "no_role")
    if _is_taken(home, account):
        raise _refusal(home, address, "other_account")
    return sessions.start(home, account)


def refuse(home: Home) -> SignInRefused:
    """The refusal where the provider gave no answer that can be trusted.

    Anybody can bring it about without an account, so that no more than MOST_AN_HOUR are recorded.
    """
    now = monotonic()
    while _recorded and now - _recorded[0] > 3_600:
        _recorded.popleft()
    if len(_recorded) >= MOST_AN_HOUR:
        return SignInRefused(REASONS["provider"], "provider")
    _recorded.append(now)
    return _refusal(home, audit.NOBODY_NAMED, "provider")


def address_of(claims: Mapping) -> str | None:
    """The person's address: `email`, unless the provider says that it is not confirmed, else the account's name.

    Microsoft Entra leaves `email` out for accounts without a mailbox and gives `preferred_username` to all.
    """
    if claims.get("email") and str(claims.get("email_verified", True)).lower() != "true":
        return None
    try:
        return _ADDRESS.validate_python(claims.get("email") or claims.get("preferred_username"))
    except ValidationError:
        return None


def _is_taken(home: Home, account: Account) -> bool:
    """Whether the address belonged to another account when it last signed in, and no role was given to it since.

    Mailboxes are given to new people, and a role must not go with them.
    """
    last = sessions.last_account(home, account.person)
    if last is None or last.account == account.account:
        return False
    given = latest(home, "person", person=account.person)
    return given is None or given["recorded_at"] < last.started_at


def _refusal(home: Home, who: str, reason: str) -> SignInRefused:
    audit.record(home, who, "sign_in_refused", {"reason": reason})
    return SignInRefused(REASONS[reason], reason)
