"""`hailong posters` writes a file for each poster, or says why not."""

import os
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from survey.cli import hailong
from survey.services.manage_places import overview, overview_of
from survey.services.print_posters import codes_in_use, find_poster, withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.places import put_point
from tests.survey.commands.terminal import HAILONG
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE
from tests.templates.printed import PrintedPage


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder"


def run(survey: Survey, *arguments: str) -> Result:
    """Run the command on the data of a survey."""
    environment = {"HAILONG_DATA": str(survey.settings.data), "HAILONG_LANGUAGE": "vi"}
    return CliRunner(env=environment).invoke(hailong, ["posters", *arguments])


def test_all_are_written_one_file_each(survey: Survey, out: Path) -> None:
    first, second = codes_in_use(survey)
    result = run(survey, "--out", str(out), "--all")
    assert result.exit_code == 0
    names = {
        f"ap-phich-quay-1-nguoi-co-cong-{first}.pdf": first,
        f"ap-phich-quay-2-viec-lam-{second}.pdf": second,
    }
    assert {path.name for path in out.iterdir()} == set(names)
    assert [line.rpartition("/")[2] for line in result.stdout.splitlines()] == list(names)
    for name, code in names.items():
        with pypdfium2.PdfDocument(out / name) as document:
            assert len(document) == 1
            assert code in document[0].get_textpage().get_text_range()
            assert [each.text for each in PrintedPage((out / name).read_bytes()).codes(100)] == [
                f"{ADDRESS}/{code}"
            ]
    assert all(poster.printed_on for one in overview(survey) for poster in one.posters)


def test_each_file_can_be_read_aloud(survey: Survey, out: Path) -> None:
    run(survey, "--out", str(out), "--all")
    for path in out.iterdir():
        assert b"pdfuaid" in path.read_bytes()
        with pypdfium2.PdfDocument(path) as document:
            assert document.get_metadata_value("Title") == "Áp phích: Ông/Bà có hài lòng không?"


def test_only_the_named_one_is_written_however_it_is_typed(
    survey: Survey, out: Path, code: str
) -> None:
    result = run(survey, "--out", str(out), "--size", "a4", f"{code[:4]}-{code[4:]}".lower())
    assert result.exit_code == 0
    assert [path.name for path in out.iterdir()] == [f"ap-phich-quay-1-nguoi-co-cong-{code}.pdf"]


def test_letters_that_posters_lack_are_said(survey: Survey, out: Path) -> None:
    with survey.store.writing() as connection:  # as it could be saved by an older version
        put_point(connection, replace(overview_of(survey, 1).point, name="Quầy ខ្មែរ"))
    result = run(survey, "--out", str(out), "--all")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Quầy ខ្មែរ: tên hoặc chỗ của quầy có chữ mà áp phích không in được."
    ]


def test_letters_of_the_office_that_posters_lack_are_said_once(survey: Survey, out: Path) -> None:
    set_up_office(survey, "Sở ខ្មែរ", ADDRESS, CONTACT)
    result = run(survey, "--out", str(out), "--all")
    assert result.stderr.splitlines() == [
        "Tên cơ quan hoặc chỗ liên hệ có chữ mà áp phích không in được, chỗ ấy in thành “�”."
    ]


def test_a_file_that_is_there_is_replaced(survey: Survey, out: Path, code: str) -> None:
    run(survey, "--out", str(out), code)
    (path,) = out.iterdir()
    path.write_bytes(b"older")
    assert run(survey, "--out", str(out), code).exit_code == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert list(out.iterdir()) == [path]


def test_a_disk_that_takes_no_more_says_how_far_it_came(survey: Survey, out: Path) -> None:
    first, second = codes_in_use(survey)
    taken = out / f"ap-phich-quay-2-viec-lam-{second}.pdf"
    taken.mkdir(parents=True)
    result = run(survey, "--out", str(out), "--all")
    assert result.exit_code == 1
    assert f"Đã ghi xong 1 trong 2 áp phích vào {out}" in result.stderr
    whole = out / f"ap-phich-quay-1-nguoi-co-cong-{first}.pdf"
    assert {path.name for path in out.iterdir()} == {whole.name, taken.name}
    assert whole.read_bytes().rstrip().endswith(b"%%EOF")
    assert find_poster(survey, first).printed_on is not None
    assert find_poster(survey, second).printed_on is None


@pytest.mark.server
@pytest.mark.skipif(os.name == "nt", reason="a terminal is made for this as POSIX has them")
def test_on_a_terminal_one_sees_how_far_it_has_come(survey: Survey, out: Path) -> None:
    shown = on_a_terminal(survey, "--out", str(out), "--all")
    assert "Áp phích" in shown
    assert "100%" in shown
    assert f"Đã ghi 2 áp phích vào {out}" in shown
    assert ".pdf" not in shown


def on_a_terminal(survey: Survey, *arguments: str) -> str:
    """Run the command in a process whose output is a terminal; return what it showed."""
    ours, its = os.openpty()
    environment = {
        **os.environ,
        "HAILONG_DATA": str(survey.settings.data),
        "HAILONG_LANGUAGE": "vi",
        "TERM": "xterm",
    }
    with subprocess.Popen([HAILONG, "posters", *arguments], stdout=its, env=environment) as command:
        os.close(its)
        shown = bytearray()
        with suppress(OSError):  # Linux ends a terminal with an error
            while read := os.read(ours, 4096):
                shown += read
        os.close(ours)
    assert command.returncode == 0
    return shown.decode()


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [(("--all", "7KQ2M9XT"), 2), ((), 2), (("--size", "a9", "--all"), 2), (("00000000",), 1)],
)
def test_what_cannot_be_meant_is_refused(
    survey: Survey, out: Path, arguments: tuple[str, ...], exit_code: int
) -> None:
    assert run(survey, "--out", str(out), *arguments).exit_code == exit_code
    assert not out.exists()


def test_a_withdrawn_poster_is_refused_in_words(survey: Survey, out: Path, code: str) -> None:
    withdraw_poster(survey, code)
    result = run(survey, "--out", str(out), code)
    assert result.exit_code == 1
    assert "đã thu hồi" in result.stderr


def test_nothing_is_written_without_a_public_address(survey: Survey, out: Path, code: str) -> None:
    set_up_office(survey, OFFICE, None, CONTACT)
    result = run(survey, "--out", str(out), "--all")
    assert result.exit_code == 1
    assert "hailong init" in result.stderr
    assert not out.exists()
    assert find_poster(survey, code).printed_on is None


def test_a_file_in_the_way_is_said_in_words(survey: Survey, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run(survey, "--out", str(tmp_path / "file" / "below"), "--all")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
