"""How few people a figure may rest on, and the ends of the scale that stand for their shares."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from analysis.estimates import LEAST_RESPONDENTS

# A fixed floor: who knows nine of ten answers in a cell of ten still does not know whose is left.
LEAST = LEAST_RESPONDENTS
# How far an end of the scale reaches: the least of these that is one person's share or more, since
# all of them and all but one must look alike.
MARGINS = (0.05, 0.10)
# From here on one end of the scale is a statement about a group, no longer about each member.
ENOUGH = 50
# That a share lies at an end is published; whether by one answer more or less is not.
ONE_ANSWER = 1.0
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ShownShare:
    """A share, or the end of the scale that it lies at."""

    value: float  # 0-1
    sign: str = "="  # "≤" or "≥" where only that much may be said

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the most share that it stands for."""
        return (
            0.0 if self.sign == "≤" else self.value,
            1.0 if self.sign == "≥" else self.value,
        )

    def counts(self, answers: float) -> tuple[float, float]:
        """Return the least and the most of so many whole answers that it stands for."""
        low, high = self.reach
        return ceil(low * answers - _ROUNDING), floor(high * answers + _ROUNDING)

    def __str__(self) -> str:
        # Babel takes long to load, and who computes need not print.
        from templates.numbers import percent, written_percent  # noqa: PLC0415

        if self.sign == "=":
            return percent(self.value, "en")
        return f"{self.sign} {written_percent(self.value, 'en')}"


def shown_share(count: float, respondents: float) -> ShownShare:
    """Return a share as it may be shown: near an end, a small group's is that end."""
    if not 0 <= count <= respondents or respondents <= 0:
        raise ValueError(
            f"count must lie between 0 and respondents, above 0: {count} of {respondents}"
        )
    share = count / respondents
    return masked_end(share, respondents) or ShownShare(share)


def masked_end(share: float, respondents: float) -> ShownShare | None:
    """Return the end of the scale that stands for a share of so many people, if any.

    Of ten people or more it stands for two numbers of them at least.
    """
    if respondents >= ENOUGH:
        return None
    margin = next((each for each in MARGINS if each * respondents >= 1), MARGINS[-1])
    if share >= 1 - margin:
        return ShownShare(1 - margin, "≥")
    return ShownShare(margin, "≤") if share <= margin else None
