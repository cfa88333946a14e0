"""``python -m analysis sample-size``."""

import pytest
from click.testing import CliRunner

from analysis.__main__ import main


def run(*arguments, language="en"):
    given = ["sample-size", *map(str, arguments), "--language", language]
    return CliRunner().invoke(main, given)


def test_both_numbers_are_told_with_the_reason():
    result = run("--target", 0.9, "--expected", 0.93, "--cases", 1500)
    assert result.exit_code == 0
    assert "Target 90%, expected index 93%; items a person: 22" in result.output
    assert "Cases of the period: 1,500." in result.output
    assert "Respondents needed to prove that the target is met: 289." in result.output
    assert "with e = 5%: 316." in result.output
    assert "probability of about 85%" in result.output
    assert "fewer than 28 respondents" in result.output
    assert "Why the two numbers differ:" in result.output
    assert "here 3 percentage points" in result.output
    assert "worth about 1.9 independent ones" in result.output


def test_vietnamese_comes_first_and_its_decimal_comma_is_read():
    given = ["sample-size", "--target", "0,866", "--expected", "0,9"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0
    assert "Mục tiêu 86,6%, chỉ số dự kiến 90%" in result.output
    assert "cần 337 người trả lời" in result.output
    assert "khi số hồ sơ rất lớn: 400 người" in result.output


def test_a_response_rate_and_a_margin_are_answered():
    asked = ("--target", 0.9, "--expected", 0.95, "--response-rate", 0.5, "--margin", 0.03)
    output = run(*asked).output
    assert "If 50% of those asked answer, ask 252." in output
    assert "Respondents needed to know the index to ±3% with 95% confidence: 106." in output
    assert "more than there are cases" not in output


def test_more_forms_than_cases_are_called_out():
    asked = ("--target", 0.9, "--expected", 0.93, "--response-rate", 0.3, "--cases")
    assert "more than there are cases: take a longer period" in run(*asked, 300).output
    assert "more than there are cases" not in run(*asked, 100_000).output


def test_an_index_below_the_target_is_planned_as_not_met():
    output = run("--target", 0.9, "--expected", 0.85).output
    assert "Respondents needed to prove that the target is not met:" in output
    assert "even if every one" not in output


def test_few_cases_of_which_everybody_is_satisfied_need_as_many_as_are_exact():
    for cases, least in ((100, 23), (60, 20), (40, 18)):
        output = run("--target", 0.9, "--expected", 0.99, "--cases", cases).output
        assert f"With fewer than {least} respondents the target cannot be proven" in output
    for target, least in ((0.9, 29), (0.866, 21), (0.95, 59)):
        output = run("--target", target, "--expected", 0.99).output
        assert f"With fewer than {least} respondents the target cannot be proven" in output


@pytest.mark.parametrize("cases", [1, 5, 9])
def test_fewer_than_ten_cases_are_told_to_give_no_report(cases):
    output = run("--target", 0.9, "--expected", 0.99, "--cases", cases).output
    assert "There are fewer than 10 cases, so that no report on them tells anything" in output
    assert "With so many" not in output
    assert "With that number" not in output
    assert "With fewer than" not in output


def test_a_plan_for_fewer_than_ten_names_the_ten_that_a_report_needs():
    asked = ("--target", 0.5, "--expected", 0.99, "--response-rate", 0.5)
    output = run(*asked).output
    assert "But a report tells nothing of fewer than 10 respondents" in output
    assert "plan for at least 10." in output
    assert "If 50% of those asked answer, ask 20." in output
    assert "With so many" not in output
    vietnamese = run(*asked, language="vi").output
    assert "hãy dự kiến ít nhất 10 người" in vietnamese


def test_one_more_person_is_among_the_reasons():
    said = "as if one more person had come and been {} with everything"
    above = run("--target", 0.9, "--expected", 0.95).output
    below = run("--target", 0.9, "--expected", 0.85).output
    assert said.format("dissatisfied") in above
    assert said.format("satisfied") in below
    assert said.format("dissatisfied") not in below


def test_one_item_a_person_needs_no_word_on_persons():
    asked = ("--target", 0.9, "--expected", 0.95, "--items", 1, "--correlation", 0)
    assert "resemble each other" not in run(*asked).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--target", 0, "--expected", 0.9), "--target must lie between 0 and 1, for example"),
        (("--target", 1, "--expected", 0.9), "--target must lie between 0 and 1"),
        (("--target", 90, "--expected", 93), "for example 0.9 for 90%; it is 90."),
        (("--target", "many", "--expected", 0.9), "--target is “many”, which is no number."),
        (("--target", "nan", "--expected", 0.9), "--target is “nan”, which is no number."),
        (("--target", 0.9, "--expected", 0.9), "The expected index equals the target (90%)"),
        (("--target", 0.9, "--expected", 1), "--expected must lie between 0 and 1"),
        (("--cases", 0), "--cases must be a whole number of at least 1; it is 0."),
        (("--cases", 10.5), "--cases must be a whole number"),
        (("--items", 0), "--items must be a number of at least 1"),
        (("--correlation", 2), "--correlation must lie within 0 and 1"),
        (("--response-rate", 0), "--response-rate must lie above 0 and not above 1"),
        (("--power", 1), "--power must lie above 0.05 and below 1"),
        (("--margin", 5), "--margin must lie between 0 and 0.5"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_exit_two(arguments, said):
    usual = () if "--target" in arguments else ("--target", 0.9, "--expected", 0.93)
    result = run(*usual, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert result.output.count("\n") == 1
