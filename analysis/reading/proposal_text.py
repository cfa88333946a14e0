"""A proposed mapping as a file to be corrected by hand: YAML, with what to do as comments."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator

from analysis.mapping import SCALE
from analysis.reading.different_cells import DifferentCells, Look
from analysis.reading.faults import language_of
from analysis.reading.judging_words import possible_choices
from analysis.reading.mappings import ASKED
from analysis.reading.proposal import Proposal, ProposedAnswer, ProposedColumn
from questionnaires.faults import quoted
from questionnaires.model import Choice, QuestionKind
from templates.languages import N_

_WIDTH = 100
_MOST_EXAMPLES = 5
_LONGEST_EXAMPLE = 60
_HEAD = (
    N_("Mapping: what each column of the table is, and which answer each cell is."),
    N_(
        "Where “?” stands it is not certain: write the right answer there. As long as any is left"
        " there is no report."
    ),
    N_("When all is answered: python -m analysis report FILE --mapping THIS_FILE ..."),
)
_SHEETS = N_("Several sheets look like tables of answers: %(sheets)s. Write the one to be read.")
_HEADING_ROW = N_("The headings stand in row %(row)s.")
_COLUMNS = N_(
    "holds: the id of a question, or service_point (service point), field (field of"
    " administration), mode (way of answering), day (day of the answers), month (their month), none"
    " (not read)."
)
_IDS = N_("Questions that no column is for with certainty:")
_PERHAPS = N_("Perhaps: %(names)s; if not, none.")
_RATINGS = N_("Looks like answers on the scale: write the id of the question; if it is none, none.")
_CELLS = N_("Cells: %(cells)s")
_SAME_HEADING = N_(
    "%(count)s columns have this heading, so that none of them can be read: give each a heading of"
    " its own in the file."
)
_ANSWERS = N_(
    "Cells that are no answer of the questionnaire. answer: the code of the answer; “-” where none"
    " was given."
)
_SCALE = N_("scale (every item)")
_WHERE = N_("Cells: %(count)s, in: %(columns)s.")
_IF_COLUMN = N_("Needed only if that column is this question; otherwise leave “?”.")
_MAY_MEAN = N_("Perhaps: %(choices)s.")
_NOT_ASKED = N_(
    "If the form did not ask some items: take the # away and leave those that it did not ask."
)


def mapping_text(proposal: Proposal, gettext: Callable[[str], str]) -> str:
    """Return the file; `read_mapping` reads it once every question in it is answered.

    `gettext` gives the comments their language.
    """
    return "\n".join(_Writing(proposal, gettext).lines()) + "\n"


class _Writing:
    """Writes the parts of a mapping."""

    def __init__(self, proposal: Proposal, gettext: Callable[[str], str]) -> None:
        self._proposal = proposal
        self._gettext = gettext
        self._language = language_of(gettext)

    def lines(self) -> Iterator[str]:
        """Yield every line."""
        for sentence in _HEAD:
            yield from self._comment(sentence)
        yield from self._top()
        yield from ("", *self._comment(_COLUMNS), *self._ids(), "columns:")
        for column in self._proposal.columns:
            yield from self._column(column)
        if self._proposal.answers:
            yield from ("", *self._comment(_ANSWERS), *self._choices(), "answers:")
            for answer in self._proposal.answers:
                yield from self._answer(answer)
        yield from self._not_asked()

    def _top(self) -> Iterator[str]:
        proposal = self._proposal
        yield f"questionnaire: {proposal.questionnaire.name}"
        if proposal.sheets:
            yield from self._comment(_SHEETS, sheets=", ".join(map(_quoted, proposal.sheets)))
            yield f"sheet: {_quoted(ASKED)}"
        elif proposal.sheet:
            yield f"sheet: {_quoted(proposal.sheet)}"
        if proposal.heading_row > 1:
            yield from self._comment(_HEADING_ROW, row=str(proposal.heading_row))

    def _ids(self) -> Iterator[str]:
        if self._proposal.open:
            yield from self._comment(_IDS)
        for question in self._proposal.open:
            yield f"#   {question.id}: {question.wording.in_language(self._language)}"

    def _column(self, column: ProposedColumn) -> Iterator[str]:
        yield f"  - heading: {_quoted(column.heading)}"
        if column.times > 1:
            yield from self._comment(_SAME_HEADING, "    ", count=str(column.times))
        if column.holds is not None:
            yield f"    holds: {column.holds}"
            return
        if column.look is not Look.MANY and column.cells.counts:
            yield from self._comment(_CELLS, "    ", cells=_examples(column.cells))
        if column.candidates:
            yield from self._comment(_PERHAPS, "    ", names=", ".join(column.candidates))
        else:
            yield from self._comment(_RATINGS, "    ")
        yield f"    holds: {_quoted(ASKED)}"

    def _choices(self) -> Iterator[str]:
        """Yield the codes of each question that cells are to be answered for."""
        asked = self._proposal.questionnaire
        for name in dict.fromkeys(answer.question for answer in self._proposal.answers):
            is_scale = name == SCALE
            choices = asked.scale.choices if is_scale else asked.question(name).choices
            said = self._gettext(_SCALE) if is_scale else name
            yield f"# {said}:"
            yield from (f"#   {self._named(choice)}" for choice in choices)

    def _answer(self, answer: ProposedAnswer) -> Iterator[str]:
        yield f"  - question: {answer.question}"
        yield f"    cell: {_quoted(answer.cell)}"
        if answer.answer is None:
            columns = ", ".join(_example(heading) for heading in answer.headings)
            yield from self._comment(_WHERE, "    ", count=str(answer.count), columns=columns)
            scale = self._proposal.questionnaire.scale
            perhaps = possible_choices(answer.cell, scale) if answer.question == SCALE else ()
            if perhaps:
                yield from self._comment(
                    _MAY_MEAN, "    ", choices=", ".join(map(self._named, perhaps))
                )
            if answer.is_conditional:
                yield from self._comment(_IF_COLUMN, "    ")
        yield f"    answer: {_quoted(answer.answer or ASKED)}"

    def _not_asked(self) -> Iterator[str]:
        proposal = self._proposal
        if proposal.confirmed:
            yield f"\nconfirmed: [{', '.join(proposal.confirmed)}]"
        if proposal.not_asked:
            yield f"\nnot_asked: [{', '.join(proposal.not_asked)}]"
        if items := [q.id for q in proposal.open if q.kind is QuestionKind.ITEM]:
            yield from ("", *self._comment(_NOT_ASKED), f"# not_asked: [{', '.join(items)}]")

    def _named(self, choice: Choice) -> str:
        return f"{choice.value} = {choice.label.in_language(self._language)}"

    def _comment(self, sentence: str, indent: str = "", /, **values: str) -> list[str]:
        before = f"{indent}# "
        words = self._gettext(sentence) % values
        return textwrap.wrap(
            words, _WIDTH, initial_indent=before, subsequent_indent=before, break_long_words=False
        )


def _examples(cells: DifferentCells) -> str:
    """Return the most frequent cells with how often they stand there."""
    frequent = sorted(cells.counts.items(), key=lambda each: -each[1])[:_MOST_EXAMPLES]
    shown = [f"{_example(text)} ({count})" for text, count in frequent]
    return ", ".join([*shown, *(["…"] if len(cells.counts) > _MOST_EXAMPLES else [])])


def _example(text: str) -> str:
    return f"“{quoted(text, _LONGEST_EXAMPLE)}”"


def _quoted(text: str) -> str:
    # A text of JSON is one of YAML, too.
    return json.dumps(text, ensure_ascii=False)
