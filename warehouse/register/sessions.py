"""Sessions: who is signed in, kept on the server, so that a sign-out or a role taken away holds at once.

The browser has a random key and nothing else; the table has the key's hash. `standing` answers the one question that
counts: what may the bearer of this session do now? It is asked at every run and before every read.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic

from sqlalchemy import Connection, Row, func, select

from warehouse.errors import NotAllowed
from warehouse.register import audit
from warehouse.register.connection import is_there, reading, writing
from warehouse.register.roles import role_of
from warehouse.register.schema import SESSIONS
from warehouse.settings import Home, get_settings

ENDED = "Your sign-in has ended or your role has changed; sign in again."
KEEP_DAYS = 400  # older sessions are forgotten, but for each person's last: the account behind an address stays known
_SEEN_EVERY_SECONDS = 60.0  # how exactly idleness is known; a write at every run would be too many
_MOST_REMEMBERED = 1_000
_REMEMBERED_SECONDS = 2.0  # how long an answer of `standing` is used again: one run asks many times
_remembered: dict[tuple[str, str], tuple[float, "SignedInRole | None"]] = {}
_written: dict[str, float] = {}


class SignedInRole(str):
    """A role that came from a session and not from an address: equal to its name, and knows whose it is."""

    person: str
    session_key: str

    def __new__(cls, role: str, person: str, session_key: str) -> "SignedInRole":
        made = super().__new__(cls, role)
        made.person, made.session_key = person, session_key
        return made

    def __reduce__(self) -> tuple:
        return SignedInRole, (str(self), self.person, self.session_key)


class ProgramRole(str):
    """The role a part of the program reads with where no browser asks, such as the making of a release."""


def person_of(role: str) -> str | None:
    """Who is behind a role; None without sign-in, where nobody is named."""
    return role.person if isinstance(role, SignedInRole) else None


@dataclass(frozen=True)
class Account:
    """Who the provider says it is: the address, and the account behind it (issuer and subject)."""

    person: str
    account: str


def hash_of(browser_key: str) -> str:
    """The session_key of a browser's key."""
    return sha256(browser_key.encode()).hexdigest()


def start(home: Home, account: Account, now: datetime | None = None) -> str:
    """Start a session and return the key for the browser; only its hash is kept. Recorded in the audit log."""
    browser_key, now = secrets.token_urlsafe(32), now or _now()
    with writing(home) as connection:
        connection.execute(
            SESSIONS.insert(),
            {
                "session_key": hash_of(browser_key),
                "person": account.person,
                "account": account.account,
                "started_at": now,
                "seen_at": now,
                "ended_at": None,
            },
        )
        _forget_old(connection, now)
        audit.append(connection, account.person, "signed_in")
    return browser_key


def end(home: Home, session_key: str) -> bool:
    """End a session, for good; False where it had ended or never was. Recorded in the audit log."""
    _remembered.clear()
    with writing(home) as connection:
        is_open = (SESSIONS.c.session_key == session_key) & SESSIONS.c.ended_at.is_(None)
        row = connection.execute(select(SESSIONS).where(is_open)).first()
        if row is not None:
            connection.execute(SESSIONS.update().where(is_open).values(ended_at=_now()))
            audit.append(connection, row.person, "signed_out")
    return row is not None


def standing(home: Home, session_key: str | None, now: datetime | None = None) -> SignedInRole | None:
    """The role the bearer of a session has now; None where it ended, ran out, or the role was taken away.

    Without ``now`` (UTC, no zone) an answer is used again for two seconds in this process.
    """
    if not session_key:
        return None
    name = (str(home.root), session_key)
    asked_at, found = _remembered.get(name, (-_REMEMBERED_SECONDS, None))
    if now is None and monotonic() - asked_at < _REMEMBERED_SECONDS:
        return found
    row = _row(home, session_key)
    found = _role(home, row, now or _now()) if row is not None else None
    if len(_remembered) > _MOST_REMEMBERED:
        _remembered.clear()
    _remembered[name] = (monotonic(), found)
    return found


def seen(home: Home, session_key: str, now: datetime | None = None) -> None:
    """Its person did something: keep a session that stands from running out for idleness."""
    if now is None and monotonic() - _written.get(session_key, -_SEEN_EVERY_SECONDS) < _SEEN_EVERY_SECONDS:
        return
    if len(_written) > _MOST_REMEMBERED:
        _written.clear()
    _written[session_key] = monotonic()
    with writing(home) as connection:
        this = SESSIONS.c.session_key == session_key
        connection.execute(SESSIONS.update().where(this).values(seen_at=now or _now()))


def confirm(home: Home, role: str) -> None:
    """Check that ``role`` is the one its session has now. Raises NotAllowed; without sign-in every role passes."""
    if not get_settings().has_sign_in or isinstance(role, ProgramRole):
        return
    if not isinstance(role, SignedInRole) or standing(home, role.session_key) != str(role):
        raise NotAllowed(ENDED)


def last_account(home: Home, person: str) -> Row | None:
    """The newest session of a person, for the account behind their address; None where they never signed in."""
    newest = select(SESSIONS).where(SESSIONS.c.person == person).order_by(SESSIONS.c.started_at.desc()).limit(1)
    with reading(home) as connection:
        return connection.execute(newest).first()


def _row(home: Home, session_key: str) -> Row | None:
    if not is_there(home):
        return None
    with reading(home) as connection:
        return connection.execute(select(SESSIONS).where(SESSIONS.c.session_key == session_key)).first()


def _role(home: Home, row: Row, now: datetime) -> SignedInRole | None:
    settings = get_settings()
    is_over = (
        row.ended_at is not None
        or now - row.started_at > timedelta(hours=settings.session_hours)
        or now - row.seen_at > timedelta(minutes=settings.idle_minutes)
    )
    role = None if is_over else role_of(home, row.person)
    return SignedInRole(role, row.person, row.session_key) if role else None


def _forget_old(connection: Connection, now: datetime) -> None:
    other = SESSIONS.alias()
    newest = select(func.max(other.c.started_at)).where(other.c.person == SESSIONS.c.person).scalar_subquery()
    is_old = SESSIONS.c.started_at < now - timedelta(days=KEEP_DAYS)
    connection.execute(SESSIONS.delete().where(is_old, SESSIONS.c.started_at < newest))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
