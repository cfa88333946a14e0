"""What a file's columns and cells seem to be, as a mapping file to be corrected by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from analysis.columns import FIELD, LABEL_COLUMNS, MODE, SERVICE_POINT
from analysis.mapping import SCALE
from analysis.names import folded
from analysis.reading.headings import DAY, Columns, HeadingReader
from analysis.reading.mappings import ASKED, NOTHING, is_item
from analysis.reading.meanings import IN_WORDS, WRONG, CodeOfCell
from analysis.reading.opening import opened
from analysis.reading.text_tables import TextTable, understood
from questionnaires.model import BLANK, NOT_APPLICABLE, Questionnaire

# Words of headings that may be those of a column, but need not be.
_MAYBE = {
    SERVICE_POINT: ("quầy", "đơn vị", "phường", "xã", "bộ phận", "nơi", "counter", "office"),
    FIELD: ("lĩnh vực", "nhóm thủ tục", "field"),
    MODE: ("hình thức", "cách trả lời", "mode"),
    DAY: ("ngày", "thời gian", "thời điểm", "date", "time"),
}
_LIKE = 0.75
_LONGEST = 600
# Different cells of a question that are told; a column with more is no column of answers.
_MOST_CELLS = 60
_HEAD = """\
# Tệp khớp cột: mỗi cột của bảng là gì, mỗi ô là câu trả lời nào.
# Chỗ nào ghi "?" là chưa chắc: hãy thay bằng câu trả lời đúng. Còn dấu "?" thì chưa có báo cáo.
# Sửa xong, chạy: python -m analysis report TỆP --mapping TỆP-NÀY ...
"""
_COLUMNS = """\
# holds: mã câu hỏi, hoặc service_point (quầy), field (lĩnh vực), mode (cách trả lời), day (ngày),
# hoặc none (không đọc).
"""
_ANSWERS = """\
# Ô chưa rõ nghĩa. answer: mã của câu trả lời, hoặc "-" nếu là không trả lời.
"""


def proposed_mapping(
    path: Path, questionnaire: Questionnaire, sheet: str | None = None
) -> tuple[str, int]:
    """Return the text of a mapping file for a table, and how many places are to be answered.

    Raises FaultyData where the file cannot be opened as a table.
    """
    headings = HeadingReader(questionnaire, LABEL_COLUMNS)
    with opened(path, sheet) as tables:
        source, columns = understood(path.name, tables, headings.columns)
        answers = list(_answers(source, columns, questionnaire))
    lines = [_HEAD, f"questionnaire: {questionnaire.name}\n"]
    if source.sheet:
        lines.append(f"sheet: {_quoted(source.sheet)}\n")
    lines += ["\n", _COLUMNS, "columns:\n", *_columns(columns, questionnaire)]
    if answers:
        lines += ["\n", _ANSWERS, _meanings(questionnaire), "answers:\n", *answers]
    text = "".join(lines)
    return text, text.count(f": {_quoted(ASKED)}\n")


def _columns(columns: Columns, questionnaire: Questionnaire) -> Iterator[str]:
    certain = {index: name for name, index in (columns.questions | columns.known).items()}
    wordings = {
        question.id: [folded(text) for text in question.wording.texts.values()]
        for question in questionnaire
        if question.id not in columns.questions
    }
    for index, heading in enumerate(columns.headings):
        # What a survey program added says which rows count; nobody need decide about it.
        if not heading or len(heading) > _LONGEST or index in columns.added.values():
            continue
        yield f"  - heading: {_quoted(heading)}\n"
        if index in certain:
            yield f"    holds: {certain[index]}\n"
            continue
        maybe = [*_like(heading, wordings), *_known_like(heading, columns)]
        if maybe and heading in columns.ignored:
            yield f"    # Có thể là: {', '.join(maybe)}; nếu không thì none.\n"
            yield f"    holds: {_quoted(ASKED)}\n"
        else:
            yield f"    holds: {NOTHING}\n"


def _like(heading: str, wordings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    name = folded(heading)
    for question, texts in wordings.items():
        if any(SequenceMatcher(None, name, text).ratio() >= _LIKE for text in texts):
            yield question


def _known_like(heading: str, columns: Columns) -> Iterator[str]:
    name = folded(heading)
    for known, words in _MAYBE.items():
        if known not in columns.known and any(folded(word) in name for word in words):
            yield known


def _answers(source: TextTable, columns: Columns, questionnaire: Questionnaire) -> Iterator[str]:
    """Yield an entry for each cell of a question whose meaning is not certain."""
    cells: dict[str, dict[str, None]] = {question: {} for question in columns.questions}
    for _, row in source.rows():
        for question, index in columns.questions.items():
            if index < len(row) and len(cells[question]) < _MOST_CELLS:
                cells[question].setdefault(row[index].strip())
    told = set[tuple[str, str]]()
    for question, written in cells.items():
        for cell in _uncertain(written, CodeOfCell(questionnaire.question(question))):
            name = SCALE if is_item(questionnaire, question) else question
            if (name, cell) not in told and len(cell) <= _LONGEST:
                told.add((name, cell))
                yield f"  - question: {name}\n    cell: {_quoted(cell)}\n"
                yield f"    answer: {_quoted(ASKED)}\n"


def _uncertain(cells: Mapping[str, None], code_of: CodeOfCell) -> list[str]:
    """Return the cells that are no answers, and bare numbers where others answer in words."""
    codes = {cell: code_of[cell] for cell in cells}
    bare = {BLANK, NOT_APPLICABLE}
    has_words = any(IN_WORDS <= code < WRONG for code in codes.values())
    return [
        cell
        for cell, code in codes.items()
        if code >= WRONG or (has_words and code < IN_WORDS and chr(code) not in bare)
    ]


def _meanings(questionnaire: Questionnaire) -> str:
    choices = ", ".join(f"{each.value} = {each.label}" for each in questionnaire.scale.choices)
    return f"# Thang đo ({SCALE}): {choices}\n"


def _quoted(text: str) -> str:
    # A text of JSON is one of YAML, too.
    return json.dumps(text, ensure_ascii=False)
