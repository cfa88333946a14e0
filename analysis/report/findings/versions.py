"""Which versions of the questionnaire a report is on, and the questions that they asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.estimates import index_shares
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import FormulaFigure, IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.findings.priorities import Priority
from analysis.report.model import Report
from questionnaires.model import Questionnaire
from questionnaires.pooling import PooledQuestionnaire, pooled

_OF_VERSIONS = frozenset({CaveatCode.VERSIONS_POOLED, CaveatCode.ASKED_OTHERWISE})


def caveats_of_versions(asked: Questionnaire) -> Iterator[Caveat]:
    """Yield which versions of the questionnaire are read as one, and what stands apart."""
    if not isinstance(asked, PooledQuestionnaire):
        return
    names = (f"{version.name} (SHA-256 {version.sha256})" for version in asked.versions)
    yield Caveat(CaveatCode.VERSIONS_POOLED, {"versions": ", ".join(names)})
    if asked.apart:
        wordings = tuple(question.wording for question in asked.apart)
        yield Caveat(CaveatCode.ASKED_OTHERWISE, {"questions": wordings})


def on_answered_versions(report: Report, answered: Collection[str]) -> Report:
    """Return a report as one on the versions that its own period answered, by their names.

    It was worked out with those of other periods, so that reports can be held beside each other.
    It stays as it is where the newest of them was not answered: then questions are called by their
    version all the same.
    """
    asked = report.questionnaire
    if not isinstance(asked, PooledQuestionnaire) or asked.versions[0].name not in answered:
        return report
    own = pooled([version for version in asked.versions if version.name in answered])
    known = {question.id for question in own.questions}
    every = {question.id for question in asked.questions}
    if not known < every:
        return report
    others = (caveat for caveat in report.caveats if caveat.code not in _OF_VERSIONS)
    factors = {factor.id for factor in own.factors}
    return replace(
        report,
        questionnaire=own,
        factors=tuple(entry for entry in report.factors if entry.id in factors),
        items=tuple(entry for entry in report.items if entry.id in known),
        findings=tuple(_findings(report, known)),
        caveats=(*others, *caveats_of_versions(own)),
    )


def _findings(report: Report, known: Collection[str]) -> Iterator[object]:
    shares = index_shares(report.questionnaire, report.plan)
    absent = {share.id: sum(item not in known for item in share.items) for share in shares}
    for found in report.findings:
        if isinstance(found, IndexFormulas):
            figures = (_asked_alone(figure, absent[found.id]) for figure in found.figures)
            yield replace(found, figures=tuple(figures))
        elif not isinstance(found, Fact | ItemLevels | Priority) or found.id in known:
            yield found


def _asked_alone(figure: FormulaFigure, absent: int) -> FormulaFigure:
    """Return a figure that does not say of criteria of another version that nobody answered."""
    caveats = []
    for caveat in figure.caveats:
        if caveat.code is CaveatCode.ITEMS_LEFT_OUT:
            left = int(str(caveat.values["items"])) - absent
            caveats += [replace(caveat, values={"items": left})] if left else []
        else:
            caveats.append(caveat)
    return replace(figure, caveats=tuple(caveats))
