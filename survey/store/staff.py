"""Staff accounts, their one-time set-up links and their sessions; secrets only as hashes."""

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from survey.domain.staff import StaffAccount, StaffSession
from survey.store.tables import SETUP_LINK, STAFF_ACCOUNT, STAFF_SESSION


def has_accounts(connection: Connection) -> bool:
    """Whether anybody can sign in."""
    return connection.execute(select(STAFF_ACCOUNT.c.id).limit(1)).first() is not None


def count_accounts(connection: Connection) -> int:
    """Return how many people can sign in."""
    return connection.execute(select(func.count()).select_from(STAFF_ACCOUNT)).scalar_one()


def find_account(connection: Connection, name: str) -> StaffAccount | None:
    """Return the account of this name, in capitals or not, or None."""
    # Accounts are few, and SQLite knows no small letters beyond a-z.
    accounts = map(_account, connection.execute(select(STAFF_ACCOUNT)))
    return next((one for one in accounts if one.name.casefold() == name.casefold()), None)


def put_account(connection: Connection, name: str, password_hash: str) -> StaffAccount:
    """Store an account, or another password for the one of this name."""
    found = find_account(connection, name)
    if found is not None:
        return set_password_hash(connection, found.id, password_hash)
    statement = insert(STAFF_ACCOUNT).values(name=name, password_hash=password_hash)
    return _account(connection.execute(statement.returning(STAFF_ACCOUNT)).one())


def set_password_hash(connection: Connection, account_id: int, password_hash: str) -> StaffAccount:
    """Store another password for an account."""
    statement = (
        update(STAFF_ACCOUNT)
        .where(STAFF_ACCOUNT.c.id == account_id)
        .values(password_hash=password_hash)
    )
    return _account(connection.execute(statement.returning(STAFF_ACCOUNT)).one())


def add_setup_link(connection: Connection, link_hash: bytes, expires: int) -> None:
    """Store a set-up link in place of all earlier ones."""
    connection.execute(delete(SETUP_LINK))
    connection.execute(insert(SETUP_LINK).values(hash=link_hash, expires=expires))


def is_setup_link(connection: Connection, link_hash: bytes, now: int) -> bool:
    """Whether this set-up link would still open something."""
    query = select(SETUP_LINK.c.hash).where(
        SETUP_LINK.c.hash == link_hash, SETUP_LINK.c.expires > now
    )
    return connection.execute(query).first() is not None


def take_setup_link(connection: Connection, link_hash: bytes, now: int) -> bool:
    """Use up a set-up link; tell whether it was good."""
    is_good = is_setup_link(connection, link_hash, now)
    connection.execute(delete(SETUP_LINK).where(SETUP_LINK.c.hash == link_hash))
    return is_good


def add_session(
    connection: Connection, session_hash: bytes, account_id: int, expires: int, ends: int
) -> None:
    """Store that somebody has signed in."""
    connection.execute(
        insert(STAFF_SESSION).values(
            hash=session_hash, account=account_id, expires=expires, ends=ends
        )
    )


def find_session(connection: Connection, session_hash: bytes, now: int) -> StaffSession | None:
    """Return the session with whose it is, or None when it has ended."""
    query = (
        select(STAFF_ACCOUNT, STAFF_SESSION.c.expires, STAFF_SESSION.c.ends)
        .join(STAFF_SESSION, STAFF_SESSION.c.account == STAFF_ACCOUNT.c.id)
        .where(STAFF_SESSION.c.hash == session_hash, STAFF_SESSION.c.expires > now)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    *account, expires, ends = row
    return StaffSession(StaffAccount(*account), expires, ends)


def set_expires(connection: Connection, session_hash: bytes, expires: int) -> None:
    """Store until when a session lasts if it is not used again."""
    connection.execute(
        update(STAFF_SESSION).where(STAFF_SESSION.c.hash == session_hash).values(expires=expires)
    )


def end_session(connection: Connection, session_hash: bytes) -> None:
    """Sign out of one session."""
    connection.execute(delete(STAFF_SESSION).where(STAFF_SESSION.c.hash == session_hash))


def end_sessions(connection: Connection, account_id: int) -> None:
    """Sign somebody out everywhere."""
    connection.execute(delete(STAFF_SESSION).where(STAFF_SESSION.c.account == account_id))


def end_old_sessions(connection: Connection, now: int) -> None:
    """Forget the sessions that have run out."""
    connection.execute(delete(STAFF_SESSION).where(STAFF_SESSION.c.expires <= now))


def _account(row: Row[tuple[object, ...]]) -> StaffAccount:
    return StaffAccount(**row._mapping)
