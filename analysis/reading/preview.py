"""What reading a file would give, in words, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

import numpy as np

from analysis.reading.table import Reading


class Line(StrEnum):
    """The sentences of a preview; the English text is the key of its translation."""

    READ = "The file has no faults. Responses that would be read: %(count)s"
    DAYS = "Days: %(first)s to %(last)s"
    QUESTION = "Column “%(column)s” → question %(name)s"
    KNOWN = "Column “%(column)s” → %(name)s"
    NOTHING = "Nothing was written."


def preview(reading: Reading, gettext: Callable[[str], str]) -> Iterator[str]:
    """Yield a line for each column that is read and each doubt, in the language of `gettext`."""
    responses, columns = reading.responses, reading.columns
    yield gettext(Line.READ.value) % {"count": len(responses)}
    if responses.is_dated:
        days = responses.days[~np.isnat(responses.days)]
        yield gettext(Line.DAYS.value) % {"first": days.min(), "last": days.max()}
    for line, indices in ((Line.QUESTION, columns.questions), (Line.KNOWN, columns.known)):
        for name, index in indices.items():
            yield gettext(line.value) % {"column": columns.headings[index], "name": name}
    for caveat in reading.caveats:
        yield gettext(caveat.code.value) % caveat.values
    yield gettext(Line.NOTHING.value)
