"""Writing a database file anew, so that no byte is left of what was changed in it.

A row that is changed or deleted is overwritten where it lies, but a page that was divided may keep
a copy of it. A step that removes what may no longer be kept owes this; the file itself remembers
that it is owed until it is done, also after kill -9.
"""

from sqlalchemy import Connection

# SQLite keeps a number in the head of the file for the program, and a copy has it too. This is its
# lowest bit; the others are the mark of the last transaction (`survey.store.marks`).
_OWED = 1


def owe_rewriting(connection: Connection) -> None:
    """Say, inside a transaction, that the file has to be written anew after it."""
    _set(connection, _number(connection) | _OWED)


def owes_rewriting(connection: Connection) -> bool:
    """Tell whether the file has still to be written anew."""
    return bool(_number(connection) & _OWED)


def has_rewritten(connection: Connection) -> None:
    """Say that the file was written anew."""
    _set(connection, _number(connection) & ~_OWED)


def _number(connection: Connection) -> int:
    found: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return found


def _set(connection: Connection, number: int) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
