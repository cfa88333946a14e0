"""A disk that takes long to flush: each commit waits for it, as on an old hard disk."""

import os
import time

from survey.cli import main
from survey.store.driver import sqlite3
from tests.faults.planted.driver import replace_connections

SECONDS = "PLANTED_FLUSH_SECONDS"


class Connection(sqlite3.Connection):
    """A connection that commits slowly what it has changed; nothing is flushed for who reads."""

    _flushed = 0

    def commit(self) -> None:
        """Commit, after the time that the disk takes."""
        if self.total_changes > self._flushed:
            self._flushed = self.total_changes
            time.sleep(float(os.environ[SECONDS]))
        super().commit()


replace_connections(Connection)

if __name__ == "__main__":
    main()
