"""Which column of a file is which: headings matched with questions and known columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.reading.encoding import is_tcvn3_as_unicode
from analysis.reading.faults import Fault, Message
from analysis.reading.programs import is_added_by_program, is_time_of_sending, names_in_heading
from analysis.responses import FIELD, MODE, SERVICE_POINT
from analysis.texts import folded, unguarded
from questionnaires.model import Questionnaire

DAY = "day"
QUESTIONNAIRE = "questionnaire"
MADE_UP = "made_up"
# Headings of our own export and of Google Forms; a plan may name further columns.
KNOWN = {
    SERVICE_POINT: ("service_point", "service point", "điểm phục vụ", "quầy", "tên quầy"),
    FIELD: ("field", "lĩnh vực"),
    MODE: ("mode", "hình thức trả lời"),
    DAY: ("day", "date", "timestamp", "ngày", "dấu thời gian", "dấu mốc thời gian"),
    QUESTIONNAIRE: ("questionnaire",),
    MADE_UP: ("made_up",),
}
# Columns of our own export that a report does not use, so that it need not say so.
_PASSED_OVER = ("plan", "language", "comment")

_NUMBER = re.compile(r"(?:câu (?:hỏi )?)?\d+\s*[.):/-]\s*")
_ROW_OF_GRID = re.compile(r"\[(.+)\]$")


@dataclass(frozen=True)
class Columns:
    """What the columns of a file hold.

    Attributes
    ----------
    headings : tuple of str
        As written.
    questions : Mapping of str to int
        Question id to the place of its column.
    known : Mapping of str to int
        Name of a label column, ``day``, ``questionnaire`` or ``made_up`` to its place.
    ignored : tuple of str
        Headings that nothing here knows; their cells are not read.
    faults : tuple of Fault
        Columns that stand twice.
    """

    headings: tuple[str, ...]
    questions: Mapping[str, int]
    known: Mapping[str, int]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def recognised(self) -> int:
        """How many columns were understood."""
        return len(self.questions) + len(self.known)


@dataclass
class _Assignment:
    questions: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class HeadingReader:
    """Knows every heading that a questionnaire's file may have."""

    def __init__(self, questionnaire: Questionnaire, label_columns: Sequence[str]) -> None:
        self._questionnaire = questionnaire
        self._names = _names_of_questions(questionnaire)
        self._known = {folded(name): name for name in label_columns}
        self._known |= {folded(text): name for name, texts in KNOWN.items() for text in texts}
        self._passed_over = {folded(text) for text in _PASSED_OVER}
        if questionnaire.comment is not None:
            self._passed_over |= {folded(text) for text in questionnaire.comment.texts.values()}

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return what the columns with these headings hold."""
        written = tuple(unguarded(heading.strip()) for heading in headings)
        found = _Assignment()
        sent: list[int] = []
        for place, heading in enumerate(written):
            if is_time_of_sending(heading):
                sent.append(place)
            elif is_added_by_program(heading):
                found.ignored.append(heading)
            else:
                self._assign(found, written, place, heading)
        for place in sent:
            if found.known.setdefault(DAY, place) != place:
                found.ignored.append(written[place])
        return Columns(
            written, found.questions, found.known, tuple(found.ignored), tuple(found.faults)
        )

    def column_of_questions(self, columns: Columns, rows: Sequence[Sequence[str]]) -> str | None:
        """Return the heading of a column whose cells are questions; None when there is none.

        Such a table holds totals, or one answer a row, and no responses.
        """
        for heading, cells in zip(columns.headings, zip(*rows, strict=False), strict=False):
            named = [folded(cell) in self._names for cell in cells if cell.strip()]
            if named and 2 * sum(named) > len(named):
                return heading
        return None

    def faults(self, columns: Columns) -> tuple[Fault, ...]:
        """Return what is wrong with the columns: standing twice, missing, in an old code."""
        if not columns.questions and is_tcvn3_as_unicode(" ".join(columns.headings)):
            return (Fault.of(Message.TCVN3),)
        missing = tuple(
            Fault.of(Message.MISSING_COLUMN, question=str(item.wording), id=item.id)
            for item in self._questionnaire.items
            if item.id not in columns.questions
        )
        return columns.faults + missing

    def _assign(
        self, found: _Assignment, written: tuple[str, ...], place: int, heading: str
    ) -> None:
        for name in _possible_names(heading):
            if name in self._passed_over:
                return
            for table, taken in ((self._names, found.questions), (self._known, found.known)):
                if name not in table:
                    continue
                first = taken.setdefault(table[name], place)
                if first != place:
                    fault = Fault.of(Message.DUPLICATE_COLUMN, heading, first=written[first])
                    found.faults.append(fault)
                return
        if heading:
            found.ignored.append(heading)


def _names_of_questions(questionnaire: Questionnaire) -> dict[str, str]:
    """Return question ids by their possible headings; wording that two share names neither."""
    owners: dict[str, set[str]] = {}
    for question in questionnaire:
        for text in question.wording.texts.values():
            owners.setdefault(folded(text), set()).add(question.id)
    names = {name: ids.pop() for name, ids in owners.items() if len(ids) == 1}
    names |= {folded(q.column): q.id for q in questionnaire if q.column is not None}
    names |= {folded(question.id): question.id for question in questionnaire}
    # LimeSurvey allows no underscore in a code.
    return {folded(q.id).replace(" ", ""): q.id for q in questionnaire} | names


def _possible_names(heading: str) -> Iterator[str]:
    """Yield the heading whole, the row's name of a grid, other parts; each without its number."""
    for text in (heading, *_ROW_OF_GRID.findall(heading), *names_in_heading(heading)):
        name = folded(text)
        yield name
        yield _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name
