"""``report --cases``: the same report weighted to case counts, or a sentence and nothing."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.__main__ import main
from analysis.commands.report import EXIT_REFUSED, BadOption, points_of
from tests.analysis.forms import PLAN, SMALL, office_rows, table, written

POINTS = {"Quầy 2": 150, "Quầy 10": 300, "Quầy lưu động": 20}
ROWS = [
    ["Quầy", "Tháng", "Số hồ sơ"],
    *([point, f"0{month}/2026", cases] for point, cases in POINTS.items() for month in range(1, 7)),
]


ALL_FORMATS = ("--format", "html,csv,json", "--language", "en")


def make_files(folder: Path) -> dict[str, Path]:
    (folder / "small.v1.yaml").write_text(SMALL.text, "utf-8")
    (folder / "plan.yaml").write_text(PLAN.text, "utf-8")
    (folder / "hồ sơ.csv").write_text(table(ROWS, ";"), "utf-8-sig")
    return {
        "data": written(folder, office_rows()),
        "questionnaire": folder / "small.v1.yaml",
        "plan": folder / "plan.yaml",
        "cases": folder / "hồ sơ.csv",
        "out": folder / "out",
    }


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return make_files(tmp_path)


@pytest.fixture(scope="module")
def weighted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the files of one report that is made once, in every format and in English."""
    made = make_files(tmp_path_factory.mktemp("weighted"))
    assert run(made, *ALL_FORMATS).exit_code == 0
    return made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Return the JSON of the same answers without case counts."""
    made = make_files(tmp_path_factory.mktemp("plain"))
    del made["cases"]
    return value(made)


@pytest.fixture(scope="module")
def found(weighted: dict[str, Path]) -> dict:
    return read_value(weighted)


def run(files: dict[str, Path], *options: str) -> Result:
    arguments = ["report", files["data"]]
    for name in ("questionnaire", "plan", "cases", "out"):
        arguments += [f"--{name}", files[name]] if name in files else []
    return CliRunner().invoke(main, [*map(str, arguments), *options])


def value(files: dict[str, Path], *options: str, formats: str = "json") -> dict:
    result = run(files, "--format", formats, *options)
    assert result.exit_code == 0, result.output
    return read_value(files)


def read_value(files: dict[str, Path]) -> dict:
    return json.loads((files["out"] / "report.json").read_bytes())


def refusal(result: Result, files: dict[str, Path]) -> str:
    assert result.exit_code == EXIT_REFUSED
    assert not files["out"].exists()
    assert result.stdout == ""
    return result.stderr


def test_the_json_tells_cases_coverage_and_each_weight(found: dict) -> None:
    assert (found["cases"], found["respondents"]) == (6 * 470, 204)
    assert found["coverage"] == 204 / 2820
    for entry in (*found["indices"], *found["factors"], *found["items"]):
        assert entry["cases"] == 2820
        assert entry["coverage"] == entry["respondents"] / 2820
        assert entry["silent_lower"] is None
    groups = [(g["id"], g["cases"], g["coverage"]) for g in found["service_points"]]
    assert groups == [
        (g["id"], 6 * POINTS[g["id"]], g["respondents"] / (6 * POINTS[g["id"]]))
        for g in found["service_points"]
    ]
    assert {month["cases"] for month in found["months"]} == {470}
    assert "no_cases" not in [caveat["code"] for caveat in found["caveats"]]


def test_the_plain_share_is_not_given_where_a_counter_holds_its_result_back(
    found: dict, plain: dict
) -> None:
    assert "plain_withheld" in [caveat["code"] for caveat in found["caveats"]]
    for kind in ("indices", "factors", "items"):
        shares = [entry["estimate"] for entry in plain[kind]]
        assert {entry["unweighted"] for entry in found[kind]} == {None}
        assert [entry["estimate"] for entry in found[kind]] != shares


def test_what_was_weighted_by_can_be_checked(found: dict) -> None:
    weights = found["provenance"]["methods"]["weights"]
    assert (weights["name"], weights["source"]) == ("cases_per_response", "hồ sơ.csv")
    assert re.fullmatch("[0-9a-f]{64}", weights["sha256"])
    assert weights["columns"] == found["provenance"]["methods"]["strata"]
    assert weights["months"] == [f"2026-0{month}" for month in range(1, 7)]
    assert sum(cell["cases"] for cell in weights["cells"]) == 2820
    assert sum(cell["responses"] for cell in weights["cells"]) == 204
    for cell in weights["cells"]:
        assert cell["weight"] == cell["cases"] / cell["responses"]
        assert set(cell["of"][0]) == {"service_point", "month"}


def test_without_case_counts_the_same_keys_are_null(plain: dict) -> None:
    assert plain["cases"] is plain["coverage"] is None
    assert plain["provenance"]["methods"]["weights"] is None
    for entry in (*plain["indices"], *plain["service_points"], *plain["months"]):
        assert entry["cases"] is entry["coverage"] is None
    assert [entry["unweighted"] for entry in plain["indices"]] == [None, None]
    assert "no_cases" in [caveat["code"] for caveat in plain["caveats"]]


def test_the_page_begins_with_the_coverage(weighted: dict[str, Path], found: dict) -> None:
    page = (weighted["out"] / "report.html").read_text("utf-8")
    said = "204 of 2,820 cases answered: 7.2%. Cases of 01/2026 to 06/2026."
    assert page.index(said) < page.index('class="headline')
    assert "Without weights" not in page
    assert "weighted to all cases" in page
    assert "Responses / cases" in page
    weights = found["provenance"]["methods"]["weights"]
    assert weights["sha256"] in page
    assert weights["counted"] == {"rows": 18, "cases": 2820}
    assert "hồ sơ.csv: cases 2,820, rows 18" in page
    assert re.search(r"One response stands for \d+\.\d to \d+\.\d cases; the largest weight", page)
    ratio = found["provenance"]["methods"]["weights"]["largest_over_mean"]
    assert 1 <= ratio <= 3
    assert f"is {ratio:.1f} times the mean." in page


def test_a_single_month_is_called_by_its_name(files: dict[str, Path]) -> None:
    march = ("--from", "2026-03-01", "--to", "2026-03-31")
    value(files, "--language", "en", *march, formats="html,json")
    assert "Cases of 03/2026." in (files["out"] / "report.html").read_text("utf-8")


def test_the_tables_have_cases_and_coverage_beside_each_estimate(files: dict[str, Path]) -> None:
    found = value(files, "--silent-lower-by", "10", formats="csv,data,json")
    told = (files["out"] / "report.csv").read_text("utf-8-sig").splitlines()[1].split(";")
    assert told[7:10] == ["204", "2820", "7,2"]
    text = (files["out"] / "report-data.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    index = found["indices"][0]
    assert (rows[0]["cases"], rows[0]["coverage"]) == ("2820", str(index["coverage"]))
    assert rows[0]["unweighted"] == ""
    assert rows[0]["silent_lower"] == str(index["silent_lower"]["estimate"])
    hidden, *_ = [row for row in rows if row["part_name"] == "Quầy lưu động"]
    assert (hidden["respondents"], hidden["cases"], hidden["estimate"]) == ("4", "120", "")


@pytest.mark.parametrize(
    ("written_as", "points", "said"), [("10", 0.1, "10"), ("2,5", 0.025, "2,5")]
)
def test_each_index_is_shown_as_it_were_if_the_silent_were_lower(
    files: dict[str, Path], written_as: str, points: float, said: str
) -> None:
    found = value(files, "--silent-lower-by", written_as, formats="html,json")
    page = (files["out"] / "report.html").read_text("utf-8")
    for entry in found["indices"]:
        lower = entry["estimate"] - (1 - entry["coverage"]) * points
        assert entry["silent_lower"]["points"] == points
        assert entry["silent_lower"]["estimate"] == pytest.approx(lower, abs=6e-4)
        shown = f"{lower * 100:.1f}".replace(".", ",")
        assert f"kém hài lòng hơn {said} điểm phần trăm: {shown}%." in page


@pytest.mark.parametrize("given", ["0", "-1", "100,1", "nan", "inf", "mười", ""])
def test_points_that_make_no_sense_are_refused(files: dict[str, Path], given: str) -> None:
    said = refusal(run(files, f"--silent-lower-by={given}"), files)
    assert said.startswith(f"--silent-lower-by là “{given}”; hãy ghi số điểm phần trăm")


def test_the_silent_are_known_by_case_counts_alone(files: dict[str, Path]) -> None:
    del files["cases"]
    said = refusal(run(files, "--silent-lower-by", "10", "--language", "en"), files)
    assert said == "--silent-lower-by needs the case counts; give their file with --cases.\n"


def test_points_are_a_proportion_within() -> None:
    assert points_of(None, has_cases=False) is None
    assert points_of(" 100 ", has_cases=True) == 1
    with pytest.raises(BadOption, match="needs the case counts"):
        points_of("10", has_cases=False)


def test_case_counts_that_do_not_fit_are_refused_with_all_faults(files: dict[str, Path]) -> None:
    rows = [row for row in ROWS if row[1] != "02/2026"]
    rows[1] = ["Quầy 2", "01/2026", 3]
    files["cases"].write_text(table(rows), "utf-8")
    said = refusal(run(files), files)
    assert "hồ sơ.csv không khớp với phiếu trả lời nên chưa lập báo cáo. Số lỗi: 2" in said
    assert "tháng 02/2026" in said
    assert re.search(r"Hàng 2: Quầy 2, 2026-01: có \d+ phiếu nhưng chỉ có 3 hồ sơ", said)


def test_faulty_case_counts_are_refused(files: dict[str, Path]) -> None:
    files["cases"].write_text("Quầy,Số hồ sơ\nQuầy 2,1.000\n", "utf-8")
    assert "Hàng 2, cột “Số hồ sơ”: “1.000” không phải" in refusal(run(files), files)


def test_a_missing_file_of_case_counts_is_named(files: dict[str, Path]) -> None:
    files["cases"] = files["cases"].with_name("none.csv")
    assert refusal(run(files), files) == f"Không có tệp {files['cases']}.\n"


def test_a_dry_run_tells_whether_both_files_fit(files: dict[str, Path]) -> None:
    result = run(files, "--dry-run", "--language", "en")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:4] == [
        "Case counts: 18 rows, 2820 cases in all",
        "Cases by service point: Quầy 2: 900; Quầy 10: 1800; Quầy lưu động: 120",
        f"Cases by month: {'; '.join(f'2026-0{month}: 470' for month in range(1, 7))}",
        "Cases that responses would be weighted to: 2820",
    ]
    assert result.stdout.endswith("Nothing was written.\n")
    files["cases"].write_text(table(ROWS[:7]), "utf-8")
    said = refusal(run(files, "--dry-run", "--language", "en"), files)
    assert "No row counts the cases of “Quầy 10”" in said


def test_the_same_files_give_the_same_bytes(
    files: dict[str, Path], weighted: dict[str, Path]
) -> None:
    run(files, *ALL_FORMATS)
    first, again = (
        {path.name: path.read_bytes() for path in made["out"].iterdir()}
        for made in (weighted, files)
    )
    assert first == again
