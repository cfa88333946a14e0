"""Answers that stand as bare numbers, of which nothing in a file tells what they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.reading.answers import AnswerColumn
from analysis.reading.faults import Fault, Message
from analysis.reading.meanings import IN_WORDS, WRONG
from analysis.reading.rows import CountedRows
from questionnaires.model import QuestionKind, Scale, Wording

# People of whom none gives the highest number before anybody is asked whether there is such a one.
FEWEST_PEOPLE = 20
_BYTES = 256


@dataclass(frozen=True)
class BareNumbers:
    """The numbers of a scale that items are answered in, where nothing tells what they mean."""

    scale: Scale
    heading: str = ""  # of the first item
    numbers: frozenset[str] = frozenset()
    people: int = 0  # who gave any

    @classmethod
    def of(cls, columns: Iterable[AnswerColumn], rows: CountedRows, scale: Scale) -> BareNumbers:
        """Return the numbers in the columns of items; none where something tells their meaning.

        That are words, in any cell of them, and the ids of questions as headings, under which our
        codes stand.
        """
        items = [column for column in columns if column.question.kind is QuestionKind.ITEM]
        if any(each.heading == each.question.id or each.tells_direction for each in items):
            return cls(scale)
        values = [choice.value for choice in scale.choices]
        is_number = np.zeros(_BYTES, np.bool_)
        is_number[[*map(ord, values)]] = True
        counts, has_number = np.zeros(_BYTES, np.int64), np.zeros(len(rows), np.bool_)
        for column in items:
            codes = column.tagged_codes()
            counts += np.bincount(codes[rows.is_counted], minlength=_BYTES)
            has_number |= is_number[codes]
        if counts[IN_WORDS:WRONG].any():
            return cls(scale)
        numbers = frozenset(value for value in values if counts[ord(value)])
        heading = next((column.heading for column in items), "")
        return cls(scale, heading, numbers, int((has_number & rows.is_counted).sum()))

    def faults(self) -> Iterator[Fault]:
        """Yield that nobody gave the highest number, so that it may be one of another scale."""
        if lacks_highest(self.numbers, self.people, self.scale):
            yield Fault.of(
                Message.HIGHEST_UNUSED,
                self.heading,
                highest=_highest(self.scale),
                people=str(self.people),
                numbers=", ".join(sorted(self.numbers)),
            )

    def doubts(self) -> Iterator[Caveat]:
        """Yield as what the numbers at the ends of the scale were read, if there are any."""
        if self.numbers:
            label_of = {choice.value: choice.label for choice in self.scale.choices}
            least, most = min(label_of), _highest(self.scale)
            first, last = (label_of[least],), (label_of[most],)
            values: dict[str, float | str | tuple[Wording, ...]] = {"least": least, "most": most}
            values |= {"first": first, "last": last}
            yield Caveat(CaveatCode.BARE_NUMBERS, values)


def _highest(scale: Scale) -> str:
    return max(choice.value for choice in scale.choices)


def lacks_highest(numbers: Collection[str], people: int, scale: Scale) -> bool:
    """Return whether so many people hardly miss the highest number of a scale by chance."""
    return people >= FEWEST_PEOPLE and _highest(scale) not in numbers
