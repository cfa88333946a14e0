"""The report of a closed period as it was released: a value that is never changed."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from questionnaires.months import Months
from survey.domain.errors import PublicationAltered


@dataclass(frozen=True)
class Publication:
    """A report that was made once and is shown from then on.

    `number` counts the reports of the same period, `reason` says why there is a further one.
    `questionnaire` and `plan` are the names of the published texts that it was made by.
    """

    period: Months
    number: int
    made_on: date
    reason: str
    questionnaire: str
    plan: str
    software: str
    sha256: str
    report: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse bytes that are not those which were kept; raise PublicationAltered."""
        if sha256(self.report).hexdigest() != self.sha256:
            raise PublicationAltered(self.period.begins, self.period.ends, self.number)
