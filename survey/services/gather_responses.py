"""The stored responses as columns: what a report and an export are made from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

import numpy as np

from analysis.caveats import Caveat, other_questionnaires, other_scales
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.responses import Answers, Responses, labelled, unpacked
from questionnaires.model import BLANK, Questionnaire
from questionnaires.months import Months
from questionnaires.pooling import PooledQuestionnaire, can_be_pooled, pooled, versions_of
from questionnaires.scoring import is_answered
from survey.services.publish_text import current_questionnaire, questionnaire
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import places
from survey.store import responses as stored


@dataclass(frozen=True)
class Gathered:
    """Responses to the versions of one questionnaire, and how many there are to others.

    Of these `rescaled` are versions of the same questionnaire, with another scale. `answered` are
    the names of the versions that were answered in the period.
    """

    responses: Responses
    answered: frozenset[str]
    others: Counter[str]
    rescaled: Counter[str]

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What a report says of the responses that are left out."""
        left_out = ((other_scales, self.rescaled), (other_questionnaires, self.others))
        return tuple(said(counts) for said, counts in left_out if counts)


@dataclass
class _Columns:
    """The responses to one version."""

    answers: list[str] = field(default_factory=list)
    points: list[str | None] = field(default_factory=list)
    fields: list[str | None] = field(default_factory=list)
    modes: list[str | None] = field(default_factory=list)
    months: list[date] = field(default_factory=list)


def gather_responses(
    survey: Survey, begins: date | None, ends: date | None, period: Months | None = None
) -> Gathered:
    """Return the responses of whole months, to all versions of a questionnaire as to one.

    It is the one that most people answered in `period`, without it in all these months. Versions
    with another scale cannot be read as one with it; they are left out like other questionnaires.
    """
    by_name = _columns(survey, begins, ends)
    read = {name: questionnaire(survey, name) for name in by_name}
    asked = _most_answered(by_name, read, period) or current_questionnaire(survey)
    versions = [each for each in read.values() if can_be_pooled(asked, each)] or [asked]
    whole = pooled(versions)
    left_out = {name: _count(by_name[name], period) for name in read if read[name] not in versions}
    rescaled = Counter({name: n for name, n in left_out.items() if n and read[name].id == asked.id})
    others = Counter({name: n for name, n in left_out.items() if n and read[name].id != asked.id})
    # In the order of the versions that `whole` names.
    of_versions = [by_name.get(each.name, _Columns()) for each in versions_of(whole)]
    responses = Responses(
        questionnaire=whole,
        answers=_answers(whole, [columns.answers for columns in of_versions]),
        labels={
            SERVICE_POINT: labelled([name for each in of_versions for name in each.points]),
            FIELD: labelled([name for each in of_versions for name in each.fields]),
            MODE: labelled([name for each in of_versions for name in each.modes]),
        },
        days=np.array([day for each in of_versions for day in each.months], "datetime64[M]"),
        is_made_up=office(survey).is_demo,
    )
    answered = frozenset(
        each.name for each in versions if _count(by_name.get(each.name, _Columns()), period)
    )
    return Gathered(responses, answered, others, rescaled)


def _most_answered(
    by_name: Mapping[str, _Columns], read: Mapping[str, Questionnaire], period: Months | None
) -> Questionnaire | None:
    """Return a version of what most people of a period answered, the newest; None without any."""
    counts = {name: _count(columns, period) for name, columns in by_name.items()}

    def people_and_version(asked: Questionnaire) -> tuple[int, int]:
        together = (n for name, n in counts.items() if can_be_pooled(read[name], asked))
        return sum(together), asked.version

    answered = (asked for name, asked in read.items() if counts[name])
    return max(answered, key=people_and_version, default=None)


def _count(columns: _Columns, period: Months | None) -> int:
    return len(columns.months) if period is None else sum(day in period for day in columns.months)


def _answers(whole: Questionnaire, packed: Sequence[Sequence[str]]) -> Answers:
    """Return the answers to each version as those to what all are read as."""
    if not isinstance(whole, PooledQuestionnaire):
        return unpacked(packed[0], whole)
    blocks = []
    for version, ids, answers in zip(whole.versions, whole.asked, packed, strict=True):
        block = np.full((len(answers), len(whole.questions)), ord(BLANK), np.uint8)
        block[:, [whole.position(its_id) for its_id in ids]] = unpacked(answers, version)
        blocks.append(block)
    return np.vstack(blocks)


def _columns(survey: Survey, begins: date | None, ends: date | None) -> dict[str, _Columns]:
    by_name: dict[str, _Columns] = {}
    asked = cache(partial(questionnaire, survey))
    with survey.store.reading() as connection:
        names = {point.id: point.name for point in places.all_points(connection)}
    for response in stored.read_by_content(survey.store.reading, begins, ends):
        if response.service_point not in names:
            continue  # a counter that was opened meanwhile
        if not is_answered(asked(response.questionnaire), response.answers):
            continue  # stored before help alone was no answer
        columns = by_name.setdefault(response.questionnaire, _Columns())
        columns.answers.append(response.answers)
        columns.points.append(names[response.service_point])
        columns.fields.append(response.field or None)
        columns.modes.append(response.mode.value)
        columns.months.append(response.month)
    return by_name
