"""Responses put straight into the store, where a test needs many of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count

from questionnaires.scoring import pack
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.services.publish_text import current_plan, current_questionnaire
from survey.services.survey import Survey
from survey.store import responses

_numbers = count()


def add_responses(
    survey: Survey,
    point: int,
    days: list[date],
    value: Callable[[int], str] = lambda place: "5",  # noqa: ARG005
    comment: str = "",
    *,
    mode: Mode = Mode.POSTER,
) -> None:
    """Put one response a day into the inbox; `value` gives the mark of the response at a place.

    An empty one marks nothing.
    """
    items = [item.id for item in current_questionnaire(survey).items]

    def marks(place: int) -> dict[str, str]:
        return {item: value(place) for item in items if value(place)}

    add_marked(survey, point, days, marks, comment, mode=mode)


def add_marked(
    survey: Survey,
    point: int,
    days: list[date],
    marks: Callable[[int], dict[str, str]],
    comment: str = "",
    *,
    mode: Mode = Mode.POSTER,
) -> None:
    """Put one response a day into the inbox; `marks` gives those of it by their questions."""
    asked = current_questionnaire(survey)
    empty = Response(
        key=b"",
        day=days[0],
        service_point=point,
        field="Người có công",
        mode=mode,
        questionnaire=asked.name,
        plan=current_plan(survey).id,
        language="vi",
        answers="",
        comment=comment,
    )
    with survey.store.writing() as connection:
        for place, day in enumerate(days):
            answers = pack(asked, marks(place))
            key = next(_numbers).to_bytes(16)
            responses.add_to_inbox(connection, replace(empty, key=key, day=day, answers=answers))
