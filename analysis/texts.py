"""Text of tables: how a cell is kept from being run as a formula."""

from __future__ import annotations

import re

GUARD = "'"
# Programs differ in which of these start a formula, and some skip spaces or take full-width ones.
_RISKY = re.compile("'*[ \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*[=+\\-@\t\r\n\0＝＋－＠]")

# What Excel shows where a formula has no value; #N/A is one of them, NA is not.
_ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})


def is_error_value(cell: str) -> bool:
    """Return whether the text is how a spreadsheet says that a formula failed."""
    return cell.strip().upper() in _ERROR_VALUES


def is_risky(text: str) -> bool:
    """Return whether a spreadsheet might run the text as a formula."""
    return not text.startswith(GUARD) and _RISKY.match(text) is not None


def guarded(text: str) -> str:
    """Return the text as it is written to a cell, with an apostrophe before a risky beginning."""
    return GUARD + text if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote; other text stays as it is."""
    return cell[1:] if cell.startswith(GUARD) and _RISKY.match(cell) else cell
