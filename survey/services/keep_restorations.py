"""Which copies were put back, in a file beside the database.

Not in the database: a copy may have the tables of an earlier program, and knows nothing of what
came after it. Whoever knows that nobody has a report of the lost months deletes the file.
"""

import json
from datetime import date

from survey.domain.errors import RestorationsUnreadable
from survey.domain.restorations import Restoration
from survey.settings import Settings
from survey.store.replacing import flush, half_of, make_private, put, remove


def restorations(settings: Settings) -> tuple[Restoration, ...]:
    """Return which copies were put back after a month had ended, the first one first.

    Raises RestorationsUnreadable: what a broken file held back is not to be published by mistake.
    """
    try:
        days = [tuple(pair) for pair in json.loads(settings.restorations.read_text("utf-8"))]
        return tuple(Restoration(*map(date.fromisoformat, pair)) for pair in days)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError):
        raise RestorationsUnreadable(str(settings.restorations)) from None


def add_restoration(settings: Settings, restoration: Restoration) -> None:
    """Keep that a copy was put back; raise StoreFull, FolderMissing or RestorationsUnreadable."""
    every = dict.fromkeys([*restorations(settings), restoration])
    days = [[f"{one.copied_on}", f"{one.restored_on}"] for one in every]
    half = half_of(settings.restorations)
    remove(half)
    make_private(half)
    half.write_text(json.dumps(days), "utf-8")
    flush(half)
    put(half, settings.restorations)
