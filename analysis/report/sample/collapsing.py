"""Which cells of cases are weighted as one, because too few answered in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.estimators.margins import LEAST_IN_CELL, thin_together

Names = tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Names of one column that were put together.

    Attributes
    ----------
    level : int
        Which column it is.
    under : tuple of str
        The names of the wider columns that they belong to.
    names : tuple of str
    """

    level: int
    under: Names
    names: Names


def collapsed(responses: Mapping[Names, int]) -> tuple[list[list[Names]], list[Joined]]:
    """Return the cells in groups with enough responses each, and what was put together.

    Where a column's name has fewer than five responses under the same wider names, it is put
    together with the others that have, and with the next smallest while they are still too few; a
    name that is put together is so whole. So months go first, then fields, then service points. A
    name of the widest column that nobody answered under stays apart: no other place speaks for it.

    Parameters
    ----------
    responses : Mapping of tuple of str to int
        Responses in each cell; the names run from the widest column to the narrowest.
    """
    joined: list[Joined] = []
    parts = _parts(list(responses), 0)
    silent = {name for name, cells in parts.items() if not sum(map(responses.__getitem__, cells))}
    heard = [cell for cell in responses if cell[0] not in silent]
    groups = [parts[name] for name in parts if name in silent]
    groups += _collapse(heard, 0, responses, joined)
    return groups, joined


def _collapse(
    cells: Sequence[Names], level: int, responses: Mapping[Names, int], joined: list[Joined]
) -> Iterator[list[Names]]:
    if not cells:
        return
    if level == len(cells[0]):
        yield list(cells)
        return
    parts = _parts(cells, level)
    sizes = {name: sum(map(responses.__getitem__, part)) for name, part in parts.items()}
    together = thin_together(sizes, LEAST_IN_CELL)
    if together:
        names = tuple(name for name in parts if name in together)
        joined.append(Joined(level, cells[0][:level], names))
        yield [cell for name in names for cell in parts[name]]
    for name, part in parts.items():
        if name not in together:
            yield from _collapse(part, level + 1, responses, joined)


def _parts(cells: Sequence[Names], level: int) -> dict[str, list[Names]]:
    parts: dict[str, list[Names]] = {}
    for cell in cells:
        parts.setdefault(cell[level], []).append(cell)
    return parts
