"""What an office does beside serving, each in a process that can be killed and begun again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from tests.faults.server import Installation, Process
from tests.faults.stored import stored_comments
from tests.survey.paper import FULL, make_account, typed_batch

SHEETS = 12


class Work(Protocol):
    """Something that is begun in a process of its own."""

    def begin(self, number: int) -> Process:
        """Prepare it and begin."""

    def faults(self, number: int, is_done: bool) -> list[str]:
        """Say what is wrong after it was killed, or after it has ended well."""


@dataclass(frozen=True)
class Sealing:
    """Days are closed: all that lies in the inbox is made to be of yesterday first."""

    installation: Installation
    database: Path

    def begin(self, number: int) -> Process:  # noqa: ARG002 - each is like the others
        """Make all of today older by a day, and seal it."""
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            connection.execute("UPDATE inbox SET day = date(day, '-1 day')")
        return self.installation.begin("seal")

    def faults(self, number: int, is_done: bool) -> list[str]:  # noqa: ARG002
        """Find responses that are in both tables; the visitors know which must be there."""
        with closing(sqlite3.connect(self.database)) as connection:
            both = "SELECT count(*) FROM inbox JOIN response USING (key)"
            (doubled,) = connection.execute(both).fetchone()
        return [f"{doubled} in both tables"] * bool(doubled)


@dataclass(frozen=True)
class Copying:
    """The database is copied."""

    installation: Installation
    database: Path

    def begin(self, number: int) -> Process:
        """Copy it under a name of its own."""
        return self.installation.begin("backup", str(self._copy(number)))

    def faults(self, number: int, is_done: bool) -> list[str]:
        """Find a copy that was acknowledged and is not whole."""
        if not is_done:
            return []
        with closing(sqlite3.connect(self._copy(number))) as connection:
            (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
        return [] if whole == "ok" else [whole]

    def _copy(self, number: int) -> Path:
        return self.database.parent / f"copy-{number}.sqlite3"


@dataclass(frozen=True)
class SigningOff:
    """A batch of paper becomes responses."""

    installation: Installation
    database: Path
    batches: dict[int, str] = field(default_factory=dict)

    def begin(self, number: int) -> Process:
        """Type a batch, and sign it off."""
        if number not in self.batches:
            with self._opened() as survey:
                lan, mai = (make_account(survey, name).id for name in ("Lan", "Mai"))
                batch = typed_batch(survey, lan, mai, [FULL] * SHEETS, self._comment(number))
                self.batches[number] = batch.number
        program = replace(self.installation, program="tests.faults.sign_off")
        return program.begin(str(self.database.parent), self.batches[number])

    def faults(self, number: int, is_done: bool) -> list[str]:
        """Find a batch of which some sheets are stored and others not, or some twice."""
        begin = self._comment(number)
        stored = Counter(one for one in stored_comments(self.database) if one.startswith(begin))
        allowed = (SHEETS,) if is_done else (0, SHEETS)
        if len(stored) in allowed and stored.total() in allowed:
            return []
        return [f"{stored.total()} sheets stored of {SHEETS}"]

    def _comment(self, number: int) -> str:
        return f"tờ giấy {number:04} "

    @contextmanager
    def _opened(self) -> Iterator[Survey]:
        with closing((survey := open_survey(Settings(data=self.database.parent))).store):
            yield survey
