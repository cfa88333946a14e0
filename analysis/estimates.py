"""What an estimate and a verdict are: frozen values, doubts included.

`Estimate` is what a formula of `analysis.indices.formulas` returns for one item, factor or index;
`Decision` is what `analysis.indices.verdicts.decide` returns for it and a target. Proportions are
0-1 and unrounded. None always means "cannot be said", and a caveat then says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from analysis.caveats import Caveat, CaveatCode

# Fewer people than these are too few for anything to be said of what they answered.
LEAST_RESPONDENTS = 10


@dataclass(frozen=True)
class Interval:
    """A confidence interval.

    Attributes
    ----------
    low, high : float
        Its ends, as proportions; `low` never exceeds `high`. Only methods that say so leave [0, 1].
    confidence_level : float
        Nominal two-sided coverage, between 0 and 1.
    method : str
        Name of the formula, such as ``wilson``.
    """

    low: float
    high: float
    confidence_level: float
    method: str

    def __str__(self) -> str:
        ends = f"{_percent(self.low, self.high)} to {_percent(self.high, self.low)}"
        return f"{ends} ({_written_percent(self.confidence_level)}, {self.method})"


@dataclass(frozen=True)
class Estimate:
    """A share, how sure it is, and what it rests on.

    Attributes
    ----------
    estimate : float or None
        The share, 0-1; None when nobody gave a valid answer.
    standard_error : float or None
        The linearised one, for information; None where it would not mean anything.
    interval : Interval or None
        None below two respondents (see the caveats).
    respondents, answers : int
        People with a valid answer (and a weight above 0), and their valid answers.
    n_effective : float or None
        Independent answers that would have this standard error, for information: the interval
        does not use it. None without a standard error above 0.
    design_effect : float or None
        ``answers / n_effective``.
    degrees_of_freedom : int or None
        Primary units that meet the domain less strata that meet it.
    formula : str
        Name of the formula, such as ``pooled_share``.
    caveats : tuple of Caveat
    """

    estimate: float | None
    standard_error: float | None
    interval: Interval | None
    respondents: int
    answers: int
    n_effective: float | None
    design_effect: float | None
    degrees_of_freedom: int | None
    formula: str
    caveats: tuple[Caveat, ...] = ()

    @property
    def is_full_count(self) -> bool:
        """Whether every case was counted: then the interval is a point."""
        return any(caveat.code is CaveatCode.FULL_COUNT for caveat in self.caveats)

    @property
    def in_short(self) -> str:
        """The figure in one line, without its doubts."""
        base = f"{_number(self.respondents, 'respondent')}, {_number(self.answers, 'answer')}"
        if self.estimate is None:
            return f"no estimate ({base})"
        if self.interval is None:
            return f"{_percent(self.estimate)}, no interval; {base}"
        share = _percent(self.estimate, self.interval.low, self.interval.high)
        return f"{share}, {self.interval}; {base}"

    def __str__(self) -> str:
        return "\n".join([self.in_short, *_lines(self.caveats)])


class Verdict(StrEnum):
    """What the answers prove about a target."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNDECIDED = "UNDECIDED"
    TOO_FEW = "TOO_FEW"


@dataclass(frozen=True)
class Decision:
    """A verdict and the numbers that it stands on.

    Attributes
    ----------
    target : float
        The promised share, above 0 and below 1.
    verdict : Verdict
    deciding_bound : float or None
        The one-sided bound on the target's side of the estimate: the lower one when the estimate is
        above the target, the upper one when it is below. It decided, or it has yet to reach the
        target. None when there are too few respondents, or no error can be told.
    p_value : float or None
        One-sided, of the hypothesis that `deciding_bound` speaks against; never contradicts it.
    more_needed : int or None
        Further respondents until the deciding bound meets the target if everything else stays as it
        is; None when decided, too few, equal to the target, or out of cases.
    caveats : tuple of Caveat
    """

    target: float
    verdict: Verdict
    deciding_bound: float | None
    p_value: float | None
    more_needed: int | None
    caveats: tuple[Caveat, ...] = ()

    def __str__(self) -> str:
        words = f"{_WORDS[self.verdict]} (target {_written_percent(self.target)}"
        if self.deciding_bound is not None:
            words += f", bound {_percent(self.deciding_bound, self.target)}, p = {self.p_value:.4g}"
        if self.more_needed is not None:
            words += f", {self.more_needed:,} more respondents needed"
        return "\n".join([words + ")", *_lines(self.caveats)])


_WORDS = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.UNDECIDED: "not enough evidence",
    Verdict.TOO_FEW: "too few respondents",
}


def _percent(share: float, *beside: float) -> str:
    # Babel takes long to load, and who computes need not print.
    from templates.numbers import percent  # noqa: PLC0415

    return percent(share, "en", beside, digits=2)


def _written_percent(share: float) -> str:
    from templates.numbers import written_percent  # noqa: PLC0415

    return written_percent(share, "en")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _lines(caveats: Iterable[Caveat]) -> list[str]:
    return [f"  - {caveat}" for caveat in caveats]
