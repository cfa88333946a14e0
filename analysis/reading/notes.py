"""Columns of an office's own notes, which may say that a response does not count."""

from __future__ import annotations

from collections.abc import Callable

from analysis.names import folded
from analysis.reading.columns import CodedColumn
from analysis.reading.faults import Fault, Message
from analysis.reading.rows import CountedRows
from analysis.responses import MISSING

# What says of a response that it does not count, or may not, under whatever heading.
_AGAINST = frozenset(
    map(
        folded,
        (
            *("phiếu hủy", "phiếu hỏng", "phiếu thử", "phiếu trùng", "trùng phiếu", "nhập trùng"),
            *("không hợp lệ", "phiếu không hợp lệ", "không tính", "loại bỏ", "trùng"),
            *("test", "trial", "invalid", "duplicate", "spoiled"),
        ),
    )
)
# What says so where a note is expected; under another heading it may speak of the case.
_AGAINST_IN_NOTES = _AGAINST | frozenset(
    map(
        folded,
        (
            *("hủy", "đã hủy", "hỏng", "loại", "bỏ", "thử", "nháp", "không duyệt", "ví dụ", "mẫu"),
            *("draft", "cancelled", "canceled", "deleted", "rejected", "example"),
        ),
    )
)
# What says so under a heading that asks whether it counts; elsewhere it says that nothing is noted.
_NO = frozenset(map(folded, ("không", "no", "false", "sai", "0")))
_AGAINST_WHERE_VALID = _AGAINST_IN_NOTES | _NO
# How offices begin headings of columns in which they note what is wrong with a response.
_HEADINGS_OF_NOTES = tuple(
    map(
        folded,
        (
            *("ghi chú", "trạng thái", "tình trạng", "kiểm tra", "kết quả kiểm"),
            *("status", "note", "remark"),
        ),
    )
)
_HEADINGS_OF_VALIDITY = frozenset(map(folded, ("hợp lệ", "phiếu hợp lệ", "duyệt", "valid")))
# Headings under which whatever is written speaks against a response, such as a cross.
_HEADINGS_AGAINST = _AGAINST | frozenset(map(folded, ("hủy", "hỏng")))
_NOTHING = _NO | {"", "-", "n/a", "n"}
_INITIALS = frozenset(word[0] for word in _AGAINST_WHERE_VALID)
_LONGEST = 60


def _is_against_under(heading: str) -> Callable[[str], bool]:
    """Return what tells whether a cell under a heading speaks against a response."""
    name = folded(heading)
    if name in _HEADINGS_AGAINST:
        return lambda cell: folded(cell) not in _NOTHING
    words = _AGAINST
    if name in _HEADINGS_OF_VALIDITY:
        words = _AGAINST_WHERE_VALID
    elif not name or name.startswith(_HEADINGS_OF_NOTES):
        words = _AGAINST_IN_NOTES
    return lambda cell: _may_begin(cell[:1].casefold()) and folded(cell) in words


def _may_begin(first: str) -> bool:
    """Return whether such a word may begin so; most cells need no second look."""
    return first in _INITIALS or not first.isalnum()


class _CodeOfNote(dict[str, int]):
    """Cell as written -> code of what it says against a response; other notes are not kept."""

    def __init__(self, is_against: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_against = is_against
        self.codes: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        if len(cell) > _LONGEST or not self._is_against(cell):
            return MISSING
        return self.codes.setdefault(cell.strip(), len(self.codes))


class NotesColumn(CodedColumn):
    """A column that is not read and that nobody said is none: an office may keep notes there."""

    def __init__(self, heading: str) -> None:
        self._code_of = _CodeOfNote(_is_against_under(heading))
        super().__init__(heading, self._code_of)

    def texts(self) -> dict[int, str]:
        """Return each different note against a response by its code."""
        return {code: note for note, code in self._code_of.codes.items()}

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return the notes that may say that a response does not count, with their rows."""
        return self._faults_of(Message.NOTE_AGAINST, self.texts(), rows)
