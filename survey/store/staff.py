"""Staff accounts and their one-time set-up links; secrets only as hashes."""

from datetime import date

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from survey.domain.staff import SetupLink, StaffAccount
from survey.domain.vietnamese_letters import name_key
from survey.store.tables import SETUP_LINK, STAFF_ACCOUNT


def has_accounts(connection: Connection) -> bool:
    """Whether anybody can sign in."""
    return connection.execute(select(STAFF_ACCOUNT.c.id).limit(1)).first() is not None


def count_accounts(connection: Connection) -> int:
    """Return how many people can sign in."""
    return connection.execute(select(func.count()).select_from(STAFF_ACCOUNT)).scalar_one()


def names(connection: Connection) -> list[str]:
    """Return the names of all who can sign in."""
    return list(connection.scalars(select(STAFF_ACCOUNT.c.name).order_by(STAFF_ACCOUNT.c.name)))


def find_account(connection: Connection, name: str) -> StaffAccount | None:
    """Return the account of this name however it is typed, or None."""
    # Accounts are few, and SQLite knows no small letters beyond a-z. The exact name goes first:
    # earlier versions made two accounts of what is one name now.
    accounts = [_account(row) for row in connection.execute(select(STAFF_ACCOUNT))]
    accounts.sort(key=lambda one: one.name != name)
    key = name_key(name)
    return next((one for one in accounts if name_key(one.name) == key), None)


def account_of(connection: Connection, account_id: int) -> StaffAccount:
    """Return the account of a number that the database refers to."""
    query = select(STAFF_ACCOUNT).where(STAFF_ACCOUNT.c.id == account_id)
    return _account(connection.execute(query).one())


def add_account(connection: Connection, name: str, password_hash: str) -> StaffAccount:
    """Store a new account."""
    statement = insert(STAFF_ACCOUNT).values(name=name, password_hash=password_hash)
    return _account(connection.execute(statement.returning(STAFF_ACCOUNT)).one())


def set_password_hash(connection: Connection, account_id: int, password_hash: str) -> StaffAccount:
    """Store another password for an account."""
    return _changed(connection, account_id, password_hash=password_hash)


def renew_account(
    connection: Connection, account_id: int, password_hash: str, day: date
) -> StaffAccount:
    """Store another password for an account, and on which day a link gave it."""
    return _changed(connection, account_id, password_hash=password_hash, renewed_on=day)


def add_setup_link(
    connection: Connection, link_hash: bytes, expires: int, renews: int | None
) -> None:
    """Store a set-up link in place of the earlier one for the same account, or for a new one."""
    connection.execute(delete(SETUP_LINK).where(SETUP_LINK.c.account.is_not_distinct_from(renews)))
    connection.execute(insert(SETUP_LINK).values(hash=link_hash, expires=expires, account=renews))


def has_setup_link(connection: Connection, now: int, latest: int) -> bool:
    """Whether there is a link that ends after `now` and by `latest`."""
    query = select(SETUP_LINK.c.hash).where(
        SETUP_LINK.c.expires > now, SETUP_LINK.c.expires <= latest
    )
    return connection.execute(query.limit(1)).first() is not None


def find_setup_link(
    connection: Connection, link_hash: bytes, now: int, latest: int
) -> SetupLink | None:
    """Return what a link opens that ends after `now` and by `latest`, None without one."""
    query = select(SETUP_LINK.c.account).where(
        SETUP_LINK.c.hash == link_hash, SETUP_LINK.c.expires > now, SETUP_LINK.c.expires <= latest
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return SetupLink(None if row.account is None else account_of(connection, row.account))


def take_setup_link(connection: Connection, link_hash: bytes, now: int, latest: int) -> bool:
    """Use up a set-up link; tell whether it was good."""
    is_good = find_setup_link(connection, link_hash, now, latest) is not None
    connection.execute(delete(SETUP_LINK).where(SETUP_LINK.c.hash == link_hash))
    return is_good


def _changed(connection: Connection, account_id: int, **values: object) -> StaffAccount:
    statement = update(STAFF_ACCOUNT).where(STAFF_ACCOUNT.c.id == account_id).values(**values)
    return _account(connection.execute(statement.returning(STAFF_ACCOUNT)).one())


def _account(row: Row[tuple[object, ...]]) -> StaffAccount:
    return StaffAccount(**row._mapping)
