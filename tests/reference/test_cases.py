from pathlib import Path

import pytest

from analysis.reference.cases import compared, read_cases, run_case
from analysis.reference.methods import METHODS

FOLDER = Path(__file__).parent
OF_R = read_cases(FOLDER / "cases.json")
OF_ONE_MORE_PERSON = read_cases(FOLDER / "one_more_person.json")
CASES = [*OF_R, *OF_ONE_MORE_PERSON]
KNOWN = [case for case in CASES if case["method"] in METHODS]


@pytest.mark.parametrize("case", KNOWN, ids=[case["id"] for case in KNOWN])
def test_a_case_of_a_known_method_agrees(case):
    assert run_case(case, FOLDER).reasons == ()


def test_each_method_that_is_built_has_cases():
    assert {case["method"] for case in KNOWN} == set(METHODS)
    assert len(KNOWN) == len(CASES)
    assert (len(OF_R), len(OF_ONE_MORE_PERSON)) == (182, 120)


NUMBERS = [
    pytest.param(case, key, id=f"{case['id']}-{key}")
    for case in OF_R
    if "policy" not in case["expected"]
    for key, value in compared(case).items()
    if isinstance(value, float | int)
]


@pytest.mark.parametrize(("case", "key"), NUMBERS)
def test_a_case_with_one_wrong_number_disagrees_for_that_alone(case, key):
    relative = case["tolerance"]["relative"]
    right = case["expected"][key]
    wrong = {**case["expected"], key: right + max(0.001, 3 * relative * abs(right))}
    (reason,) = run_case({**case, "expected": wrong}, FOLDER).reasons
    assert reason.startswith(f"{key}: ")
