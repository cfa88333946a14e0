"""The code book of an export: every column, and every code in it, in both languages."""

from collections.abc import Iterable, Iterator

from analysis.case_counts import MONTH
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.reading.headings import MADE_UP, QUESTIONNAIRE
from questionnaires.model import Question, QuestionKind, Questionnaire
from questionnaires.scoring import CountsFor, counts_for
from survey.domain.modes import Mode

CODEBOOK = (
    "column",
    "questionnaire",
    "kind",
    "factor",
    "wording_vi",
    "wording_en",
    "only_if",
    "code",
    "label_vi",
    "label_en",
    "counts_for",
)
_MARKS = {
    MONTH: ("Tháng nhận phiếu", "Month of the response"),
    SERVICE_POINT: ("Quầy", "Service point"),
    FIELD: ("Lĩnh vực", "Field of administration"),
    MODE: ("Cách trả lời", "Way in which the response came"),
    QUESTIONNAIRE: ("Mẫu phiếu, phiên bản", "Questionnaire and version"),
    "plan": ("Kế hoạch đang áp dụng", "Plan that was followed"),
    "language": ("Ngôn ngữ của trang", "Language of the page"),
    MADE_UP: ("1: số liệu giả định", "1: made-up data"),
}
# A trial is never stored, so it needs no words.
_MODES = {
    Mode.POSTER: ("Qua áp phích", "By a poster"),
    Mode.KIOSK: ("Trên máy tính bảng đặt tại quầy", "On a tablet at the counter"),
    Mode.ASSISTED: ("Trên máy của cán bộ, có hỗ trợ", "On a device of staff, with help"),
    Mode.PAPER: ("Trên giấy", "On paper"),
}
Row = tuple[str, ...]


def codebook_rows(asked: Iterable[Questionnaire]) -> Iterator[Row]:
    """Give a row for each mark of a response, and one for each answer to each question."""
    for column, (vietnamese, english) in _MARKS.items():
        for code, labels in _codes(column).items():
            yield (column, "", "", "", vietnamese, english, "", code, *labels, "")
    for questionnaire in asked:
        for question in questionnaire:
            yield from _question_rows(questionnaire, question)


def _codes(column: str) -> dict[str, tuple[str, str]]:
    if column == MODE:
        return {mode.value: labels for mode, labels in _MODES.items()}
    return {"": ("", "")}


def _question_rows(questionnaire: Questionnaire, question: Question) -> Iterator[Row]:
    is_item = question.kind is QuestionKind.ITEM
    shared = (
        question.id,
        questionnaire.name,
        question.kind.value,
        questionnaire.factor_of(question.id).id if is_item else "",
        question.wording.in_language("vi").text,
        question.wording.in_language("en").text,
        _condition(question),
    )
    for choice in question.choices:
        counts = counts_for(questionnaire, question.id, choice.value)
        label = choice.label
        yield (
            *shared,
            choice.value,
            label.in_language("vi").text,
            label.in_language("en").text,
            counts.value if is_item or counts is CountsFor.MISSING else "",
        )


def _condition(question: Question) -> str:
    condition = question.only_if
    if condition is None:
        return ""
    return f"{condition.question}: {' '.join(sorted(condition.values))}"
