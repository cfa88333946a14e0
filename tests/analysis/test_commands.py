import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import analysis
from analysis.__main__ import main

REFERENCE = Path("tests/reference/cases.json")
AGREEING = {
    "id": "good",
    "method": "wilson",
    "inputs": {"x": 27, "n": 30, "level": 0.95},
    "expected": {"lower": 0.743789174208159, "upper": 0.965400111252666},
    "tolerance": {"relative": 1e-9, "absolute": 1e-9},
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def check(tmp_path):
    def checked(*cases):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"cases": cases}), encoding="utf-8")
        return run("check", path)

    return checked


def test_cases_that_all_agree_exit_with_zero(check):
    result = check(AGREEING, AGREEING)
    assert (result.exit_code, result.output) == (0, "2 of 2 cases agree\n")


def test_a_case_that_disagrees_is_named_with_its_reason(check):
    result = check(AGREEING, {**AGREEING, "id": "bad", "expected": {"lower": 0.5}})
    first, last = result.output.splitlines()
    assert result.exit_code == 1
    assert first.startswith("bad (wilson) disagrees: lower: 0.7437")
    assert last == "1 of 2 cases agree"


def test_unknown_methods_are_counted_and_named(check):
    result = check(AGREEING, *({**AGREEING, "method": name} for name in ("b", "a", "b")))
    assert result.exit_code == 1
    assert result.output == "3 cases of 2 unknown methods: a 1, b 2\n1 of 4 cases agree\n"


def test_no_cases_prove_nothing(check):
    result = check()
    assert (result.exit_code, result.output) == (1, "0 of 0 cases agree\n")


def test_the_kept_reference_cases_all_agree():
    result = run("check", REFERENCE)
    assert (result.exit_code, result.output) == (0, "182 of 182 cases agree\n")


def test_a_missing_file_is_one_sentence_and_exit_two(tmp_path):
    result = run("check", tmp_path / "none.json")
    assert result.exit_code == 2
    assert result.output == f"{tmp_path / 'none.json'} cannot be read: No such file or directory.\n"


def test_an_unknown_command_is_refused():
    assert run("divine").exit_code == 2


def test_help_names_the_commands():
    assert {"check", "report", "sample-size"} <= set(run("--help").output.split())


LIGHT = """
import sys
import analysis, analysis.estimates, analysis.estimators.tables, analysis.indices.verdicts
import analysis.__main__
heavy = {"scipy", "matplotlib"} & set(sys.modules)
sys.exit(f"loaded {heavy}" if heavy else 0)
"""


def test_importing_the_package_alone_loads_no_numbers_at_all():
    loaded = "import sys, analysis; print('numpy' in sys.modules, len(dir(analysis)))"
    found = subprocess.run(
        [sys.executable, "-c", loaded], check=True, capture_output=True, text=True
    )
    assert found.stdout == f"False {len(analysis.__all__)}\n"


def test_importing_the_package_loads_neither_scipy_nor_matplotlib():
    assert subprocess.run([sys.executable, "-c", LIGHT], check=False).returncode == 0


def test_the_package_offers_the_names_of_a_notebook():
    assert all(getattr(analysis, name).__name__ == name for name in analysis.__all__)
    assert dir(analysis) == sorted(analysis.__all__)
    with pytest.raises(AttributeError, match="No analysis attribute guess"):
        _ = analysis.guess


def test_the_package_runs_as_a_program(tmp_path):
    command = [sys.executable, "-m", "analysis", "check", str(tmp_path / "none.json")]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    assert found.returncode == 2
    assert found.stderr.startswith(str(tmp_path))
    assert found.stdout == ""
