"""What the one thread that writes is asked for."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sqlalchemy import Connection

from survey.store.groups import NewResponse


@dataclass(frozen=True, eq=False)
class Turn:
    """Somebody who wants the connection for himself.

    `given` brings it, `ended` tells whether what he did is to be kept, `kept` that it is.
    """

    since: float = field(default_factory=monotonic)
    given: Future[Connection] = field(default_factory=Future)
    ended: Future[bool] = field(default_factory=Future)
    kept: Future[None] = field(default_factory=Future)


@dataclass(frozen=True, eq=False)
class Emptying:
    """Somebody who wants the write-ahead log emptied; `done` tells whether it is."""

    done: Future[bool] = field(default_factory=Future)


Work = NewResponse | Turn | Emptying


def refuse(work: Work, error: Exception) -> None:
    """Tell whoever waits for the work that it fails; what was told before stays."""
    for future in _waited_for(work):
        if not future.done():
            future.set_exception(error)


def _waited_for(work: Work) -> tuple[Future[Any], ...]:
    match work:
        case NewResponse():
            return (work.stored,)
        case Turn():
            return (work.given, work.kept)
        case Emptying():
            return (work.done,)
