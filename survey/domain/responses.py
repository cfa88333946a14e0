"""What one visit said, and which answers can be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from string import whitespace

from questionnaires.model import BLANK, Question, Questionnaire
from questionnaires.scoring import is_answered, pack
from survey.domain.errors import AnswerFault, InvalidAnswers, NothingChosen
from survey.domain.modes import Mode


@dataclass(frozen=True)
class _Undated:
    """What one visit said: no time, no address, no number in a sequence."""

    key: bytes
    service_point: int
    field: str
    mode: Mode
    questionnaire: str
    plan: str
    language: str
    answers: str = column(repr=False)
    comment: str = column(repr=False)


@dataclass(frozen=True)
class Response(_Undated):
    """What one visit said on a day."""

    day: date


@dataclass(frozen=True)
class KeptResponse(_Undated):
    """What is kept of it once its day is closed: of the day no more than the month."""

    month: date  # its first day

    @property
    def is_marked(self) -> bool:
        """Whether a question is answered; whoever wrote a comment alone is no respondent."""
        return bool(self.answers.strip(BLANK))


def by_content(response: KeptResponse) -> tuple[object, ...]:
    """Return what responses are sorted by so that their order tells nothing that they do not."""
    return tuple(value for name, value in vars(response).items() if name not in ("key", "comment"))


def packed_answers(
    questionnaire: Questionnaire, form: Mapping[str, Sequence[str]], comment: str = ""
) -> str:
    """Return what was chosen, as one character a question in questionnaire order.

    Raises InvalidAnswers for anything that was not offered, and NothingChosen when no question
    is answered and no comment written. Nothing is guessed: a character is the offered one or it is
    refused.
    """
    chosen: list[str] = []
    faults: dict[str, AnswerFault] = {}
    for question in questionnaire.questions:
        sent = form.get(question.id, ())
        # A browser sends one value just as it was offered; all else is looked at with care.
        if len(sent) == 1 and sent[0] in question.values:
            chosen.append(sent[0])
            continue
        values = _values(sent)
        fault = _fault(question, values)
        if fault is not None:
            faults[question.id] = fault
        chosen.append(values[0] if values else BLANK)
    if faults:
        raise InvalidAnswers(faults)
    packed = "".join(chosen)
    if is_answered(questionnaire, packed):
        return packed
    if not comment:
        raise NothingChosen("no question is answered")
    return pack(questionnaire, {})


def _values(sent: Sequence[str]) -> list[str]:
    # Only the blanks that a keyboard types: others would make a full-width digit look trimmed.
    return [value for value in (each.strip(whitespace) for each in sent) if value]


def _fault(question: Question, values: list[str]) -> AnswerFault | None:
    if len(values) > 1:
        return AnswerFault.SEVERAL
    if values and values[0] not in question.values:
        return AnswerFault.NOT_OFFERED
    return None
