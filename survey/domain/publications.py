"""The report of a closed period as it was released: a value that is never changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Self

from questionnaires.months import Months
from survey.domain.errors import PublicationAltered


@dataclass(frozen=True)
class Edition:
    """A report that is kept, without what it says: `number` counts those of the same period.

    `reason` says why there is a further one, `plan` is the name of the plan that it was made by.
    `made_on` is None where the day was altered into what is none.
    """

    period: Months
    number: int
    made_on: date | None
    reason: str
    plan: str


@dataclass(frozen=True)
class WantedReport:
    """A report that is to be made; `reason` says why there is to be a further one of its period."""

    period: Months
    reason: str = ""


@dataclass(frozen=True)
class Context:
    """What a report was made of and by: what is renamed or altered later is known again by it.

    `points` are the names of the service points by their numbers, `texts` the hashes of the
    questionnaires and the plan by their names, `answers` those of the answers by the first day of
    their month, `followed` the names of the plans that the office had followed until then. Reports
    of earlier programs have none of these last two.
    """

    points: Mapping[int, str]
    texts: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)
    followed: Sequence[str] = ()

    def written(self) -> str:
        """Return it as it is kept."""
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def read(cls, written: str) -> Self:
        """Return what was kept."""
        kept = json.loads(written)
        points = {int(number): name for number, name in kept["points"].items()}
        followed = tuple(kept.get("followed", ()))
        return cls(points, kept["texts"], kept.get("answers", {}), followed)

    def is_followed_by(self, followed: Sequence[str]) -> bool:
        """Tell whether the plans followed are those of then, and perhaps others after them."""
        return tuple(followed[: len(self.followed)]) == tuple(self.followed)


@dataclass(frozen=True)
class Record:
    """All that is kept of a report beside what it says.

    `number` counts the reports of the same period, `reason` says why there is a further one.
    `questionnaire` and `plan` are the names of the published texts that it was made by, `context`
    is a `Context` as it is written. `previous` is the hash of the record that was kept before it.
    """

    period: Months
    number: int
    made_on: date
    reason: str
    questionnaire: str
    plan: str
    software: str
    sha256: str
    context: str
    previous: str

    @property
    def hashed(self) -> str:
        """The hash of all this; whoever adds to it leaves what was kept before unreadable."""
        one = self
        days = f"{one.period.begins}", f"{one.period.ends}", f"{one.made_on}"
        texts = one.reason, one.questionnaire, one.plan, one.software, one.context
        said = json.dumps([*days, one.number, *texts, one.sha256, one.previous], ensure_ascii=False)
        return sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Publication(Record):
    """A report that was made once and is shown from then on."""

    record_sha256: str
    report: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what is not as it was kept, or not of its period; raise PublicationAltered."""
        hashes = sha256(self.report).hexdigest(), self.hashed
        if hashes != (self.sha256, self.record_sha256) or not self._is_of_its_period():
            raise PublicationAltered(self.period.begins, self.period.ends, self.number)

    def _is_of_its_period(self) -> bool:
        # Two reports that change places keep their bytes.
        days = json.loads(self.report)["report"]["period"]
        return bool(days == {"begins": f"{self.period.begins}", "ends": f"{self.period.ends}"})


def publication(record: Record, report: bytes) -> Publication:
    """Return a report that is kept from now on."""
    return Publication(**vars(record), record_sha256=record.hashed, report=report)


@dataclass(frozen=True)
class Link:
    """A report that is kept, the hash of its record, and that of the one before it."""

    edition: Edition
    record_sha256: str
    previous: str


def broken_at(links: Sequence[Link], last: str) -> tuple[Edition, ...] | None:
    """Return the reports beside which others are missing or were put in; None where none is.

    `last` is the hash of the record that was kept last. Nothing is named where none is left.
    """
    records = {link.record_sha256 for link in links}
    spoken_of = {link.previous for link in links} | {last}
    if spoken_of == records | {""} or (not links and not last):
        return None
    return tuple(
        link.edition
        for link in links
        if link.record_sha256 not in spoken_of or link.previous not in records | {""}
    )


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
