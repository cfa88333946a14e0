"""Comments, shown so that nobody can tell who wrote them."""

from dataclasses import dataclass
from datetime import date

from analysis.disclosure.thresholds import LEAST
from survey.domain.places import ServicePoint
from survey.services.survey import Survey
from survey.store import comments as stored
from survey.store import places, responses

# Fewer people at a counter in a month know each other's words.
LEAST_RESPONSES = LEAST


@dataclass(frozen=True)
class ReleasedComments:
    """The comments of one service point in one month, in random order, and nothing else."""

    service_point: ServicePoint
    comments: tuple[str, ...]


def released_months(survey: Survey) -> tuple[date, ...]:
    """Return the first days of the months of which comments may be shown, the latest first."""
    return tuple(sorted(_released(survey), reverse=True))


def released_comments(survey: Survey, month: date) -> tuple[ReleasedComments, ...]:
    """Return the comments of a month (its first day), by service point.

    A month is released when it is over and all its days are sealed, and of it the service points
    with at least `LEAST_RESPONSES` responses; of any other month there is nothing.
    """
    allowed = _released(survey).get(month, frozenset())
    with survey.store.reading() as connection:
        points = places.all_points(connection)
        written = stored.comments_of_month(connection, month)
    return tuple(
        ReleasedComments(point, _shuffled(survey, written[point.id]))
        for point in points
        if point.id in allowed
    )


def _released(survey: Survey) -> dict[date, frozenset[int]]:
    this_month = survey.today().replace(day=1)
    with survey.store.reading() as connection:
        counts = stored.count_by_month(connection)
        unsealed = responses.count_inbox_before(connection, this_month)
    # One answer that came between two looks would show its own comment by the difference.
    unfinished = {day.replace(day=1) for day in unsealed}
    released: dict[date, frozenset[int]] = {}
    for (month, point), count in counts.items():
        is_over = month < this_month and month not in unfinished
        if is_over and count.responses >= LEAST_RESPONSES and count.comments:
            released[month] = released.get(month, frozenset()) | {point}
    return released


def _shuffled(survey: Survey, comments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(comments, key=lambda _: survey.random_bytes(8)))
