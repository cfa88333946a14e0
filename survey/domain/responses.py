"""What one visit said, and which answers can be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from string import whitespace

from questionnaires.model import Question, Questionnaire
from survey.domain.errors import AnswerFault, InvalidAnswers, NothingChosen
from survey.domain.modes import Mode


@dataclass(frozen=True)
class Response:
    """All that is kept of one visit: no time, no address, no number in a sequence."""

    key: bytes
    day: date
    service_point: int
    field: str
    mode: Mode
    questionnaire: str
    plan: str
    language: str
    answers: str = column(repr=False)
    comment: str = column(repr=False)


def check_answers(
    questionnaire: Questionnaire, form: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the value chosen for each answered question.

    Raises InvalidAnswers for anything that was not offered, and NothingChosen when no question
    is answered. Nothing is guessed: a character is the offered one or it is refused.
    """
    answers: dict[str, str] = {}
    faults: dict[str, AnswerFault] = {}
    for question in questionnaire.questions:
        values = _values(form.get(question.id, ()))
        fault = _fault(question, values)
        if fault is not None:
            faults[question.id] = fault
        elif values:
            answers[question.id] = values[0]
    if faults:
        raise InvalidAnswers(faults)
    if not answers:
        raise NothingChosen("no question is answered")
    return answers


def _values(sent: Sequence[str]) -> list[str]:
    # Only the blanks that a keyboard types: others would make a full-width digit look trimmed.
    return [value for value in (each.strip(whitespace) for each in sent) if value]


def _fault(question: Question, values: list[str]) -> AnswerFault | None:
    if len(values) > 1:
        return AnswerFault.SEVERAL
    if values and question.choice(values[0]) is None:
        return AnswerFault.NOT_OFFERED
    return None
