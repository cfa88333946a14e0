"""Plans that are nobody's own, and are called examples in their title and wherever they show."""

from dataclasses import dataclass

from questionnaires.months import Months
from survey.services.publish_text import publish_plan, use
from survey.services.survey import Survey

# The factors, formula and targets of the shipped plan, which is of one year that is over.
_TEXT = """\
id: vi-du-{begins:%Y-%m}-{ends:%Y-%m}
title:
  vi: {vietnamese} ({begins:%m/%Y} – {ends:%m/%Y})
  en: {english} ({begins:%m/%Y} – {ends:%m/%Y})
document: {document}
note: {note}
begins: {begins}
ends: {ends}
strata: [service_point]

indices:
  - id: settlement
    title:
      vi: Mức độ hài lòng của người dân, doanh nghiệp về giải quyết thủ tục hành chính
      en: Satisfaction of citizens and businesses with the settling of administrative procedures
    factors: [procedures, result]
    formula: pooled_share
    target:
      value: 0.90
      source: {settlement}

  - id: service
    title:
      vi: Mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan
      en: Satisfaction of citizens and organisations with the service of the office
    factors: [access, procedures, officials, result, feedback]
    formula: pooled_share
    target:
      value: 0.866
      source: {service}
"""


@dataclass(frozen=True)
class Example:
    """What an example plan says of itself."""

    vietnamese: str
    english: str
    document: str
    note: str
    settlement: str
    service: str


MADE_UP = Example(
    vietnamese="Kế hoạch ví dụ, không có thật",
    english="Example plan, made up",
    document="Kế hoạch ví dụ của bản dùng thử, không có thật",
    note="Kế hoạch này được đặt ra cho bản dùng thử; không cơ quan nào ban hành.",
    settlement="ví dụ, không có thật",
    service="ví dụ, không có thật",
)
OF_DIEN_BIEN = Example(
    vietnamese="Kế hoạch ví dụ, theo Kế hoạch 136/KH-SLĐTBXH của Điện Biên",
    english="Example plan, after plan 136/KH-SLĐTBXH of Điện Biên",
    document=(
        "Kế hoạch ví dụ; hai mục tiêu lấy theo Kế hoạch số 136/KH-SLĐTBXH ngày 19/01/2022 của Sở"
        " Lao động - Thương binh và Xã hội tỉnh Điện Biên"
    ),
    note=(
        "Đây là ví dụ, không phải kế hoạch của cơ quan đang khảo sát. Cơ quan có kế hoạch của mình"
        " thì công bố và dùng kế hoạch ấy."
    ),
    settlement="ví dụ, theo Kế hoạch 136/KH-SLĐTBXH của Điện Biên, mục II.2",
    service="ví dụ, theo Kế hoạch 136/KH-SLĐTBXH của Điện Biên, mục II.3",
)


def publish_example_plan(survey: Survey, example: Example, period: Months) -> str:
    """Publish an example plan of a period, and return its name."""
    text = _TEXT.format(begins=period.begins, ends=period.ends, **vars(example))
    return publish_plan(survey, text.encode(), "example.yaml")


def follow_example_plan(survey: Survey, example: Example, period: Months) -> None:
    """Publish an example plan of a period, and follow it."""
    use(survey, plan=publish_example_plan(survey, example, period))
