import pytest
from click.testing import CliRunner

from bench.simulate import MARKS, command
from bench.simulation.scenarios import SCENARIOS


def run(*arguments):
    return CliRunner().invoke(command, list(map(str, arguments)))


QUICK = ("all-or-nothing", "--replicates", 40, "--sizes", "15,5")


def test_a_chosen_scenario_prints_each_cell_and_what_was_asked():
    result = run(*QUICK)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith("all-or-nothing, index 0.800, n = 5: coverage ")
    assert lines[1].startswith("all-or-nothing, index 0.800, n = 15: coverage ")
    assert len(lines) == 10 + 1 + 3 + 1
    assert lines[-4].startswith("coverage at least 95%: kept")
    assert lines[-1] == "PASS"


def test_the_same_command_prints_the_same_again():
    assert run(*QUICK).stdout == run(*QUICK).stdout
    assert run(*QUICK, "--seed", 2).stdout != run(*QUICK).stdout


def test_progress_goes_to_the_error_stream():
    result = run(*QUICK)
    assert "Simulating" in result.stderr
    assert "Simulating" not in result.stdout


def test_a_scenario_named_twice_runs_once():
    assert run("all-or-nothing", *QUICK).stdout == run(*QUICK).stdout


def test_all_runs_every_scenario():
    result = run("--all", "--replicates", 2, "--sizes", "5")
    assert all(f"\n{name}" in f"\n{result.stdout}" for name in SCENARIOS)


def test_a_broken_demand_exits_with_one():
    # One sample a cell: the first that misses the truth is a coverage of 0.
    result = run("beta-binomial", "--replicates", 1, "--sizes", "30,60", "--seed", 3)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "FAIL")


@pytest.mark.parametrize("arguments", [(), ("probit", "--all")])
def test_scenarios_are_named_or_all_are_asked_for(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Name scenarios or say --all. There are: beta-binomial, probit," in result.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("weather",), "'weather' is not one of"),
        (("probit", "--sizes", "4"), "a size must be at least 5"),
        (("probit", "--sizes", "15,many"), "must be whole numbers with commas between them"),
        (("probit", "--sizes", ""), "must be whole numbers with commas between them"),
        (("probit", "--replicates", "0"), "0 is not in the range"),
        (("probit", "--seed", "-1"), "-1 is not in the range"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(arguments, reason):
    result = run(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_the_table_is_put_into_a_page_between_its_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n{}\nold\n{}\nafter\n".format(*MARKS), encoding="utf-8")
    assert run(*QUICK, "--into", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{MARKS[0]}\nComputed on ")
    assert "40 replicates a cell, seed 1." in text
    assert text.endswith(f"* PASS\n{MARKS[1]}\nafter\n")
    assert "old" not in text


@pytest.mark.parametrize("content", [None, "no marks\n"])
def test_a_page_that_cannot_take_the_table_is_refused_before_any_drawing(tmp_path, content):
    page = tmp_path / "page.md"
    if content is not None:
        page.write_text(content, encoding="utf-8")
    result = run(*QUICK, "--into", page)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Simulating" not in result.stderr
