"""An installation as an examination sees it: its settings, its clock, and its open database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.domain.errors import StoreMissing
from survey.domain.findings import Finding
from survey.services.clock import Clock
from survey.services.machine import Machine
from survey.settings import Settings
from survey.store.engine import Store


@dataclass(frozen=True)
class Installation:
    """What is examined."""

    settings: Settings
    clock: Clock
    opened: Store | None = None
    machine: Machine = field(default_factory=Machine)

    @property
    def store(self) -> Store:
        """The database, for those checks that are made only while it is open."""
        if self.opened is None:
            raise StoreMissing("the database is not open")
        return self.opened


class Check(NamedTuple):
    """One thing that is looked at: what it is called, to be translated, and how it is looked at."""

    subject: str
    look: Callable[[Installation], Finding]
