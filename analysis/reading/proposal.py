"""What a file's columns and cells seem to be: what is certain, and what only the office knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.case_counts import MONTH
from analysis.columns import LABEL_COLUMNS
from analysis.mapping import SCALE, ColumnMapping, Confirmed
from analysis.names import folded
from analysis.reading.bare_numbers import lacks_highest
from analysis.reading.different_cells import DifferentCells, Look, cells_of_columns
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import DAY, Columns, HeadingReader
from analysis.reading.likely_table import LikelyTable, likely_table
from analysis.reading.mappings import NOTHING, is_item
from analysis.reading.meanings import IN_WORDS, WRONG, CodeOfCell
from analysis.reading.programs import HIDDEN
from analysis.reading.reader import tables_of
from analysis.reading.resemblance import Resemblance, columns_like
from questionnaires.checks import LONGEST_TEXT
from questionnaires.model import Question, QuestionKind, Questionnaire
from questionnaires.places import is_unfit

# A column of more different texts is no column of answers, whatever its heading is like.
_MOST_ANSWERS = 20


@dataclass(frozen=True)
class ProposedColumn:
    """What one column seems to be.

    Attributes
    ----------
    heading : str
    holds : str or None
        As a mapping has it, ``none`` for a column that is not read; None where that is asked.
    candidates : tuple of str
        What it may hold where it is asked, the likeliest first.
    cells : DifferentCells
    look : Look
    times : int
        How many columns have the heading.
    """

    heading: str
    holds: str | None
    candidates: tuple[str, ...]
    cells: DifferentCells
    look: Look
    times: int = 1


@dataclass(frozen=True)
class ProposedAnswer:
    """A cell that is no answer of the questionnaire.

    Attributes
    ----------
    question : str
        The id of a question, or ``scale``.
    cell : str
    answer : str or None
        None where it is asked.
    headings : tuple of str
        Of the columns that it stands in.
    count : int
        How often it stands there.
    is_conditional : bool
        Whether it matters only if a column that is asked about is this question.
    """

    question: str
    cell: str
    answer: str | None = None
    headings: tuple[str, ...] = ()
    count: int = 0
    is_conditional: bool = False


@dataclass(frozen=True)
class Proposal:
    """A mapping of which some places are still to be answered.

    Attributes
    ----------
    questionnaire : Questionnaire
    sheet : str
        The one that was asked for, or of a workbook that has others; otherwise empty.
    sheets : tuple of str
        Those of which one has to be chosen; empty where one is certain.
    heading_row : int
        As a spreadsheet counts.
    columns : tuple of ProposedColumn
    answers : tuple of ProposedAnswer
    not_asked : tuple of str
        Items that an earlier mapping says nobody was asked.
    confirmed : tuple of Confirmed
        What an earlier mapping says is right though it looks wrong.
    """

    questionnaire: Questionnaire
    sheet: str
    sheets: tuple[str, ...]
    heading_row: int
    columns: tuple[ProposedColumn, ...]
    answers: tuple[ProposedAnswer, ...]
    not_asked: tuple[str, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that no column is for with certainty and that may have been asked."""
        held = {column.holds for column in self.columns} | set(self.not_asked)
        return tuple(q for q in self.questionnaire if q.id not in held)

    @property
    def asked(self) -> int:
        """How many places have to be answered."""
        columns = sum(column.holds is None for column in self.columns)
        answers = sum(each.answer is None and not each.is_conditional for each in self.answers)
        return columns + answers + bool(self.sheets)


def proposed_mapping(
    path: Path,
    questionnaire: Questionnaire,
    strata: Sequence[str] = (),
    *,
    sheet: str | None = None,
    earlier: ColumnMapping | None = None,
) -> Proposal:
    """Return a mapping of a table: what is certain is filled in, what is doubtful asked.

    Parameters
    ----------
    path : Path
        A file as `read_responses` takes it.
    questionnaire : Questionnaire
        What was asked.
    strata : sequence of str
        Further columns of names, such as those that a plan calls its strata.
    sheet : str or None
        Which sheet of a workbook.
    earlier : ColumnMapping or None
        Of a table of the same form; what it says is taken over.

    Returns
    -------
    Proposal

    Raises
    ------
    FaultyData
        Where the file cannot be opened as a table, or has no headings.
    """
    headings = HeadingReader(questionnaire, [*LABEL_COLUMNS, *strata], earlier)
    if sheet is None and earlier is not None:
        sheet = earlier.sheet
    with tables_of(path, headings, sheet) as tables:
        likely = likely_table(tables, headings.columns)
        proposer = _Proposer(questionnaire, likely.columns, earlier, strata)
        if not proposer.listed():
            raise FaultyData(path.name, [Fault.of(Message.NO_HEADINGS)])
        rows = (row for _, row in likely.table.rows())
        cells = cells_of_columns(rows, proposer.listed())
    proposal = proposer.proposal(likely, cells)
    return proposal if sheet is None else replace(proposal, sheet=likely.table.sheet)


class _Proposer:
    """Knows what headings and an earlier mapping tell of the columns."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        columns: Columns,
        earlier: ColumnMapping | None,
        strata: Sequence[str],
    ) -> None:
        self._questionnaire = questionnaire
        self._columns = columns
        self._earlier = earlier
        self._certain = {i: name for name, i in (columns.questions | columns.known).items()}
        self._times = Counter(map(folded, columns.headings))
        said = earlier.columns if earlier else ()
        self._nothing = {folded(each.heading) for each in said if each.holds is None}
        self._said = {folded(each.cell) for each in (earlier.answers if earlier else ())}
        self._not_asked = earlier.not_asked if earlier else ()
        self._code_of = {
            question.id: CodeOfCell(question, columns.meanings.get(question.id))
            for question in questionnaire
        }
        self._scale_code_of = self._code_of[questionnaire.items[0].id]
        held = {*columns.questions, *self._not_asked}
        self._open = [question for question in questionnaire if question.id not in held]
        self._open_strata = [name for name in strata if name not in columns.known]
        self._resemblance = Resemblance(questionnaire)

    def listed(self) -> list[int]:
        """Return the columns that a mapping names, the first of each heading.

        Nobody need decide about what a survey program added, for it says which rows count.
        """
        first: dict[str, int] = {}
        for index, heading in enumerate(self._columns.headings):
            is_known = index in self._certain or heading in self._columns.ignored
            is_added = index in self._columns.added.values() or heading.startswith(HIDDEN)
            is_fit = 0 < len(heading) <= LONGEST_TEXT and not any(map(is_unfit, heading))
            if is_known and is_fit and not is_added:
                first.setdefault(folded(heading), index)
        return [*first.values()]

    def proposal(self, likely: LikelyTable, cells: Mapping[int, DifferentCells]) -> Proposal:
        """Return what the columns with these cells seem to be."""
        columns = {index: self._column(index, each) for index, each in cells.items()}
        return Proposal(
            questionnaire=self._questionnaire,
            sheet=likely.table.sheet if likely.has_other_sheets else "",
            sheets=likely.sheets,
            heading_row=likely.table.heading_row,
            columns=tuple(columns.values()),
            answers=tuple(self._answers(columns.values())),
            not_asked=self._not_asked,
            confirmed=self._earlier.confirmed if self._earlier else (),
        )

    def _column(self, index: int, cells: DifferentCells) -> ProposedColumn:
        heading, look = self._columns.headings[index], cells.look(self._scale_code_of)
        times = self._times[folded(heading)]
        holds = self._certain.get(index)
        if holds is None and (times > 1 or folded(heading) in self._nothing):
            holds = NOTHING
        candidates = () if holds else self._candidates(heading, cells, look)
        is_rated = look is Look.RATINGS and any(map(self._is_item, self._open))
        if holds is None and not (candidates or is_rated):
            holds = NOTHING
        return ProposedColumn(heading, holds, candidates, cells, look, times)

    def _candidates(self, heading: str, cells: DifferentCells, look: Look) -> tuple[str, ...]:
        """Return what a column may hold by its heading, where its cells do not speak against it."""
        if look is Look.DAYS:
            return () if self._columns.days else (DAY,)
        known = {*self._columns.known, *([MONTH] if self._columns.days else [])}
        names = [name for name in columns_like(heading) if name not in known]
        if look is Look.MANY:
            return tuple(names)
        is_open = {question.id for question in self._open}
        alike = [name for name in self._resemblance.questions(heading) if name in is_open]
        if look is Look.RATINGS:
            return (*(name for name in alike if self._may_be(name, cells)), *names)
        questions = [*self._answered_by(cells), *alike]
        return (*dict.fromkeys([*names, *self._open_strata, *questions]),)

    def _may_be(self, name: str, cells: DifferentCells) -> bool:
        """Return whether ratings may be the answers to a question."""
        is_fact = not is_item(self._questionnaire, name)
        return not (is_fact and cells.uncertain(self._code_of[name]))

    def _answered_by(self, cells: DifferentCells) -> Iterator[str]:
        """Yield the open questions of fact that all cells are answers to, in words."""
        in_words = bool(cells.counts) and not any(map(str.isdecimal, cells.counts))
        for question in self._open:
            is_fact = question.kind is QuestionKind.FACT
            if in_words and is_fact and not cells.uncertain(self._code_of[question.id]):
                yield question.id

    def _is_item(self, question: Question) -> bool:
        return question.kind is QuestionKind.ITEM

    def _answers(self, columns: Iterable[ProposedColumn]) -> Iterator[ProposedAnswer]:
        """Yield what an earlier mapping says of cells, then each cell that is to be asked about."""
        for said in self._earlier.answers if self._earlier else ():
            yield ProposedAnswer(said.question, said.cell, said.answer)
        pairs = [(column, name) for column in columns for name in self._questions_of(column)]
        asked: dict[tuple[str, str], ProposedAnswer] = {}
        for column, name, cells in self._with_numbers(pairs):
            for cell in cells:
                key = (name, folded(cell))
                found = asked.get(key, ProposedAnswer(name, cell))
                asked[key] = replace(
                    found,
                    headings=(*found.headings, column.heading),
                    count=found.count + column.cells.counts[cell],
                    is_conditional=name != SCALE and column.holds is None,
                )
        yield from asked.values()

    def _with_numbers(
        self, pairs: Sequence[tuple[ProposedColumn, str]]
    ) -> Iterator[tuple[ProposedColumn, str, list[str]]]:
        """Yield the uncertain cells of each column for a question that it is or may be.

        Where one number on the scale is none of its codes, none is: 3 of 10 is not 3 of 5.
        """
        found = [(column, name, self._uncertain(name, column)) for column, name in pairs]
        scored = (cells for _, name, cells in found if name == SCALE)
        is_other_scale = any(cell.isdecimal() for cells in scored for cell in cells)
        is_other_scale |= self._lacks_highest([column for column, name in pairs if name == SCALE])
        for column, name, cells in found:
            numbers = column.cells.numbers if is_other_scale and name == SCALE else []
            more = (cell for cell in numbers if folded(cell) not in self._said)
            yield column, name, [*dict.fromkeys([*cells, *more])]

    def _lacks_highest(self, columns: Sequence[ProposedColumn]) -> bool:
        """Return whether items are answered in bare numbers, and the highest is not there."""
        counts = [column.cells.counts for column in columns]
        has_id_as_heading = any(column.heading == column.holds for column in columns)
        if has_id_as_heading or not counts or any(map(self._has_words, counts)):
            return False
        people = max(sum(each.values()) for each in counts)
        numbers = {cell for each in counts for cell in each}
        return lacks_highest(numbers, people, self._questionnaire.scale)

    def _has_words(self, counts: Mapping[str, int]) -> bool:
        return any(IN_WORDS <= self._scale_code_of[cell] < WRONG for cell in counts)

    def _questions_of(self, column: ProposedColumn) -> list[str]:
        """Return for which questions the cells of a column matter: those that it is, or may be."""
        names = self._names_of(column)
        return [*dict.fromkeys(SCALE if self._is_scored(name) else name for name in names)]

    def _names_of(self, column: ProposedColumn) -> list[str]:
        if column.holds is not None:
            return [column.holds] if column.holds in self._code_of else []
        if column.look is Look.RATINGS:
            facts = [name for name in column.candidates if name in self._code_of]
            return [SCALE, *facts]
        is_place = any(name in LABEL_COLUMNS for name in column.candidates)
        if is_place or len(column.cells.counts) > _MOST_ANSWERS:
            return []
        return [name for name in column.candidates if name in self._code_of]

    def _is_scored(self, name: str) -> bool:
        return name == SCALE or is_item(self._questionnaire, name)

    def _uncertain(self, name: str, column: ProposedColumn) -> list[str]:
        """Return the cells of a column that no question knows which the column is, or may be."""
        if column.holds is not None:
            return column.cells.uncertain(self._code_of[column.holds])
        if name != SCALE:
            return column.cells.uncertain(self._code_of[name])
        items = [self._code_of[item.id] for item in self._questionnaire.items]
        unknown = [set(column.cells.uncertain(code_of)) for code_of in items]
        return [cell for cell in column.cells.counts if all(cell in each for each in unknown)]
