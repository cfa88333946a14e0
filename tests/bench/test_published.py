from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.published import BEGIN, END, command

FIGURES = Path("docs/examples/published-figures.csv")


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_table_of_published_figures_has_interval_and_verdicts():
    output = run(FIGURES).output
    small = next(line for line in output.splitlines() if "Khánh Hòa" in line)
    assert "| 95.41% | 80 | 88.39% – 98.27% | not enough evidence | met |" in small
    assert "simple random answers" in output


def figures(folder, *lines):
    path = folder / "figures.csv"
    heading = "place,year,share_percent,respondents,source"
    path.write_text("\n".join((heading, *lines)), encoding="utf-8")
    return path


def test_four_respondents_have_no_verdict_and_a_bar_does_not_break_the_table(tmp_path):
    output = run(figures(tmp_path, "a|b,2020,100,4,x")).output
    assert "| a\\|b | 2020 | 100.00% | 4 |" in output
    assert output.count("too few answers") == 2


def test_the_table_replaces_what_stands_between_the_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for _ in range(2):
        assert run(FIGURES, "--into", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n| Place |")
    assert text.endswith(f"\n{END}\nafter\n")
    assert "old" not in text


def test_the_page_of_methods_holds_the_table_of_today():
    page = Path("docs/methods.md").read_text(encoding="utf-8")
    table = run(FIGURES).output
    assert f"{BEGIN}\n{table}{END}" in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,2020,101,4,x", "line 2: share_percent must lie within 0 and 100"),
        ("a,2020,99,0,x", "respondents above 0"),
        ("a,2020,much,4,x", "could not convert"),
        ("a,2020", "line 2"),
    ],
)
def test_a_figure_that_is_none_is_told_with_its_line(tmp_path, line, said):
    result = run(figures(tmp_path, line))
    assert result.exit_code == 2
    assert said in result.output


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("place,year\na,2020\n", encoding="utf-8")
    result = run(path)
    assert (result.exit_code, "has no column 'share_percent'" in result.output) == (2, True)


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("text", encoding="utf-8")
    result = run(FIGURES, "--into", page)
    assert (result.exit_code, page.read_text(encoding="utf-8")) == (2, "text")
    assert BEGIN in result.output


def test_missing_figures_are_one_sentence(tmp_path):
    assert run(tmp_path / "none.csv").exit_code == 2
