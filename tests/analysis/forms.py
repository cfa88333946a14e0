"""A small questionnaire and plan, and files of answers to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from questionnaires.reader import read_plan, read_questionnaire

SMALL = read_questionnaire(
    """
id: small
version: 1
title: {vi: Phiếu nhỏ, en: Small form}
note: Phiếu chỉ dùng để thử.
scale:
  choices:
    - {value: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
    - {value: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
    - {value: "3", label: {vi: Bình thường, en: Neutral}}
    - {value: "4", label: {vi: Hài lòng, en: Satisfied}}
    - {value: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
  satisfied: ["4", "5"]
factors:
  - {id: place, title: {vi: Nơi chốn, en: Place}, items: [signs]}
  - {id: people, title: {vi: Con người, en: People}, items: [courtesy, fee]}
questions:
  - {id: signs, kind: item, wording: {vi: "Biển hiệu rõ ràng, dễ thấy.", en: Signs are clear.}}
  - {id: courtesy, kind: item, wording: {vi: Công chức lịch sự., en: Officials are polite.}}
  - id: fee
    kind: item
    column: Q3
    wording: {vi: Mức phí đúng quy định., en: The fee is right.}
    not_applicable: {vi: Không phải nộp, en: Nothing to pay}
  - id: late
    kind: fact
    wording: {vi: Kết quả có bị trễ hẹn không?, en: Was the result late?}
    choices:
      - {value: "1", label: {vi: Có, en: "Yes"}}
      - {value: "2", label: {vi: Không, en: "No"}}
  - id: letter
    kind: fact
    wording: {vi: Có nhận được thư xin lỗi không?, en: Did you get a letter?}
    only_if: {question: late, values: ["1"]}
    choices:
      - {value: "1", label: {vi: Có, en: "Yes"}}
      - {value: "2", label: {vi: Không, en: "No"}}
comment: {vi: Góp ý thêm, en: Anything else?}
""",
    "small.v1.yaml",
)
PLAN = read_plan(
    """
id: small-plan
title: {vi: Kế hoạch thử, en: Trial plan}
document: Kế hoạch thử số 1
note: Chỉ để thử.
begins: 2026-01-01
ends: 2026-06-30
strata: [service_point]
indices:
  - id: service
    title: {vi: Sự phục vụ, en: Service}
    factors: [place, people]
    formula: pooled_share
    target: {value: 0.80, source: "Kế hoạch thử, mục 1"}
  - id: people
    title: {vi: Con người, en: People}
    factors: [people]
    formula: pooled_share
""",
    "small-plan.yaml",
    SMALL,
)
QUESTIONS = tuple(question.id for question in SMALL)
COLUMNS = ("day", "service_point", "field", "mode", "questionnaire", "made_up")


def table(rows: Iterable[Sequence[object]], separator: str = ",") -> str:
    """Return rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def written(
    folder: Path, rows: Iterable[Sequence[object]], separator: str = ",", encoding: str = "utf-8"
) -> Path:
    """Write rows as CSV."""
    path = folder / "phiếu.csv"
    path.write_bytes(table(rows, separator).encode(encoding))
    return path


def plain(*answers: str, heading: Sequence[str] = QUESTIONS) -> list[list[str]]:
    """Return a heading and rows of one answer code a question."""
    return [list(heading), *([*row] for row in answers)]


def office_rows(count: int = 200, made_up: int = 1) -> list[list[object]]:
    """Return a table in the columns of our export: half a year at three counters, seeded."""
    random = Random(11)
    rows: list[list[object]] = [[*COLUMNS, *QUESTIONS]]
    for _ in range(count):
        point = random.choice(["Quầy 2", "Quầy 10", "Quầy 2"])
        content = random.random() < 0.8
        ratings = [random.choice("45" if content or random.random() < 0.4 else "23") for _ in "123"]
        fee = random.choice([ratings[2], ratings[2], "0", ""])
        late = random.choice("1222")
        letter = random.choice("12") if late == "1" else ""
        day = f"2026-0{random.randint(1, 6)}-{random.randint(1, 28):02}"
        described = [day, point, "Việc làm", "poster", SMALL.name, made_up]
        rows.append([*described, *ratings[:2], fee, late, letter])
    for answer in "4455":
        described = ["2026-03-02", "Quầy lưu động", "Việc làm", "poster", SMALL.name, made_up]
        rows.append([*described, answer, answer, answer, "2", ""])
    return rows
