"""LibreOffice opens the document of a report as it is meant: pages, numbers, and no formula."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from analysis.letterhead import Letterhead
from analysis.report.build import build_report
from analysis.report.formats import FORMATS
from tests.analysis.forms import PLAN
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import SOURCE, make_responses, report_of
from tests.analysis.test_report_docx import HOSTILE

SECONDS = 180


def pages(content: bytes, folder: Path, name: str = "report.docx") -> list[str]:
    """Return the words of each page that LibreOffice makes of a document."""
    document = folder / name
    document.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(document)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    made = pypdfium2.PdfDocument(folder / "report.pdf")
    return [page.get_textpage().get_text_range() for page in made]


@pytest.mark.release
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_numbered_from_the_second_and_headings_by_themselves(
    language: str, tmp_path: Path
) -> None:
    first, *others = pages(FORMATS["docx"].write(small_report(), language, Letterhead()), tmp_path)
    assert first.lstrip().startswith(("[cơ quan chủ quản]", "[superior agency]"))
    assert [page.split()[0] for page in others] == [str(at + 2) for at in range(len(others))]
    words = "\n".join((first, *others))
    for numbered in ("I. ", "II. ", "1. ", {"vi": "Phụ lục I", "en": "Annex I"}[language]):
        assert numbered in words


@pytest.mark.release
def test_the_contents_are_shown_before_anybody_renews_them(tmp_path: Path) -> None:
    first, *_ = pages(FORMATS["docx"].write(small_report(), "vi", Letterhead()), tmp_path)
    _, contents = first.split("Mục lục")
    assert contents.split("\r\n")[1].strip() == "I. Việc khảo sát"
    assert "Nguồn số liệu" in contents


@pytest.mark.release
def test_120_service_points_take_at_most_twenty_pages_before_the_annexes(tmp_path: Path) -> None:
    name = "Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính xã {}"
    points = [name.format(number) for number in range(120) for _ in range(30)]
    packed = ["5552-" if at % 7 else "2352-" for at in range(len(points))]
    report = build_report(make_responses(*packed, points=points), PLAN, SOURCE)
    found = pages(FORMATS["docx"].write(report, "vi", Letterhead()), tmp_path)
    annexes = next(
        at for at, page in enumerate(found) if page.split("\n")[1].startswith("Phụ lục I")
    )
    assert sum(name.format("")[:20] in page for page in found[:annexes]) >= 4
    assert annexes <= 20


@pytest.mark.release
@pytest.mark.parametrize("count", [0, 1, 9, 10, 60])
def test_a_report_of_few_or_of_all_satisfied_opens(count: int, tmp_path: Path) -> None:
    report = report_of(*["555--"] * count)
    assert "BÁO CÁO" in pages(FORMATS["docx"].write(report, "vi", Letterhead()), tmp_path)[0]


@pytest.mark.release
@pytest.mark.parametrize("text", HOSTILE[:3])
def test_hostile_text_is_shown_as_it_was_written(text: str, tmp_path: Path) -> None:
    office = Letterhead(signer=text, recipients=(text,))
    words = " ".join(pages(FORMATS["docx"].write(report_of("555--"), "vi", office), tmp_path))
    assert "".join(text.split()) in "".join(words.split())


@pytest.mark.release
@pytest.mark.parametrize("text", [*HOSTILE[:3], "@SUM(1)", "N" * 500], ids=range(5))
def test_hostile_text_is_shown_in_a_workbook_as_it_was_written(text: str, tmp_path: Path) -> None:
    responses = make_responses(*["555--"] * 30, *["222--"] * 30, points=[text] * 60)
    content = FORMATS["xlsx"].write(build_report(responses, PLAN, SOURCE), "vi", Letterhead())
    words = " ".join(pages(content, tmp_path, "report.xlsx"))
    assert "".join(text.split()) in "".join(words.split())
