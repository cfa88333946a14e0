"""`hailong posters` writes a file for each poster, or says why not."""

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from survey.cli import hailong
from survey.services.manage_places import overview
from survey.services.print_posters import codes_in_use, find_poster, withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from tests.survey.conftest import CONTACT, OFFICE


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder"


def run(survey: Survey, *arguments: str) -> Result:
    """Run the command on the data of a survey."""
    environment = {"HAILONG_DATA": str(survey.settings.data), "HAILONG_LANGUAGE": "vi"}
    return CliRunner(env=environment).invoke(hailong, ["posters", *arguments])


def test_all_are_written_one_file_each(survey: Survey, out: Path) -> None:
    codes = codes_in_use(survey)
    assert run(survey, "--out", str(out), "--all").exit_code == 0
    assert {path.name for path in out.iterdir()} == {f"ap-phich-{code}.pdf" for code in codes}
    for code in codes:
        with pypdfium2.PdfDocument(out / f"ap-phich-{code}.pdf") as document:
            assert len(document) == 1
            assert code in document[0].get_textpage().get_text_range()
    assert all(poster.printed_on for one in overview(survey) for poster in one.posters)


def test_only_the_named_one_is_written_however_it_is_typed(
    survey: Survey, out: Path, code: str
) -> None:
    result = run(survey, "--out", str(out), "--size", "a4", f"{code[:4]}-{code[4:]}".lower())
    assert result.exit_code == 0
    assert [path.name for path in out.iterdir()] == [f"ap-phich-{code}.pdf"]


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
