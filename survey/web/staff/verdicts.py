"""Whether the targets are met, as the first lines that somebody at the desk reads."""

from dataclasses import dataclass

from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Decision, Estimate, Verdict
from analysis.report.model import Entry, Headlines, Report
from analysis.report.words import VERDICTS
from questionnaires.model import Phrase


@dataclass(frozen=True)
class VerdictLine:
    """One target: `kind`, `symbol` and `word` (in English) say the verdict."""

    verdict: Verdict
    title: Phrase
    target: float
    respondents: int
    figures: "Figures | None"  # None: too few people to show any

    @property
    def beside(self) -> tuple[float, ...]:
        """What is printed together, and must not be rounded onto each other; the target first."""
        found = self.figures
        if found is None:
            return (self.target,)
        bounds = found.low, found.high, found.at_least, found.at_most
        return (self.target, found.share, *(bound for bound in bounds if bound is not None))

    @property
    def kind(self) -> str:
        """The verdict as stylesheets name it."""
        return self.verdict.value.lower().replace("_", "-")

    @property
    def symbol(self) -> str:
        """The verdict as one symbol."""
        return VERDICTS[self.verdict][0]

    @property
    def word(self) -> str:
        """The verdict in English."""
        return VERDICTS[self.verdict][1]


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


def verdict_lines(found: Headlines, language: str) -> tuple[VerdictLine, ...]:
    """Return a line for each index that has a target."""
    return tuple(
        _line(entry, entry.decision, found.responses, language)
        for entry in found.indices
        if entry.decision is not None
    )


def may_be_shown(found: Headlines | Report) -> bool:
    """Tell whether enough people answered for a report to hide each of them."""
    return found.responses >= LEAST


def _line(entry: Entry, decision: Decision, responses: int, language: str) -> VerdictLine:
    estimate = entry.estimate
    return VerdictLine(
        verdict=decision.verdict,
        title=entry.title.in_language(language),
        target=decision.target,
        respondents=estimate.respondents if estimate else responses,
        figures=_figures(estimate, decision) if estimate else None,
    )


def _figures(estimate: Estimate, decision: Decision) -> Figures | None:
    share, interval = estimate.estimate, estimate.interval
    if share is None or interval is None:
        return None
    return Figures(
        share=share,
        confidence_level=interval.confidence_level,
        low=interval.low,
        high=interval.high,
        at_least=decision.deciding_bound if decision.verdict is Verdict.MET else None,
        at_most=decision.deciding_bound if decision.verdict is Verdict.NOT_MET else None,
        more_needed=decision.more_needed,
    )
