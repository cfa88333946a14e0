"""Tau-Argus, the program of statistical offices, on a table of two dimensions with its totals."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
_VARIABLES = """
<SEPARATOR> ";"
<SAFE> "S"
<UNSAFE> "U"
<PROTECT> "P"
row
<RECODEABLE>
<TOTCODE> "T"
column
<RECODEABLE>
<TOTCODE> "T"
people
<NUMERIC>
<DECIMALS> 0
contributors
<FREQUENCY>
status
<STATUS>
lower
<NUMERIC> <LOWERPL>
upper
<NUMERIC> <UPPERPL>
"""
_BATCH = """
<OPENTABLEDATA> "table.tab"
<OPENMETADATA> "table.rda"
<SPECIFYTABLE> "row""column"|"people"||
<SAFETYRULE> MAN(10)
<READTABLE> 1
"""


def suppressed(folder: Path, counts: Counts, secret: Mask, width: int) -> Mask:
    """Return what Tau-Argus hides so that no secret cell is told better than to `width`."""
    intervals = _intervals(folder, counts, secret, width, "<SUPPRESS> OPT(1,1)\n")
    return ~np.isnan(intervals)


def widths(folder: Path, counts: Counts, hidden: Mask, width: int) -> NDArray[np.float64]:
    """Return how well its attacker knows each hidden cell of a table; NaN where it is shown."""
    return _intervals(folder, counts, hidden, width, "")


def _intervals(
    folder: Path, counts: Counts, unsafe: Mask, width: int, protection: str
) -> NDArray[np.float64]:
    from pytauargus.engine import run_batch  # noqa: PLC0415 (there is none for every machine)

    (folder / "table.tab").write_text(_table(counts, unsafe, width), "utf-8")
    (folder / "table.rda").write_text(_VARIABLES, "utf-8")
    (folder / "table.arb").write_text(_BATCH + protection, "utf-8")
    # It leaves notes of its own where it is run.
    with chdir(folder):
        cells = run_batch(folder / "table.arb").audit(0)
    found = np.full(counts.shape, np.nan)
    for cell in cells:
        # Its cells run from the total, which comes first on either axis.
        row, column = divmod(cell["cell"], counts.shape[1])
        found[row - 1, column - 1] = cell["max"] - cell["min"]
    return found


def _table(counts: Counts, unsafe: Mask, width: int) -> str:
    """Return the cells with what to protect: from below what can be, from above the rest."""
    lines = []
    for (row, column), people in np.ndenumerate(counts):
        codes = [_code(row, counts.shape[0]), _code(column, counts.shape[1])]
        below = min(int(people), width) if unsafe[row, column] else 0
        above = width - below if unsafe[row, column] else 0
        status = "U" if unsafe[row, column] else "S"
        # A cell without a contributor would be known to be empty.
        values = [people, max(1, people), status, below, above]
        lines.append(";".join(map(str, [*codes, *values])))
    return "\n".join(lines) + "\n"


def _code(index: int, length: int) -> str:
    return "T" if index == length - 1 else f"c{index:02}"
