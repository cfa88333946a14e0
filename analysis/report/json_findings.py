"""The keys ``formulas`` and ``priorities`` of ``report.json``."""

from __future__ import annotations

from analysis.report.findings.formulas import Figure, IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.json_values import Value, caveat_values, estimate_value, interval_value
from analysis.report.words import Words


def formulas_value(found: IndexFormulas, words: Words) -> Value:
    """Return an index under each formula."""
    return {
        "id": found.id,
        "title": found.title.in_language(words.language).text,
        "target": found.target,
        "figures": [_figure(figure, words) for figure in found.figures],
    }


def _figure(figure: Figure, words: Words) -> Value:
    return {
        "formula": figure.formula,
        "is_own": figure.is_own,
        **estimate_value(figure.estimate),
        "verdict": figure.verdict.value if figure.verdict else None,
        "deciding_bound": figure.deciding_bound,
        "caveats": caveat_values(figure.caveats, words),
    }


def priority_value(found: Priority, words: Words) -> Value:
    """Return an item as something to improve."""
    return {
        "id": found.id,
        "title": found.title.in_language(words.language).text,
        **estimate_value(found.estimate),
        "not_satisfied": found.not_satisfied,
        "association": {
            "measure": "spearman_rank_correlation",
            "with": "mean_of_other_items",
            "estimate": found.correlation,
            "interval": interval_value(found.correlation_interval),
            "respondents": found.persons,
        },
        "caveats": caveat_values(found.caveats, words),
    }
