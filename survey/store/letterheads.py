"""What the office of a database writes above and below its reports."""

from sqlalchemy import Connection, insert, select, update

from analysis.letterhead import BLANK, Letterhead
from survey.store.tables import LETTERHEAD

# Each is kept as one text, a line each.
_LISTS = ("addressees", "recipients")


def find_letterhead(connection: Connection) -> Letterhead:
    """Return what is kept, blank where nothing is."""
    row = connection.execute(select(LETTERHEAD)).one_or_none()
    if row is None:
        return BLANK
    kept = dict(row._mapping)
    del kept["id"]
    return Letterhead(**kept | {name: tuple(kept[name].splitlines()) for name in _LISTS})


def put_letterhead(connection: Connection, letterhead: Letterhead) -> None:
    """Store what stands on every report in place of what was kept; number and day are of one."""
    names = {column.name for column in LETTERHEAD.columns} - {"id"}
    values = {name: getattr(letterhead, name) for name in names}
    values |= {name: "\n".join(values[name]) for name in _LISTS}
    if not connection.execute(update(LETTERHEAD).values(values)).rowcount:
        connection.execute(insert(LETTERHEAD).values(id=1, **values))
