"""What an index asks beyond others that it contains: all of them together tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

# The indices that tell a sum where each of them is shown.
Ids = tuple[str, ...]


def with_differences(indices: Mapping[str, Sequence[str]]) -> dict[Ids, tuple[str, ...]]:
    """Return the items of each index, and after all of them those of their differences."""
    sums: dict[Ids, tuple[str, ...]] = {(index,): tuple(items) for index, items in indices.items()}
    known = {frozenset(items) for items in indices.values()}
    for ids, items in _differences({index: frozenset(its) for index, its in indices.items()}):
        if items not in known:
            known.add(items)
            sums[ids] = tuple(sorted(items))
    return sums


def _differences(indices: Mapping[str, frozenset[str]]) -> Iterator[tuple[Ids, frozenset[str]]]:
    """Yield each index less one that it contains, and that less all others that it contains."""
    for whole, part in permutations(indices, 2):
        if indices[part] < indices[whole]:
            ids: Ids = (whole, part)
            left = indices[whole] - indices[part]
            yield ids, left
            for other, items in indices.items():
                if items < left:
                    ids, left = (*ids, other), left - items
            yield ids, left
