"""Copies that were put back after a month had ended: what may be known of answers that are lost.

A report of a month may have been published after the copy was made. Made anew from the copy it is
of fewer people, and whoever has both subtracts one from the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from questionnaires.months import Months
from survey.domain.followed_plans import overlap


@dataclass(frozen=True)
class Restoration:
    """A copy of one day that took the place of the database on another day."""

    copied_on: date
    restored_on: date

    @property
    def lost_months(self) -> Months | None:
        """The months that were over when it was put back, and whose answers it may lack."""
        begins = self.copied_on.replace(day=1)
        ends = self.restored_on.replace(day=1) - timedelta(days=1)
        return Months(begins, ends) if begins < ends else None


def lost_for(period: Months, restorations: Iterable[Restoration]) -> Restoration | None:
    """Return why a period may not be published: one of its months may have lost answers."""
    for restoration in restorations:
        months = restoration.lost_months
        if months is not None and overlap(months, period):
            return restoration
    return None
