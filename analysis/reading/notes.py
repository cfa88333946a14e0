"""Columns of an office's own notes, which may say that a response does not count."""

from __future__ import annotations

from analysis.names import folded
from analysis.reading.columns import CodedColumn
from analysis.reading.faults import Fault, Message
from analysis.reading.headings import HEADINGS_OF_VALIDITY
from analysis.reading.rows import CountedRows
from analysis.responses import MISSING

# What says of a response that it does not count, or may not.
_AGAINST = frozenset(
    map(
        folded,
        (
            *("hủy", "đã hủy", "phiếu hủy", "hỏng", "phiếu hỏng", "không hợp lệ", "loại", "bỏ"),
            *("phiếu không hợp lệ", "loại bỏ", "không tính", "thử", "phiếu thử", "nháp", "trùng"),
            *("phiếu trùng", "nhập trùng", "trùng phiếu", "không duyệt", "ví dụ", "mẫu"),
            *("test", "trial", "draft", "invalid", "cancelled", "canceled", "duplicate", "deleted"),
            *("rejected", "spoiled", "example"),
        ),
    )
)
# What says so under a heading that asks whether it counts; elsewhere it says that nothing is noted.
_NO = frozenset(map(folded, ("không", "no", "false")))
_LONGEST = 60


class _CodeOfNote(dict[str, int]):
    """Cell as written -> code of what it says against a response; other notes are not kept."""

    def __init__(self, against: frozenset[str]) -> None:
        super().__init__()
        self._against = against
        self.codes: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        if len(cell) > _LONGEST or folded(cell) not in self._against:
            return MISSING
        return self.codes.setdefault(cell.strip(), len(self.codes))


class NotesColumn(CodedColumn):
    """A column of notes that nobody said is none."""

    def __init__(self, heading: str) -> None:
        asks_whether_valid = folded(heading) in HEADINGS_OF_VALIDITY
        self._code_of = _CodeOfNote(_AGAINST | _NO if asks_whether_valid else _AGAINST)
        super().__init__(heading, self._code_of)

    def texts(self) -> dict[int, str]:
        """Return each different note against a response by its code."""
        return {code: note for note, code in self._code_of.codes.items()}

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return the notes that may say that a response does not count, with their rows."""
        return self._faults_of(Message.NOTE_AGAINST, self.texts(), rows)
