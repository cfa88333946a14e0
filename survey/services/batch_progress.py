"""A batch of paper forms as it stands, read inside a transaction or for a page."""

import hmac
from collections.abc import Callable
from hashlib import sha256

from survey.domain.batches import Batch
from survey.domain.drafts import Entry, sample
from survey.domain.errors import UnknownBatch
from survey.domain.progress import Progress
from survey.services.keys import Keys
from survey.services.survey import Survey
from survey.store import paper
from survey.store.engine import Transaction


def progress(survey: Survey, number: str) -> Progress:
    """Return how far a batch has come; raise UnknownBatch."""
    with survey.store.reading() as connection:
        return read_progress(survey, connection, number)


def batches_of(survey: Survey, point_id: int) -> tuple[Progress, ...]:
    """Return the batches of a service point and how far each has come, the latest first."""
    with survey.store.reading() as connection:
        found = paper.batches_of(connection, point_id)
        return tuple(_progress(survey, connection, batch) for batch in found)


def open_batches(survey: Survey) -> tuple[Progress, ...]:
    """Return the batches of which sheets are typed that nobody has signed off yet."""
    with survey.store.reading() as connection:
        found = paper.batches_with_drafts(connection)
        return tuple(_progress(survey, connection, batch) for batch in found)


def read_progress(survey: Survey, connection: Transaction, number: str) -> Progress:
    """Return how far a batch has come, as a transaction sees it; raise UnknownBatch."""
    batch = paper.find_batch(connection, number)
    if batch is None:
        raise UnknownBatch("no batch has this number")
    return _progress(survey, connection, batch)


def _progress(survey: Survey, connection: Transaction, batch: Batch) -> Progress:
    found = paper.drafts(connection, batch.number)
    first = found[Entry.FIRST]
    return Progress(
        batch=batch,
        first=first,
        second=found[Entry.SECOND],
        adjudicated=found[Entry.ADJUDICATED],
        sample=sample(first, _rank(survey.keys, batch.number)),
        sign_off=paper.find_sign_off(connection, batch.number),
    )


def _rank(keys: Keys, number: str) -> Callable[[int], bytes]:
    """Return what draws the sample: random to whoever does not have the keys, and always the same.

    Nothing has to be stored for it, and typing a sheet anew does not draw anew.
    """

    def rank(sheet: int) -> bytes:
        return hmac.digest(keys.session, f"second entry:{number}:{sheet}".encode(), sha256)

    return rank
