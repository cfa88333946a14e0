"""Hashing the answers that a report is made of, to tell later whether they are those of then."""

import json
from collections.abc import Collection
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from survey.domain.publications import Context
from survey.domain.responses import KeptResponse
from survey.store.engine import Store
from survey.store.responses import read_by_content


def hashes_of_answers(store: Store, begins: date, ends: date) -> dict[str, str]:
    """Return the hash of the closed answers of each month of a period, by the month's first day."""
    read = read_by_content(store.reading, begins, ends, is_sealed=True)
    return {
        f"{month}": sha256("\n".join(sorted(map(_counted, answers))).encode()).hexdigest()
        for month, answers in groupby(read, attrgetter("month"))
    }


def _counted(response: KeptResponse) -> str:
    # No report has keys, languages or comments.
    one = response
    counted = one.service_point, one.field, one.mode, one.questionnaire, one.answers
    return json.dumps(counted, ensure_ascii=False)


def altered_months(store: Store, contexts: Collection[Context]) -> tuple[date, ...]:
    """Return the months, by their first days, whose answers no report was made of that has them.

    Of a month whose days were repaired one report may be of the answers of before and one of now.
    """
    then = {(date.fromisoformat(month), h) for one in contexts for month, h in one.answers.items()}
    if not then:
        return ()
    months = {month for month, _ in then}
    now = hashes_of_answers(store, min(months), max(months))
    return tuple(sorted(month for month in months if (month, now.get(f"{month}")) not in then))
