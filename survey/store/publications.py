"""Reports of closed periods: they are added and read, never changed; and what is asked for."""

from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from questionnaires.months import Months
from survey.domain.errors import PublicationAltered
from survey.domain.publications import Context, Edition, Link, Publication, WantedReport, broken_at
from survey.store.installation import last_publication, put_last_publication
from survey.store.tables import PUBLICATION, PUBLICATION_ORDER


def _as_kept(table: Table) -> list[ColumnElement[Any]]:
    """Return the columns of a table, days as they are written: somebody may have altered them."""
    days = {c.name: type_coerce(c, Text).label(c.name) for c in table.c if type(c.type) is Date}
    return [days.get(c.name, c) for c in table.c]


_ALL = _as_kept(PUBLICATION)
_EDITION = [c for c in _ALL if c.name in ("begins", "ends", "number", "made_on", "reason", "plan")]


def add_publication(connection: Connection, publication: Publication) -> None:
    """Store a report for ever; one of its period and number must not be there yet."""
    values = {**vars(publication), "begins": publication.period.begins}
    values["ends"] = values.pop("period").ends
    connection.execute(insert(PUBLICATION).values(values))
    put_last_publication(connection, publication.record_sha256)


def published_periods(connection: Connection) -> tuple[Months, ...]:
    """Return the periods that have a report, in order."""
    return tuple(dict.fromkeys(edition.period for edition in editions(connection)))


def count_publications(connection: Connection, period: Months) -> int:
    """Return how many reports of a period there are."""
    query = select(func.count()).select_from(PUBLICATION).where(*_of(period))
    return connection.execute(query).scalar_one()


def editions(connection: Connection) -> tuple[Edition, ...]:
    """Return what reports there are, in the order of their periods and numbers."""
    return tuple(link.edition for link in links(connection))


def publications_broken_at(connection: Connection) -> tuple[Edition, ...] | None:
    """Return the reports beside which others are missing or were put in; None where none is."""
    return broken_at(links(connection), last_publication(connection))


def links(connection: Connection) -> tuple[Link, ...]:
    """Return how the reports that there are are chained, in the order of their periods.

    Without those whose period was altered into what is none: they are missing beside the others.
    """
    columns = [*_EDITION, PUBLICATION.c.record_sha256, PUBLICATION.c.previous]
    rows = connection.execute(select(*columns).order_by("begins", "ends", "number"))
    read = ((_edition(row), row) for row in rows)
    return tuple(Link(edition, row[-2], row[-1]) for edition, row in read if edition)


def find_publication(connection: Connection, period: Months, number: int) -> Publication | None:
    """Return one report of a period; raise PublicationAltered."""
    query = select(*_ALL).where(*_of(period), PUBLICATION.c.number == number)
    row = connection.execute(query).one_or_none()
    return None if row is None else _publication(row)


def contexts(connection: Connection) -> tuple[Context, ...]:
    """Return what the reports that there are were made of; nothing of what cannot be read."""
    every = map(_read, connection.scalars(select(PUBLICATION.c.context)))
    return tuple(context for context in every if context is not None)


def followed_when_made(connection: Connection) -> tuple[tuple[Months, tuple[str, ...]], ...]:
    """Return each period that was published, with the plans that were followed then.

    What was kept before plans were remembered names the one that it was made by.
    """
    columns = [*_EDITION, PUBLICATION.c.context]
    rows = connection.execute(select(*columns).order_by("begins", "ends", "number"))
    read = ((_edition(row), _read(row.context)) for row in rows)
    return tuple(
        (edition.period, tuple(context.followed if context else ()) or (edition.plan,))
        for edition, context in read
        if edition
    )


def last_context(connection: Connection) -> Context | None:
    """Return what the report that was published last was made of; None without one."""
    is_last = PUBLICATION.c.record_sha256 == last_publication(connection)
    written = connection.scalars(select(PUBLICATION.c.context).where(is_last)).first()
    return None if written is None else _read(written)


def _read(written: str) -> Context | None:
    with suppress(ValueError, TypeError, LookupError, AttributeError):
        return Context.read(written)
    return None


def find_hash(connection: Connection, edition: Edition) -> str | None:
    """Return the hash of what a report says; None where there is no such report."""
    query = select(PUBLICATION.c.sha256).where(
        *_of(edition.period), PUBLICATION.c.number == edition.number
    )
    return connection.execute(query).scalar_one_or_none()


def find_edition(connection: Connection, hashed: str) -> Edition | None:
    """Return the report that has this hash; None where none has."""
    row = connection.execute(select(*_EDITION).where(PUBLICATION.c.sha256 == hashed)).first()
    return None if row is None else _edition(row)


def is_as_made(connection: Connection, edition: Edition) -> bool:
    """Return whether a report that is there is what was kept when it was made."""
    try:
        return find_publication(connection, edition.period, edition.number) is not None
    except PublicationAltered:
        return False


def publications_of(connection: Connection, period: Months) -> tuple[Publication, ...]:
    """Return every report of a period, the first one first; raise PublicationAltered."""
    query = select(*_ALL).where(*_of(period)).order_by(PUBLICATION.c.number)
    return tuple(_publication(row) for row in connection.execute(query))


def add_order(connection: Connection, wanted: WantedReport) -> None:
    """Store that a further report of a period is to be made; asked for twice, it is one."""
    period = wanted.period
    values = {"begins": period.begins, "ends": period.ends, "reason": wanted.reason}
    connection.execute(insert_or_ignore(PUBLICATION_ORDER).values(values).on_conflict_do_nothing())


def orders(connection: Connection) -> tuple[WantedReport, ...]:
    """Return which further reports are to be made, in the order of their periods."""
    rows = connection.execute(select(*_as_kept(PUBLICATION_ORDER)).order_by("begins", "ends"))
    read = ((_period(row.begins, row.ends), row.reason) for row in rows)
    return tuple(WantedReport(period, reason) for period, reason in read if period)


def take_order(connection: Connection, period: Months) -> bool:
    """Forget that a further report of a period is to be made; tell whether one was."""
    columns = PUBLICATION_ORDER.c
    statement = delete(PUBLICATION_ORDER)
    statement = statement.where(columns.begins == period.begins, columns.ends == period.ends)
    return connection.execute(statement).rowcount == 1


def _of(period: Months) -> tuple[ColumnElement[bool], ...]:
    return PUBLICATION.c.begins == period.begins, PUBLICATION.c.ends == period.ends


def _edition(row: Row[Any]) -> Edition | None:
    period, day = _period(row.begins, row.ends), None
    if period is None or not isinstance(row.number, int):
        return None
    with suppress(TypeError, ValueError):
        day = date.fromisoformat(row.made_on)
    return Edition(period, row.number, day, row.reason, row.plan)


def _period(begins: str, ends: str) -> Months | None:
    with suppress(TypeError, ValueError):
        period = Months(date.fromisoformat(begins), date.fromisoformat(ends))
        # Other ways to write a day are read, but not found again.
        return period if (begins, ends) == (f"{period.begins}", f"{period.ends}") else None
    return None


def _publication(row: Row[Any]) -> Publication:
    values = dict(row._mapping)
    period = Months(*(date.fromisoformat(values.pop(name)) for name in ("begins", "ends")))
    if not isinstance(values["report"], bytes):
        # Who changes it with another program may leave a text, whose hash is to be told too.
        values["report"] = str(values["report"]).encode()
    try:
        values["made_on"] = date.fromisoformat(values["made_on"])
        return Publication(period, **values)
    except (TypeError, ValueError):  # a column that holds what its kind never is
        raise PublicationAltered(period.begins, period.ends, values["number"]) from None
