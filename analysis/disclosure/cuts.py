"""Which parts of a network hang together by too little: the attack on tables told more than once.

Where the sums of some rows and columns of a table are told, let every row and column that is told
be a node, let one more stand for all that are not, and let each cell be an edge between its row and
its column, as heavy as people are in it. A sum of cells follows from the sums that are told exactly
where its cells cut the network in two.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Floats, Mask

Ends = NDArray[np.int64]


def light_cut(ends: Ends, weights: Floats, least: float) -> Mask | None:
    """Return nodes that are joined to others, but by less than a weight.

    Parameters
    ----------
    ends : ndarray of int, shape (e, 2)
        The two nodes, from 0, that each edge joins.
    weights : ndarray of float, shape (e,)
        How heavy each edge is, above 0; edges between the same nodes are added.
    least : float
        The weight that is enough.

    Returns
    -------
    ndarray of bool or None
        By node, one side of a cut whose edges weigh less than `least` together, but something;
        None where there is none.

    References
    ----------
    .. [1] D. Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17
       (1988), 552-571.
    .. [2] M. Stoer and F. Wagner, A simple min-cut algorithm, J. ACM 44 (1997), 585-591.
    """
    if not len(ends):
        return None
    node_of = np.arange(ends.max() + 1)
    while True:
        # Ends of an edge that is heavy enough alone are on the same side of every light cut.
        joined, together = _added(node_of[ends], weights)
        heavy = together >= least
        if not heavy.any():
            break
        node_of = _joined(joined[heavy], len(node_of))[node_of]
    found = _lightest_way(joined, together, least)
    return None if found is None else np.isin(node_of, list(found))


def _added(ends: Ends, weights: Floats) -> tuple[Ends, Floats]:
    """Return each pair of different nodes once, with the weight between them."""
    differ = ends[:, 0] != ends[:, 1]
    count = ends.max() + 1
    numbers = ends[differ].min(axis=1) * count + ends[differ].max(axis=1)
    pairs, pair_of = np.unique(numbers, return_inverse=True)
    together = np.bincount(pair_of, weights[differ], len(pairs)).astype(np.float64)
    return np.column_stack(np.divmod(pairs, count)), together


def _joined(ends: Ends, count: int) -> Ends:
    """Return for each node the number of the part that hangs together by these edges."""
    # Loading it takes longer than most reports.
    from scipy.sparse import coo_array  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    edges = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), (count, count))
    return np.asarray(connected_components(edges, directed=False)[1], np.int64)


def _lightest_way(ends: Ends, weights: Floats, least: float) -> frozenset[int] | None:
    """Return one side of a cut that is light, by the way of Stoer and Wagner."""
    network: dict[int, dict[int, float]] = {}
    for (one, other), weight in zip(ends.tolist(), weights.tolist(), strict=True):
        network.setdefault(one, {})[other] = weight
        network.setdefault(other, {})[one] = weight
    nodes = {node: frozenset([node]) for node in network}
    while network:
        ahead, last, weight = _phase(network)
        if 0 < weight < least:
            return nodes[last]
        others = network.pop(last)
        for other, joining in others.items():
            del network[other][last]
            if other != ahead:
                total = network[ahead].get(other, 0.0) + joining
                network[ahead][other] = network[other][ahead] = total
        if others:
            nodes[ahead] |= nodes[last]
    return None


def _phase(network: dict[int, dict[int, float]]) -> tuple[int, int, float]:
    """Return the last two nodes on the way that is heaviest at each step, and what joins the last.

    No cut that parts these two is lighter than that.
    """
    ahead = last = next(iter(network))
    reached, weight, edge = {last}, 0.0, dict(network[last])
    while edge:
        ahead, last = last, max(edge, key=edge.__getitem__)
        weight = edge.pop(last)
        reached.add(last)
        for other, more in network[last].items():
            if other not in reached:
                edge[other] = edge.get(other, 0.0) + more
    return ahead, last, weight
