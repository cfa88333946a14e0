"""Answers to the factual questions, counted where the question concerned the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.ledger import ReleasedLine
from analysis.disclosure.releasing import release
from analysis.disclosure.thresholds import LEAST, ShownShare, masked_end
from analysis.estimates import Interval
from analysis.estimators.moments import Moments
from analysis.estimators.strata import Stratum, single_stratum
from analysis.estimators.tables import Counts
from analysis.indices.formulas import pooled_shares
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import FEW_RESPONSES
from analysis.report.findings.masking import masked_at
from analysis.report.findings.too_few import DISCLOSIVE
from analysis.report.sample.earlier import Asked
from analysis.responses import MISSING, Mask, Responses
from questionnaires.model import BLANK, Question, Wording
from questionnaires.pooling import original_id

_LEVEL = 0.95


@dataclass(frozen=True)
class FactAnswer:
    """How many gave one answer to a factual question; None where it may not be shown."""

    value: str
    label: Wording
    count: int | None
    # Among all who answered; at the ends of the scale few respondents show only the end.
    share: ShownShare | None
    # Of the share, at 95 %; None without a count, and in a report that was kept without.
    interval: Interval | None = None


@dataclass(frozen=True)
class Fact:
    """A factual question and its answers."""

    id: str
    title: Wording
    # Responses that the question concerned (all, or those where its condition holds), and those of
    # them that answered it; None when they would tell a suppressed count of another question, when
    # too few answered, and when beside earlier reports they would tell what a few answered.
    asked: int | None
    answered: int | None
    is_conditional: bool  # whether it concerned only some
    # In the questionnaire's order; empty when nothing of them may be shown.
    answers: tuple[FactAnswer, ...]
    caveats: tuple[Caveat, ...] = ()


def find(basis: Basis) -> tuple[Fact, ...]:
    """Return each factual question with its answers, in the questionnaire's order.

    A question that only some were asked is suppressed altogether where the number of those would
    tell a suppressed count of the question that it hangs on.
    """
    responses = basis.sample.responses
    concerned, facts = _concerned(responses), dict[str, Fact]()
    for question in responses.questionnaire.facts:
        if _tells_suppressed(question, facts):
            facts[question.id] = _suppressed(question)
        else:
            fact = _fact(responses, question, concerned[question.id])
            facts[question.id] = _beside_earlier(fact, question, basis)
    return tuple(facts.values())


def _tells_suppressed(question: Question, facts: Mapping[str, Fact]) -> bool:
    """Return whether the number of those who were asked is a sum of counts that are not shown."""
    condition = question.only_if
    if condition is None or condition.question not in facts:
        return False
    counts = {answer.value: answer.count for answer in facts[condition.question].answers}
    return any(counts.get(value) is None for value in condition.values)


def _concerned(responses: Responses) -> dict[str, Mask]:
    """Return for each question whom it concerns; an answer beside the point leads no further."""
    concerned: dict[str, Mask] = {}
    for question in responses.questionnaire:
        condition = question.only_if
        if condition is None:
            concerned[question.id] = np.ones(len(responses), np.bool_)
            continue
        values = np.array([ord(value) for value in sorted(condition.values)], np.uint8)
        holds = np.isin(responses.column(condition.question), values)
        concerned[question.id] = concerned[condition.question] & holds
    return concerned


def _beside_earlier(fact: Fact, question: Question, basis: Basis) -> Fact:
    """Return a fact without what beside earlier reports would tell what a few answered.

    Who answered comes first: where a few more did than in an earlier report, each count would be
    told that of these few, whichever others are hidden.
    """
    earlier, answers = basis.earlier, fact.answers
    if earlier is None or fact.answered is None:
        return fact
    before = [
        (report.period, told)
        for report in earlier.reports
        for told in report.findings_of(Fact)
        if original_id(told.id) == original_id(fact.id) and told.answered
    ]
    given = _given(earlier.responses, question)
    if earlier.withholds_whole(given != MISSING, (period for period, _ in before)):
        return replace(fact, asked=None, answered=None, answers=(), caveats=(DISCLOSIVE,))
    places = {choice.value: at for at, choice in enumerate(question.choices)}
    of_fact = [(earlier.of_period(p), told) for p, told in (*before, (earlier.period, fact))]
    lines = [
        (ReleasedLine(places[answer.value], months), answer, other is fact)
        for months, other in of_fact
        for answer in other.answers
        if answer.value in places
    ]
    new = tuple(line for line, answer, is_new in lines if is_new and answer.count is not None)
    out = earlier.withheld(
        Asked(
            people=earlier.counted(given, len(places)),
            released=frozenset(ln for ln, a, is_new in lines if not is_new and a.count is not None),
            masked=frozenset(ln for ln, a, _ in lines if a.count is None and a.share is not None),
            whole=frozenset(months for months, _ in of_fact),
            new=new,
        )
    )
    hidden = {line.name for line, is_out in zip(new, out.tolist(), strict=True) if is_out}
    if not hidden:
        return fact
    kept = tuple(
        replace(answer, count=None, share=None, interval=None)
        if places[answer.value] in hidden
        else answer
        for answer in answers
    )
    return replace(fact, answers=kept, caveats=_caveats([(a.count, a.share) for a in kept]))


def _given(responses: Responses, question: Question) -> NDArray[np.int32]:
    """Return the answer of each whom a question concerned, as its place; -1 for none."""
    places = np.full(256, MISSING, np.int32)
    for at, choice in enumerate(question.choices):
        places[ord(choice.value)] = at
    given = places[responses.column(question.id)]
    return np.where(_concerned(responses)[question.id], given, MISSING).astype(np.int32)


def _suppressed(question: Question) -> Fact:
    answers = tuple(FactAnswer(c.value, c.label, None, None) for c in question.choices)
    caveats = (Caveat(CaveatCode.COUNTS_HIDDEN),)
    return Fact(question.id, question.wording, None, None, True, answers, caveats)


def _fact(responses: Responses, question: Question, concerned: Mask) -> Fact:
    counts = np.bincount(responses.column(question.id)[concerned], minlength=256)
    asked = int(concerned.sum())
    answered = asked - int(counts[ord(BLANK)])
    given = [int(counts[ord(choice.value)]) for choice in question.choices]
    shown = shown_counts(given, answered)
    return Fact(
        id=question.id,
        title=question.wording,
        asked=asked if shown else None,
        answered=answered if shown else None,
        is_conditional=question.only_if is not None,
        answers=tuple(
            FactAnswer(choice.value, choice.label, *pair, interval)
            for choice, pair, interval in zip(
                question.choices, shown, _intervals(shown, answered), strict=False
            )
        ),
        caveats=_caveats(shown),
    )


def _intervals(
    shown: Sequence[tuple[int | None, ShownShare | None]], answered: int
) -> list[Interval | None]:
    """Return the interval of each count among so many people, each of one answer."""
    counts = [count for count, _ in shown if count is not None]
    found = iter(pooled_shares([_of_one_answer(count, answered) for count in counts], _LEVEL))
    return [None if count is None else next(found).interval for count, _ in shown]


def _of_one_answer(count: int, answered: int) -> tuple[Stratum, ...]:
    one = np.ones(2)
    people = Counts(np.array([1.0, 0.0]), one, np.array([count, answered - count], float), one, 1)
    return single_stratum(Moments.of_counts(people))


def shown_counts(given: Sequence[int], answered: int) -> list[tuple[int | None, ShownShare | None]]:
    """Return count and share of each answer as they may be shown, nothing below ten answers."""
    if answered < LEAST:
        return []
    ends = [masked_end(count / answered, answered) for count in given]
    if _upper(ends) is not None:
        # All others together are what is left of the scale, so that they lie at its other end.
        return [(None, end) for end in ends]
    # In a small group nobody's having given an answer is as telling as a few having given it.
    released = release(given, secret=[end is not None for end in ends])
    return [
        (None, None) if np.isnan(count) else (int(count), ShownShare(count / answered))
        for count in released.counts[:-1].tolist()
    ]


def _upper(shares: Iterable[ShownShare | None]) -> ShownShare | None:
    """Return the upper end of the scale if one of the shares lies there."""
    return next((share for share in shares if share is not None and share.sign == "≥"), None)


def _caveats(shown: Sequence[tuple[int | None, ShownShare | None]]) -> tuple[Caveat, ...]:
    if not shown:
        return (FEW_RESPONSES,)
    upper = _upper(share for _, share in shown)
    if upper is not None:
        return (masked_at(upper),)
    return (Caveat(CaveatCode.COUNTS_HIDDEN),) if (None, None) in shown else ()
