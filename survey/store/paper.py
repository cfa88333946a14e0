"""Batches of paper forms, the drafts of their sheets, and their sign-offs."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, Row, delete, insert, select, update

from survey.domain.batches import Batch, SignOff, Totals
from survey.domain.drafts import Draft, Entry
from survey.store.tables import PAPER_BATCH, PAPER_DRAFT, PAPER_SIGN_OFF

NOT_COPIED = (PAPER_DRAFT,)

Drafts = dict[int, Draft]


def numbers_of_year(connection: Connection, year: int) -> tuple[str, ...]:
    """Return the numbers of all batches of a year, also of those that were given up."""
    query = select(PAPER_BATCH.c.number).where(PAPER_BATCH.c.number.startswith(f"P-{year:04}-"))
    return tuple(connection.execute(query).scalars())


def add_batch(connection: Connection, batch: Batch) -> None:
    """Store a new batch."""
    connection.execute(insert(PAPER_BATCH).values(vars(batch)))


def find_batch(connection: Connection, number: str) -> Batch | None:
    """Return the batch of this number, or None."""
    query = select(PAPER_BATCH).where(PAPER_BATCH.c.number == number)
    row = connection.execute(query).one_or_none()
    return None if row is None else _batch(row)


def batches_of(connection: Connection, point_id: int) -> tuple[Batch, ...]:
    """Return the batches of a service point, the latest first."""
    query = select(PAPER_BATCH).where(PAPER_BATCH.c.service_point == point_id)
    # By length first: P-2026-1000 comes after P-2026-999.
    found = [_batch(row) for row in connection.execute(query)]
    return tuple(
        sorted(found, key=lambda one: (one.number[:6], len(one.number), one.number), reverse=True)
    )


def batches_with_drafts(connection: Connection) -> tuple[Batch, ...]:
    """Return the batches of which somebody has typed sheets, by number."""
    typed = select(PAPER_DRAFT.c.batch)
    query = select(PAPER_BATCH).where(PAPER_BATCH.c.number.in_(typed))
    return tuple(_batch(row) for row in connection.execute(query.order_by(PAPER_BATCH.c.number)))


def set_found(connection: Connection, number: str, found: int) -> None:
    """Store how many sheets were in the box; the pile is not at its end before so many."""
    _change(connection, number, found=found, ended_early=False)


def set_ended_early(connection: Connection, number: str, ended_early: bool) -> None:
    """Store whether the pile was at its end before the sheets that were counted."""
    _change(connection, number, ended_early=ended_early)


def set_abandoned_on(connection: Connection, number: str, day: date) -> None:
    """Store when a batch was given up."""
    _change(connection, number, abandoned_on=day)


def add_draft(connection: Connection, number: str, entry: Entry, draft: Draft) -> None:
    """Store a sheet as somebody typed it."""
    values = {**vars(draft), "batch": number, "entry": entry.value}
    connection.execute(insert(PAPER_DRAFT).values(values))


def drafts(connection: Connection, number: str) -> dict[Entry, Drafts]:
    """Return the drafts of a batch by entry and sheet, in the order of the pile."""
    query = select(PAPER_DRAFT).where(PAPER_DRAFT.c.batch == number).order_by(PAPER_DRAFT.c.sheet)
    found: dict[Entry, Drafts] = {entry: {} for entry in Entry}
    for row in connection.execute(query):
        values = dict(row._mapping)
        del values["batch"]
        draft = Draft(**{name: value for name, value in values.items() if name != "entry"})
        found[Entry(values["entry"])][draft.sheet] = draft
    return found


def delete_draft(connection: Connection, number: str, entry: Entry, sheet: int) -> None:
    """Forget a sheet as it was typed in one entry."""
    connection.execute(
        delete(PAPER_DRAFT).where(
            PAPER_DRAFT.c.batch == number,
            PAPER_DRAFT.c.entry == entry.value,
            PAPER_DRAFT.c.sheet == sheet,
        )
    )


def delete_drafts(connection: Connection, number: str) -> None:
    """Forget all sheets of a batch; their bytes are overwritten."""
    connection.execute(delete(PAPER_DRAFT).where(PAPER_DRAFT.c.batch == number))


def add_sign_off(connection: Connection, number: str, sign_off: SignOff) -> None:
    """Store the end of a batch; a batch has one."""
    values = {name: value for name, value in vars(sign_off).items() if name != "totals"}
    connection.execute(
        insert(PAPER_SIGN_OFF).values(values | asdict(sign_off.totals) | {"batch": number})
    )


def find_sign_off(connection: Connection, number: str) -> SignOff | None:
    """Return how a batch was signed off, or None."""
    query = select(PAPER_SIGN_OFF).where(PAPER_SIGN_OFF.c.batch == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    del values["batch"]
    end = {name: values.pop(name) for name in ("reason", "signed_by", "signed_on")}
    return SignOff(Totals(**values), **end)


def _change(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(PAPER_BATCH).where(PAPER_BATCH.c.number == number).values(values))


def _batch(row: Row[tuple[object, ...]]) -> Batch:
    return Batch(**row._mapping)
