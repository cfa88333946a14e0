"""`hailong verify` tells a file of this office from any other, and says so by its exit code."""

import csv
import io
import json
import re
from codecs import BOM_UTF8
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from analysis.letterhead import Letterhead
from analysis.report.formats import FORMATS
from questionnaires.months import months_from
from survey.background import RunHere
from survey.cli import hailong
from survey.domain.case_counts import CaseCell
from survey.domain.findings import Verdict
from survey.domain.publications import Edition
from survey.services.examine_installation import examine
from survey.services.find_due_reports import release_state
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.import_cases import examine_counts, import_cases
from survey.services.installation import Installation
from survey.services.keep_letterhead import change_letterhead, printed_letterhead
from survey.services.kept_files import file_report, kept_file
from survey.services.order_report import order_report
from survey.services.publish_report import publish_wanted
from survey.services.read_publications import all_editions, published_report
from survey.services.read_report_file import is_same
from survey.services.survey import Survey
from survey.services.verify_file import Numbers, recomputed
from survey.store import publications
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.publishing import publish_all

FEBRUARY = months_from(date(2026, 2, 1), 1)


@pytest.fixture
def published(survey: Survey) -> Edition:
    """Publish January, February and the year so far; return the report of February."""
    add_responses(survey, 1, [date(2026, 1, 5)] * 15 + [date(2026, 2, 3)] * 30)
    publish_all(survey)
    return next(one for one in all_editions(survey) if one.period == FEBRUARY)


def written(survey: Survey, edition: Edition, name: str, language: str = "vi") -> bytes:
    report, letterhead = published_report(survey, edition), printed_letterhead(survey)
    return FORMATS[name].write(report, language, letterhead)


def verified(survey: Survey, content: bytes, name: str = "bao-cao") -> Result:
    """Run the command on a file."""
    path = survey.settings.data.parent / name
    path.write_bytes(content)
    environment = {"HAILONG_DATA": str(survey.settings.data), "HAILONG_LANGUAGE": "vi"}
    return CliRunner(env=environment).invoke(hailong, ["verify", str(path)])


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_as_it_was_made_is_ours(survey: Survey, published: Edition, name: str) -> None:
    language = "en" if name == "csv" else "vi"
    result = verified(survey, written(survey, published, name, language))

    assert "báo cáo lần 1 của kỳ từ 01/02/2026 đến 28/02/2026" in result.output
    assert "giống từng byte" in result.output
    assert "báo cáo vẫn y như vậy" in result.output
    assert result.exit_code == 0


def test_each_report_follows_from_the_rows_beside_those_before_it(
    survey: Survey, published: Edition
) -> None:
    order_report(survey, published.period, "Thử lại")
    for wanted in release_state(survey).wanted:
        publish_wanted(survey, RunHere(), wanted)

    every = all_editions(survey)
    assert len(every) > 2
    for edition in every:
        assert verified(survey, written(survey, edition, "json")).exit_code == 0


@pytest.mark.parametrize("name", ["json", "data", "csv", "html"])
def test_an_altered_number_is_named(survey: Survey, published: Edition, name: str) -> None:
    text = written(survey, published, name).decode()
    share = re.search(r"\d[.,]\d+", text[text.index("<body") if name == "html" else 0 :])
    assert share
    result = verified(survey, text.replace(share[0], f"9{share[0]}").encode())

    assert result.exit_code == 4
    assert "Tệp đã bị sửa" in result.output
    assert f"9{share[0]}" in result.output


def test_an_altered_cell_is_named(survey: Survey, published: Edition) -> None:
    book = load_workbook(io.BytesIO(written(survey, published, "xlsx")))
    book.worksheets[0]["C6"] = 0.99
    result = verified(survey, saved(book))

    assert result.exit_code == 4
    assert "Kết quả chung!C6" in result.output


def saved(book: object) -> bytes:
    content = io.BytesIO()
    book.save(content)  # type: ignore[attr-defined] - openpyxl has no types
    return content.getvalue()


def test_a_workbook_with_the_same_cells_may_show_others(survey: Survey, published: Edition) -> None:
    book = load_workbook(io.BytesIO(written(survey, published, "xlsx")))
    book.worksheets[0].row_dimensions[6].hidden = True
    assert verified(survey, saved(book)).exit_code == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</head>", "<style>p { font-size: 0 } p::after { content: 'Đạt' }</style></head>"),
        ('src="data:', 'src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" x="'),
        (' alt="', ' alt="Đạt; '),
    ],
)
def test_a_page_with_the_same_words_may_show_others(
    survey: Survey, published: Edition, old: str, new: str
) -> None:
    page = written(survey, published, "html").decode()
    altered = page.replace(old, new)

    assert altered != page
    assert verified(survey, altered.encode()).exit_code == 5


def test_a_json_that_was_laid_out_anew_says_the_same(survey: Survey, published: Edition) -> None:
    values = json.loads(written(survey, published, "json"))
    result = verified(survey, json.dumps(values).encode())

    assert "nội dung ở mọi chỗ vẫn như báo cáo" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(("added", "code"), [('"respondents": 9, ', 5), ('"extra": {}, ', 4)])
def test_what_is_added_to_a_json_is_not_called_the_same(
    survey: Survey, published: Edition, added: str, code: int
) -> None:
    content = written(survey, published, "json").decode()
    assert verified(survey, content.replace("{", "{" + added, 1).encode()).exit_code == code


@pytest.mark.parametrize(("delimiter", "decimal"), [(";", ","), (",", "."), ("\t", ",")])
@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
def test_a_table_that_was_saved_anew_says_the_same(
    survey: Survey, published: Edition, delimiter: str, decimal: str, mark: bytes
) -> None:
    text = written(survey, published, "csv").decode("utf-8-sig")
    again = io.StringIO(newline="")
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        cells = (re.sub(r"^(\d+),(\d)$", rf"\g<1>{decimal}\2", cell) for cell in row)
        csv.writer(again, delimiter=delimiter).writerow(re.sub(r"[,.]0$", "", c) for c in cells)
    assert verified(survey, mark + again.getvalue().encode()).exit_code == 0


@pytest.mark.parametrize(
    ("one", "other", "is_it"),
    [
        ("93,0", "93", True),
        ("93,0", "93.0", True),
        (0.1744873131734446, 0.174487313173445, True),
        (0.1744873131734446, 0.17448731317345, False),
        ("2426", "2.426", False),
        ("90,3", "93,0", False),
        ("1.09e-17", "1.09E-17", True),
        ("Đạt", "Đạt", True),
        ("Đạt", "Chưa đạt", False),
        ("93", None, False),
    ],
)
def test_values_that_say_the_same(one: object, other: object, is_it: bool) -> None:
    assert is_same(one, other) is is_it


def test_a_column_before_another_of_its_name_is_not_called_the_same(
    survey: Survey, published: Edition
) -> None:
    first, *rest = written(survey, published, "csv").decode("utf-8-sig").splitlines()
    lines = [f"{first.split(';')[4]};{first}", *(f"99,9;{line}" for line in rest)]
    assert verified(survey, "\n".join(lines).encode()).exit_code == 5


def test_other_bytes_of_a_pdf_are_not_called_the_same(survey: Survey, published: Edition) -> None:
    result = verified(survey, written(survey, published, "pdf") + b"\n% more")

    assert result.exit_code == 5
    assert "không giống từng byte" in result.output


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_a_file_with_an_earlier_letterhead_is_ours(
    survey: Survey, published: Edition, clock: Clock, name: str
) -> None:
    change_letterhead(survey, Letterhead(place="Điện Biên"))
    clock.pass_days(2)
    file_report(survey, RunHere(), 0, published, "vi")
    content = kept_file(survey, published, f"report.{name}", "vi")
    assert content
    change_letterhead(survey, Letterhead(place="Mường Lay"))
    clock.pass_days(1)
    result = verified(survey, content)

    assert f"làm ra ngày {survey.today() - timedelta(days=1):%d/%m/%Y}" in result.output
    assert result.exit_code == 0
    assert verified(survey, content + b" ").exit_code == 5


def test_a_report_of_somebody_else_is_not_ours(survey: Survey, published: Edition) -> None:
    content = written(survey, published, "json").decode()
    told = json.loads(content)["provenance"]["fingerprint"]
    result = verified(survey, content.replace(told, "ab" * 32).encode())

    assert result.exit_code == 3
    assert "không công bố báo cáo nào" in result.output


def test_a_report_that_was_deleted_is_told_as_missing(survey: Survey, published: Edition) -> None:
    content = written(survey, published, "json")
    with survey.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM publication WHERE begins = '2026-02-01'")
    result = verified(survey, content)

    assert result.exit_code == 1
    assert "có báo cáo đã công bố bị xóa khỏi cơ sở dữ liệu" in result.output


@pytest.mark.parametrize(
    "content", [b"", b"a,b\r\n1,2\r\n", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xfe\x00", b"{}"]
)
def test_what_is_no_report_is_told(survey: Survey, content: bytes) -> None:
    assert verified(survey, content).exit_code == 7


def test_a_packed_file_that_unpacks_to_too_much_is_not_read(survey: Survey) -> None:
    content = io.BytesIO()
    with ZipFile(content, "w", 8) as packed:
        packed.writestr("docProps/custom.xml", b" " * 40_000_000)
    assert verified(survey, content.getvalue()).exit_code == 7


def test_a_missing_file_is_told(survey: Survey) -> None:
    environment = {"HAILONG_DATA": str(survey.settings.data), "HAILONG_LANGUAGE": "vi"}
    result = CliRunner(env=environment).invoke(hailong, ["verify", "khong-co.pdf"])

    assert result.exit_code == 1
    assert "Không có tệp khong-co.pdf" in result.output


def test_an_answer_that_was_altered_is_told_with_its_month(
    survey: Survey, published: Edition
) -> None:
    every = {one.period: written(survey, one, "json") for one in all_editions(survey)}
    with survey.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE response SET answers = replace(answers, '5', '1') "
            "WHERE key = (SELECT min(key) FROM response WHERE month = '2026-02-01')"
        )
    for period, content in every.items():
        result = verified(survey, content)
        is_of_february = FEBRUARY.ends in period
        assert "giống từng byte" in result.output
        assert result.exit_code == (8 if is_of_february else 0)
        assert ("câu trả lời của 02/2026 không phải" in result.output) is is_of_february
    found = dict(examine(Installation(survey.settings, survey.clock)))
    assert found["Answers of published reports"].verdict is Verdict.FAILS
    assert found["Answers of published reports"].values == {"months": "02/2026"}


def test_case_counts_that_were_altered_give_other_numbers(
    survey: Survey, published: Edition
) -> None:
    content = written(survey, published, "json")
    counts = {CaseCell(1, date(2026, 2, 1)): 90}
    import_cases(survey, counts, "chị Lan", examine_counts(survey, counts).mark)
    with survey.store.writing() as connection:
        connection.exec_driver_sql("UPDATE case_import SET made_on = '2026-01-01'")
    result = verified(survey, content)

    assert result.exit_code == 6
    assert "thì ra báo cáo khác" in result.output


def test_a_plan_that_is_followed_later_changes_no_number(
    survey: Survey, published: Edition
) -> None:
    follow_example_plan(survey, MADE_UP, FEBRUARY)
    assert verified(survey, written(survey, published, "json")).exit_code == 0


def test_no_rows_give_no_numbers(survey: Survey, published: Edition) -> None:
    content = written(survey, published, "json")
    with survey.store.writing() as connection:
        for table in ("response", "inbox", "day_count"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of ours
    assert "Không thể tính lại" in verified(survey, content).output


def test_nothing_of_the_database_changes(survey: Survey, published: Edition) -> None:
    verified(survey, written(survey, published, "json"))

    assert published in all_editions(survey)
    assert not list(survey.settings.data.glob("*.half"))


def test_a_report_that_was_kept_with_more_digits_is_the_same(survey: Survey) -> None:
    add_responses(survey, 1, [date(2026, 2, 3)] * 30, lambda at: "5421"[at % 4])
    publish_all(survey)
    edition = next(one for one in all_editions(survey) if one.period == FEBRUARY)
    with survey.store.reading() as connection:
        kept = publications.find_publication(connection, edition.period, edition.number)
    assert kept
    more = kept.report.replace(b'"correlation":1.0,', b'"correlation":1.0000000001,')
    assert more != kept.report
    object.__setattr__(kept, "report", more)  # an earlier program kept it so, with its own hash
    assert recomputed(survey, kept).numbers is Numbers.SAME
