"""What stands round a table about the numbers in it: of the columns, and of the scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.names import folded
from analysis.reading.faults import Fault, Message, listed
from analysis.reading.text_tables import TextTable
from questionnaires.model import Scale

# Columns of which a row of running numbers is no person's: few answers run up by chance.
_FEWEST_COLUMNS = 3
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,3}|[a-z])[)\]]?", re.IGNORECASE)
# "1: Rất hài lòng", "5 = Rất không hài lòng", "1 là rất hài lòng", "từ 1 (rất hài lòng)".
_NUMBER_AND_WORDS = re.compile(
    r"(?<![\d.,])(\d)\s?(?:[:=()\-–]|là)\s?([^\d:=;,()\[\]\n–-]{3,60})", re.IGNORECASE
)
# What the ends of a scale are called where they are not called as in the questionnaire.
_BEST = ("tốt nhất", "rất tốt", "hài lòng nhất", "best", "very good", "excellent", "most satisfied")
_WORST = (
    *("kém nhất", "rất kém", "tệ nhất", "rất tệ", "không hài lòng nhất", "kém hài lòng nhất"),
    *("worst", "very poor", "least satisfied"),
)
_SHORTEST = 4
_LONGEST = 2000
_FIRST_ROWS = 3


def numbers_columns(row: Sequence[str]) -> bool:
    """Return whether a row below headings numbers the columns, as official tables do.

    Such as ``(1) (2) (3)`` or ``A B 1 2 3``.
    """
    found = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in row]
    signs = [each[1].casefold() if each else "" for each in found]
    letters = [sign for sign in signs if sign.isalpha()]
    numbers = [int(sign) for sign in signs if sign.isdecimal()]
    return (
        len(row) >= _FEWEST_COLUMNS
        and "" not in signs
        and signs[: len(letters)] == letters == [chr(ord("a") + n) for n in range(len(letters))]
        and numbers == list(range(1, len(numbers) + 1))
    )


def is_row_of_numbers(rows: Sequence[Sequence[str]], names: Iterable[int]) -> bool:
    """Return whether the first of some rows numbers the columns, and is no person's.

    `names` are the positions of columns of names and days. A place may be called by a number; then
    others were answered there as well.
    """
    if not rows or not numbers_columns(rows[0]):
        return False
    if not all(cell.strip().isdecimal() for cell in rows[0]):
        return True
    columns = [[row[index] for row in rows if index < len(row)] for index in names]
    return any(column[0] not in column[1:] for column in columns)


def texts_round(source: TextTable, tables: Sequence[TextTable]) -> Iterator[str]:
    """Yield what stands above a table, in its headings and first rows, and on other sheets."""
    for table in tables:
        if table.upper:
            continue
        if table.sheet != source.sheet:
            yield from _texts_of(table.headings)
        elif table.heading_row <= source.heading_row:
            yield from table.headings
    for row in source.sample()[:_FIRST_ROWS]:
        yield from row


def may_be_legend(text: str) -> bool:
    """Return whether a text tells what a number means, as a legend does."""
    return len(text) > _SHORTEST and _NUMBER_AND_WORDS.search(text[:_LONGEST]) is not None


def _texts_of(row: Sequence[str]) -> Iterator[str]:
    """Yield the cells of a row; as one where it holds a number and its meaning and no more."""
    texts = [cell for cell in row if cell.strip()]
    yield from [": ".join(texts)] if len(texts) == 2 and texts[0].strip().isdecimal() else texts


def faults_of_legends(texts: Iterable[str], scale: Scale) -> Iterator[Fault]:
    """Yield the texts that give the numbers of a scale other words than the questionnaire does."""
    codes = {
        folded(label): choice.value
        for choice in scale.choices
        for label in choice.label.texts.values()
    }
    ends = (scale.choices[0].value, scale.choices[-1].value)
    worst, best = reversed(ends) if ends[0] in scale.satisfied else ends
    codes |= dict.fromkeys(map(folded, _BEST), best) | dict.fromkeys(map(folded, _WORST), worst)
    known = listed(scale.choices)
    for text in dict.fromkeys(texts):
        pairs = _NUMBER_AND_WORDS.findall(text[:_LONGEST])
        if any(codes.get(folded(words), number) != number for number, words in pairs):
            yield Fault.of(Message.OTHER_NUMBERS, value=text, known=known)
