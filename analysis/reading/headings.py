"""Which column of a file is which: headings matched with questions and known columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from analysis.account import LeftOut
from analysis.case_counts import MONTH
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.mapping import ColumnMapping, Confirmed, MappedColumn
from analysis.names import folded, name_in
from analysis.reading.damaged_letters import fault_of_headings
from analysis.reading.faults import Fault, Message
from analysis.reading.programs import (
    ANSWERED,
    HIDDEN,
    Added,
    Program,
    added_columns,
    names_in_heading,
    program_of,
)
from questionnaires.model import Questionnaire
from questionnaires.partly_asked import partly_asked

DAY = "day"
QUESTIONNAIRE = "questionnaire"
MADE_UP = "made_up"
# Headings of our own export and of Google Forms; a plan may name further columns.
KNOWN = {
    SERVICE_POINT: ("service_point", "service point", "điểm phục vụ", "quầy", "tên quầy"),
    FIELD: ("field", "lĩnh vực"),
    MODE: ("mode", "hình thức trả lời"),
    DAY: ("day", "date", "timestamp", "ngày", "dấu thời gian", "dấu mốc thời gian"),
    MONTH: ("month", "tháng"),
    QUESTIONNAIRE: ("questionnaire",),
    MADE_UP: ("made_up",),
}
# What numbers the rows of a table made by hand, and not those of its totals.
RUNNING_NUMBERS = frozenset(map(folded, ("stt", "số tt", "số thứ tự", "tt", "no", "#")))
# The last page that somebody saw, in exports of LimeSurvey.
_LAST_PAGES = frozenset({"lastpage", "last page", "lastpage. last page"})
# What tells one response from another in a table of no known program.
OWN_RECORDS = (
    *("mã phiếu", "mã số phiếu", "số phiếu", "số hiệu phiếu", "phiếu số", "stt phiếu"),
    *("số thứ tự phiếu", "mã phiếu khảo sát", "mã phản hồi", "mã trả lời", "mã bản ghi"),
    *("response id", "response no", "response number", "record id", "record number"),
    *("submission id", "form number", "form no"),
)
_OWN_RECORDS = frozenset(map(folded, OWN_RECORDS))
# Columns of our own export that a report does not use, so that it need not say so.
_PASSED_OVER = ("plan", "language", "comment")

# "Câu hỏi 3:", "1.1.", "I.1.", "a)", "2 -" before a heading as it is compared.
_NUMBER = re.compile(
    rf"(?:câu (?:{folded('hỏi')} )?|q)?(?:[ivx]{{1,5}}|[a-z]|\d{{1,3}})"
    r"(?:\.\d{1,3}){0,3}\s?(?:[.):/-]{1,2}\s?|(?<=\.\d)\s)"
)
# What a grid asks about its rows that is not how satisfied people are.
_IMPORTANCE = ("mức độ quan trọng", "mức quan trọng", "tầm quan trọng", "importance")
_EXPECTATION = ("mức độ kỳ vọng", "mức độ kì vọng", "mức độ mong đợi", "expectation")
_ASKS_OTHERWISE = re.compile("|".join(map(folded, (*_IMPORTANCE, *_EXPECTATION))))
# "Your opinion is important: how satisfied are you" asks it none the less.
_MAY_ASK_OTHERWISE = re.compile(
    "|".join(
        map(
            folded,
            (
                *("quan trọng", "kỳ vọng", "kì vọng", "mong đợi", "important", "expect"),
                *("quan trong", "ky vong", "ki vong", "mong doi"),
            ),
        )
    )
)
_OF_SATISFACTION = re.compile("|".join(map(folded, ("hài lòng", "hai long", "satisf"))))
# A question has at most 600 characters in each of its parts; a longer heading names none.
LONGEST_HEADING = 2000


@dataclass(frozen=True)
class Columns:
    """What the columns of a file hold; filled heading by heading."""

    headings: tuple[str, ...]  # as written
    questions: dict[str, int] = field(default_factory=dict)  # index of the column by question id
    known: dict[str, int] = field(default_factory=dict)  # and by a name of `KNOWN` or of a plan
    notes: list[int] = field(default_factory=list)  # indices of unread columns, perhaps of notes
    ignored: list[str] = field(default_factory=list)  # headings of columns that are not read
    # Indices of unread columns that ask something else of a question, such as its importance.
    asking_otherwise: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # of columns: one too many, or not asked
    program: Program | None = None  # whose export the table is, where that shows
    added: dict[Added, int] = field(default_factory=dict)  # index of what the program added
    # Values of cells as written, by question id; where a mapping says so.
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def under(
        cls, headings: Sequence[str], meanings: Mapping[str, Mapping[str, str]] | None = None
    ) -> Columns:
        """Return columns of which nothing is known but their headings."""
        as_written = tuple(map(name_in, headings))
        return cls(as_written, program=program_of(as_written), meanings=meanings or {})

    @property
    def recognised(self) -> int:
        """How many columns were understood."""
        columns = (self.questions, self.known, self.added, self.asking_otherwise)
        return sum(len(each) for each in columns)

    @property
    def days(self) -> tuple[int, ...]:
        """The columns that tell the day of a response, the surest first.

        Those of the answers go before that of sending, which may be weeks later.
        """
        if DAY in self.known:
            return (self.known[DAY],)
        answered = tuple(self.added[each] for each in ANSWERED if each in self.added)
        sent = (self.added[Added.SENT],) if Added.SENT in self.added else ()
        return answered or sent

    @property
    def sending(self) -> int | None:
        """The column of the moment of sending, where others tell the day of the answers."""
        return None if self.added.get(Added.SENT) in self.days else self.added.get(Added.SENT)

    @property
    def last_pages(self) -> list[int]:
        """The columns of the last page that somebody saw, where none tells what was sent."""
        if Added.SENT in self.added or Added.FINISHED in self.added:
            return []
        unread = {*range(len(self.headings))} - {*self.questions.values(), *self.known.values()}
        return [index for index in unread if folded(self.headings[index]) in _LAST_PAGES]

    @property
    def month(self) -> int | None:
        """The column that tells the month of a response, where none tells its day."""
        return None if self.days else self.known.get(MONTH)

    @property
    def damage(self) -> Fault | None:
        """What a wrong encoding did to the headings."""
        return fault_of_headings(self.headings)

    @property
    def left_out(self) -> dict[Added, Mapping[str, LeftOut]]:
        """Why rows do not count, by what stands in a column that the program added."""
        reasons = self.program.left_out if self.program else {}
        return {added: reasons[added] for added in self.added if added in reasons}

    def counted(self, added: Added) -> frozenset[str] | None:
        """Return what else may stand in a column that the program added; None for anything."""
        return self.program.counted.get(added) if self.program else None

    @property
    def own_record(self) -> int | None:
        """The column of the numbers of responses, where no known program wrote them."""
        record = self.added.get(Added.RECORD)
        if record is None or (
            self.program and self.headings[record].casefold() in self.program.columns
        ):
            return None
        return record

    @property
    def running_number(self) -> int | None:
        """The column that numbers the rows of a table made by hand, if it stands before answers."""
        numbered = (i for i in self.before_questions if folded(self.headings[i]) in RUNNING_NUMBERS)
        return next(numbered, None)

    @property
    def before_questions(self) -> tuple[int, ...]:
        """The columns that are not read and stand before those of the answers."""
        read = {*self.known.values(), *self.added.values()} - {self.own_record}
        return tuple(index for index in range(min(self.questions.values())) if index not in read)

    def is_utc(self, index: int) -> bool:
        """Whether the moments of a column are in UTC where they state no zone."""
        is_sent = self.added.get(Added.SENT) == index
        return is_sent and self.program is not None and self.program.is_sent_in_utc

    def is_month_first(self, index: int) -> bool:
        """Whether the program that added a column writes months before days."""
        is_added = index in self.added.values()
        return is_added and self.program is not None and self.program.is_month_first

    def assign(self, columns: dict[str, int], name: str, index: int) -> None:
        """Give a column a name among `questions` or `known`; a second one of it is a fault."""
        heading, first = self.headings[index], columns.setdefault(name, index)
        if first != index:
            twice = Fault.of(Message.DUPLICATE_COLUMN, heading, first=self.headings[first])
            self.faults.append(twice)


class HeadingReader:
    """Knows every heading that a questionnaire's file may have."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        label_columns: Sequence[str],
        mapping: ColumnMapping | None = None,
        not_asked: Sequence[str] = (),
    ) -> None:
        self.questionnaire = questionnaire
        said = mapping.not_asked if mapping else ()
        self._not_asked = frozenset((*said, *not_asked))
        self.confirmed = frozenset[Confirmed](mapping.confirmed if mapping else ())
        # What the responses are to.
        self.asked = partly_asked(questionnaire, self._not_asked)
        self._mapped: Sequence[MappedColumn] = mapping.columns if mapping else ()
        self._said = {folded(each.heading): each.holds for each in self._mapped}
        self._meanings = mapping.meanings(questionnaire) if mapping else {}
        self._names = _names_of_questions(questionnaire)
        self._known = {folded(name): name for name in label_columns}
        self._known |= {folded(text): name for name, texts in KNOWN.items() for text in texts}
        comment = questionnaire.comment.texts.values() if questionnaire.comment else ()
        self._passed_over = {folded(text) for text in (*_PASSED_OVER, *comment)}

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return what the columns with these headings hold."""
        columns = Columns.under(headings, self._meanings)
        for added, index in added_columns(columns.program, columns.headings).items():
            name = folded(columns.headings[index])
            if name not in self._names and self._said.get(name) is None:
                columns.added[added] = index
        own = self._record_of_its_own(columns.headings)
        if own is not None and Added.RECORD not in columns.added:
            columns.added[Added.RECORD] = own
        for index, heading in enumerate(columns.headings):
            if index in columns.added.values():
                continue
            if heading.startswith(HIDDEN) or len(heading) > LONGEST_HEADING:
                columns.ignored.append(heading)
            else:
                self._assign(columns, index)
        _leave_unneeded_days(columns)
        return columns

    def _record_of_its_own(self, headings: Sequence[str]) -> int | None:
        """Return the column of the numbers of responses in a table of no known program."""
        names = [folded(heading) for heading in headings]
        found = (
            index
            for index, name in enumerate(names)
            if name in _OWN_RECORDS and name not in self._names and name not in self._said
        )
        return next(found, None)

    def faults(self, columns: Columns) -> list[Fault]:
        """Return what is wrong with the columns: standing twice, missing, damaged."""
        if not columns.questions and columns.damage:
            return [columns.damage]
        if not self.asked.items:
            return [Fault.of(Message.NOTHING_ASKED)]
        missing = [
            Fault.of(Message.MISSING_COLUMN, question=item.wording, id=item.id)
            for item in self.asked.items
            if item.id not in columns.questions
        ]
        return [*columns.faults, *self._absent(columns), *missing]

    def _absent(self, columns: Columns) -> Iterator[Fault]:
        """Yield the headings of the mapping that no column has, with the nearest that one has."""
        there = {folded(heading): heading for heading in columns.headings}
        for each in self._mapped:
            if folded(each.heading) in there:
                continue
            near = get_close_matches(folded(each.heading), there, 1)
            message = Message.NEAR_HEADING if near else Message.NO_HEADING
            nearest = there[near[0]] if near else ""
            yield Fault.of(message, line=str(each.line), value=each.heading, near=nearest)

    def says(self, heading: str) -> bool:
        """Whether the mapping says what a column of this heading holds, be it nothing."""
        return folded(heading) in self._said

    def faults_without_questions(
        self, columns: Columns, rows: Sequence[Sequence[str]]
    ) -> list[Fault]:
        """Return why no column is of a question: perhaps the cells of one are questions.

        Such a table holds totals, or one answer a row, and no responses.
        """
        for heading, cells in zip(columns.headings, zip(*rows, strict=False), strict=False):
            is_question = [folded(cell) in self._names for cell in cells if cell.strip()]
            if is_question and 2 * sum(is_question) > len(is_question):
                return [Fault.of(Message.ROWS_ARE_QUESTIONS, heading)]
        return self.faults(columns)

    def _assign(self, columns: Columns, index: int) -> None:
        heading = columns.headings[index]
        if folded(heading) in self._said:
            self._assign_said(columns, index)
            return
        for name in possible_names(heading):
            if name in self._passed_over:
                return
            if name in self._names:
                if _asks_otherwise(folded(heading).replace(name, "", 1)):
                    columns.asking_otherwise.append(index)
                    break
                self._assign_question(columns, self._names[name], index)
                return
            if name in self._known:
                columns.assign(columns.known, self._known[name], index)
                return
        columns.notes.append(index)
        if heading:
            columns.ignored.append(heading)

    def _assign_said(self, columns: Columns, index: int) -> None:
        heading = columns.headings[index]
        said = self._said[folded(heading)]
        if said is None:
            columns.ignored.append(heading)
        elif said in self._names.values():
            self._assign_question(columns, said, index)
        else:
            columns.assign(columns.known, said, index)

    def _assign_question(self, columns: Columns, name: str, index: int) -> None:
        if name not in self._not_asked:
            columns.assign(columns.questions, name, index)
            return
        wording = self.questionnaire.question(name).wording
        heading = columns.headings[index]
        columns.faults.append(Fault.of(Message.ASKED_AFTER_ALL, heading, question=wording, id=name))


def _leave_unneeded_days(columns: Columns) -> None:
    """Count as not read what tells no more: moments, and the month where the day is known.

    The moment of sending tells whether the clock of a device ran ahead.
    """
    days = set(columns.days)
    for added in ANSWERED:
        index = columns.added.get(added)
        if index is not None and index not in days:
            del columns.added[added]
            columns.ignored.append(columns.headings[index])
    if days and MONTH in columns.known:
        columns.ignored.append(columns.headings[columns.known.pop(MONTH)])


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


def _asks_otherwise(beside: str) -> bool:
    """Return whether what a heading has beside a question asks how important it is, or the like."""
    if _ASKS_OTHERWISE.search(beside):
        return True
    return bool(_MAY_ASK_OTHERWISE.search(beside)) and not _OF_SATISFACTION.search(beside)


def possible_names(heading: str) -> Iterator[str]:
    """Yield the heading whole, the row's name of a grid, other parts; each without its number."""
    for text in (heading, *_row_of_grid(heading), *names_in_heading(heading)):
        name = folded(text)
        yield name
        yield _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name


def _row_of_grid(heading: str) -> Iterator[str]:
    """Yield what stands from the first square bracket to the one that ends a heading."""
    _, _, row = heading.partition("[")
    if row.endswith("]"):
        yield row[:-1]
