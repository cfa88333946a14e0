"""Rows that stand beneath answers and are no person's: totals, averages, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.account import LeftOut
from analysis.names import folded
from analysis.reading.answers import AnswerColumn
from analysis.reading.cells import ColumnCells
from analysis.reading.faults import Fault, Message
from analysis.reading.judging_words import is_judging
from analysis.reading.legends import may_be_legend
from analysis.reading.meanings import WRONG
from analysis.reading.rows import CountedRows, Sifting
from analysis.reading.text_tables import SECOND_HEADINGS
from analysis.responses import Answers, Mask
from questionnaires.model import BLANK

# What a total or an average is called where a name, a number or a day is expected.
TOTALS = frozenset(
    map(
        folded,
        (
            *("tổng", "tổng số", "tổng cộng", "cộng", "cộng chung", "tổng điểm", "tổng số phiếu"),
            *(
                "trung bình",
                "trung bình chung",
                "điểm trung bình",
                "bình quân",
                "tb",
                "điểm tb",
                "đtb",
            ),
            *("số phiếu", "số lượng", "tỷ lệ", "tỉ lệ", "tỷ lệ %", "tỉ lệ %", "phần trăm"),
            *("total", "totals", "grand total", "sum", "average", "mean", "avg", "count"),
            *("percent", "percentage"),
            *("cao nhất", "thấp nhất", "lớn nhất", "nhỏ nhất", "điểm cao nhất", "điểm thấp nhất"),
            *("trung vị", "độ lệch chuẩn", "phương sai", "max", "min", "maximum", "minimum"),
            *("median", "std", "standard deviation"),
            *("đánh giá chung", "nhận xét chung", "kết luận", "kết luận chung", "kết quả chung"),
            *("bình quân chung", "tb chung", "điểm chung", "điểm bình quân", "overall"),
            *("toàn tỉnh", "toàn huyện", "toàn xã", "toàn phường", "toàn đơn vị", "toàn cơ quan"),
            *("toàn trung tâm", "cả trung tâm", "toàn bộ"),
        ),
    )
)
# How longer names of such rows begin: "Số phiếu hài lòng", "Điểm TB chung", "Tỷ lệ % quầy 1".
_BEGINNINGS = tuple(
    f"{folded(text)} "
    for text in (
        *("tổng số", "tổng cộng", "số phiếu", "tỷ lệ", "tỉ lệ", "điểm tb", "điểm trung bình"),
        *("đánh giá chung", "bình quân chung", "trung bình chung", "tb chung"),
    )
)
_EXAMPLES = frozenset(map(folded, ("ví dụ", "vd", "mẫu", "example", "e.g")))
# What many counters are called as well, so that only a name of one row is doubted.
_TOTALS_OR_PLACES = frozenset(map(folded, ("tổng hợp", "tổng hợp chung", "phiếu mẫu")))
_INITIALS = frozenset(text[0] for text in TOTALS)
# How a line of signatures begins, which may stand under any column.
_SIGNERS = (
    *("người lập", "người kiểm tra", "người tổng hợp", "thủ trưởng", "giám đốc", "phó giám đốc"),
    *("trưởng phòng", "chủ tịch", "kế toán", "cán bộ tổng hợp"),
    *("xác nhận", "nơi nhận", "ký tên", "ghi chú"),
)
_ABBREVIATED = ("(ký", "(đã ký", "ký, ", "tm. ", "kt. ", "tl. ", "- lưu", "lưu: ", "- như trên")
_SIGNATURES = (*map(folded, _SIGNERS), *_ABBREVIATED)
# "Điện Biên, ngày 30 tháng 6 năm 2026", with the numbers left open or not.
_DAY_OF_SIGNING = re.compile(
    rf"(?:.{{0,60}},? ?)?{folded('ngày')}[ .…\d]{{1,20}}{folded('tháng')}[ .…\d]{{1,20}}"
    rf"{folded('năm')}[ .…\d]{{0,20}}"
)
_LONGEST = 200
# What stands before or after the name of a place whose total or example a row is.
_ADDED = TOTALS | _EXAMPLES
_PUNCTUATION = re.compile(r"[()\[\]:;,/-]+")
# Sums have two digits and more, means have a fraction.
_ODD_NUMBER = re.compile(r"\d{1,9}[.,]\d{1,9}|\d{2,9}")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d.,]{0,20} ?%?")


def is_total(text: str) -> bool:
    """Return whether a text names a total or an average."""
    name = folded(text)
    return name[:1] in _INITIALS and (name in TOTALS or name.startswith(_BEGINNINGS))


def are_totals(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return whether a text of a column of such texts names a total, perhaps of another of them.

    Such as "TB Quầy 1" or "Quầy 1 (TB)" beside "Quầy 1".
    """
    names = frozenset(map(_unpunctuated, texts))

    def is_meant(text: str) -> bool:
        words = _unpunctuated(text[:_LONGEST]).split(" ")
        halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
        return is_total(text) or any(
            (head in _ADDED and rest in names) or (rest in _ADDED and head in names)
            for head, rest in halves
        )

    return is_meant


def may_be_total(text: str) -> bool:
    """Return whether a text names a total, an example or a place."""
    name = _unpunctuated(text[:_LONGEST])
    return name in _TOTALS_OR_PLACES or name in _EXAMPLES


def _unpunctuated(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", folded(text)).split())


def is_signature(text: str) -> bool:
    """Return whether a text begins as a line of signatures does, or is the day of signing."""
    name = folded(text[:_LONGEST])
    return name.startswith(_SIGNATURES) or _DAY_OF_SIGNING.fullmatch(name) is not None


def is_odd_number(text: str) -> bool:
    """Return whether a text is a number that no answer is, as sums and means are."""
    return _ODD_NUMBER.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Return whether a text is a number of any kind, also a share such as 80 %."""
    return _FIGURE.fullmatch(text) is not None


def are_blank(answers: Answers) -> Mask:
    """Return which rows answer no question."""
    is_blank = np.ones(len(answers), np.bool_)
    for codes in answers.T:
        is_blank &= codes == ord(BLANK)
    return is_blank


@dataclass(frozen=True)
class Named:
    """Rows with the name of a total, which a place may have as well: there is a Trung Bình."""

    by_name: Mask  # where a name is expected
    alone: Mask  # those whose name no other row has, as a place's would, and no record number
    by_day: Mask  # where a day is expected
    is_identified: Callable[[], Mask]  # which rows have a day or a number of their own


def sift_summaries(
    sifting: Sifting, answers: Answers, questions: Sequence[AnswerColumn], named: Named
) -> list[Fault]:
    """Leave out rows that are totals, headings or signatures; return those that may be."""
    count = len(answers)
    beneath = _rows_of(questions, count, lambda text: is_total(text) or is_signature(text)) > 0
    beneath |= _repeat_headings(questions, count)
    has_answer = np.zeros(count, np.bool_)
    if beneath.any() or named.by_name.any():
        for codes in answers.T:
            has_answer |= (codes != ord(BLANK)) & (codes < WRONG)
    nobodys = _go_on(beneath & ~has_answer, has_answer) & ~are_blank(answers)
    sifting.leave_out(LeftOut.SUMMARY, named.by_day | nobodys)
    faults = _sift_named(sifting, questions, named, has_answer) if named.by_name.any() else []
    return faults + _possible_summaries(sifting, questions)


def _repeat_headings(questions: Sequence[AnswerColumn], count: int) -> Mask:
    """Return which of so many rows have headings where answers belong, as a new page begins."""
    found = np.zeros(count, np.int64)
    for column in questions:
        question = column.question
        texts = (column.heading, question.id, *question.wording.texts.values(), *SECOND_HEADINGS)
        found[column.wrong_rows(_is_one_of(texts))] += 1
    repeated: Mask = found >= min(2, len(questions))
    return repeated


def _is_one_of(texts: Sequence[str]) -> Callable[[str], bool]:
    names = frozenset(map(folded, texts))
    return lambda text: folded(text) in names


def _go_on(beneath: Mask, has_answer: Mask) -> Mask:
    """Return which rows are beneath answers, or follow such a row before the next answer."""
    if not beneath.any():
        return beneath
    rows = np.arange(len(beneath))
    last_beneath = np.maximum.accumulate(np.where(beneath, rows, -1))
    last_answer = np.maximum.accumulate(np.where(has_answer, rows, -1))
    nobodys: Mask = last_beneath > last_answer
    return nobodys


def _sift_named(
    sifting: Sifting, questions: Sequence[AnswerColumn], named: Named, has_answer: Mask
) -> list[Fault]:
    """Leave out rows called a total that no person gave; return those that somebody may have."""
    is_identified = named.is_identified()
    unidentified = named.by_name & ~is_identified
    has_figure = _rows_of(questions, len(has_answer), is_figure) > 0
    others = sifting.rows.is_counted & has_answer & ~named.by_name
    # Where everybody else has a day and nobody of that name does, it is the name of no place.
    is_odd_one = others.any() and is_identified[others].all() and unidentified[named.by_name].all()
    sifting.leave_out(LeftOut.SUMMARY, unidentified & (has_figure | ~has_answer | is_odd_one))
    numbers = sifting.rows.where(unidentified | (named.alone & has_answer))
    return [Fault.of(Message.TOTAL_OR_RESPONSE, rows=numbers)] if numbers else []


def _possible_summaries(sifting: Sifting, questions: Sequence[AnswerColumn]) -> list[Fault]:
    """Return the rows that hold sums or means where answers belong, if most rows do not."""
    odd = _rows_of(questions, len(sifting.rows), is_odd_number) > 1
    numbers = sifting.rows.where(odd)
    if not numbers or 2 * len(numbers) >= sifting.rows.is_counted.sum():
        return []
    sifting.rows = sifting.rows.only(~odd)
    return [Fault.of(Message.ROW_OF_NUMBERS, rows=numbers)]


def _rows_of(
    questions: Sequence[AnswerColumn], count: int, is_meant: Callable[[str], bool]
) -> NDArray[np.int64]:
    """Return how many cells of each row are no answers but texts that are meant."""
    found = np.zeros(count, np.int64)
    for column in questions:
        found[column.wrong_rows(is_meant)] += 1
    return found


class TotalsColumn:
    """A column of which nothing is read, but that a row may call itself a total in."""

    def __init__(self) -> None:
        self._chunks: list[NDArray[np.int32]] = []
        self._totals: dict[str, int] = {}  # code of each name of a total
        self._legends: dict[int, str] = {}

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        for cell in filter(may_be_legend, cells.different):
            self._legends[len(self._legends)] = cell
        codes = [self._code(cell) for cell in cells.different]
        self._chunks.append(np.take(np.array(codes, np.int32), cells.which))

    def _code(self, cell: str) -> int:
        if not (cell and is_total(cell)):
            return 0
        return self._totals.setdefault(folded(cell), len(self._totals) + 1)

    def texts(self) -> Mapping[int, str]:
        """Return the texts that may tell what numbers mean."""
        return self._legends

    def rows(self) -> Mask:
        """Return which rows have the name of a total here, shape (n,)."""
        found: Mask = np.concatenate(self._chunks) > 0
        return found

    def alone(self) -> Mask:
        """Return which of these have a name that no other row has, shape (n,).

        A word of judgement may be what one person said of something else.
        """
        codes = np.concatenate(self._chunks)
        counts = np.bincount(codes, minlength=len(self._totals) + 1)
        is_alone = [False, *(not is_judging(name) for name in self._totals)] & (counts == 1)
        alone: Mask = is_alone[codes]
        return alone


class RunningNumbers(TotalsColumn):
    """A column that numbers the rows of people."""

    def __init__(self) -> None:
        super().__init__()
        self._numbered: list[Mask] = []
        self._worded: list[Mask] = []

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        super().take(cells)
        is_number = [cell.strip().isdecimal() for cell in cells.different]
        self._numbered.append(np.take(np.array(is_number, np.bool_), cells.which))
        is_word = [bool(cell.strip()) and not _DIGIT.search(cell) for cell in cells.different]
        self._worded.append(np.take(np.array(is_word, np.bool_), cells.which))

    def numbered(self) -> Mask:
        """Return which rows have a number, shape (n,)."""
        return np.concatenate(self._numbered)

    def faults(self, heading: str, rows: CountedRows) -> list[Fault]:
        """Return the rows with words where most have a number, as examples have."""
        if 2 * (self.numbered() & rows.is_counted).sum() < rows.is_counted.sum():
            return []
        numbers = rows.where(np.concatenate(self._worded))
        return [Fault.of(Message.WORDS_FOR_NUMBER, heading, numbers)] if numbers else []
