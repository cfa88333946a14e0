"""Which copies were put back, in a file beside the database.

Not in the database: a copy may have the tables of an earlier program, and knows nothing of what
came after it. Whoever knows that nobody has a report of the lost months deletes the file.
"""

import json
from contextlib import suppress
from datetime import date

from survey.domain.restorations import Restoration
from survey.settings import Settings
from survey.store.replacing import flush, half_of, make_private, put, remove


def restorations(settings: Settings) -> tuple[Restoration, ...]:
    """Return which copies were put back after a month had ended, the first one first."""
    written = ""
    with suppress(FileNotFoundError):
        written = settings.restorations.read_text("utf-8")
    days = json.loads(written) if written.strip() else []
    return tuple(Restoration(*map(date.fromisoformat, pair)) for pair in days)


def add_restoration(settings: Settings, restoration: Restoration) -> None:
    """Keep that a copy was put back; raise StoreFull or FolderMissing."""
    every = dict.fromkeys([*restorations(settings), restoration])
    days = [[f"{one.copied_on}", f"{one.restored_on}"] for one in every]
    half = half_of(settings.restorations)
    remove(half)
    make_private(half)
    half.write_text(json.dumps(days), "utf-8")
    flush(half)
    put(half, settings.restorations)
