"""Responses that are judged and stored together, in one transaction."""

from collections.abc import Callable, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar, cast

from sqlalchemy import Connection

from survey.domain.responses import Response
from survey.domain.visits import CountedVisit
from survey.store.counted_visits import add_counted, counted_keys
from survey.store.refusals import DATABASE_ERRORS, name_of
from survey.store.responses import add_all_to_inbox, add_to_inbox

T = TypeVar("T")


class Group:
    """The transaction of a group, as those see it who judge the responses in it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._seen: dict[object, object] = {}

    def once(self, look: Callable[[Connection], T]) -> T:
        """Return what is found inside the transaction; the whole group asks for it once."""
        if look not in self._seen:
            self._seen[look] = look(self.connection)
        return cast("T", self._seen[look])


# Judges a response inside the transaction: returns it, or raises why it is not taken.
Accept = Callable[[Group], Response]


@dataclass(frozen=True, eq=False)
class NewResponse:
    """A response that waits to be stored; `stored` tells whether it was new, or why it is not."""

    visit: CountedVisit
    accept: Accept
    since: float = field(default_factory=monotonic)
    stored: Future[bool] = field(default_factory=Future)


# Whether the response is new, or why it is not stored.
Outcome = bool | Exception

Accepted = dict[CountedVisit, Response]
Faults = dict[CountedVisit, Exception]


def store_group(connection: Connection, group: Sequence[NewResponse]) -> list[Outcome]:
    """Store the new ones of a group; return what becomes of each once the transaction is kept.

    A visit that is counted already, or that another one of the group has brought, gives no new
    response and no fault. What is refused is refused for its own sender alone.
    """
    known = counted_keys(connection, {one.visit.key for one in group})
    accepted: Accepted = {}
    transaction = Group(connection)
    outcomes = [_judged(one, known, accepted, transaction) for one in group]
    faults = _store(connection, accepted)
    return [
        outcome if isinstance(outcome, Exception) else faults.get(one.visit, outcome)
        for one, outcome in zip(group, outcomes, strict=True)
    ]


def _judged(one: NewResponse, known: Set[bytes], accepted: Accepted, transaction: Group) -> Outcome:
    if one.visit.key in known or one.visit in accepted:
        return False
    try:
        accepted[one.visit] = one.accept(transaction)
    except DATABASE_ERRORS:  # of the transaction, and so of everybody
        raise
    except Exception as refusal:
        return refusal
    return True


def _store(connection: Connection, accepted: Accepted) -> Faults:
    """Store what was accepted; return the faults of those that the tables do not take."""
    faults = _store_responses(connection, accepted)
    add_counted(connection, accepted.keys() - faults.keys())
    return faults


def _store_responses(connection: Connection, accepted: Accepted) -> Faults:
    try:
        add_all_to_inbox(connection, accepted.values())
    except Exception as error:
        if name_of(error) is not None:
            raise
        return _store_one_by_one(connection, accepted)
    return {}


def _store_one_by_one(connection: Connection, accepted: Accepted) -> Faults:
    faults: Faults = {}
    for visit, response in accepted.items():
        try:
            add_to_inbox(connection, response)
        except Exception as error:
            if name_of(error) is not None:
                raise
            faults[visit] = error
    return faults
