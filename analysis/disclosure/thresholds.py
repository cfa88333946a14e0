"""How few people a figure may rest on, and the ends of the scale that stand for their shares."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.estimates import LEAST_RESPONDENTS

# A fixed floor: who knows nine of ten answers in a cell of ten still does not know whose is left.
LEAST = LEAST_RESPONDENTS
LOWEST, HIGHEST = 0.05, 0.95
# From here on one end of the scale is a statement about a group, no longer about each member.
ENOUGH = 50
# That a share lies at an end is published; whether by one answer more or less is not.
ONE_ANSWER = 1.0


@dataclass(frozen=True)
class ShownShare:
    """A share, or the end of the scale that it lies at."""

    value: float  # 0-1
    sign: str = "="  # "≤" or "≥" where only that much may be said

    def __str__(self) -> str:
        # Babel takes long to load, and who computes need not print.
        from templates.numbers import percent, written_percent  # noqa: PLC0415

        if self.sign == "=":
            return percent(self.value, "en")
        return f"{self.sign} {written_percent(self.value, 'en')}"


AT_MOST, AT_LEAST = ShownShare(LOWEST, "≤"), ShownShare(HIGHEST, "≥")


def shown_share(count: float, respondents: float) -> ShownShare:
    """Return a share as it may be shown: near an end, a small group's is that end."""
    if not 0 <= count <= respondents or respondents <= 0:
        raise ValueError(
            f"count must lie between 0 and respondents, above 0: {count} of {respondents}"
        )
    share = count / respondents
    return masked_end(share, respondents) or ShownShare(share)


def masked_end(share: float, respondents: float) -> ShownShare | None:
    """Return the end of the scale that stands for a share of so many people, if any."""
    if respondents >= ENOUGH or LOWEST < share < HIGHEST:
        return None
    return AT_MOST if share <= LOWEST else AT_LEAST
