"""A mapping is proposed, corrected by hand and used; nothing doubtful is taken in silence."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from analysis.mapping import Confirmed
from analysis.reading import FaultyData, read_mapping, read_responses
from analysis.reading.different_cells import DifferentCells
from analysis.reading.in_words import mapping_in_words
from analysis.reading.meanings import WRONG
from analysis.reading.proposal import proposed_mapping
from analysis.reading.proposal_text import mapping_text
from questionnaires.checks import LONGEST_TEXT
from questionnaires.faults import FaultyFile, Message
from questionnaires.published import load_questionnaire
from templates.languages import translations
from tests.analysis.forms import QUESTIONS, SMALL, written
from tests.analysis.workbooks import workbook

ANSWERS = (
    "Các ô không phải câu trả lời của phiếu. answer: mã của câu trả lời; “-” nếu là không trả lời."
)
HEADING = ["Dấu thời gian", "Quầy giao dịch", "Email", "Biển hiệu rõ ràng và dễ thấy"]
HEADING += ["Công chức lịch sự.", "Q3", "Kết quả có bị trễ hẹn không?", ""]
ROWS = [
    ["22/11/2026", "Quầy 1", "a@vi.du", "Tốt", "Rất hài lòng", "2", "Chưa", ""],
    ["23/11/2026", "Quầy 2", "b@vi.du", "Tốt", "2", "Rất hài lòng", "Có", ""],
]
ANSWERED = """
questionnaire: small.v1
columns:
  - {heading: Dấu thời gian, holds: day}
  - {heading: quầy  giao dịch, holds: service_point}
  - {heading: Email, holds: none}
  - {heading: Biển hiệu rõ ràng và dễ thấy, holds: signs}
answers:
  - {question: scale, cell: Tốt, answer: "4"}
  - {question: scale, cell: "2", answer: "4"}
  - {question: late, cell: Chưa, answer: "-"}
"""


def faults(text: str) -> list[tuple[int, Message]]:
    with pytest.raises(FaultyFile) as caught:
        read_mapping(text.encode(), "mapping.yaml", SMALL)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_mapping_says_what_looks_wrong_and_is_right() -> None:
    text = f"{ANSWERED}confirmed: [days, undated, days]\n"
    mapping = read_mapping(text.encode(), "mapping.yaml", SMALL)
    assert mapping.confirmed == (Confirmed.DAYS, Confirmed.UNDATED)
    assert [*mapping_in_words(mapping, SMALL, "en")][-2:] == [
        "Confirmed: days are as they are written.",
        "Confirmed: rows without a day or number are responses.",
    ]
    (fault,) = faults(f"{ANSWERED}confirmed: [all]\n")
    assert fault == (12, Message.NOT_OFFERED)


def test_what_is_certain_is_filled_in_and_what_is_not_is_asked(tmp_path: Path) -> None:
    proposal = proposed_mapping(written(tmp_path, [HEADING, *ROWS]), SMALL)
    text = mapping_text(proposal, translations("vi").gettext)
    lines = text.splitlines()
    assert lines[lines.index("columns:") : lines.index("answers:")] == [
        "columns:",
        '  - heading: "Dấu thời gian"',
        "    holds: day",
        '  - heading: "Quầy giao dịch"',
        "    # Các ô: “Quầy 1” (1), “Quầy 2” (1)",
        "    # Có thể là: service_point; nếu không phải thì ghi none.",
        '    holds: "?"',
        '  - heading: "Email"',
        "    holds: none",
        '  - heading: "Biển hiệu rõ ràng và dễ thấy"',
        "    # Các ô: “Tốt” (2)",
        "    # Có thể là: signs; nếu không phải thì ghi none.",
        '    holds: "?"',
        '  - heading: "Công chức lịch sự."',
        "    holds: courtesy",
        '  - heading: "Q3"',
        "    holds: fee",
        '  - heading: "Kết quả có bị trễ hẹn không?"',
        "    holds: late",
        "",
        f"# {ANSWERS}",
        "# scale (mọi tiêu chí):",
        "#   1 = Rất không hài lòng",
        "#   2 = Không hài lòng",
        "#   3 = Bình thường",
        "#   4 = Hài lòng",
        "#   5 = Rất hài lòng",
        "# late:",
        "#   1 = Có",
        "#   2 = Không",
    ]
    assert lines[lines.index("answers:") :][:13] == [
        "answers:",
        "  - question: scale",
        '    cell: "Tốt"',
        "    # Có 2 ô, ở cột: “Biển hiệu rõ ràng và dễ thấy”.",
        "    # Có thể là: 4 = Hài lòng, 5 = Rất hài lòng.",
        '    answer: "?"',
        "  - question: scale",
        '    cell: "2"',
        "    # Có 2 ô, ở cột: “Công chức lịch sự.”, “Q3”.",
        '    answer: "?"',
        "  - question: late",
        '    cell: "Chưa"',
        "    # Có 1 ô, ở cột: “Kết quả có bị trễ hẹn không?”.",
    ]
    # Every question is told with the line that waits for an answer.
    assert {message for _, message in faults(text)} == {Message.UNANSWERED}
    assert len(faults(text)) == proposal.asked == 5


def test_the_corrected_mapping_is_obeyed(tmp_path: Path) -> None:
    mapping = read_mapping(ANSWERED.encode(), "mapping.yaml", SMALL)
    reading = read_responses(written(tmp_path, [HEADING, *ROWS]), SMALL, mapping=mapping)
    assert [bytes(row).decode() for row in reading.responses.answers] == ["454--", "4451-"]
    assert reading.responses.labels["service_point"].names == ("Quầy 1", "Quầy 2")


def test_the_sheet_of_a_workbook_is_part_of_the_mapping(tmp_path: Path) -> None:
    path = workbook(tmp_path, Một=[HEADING, *ROWS], Hai=[HEADING, ROWS[0]])
    assert proposed_mapping(path, SMALL, sheet="Hai").sheets == ()
    assert proposed_mapping(path, SMALL).sheets == ("Một", "Hai")
    mapping = read_mapping(
        ANSWERED.replace("columns:", 'sheet: "Hai"\ncolumns:').encode(), "m.yaml", SMALL
    )
    assert len(read_responses(path, SMALL, mapping=mapping).responses) == 1


def test_a_row_that_ends_early_asks_nothing(tmp_path: Path) -> None:
    rows = [["signs", "courtesy", "fee"], ["5"], ["4", "3", "x"]]
    assert proposed_mapping(written(tmp_path, rows), SMALL).asked == 1


def test_a_table_that_is_understood_leaves_nothing_to_answer(tmp_path: Path) -> None:
    rows = [[*QUESTIONS, "x" * 601], ["5", "4", "Không phải nộp", "1", "Có", "y"]]
    proposal = proposed_mapping(written(tmp_path, rows), SMALL)
    text = mapping_text(proposal, translations("vi").gettext)
    assert proposal.asked == 0
    assert "xxx" not in text
    assert "Các câu hỏi chưa biết chắc" not in text
    read_mapping(text.encode(), "mapping.yaml", SMALL)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("small.v1", "other.v1", (2, Message.NOT_OFFERED)),
        ("holds: day", "holds: ngày", (4, Message.NOT_OFFERED)),
        ("holds: day", 'holds: "?"', (4, Message.UNANSWERED)),
        ("holds: day", "holds: signs", (7, Message.TWICE)),
        ("holds: day", "tells: day", (4, Message.UNKNOWN_KEY)),
        ("heading: Email", "heading: dấu thời  gian", (6, Message.TWICE)),
        ("question: late", "question: laat", (11, Message.UNKNOWN_QUESTION)),
        ('cell: Tốt, answer: "4"', 'cell: Tốt, answer: "7"', (9, Message.NOT_OFFERED)),
        ('cell: Tốt, answer: "4"', "cell: Tốt, answer: 4", (9, Message.NOT_TEXT)),
        ('cell: Tốt, answer: "4"', 'cell: Tốt, answer: "?"', (9, Message.UNANSWERED)),
        ('cell: Tốt, answer: "4"', 'answer: "4"', (9, Message.MISSING_KEY)),
    ],
)
def test_each_fault_of_a_mapping_is_told_with_its_line(
    old: str, new: str, fault: tuple[int, Message]
) -> None:
    assert old in ANSWERED
    assert fault in faults(ANSWERED.replace(old, new))


@pytest.mark.parametrize("question", ["scale", "courtesy"])
def test_two_answers_for_one_cell_are_refused_with_both_lines(question: str) -> None:
    entry = f'  - {{question: {question}, cell: "tốt", answer: "%s"}}\n'
    read_mapping((ANSWERED + entry % 4).encode(), "mapping.yaml", SMALL)
    with pytest.raises(FaultyFile) as caught:
        read_mapping((ANSWERED + entry % 2).encode(), "mapping.yaml", SMALL)
    assert caught.value.in_words(translations("vi").gettext).splitlines()[1:] == [
        "dòng 12, answers[4].answer: “tốt” có câu trả lời khác ở dòng 9; chỉ giữ một trong hai"
    ]


@pytest.mark.parametrize(
    ("heading", "more"),
    [("Quầy giao dịchh", "; gần giống nhất là “Quầy giao dịch”."), ("Nơi làm", ".")],
)
def test_a_heading_that_the_file_does_not_have_is_refused(
    tmp_path: Path, heading: str, more: str
) -> None:
    text = ANSWERED.replace("quầy  giao dịch", heading)
    mapping = read_mapping(text.encode(), "mapping.yaml", SMALL)
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, [HEADING, *ROWS]), SMALL, mapping=mapping)
    assert caught.value.in_words(translations("vi").gettext).splitlines()[1] == (
        f"Dòng 5 của tệp khớp cột: bảng không có cột nào tên “{heading}”{more}"
    )


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_the_commands_write_a_mapping_once_and_use_it(tmp_path: Path) -> None:
    asked, out = tmp_path / "small.v1.yaml", tmp_path / "mapping.yaml"
    asked.write_text(SMALL.text)
    data = written(tmp_path, [HEADING, *ROWS])
    code, output = run("map", data, "--questionnaire", asked, "--out", out)
    assert code == 0
    assert "mỗi chỗ có dấu “?”: 5" in output
    report = ["report", data, "--questionnaire", asked, "--dry-run", "--mapping", out]
    code, output = run(*report)
    assert code == 1
    assert output.count("vẫn còn dấu “?”") == 5
    out.write_text(ANSWERED)
    code, output = run(*report)
    assert (code, output.splitlines()[0]) == (0, "Tệp không có lỗi. Số phiếu sẽ được đọc: 2")
    assert run("map", data, "--questionnaire", asked, "--out", out)[0] == 1
    assert out.read_text() == ANSWERED
    assert run("map", data, "--questionnaire", "counter.v1")[1].startswith("# Tệp khớp cột")
    assert run("map", data, "--questionnaire", tmp_path / "none.yaml")[0] == 1


def test_a_mapping_is_told_wherever_its_report_is_read(tmp_path: Path) -> None:
    asked, mapping = tmp_path / "small.v1.yaml", tmp_path / "mapping.yaml"
    asked.write_text(SMALL.text)
    mapping.write_text(ANSWERED)
    rows = [HEADING, ["22/11/2026", "Quầy 1", "", "Tốt", "Tốt", "2", "Có", ""]]
    report = ["report", written(tmp_path, rows), "--questionnaire", asked, "--mapping", mapping]
    lines = [
        "Ô “Tốt” → 4: Hài lòng (mọi tiêu chí)",
        "Ô “2” → 4: Hài lòng (mọi tiêu chí)",
        "Ô “Chưa” → không trả lời (late)",
        "Ý nghĩa của cột và ô lấy theo tệp khớp cột “mapping.yaml”.",
    ]
    assert set(lines) <= set(run(*report, "--dry-run")[1].splitlines())
    assert run(*report, "--out", tmp_path)[0] == 0
    page = (tmp_path / "report.html").read_text()
    hexadecimal = sha256(ANSWERED.encode()).hexdigest()
    assert f"sha256 {hexadecimal}" in page
    assert all(line in page for line in lines)
    assert "Cột “quầy  giao dịch” → quầy" in page
    assert json.loads((tmp_path / "report.json").read_text())["provenance"]["mapping"] == {
        "name": "mapping.yaml",
        "sha256": hexadecimal,
        "sheet": None,
        "columns": [
            {"heading": "Dấu thời gian", "holds": "day"},
            {"heading": "quầy  giao dịch", "holds": "service_point"},
            {"heading": "Email", "holds": None},
            {"heading": "Biển hiệu rõ ràng và dễ thấy", "holds": "signs"},
        ],
        "answers": [
            {"question": "scale", "cell": "Tốt", "answer": "4"},
            {"question": "scale", "cell": "2", "answer": "4"},
            {"question": "late", "cell": "Chưa", "answer": "-"},
        ],
        "not_asked": [],
        "confirmed": [],
    }


def test_items_that_nobody_was_asked_are_part_of_the_mapping() -> None:
    text = f"{ANSWERED}not_asked: [fee, fee]\n"
    mapping = read_mapping(text.encode(), "mapping.yaml", SMALL)
    assert mapping.not_asked == ("fee",)
    told = list(mapping_in_words(mapping, SMALL, "vi"))
    assert told[-1] == "Không hỏi: Mức phí đúng quy định."
    assert faults(text.replace("[fee, fee]", "[late, signs]")) == [
        (12, Message.UNKNOWN_ITEM),
        (12, Message.TWICE),
    ]


def test_what_no_column_holds_need_not_be_answered() -> None:
    text = ANSWERED + '  - {question: letter, cell: Rồi, answer: "?"}\n'
    read = read_mapping(text.encode(), "mapping.yaml", SMALL)
    assert read == replace(
        read_mapping(ANSWERED.encode(), "mapping.yaml", SMALL), sha256=read.sha256
    )
    held = text.replace("Email, holds: none", "Email, holds: letter")
    assert faults(held) == [(12, Message.UNANSWERED)]
    assert faults("sheet: '?'\n" + ANSWERED) == [(1, Message.UNANSWERED)]


def test_a_text_longer_than_any_answer_is_not_asked_about() -> None:
    number, text = "1" * (LONGEST_TEXT + 1), "x" * (LONGEST_TEXT + 1)
    cells = DifferentCells.of({"5": 3, number: 1, text: 1})
    assert cells.numbers == ["5"]
    assert cells.uncertain({"5": ord("5"), number: WRONG, text: WRONG}) == []


def test_an_english_mapping_names_questions_and_answers_in_english(tmp_path: Path) -> None:
    asked = load_questionnaire("counter.v1")
    first, second, *_ = asked.items
    path = written(tmp_path, [[first.id, second.id, "x"], ["Tốt", "5", "1"], ["Xấu", "4", "2"]])
    text = mapping_text(proposed_mapping(path, asked), translations("en").gettext)
    assert f"#   {asked.items[2].id}: {asked.items[2].wording.in_language('en')}" in text
    assert "#   5 = Very satisfied" in text
