"""Parts that stand in a table beside their total: one that does not add up cannot be printed."""

from __future__ import annotations

from collections.abc import Iterable


class PartsDoNotAddUp(ValueError):
    """Numbers that are not the parts of the total that they stand beside."""


def require_sum(what: str, total: int | None, parts: Iterable[int | None]) -> None:
    """Raise PartsDoNotAddUp unless parts make up a total, as far as they are shown.

    Parameters
    ----------
    what : str
        What the total counts, for who mends it.
    total : int or None
        None where it is not shown: then nothing can be said.
    parts : iterable of int or None
        Every part; those that are not shown may be what is left, and no less than nobody.
    """
    if total is None:
        return
    every = list(parts)
    shown = [part for part in every if part is not None]
    is_whole = len(shown) == len(every)
    if sum(shown) > total or (is_whole and sum(shown) != total):
        rule = "add up to" if is_whole else "not exceed"
        written = " + ".join("…" if part is None else str(part) for part in every) or "nothing"
        raise PartsDoNotAddUp(f"parts of {what} must {rule} {total}: {written}")
