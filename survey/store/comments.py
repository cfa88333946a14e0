"""What people wrote, by service point and month of sealed days: never with its marks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from survey.store.tables import RESPONSE, is_marked


@dataclass(frozen=True)
class MonthCount:
    """How many responses came to a service point in a month, and how many comments.

    A comment alone is no response.
    """

    responses: int
    comments: int


def count_by_month(connection: Connection) -> dict[tuple[date, int], MonthCount]:
    """Return the counts by first day of the month and service point; none: left out."""
    written = func.count(func.nullif(RESPONSE.c.comment, ""))
    of = RESPONSE.c.month, RESPONSE.c.service_point
    query = select(*of, func.count().filter(is_marked(RESPONSE)), written).group_by(*of)
    return {
        (month, point): MonthCount(responses, comments)
        for month, point, responses, comments in connection.execute(query)
    }


def comments_of_month(connection: Connection, month: date) -> dict[int, tuple[str, ...]]:
    """Return the comments of a month (its first day) by service point; none: left out."""
    query = (
        select(RESPONSE.c.service_point, RESPONSE.c.comment)
        .where(RESPONSE.c.month == month, RESPONSE.c.comment != "")
        .order_by(RESPONSE.c.key)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for point, comment in connection.execute(query):
        found[point].append(comment)
    return {point: tuple(comments) for point, comments in found.items()}
