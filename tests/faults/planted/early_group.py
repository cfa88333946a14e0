"""A writer that tells a whole group that it is stored, and commits a moment later."""

import time
from collections.abc import Sequence

from survey.cli import main
from survey.store.groups import NewResponse, store_group
from survey.store.writer import Writer

PAUSE_SECONDS = 1.0


def store_early(writer: Writer, group: Sequence[NewResponse]) -> None:
    """Do what the writer does, in the wrong order."""
    with writer._connection.transaction(group[0].since) as connection:
        outcomes = store_group(connection, group)
        for one, outcome in zip(group, outcomes, strict=True):
            one.stored.set_result(outcome is True)
        time.sleep(PAUSE_SECONDS)


Writer._store = store_early  # type: ignore[method-assign]  # planted

if __name__ == "__main__":
    main()
