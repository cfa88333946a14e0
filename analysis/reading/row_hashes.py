"""What each row says as one number, alike where rows say the same."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.responses import Responses

Hashes: TypeAlias = NDArray[np.uint64]

FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def hashes_of_answers(responses: Responses) -> Hashes:
    """Return a number for each row, alike where all answers are."""
    count, width = responses.answers.shape
    padded = np.zeros((count, -width % 8 + width), np.uint8)
    padded[:, :width] = responses.answers
    return _mixed(np.zeros(count, np.uint64), *padded.view(np.uint64).T)


def hashes_of_rows(answers: Hashes, responses: Responses, moments: NDArray[np.int64]) -> Hashes:
    """Return the same for everything that rows say: answers, names, day and moment."""
    return _mixed(
        answers,
        *(labels.codes.astype(np.uint64) for labels in responses.labels.values()),
        responses.days.astype(np.int64).view(np.uint64),
        moments.view(np.uint64),
    )


def _mixed(hashes: Hashes, *columns: Hashes) -> Hashes:
    for column in columns:
        hashes = (hashes + column) * FACTOR
        hashes ^= hashes >> _SHIFT
    return hashes
