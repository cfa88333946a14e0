"""What can be wrong with a file of answers, and how all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.account import row_ranges
from questionnaires.faults import quoted
from questionnaires.model import Choice, Wording
from templates.language_register import LANGUAGES

# A wrong column can hold a million different texts; nobody reads more than this many sentences.
MOST_SENTENCES = 200
_MOST_SHOWN = 5  # of rows, columns or values in a sentence
_MOST_ALONE = 3  # faults of one kind that have a sentence each
_LONGEST_QUOTE = 200


class Message(StrEnum):
    """Every sentence about a fault; the English text is the key of its translation."""

    EMPTY_FILE = "The file is empty."
    NO_HEADINGS = "The file has no headings."
    NO_RESPONSES = "The file has headings but no answers below them."
    CHANGED = "The file changed while it was being read. Close it in other programs and try again."
    ZIPPED = "This is a zip archive, not a table. Unpack it and give us the file inside."
    LOCKED = (
        "The workbook is locked with a password. Open it in Excel, choose File, Info, Protect"
        " Workbook, take the password away, save it and give us the new file."
    )
    OLD_EXCEL = (
        "This is a file of old Excel (.xls). In Excel choose File, Save As,"
        " “Excel Workbook (.xlsx)” and give us the new file."
    )
    OPEN_DOCUMENT = (
        "This is an OpenDocument file (.ods). In LibreOffice choose File, Save As,"
        " “Excel 2007-365 (.xlsx)” and give us the new file."
    )
    MARKUP = (
        "This is a web page or XML, whatever its name says. Open it in Excel, choose File, Save As,"
        " “Excel Workbook (.xlsx)” and give us the new file."
    )
    DAMAGED_WORKBOOK = (
        "The workbook is damaged. Open it in Excel or LibreOffice, save it anew as"
        " “Excel Workbook (.xlsx)” and give us the new file."
    )
    LARGE_WORKBOOK = (
        "The workbook is too large; perhaps most of its cells are empty. Save the sheet of answers"
        " alone as “CSV UTF-8 (Comma delimited)” and give us that file."
    )
    LARGE_CELL = (
        "A cell or a row of the workbook holds more than Excel allows (32,767 characters, 16,384"
        " cells). Delete it, or save the sheet of answers alone as a new workbook."
    )
    HIDDEN_ROWS = (
        "These rows are hidden or filtered out in the workbook. Show them, or delete them if they"
        " do not count."
    )
    NO_SHEET = "There is no sheet “%(value)s”; the sheets are: %(known)s."
    SEVERAL_SHEETS = (
        "Several sheets look like the table that is asked for: %(sheets)s."
        " Say which one with --sheet."
    )
    MERGED = (
        "Cells below the headings are merged: %(cells)s. Undo the merging and write the value into"
        " each of them."
    )
    UNCALCULATED = (
        "The file does not hold the value of the formula here. Open it in Excel, save it, and give"
        " us the saved file."
    )
    ERROR_VALUE = (
        "“%(value)s” is an error of a spreadsheet, not a value. Correct it in Excel, save the file"
        " and give us the saved one."
    )
    HEADINGS_BELOW = "The headings look to be in row %(row)s. Delete the rows above it."
    UTF16 = (
        "The file is written in UTF-16 (“Unicode Text”), not in UTF-8. In Excel choose File,"
        " Save As, “CSV UTF-8 (Comma delimited)” and give us the new file."
    )
    WINDOWS_1258 = (
        "The file is not written in UTF-8 but probably in Windows-1258. Open it, choose File,"
        " Save As, “CSV UTF-8 (Comma delimited)” and give us the new file."
    )
    TCVN3 = (
        "The text is probably in the old TCVN3 (ABC) code, not in Unicode. Turn it into Unicode"
        " first (UniKey: Ctrl+Shift+F6, from TCVN3 to Unicode), then save it as “CSV UTF-8”."
    )
    VNI = (
        "The text is probably in the old VNI code, not in Unicode. Turn it into Unicode first"
        " (UniKey: Ctrl+Shift+F6, from VNI Windows to Unicode), then save it as “CSV UTF-8”."
    )
    REPLACED_LETTERS = (
        "Letters of “%(value)s” were lost when the file was saved in another encoding. Export it"
        " once more, as Excel workbook or “CSV UTF-8”."
    )
    TAKEN_FOR_LATIN = (
        "“%(value)s” is UTF-8 that a program read in another encoding. Open the first file once"
        " more as UTF-8 (Excel: Data, From Text/CSV, 65001) and save it anew."
    )
    NOT_UTF8 = (
        "The file is not written in UTF-8. Open it, choose File, Save As,"
        " “CSV UTF-8 (Comma delimited)” and give us the new file."
    )
    SEPARATOR = (
        "It cannot be told whether columns are separated by comma, semicolon, tab or “|”."
        " Use one of them only."
    )
    BROKEN_QUOTES = (
        "In or before line %(line)s a quotation mark is not closed or stands inside a cell."
    )
    RAGGED = "This row has %(found)s cells; the heading has %(expected)s."
    CUT_ROW = (
        "These two rows look like one that was cut in two by a line break in a cell."
        " Put them together, or export the file again."
    )
    ROW_OF_NUMBERS = (
        "This row has numbers that are no answers, as totals and averages have."
        " Delete it, if it is no person's."
    )
    TOTAL_OR_RESPONSE = (
        "This row has the name of a total or an average and answers like a person's. Delete it if"
        " it is a total; if a place has that name, write more of it, such as “Xã Trung Bình”."
    )
    UNDATED_ROW = (
        "This row lacks the day or the number that the others have, and a service point of theirs:"
        " it looks like a summary, such as a largest value. Delete it if it is no person's; if it"
        " is a response, complete it, or write “confirmed: [undated]” in a mapping (command map)."
    )
    WRITTEN_ONCE = (
        "Names stand in some rows here and nothing in those beneath them, as where a name is"
        " written once for several rows. Write it in every row; where none is known, write"
        " “unknown”."
    )
    WORDS_FOR_NUMBER = (
        "Where the others have a number this row has words, as an example or the heading of a group"
        " has. Delete it if it is no person's; if it is a response, write its number or empty the"
        " cell."
    )
    UNKNOWN_STATUS = (
        "“%(value)s” does not tell whether the response counts. Write “Approved” or “Not approved”,"
        " or leave the cell empty if nobody checked the response."
    )
    NOTE_AGAINST = (
        "“%(value)s” may say that the response does not count. If it does not, delete the row; if"
        " it does, empty the cell, or write “holds: none” for the column in a mapping."
    )
    ROWS_OF_SEVERAL = (
        "Here stand numbers of people, as if each row were of several. Give us a table with one row"
        " a person; if the column tells something else, write “none” for it in a mapping (command"
        " map)."
    )
    NONE_COUNTS = (
        "No row of the file counts: they are without answers, totals, or called not sent,"
        " not approved or a test by their program."
    )
    SAME_RECORD = (
        "These rows have the number of another record, but not its answers: a record that was"
        " changed, or two surveys in one file. Delete those that do not count; if all do, say"
        " --same-rows keep."
    )
    SAME_ROWS = (
        "These rows are equal to earlier ones in the moment, to the second, and in all answers"
        " (%(pairs)s). Say --same-rows drop if they are the same responses once more,"
        " --same-rows keep if they are other people's."
    )
    SAME_NUMBERS = (
        "These rows have the number and all answers of earlier ones (%(pairs)s), and the numbers"
        " begin again. Say --same-rows drop if they are the same responses once more, --same-rows"
        " keep if they are other people's."
    )
    SAME_BLOCK = (
        "These rows say the same as rows %(first)s, one after the other, as if a table had been"
        " pasted twice. Say --same-rows drop if they are the same responses once more,"
        " --same-rows keep if they are other people's."
    )
    REPEATED_ROWS = (
        "Nearly everything that is said in the file, or in one month or service point of it, stands"
        " there %(times)s times, as if a table had been pasted %(times)s times and sorted. Say"
        " --same-rows drop if these rows are the same responses once more, --same-rows keep if they"
        " are other people's."
    )
    MISSING_COLUMN = (
        "There is no column for the question “%(question)s” (%(id)s). If it has another heading,"
        " the command map proposes a mapping. If nobody was asked it, say so with --not-asked and"
        " the name in brackets."
    )
    ASKED_AFTER_ALL = (
        "This column holds the question “%(question)s” (%(id)s), which is said not to have been"
        " asked. Take that back, or the column out of the file if it has no answers."
    )
    NOTHING_ASKED = (
        "Every criterion of the questionnaire is said not to have been asked, so there is nothing"
        " to report on."
    )
    ROWS_ARE_QUESTIONS = (
        "Each row of this table stands for a question, not for one person's response. The answers"
        " of one person resemble each other, so no margin of error can be worked out from totals"
        " of answers. Give us the table with one row a response and one column a question."
    )
    NO_HEADING = "Line %(line)s of the mapping: no column of the file is headed “%(value)s”."
    NEAR_HEADING = (
        "Line %(line)s of the mapping: no column of the file is headed “%(value)s”;"
        " the nearest is “%(near)s”."
    )
    DUPLICATE_COLUMN = "Two columns are the same: this one and “%(first)s”."
    UNKNOWN_ANSWER = "“%(value)s” is not an answer to this question. Its answers are: %(known)s."
    TWO_MEANINGS = "“%(value)s” may mean two different answers here; write the codes instead."
    CONTRADICTION = (
        "“%(value)s” names one answer by its number and another by its words."
        " Write the words alone, or a mapping that says what it means."
    )
    WORDS_AND_NUMBERS = (
        "One scale is answered in words (%(words)s) and in bare numbers (%(numbers)s), and nothing"
        " tells which way the numbers run. Write words in every cell, or a mapping that says what"
        " each number means."
    )
    HIGHEST_UNUSED = (
        "None of %(people)s people gave a %(highest)s; the numbers are %(numbers)s. This may be a"
        " scale with another end. Write words in every cell, or a mapping that says what each"
        " number means (command map)."
    )
    OTHER_NUMBERS = (
        "“%(value)s” gives the numbers other words than the questionnaire does: %(known)s. Write"
        " words in every cell, or a mapping that says what each number means."
    )
    UNREAD_DAYS = (
        "No column is known to tell when people answered, and here are days or months. If people"
        " answered then, call the column “day” or “month”, or say so in a mapping (command map);"
        " if not, write “none” for it there."
    )
    TOO_MANY_NAMES = (
        "%(found)s different names stand here, more than %(most)s. Is it really a column of names?"
    )
    FORMULA = (
        "“%(value)s” begins like a formula of a spreadsheet."
        " If it is meant as text, put an apostrophe (') before it."
    )
    NOT_A_DATE = "“%(value)s” is not a date; write 2026-02-05 or 05/02/2026."
    TWO_DATE_ORDERS = (
        "Some dates have the day first and some the month first (“%(one)s”, “%(other)s”)."
        " Write all of them as 2026-02-05."
    )
    YEAR_FIRST_AND_LAST = (
        "Some dates have the year first and some last (“%(one)s”, “%(other)s”): in some, a"
        " spreadsheet may have changed day and month over. Check them, and write all of them as"
        " 2026-02-05."
    )
    DAYS_TURNED = (
        "In some dates day and month look changed over, as spreadsheets do (“%(one)s” beside"
        " “%(other)s”). Correct them; if they are right, write “confirmed: [days]” in a mapping"
        " (command map)."
    )
    UNKNOWN_ZONE = (
        "“%(value)s” has after its time what may be several time zones, or none. Take it away if"
        " the time is that of Vietnam, or write the hours before UTC instead, such as GMT-8."
    )
    DAY_TO_COME = (
        "The day of the answers has not come yet (the last is %(value)s; by this computer's clock"
        " today is %(today)s): a wrong year, day and month changed over, or a clock that runs"
        " ahead. Write the right day, or empty the cell if nobody knows it."
    )
    UNLIKELY_YEAR = "“%(value)s” lies in a year that cannot be; write years such as 2026."
    SHORT_YEAR = (
        "“%(value)s” does not tell which number is the year; write 2026-02-05 or 05/02/2026."
    )
    SPREADSHEET_DAY = (
        "“%(value)s” is a number by which a spreadsheet counts days. Give the column the format of"
        " dates there (2026-02-05) and save the file again."
    )
    OTHER_QUESTIONNAIRE = (
        "No row belongs to the questionnaire %(questionnaire)s; the file has answers to %(found)s."
    )
    NO_DAYS = "A period was asked for, but the file has no column of dates."
    MONTHS_ALONE = (
        "The file tells the months of the responses and not their days: let the period begin on the"
        " first day of a month and end on the last day of one."
    )
    MADE_UP_CODE = (
        "“%(value)s” is a code that the survey program made up, so that nothing tells which answer"
        " it is. Export again with full answers (LimeSurvey) or with labels (KoboToolbox)."
    )
    NO_CASES = "The file has headings but no case counts below them."
    NO_COUNT_COLUMN = "There is no column of case counts; its heading is “cases” (“Số hồ sơ”)."
    OTHER_COUNTS = (
        "Other columns hold counts as well (%(others)s), and nothing tells which are the cases that"
        " people were asked about. Give the heading “cases” to the column that has them, or delete"
        " the others."
    )
    NO_PLACE_COLUMN = (
        "There is neither a column of service points (“service_point”, “Quầy”) nor one of fields"
        " (“field”, “Lĩnh vực”)."
    )
    NO_POINT_COLUMN = (
        "There is no column of service points; its heading is “service_point” (“Quầy”)."
    )
    UNKNOWN_POINT = "There is no service point “%(value)s”."
    NEAR_POINT = "There is no service point “%(value)s”; the nearest is “%(near)s”."
    MONTH_NOT_OVER = "The month %(month)s is not over, so its cases are not all counted yet."
    NO_MONTH_COLUMN = "There is no column of months; its heading is “month” (“Tháng”)."
    NO_NAME = (
        "The name is missing. Write it in every row, also where it was written once for several."
    )
    TOTAL_ROW = "“%(value)s” looks like a total; leave that row out, or its cases count twice."
    SUM_ROW = (
        "“%(value)s” counts exactly as many cases as rows %(parts)s together. Delete it if it is"
        " their total, or its cases count twice; if it is a place of its own, move the row to"
        " between two others."
    )
    UNNAMED_SUM = (
        "Nothing stands here, and the row counts exactly as many cases as the rows beside it"
        " together. Delete it if it is their total, or write what it counts."
    )
    NOT_A_MONTH = "“%(value)s” is not a month; write 2026-03 or 03/2026."
    NOT_A_COUNT = "“%(value)s” is not a number of cases; write digits only, such as 1234, or 0."
    NO_COUNT = (
        "The number of cases is missing. Write 0 where there were none; leave the row out if it is"
        " a remark."
    )
    CELL_TWICE = "Two rows count the same cases: %(cell)s."
    CUT_MONTH = (
        "The period cuts the month %(month)s, but the file counts whole months."
        " Report on whole months."
    )
    ABSENT_MONTH = (
        "No row counts the cases of %(months)s, which the report is about. Add the rows, with 0"
        " where there were no cases, or report on other months."
    )
    ABSENT_LABELS = "The cases are counted by “%(name)s”, but the responses have no such column."
    UNNAMED_RESPONSES = (
        "%(responses)s responses name nothing under “%(name)s”, so that they belong to no cases."
    )
    UNDATED_RESPONSES = (
        "%(responses)s responses have no date and belong to no month. Give their dates, or a"
        " period, which leaves them out."
    )
    UNCOUNTED_NAME = (
        "No row counts the cases of “%(value)s”, which has %(responses)s responses."
        " Is it spelt alike in both files?"
    )
    ALIKE_NAMES = (
        "“%(value)s” and “%(other)s” read alike, so that their cases cannot be told apart."
        " Give one of them another name."
    )
    MORE_THAN_CASES = (
        "%(cell)s: %(responses)s responses, but %(cases)s cases. Either the count is wrong, or"
        " several forms were given for one case, or forms stand under another month or place than"
        " their case."
    )
    NO_SPSS = 'Files of SPSS need one more package. Install it with: pip install "hailong[spss]"'
    NOT_SPSS = "This is not a file of SPSS, or it is damaged."
    FILE = "%(name)s was not read, and nothing was stored. Faults: %(count)s"
    UNFIT = (
        "The case counts of %(name)s do not fit the responses, so no report was made."
        " Faults: %(count)s"
    )
    MORE = "… and %(count)s more."
    AT_COLUMN = "Column “%(column)s”: %(words)s"
    AT_ROW = "Row %(rows)s: %(words)s"
    AT_CELL = "Row %(rows)s, column “%(column)s”: %(words)s"
    AT_COLUMNS = "Columns %(columns)s: %(words)s"
    AT_CELLS = "Row %(rows)s, columns %(columns)s: %(words)s"
    MANY_ROWS = "%(rows)s … (%(count)s rows)"
    MANY = "%(first)s … (%(count)s more)"
    LIKEWISE = "%(words)s Likewise: %(others)s."
    # Not a sentence: the code of the language, by which questions and answers are named.
    LANGUAGE = "en"


# What differs between faults of one kind that have the same cause.
_VARYING = {
    Message.MISSING_COLUMN: "“%(question)s” (%(id)s)",
    Message.ASKED_AFTER_ALL: "“%(question)s” (%(id)s)",
    Message.NO_HEADING: "“%(value)s” (%(line)s)",
}
_VALUE = "“%(value)s”"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, with every row that it is wrong in."""

    message: Message
    values: Mapping[str, str | Wording] = field(default_factory=dict)  # by name in the message
    column: str = ""  # the heading as written; empty when the fault is of no column
    rows: tuple[int, ...] = ()  # as a spreadsheet counts them: the heading is row 1

    @classmethod
    def of(
        cls, message: Message, column: str = "", rows: Sequence[int] = (), **values: str | Wording
    ) -> Fault:
        """Return a fault whose values are fit to be shown."""
        quotes = {name: _quoted(value) for name, value in values.items()}
        return cls(message, quotes, quoted(column, _LONGEST_QUOTE), tuple(rows))

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return the first of its rows, column and sentence in the language of `gettext`."""
        return _SameFaults([self]).in_words(gettext)

    @property
    def cause(self) -> tuple[object, ...]:
        """What is alike in faults that one sentence can tell."""
        if self.message is Message.CUT_ROW:
            return self.message, self.rows
        varying = _VARYING.get(self.message, _VALUE)
        alike = {n: value for n, value in self.values.items() if f"%({n})s" not in varying}
        return self.message, tuple(sorted(alike.items()))

    def values_in(self, language: str) -> dict[str, str]:
        """Return its values, questions and answers in a language where they are translated."""
        return {
            name: value.in_language(language).text if isinstance(value, Wording) else value
            for name, value in self.values.items()
        }

    def varying(self, language: str) -> str:
        """Return what differs in them, such as the text of a cell; empty where nothing does."""
        varying = _VARYING.get(self.message, _VALUE)
        has_any = "value" in self.values or varying != _VALUE
        return varying % self.values_in(language) if has_any else ""


def _quoted(value: str | Wording) -> str | Wording:
    if isinstance(value, str):
        return quoted(value, _LONGEST_QUOTE)
    return Wording(
        {language: quoted(text, _LONGEST_QUOTE) for language, text in value.texts.items()}
    )


def language_of(gettext: Callable[[str], str]) -> str:
    """Return the language that `gettext` translates into."""
    return gettext(Message.LANGUAGE.value)


def listed(choices: Iterable[Choice], pattern: str = "{value} ({label})") -> Wording:
    """Return answers one after the other, in each language."""
    given = tuple(choices)

    def in_language(language: str) -> str:
        labels = ((each.value, each.label.in_language(language)) for each in given)
        return ", ".join(pattern.format(value=value, label=label) for value, label in labels)

    return Wording({language: in_language(language) for language in LANGUAGES})


class _SameFaults:
    """Faults of one kind and cause: the same sentence of other columns, rows and values."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = faults
        self._columns = [*dict.fromkeys(f"“{fault.column}”" for fault in faults if fault.column)]
        self._rows = sorted({row for fault in faults for row in fault.rows})

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return one sentence, with the first rows, columns and values and how many there are."""
        rows = ", ".join(map(str, self._rows[:_MOST_SHOWN]))
        if len(self._rows) > _MOST_SHOWN:
            values = {"rows": rows, "count": len(self._rows)}
            rows = gettext(Message.MANY_ROWS.value) % values
        return _placed(self._sentence(gettext), rows, self._columns, gettext)

    def in_full(self, gettext: Callable[[str], str]) -> Iterator[str]:
        """Yield the sentence, once, and each fault with all its rows."""
        if len(self._faults) == 1:
            rows = row_ranges(self._faults[0].rows)
            yield _placed(self._sentence(gettext), rows, self._columns, gettext)
            return
        yield self._sentence(gettext)
        for fault in self._faults:
            column = [f"“{fault.column}”"] if fault.column else []
            varying = fault.varying(language_of(gettext))
            place = _placed(varying, row_ranges(fault.rows), column, gettext)
            yield f"– {place.removesuffix(': ')}"

    def _sentence(self, gettext: Callable[[str], str]) -> str:
        first, language = self._faults[0], language_of(gettext)
        words = gettext(first.message.value) % first.values_in(language)
        values = [*dict.fromkeys(fault.varying(language) for fault in self._faults)]
        if len(values) == 1:
            return words
        others = _first_of(values[1:], gettext)
        return gettext(Message.LIKEWISE.value) % {"words": words, "others": others}


def _placed(words: str, rows: str, columns: Sequence[str], gettext: Callable[[str], str]) -> str:
    """Return a sentence after the rows and columns that it is about, if there are any."""
    values = {"rows": rows, "columns": _first_of(columns, gettext), "words": words}
    values["column"] = columns[0].strip("“”") if columns else ""
    if len(columns) > 1:
        place = Message.AT_CELLS if rows else Message.AT_COLUMNS
    elif columns:
        place = Message.AT_CELL if rows else Message.AT_COLUMN
    else:
        place = Message.AT_ROW
    return gettext(place.value) % values if rows or columns else words


def _first_of(texts: Sequence[str], gettext: Callable[[str], str]) -> str:
    first = ", ".join(texts[:_MOST_SHOWN])
    if len(texts) <= _MOST_SHOWN:
        return first
    return gettext(Message.MANY.value) % {"first": first, "count": len(texts) - _MOST_SHOWN}


def _grouped(faults: Iterable[Fault]) -> list[_SameFaults]:
    """Return the faults by what causes them, where many of one kind would say the same."""
    by_cause: dict[tuple[object, ...], list[Fault]] = {}
    for fault in faults:
        by_cause.setdefault(fault.cause, []).append(fault)
    groups: list[_SameFaults] = []
    for same in by_cause.values():
        alone = [[fault] for fault in same]
        groups += map(_SameFaults, [same] if len(same) > _MOST_ALONE else alone)
    return groups


class FaultyData(ValueError):
    """A file that cannot be used: its name and, never empty, everything that is wrong with it."""

    heading = Message.FILE

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        super().__init__(name, self.faults)

    def __str__(self) -> str:
        return self.in_words(lambda words: words)

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return a heading and one line a fault in the language of `gettext`."""
        groups = _grouped(self.faults)
        lines = [group.in_words(gettext) for group in groups[:MOST_SENTENCES]]
        more = len(groups) - MOST_SENTENCES
        if more > 0:
            lines.append(gettext(Message.MORE.value) % {"count": more})
        return "\n".join([self._heading(len(groups), gettext), *lines])

    def in_full(self, gettext: Callable[[str], str]) -> str:
        """Return the same with every fault and every row of it, however many there are."""
        groups = _grouped(self.faults)
        lines = [line for group in groups for line in group.in_full(gettext)]
        return "\n".join([self._heading(len(groups), gettext), *lines])

    def _heading(self, count: int, gettext: Callable[[str], str]) -> str:
        values = {"name": quoted(self.name, _LONGEST_QUOTE), "count": count}
        return gettext(self.heading.value) % values


class UnfitCases(FaultyData):
    """Case counts that contradict the responses of a report."""

    heading = Message.UNFIT
