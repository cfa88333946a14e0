"""From a clerk's file to its report: proposed, answered by hand, used, and kept for next month."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.names import folded
from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.proposal import Proposal, proposed_mapping
from analysis.reading.proposal_text import mapping_text
from templates.languages import translations
from tests.analysis.forms import PLAN, SMALL, written
from tests.analysis.programs.exports import PROGRAMS
from tests.analysis.programs.files import File
from tests.analysis.programs.law import people_known, people_read
from tests.analysis.programs.offices import FORM, OFFICES, QUARTERS, SUMMARY, TENTHS, OfficeFile
from tests.analysis.programs.people import PEOPLE, SIX, Person, person
from tests.analysis.test_mapping import run
from tests.analysis.workbooks import workbook

GETTEXT = translations("vi").gettext
_PLACE = re.compile(r'(heading|cell): (".*?")\n((?:    #.*\n)*)    (holds|answer): "\?"')


def text_of(path: Path, sheet: str | None = None) -> str:
    return mapping_text(proposed_mapping(path, SMALL, sheet=sheet), GETTEXT)


def answered(text: str, office: OfficeFile) -> str:
    """Return a proposed mapping as its clerk would correct it; every question must be his."""

    def answer(found: re.Match[str]) -> str:
        known = office.columns if found[1] == "heading" else office.cells
        return f'{found[1]}: {found[2]}\n{found[3]}    {found[4]}: "{known[json.loads(found[2])]}"'

    return _PLACE.sub(answer, text).replace('sheet: "?"', f'sheet: "{office.sheet}"')


def responses_of(reading: Reading) -> Sequence[tuple[str, str, str]]:
    responses = reading.responses
    points = responses.labels["service_point"]
    return [
        (str(day), points.names[point], bytes(row).decode())
        for day, point, row in zip(responses.days, points.codes, responses.answers, strict=True)
    ]


@pytest.mark.parametrize("office", OFFICES.values(), ids=OFFICES)
def test_a_clerks_file_is_read_by_the_mapping_that_he_corrected(
    tmp_path: Path, office: OfficeFile
) -> None:
    path = office.write(tmp_path)
    text = answered(text_of(path), office)
    assert '"?"' not in text
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    reading = read_responses(path, SMALL, mapping=mapping)
    assert responses_of(reading) == list(office.read)
    assert reading.account.all_rows == len(office.read) + office.left_out


@pytest.mark.parametrize("office", OFFICES.values(), ids=OFFICES)
def test_what_a_clerk_is_asked_is_what_nothing_tells(tmp_path: Path, office: OfficeFile) -> None:
    proposal = proposed_mapping(office.write(tmp_path), SMALL)
    columns = {column.heading for column in proposal.columns if column.holds is None}
    cells = {each.cell for each in proposal.answers}
    assert (columns, cells) == (set(office.columns), set(office.cells))
    conditional = sum(each.is_conditional for each in proposal.answers)
    assert proposal.asked == len(columns) + len(cells) - conditional + bool(office.sheet)


def must_leave_nothing_to_answer(folder: Path, file: File) -> None:
    path = file.write(folder)
    proposal = proposed_mapping(path, SMALL)
    assert proposal.asked == 0
    mapping = read_mapping(mapping_text(proposal, GETTEXT).encode(), "m.yaml", SMALL)
    reading = read_responses(path, SMALL, mapping=mapping)
    assert people_read(reading, file) == people_known(file)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_what_a_program_writes_leaves_nothing_to_answer(tmp_path: Path, program) -> None:
    must_leave_nothing_to_answer(tmp_path, program(SIX))


@given(program=st.sampled_from(list(PROGRAMS)), people=PEOPLE)
def test_nothing_is_asked_about_a_program_whoever_answered(
    tmp_path_factory: pytest.TempPathFactory, program: str, people: list[Person]
) -> None:
    must_leave_nothing_to_answer(tmp_path_factory.mktemp("program"), PROGRAMS[program](people))


def test_the_commands_lead_from_a_clerks_file_to_its_report(tmp_path: Path) -> None:
    asked, out, data = tmp_path / "small.v1.yaml", tmp_path / "m.yaml", SUMMARY.write(tmp_path)
    asked.write_text(SMALL.text)
    code, told = run("map", data, "--questionnaire", asked, "--out", out)
    assert (code, told.splitlines()[-1]) == (
        0,
        "Số chỗ cần trả lời trong tệp, mỗi chỗ có dấu “?”: 10",
    )
    out.write_text(answered(out.read_text(), SUMMARY))
    report = ["report", data, "--questionnaire", asked, "--mapping", out]
    assert "Tệp không có lỗi. Số phiếu sẽ được đọc: 4" in run(*report, "--dry-run")[1]
    assert run(*report, "--out", tmp_path / "out")[0] == 0


def test_a_mapping_serves_next_month_and_the_new_words_are_asked(tmp_path: Path) -> None:
    asked, kept, new = (tmp_path / name for name in ("small.v1.yaml", "kept.yaml", "new.yaml"))
    asked.write_text(SMALL.text)
    kept.write_text(answered(text_of(SUMMARY.write(tmp_path)), SUMMARY))
    rows = [*SUMMARY.rows[3:-1], [5, "Quầy Đất đai", "2026-04-18", "Tàm tạm", "Khá", "Khá", ""]]
    april = written(tmp_path, rows)
    report = ["report", april, "--questionnaire", asked, "--dry-run", "--mapping"]
    code, told = run(*report, kept)
    assert code == 1
    assert "“Tàm tạm”" in told
    words = ["map", april, "--questionnaire", asked, "--mapping", kept, "--out", new]
    assert run(*words)[1].endswith("“?”: 1\n")
    assert 'cell: "Tàm tạm"' in new.read_text()
    new.write_text(new.read_text().replace('"?"', '"3"'))
    assert run(*report, new)[0] == 0
    assert run(*words[:-1], tmp_path / "again.yaml", "--sheet", "1")[0] == 0


def test_columns_that_the_plan_names_are_found_or_asked_about(tmp_path: Path) -> None:
    asked, plan, out = (tmp_path / name for name in ("small.v1.yaml", "plan.yaml", "m.yaml"))
    asked.write_text(SMALL.text)
    plan.write_text(PLAN.text.replace("strata: [service_point]", "strata: [sub_area, kind]"))
    rows = [["Quầy", "Sub_area", "Nhóm", "signs", "courtesy", "fee"]]
    rows += [["Quầy 1", "Bắc", "Cũ", *"543"], ["Quầy 2", "Nam", "Mới", *"444"]]
    data = written(tmp_path, rows)
    words = ["--questionnaire", asked, "--plan", plan]
    assert run("map", data, *words, "--out", out)[1].endswith("“?”: 1\n")
    out.write_text(out.read_text().replace('"?"', "kind"))
    told = run("report", data, *words, "--mapping", out, "--dry-run")[1]
    assert "Cột “Sub_area” → sub_area" in told
    assert "Cột “Nhóm” → kind" in told
    again = run("map", data, *words, "--mapping", out)[1]
    assert "holds: kind" in again
    assert '"?"' not in again


def test_a_number_that_a_mapping_of_numbers_does_not_explain_is_refused(tmp_path: Path) -> None:
    text = answered(text_of(TENTHS.write(tmp_path)), TENTHS)
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    rows = [[*row] for row in TENTHS.rows]
    rows[1][2] = "2"
    with pytest.raises(FaultyData, match="“2”"):
        read_responses(written(tmp_path, rows), SMALL, mapping=mapping)


def test_the_sheet_of_a_mapping_gives_way_to_the_one_that_is_named(tmp_path: Path) -> None:
    path = QUARTERS.write(tmp_path)
    text = answered(text_of(path), QUARTERS)
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    assert len(read_responses(path, SMALL, mapping=mapping, sheet="Quý 2").responses) == 1
    assert '\nsheet: "Quý 2"\n' in text_of(path, "Quý 2")


def test_the_one_sheet_of_answers_among_others_is_certain(tmp_path: Path) -> None:
    path = workbook(tmp_path, Bìa=[["Mẫu phiếu"]], Phiếu=SUMMARY.rows)
    assert '\nsheet: "Phiếu"\n' in text_of(path)


def test_many_different_texts_are_names_of_places_or_nothing(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Góp ý của bà con", "", "Biển hiệu", "Q3"]]
    rows += [[f"Ấp {n}", f"Ý {n}", " ", " ", "3"] for n in range(70)]
    path = written(tmp_path, rows)
    found = {column.heading: column for column in proposed_mapping(path, SMALL).columns}
    assert found["Đơn vị"].candidates == ("service_point",)
    assert found["Góp ý của bà con"].holds == "none"
    assert found["Biển hiệu"].candidates == ("signs",)
    assert "Ấp" not in text_of(path)


def test_a_dry_run_says_in_words_what_a_program_added(tmp_path: Path) -> None:
    asked = tmp_path / "small.v1.yaml"
    asked.write_text(SMALL.text)
    people = [person(packed="5402-"), person("2026-03-17T10:00:00", packed="4411-")]
    data = PROGRAMS["KoboToolbox's labels"](people).write(tmp_path)
    told = run("report", data, "--questionnaire", asked, "--dry-run")[1].splitlines()
    assert "Cột “today” → ngày trả lời" in told
    assert "Cột “_uuid” → mã phiếu, để phát hiện phiếu trùng" in told
    assert "Cột “_validation_status” → phiếu có được tính hay không" in told
    assert "Cột “Quầy” → quầy" in told


def test_a_questions_numbers_are_those_of_its_order_and_of_the_form(tmp_path: Path) -> None:
    assert candidates(tmp_path, ["Câu 2", "5", "4"]) == ("courtesy",)
    assert candidates(tmp_path, ["Câu 9", "5", "4"]) == ()


def candidates(folder: Path, column: Sequence[str]) -> tuple[str, ...]:
    proposal = proposed_mapping(written(folder, [[cell, "x"] for cell in column]), SMALL)
    return proposal.columns[0].candidates


def test_columns_of_one_heading_are_told_and_none_is_read(tmp_path: Path) -> None:
    rows = [["Điểm", "Điểm", "Q3"], ["5", "4", "3"], ["4", "4", "4"]]
    path = written(tmp_path, rows)
    text = text_of(path)
    assert "2 cột có cùng tên này" in text
    assert text.count("Điểm") == 1
    read_mapping(text.encode(), "m.yaml", SMALL)


def test_a_fact_is_found_by_its_answers(tmp_path: Path) -> None:
    rows = [["Bị muộn", "Q3"], ["Có", "3"], ["Không", "4"]]
    assert candidates(tmp_path, [row[0] for row in rows]) == ("late", "letter")


def test_a_table_without_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyData, match="no headings"):
        proposed_mapping(written(tmp_path, [["", ""], ["", ""]]), SMALL)


def test_items_that_nobody_was_asked_stay_named(tmp_path: Path) -> None:
    text = answered(text_of(FORM.write(tmp_path)), FORM)
    text += "not_asked: [fee]\nconfirmed: [days]\n"
    text = text.replace('holds: "fee"', "holds: none")
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    again = mapping_text(proposed_mapping(FORM.write(tmp_path), SMALL, earlier=mapping), GETTEXT)
    assert "\nnot_asked: [fee]\n" in again
    assert "# not_asked" not in again
    kept = read_mapping(again.encode(), "m.yaml", SMALL)
    assert (kept.not_asked, kept.confirmed) == (("fee",), ("days",))


_CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["Tốt", "Rất hài lòng", "3", "10", "4,5", "2026-03-01", "Tổng cộng", "Quầy 1", "#N/A", "A1"]
)
_TABLE = st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=2, max_size=6)


@given(rows=_TABLE)
def test_every_mapping_that_is_proposed_can_be_read_once_it_is_answered(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = written(tmp_path_factory.mktemp("any"), rows)
    try:
        proposal = proposed_mapping(path, SMALL)
    except FaultyData:
        return
    text = mapping_text(proposal, GETTEXT)
    whole = re.sub(r'holds: "\?"', "holds: none", text).replace('answer: "?"', 'answer: "-"')
    mapping = read_mapping(whole.encode(), "m.yaml", SMALL)
    assert {folded(each.heading) for each in mapping.columns} == named(proposal)


def named(proposal: Proposal) -> set[str]:
    return {folded(column.heading) for column in proposal.columns}
