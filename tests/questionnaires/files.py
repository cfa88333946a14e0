"""A small questionnaire and a small plan, and ways to spoil them."""

from __future__ import annotations

from questionnaires.faults import FaultyFile, Message
from questionnaires.model import Questionnaire
from questionnaires.reader import read_plan, read_questionnaire

SMALL = """\
# A comment in the first line, so that lines are counted and not guessed.
id: small
version: 1
title: {vi: Phiếu nhỏ, en: Small form}
note: Ghi chú
scale:
  choices:
    - {value: "1", label: {vi: Chưa, en: Not yet}}
    - {value: "2", label: {vi: Tạm, en: Middling}}
    - {value: "3", label: {vi: Được, en: Good}}
  satisfied: ["3"]
factors:
  - id: place
    title: {vi: Nơi chốn}
    items: [signs, chairs]
  - id: people
    title: {vi: Con người}
    items:
      - courtesy
questions:
  - id: signs
    kind: item
    number: 16
    wording: {vi: Biển hiệu}
  - id: chairs
    kind: item
    wording: {vi: Ghế ngồi}
    not_applicable: {vi: Không ngồi}
  - id: courtesy
    kind: item
    wording:
      vi: >-
        Thái độ
        lịch sự
      en: Courtesy
  - id: late
    kind: fact
    wording: {vi: Có muộn không?}
    choices:
      - {value: "1", label: {vi: Có}}
      - {value: "2", label: {vi: Không}}
    not_applicable: {vi: Chưa có}
  - id: apology
    kind: fact
    only_if: {question: late, values: ["1"]}
    wording: {vi: Có thư xin lỗi không?}
    choices:
      - {value: a, label: {vi: Có}}
      - {value: b, label: {vi: Không}}
comment: {vi: Góp ý}
"""

PLAN = """\
id: 1-2030
title: {vi: Kế hoạch}
document: Kế hoạch số 1
note: Ghi chú
begins: 2030-01-01
ends: 2030-12-31
strata: [service_point]
indices:
  - id: both
    title: {vi: Cả hai}
    factors: [place, people]
    formula: pooled_share
    target: {value: 0.9, source: Mục 1}
  - id: one
    title: {vi: Một}
    factors: [people]
    formula: pooled_share
"""


def small() -> Questionnaire:
    """Return the small questionnaire."""
    return read_questionnaire(SMALL, "small.v1.yaml")


def spoilt(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with fragments replaced that stand in it exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} must stand once"
        text = text.replace(old, new)
    return text


def faults_of(text: str | bytes) -> list[tuple[int, Message]]:
    """Return line and message of every fault of a questionnaire file, in the order told."""
    try:
        read_questionnaire(text, "spoilt.yaml")
    except FaultyFile as error:
        return [(fault.line, fault.message) for fault in error.faults]
    return []


def faults_of_plan(
    text: str | bytes, questionnaire: Questionnaire | None = None
) -> list[tuple[int, Message]]:
    """Return line and message of every fault of a plan file, in the order told."""
    try:
        read_plan(text, "spoilt.yaml", questionnaire)
    except FaultyFile as error:
        return [(fault.line, fault.message) for fault in error.faults]
    return []
