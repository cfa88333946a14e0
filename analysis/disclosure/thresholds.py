"""How few people a figure may rest on, and the ends of the scale that stand for their shares."""

from __future__ import annotations

from dataclasses import dataclass

# A fixed floor: who knows nine of ten answers in a cell of ten still does not know whose is left.
LEAST = 10
LOWEST, HIGHEST = 0.05, 0.95
# From here on one end of the scale is a statement about a group, no longer about each member.
ENOUGH = 50


@dataclass(frozen=True)
class ShownShare:
    """A share, or the end of the scale that it lies at.

    Attributes
    ----------
    value : float
        Proportion, 0-1.
    sign : str
        ``"="``; ``"≤"`` or ``"≥"`` where only that much may be said.
    """

    value: float
    sign: str = "="

    def __str__(self) -> str:
        return f"{'' if self.sign == '=' else self.sign + ' '}{self.value:.1%}"


AT_MOST, AT_LEAST = ShownShare(LOWEST, "≤"), ShownShare(HIGHEST, "≥")


def shown_share(count: float, respondents: float) -> ShownShare:
    """Return a share as it may be shown.

    Parameters
    ----------
    count : float
        Of `respondents`; ``0 <= count <= respondents``.
    respondents : float
        Positive. Below 50, a share of at most 5 % is given as ``≤ 5 %`` and one of at least
        95 % as ``≥ 95 %``.

    Returns
    -------
    ShownShare

    Raises
    ------
    ValueError
        If `respondents` is not positive or `count` not within it.
    """
    if not 0 <= count <= respondents or respondents <= 0:
        raise ValueError(
            f"count must lie between 0 and respondents, above 0: {count} of {respondents}"
        )
    share = count / respondents
    return masked_end(share, respondents) or ShownShare(share)


def masked_end(share: float, respondents: float) -> ShownShare | None:
    """Return the end of the scale that stands for a share; None where the share itself may stand.

    Parameters
    ----------
    share : float
        Proportion, 0-1, of answers or of respondents.
    respondents : float
        How many people it rests on.

    Returns
    -------
    ShownShare or None
    """
    if respondents >= ENOUGH or LOWEST < share < HIGHEST:
        return None
    return AT_MOST if share <= LOWEST else AT_LEAST
