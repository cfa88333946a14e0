"""Whether the targets are met, as the first lines that somebody at the desk reads."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from analysis.caveats import CaveatCode
from analysis.estimates import Estimate, Verdict
from analysis.report.model import Entry, Report, is_outside_plan
from analysis.report.words import VERDICTS, Words, no_verdict_yet
from questionnaires.model import Phrase
from questionnaires.months import Months


@dataclass(frozen=True)
class VerdictLine:
    """One target: `kind`, `symbol` and `word` (in English) say the verdict; None: there is none."""

    verdict: Verdict | None
    not_yet: str | None  # in English, why a part of the plan's period has none
    title: Phrase
    target: float
    respondents: int
    figures: "Figures | None"  # None: too few people to show any
    chosen_late: str  # what is said of a plan that was chosen when figures were known, or nothing

    @property
    def beside(self) -> tuple[float | Decimal, ...]:
        """What is printed together, and must not be rounded onto each other; the target first."""
        found, target = self.figures, Decimal(str(self.target))
        if found is None:
            return (target,)
        bounds = found.low, found.high, found.at_least, found.at_most
        return (target, found.share, *(bound for bound in bounds if bound is not None))

    @property
    def kind(self) -> str:
        """The verdict as stylesheets name it."""
        return self.verdict.value.lower().replace("_", "-") if self.verdict else "none"

    @property
    def symbol(self) -> str | None:
        """The verdict as one symbol."""
        return VERDICTS[self.verdict][0] if self.verdict else None

    @property
    def word(self) -> str | None:
        """The verdict in English, or that it is too early for one."""
        if self.verdict:
            return VERDICTS[self.verdict][1]
        return self.not_yet


@dataclass(frozen=True)
class Figures:
    """The share with its interval; `at_least` or `at_most` is the bound that decided."""

    share: float
    confidence_level: float
    low: float
    high: float
    at_least: float | None
    at_most: float | None
    more_needed: int | None
    is_too_near: bool  # no practicable number settles it
    is_full_count: bool  # every case was counted, so that the interval is a point

    @property
    def is_open(self) -> bool:
        """Whether more answers would settle it."""
        return self.more_needed is not None or self.is_too_near


def verdict_lines(found: Report, language: str, today: date) -> tuple[VerdictLine, ...]:
    """Return a line for each index that has a target.

    A report of a part of the plan's period may have been made long before that was over.
    """
    is_over = found.plan is not None and found.plan.months.ends < today
    not_yet, entries = no_verdict_yet(found, is_over=is_over), found.indices
    if is_over:
        # More answers are none of its period, and there is nothing to be decided of a part of it.
        entries = tuple(replace(entry, needed_to_decide=None) for entry in entries)
    return tuple(
        replace(_line(entry, entry.target, found.responses, language), not_yet=not_yet)
        for entry in entries
        if entry.target is not None and _is_shown(entry)
    )


def other_days_of_plan(found: Report) -> Months | None:
    """Return the days of the plan where no response is of one of them: then there is no verdict."""
    if found.plan is None or not is_outside_plan(found):
        return None
    return found.plan.months


def _is_shown(entry: Entry) -> bool:
    """Return whether there is a figure, or none as too few people answered."""
    few = any(caveat.code is CaveatCode.FEW_RESPONSES for caveat in entry.caveats)
    return few or entry.estimate is not None


def _line(entry: Entry, target: float, responses: int, language: str) -> VerdictLine:
    estimate, decision = entry.estimate, entry.decision
    late = (each for each in entry.caveats if each.code is CaveatCode.PLAN_CHOSEN_LATE)
    return VerdictLine(
        verdict=decision.verdict if decision else None,
        not_yet=None,
        title=entry.title.in_language(language),
        target=target,
        respondents=estimate.respondents if estimate else responses,
        figures=_figures(estimate, entry) if estimate else None,
        chosen_late=" ".join(Words(language).caveat(caveat) for caveat in late),
    )


def _figures(estimate: Estimate, entry: Entry) -> Figures | None:
    share, interval, decision = estimate.estimate, estimate.interval, entry.decision
    if share is None or interval is None:
        return None
    verdict = decision.verdict if decision else None
    bound = decision.deciding_bound if decision else None
    return Figures(
        share=share,
        confidence_level=interval.confidence_level,
        low=interval.low,
        high=interval.high,
        at_least=bound if verdict is Verdict.MET else None,
        at_most=bound if verdict is Verdict.NOT_MET else None,
        more_needed=entry.more_needed,
        is_too_near=entry.is_too_near,
        is_full_count=estimate.is_full_count,
    )
