"""The report of a closed period as it was released: a value that is never changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from questionnaires.months import Months
from survey.domain.errors import PublicationAltered


@dataclass(frozen=True)
class Edition:
    """A report that is kept, without what it says: `number` counts those of the same period.

    `reason` says why there is a further one, `plan` is the name of the plan that it was made by.
    """

    period: Months
    number: int
    made_on: date
    reason: str
    plan: str


@dataclass(frozen=True)
class WantedReport:
    """A report that is to be made; `reason` says why there is to be a further one of its period."""

    period: Months
    reason: str = ""


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
        """Refuse bytes that were not kept for the period; raise PublicationAltered."""
        is_as_kept = sha256(self.report).hexdigest() == self.sha256
        if not is_as_kept or not self._is_of_its_period():
            raise PublicationAltered(self.period.begins, self.period.ends, self.number)

    def _is_of_its_period(self) -> bool:
        # Two reports that change places keep their bytes.
        days = json.loads(self.report)["report"]["period"]
        return bool(days == {"begins": f"{self.period.begins}", "ends": f"{self.period.ends}"})


def latest_periods(published: Iterable[Months], plans: Sequence[Months]) -> tuple[Months, ...]:
    """Return what is read first: the last plan's period, the year so far and the last month.

    What is not published is left out, and what is twice the same stands once.
    """
    known = sorted(published)
    last = max((one.ends for one in known), default=None)
    so_far = [one for one in known if one.ends == last and one.begins == date(one.ends.year, 1, 1)]
    latest = [one for one in known if one.ends == last]
    judged = sorted((one for one in known if one in plans), key=lambda one: one.ends)
    found = [*judged[-1:], *so_far[-1:], *latest[-1:]]
    return tuple(dict.fromkeys(found))
