"""Responses that are judged and stored together, in one transaction."""

from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar, cast

from sqlalchemy import Connection

from survey.domain.responses import Response
from survey.store.refusals import DATABASE_ERRORS, name_of
from survey.store.responses import add_new_to_inbox, add_to_inbox, stored_keys

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

    key: bytes
    accept: Accept
    since: float = field(default_factory=monotonic)
    stored: Future[bool] = field(default_factory=Future)


# Whether the response is new, or why it is not stored.
Outcome = bool | Exception


def store_group(connection: Connection, group: Sequence[NewResponse]) -> list[Outcome]:
    """Store the new ones of a group; return what becomes of each once the transaction is kept.

    A key that is stored already, or that another one of the group has brought, is no new response
    and no fault. What is refused is refused for its own sender alone.
    """
    known = stored_keys(connection, {one.key for one in group})
    accepted: dict[bytes, Response] = {}
    transaction = Group(connection)
    outcomes = [_judged(one, known, accepted, transaction) for one in group]
    faults = _store(connection, accepted)
    return [
        outcome if isinstance(outcome, Exception) else faults.get(one.key, outcome)
        for one, outcome in zip(group, outcomes, strict=True)
    ]


def _judged(
    one: NewResponse, known: Set[bytes], accepted: dict[bytes, Response], transaction: Group
) -> Outcome:
    if one.key in known or one.key in accepted:
        return False
    try:
        accepted[one.key] = one.accept(transaction)
    except DATABASE_ERRORS:  # of the transaction, and so of everybody
        raise
    except Exception as refusal:
        return refusal
    return True


def _store(connection: Connection, accepted: Mapping[bytes, Response]) -> dict[bytes, Exception]:
    """Store what was accepted; return the faults of those that the tables do not take."""
    try:
        add_new_to_inbox(connection, tuple(accepted.values()))
    except Exception as error:
        if name_of(error) is not None:
            raise
        return _store_one_by_one(connection, accepted)
    return {}


def _store_one_by_one(
    connection: Connection, accepted: Mapping[bytes, Response]
) -> dict[bytes, Exception]:
    faults: dict[bytes, Exception] = {}
    for key, response in accepted.items():
        try:
            add_to_inbox(connection, response)
        except Exception as error:
            if name_of(error) is not None:
                raise
            faults[key] = error
    return faults
