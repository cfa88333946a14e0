"""A copy of a database turned back to when a report was published; never the database itself."""

from sqlalchemy import Connection, delete, insert, update

from survey.domain.publications import Context, Link, Record
from survey.store.installation import put_last_publication
from survey.store.publications import links
from survey.store.tables import CASE_COUNT, CASE_IMPORT, FOLLOWED_PLAN, PUBLICATION, SERVICE_POINT


def turn_back(connection: Connection, published: Record) -> None:
    """Forget a report and those after it, case counts and plans that came later, and later names.

    Answers are left as they are: those of later months are no part of the report's.
    """
    earlier = _earlier(links(connection), published.previous)
    connection.execute(delete(PUBLICATION).where(PUBLICATION.c.record_sha256.not_in(earlier)))
    put_last_publication(connection, published.previous)
    _turn_back_cases(connection, published)
    context = Context.read(published.context)
    _turn_back_plans(connection, context)
    _turn_back_names(connection, context)


def _earlier(every: tuple[Link, ...], previous: str) -> set[str]:
    """Return the hashes of the records up to one, which the chain of them tells."""
    before = {link.record_sha256: link.previous for link in every}
    found: set[str] = set()
    while previous in before and previous not in found:
        found.add(previous)
        previous = before[previous]
    return found


def _turn_back_cases(connection: Connection, published: Record) -> None:
    later = CASE_IMPORT.c.made_on > published.made_on
    numbers = [row.number for row in connection.execute(CASE_IMPORT.select().where(later))]
    connection.execute(delete(CASE_COUNT).where(CASE_COUNT.c.import_number.in_(numbers)))
    connection.execute(delete(CASE_IMPORT).where(later))
    undone_later = CASE_IMPORT.c.undone_on > published.made_on
    connection.execute(update(CASE_IMPORT).where(undone_later).values(undone_on=None, undone_by=""))


def _turn_back_plans(connection: Connection, context: Context) -> None:
    if context.followed:
        connection.execute(delete(FOLLOWED_PLAN))
        connection.execute(insert(FOLLOWED_PLAN), [{"plan": name} for name in context.followed])


def _turn_back_names(connection: Connection, context: Context) -> None:
    for number, name in context.points.items():
        bearer = update(SERVICE_POINT).where(SERVICE_POINT.c.id == number)
        connection.execute(bearer.values(name=name))
