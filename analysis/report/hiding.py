"""Which groups of a report show only their number, so that subtraction tells nothing of the few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.lists import Mask, hidden_in_list
from analysis.disclosure.thresholds import LEAST, ShownShare
from analysis.report.cells import Cells, cells_of
from analysis.report.knowledge import Secrets, exposed_group
from analysis.report.lines import lines, rules
from analysis.responses import Labels, Responses

# Beyond so many cells the programmes take minutes, and no cheaper rule is a proof.
MOST_CELLS = 5000
# Of a figure, in a sum of figures that comes near to another.
_A_PART = 0.1
# So many groups are tried alone, and so many hidden one by one before whole lists are.
_TRIES, _STEPS = 5, 10


@dataclass(frozen=True)
class Shown:
    """What a list may show.

    Attributes
    ----------
    hidden : ndarray of bool, shape (names,)
        Which names of the list must not show their results.
    ends : tuple of tuple of ShownShare or None, shape (names, i)
        For each name and index the end of the scale that stands for its share.
    """

    hidden: Mask
    ends: tuple[tuple[ShownShare | None, ...], ...]


@dataclass(frozen=True)
class Choice:
    """Which groups are hidden so far; the secrets are the same all the way."""

    cells: Cells
    secrets: Secrets
    hidden: Mask

    @property
    def masked(self) -> Mask:
        """Whether each group, shape (g,), shows an end in place of a share."""
        return np.asarray(self.secrets.masked.any(axis=0), np.bool_)

    def also(self, more: Mask) -> Choice:
        """Return the choice in which further groups are hidden."""
        return replace(self, hidden=self.hidden | more)

    def without(self, group: int) -> Choice:
        """Return the choice in which a group is shown again."""
        return replace(self, hidden=self.hidden & (np.arange(len(self.hidden)) != group))

    def exposed(self, looked_at: Mask | None = None) -> int | None:
        """Return a group of which readers can tell too much; None when there is none."""
        return exposed_group(self.cells, self.hidden, self.secrets, looked_at)

    def names(self, list_name: str) -> Mask:
        """Return which groups, shape (g,), belong to a list."""
        return np.array([part.list_name == list_name for part in self.cells.parts], np.bool_)


def shown_lists(
    responses: Responses, indices: Sequence[Sequence[str]], lists: Mapping[str, Labels]
) -> dict[str, Shown]:
    """Return what each list may show when all are shown together, with the whole.

    Parameters
    ----------
    responses : Responses
    indices : sequence of sequence of str
        The items of each index.
    lists : mapping of str to Labels
        The lists by name, the one to keep longest last.

    Returns
    -------
    dict of str to Shown
    """
    if not len(responses):
        return {
            name: Shown(np.zeros(len(of.names), np.bool_), ((),) * len(of.names))
            for name, of in lists.items()
        }
    named = {name: labels for name, labels in lists.items() if labels.names}
    cells = cells_of(responses, indices, named)
    chosen = _chosen(_first_choice(cells))
    return {name: _shown(chosen, name, len(labels.names)) for name, labels in lists.items()}


def _shown(choice: Choice, list_name: str, names: int) -> Shown:
    hidden = np.zeros(names, np.bool_)
    ends: list[tuple[ShownShare | None, ...]] = [()] * names
    for place, part in enumerate(choice.cells.parts):
        if part.list_name == list_name and part.place is not None:
            hidden[part.place] = choice.hidden[place]
            ends[part.place] = tuple(row[place] for row in choice.secrets.ends)
    return Shown(hidden, tuple(ends))


def _first_choice(cells: Cells) -> Choice:
    people, responses = cells.by_group(cells.respondents), cells.by_group(cells.responses)
    few = (people > 0) & (people < LEAST)
    nameless = np.array([part.place is None for part in cells.parts], np.bool_)
    always = few.any(axis=0) | (responses < LEAST) | nameless
    return Choice(cells, Secrets(few, cells.ends()), always)


def _chosen(first: Choice) -> Choice:
    """Return the first choice, or one that hides more, in which nothing is told."""
    if not (first.secrets.few | first.secrets.masked).any():
        return first
    if first.cells.members.shape[1] > MOST_CELLS:
        kept = first.names(first.cells.parts[-1].list_name)
        return _along_lines(first.also(~kept))
    ruled = _along_lines(first)
    audited = _audited(ruled)
    return audited if audited is ruled else _without_needless(audited, ruled.hidden)


def _along_lines(choice: Choice) -> Choice:
    """Return the choice in which no line of parts with its shown total tells a part."""
    asked = [(line, rules(line, choice.cells, choice.secrets)) for line in lines(choice.cells)]
    sizes = choice.cells.by_group(choice.cells.responses)
    before = None
    while before is None or (before != choice.hidden).any():
        before = choice.hidden
        for line, of_line in asked:
            if line.total is None or not (choice.hidden | choice.masked)[line.total]:
                more = np.zeros_like(before)
                more[line.parts] = hidden_in_list(
                    sizes[line.parts].tolist(), choice.hidden[line.parts], of_line
                )
                choice = choice.also(more)
    return choice


def _audited(choice: Choice) -> Choice:
    """Return the choice, or one that hides more, which linear programming accepts."""
    steps = 0
    # With everything hidden only the whole is told, which is shown in any case.
    while not choice.hidden.all() and (exposed := choice.exposed()) is not None:
        steps += 1
        choice = _next_hidden(choice, exposed) if steps <= _STEPS else _without_a_list(choice)
    return choice


def _next_hidden(choice: Choice, exposed: int) -> Choice:
    """Return the choice with one more group hidden.

    It is one that by itself protects the exposed group, else the first, in this order: groups whose
    figures tell most of it, those of its own list, those that can stand in for it, small ones.
    """
    every = np.arange(len(choice.hidden))
    shown = np.flatnonzero(~choice.hidden)
    sizes = choice.cells.by_group(choice.cells.responses)
    is_other = ~choice.names(choice.cells.parts[exposed].list_name)
    telling = _tells(choice.cells, shown, exposed)
    is_like = _stands_in(choice.cells, exposed, is_other)
    order = np.lexsort((sizes[shown], ~is_like[shown], is_other[shown], ~telling))
    tries = [choice.also(every == group) for group in shown[order][:_TRIES].tolist()]
    for tried in tries:
        if tried.exposed(every == exposed) is None:
            return tried
    return tries[0]


def _stands_in(cells: Cells, exposed: int, is_other: Mask) -> Mask:
    """Return which groups have answers of both kinds that could as well be the exposed one's.

    They are those under the same names of all other lists: of the same field, in the same months.
    """
    names = [column.tobytes() for column in cells.members[is_other].T]
    wanted = {names[cell] for cell in np.flatnonzero(cells.members[exposed]).tolist()}
    alike = cells.members & np.array([name in wanted for name in names])
    satisfied = cells.satisfied.sum(axis=0)
    kinds = np.array([satisfied, cells.valid.sum(axis=0) - satisfied])
    room = np.minimum(LEAST, cells.members[exposed] @ cells.valid.sum(axis=0))
    return np.asarray(((kinds @ alike.T) >= room).all(axis=0), np.bool_)


def _without_a_list(choice: Choice) -> Choice:
    """Return the choice in which the first list that still shows something shows nothing."""
    first = int(np.flatnonzero(~choice.hidden)[0])
    return choice.also(choice.names(choice.cells.parts[first].list_name))


def _tells(cells: Cells, shown: NDArray[np.intp], exposed: int) -> Mask:
    """Return which of the shown groups the sum that comes nearest to the exposed one is made of."""
    size = np.sqrt(cells.responses)
    rows = np.vstack((size, *(cells.members[shown] * size))).astype(np.float64)
    wanted = np.asarray(cells.members[exposed] * size, np.float64)
    parts = np.linalg.lstsq(rows.T, wanted, rcond=None)[0]
    return np.asarray(np.abs(parts[1:]) > _A_PART, np.bool_)


def _without_needless(choice: Choice, always: Mask) -> Choice:
    """Return the choice in which groups are shown again that others protect by now."""
    sizes = choice.cells.by_group(choice.cells.responses)
    added = np.flatnonzero(choice.hidden & ~always)
    # The largest first: most people are waiting for their results.
    for group in added[np.argsort(-sizes[added], kind="stable")].tolist():
        shown = choice.without(group)
        if shown.exposed() is None:
            choice = shown
    return choice
