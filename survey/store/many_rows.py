"""Rows that the writer adds by the dozen, in as few statements as can be.

Between two statements its thread would have to wait for its turn. Statements are compiled once for
each number of rows: by powers of two, so few.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

DIALECT = sqlite.dialect()
_MOST_TOGETHER = 64


def add_rows(connection: Connection, table: Table, rows: Sequence[Sequence[object]]) -> None:
    """Insert rows, each with a value for every column as the driver takes it, in their order."""
    begin = 0
    while begin < len(rows):
        number = min(1 << ((len(rows) - begin).bit_length() - 1), _MOST_TOGETHER)
        values = [value for row in rows[begin : begin + number] for value in row]
        connection.exec_driver_sql(_adding(table, number), tuple(values))
        begin += number


def lay_anew(connection: Connection, table: Table) -> None:
    """Write the rows of a table anew, in the order of its primary key.

    A page of the file remembers in which order its rows came, and what lay in it before.
    """
    name, keys = f'main."{table.name}"', ", ".join(table.primary_key.columns.keys())
    for statement in (
        # In the memory: the settings of a connection say so.
        f"CREATE TEMP TABLE laid AS SELECT * FROM {name} ORDER BY {keys}",  # noqa: S608
        # Without WHERE: then every page goes as a whole, and is overwritten as a whole.
        f"DELETE FROM {name}",  # noqa: S608 - a name of ours
        f"INSERT INTO {name} SELECT * FROM temp.laid ORDER BY rowid",  # noqa: S608
        "DROP TABLE temp.laid",
    ):
        connection.exec_driver_sql(statement)


@cache
def _adding(table: Table, number: int) -> str:
    row = dict.fromkeys(table.c.keys())
    return str(insert(table).values([row] * number).compile(dialect=DIALECT))
