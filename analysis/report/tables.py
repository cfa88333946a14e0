"""The tables of a report's page: one row an estimate, its words and its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.disclosure.thresholds import ShownShare
from analysis.report.cases_view import count_of_cases
from analysis.report.charts.shares import Axis
from analysis.report.findings.facts import Fact
from analysis.report.model import Entry, Group, Report
from analysis.report.pictures import axis_in_words, common_axis, row_picture, scale_picture
from analysis.report.sentences import said, tally, weakest
from analysis.report.words import Words
from questionnaires.model import Phrase
from templates.languages import N_


@dataclass(frozen=True)
class Row:
    """An estimate in words; `is_head` for a row that the ones below it belong to."""

    title: Phrase
    is_head: bool
    count: str
    share: str
    interval: str
    picture: str
    verdict: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Estimates under one heading; `sentence` says what they come to."""

    title: Phrase
    sentence: str
    scale: str
    axis: str
    has_verdicts: bool
    rows: tuple[Row, ...]
    has_cases: bool = False


@dataclass(frozen=True)
class FactTable:
    """A factual question with count and share of each answer."""

    title: Phrase
    sentence: str
    rows: tuple[tuple[Phrase, str, str], ...]
    doubts: tuple[str, ...]


def criteria_table(report: Report, words: Words) -> Table:
    """Return factors, each with its items below it."""
    axis = common_axis((*report.factors, *report.items))
    items = {entry.id: entry for entry in report.items}
    rows: list[Row] = []
    for factor, of_factor in zip(report.questionnaire.factors, report.factors, strict=True):
        rows.append(replace(_named_row(of_factor, axis, words), is_head=True))
        rows += [_named_row(items[name], axis, words) for name in factor.items]
    title = Phrase(words.say(N_("Each group of criteria and each criterion")), words.language)
    return _table(title, weakest(report.items, words), axis, rows, words)


def group_tables(
    indices: Sequence[Entry], groups: Sequence[tuple[str, Group]], words: Words
) -> tuple[Table, ...]:
    """Return for each index a table of the groups, each called by the name beside it."""
    if not groups:
        return ()
    return tuple(_group_table(index, place, groups, words) for place, index in enumerate(indices))


def fact_table(fact: Fact, words: Words) -> FactTable:
    """Return the answers to a factual question."""
    return FactTable(
        title=fact.title.in_language(words.language),
        sentence=_said_of(fact, words),
        rows=tuple(
            (
                a.label.in_language(words.language),
                "" if a.count is None else words.number(a.count),
                "" if a.share is None else words.end(a.share),
            )
            for a in fact.answers
        ),
        doubts=tuple(words.caveat(caveat) for caveat in fact.caveats),
    )


def _said_of(fact: Fact, words: Words) -> str:
    if fact.answered is None or fact.asked is None:
        return ""
    sentence = N_("%(answered)s answered, of %(asked)s who were asked.")
    if fact.is_conditional:
        sentence = N_("%(answered)s answered, of %(asked)s whom the question concerns.")
    answered, asked = words.number(fact.answered), words.number(fact.asked)
    return words.say(sentence, answered=answered, asked=asked)


def _group_table(
    index: Entry, place: int, groups: Sequence[tuple[str, Group]], words: Words
) -> Table:
    entries = [group.indices[place] for _, group in groups]
    axis = common_axis(entries)
    rows = [
        replace(
            _row(entry, Phrase(name, ""), axis, words),
            count=count_of_cases(group.responses, group.coverage, words),
        )
        for entry, (name, group) in zip(entries, groups, strict=True)
    ]
    title = index.title.in_language(words.language)
    table = _table(title, tally(entries, words), axis, rows, words)
    return replace(table, has_cases=any(group.coverage for _, group in groups))


def _table(title: Phrase, sentence: str, axis: Axis, rows: Sequence[Row], words: Words) -> Table:
    return Table(
        title=title,
        sentence=sentence,
        scale=scale_picture(axis, words),
        axis=axis_in_words(axis, words),
        has_verdicts=any(row.verdict for row in rows),
        rows=tuple(rows),
    )


def _named_row(entry: Entry, axis: Axis, words: Words) -> Row:
    return _row(entry, entry.title.in_language(words.language), axis, words)


def _row(entry: Entry, title: Phrase, axis: Axis, words: Words) -> Row:
    spoken = said(entry, words)
    found = entry.estimate
    share = ShownShare(found.estimate) if found and found.estimate is not None else entry.end
    interval = found.interval if found else None
    return Row(
        title=title,
        is_head=False,
        count=words.number(found.respondents) if found else "",
        share="" if share is None else words.end(share),
        interval=words.interval(interval) if interval else "",
        picture=row_picture(entry, axis),
        verdict=f"{spoken.sign} {spoken.name}".strip(),
        doubts=spoken.doubts,
    )
