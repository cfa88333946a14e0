"""Which table of a file is meant, and under which row its headings stand, where few are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.names import name_in
from analysis.reading.headings import Columns
from analysis.reading.text_tables import TextTable
from analysis.reading.written_days import day_in

# Headings that are understood by chance in a row that has none.
_BY_CHANCE = 1


@dataclass(frozen=True)
class LikelyTable:
    """The table that is probably meant.

    Attributes
    ----------
    table : TextTable
    columns : Columns
    sheets : tuple of str
        All sheets that could be meant as well, the likeliest first; empty where there is no choice.
    has_other_sheets : bool
        Whether the file has any other sheet.
    """

    table: TextTable
    columns: Columns
    sheets: tuple[str, ...]
    has_other_sheets: bool


def likely_table(
    tables: Sequence[TextTable], columns_of: Callable[[Sequence[str]], Columns]
) -> LikelyTable:
    """Return the table whose headings are understood best or, failing that, look most like such.

    `tables` are the ways in which a file can be cut into cells, as for `understood`.
    """
    looks: dict[str, _Look] = {}
    for table in tables:
        look = _Look(table, columns_of(table.headings))
        best = looks.setdefault(table.sheet, look)
        if look.likelihood > best.likelihood:
            looks[table.sheet] = look
    ranked = sorted(looks.values(), key=lambda look: look.likelihood, reverse=True)
    first = ranked[0]
    rivals = [look.table.sheet for look in ranked if look.is_rival_of(first)]
    sheets = tuple(rivals) if len(rivals) > 1 else ()
    return LikelyTable(first.table, first.columns, sheets, len(ranked) > 1)


class _Look:
    """How much a row looks like the headings of answers."""

    def __init__(self, table: TextTable, columns: Columns) -> None:
        self.table = table
        self.columns = columns
        recognised = columns.recognised if columns.recognised > _BY_CHANCE else 0
        self.likelihood = (recognised, _words_among(table.headings))

    def is_rival_of(self, best: _Look) -> bool:
        """Return whether it is not much less likely than the best."""
        known, words = self.likelihood
        best_known, best_words = best.likelihood
        return 2 * known > best_known if best_known else 2 * words > best_words


def _words_among(headings: Iterable[str]) -> int:
    """Return how many different cells could be headings: neither empty nor numbers or days."""
    names = {name_in(heading) for heading in headings}
    return sum(any(map(str.isalpha, name)) and day_in(name) is None for name in names)
