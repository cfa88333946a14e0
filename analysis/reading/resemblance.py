"""Which questions and columns a heading may mean that names none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import log

from analysis.case_counts import MONTH
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.names import folded
from questionnaires.model import Question, Questionnaire

# Words of headings that may be those of a column of names, but need not be.
_MAYBE = {
    SERVICE_POINT: (
        *("quầy", "đơn vị", "phường", "xã", "thị trấn", "bộ phận", "cơ quan", "một cửa", "nơi"),
        *("trung tâm", "chi nhánh", "phòng", "địa điểm", "địa bàn", "cơ sở", "ô cửa", "bàn số"),
        *("điểm tiếp nhận", "điểm giao dịch", "huyện", "tổ công tác", "khu vực", "chi cục"),
        *("counter", "office", "branch", "ward", "location", "department", "unit", "site", "desk"),
    ),
    FIELD: ("lĩnh vực", "nhóm thủ tục", "loại thủ tục", "thủ tục", "field"),
    MODE: ("hình thức", "cách trả lời", "kênh", "mode", "channel"),
    MONTH: ("tháng", "month"),
}
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(
    rf"(?:{folded('câu hỏi')}|câu|{folded('tiêu chí')}|cau|tc|[cq]|question|item|no)?"
    r"[ .]?(\d{1,3})"
)
# How much of a heading's words, by weight, a wording must have; and how much less than the best.
_LEAST_SHARE = 0.4
_LEAST_OF_BEST = 0.6
_MOST = 4


class Resemblance:
    """Knows the words of every question."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questions = tuple(questionnaire)
        self._words = [
            (question, frozenset(_words(text)))
            for question in questionnaire
            for text in question.wording.texts.values()
        ]
        self._found_in = Counter(word for _, words in self._words for word in words)

    def questions(self, heading: str) -> list[str]:
        """Return the ids of the questions that a heading may mean, the likeliest first."""
        numbered = [question.id for question in self._numbered(folded(heading))]
        return numbered or self._worded(frozenset(_words(heading)))

    def _numbered(self, name: str) -> Iterator[Question]:
        """Yield the question of a number: in the order asked, and in the official form."""
        found = _NUMBERED.fullmatch(name)
        if found is None:
            return
        number = int(found[1])
        for place, question in enumerate(self._questions, start=1):
            if number in {place, question.number}:
                yield question

    def _worded(self, words: frozenset[str]) -> list[str]:
        total = sum(map(self._weight, words))
        shares: dict[str, float] = {}
        for question, wording in self._words:
            share = sum(map(self._weight, words & wording)) / total if total else 0
            shares[question.id] = max(share, shares.get(question.id, 0))
        least = max(_LEAST_SHARE, _LEAST_OF_BEST * max(shares.values(), default=0))
        likely = [question for question, share in shares.items() if share >= least]
        return sorted(likely, key=lambda question: -shares[question])[:_MOST]

    def _weight(self, word: str) -> float:
        """Return how much a word tells: the fewer wordings have it the more."""
        return log(1 + len(self._words) / max(1, self._found_in[word]))


def columns_like(heading: str) -> list[str]:
    """Return the columns of names that a heading may mean."""
    name = f" {' '.join(_words(heading))} "
    return [
        column
        for column, texts in _MAYBE.items()
        if any(f" {' '.join(_words(text))} " in name for text in texts)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
