"""The plan of the demonstration: made up as its answers are, and called an example."""

from datetime import date, timedelta

from survey.services.publish_text import publish_plan, use
from survey.services.survey import Survey

# The factors, formula and targets of the shipped plan, which is of one year that is over.
_TEXT = """\
id: vi-du-{begins:%Y}
title:
  vi: Kế hoạch ví dụ, không có thật ({begins:%m/%Y} – {ends:%m/%Y})
  en: Example plan, made up ({begins:%m/%Y} – {ends:%m/%Y})
document: Kế hoạch ví dụ của bản dùng thử, không có thật
note: Kế hoạch này được đặt ra cho bản dùng thử; không cơ quan nào ban hành.
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
      source: ví dụ, không có thật

  - id: service
    title:
      vi: Mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan
      en: Satisfaction of citizens and organisations with the service of the office
    factors: [access, procedures, officials, result, feedback]
    formula: pooled_share
    target:
      value: 0.866
      source: ví dụ, không có thật
"""


def follow_example_plan(survey: Survey, first_day: date) -> None:
    """Publish a made-up plan of the twelve months from that of a day on, and follow it."""
    begins = first_day.replace(day=1)
    ends = begins.replace(year=begins.year + 1) - timedelta(days=1)
    text = _TEXT.format(begins=begins, ends=ends)
    use(survey, plan=publish_plan(survey, text.encode(), "example.yaml"))
