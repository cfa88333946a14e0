"""The stored responses as columns: what a report and an export are made from."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.responses import Responses, labelled, unpacked
from questionnaires.model import Questionnaire
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import places
from survey.store import responses as stored


@dataclass(frozen=True)
class Gathered:
    """Responses to one questionnaire, and how many there are to others."""

    responses: Responses
    others: Counter[str]


@dataclass
class _Columns:
    answers: list[str] = field(default_factory=list)
    points: list[str | None] = field(default_factory=list)
    fields: list[str | None] = field(default_factory=list)
    modes: list[str | None] = field(default_factory=list)
    months: list[date] = field(default_factory=list)


def gather_responses(
    survey: Survey, questionnaire: Questionnaire, begins: date | None, ends: date | None
) -> Gathered:
    """Return the responses to a questionnaire in whole months, both days included."""
    is_made_up = office(survey).is_demo
    columns, others = _columns(survey, questionnaire.name, begins, ends)
    responses = Responses(
        questionnaire=questionnaire,
        answers=unpacked(columns.answers, questionnaire),
        labels={
            SERVICE_POINT: labelled(columns.points),
            FIELD: labelled(columns.fields),
            MODE: labelled(columns.modes),
        },
        days=np.array(columns.months, "datetime64[M]"),
        is_made_up=is_made_up,
    )
    return Gathered(responses, others)


def _columns(
    survey: Survey, questionnaire: str, begins: date | None, ends: date | None
) -> tuple[_Columns, Counter[str]]:
    columns, others = _Columns(), Counter[str]()
    with survey.store.reading() as connection:
        names = {point.id: point.name for point in places.all_points(connection)}
    for response in stored.read_by_content(survey.store.reading, begins, ends):
        if response.service_point not in names:
            continue  # a counter that was opened meanwhile
        if response.questionnaire != questionnaire:
            others[response.questionnaire] += 1
            continue
        columns.answers.append(response.answers)
        columns.points.append(names[response.service_point])
        columns.fields.append(response.field or None)
        columns.modes.append(response.mode.value)
        columns.months.append(response.month)
    return columns, others
