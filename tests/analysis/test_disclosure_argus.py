"""Our suppression and that of Tau-Argus hold against each other's attacker."""

import numpy as np
import pytest

from analysis.disclosure.attack import ProtectedCells, Published, first_disclosure, matrix
from analysis.disclosure.releasing import release
from analysis.disclosure.tables import table_of
from analysis.disclosure.thresholds import LEAST
from tests.analysis.argus import suppressed, widths

pytest.importorskip("pytauargus")
NEARLY = LEAST - 1e-6


def make_table(seed):
    """Return up to 6 x 6 counts, a quarter of them small and one 0, and the same with totals."""
    random = np.random.default_rng(seed)
    shape = random.integers(2, 7, 2)
    small, large = random.integers(0, LEAST, shape), random.integers(LEAST, 90, shape)
    counts = np.where(random.random(shape) < 0.25, small, large)
    # Tau-Argus lets readers know the least number in a table: here it is 0, as for us.
    counts[0, 0] = 0
    return counts, table_of(counts)


def is_small(table):
    return (table.counts > 0) & (table.counts < LEAST)


def our_first_disclosure(table, hidden, secret):
    """Return the first secret cell that our attacker knows better than to ten, or None."""
    published = Published(
        cells=table.cells,
        most=np.full(table.cells.size, np.inf),
        shown=matrix(table.sums, table.cells.size),
        below=matrix([], table.cells.size),
        limits=np.zeros(0),
    ).with_only(hidden.ravel())
    sums = np.eye(table.cells.size)[secret.ravel()][:, hidden.ravel()]
    everything = np.ones(int(hidden.sum()), np.bool_)
    least = np.full(len(sums), float(LEAST))
    return first_disclosure(published, ProtectedCells(sums, least, everything))


@pytest.mark.parametrize("seed", range(12))
def test_the_attacker_of_tau_argus_narrows_nothing_that_we_hide(seed, tmp_path):
    counts, table = make_table(seed)
    hidden = release(counts).hidden
    found = widths(tmp_path, table.counts, hidden, LEAST)
    assert (np.isnan(found) == ~hidden).all()
    assert np.nanmin(found, initial=np.inf) >= NEARLY


@pytest.mark.parametrize("seed", range(12))
def test_our_attacker_narrows_nothing_that_tau_argus_protects(seed, tmp_path):
    _, table = make_table(seed)
    secret = is_small(table)
    hidden = suppressed(tmp_path, table.counts, secret, LEAST)
    assert (hidden | ~secret).all()
    assert our_first_disclosure(table, hidden, secret) is None


def test_both_attackers_find_what_is_hidden_alone(tmp_path):
    table = table_of([[4, 36, 0], [25, 31, 12], [40, 52, 15]])
    alone = is_small(table)
    assert np.nanmax(widths(tmp_path, table.counts, alone, LEAST)) < 1e-6
    assert our_first_disclosure(table, alone, alone) == 0


def test_both_hide_the_example_of_the_methods_page_alike(tmp_path):
    table = table_of([[4, 36], [25, 31], [40, 52]])
    hidden = release(table.counts[:-1, :-1]).hidden
    assert (suppressed(tmp_path, table.counts, is_small(table), LEAST) == hidden).all()
