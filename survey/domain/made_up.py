"""People who never were: a seeded model of answers for the demonstration office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import NormalDist

from questionnaires.model import NOT_APPLICABLE, Question, QuestionKind, Questionnaire

# Share of a person's leaning in each mark. With shares near 90 % it makes two "satisfied or not"
# of one person correlate at about 0.5, which is what real forms of this kind show.
AGREEMENT_WITH_ONESELF = 0.85
BLANK = 0.03

# How many people are content, by factor: feedback is weak and settlement close to its target on
# purpose, so that a report has something to find and something to leave open.
CONTENT_BY_FACTOR: Mapping[str, float] = {
    "access": 0.94,
    "procedures": 0.892,
    "officials": 0.92,
    "result": 0.9,
    "feedback": 0.84,
}
NOT_APPLICABLE_BY_FACTOR: Mapping[str, float] = {
    "procedures": 0.30,
    "result": 0.25,
    "feedback": 0.55,
}

COMMENTS = (
    "Cán bộ hướng dẫn rõ, tôi làm một lần là xong.",
    "Chờ hơi lâu vào đầu giờ sáng.",
    "Nên có thêm ghế ngồi cho người già.",
    "Bảng hướng dẫn chữ nhỏ quá, khó đọc.",
    "Hẹn trả kết quả đúng ngày, tôi hài lòng.",
    "Phải đi lại hai lần vì thiếu giấy tờ.",
    "Cán bộ vui vẻ, dễ gần.",
    "Mong có người giúp điền tờ khai.",
    "Quầy sạch sẽ, dễ tìm.",
    "Chưa biết góp ý ở đâu, may có tờ giấy này.",
)


@dataclass(frozen=True)
class MadeUpPlace:
    """An invented service point: how many people answer in a working day, how content they are."""

    name: str
    field: str
    place: str
    answers_a_day: float
    contentment: float


PLACES = (
    MadeUpPlace("Quầy 1", "Người có công", "Tầng 1, bên trái cửa vào", 3.9, 0.30),
    MadeUpPlace("Quầy 2", "Bảo trợ xã hội", "Tầng 1, bên trái cửa vào", 3.6, 0.10),
    MadeUpPlace("Quầy 3", "Việc làm", "Tầng 1, giữa sảnh", 4.6, -0.05),
    MadeUpPlace("Quầy 4", "Lao động, tiền lương", "Tầng 1, giữa sảnh", 2.4, 0.15),
    MadeUpPlace("Quầy 5", "An toàn, vệ sinh lao động", "Tầng 1, bên phải cửa vào", 1.4, 0.20),
    MadeUpPlace("Quầy 6", "Giáo dục nghề nghiệp", "Tầng 1, bên phải cửa vào", 1.9, -0.30),
    MadeUpPlace("Quầy 7", "Quản lý lao động ngoài nước", "Tầng 2, phòng 204", 1.0, 0.05),
    MadeUpPlace("Quầy lưu động", "Trẻ em", "Theo lịch đi các xã", 0.04, 0.10),
)


def made_up_answers(
    questionnaire: Questionnaire, contentment: float, random: Random
) -> dict[str, str]:
    """Return one invented person's answers: question id to value, blanks left out."""
    leaning = random.gauss(contentment, 1.0)
    answers: dict[str, str] = {}
    for question in questionnaire.questions:
        if random.random() < BLANK or not _concerns(question, answers):
            continue
        answers[question.id] = (
            _mark(questionnaire, question, leaning, random)
            if question.kind is QuestionKind.ITEM
            else _fact(question, random)
        )
    return answers


def made_up_comment(random: Random) -> str:
    """Return an invented comment, mostly none."""
    return random.choice(COMMENTS) if random.random() < 0.06 else ""


def number_of_answers(expected: float, random: Random) -> int:
    """Return how many people answer in a day: a Poisson number, by counting arrivals."""
    arrivals, waited = 0, random.expovariate(1.0)
    while waited < expected:
        arrivals += 1
        waited += random.expovariate(1.0)
    return arrivals


def _concerns(question: Question, answers: Mapping[str, str]) -> bool:
    condition = question.only_if
    return condition is None or answers.get(condition.question) in condition.values


def _mark(questionnaire: Questionnaire, item: Question, leaning: float, random: Random) -> str:
    factor = questionnaire.factor_of(item.id).id
    if item.choice(NOT_APPLICABLE) and random.random() < NOT_APPLICABLE_BY_FACTOR.get(factor, 0.2):
        return NOT_APPLICABLE
    mood = sqrt(AGREEMENT_WITH_ONESELF) * leaning + sqrt(1 - AGREEMENT_WITH_ONESELF) * random.gauss(
        0.0, 1.0
    )
    standing = NormalDist().cdf(mood)
    discontent = 1 - CONTENT_BY_FACTOR.get(factor, 0.9)
    # From the worst to the best: the discontent share is cut as such forms usually are.
    limits = (0.08 * discontent, 0.30 * discontent, discontent, discontent + 0.45)
    step = sum(standing > limit for limit in limits)
    return questionnaire.scale.choices[step].value


def _fact(question: Question, random: Random) -> str:
    """Pick a choice; earlier ones are likelier, as most visits are ordinary ones."""
    weights = [0.5**place for place in range(len(question.choices))]
    return random.choices(question.choices, weights)[0].value
